//! A gene's means as a tiny picture, one pixel a combination, and in words.

use std::collections::BTreeSet;

use super::{axes::Axes, format, unit::Unit, viridis};
use crate::{
    bundle::Condition,
    heatmap::{
        Colormap, Image, PngError, Recipe, RowOrder,
        residual::{Usual, residual, shade},
        transform,
    },
};

/// What was not measured, beside the stroke through it.
pub(super) const GREY: [u8; 3] = [0xc8, 0xc8, 0xc8];
/// How many of the highest combinations are named.
const NAMED: usize = 3;

/// The picture, its rows in the order of the axes, and which combinations were measured. Where
/// `residuals` are given they are shown in place of the values.
pub(super) fn draw(
    recipe: &Recipe,
    axes: &Axes,
    values: &[f32],
    residuals: Option<&[f64]>,
) -> Result<(Image, Vec<bool>), PngError> {
    let places = places(recipe, axes, values.len());
    let pixel = |&i: &usize| match (values[i], residuals) {
        (value, _) if value.is_nan() => GREY,
        (_, Some(residuals)) => diverging(shade(residuals[i])),
        (value, None) => viridis::colour(transform(recipe, value.into()) / axes.ceiling),
    };
    let bytes: Vec<u8> = places.iter().flat_map(pixel).collect();
    let mut image = Image::default();
    image.set_rgb8(axes.rows, axes.columns, &bytes)?;
    Ok((image, places.iter().map(|&i| !values[i].is_nan()).collect()))
}

/// Combinations in the order in which they are drawn, from the top left.
pub(super) fn places(recipe: &Recipe, axes: &Axes, count: usize) -> Vec<usize> {
    let all: Vec<usize> = (0..count).collect();
    let rows = all.chunks(axes.columns);
    match recipe.row_order {
        RowOrder::Given => rows.flatten().copied().collect(),
        RowOrder::Reversed => rows.rev().flatten().copied().collect(),
    }
}

/// How unusual values are for their gene's level; 0, as usual, where nothing says so.
pub(super) fn residuals(recipe: &Recipe, values: &[f32], usual: &Usual) -> Vec<f64> {
    let of = |(&value, (&mean, &sd)): (&f32, (&f32, &f32))| {
        let residual = residual(transform(recipe, value.into()), mean.into(), sd.into());
        if residual.is_nan() { 0.0 } else { residual }
    };
    let usual = usual.means.iter().zip(&usual.sds);
    values.iter().zip(usual).map(of).collect()
}

/// The colour of a residual's place between the lowest and the highest: blue, white as usual, red.
pub(super) fn diverging(shade: f64) -> [u8; 3] {
    let byte = |channel: f64| (channel * 255.0).round() as u8;
    Colormap::Bwr.rgb(shade).map(byte)
}

/// What is most unusual, in words: the furthest few cell types, each at its furthest time.
pub(super) fn most_unusual(condition: &Condition, residuals: &[f64]) -> String {
    let mut sorted: Vec<usize> = (0..residuals.len())
        .filter(|&i| residuals[i] != 0.0)
        .collect();
    sorted.sort_by(|&a, &b| residuals[b].abs().total_cmp(&residuals[a].abs()));
    let value = |i: usize| format!("{:+.1} SD", residuals[i]).replace('-', "−");
    let parts = named(condition, &sorted, value);
    match parts.is_empty() {
        true => String::new(),
        false => format!(" Most unusual for its level: {}.", parts.join(", ")),
    }
}

/// Where expression is highest, in words: the highest few cell types, each at its highest time. Means
/// of fewer cells than patterns ask for say so, for they are no peak of a
/// [`Pattern`](crate::heatmap::Pattern).
pub(super) fn highest(
    (recipe, unit): (&Recipe, &Unit),
    condition: &Condition,
    values: &[f32],
) -> String {
    let mut expressed: Vec<usize> = (0..values.len()).filter(|&i| values[i] > 0.0).collect();
    // A stable sort: of equals the first stays the first.
    expressed.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let least = recipe.patterns.min_cells;
    let few = |i: usize| match condition.cells.get(i) {
        Some(&cells) if cells < least => format!(" of {}", format::count(cells, "cell")),
        _ => String::new(),
    };
    let value = |i: usize| format!("{}{}", unit.value(values[i]), few(i));
    let parts = named(condition, &expressed, value);
    match parts.is_empty() {
        true if values.iter().all(|value| value.is_nan()) => "Nothing was measured.".into(),
        true => "No expression was found.".into(),
        false => format!("{}: {}.", unit.highest(), parts.join(", ")),
    }
}

