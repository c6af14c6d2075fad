//! What moves a gene's score, as a picture on the axes of its heatmap.

use ndarray::ArrayView2;

use super::{
    axes::Axes,
    heatmap::{GREY, diverging, places},
};
use crate::{
    heatmap::{Image, PngError, Recipe},
    rank::GeneScore,
};

/// Changes of log-odds below this have pale colours, however small all of a gene's are: it moves a score
/// of 0.5 by 0.025.
const LEAST_CEILING: f32 = 0.1;

/// Half as many colours tell changes apart, white among them: finer ones make pages large.
const SHADES: f32 = 32.0;

/// The sources whose reasons are told of shown genes, one for each condition; `None` where none is.
pub(super) fn sources<'s>(
    conditions: usize,
    genes: impl Iterator<Item = &'s [GeneScore]> + Clone,
) -> Vec<Option<usize>> {
    let source = |condition: usize| {
        let mut scores = genes.clone().filter_map(|scores| scores.get(condition));
        scores.find_map(|score| Some(score.why()?.why.source))
    };
    (0..conditions).map(source).collect()
}

/// The change of log-odds of the strongest colours: both signs have one scale.
pub(super) fn ceiling(map: ArrayView2<'_, f32>) -> f32 {
    let changes = map.iter().filter(|change| !change.is_nan());
    changes
        .map(|change| change.abs())
        .fold(LEAST_CEILING, f32::max)
}

/// The picture, one pixel a combination: red where it raises the score, blue where it lowers it. A block
/// of several times has one colour. Combinations without a value are grey.
pub(super) fn draw(
    recipe: &Recipe,
    axes: &Axes,
    values: &[f32],
    (map, times_per_block): (ArrayView2<'_, f32>, usize),
) -> Result<Image, PngError> {
    let ceiling = ceiling(map);
    let pixel = |i: usize| {
        let (row, time) = (i / axes.columns, i % axes.columns);
        let change = map.get([row, time / times_per_block]);
        match change.filter(|change| !change.is_nan() && !values[i].is_nan()) {
            Some(change) => diverging(f64::from(shade(change / ceiling))),
            None => GREY,
        }
    };
    let places = places(recipe, axes, values.len());
    let bytes: Vec<u8> = places.into_iter().flat_map(pixel).collect();
    let mut image = Image::default();
    image.set_rgb8(axes.rows, axes.columns, &bytes)?;
    Ok(image)
}

/// From 0 to 1, of a change from -1 to 1.
fn shade(change: f32) -> f32 {
    ((0.5 + 0.5 * change) * SHADES).round() / SHADES
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{
        bundle::{Condition, Time},
        heatmap::RowOrder,
        rank::{GeneWhy, report::unit::Unit},
        testing,
    };

    fn drawn(recipe: &Recipe) -> Vec<u8> {
        let time = |label: &str| Time {
            label: label.into(),
            value: 0.0,
        };
        let condition = Condition {
            cell_types: ["a", "b"].map(String::from).into(),
            times: ["1", "2", "3"].map(time).into(),
            ..Condition::default()
        };
        let unit = Unit::new(recipe, None);
        let axes = Axes::new((recipe, &unit), (0, &condition), 1.0, None, true);
        let map = array![[2.0, -1.0], [0.0, f32::NAN]];
        let values = [1.0, 1.0, 1.0, 1.0, f32::NAN, 1.0];
        draw(recipe, &axes, &values, (map.view(), 2))
            .unwrap()
            .to_rgb8()
    }

    #[test]
    fn what_raises_is_red_and_what_lowers_is_blue_on_one_scale() {
        let (red, white, grey) = ([255, 0, 0], [255, 254, 254], GREY);
        // matplotlib's bwr at 0.25 is number 64 of 256.
        let blue = [128, 128, 255];
        let given = drawn(&Recipe::default());
        assert_eq!(given[..9], [red, red, blue].concat());
        assert_eq!(given[12..], [grey, grey].concat());
        assert!(
            given[9..12]
                .iter()
                .zip(white)
                .all(|(a, b)| a.abs_diff(b) < 2)
        );
        let reversed = drawn(&Recipe {
            row_order: RowOrder::Reversed,
            ..Recipe::default()
        });
        assert_eq!(reversed[9..], given[..9]);
    }

    #[test]
    fn small_changes_stay_pale() {
        assert_eq!(ceiling(array![[0.01, -0.02]].view()), 0.1);
        assert_eq!(ceiling(array![[0.5, -0.75], [f32::NAN, 0.0]].view()), 0.75);
    }

    #[test]
    fn the_source_is_that_of_the_scores_that_are_told() {
        let mut why = testing::why("A", "M");
        why.source = 3;
        let told = GeneScore {
            why: [GeneWhy::from(why.clone())].into(),
            ..GeneScore::default()
        };
        why.decides = false;
        let second = GeneScore {
            why: [GeneWhy::from(why)].into(),
            ..GeneScore::default()
        };
        let genes = [
            vec![second, GeneScore::default()],
            vec![GeneScore::default(), told],
        ];
        let found = sources(3, genes.iter().map(Vec::as_slice));
        assert_eq!(found, [None, Some(3), None]);
    }
}
