//! An axis and where it has its numbers.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, KeyPointWeight, Ranged};

/// What an axis shows.
#[derive(Clone, Debug)]
pub(in crate::train::report) struct Axis {
    pub(in crate::train::report) title: String,
    from: f64,
    to: f64,
    /// Places with their labels.
    ticks: Vec<(f64, String)>,
}

impl Axis {
    /// From 0 to 1 in fifths.
    pub(in crate::train::report) fn unit(title: &str) -> Self {
        let ticks = (0..=5).map(|i| (f64::from(i) / 5.0, format!("{:.1}", f64::from(i) / 5.0)));
        Self {
            title: title.into(),
            from: 0.0,
            to: 1.0,
            ticks: ticks.collect(),
        }
    }

    /// From 0 or `from` to what holds the largest finite value, at round numbers.
    pub(in crate::train::report) fn up_to(
        title: &str,
        from: f64,
        values: impl Iterator<Item = f64>,
    ) -> Self {
        let largest = values
            .filter(|value| value.is_finite())
            .fold(from, f64::max);
        let largest = if largest > from {
            largest.min(1e300)
        } else {
            from + 1.0
        };
        let step = step(largest - from);
        let count = ((largest - from) / step).ceil().clamp(1.0, 10.0);
        let places = (0..=count as u32).map(|i| from + f64::from(i) * step);
        let ticks = places.map(|at| (at, label(at, step))).collect();
        Self {
            title: title.into(),
            from,
            to: from + count * step,
            ticks,
        }
    }

    /// Whole numbers from 1.
    pub(in crate::train::report) fn counts(title: &str, largest: usize) -> Self {
        let largest = largest.max(2);
        let every = (largest as f64 / 8.0).ceil() as usize;
        let every = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|e| *e >= every);
        let every = every.unwrap_or(largest);
        let later = (1..=largest / every)
            .map(|i| i * every)
            .filter(|at| *at > 1);
        let ticks = std::iter::once(1)
            .chain(later)
            .map(|at| (at as f64, at.to_string()));
        Self {
            title: title.into(),
            from: 1.0,
            to: largest as f64,
            ticks: ticks.collect(),
        }
    }

    /// Names at 0, 1, 2 …
    pub(in crate::train::report) fn names(names: impl Iterator<Item = String>) -> Self {
        let ticks: Vec<_> = names
            .enumerate()
            .map(|(i, name)| (i as f64, name))
            .collect();
        // Those at the beginning of a list stand at the top.
        let from = ticks.len() as f64 - 0.5;
        Self {
            title: String::new(),
            from,
            to: -0.5,
            ticks,
        }
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.ticks.iter().map(|(_, label)| label.as_str())
    }

    pub(super) fn label(&self, place: f64) -> String {
        let tick = self.ticks.iter().find(|(at, _)| *at == place);
        tick.map_or_else(String::new, |(_, label)| label.clone())
    }
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (first, last): (i32, i32)) -> i32 {
        let part = (value - self.from) / (self.to - self.from);
        first + (part * f64::from(last - first)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        match hint.weight() {
            KeyPointWeight::Bold => self.ticks.iter().map(|(at, _)| *at).collect(),
            KeyPointWeight::Any => Vec::new(),
        }
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

/// 1, 2 or 5 times a power of ten, so that a span has at most five of it.
fn step(span: f64) -> f64 {
    let decade = 10_f64.powf((span / 5.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * decade);
    let enough = steps.into_iter().find(|step| span / step <= 5.0 + 1e-9);
    enough.unwrap_or(span)
}

fn label(value: f64, step: f64) -> String {
    let decimals = (-step.log10().floor()).max(0.0);
    if value != 0.0 && (decimals > 4.0 || step >= 1e5) {
        return format!("{value:.0e}");
    }
    let decimals = if decimals > 4.0 { 0 } else { decimals as usize };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.labels().collect()
    }

    #[test]
    fn numbers_are_round_and_hold_all_values() {
        let axis = Axis::up_to(
            "loss",
            0.0,
            [0.2, 0.71, f64::NAN, f64::INFINITY].into_iter(),
        );
        assert_eq!(labels(&axis), ["0.0", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(axis.range(), 0.0..0.8);
        let axis = Axis::up_to("loss", 0.0, [3e7].into_iter());
        assert_eq!(labels(&axis).last(), Some(&"3e7"));
    }

    #[test]
    fn an_axis_of_nothing_has_a_length() {
        for values in [vec![], vec![0.0], vec![f64::NAN], vec![-1.0]] {
            let axis = Axis::up_to("loss", 0.0, values.into_iter());
            assert!(axis.to > axis.from);
            assert!(axis.ticks.len() >= 2);
        }
    }

    #[test]
    fn epochs_are_counted_from_one() {
        assert_eq!(labels(&Axis::counts("epoch", 5)), ["1", "2", "3", "4", "5"]);
        assert_eq!(
            labels(&Axis::counts("epoch", 50)),
            ["1", "10", "20", "30", "40", "50"]
        );
        assert_eq!(labels(&Axis::counts("epoch", 0)), ["1", "2"]);
    }
}
