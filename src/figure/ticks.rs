//! Where a colour bar has its numbers.

use crate::heatmap::{
    Recipe, Scale, Transform,
    residual::{MAX_RESIDUAL, shade},
    transform,
};

/// Pixels between two numbers, from middle to middle.
const DISTANCE: i32 = 12;

/// A number beside a colour bar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) label: String,
    /// Pixels above the lower end.
    pub(crate) height: i32,
}

/// Round numbers of expression up to what the ceiling stands for, on a bar so many pixels high.
/// Zero and powers of ten have precedence. For residuals whole standard deviations on both sides of 0.
pub(crate) fn ticks(recipe: &Recipe, ceiling: f64, length: i32) -> Vec<Tick> {
    if recipe.scale == Scale::Residual {
        return deviations(length);
    }
    let top = untransformed(recipe, ceiling);
    let mut ticks: Vec<Tick> = Vec::new();
    for label in candidates(top) {
        let value: f64 = label.parse().unwrap_or(0.0);
        let height = (transform(recipe, value) / ceiling * f64::from(length)).round() as i32;
        let is_free = ticks
            .iter()
            .all(|tick| (tick.height - height).abs() >= DISTANCE);
        if value <= top * (1.0 + 1e-6) && is_free && height <= length {
            ticks.push(Tick { label, height });
        }
    }
    ticks
}

/// Whole standard deviations, as many as there is room for.
fn deviations(length: i32) -> Vec<Tick> {
    let most = MAX_RESIDUAL as i32;
    let every = if length / (2 * most) >= DISTANCE {
        1
    } else {
        most
    };
    let tick = |deviation: i32| Tick {
        label: signed(deviation.into(), 0),
        height: (shade(deviation.into()) * f64::from(length)).round() as i32,
    };
    (-most..=most)
        .filter(|deviation| deviation % every == 0)
        .map(tick)
        .collect()
}

/// 0 and round changes on both sides of it, on a bar so many pixels long from -`limit` to `limit`.
pub(super) fn changes(limit: f64, length: i32) -> Vec<Tick> {
    let decade = limit.log10().floor().clamp(-9.0, 9.0) as i32;
    let steps = [5.0, 2.0, 1.0].map(|step| step * 10_f64.powi(decade));
    let within = limit * (1.0 + 1e-6);
    let step = steps.into_iter().find(|step| *step <= within);
    let step = step.unwrap_or(limit);
    let decimals = usize::try_from(-decade).unwrap_or(0);
    let tick = |change: f64| Tick {
        label: signed(change, decimals),
        height: ((0.5 + 0.5 * change / limit) * f64::from(length)).round() as i32,
    };
    let sizes = (1..5).map(|i| step * f64::from(i));
    let sizes = sizes.take_while(|size| *size <= within);
    let both = sizes.flat_map(|size| [-size, size]);
    [0.0].into_iter().chain(both).map(tick).collect()
}

/// A number with its sign, but 0, which has none.
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    match digits.chars().all(|c| matches!(c, '0' | '.')) {
        true => "0".into(),
        false if value < 0.0 => format!("−{digits}"),
        false => format!("+{digits}"),
    }
}

/// The expression that is transformed into this value.
fn untransformed(recipe: &Recipe, value: f64) -> f64 {
    match recipe.transform {
        Transform::Log10 => recipe.pseudocount * (10_f64.powf(value) - 1.0),
        Transform::Log1p => value.exp_m1(),
        Transform::Arcsine => value.sin().powi(2),
        Transform::None => value,
    }
}

/// Zero, then powers of ten from the largest down, then five and two times those.
fn candidates(top: f64) -> impl Iterator<Item = String> {
    let decade = top.log10().floor().clamp(-30.0, 30.0) as i32;
    let decades = (decade - 5..=decade).rev();
    let steps = [1, 5, 2].into_iter();
    let numbers = steps.flat_map(move |step| decades.clone().map(move |ten| number(step, ten)));
    std::iter::once("0".to_string()).chain(numbers)
}

