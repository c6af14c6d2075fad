//! The areas of all folds, method by method.

use super::Figure;
use crate::{
    figure::font,
    train::{
        evaluation::{Comparison, MethodResult},
        report::{
            ReportError,
            format::{count, figure, optional},
            plot::{Axis, Mark, Plot},
            style::{self, Ink},
            table::{HtmlTable, TableCell},
        },
    },
};

/// More folds are shown by a box alone.
const MOST_POINTS: usize = 40;
/// Fewer folds have no quartiles worth a box.
const LEAST_BOX: usize = 5;
/// Pixels of the longest name.
const NAME: i32 = 120;

/// The areas of each fold as points, with a box; `None` where no method was run.
pub(super) fn areas(comparison: &Comparison) -> Result<Option<Figure>, ReportError> {
    let methods = comparison.methods.iter().enumerate();
    let run: Vec<_> = methods
        .filter(|(_, method)| !method.folds.is_empty())
        .collect();
    if run.is_empty() {
        return Ok(None);
    }
    let mut marks = vec![Mark::Line(
        vec![[0.5, -0.5], [0.5, run.len() as f64 - 0.5]],
        style::CHANCE,
        1,
    )];
    for (at, (place, method)) in run.iter().enumerate() {
        marks.extend(row(&sorted(method), at as f64, style::of(*place)));
    }
    let names = run
        .iter()
        .map(|(_, method)| font::shorten(&method.name, 12.0, NAME));
    let (x, y) = (Axis::unit("AUC of a fold"), Axis::names(names));
    let height = 84 + 36 * run.len() as u32;
    let plot = Plot {
        width: 420,
        height,
        x,
        y,
        marks,
    };
    let description = description(&run);
    Figure::new("AUC of each fold", description, &plot, table(&run)).map(Some)
}

fn sorted(method: &MethodResult) -> Vec<f64> {
    let areas = method.folds.iter().map(|fold| fold.measures.roc_auc);
    let mut areas: Vec<_> = areas.filter(|area| area.is_finite()).collect();
    areas.sort_by(f64::total_cmp);
    areas
}

/// The mean as an upright line; a box of quartiles with the range; the points.
fn row(areas: &[f64], at: f64, ink: Ink) -> Vec<Mark> {
    let (Some(lowest), Some(highest)) = (areas.first(), areas.last()) else {
        return Vec::new();
    };
    let mut marks = Vec::new();
    if areas.len() >= LEAST_BOX {
        let [low, middle, high] = [0.25, 0.5, 0.75].map(|part| quantile(areas, part));
        let (top, bottom) = (at - 0.3, at + 0.3);
        let corners = [[low, top], [high, top], [high, bottom], [low, bottom]];
        marks.push(Mark::Band(corners.to_vec(), ink));
        marks.push(Mark::Bar([[*lowest, at], [*highest, at]], ink, 2));
        marks.push(Mark::Bar([[middle, top], [middle, bottom]], ink, 4));
    } else {
        let mean = areas.iter().sum::<f64>() / areas.len() as f64;
        marks.push(Mark::Bar([[mean, at - 0.3], [mean, at + 0.3]], ink, 4));
    }
    if areas.len() <= MOST_POINTS {
        // Neighbours lie on three heights, so that equal ones are seen.
        let points = areas
            .iter()
            .enumerate()
            .map(|(i, x)| [*x, at + 0.15 * ((i % 3) as f64 - 1.0)]);
        marks.push(Mark::Points(points.collect(), ink));
    }
    marks
}

/// Of sorted values, linear between them, as numpy's default.
pub(super) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let at = part * (sorted.len().max(1) - 1) as f64;
    let value = |i: f64| sorted.get(i as usize).copied().unwrap_or(f64::NAN);
    let (low, high) = (value(at.floor()), value(at.ceil()));
    low + (high - low) * at.fract()
}

fn description(run: &[(usize, &MethodResult)]) -> String {
    let of = |method: &MethodResult| {
        let areas = sorted(method);
        let ends = areas.first().zip(areas.last());
        let range = ends.map(|(low, high)| format!(" from {} to {}", figure(*low), figure(*high)));
        format!("{}{}", method.name, range.unwrap_or_default())
    };
    let each: Vec<_> = run.iter().map(|(_, method)| of(method)).collect();
    format!(
        "Each method's areas under the ROC curve over the folds: {}. Thick upright lines are the \
         median from {} on, the mean below; boxes hold the middle half; the dotted line is chance.",
        each.join(", "),
        count(LEAST_BOX, "fold")
    )
}

/// A row a fold, a column a method.
fn table(run: &[(usize, &MethodResult)]) -> HtmlTable {
    let names = run.iter().map(|(_, method)| method.name.as_str());
    let mut table = HtmlTable::new("AUC of each fold", std::iter::once("Fold").chain(names));
    let most = run.iter().max_by_key(|(_, method)| method.folds.len());
    for fold in most.iter().flat_map(|(_, method)| &method.folds) {
        let which = (fold.repeat, fold.fold);
        let mut row = vec![TableCell::from(name(which))];
        row.extend(
            run.iter()
                .map(|(_, method)| TableCell::from(optional(area(method, which)))),
        );
        table.rows.push(row);
    }
    table
}

fn area(method: &MethodResult, which: (usize, usize)) -> Option<f64> {
    let found = method
        .folds
        .iter()
        .find(|fold| (fold.repeat, fold.fold) == which);
    found.map(|fold| fold.measures.roc_auc)
}

/// A fold as readers count.
pub(super) fn name((repeat, fold): (usize, usize)) -> String {
    format!("repeat {}, fold {}", repeat + 1, fold + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::{evaluation, with_folds};

    #[test]
    fn quartiles_are_numpys() {
        // numpy.quantile([1, 2, 4, 8, 16, 32], [.25, .5, .75]) of numpy 2.3.
        let values = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
        let found = [0.25, 0.5, 0.75].map(|part| quantile(&values, part));
        assert_eq!(found, [2.5, 6.0, 14.0]);
        assert_eq!(quantile(&[3.0], 0.75), 3.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn few_folds_are_points_and_many_a_box() {
        let few = areas(&evaluation().comparisons[0]).unwrap().unwrap();
        assert_eq!(few.svg.matches("<polygon").count(), 3 * 5);
        assert_eq!(few.table.rows.len(), 4);
        let many = areas(&with_folds(200).comparisons[0]).unwrap().unwrap();
        assert_eq!(many.svg.matches("<polygon").count(), 3 * 3);
        assert_eq!(many.table.rows.len(), 200);
    }
}
