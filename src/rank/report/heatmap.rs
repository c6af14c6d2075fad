//! A gene's means as a tiny picture, one pixel a combination, and in words.

use std::collections::BTreeSet;

use super::{axes::Axes, format, viridis};
use crate::{
    bundle::Condition,
    heatmap::{Image, PngError, Recipe, RowOrder, transform},
};

/// What was not measured, beside the stroke through it.
const GREY: [u8; 3] = [0xc8, 0xc8, 0xc8];
/// How many of the highest combinations are named.
const NAMED: usize = 3;

/// The picture, its rows in the order of the axes, and which combinations were measured.
pub(super) fn draw(
    recipe: &Recipe,
    axes: &Axes,
    values: &[f32],
) -> Result<(Image, Vec<bool>), PngError> {
    let rows = values.chunks(axes.columns);
    let values: Vec<f32> = match recipe.row_order {
        RowOrder::Given => rows.flatten().copied().collect(),
        RowOrder::Reversed => rows.rev().flatten().copied().collect(),
    };
    let pixel = |&value: &f32| match value.is_nan() {
        true => GREY,
        false => viridis::colour(transform(recipe, value.into()) / axes.ceiling),
    };
    let bytes: Vec<u8> = values.iter().flat_map(pixel).collect();
    let mut image = Image::default();
    image.set_rgb8(axes.rows, axes.columns, &bytes)?;
    Ok((image, values.iter().map(|value| !value.is_nan()).collect()))
}

/// Where expression is highest, in words: the highest few cell types, each at its highest time. Means
/// of fewer cells than patterns ask for count only where no others are above 0, and then it is said.
pub(super) fn highest(recipe: &Recipe, condition: &Condition, values: &[f32]) -> String {
    let least = recipe.patterns.min_cells;
    let of_many = |i: usize| condition.cells.get(i).is_none_or(|&n| n >= least);
    let mut expressed: Vec<usize> = (0..values.len()).filter(|&i| values[i] > 0.0).collect();
    // A stable sort: of equals the first stays the first.
    expressed.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let few = match expressed.iter().any(|&i| of_many(i)) {
        true => String::new(),
        false => format!(", all of fewer than {least} cells"),
    };
    expressed.retain(|&i| of_many(i) || !few.is_empty());
    let parts = named(condition, values, &expressed);
    match parts.is_empty() {
        true if values.iter().all(|value| value.is_nan()) => "Nothing was measured.".into(),
        true => "No expression was found.".into(),
        false => format!("Highest means: {}{few}.", parts.join(", ")),
    }
}

/// The first combination of each of the first few cell types.
fn named(condition: &Condition, values: &[f32], sorted: &[usize]) -> Vec<String> {
    let columns = condition.times.len().max(1);
    let mut seen = BTreeSet::new();
    let firsts = sorted.iter().filter(|&&i| seen.insert(i / columns));
    let parts = firsts.filter_map(|&i| {
        let cell_type = condition.cell_types.get(i / columns)?;
        let time = condition.times.get(i % columns)?;
        let value = format::expression(values[i]);
        Some(format!("{cell_type} at {} ({value})", time.label))
    });
    parts.take(NAMED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Time;

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

    fn drawn(recipe: &Recipe, values: &[f32]) -> (Vec<u8>, Vec<bool>) {
        let axes = Axes::new(recipe, 0, &condition(Vec::new()), 2.0);
        let (image, measured) = draw(recipe, &axes, values).unwrap();
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
    fn the_highest_cell_types_are_named_once_each() {
        let words = highest(&Recipe::default(), &condition(Vec::new()), &VALUES);
        let expected = "Highest means: wall at week 6 (1e9), germ at week 7.5 (99.0), soma at week 7.5 \
                        (9.00).";
        assert_eq!(words, expected);
    }

    #[test]
    fn means_of_few_cells_are_not_the_highest_unless_there_are_no_others() {
        let cells = condition(vec![50, 50, 0, 50, 9, 50]);
        let words = highest(&Recipe::default(), &cells, &VALUES);
        assert!(
            words.starts_with("Highest means: germ at week 7.5"),
            "{words}"
        );
        let few = highest(&Recipe::default(), &condition(vec![1; 6]), &VALUES);
        assert!(few.starts_with("Highest means: wall at week 6"), "{few}");
    }

    #[test]
    fn expression_in_few_cells_is_not_called_none() {
        let cells = condition(vec![50, 50, 50, 50, 50, 3]);
        let words = highest(&Recipe::default(), &cells, &[0.0, 0.0, 0.0, 0.0, 0.0, 7.0]);
        let expected = "Highest means: wall at week 7.5 (7.00), all of fewer than 10 cells.";
        assert_eq!(words, expected);
    }

    #[test]
    fn no_expression_is_said() {
        let words = |values| highest(&Recipe::default(), &condition(Vec::new()), values);
        assert_eq!(words(&[0.0; 6]), "No expression was found.");
        assert_eq!(words(&[f32::NAN; 6]), "Nothing was measured.");
    }
}