/// The first combination of each of the first few cell types.
fn named(condition: &Condition, sorted: &[usize], value: impl Fn(usize) -> String) -> Vec<String> {
    let columns = condition.times.len().max(1);
    let mut seen = BTreeSet::new();
    let firsts = sorted.iter().filter(|&&i| seen.insert(i / columns));
    let parts = firsts.filter_map(|&i| {
        let cell_type = condition.cell_types.get(i / columns)?;
        let time = condition.times.get(i % columns)?;
        Some(format!("{cell_type} at {} ({})", time.label, value(i)))
    });
    parts.take(NAMED).collect()
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{bundle::Time, heatmap::Transform};

    fn condition(cells: Vec<u64>) -> Condition {
        let time = |value: f64| Time {
            label: format!("week {value}"),
            value,
        };
        Condition {
            cell_types: ["germ", "soma", "wall"].map(String::from).into(),
            times: vec![time(6.0), time(7.5)],
            cells,
            ..Condition::default()
        }
    }

    fn axes(recipe: &Recipe) -> Axes {
        let unit = Unit::new(recipe, None);
        Axes::new(
            (recipe, &unit),
            (0, &condition(Vec::new())),
            2.0,
            None,
            false,
        )
    }

    fn words(condition: &Condition, values: &[f32]) -> String {
        let recipe = Recipe::default();
        let unit = Unit::new(&recipe, None);
        highest((&recipe, &unit), condition, values)
    }

    fn drawn(recipe: &Recipe, values: &[f32]) -> (Vec<u8>, Vec<bool>) {
        let axes = axes(recipe);
        let (image, measured) = draw(recipe, &axes, values, None).unwrap();
        (image.to_rgb8(), measured)
    }

    const VALUES: [f32; 6] = [0.0, 99.0, f32::NAN, 9.0, 1e9, 0.5];

    #[test]
    fn pixels_are_the_transformed_means_of_the_ceiling() {
        let (bytes, measured) = drawn(&Recipe::default(), &VALUES);
        assert_eq!(bytes[..3], viridis::colour(0.0));
        assert_eq!(bytes[3..6], viridis::colour(1.0));
        assert_eq!(bytes[6..9], GREY);
        assert_eq!(bytes[9..12], viridis::colour(0.5));
        assert_eq!(bytes[12..15], viridis::colour(1.0));
        assert_eq!(measured, [true, true, false, true, true, true]);
    }

    #[test]
    fn reversed_rows_are_drawn_reversed() {
        let recipe = Recipe {
            row_order: RowOrder::Reversed,
            ..Recipe::default()
        };
        let (bytes, measured) = drawn(&recipe, &VALUES);
        assert_eq!(bytes[..3], viridis::colour(1.0));
        assert_eq!(measured, [true, true, false, true, true, true]);
        assert_eq!(bytes[6..9], GREY);
        assert_eq!(bytes[12..15], viridis::colour(0.0));
    }

    #[test]
    fn residuals_are_blue_below_and_red_above_what_is_usual() {
        let recipe = Recipe::residual(Transform::None);
        let axes = axes(&recipe);
        let usual = Usual {
            means: array![[0.0, 96.0], [5.0, 12.0], [f32::NAN, 0.5]],
            sds: array![[1.0, 1.0], [1.0, 2.0], [f32::NAN, 1.0]],
        };
        let found = residuals(&recipe, &VALUES, &usual);
        assert_eq!(found[..2], [0.0, 3.0]);
        assert_eq!(found[3..], [-1.5, 0.0, 0.0]);
        let (image, measured) = draw(&recipe, &axes, &VALUES, Some(&found)).unwrap();
        let bytes = image.to_rgb8();
        assert_eq!(bytes[..3], bytes[12..15]);
        assert_eq!(bytes[3..6], [255, 0, 0]);
        assert_eq!(bytes[6..9], GREY);
        // matplotlib's bwr at 0.25 is number 64 of 256.
        assert_eq!(bytes[9..12], [128, 128, 255]);
        assert_eq!(measured, [true, true, false, true, true, true]);
        assert_eq!(
            most_unusual(&condition(Vec::new()), &found),
            " Most unusual for its level: germ at week 7.5 (+3.0 SD), soma at week 7.5 (−1.5 SD)."
        );
        assert_eq!(most_unusual(&condition(Vec::new()), &[0.0; 6]), "");
    }

    #[test]
    fn the_highest_cell_types_are_named_once_each() {
        let words = words(&condition(Vec::new()), &VALUES);
        let expected = "Highest means: wall at week 6 (1e9), germ at week 7.5 (99.0), soma at week 7.5 \
                        (9.00).";
        assert_eq!(words, expected);
    }

    #[test]
    fn means_of_few_cells_say_so() {
        let cells = condition(vec![50, 9, 50, 50, 1, 50]);
        let words = words(&cells, &VALUES);
        let expected = "Highest means: wall at week 6 (1e9 of 1 cell), germ at week 7.5 (99.0 of 9 \
                        cells), soma at week 7.5 (9.00).";
        assert_eq!(words, expected);
    }

    #[test]
    fn no_expression_is_said() {
        let words = |values: &[f32]| words(&condition(Vec::new()), values);
        assert_eq!(words(&[0.0; 6]), "No expression was found.");
        assert_eq!(words(&[f32::NAN; 6]), "Nothing was measured.");
    }
}