/// `step` × 10^`ten`, in digits as far as they are few.
fn number(step: i32, ten: i32) -> String {
    match ten {
        0..=5 => format!("{step}{}", "0".repeat(ten as usize)),
        -4..=-1 => format!("0.{}{step}", "0".repeat((-ten - 1) as usize)),
        _ => format!("{step}e{ten}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(transform: Transform, ceiling: f64, length: i32) -> Vec<String> {
        let recipe = Recipe {
            transform,
            ..Recipe::default()
        };
        let mut found = ticks(&recipe, ceiling, length);
        found.sort_by_key(|tick| tick.height);
        found.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn logarithms_have_their_decades() {
        let found = labels(Transform::Log10, 3.2, 200);
        assert!(
            ["0", "1", "10", "100", "1000"]
                .iter()
                .all(|ten| found.iter().any(|l| l == ten))
        );
        assert!(
            found
                .iter()
                .all(|label| label.parse::<f64>().unwrap() <= 1584.0)
        );
    }

    #[test]
    fn small_and_untransformed_values_have_numbers_too() {
        assert_eq!(
            labels(Transform::None, 0.7, 110),
            ["0", "0.1", "0.2", "0.5"]
        );
        assert_eq!(labels(Transform::None, 2e9, 60), ["0", "5e8", "1e9", "2e9"]);
        assert!(labels(Transform::Log1p, 0.01, 110).len() > 2);
        // The arcsine of the root of 0.5 is a quarter of pi.
        let half = std::f64::consts::FRAC_PI_4;
        assert_eq!(labels(Transform::Arcsine, half, 110).last().unwrap(), "0.5");
    }

    #[test]
    fn residuals_have_both_signs() {
        let found = |length| ticks(&Recipe::residual(Transform::Log1p), 9.0, length);
        let labels: Vec<_> = found(120).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["−3", "−2", "−1", "0", "+1", "+2", "+3"]);
        let heights: Vec<_> = found(120).into_iter().map(|tick| tick.height).collect();
        assert_eq!(heights, [0, 20, 40, 60, 80, 100, 120]);
        let few: Vec<_> = found(60).into_iter().map(|tick| tick.label).collect();
        assert_eq!(few, ["−3", "0", "+3"]);
    }

    #[test]
    fn changes_have_round_numbers_on_both_sides_of_0() {
        let found = |limit| {
            let mut found = changes(limit, 200);
            found.sort_by_key(|tick| tick.height);
            found
                .into_iter()
                .map(|tick| (tick.label, tick.height))
                .collect::<Vec<_>>()
        };
        let as_found = |expected: &[(&str, i32)]| {
            let expected = expected
                .iter()
                .map(|(label, height)| (label.to_string(), *height));
            expected.collect::<Vec<_>>()
        };
        // 0.2 of 0.43 is at 0.5 + 0.5 * 0.2 / 0.43 of the bar.
        let expected = [
            ("−0.4", 7),
            ("−0.2", 53),
            ("0", 100),
            ("+0.2", 147),
            ("+0.4", 193),
        ];
        assert_eq!(found(0.43), as_found(&expected));
        assert_eq!(found(2.0), as_found(&[("−2", 0), ("0", 100), ("+2", 200)]));
        assert_eq!(
            found(0.01),
            as_found(&[("−0.01", 0), ("0", 100), ("+0.01", 200)])
        );
        assert_eq!(
            found(60.0),
            as_found(&[("−50", 17), ("0", 100), ("+50", 183)])
        );
    }

    #[test]
    fn signs_are_there_but_of_0() {
        let found = [0.41, -0.413, -0.001, 12.0].map(|value| signed(value, 2));
        assert_eq!(found, ["+0.41", "−0.41", "0", "+12.00"]);
    }

    #[test]
    fn numbers_do_not_overlap_and_lie_on_the_bar() {
        for ceiling in [1e-6, 0.3, 1.0, 4.7, 30.0] {
            for transform in [Transform::Log10, Transform::Log1p, Transform::None] {
                let recipe = Recipe {
                    transform,
                    ..Recipe::default()
                };
                let mut found = ticks(&recipe, ceiling, 150);
                found.sort_by_key(|tick| tick.height);
                assert!(found.len() >= 2, "{ceiling} {transform:?}");
                assert_eq!(found[0].height, 0);
                assert!(
                    found
                        .windows(2)
                        .all(|pair| pair[1].height - pair[0].height >= DISTANCE)
                );
                assert!(found.iter().all(|tick| tick.height <= 150));
            }
        }
    }

    #[test]
    fn a_number_stands_at_the_height_of_its_colour() {
        let found = ticks(&Recipe::default(), 2.0, 1000);
        let height = |label: &str| found.iter().find(|t| t.label == label).map(|t| t.height);
        // log10(1 + 10) is 1.0414, of a ceiling of 2.
        assert_eq!(height("10"), Some(521));
        assert_eq!(height("1"), Some(151));
        assert_eq!(height("0"), Some(0));
    }
}
