//! Figures that others published, beside ours.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::format::{figure, number};
use crate::train::evaluation::{Comparison, Evaluation, MethodResult};

/// A published figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The key of the condition that it is of.
    pub condition: String,
    /// The name that the method has here.
    pub method: String,
    /// Area under the ROC curve, the mean over folds.
    pub roc_auc: f64,
    /// Where it is printed.
    pub source: String,
}

/// A published figure beside ours of one kind of negatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The condition in words.
    pub condition: String,
    /// The method.
    pub method: String,
    /// The kind of negatives; empty where we have no figure.
    pub negatives: String,
    /// As published.
    pub published: f64,
    /// Where.
    pub source: String,
    /// Ours; `None` where the method was not run on this condition.
    pub ours: Option<OurFigure>,
    /// Ours is of simulated data: no result.
    pub synthetic: bool,
}

/// Our area under the ROC curve over the folds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OurFigure {
    /// The mean.
    pub mean: f64,
    /// The standard deviation; `None` of a single fold.
    pub sd: Option<f64>,
    /// How many folds there are.
    pub folds: usize,
}

/// Each published figure beside ours: once for each kind of negatives on which the method was run,
/// else once without.
#[must_use]
pub fn beside(evaluations: &[Evaluation], published: &[Published]) -> Vec<Beside> {
    published
        .iter()
        .flat_map(|figure| rows(evaluations, figure))
        .collect()
}

fn rows(evaluations: &[Evaluation], published: &Published) -> Vec<Beside> {
    let of = evaluations
        .iter()
        .filter(|e| e.condition == published.condition);
    let each = of.flat_map(|e| e.comparisons.iter().map(move |comparison| (e, comparison)));
    let run = each.filter_map(|(e, comparison)| ours(published, e, comparison));
    let rows: Vec<_> = run.collect();
    if rows.is_empty() {
        vec![alone(evaluations, published)]
    } else {
        rows
    }
}

fn ours(published: &Published, of: &Evaluation, comparison: &Comparison) -> Option<Beside> {
    let is_method = |method: &&MethodResult| method.name == published.method;
    let method = comparison.methods.iter().find(is_method)?;
    Some(Beside {
        condition: of.label.clone(),
        negatives: comparison.negatives.clone(),
        ours: Some(OurFigure {
            mean: method.mean_roc_auc?,
            sd: method.sd_roc_auc,
            folds: method.folds.len(),
        }),
        synthetic: of.synthetic,
        ..alone(&[], published)
    })
}

fn alone(evaluations: &[Evaluation], published: &Published) -> Beside {
    let of = evaluations
        .iter()
        .find(|e| e.condition == published.condition);
    Beside {
        condition: of.map_or_else(|| published.condition.clone(), |e| e.label.clone()),
        method: published.method.clone(),
        negatives: String::new(),
        published: published.roc_auc,
        source: published.source.clone(),
        ours: None,
        synthetic: false,
    }
}

/// The names of the columns of [`Beside::cells`].
pub(super) const HEAD: [&str; 6] = [
    "Condition",
    "Method",
    "Negatives",
    "Published AUC",
    "Our AUC",
    "Source",
];

impl Beside {
    pub(super) fn cells(&self) -> [String; 6] {
        [
            self.condition.clone(),
            self.method.clone(),
            if self.negatives.is_empty() {
                "–".into()
            } else {
                self.negatives.clone()
            },
            figure(self.published),
            self.our_figure(),
            self.source.clone(),
        ]
    }

    fn our_figure(&self) -> String {
        let Some(OurFigure { mean, sd, folds }) = self.ours else {
            return "not run".into();
        };
        let sd = sd.map_or_else(String::new, |sd| format!(" ± {}", figure(sd)));
        let folds = format!(" ({folds} folds)");
        let mark = if self.synthetic { " SYNTHETIC" } else { "" };
        format!("{}{sd}{folds}{mark}", number(mean, 3))
    }
}

/// The rows as a table for a terminal, its columns aligned.
#[must_use]
pub fn beside_text(rows: &[Beside]) -> String {
    let head = HEAD.map(str::to_string);
    let lines: Vec<_> = std::iter::once(head)
        .chain(rows.iter().map(Beside::cells))
        .collect();
    let length = |cell: &String| cell.chars().count();
    let widths: [usize; 6] =
        std::array::from_fn(|i| lines.iter().map(|line| length(&line[i])).max().unwrap_or(0));
    let mut text = String::new();
    for line in &lines {
        let cells = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::evaluation;

    fn published(condition: &str, method: &str) -> Published {
        Published {
            condition: condition.into(),
            method: method.into(),
            roc_auc: 0.75,
            source: "Table 1".into(),
        }
    }

    #[test]
    fn each_kind_of_negatives_is_a_row_with_the_mean_over_folds() {
        let evaluation = evaluation();
        let rows = beside(
            std::slice::from_ref(&evaluation),
            &[published("F", "level")],
        );
        let kinds: Vec<_> = rows.iter().map(|row| row.negatives.as_str()).collect();
        assert_eq!(kinds, ["housekeeping", "matched"]);
        let level = &evaluation.comparisons[0].methods[1];
        let mean = level.mean_roc_auc.unwrap();
        let ours = rows[0].ours.unwrap();
        assert_eq!(
            (ours.mean, ours.sd, ours.folds),
            (mean, level.sd_roc_auc, 4)
        );
        assert_eq!(rows[0].condition, "female");
        assert!(rows[0].cells()[4].ends_with("(4 folds) SYNTHETIC"));
    }

    #[test]
    fn what_was_not_run_is_there_without_a_figure() {
        let rows = beside(
            &[evaluation()],
            &[published("F", "cnnc"), published("M", "level")],
        );
        assert!(
            rows.iter()
                .all(|row| row.ours.is_none() && row.cells()[4] == "not run")
        );
        assert_eq!([&rows[0].condition, &rows[1].condition], ["female", "M"]);
        let text = beside_text(&rows);
        let columns = text
            .lines()
            .map(|line| line.find("not run").or(line.find("Our AUC")));
        let columns: Vec<_> = columns.collect();
        assert!(columns.iter().all(|at| at.is_some()), "{text}");
    }
}
