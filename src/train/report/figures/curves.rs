//! ROC and precision-recall curves of all methods, all folds together.

use super::{Figure, pooled};
use crate::train::{
    evaluation::Comparison,
    report::{
        ReportError,
        format::{figure, optional},
        plot::{Axis, Mark, Plot},
        style,
        table::{HtmlTable, TableCell},
    },
};

const SIDE: u32 = 400;
/// How many markers a curve has.
const MARKERS: usize = 4;

/// The ROC curves; `None` where no method was run.
pub(super) fn roc(comparison: &Comparison) -> Result<Option<Figure>, ReportError> {
    let title = "ROC curves, all folds together";
    let rates = [0.05, 0.1, 0.2, 0.5];
    let mut table = HtmlTable::new(
        "Sensitivity: the fraction of disease genes found where 5 to 50 % of the others pass too",
        ["Method", "AUC", "at 5 %", "at 10 %", "at 20 %", "at 50 %"],
    );
    let mut marks = vec![Mark::Line(vec![[0.0, 0.0], [1.0, 1.0]], style::CHANCE, 1)];
    for (place, name, measures) in pooled(comparison) {
        marks.extend(curve(&measures.roc, place));
        let found = rates.map(|rate| Some(sensitivity(&measures.roc, rate)));
        table.rows.push(row(name, place, measures.roc_auc, &found));
    }
    let axes = [
        Axis::unit("false positive rate"),
        Axis::unit("true positive rate"),
    ];
    draw(title, "The dotted diagonal is chance.", axes, marks, table)
}

/// The precision-recall curves; `None` where no method was run.
pub(super) fn precision_recall(comparison: &Comparison) -> Result<Option<Figure>, ReportError> {
    let title = "Precision and recall, all folds together";
    let recalls = [0.1, 0.25, 0.5, 0.75];
    let mut table = HtmlTable::new(
        "Precision: the fraction of disease genes among those found, where 10 to 75 % of them are",
        [
            "Method", "PR-AUC", "at 10 %", "at 25 %", "at 50 %", "at 75 %",
        ],
    );
    let mut marks = Vec::new();
    for (place, name, measures) in pooled(comparison) {
        if let (true, Some(chance)) = (marks.is_empty(), prevalence(&measures.pr)) {
            marks.push(Mark::Line(
                vec![[0.0, chance], [1.0, chance]],
                style::CHANCE,
                1,
            ));
        }
        marks.extend(curve(&measures.pr, place));
        let found = recalls.map(|recall| precision(&measures.pr, recall));
        table.rows.push(row(name, place, measures.pr_auc, &found));
    }
    let axes = [Axis::unit("recall"), Axis::unit("precision")];
    draw(
        title,
        "The dotted level line is chance.",
        axes,
        marks,
        table,
    )
}

fn draw(
    title: &str,
    chance: &str,
    [x, y]: [Axis; 2],
    marks: Vec<Mark>,
    table: HtmlTable,
) -> Result<Option<Figure>, ReportError> {
    if table.rows.is_empty() {
        return Ok(None);
    }
    let areas = table
        .rows
        .iter()
        .map(|row| format!("{} {}", row[0].text, row[1].text));
    let areas = areas.collect::<Vec<_>>().join(", ");
    let description = format!("A curve for each method; areas under them: {areas}. {chance}");
    let plot = Plot {
        width: SIDE,
        height: SIDE,
        x,
        y,
        marks,
    };
    Figure::new(title, description, &plot, table).map(Some)
}

fn curve(points: &[[f64; 2]], place: usize) -> [Mark; 2] {
    let ink = style::of(place);
    [
        Mark::Line(points.to_vec(), ink, 2),
        Mark::Points(markers(points, place), ink),
    ]
}

/// Some points spread along the curve, those of each method elsewhere.
fn markers(points: &[[f64; 2]], place: usize) -> Vec<[f64; 2]> {
    let nth = |i: usize| (i as f64 + 0.2 + 0.15 * (place % 5) as f64) / MARKERS as f64;
    let at = |along: f64| points.get((along * points.len() as f64) as usize).copied();
    (0..MARKERS).filter_map(|i| at(nth(i))).collect()
}

fn row(name: &str, place: usize, area: f64, found: &[Option<f64>]) -> Vec<TableCell> {
    let mut row = vec![TableCell::method(name, place), figure(area).into()];
    row.extend(found.iter().map(|found| TableCell::from(optional(*found))));
    row
}

/// The highest true positive rate whose false positive rate is no higher than `rate`.
fn sensitivity(roc: &[[f64; 2]], rate: f64) -> f64 {
    let reached = roc.iter().filter(|[wrong, _]| *wrong <= rate);
    reached.map(|[_, right]| *right).fold(0.0, f64::max)
}

/// The highest precision at which so much is found.
fn precision(pr: &[[f64; 2]], recall: f64) -> Option<f64> {
    let enough = pr.iter().filter(|[found, _]| *found >= recall);
    enough.map(|[_, precision]| *precision).reduce(f64::max)
}

/// The precision where all is found and nothing left out.
fn prevalence(pr: &[[f64; 2]]) -> Option<f64> {
    let all = pr.iter().filter(|[recall, _]| *recall >= 1.0);
    all.map(|[_, precision]| *precision).reduce(f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::evaluation;

    #[test]
    fn tables_read_the_curves_at_the_rates_that_they_name() {
        let roc = [
            [0.0, 0.0],
            [0.0, 0.5],
            [0.1, 0.5],
            [0.1, 0.75],
            [0.5, 1.0],
            [1.0, 1.0],
        ];
        let found = [0.05, 0.1, 0.2, 0.5].map(|rate| sensitivity(&roc, rate));
        assert_eq!(found, [0.5, 0.75, 0.75, 1.0]);
        let pr = [[0.0, 1.0], [0.5, 1.0], [0.75, 0.6], [1.0, 0.4]];
        let found = [0.25, 0.6, 0.9].map(|recall| precision(&pr, recall));
        assert_eq!(found, [Some(1.0), Some(0.6), Some(0.4)]);
        assert_eq!(precision(&[], 0.5), None);
    }

    #[test]
    fn each_method_that_was_run_has_a_row_and_a_line() {
        let comparison = &evaluation().comparisons[0];
        let figure = roc(comparison).unwrap().unwrap();
        let names: Vec<_> = figure
            .table
            .rows
            .iter()
            .map(|row| row[0].text.as_str())
            .collect();
        assert_eq!(names, ["network", "level", "forest"]);
        for colour in ["#0072B2", "#D55E00", "#009E73"] {
            assert!(
                figure.svg.contains(&format!("stroke=\"{colour}\"")),
                "{colour}"
            );
        }
        assert_has!(figure.description, "network 0.");
    }

    #[test]
    fn a_long_curve_is_drawn_by_few_points() {
        let mut comparison = evaluation().comparisons.remove(0);
        let many = (0..40_000).map(|i| f64::from(i) / 40_000.0);
        comparison.methods.truncate(1);
        let steps = many.flat_map(|x| [[x, x.sqrt()], [x + 0.5 / 40_000.0, x.sqrt()]]);
        comparison.methods[0].pooled.as_mut().unwrap().roc = steps.collect();
        let figure = roc(&comparison).unwrap().unwrap();
        assert!(figure.svg.len() < 20_000, "{}", figure.svg.len());
    }
}
