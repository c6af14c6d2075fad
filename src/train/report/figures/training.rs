//! Loss and accuracy while a method learnt.

use super::{
    Figure,
    folds::{name, quantile},
};
use crate::train::{
    evaluation::{Epoch, FoldResult, MethodResult},
    report::{
        ReportError,
        format::{NONE, count, figure, sentence},
        plot::{Axis, Mark, Plot},
        style::{self, Ink},
        table::{HtmlTable, TableCell},
    },
};

/// Lines of more folds cannot be told apart: their median and range are shown instead.
const MOST_LINES: usize = 8;

/// What is drawn of an epoch: of training genes, of validation genes.
type OfEpoch = fn(&Epoch) -> [f64; 2];

/// Loss and accuracy of a method that learns in epochs; none of others.
pub(super) fn figures(method: &MethodResult) -> Result<Vec<Figure>, ReportError> {
    let learnt: Vec<_> = method
        .folds
        .iter()
        .filter(|fold| !fold.epochs.is_empty())
        .collect();
    if learnt.is_empty() {
        return Ok(Vec::new());
    }
    let loss: OfEpoch = |epoch| [epoch.train_loss, epoch.validation_loss];
    let accuracy: OfEpoch = |epoch| [epoch.train_accuracy, epoch.validation_accuracy];
    let losses = learnt.iter().flat_map(|fold| &fold.epochs).flat_map(loss);
    let axis = Axis::up_to("loss", 0.0, losses);
    Ok(vec![
        draw(method, &learnt, "loss", axis, loss)?,
        draw(
            method,
            &learnt,
            "accuracy",
            Axis::unit("accuracy"),
            accuracy,
        )?,
    ])
}

fn draw(
    method: &MethodResult,
    folds: &[&FoldResult],
    what: &str,
    y: Axis,
    pair: OfEpoch,
) -> Result<Figure, ReportError> {
    let inks = [style::of(0), style::of(1)];
    let marks = inks
        .iter()
        .enumerate()
        .flat_map(|(which, ink)| marks(folds, *ink, pair, which));
    let longest = folds
        .iter()
        .map(|fold| fold.epochs.len())
        .max()
        .unwrap_or(0);
    let x = Axis::counts("epoch", longest);
    let plot = Plot {
        width: 420,
        height: 300,
        x,
        y,
        marks: marks.collect(),
    };
    let shown = if folds.len() > MOST_LINES {
        "the median and the range of"
    } else {
        "each of"
    };
    let description = format!(
        "{} by epoch for {shown} {}: full blue lines for training genes, dashed orange lines for \
         validation genes.",
        sentence(what),
        count(folds.len(), "fold")
    );
    let title = format!("Learning of {}: {what}", method.name);
    Figure::new(&title, description, &plot, table(folds, what, pair))
}

fn marks(folds: &[&FoldResult], ink: Ink, pair: OfEpoch, which: usize) -> Vec<Mark> {
    if folds.len() > MOST_LINES {
        return summary(folds, ink, pair, which);
    }
    let point = |epoch: &Epoch| [epoch.number as f64, pair(epoch)[which]];
    let line = |fold: &&FoldResult| fold.epochs.iter().map(point).collect();
    let lines = folds.iter().map(|fold| Mark::Line(line(fold), ink, 2));
    lines.collect()
}

/// The median over folds, and an area from the lowest to the highest.
fn summary(folds: &[&FoldResult], ink: Ink, pair: OfEpoch, which: usize) -> Vec<Mark> {
    let longest = folds
        .iter()
        .map(|fold| fold.epochs.len())
        .max()
        .unwrap_or(0);
    let (mut low, mut middle, mut high) = (Vec::new(), Vec::new(), Vec::new());
    for epoch in 0..longest {
        let of = folds.iter().filter_map(|fold| fold.epochs.get(epoch));
        let mut values: Vec<_> = of
            .map(|e| pair(e)[which])
            .filter(|v| v.is_finite())
            .collect();
        values.sort_by(f64::total_cmp);
        let at = |part| [(epoch + 1) as f64, quantile(&values, part)];
        low.push(at(0.0));
        middle.push(at(0.5));
        high.push(at(1.0));
    }
    let outline = low.into_iter().chain(high.into_iter().rev()).collect();
    vec![Mark::Band(outline, ink), Mark::Line(middle, ink, 2)]
}

/// A row a fold: where its validation loss was lowest, and what was measured there.
fn table(folds: &[&FoldResult], what: &str, pair: OfEpoch) -> HtmlTable {
    let (own, other) = (format!("Training {what}"), format!("Validation {what}"));
    let head = [
        "Fold",
        "Epochs",
        "Best epoch",
        &own,
        &other,
        "One answer for all",
    ];
    let mut table = HtmlTable::new("At the epoch of the lowest validation loss", head);
    table.rows.extend(folds.iter().map(|fold| row(fold, pair)));
    table
}

fn row(fold: &FoldResult, pair: OfEpoch) -> Vec<TableCell> {
    let finite = fold
        .epochs
        .iter()
        .filter(|epoch| epoch.validation_loss.is_finite());
    let best = finite.min_by(|a, b| a.validation_loss.total_cmp(&b.validation_loss));
    let [own, other] = best.map_or([f64::NAN; 2], pair);
    let number = best.map_or_else(|| NONE.into(), |epoch| epoch.number.to_string());
    let collapsed = if fold.collapse.is_some() { "yes" } else { "no" };
    let name = name((fold.repeat, fold.fold));
    let epochs = fold.epochs.len().to_string();
    [
        name,
        epochs,
        number,
        figure(own),
        figure(other),
        collapsed.into(),
    ]
    .map(TableCell::from)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::{evaluation, with_folds};

    #[test]
    fn methods_without_epochs_have_no_figure() {
        let comparison = &evaluation().comparisons[0];
        let counts = comparison
            .methods
            .iter()
            .map(|method| figures(method).unwrap().len());
        assert_eq!(counts.collect::<Vec<_>>(), [2, 0, 0, 0]);
    }

    #[test]
    fn many_folds_are_a_median_and_a_range() {
        let few = &evaluation().comparisons[0].methods[0];
        let many = &with_folds(200).comparisons[0].methods[0];
        let shapes = |method| {
            let svg = &figures(method).unwrap()[0].svg;
            let count = |tag| svg.matches(tag).count();
            (count("stroke=\"#0072B2\""), count("<polygon"))
        };
        assert_eq!((shapes(few), shapes(many)), ((4, 0), (1, 2)));
    }

    #[test]
    fn the_table_has_the_epoch_of_the_lowest_loss_and_none_where_all_diverged() {
        let mut method = evaluation().comparisons[0].methods[0].clone();
        let best =
            |method: &MethodResult| figures(method).unwrap()[0].table.rows[0][2].text.clone();
        method.folds[0].epochs[2].validation_loss = 0.01;
        assert_eq!(best(&method), "3");
        for epoch in &mut method.folds[0].epochs {
            (epoch.train_loss, epoch.validation_loss) = (f64::INFINITY, f64::NAN);
        }
        assert_eq!(best(&method), NONE);
    }
}
