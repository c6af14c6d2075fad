//! Whether probabilities are what they say.

use super::{Figure, pooled};
use crate::train::{
    evaluation::{Comparison, ReliabilityBin},
    report::{
        ReportError,
        format::figure as number,
        plot::{Axis, Mark, Plot},
        style,
        table::{HtmlTable, TableCell},
    },
};

/// The reliability curves of methods that give probabilities; `None` where none does.
pub(super) fn figure(comparison: &Comparison) -> Result<Option<Figure>, ReportError> {
    let mut table = HtmlTable::new(
        "Genes of about the same probability",
        [
            "Method",
            "Mean probability",
            "Fraction of disease genes",
            "Genes",
        ],
    );
    let mut marks = vec![Mark::Line(vec![[0.0, 0.0], [1.0, 1.0]], style::CHANCE, 1)];
    for (place, name, measures) in pooled(comparison) {
        marks.extend(curve(&measures.reliability, place));
        table
            .rows
            .extend(measures.reliability.iter().map(|bin| row(name, place, bin)));
    }
    if table.rows.is_empty() {
        return Ok(None);
    }
    let (x, y) = (
        Axis::unit("mean probability"),
        Axis::unit("fraction of disease genes"),
    );
    let plot = Plot {
        width: 400,
        height: 400,
        x,
        y,
        marks,
    };
    let description = "Each method's probabilities against the fraction of disease genes among genes \
                       of such a probability. On the dotted diagonal they are equal; below it the \
                       method gives too high probabilities.";
    Figure::new(
        "Reliability of the probabilities",
        description.into(),
        &plot,
        table,
    )
    .map(Some)
}

fn curve(bins: &[ReliabilityBin], place: usize) -> [Mark; 2] {
    let points: Vec<_> = bins
        .iter()
        .map(|bin| [bin.predicted, bin.observed])
        .collect();
    let ink = style::of(place);
    [
        Mark::Line(points.clone(), ink, 2),
        Mark::Points(points, ink),
    ]
}

fn row(name: &str, place: usize, bin: &ReliabilityBin) -> Vec<TableCell> {
    let numbers = [
        number(bin.predicted),
        number(bin.observed),
        bin.count.to_string(),
    ];
    let mut row = vec![TableCell::method(name, place)];
    row.extend(numbers.map(TableCell::from));
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::evaluation;

    #[test]
    fn scores_that_are_no_probabilities_are_not_in_it() {
        let mut comparison = evaluation().comparisons.remove(0);
        let shown = figure(&comparison).unwrap().unwrap();
        assert!(shown.table.rows.iter().all(|row| row[0].text != "level"));
        assert!(shown.table.rows.iter().any(|row| row[0].text == "network"));
        comparison.methods.retain(|method| method.name == "level");
        assert!(figure(&comparison).unwrap().is_none());
    }
}
