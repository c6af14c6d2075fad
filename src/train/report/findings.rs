//! What the scores show, in words.

mod contrast;
pub(super) mod everything;
mod words;

use self::contrast::contrasts;
pub use self::{everything::conclude_everything, words::EVIDENCE};
use super::ReportError;
use crate::train::{
    evaluation::{Comparison, Evaluation, Finding, FindingKind, Measures, OutOfFold},
    method::LEVEL,
};

/// An area from which on a reader would think that something was learnt.
const HIGH: f64 = 0.7;

/// Compares the methods on the scores `rows` and writes into the evaluation what that shows: the
/// first method against each other one, and each one against [`LEVEL`], by DeLong's test for
/// correlated ROC curves.
///
/// A gene that was left out several times counts once, with the mean of its scores: repeats are no
/// further genes. Each test stands for itself; nothing is corrected for their number.
///
/// What an earlier call wrote is replaced. Rows of other conditions are left alone, so that those
/// of several evaluations may come together.
///
/// # Errors
///
/// There are scores of a comparison that the evaluation lacks, or a score is not finite.
pub fn conclude(evaluation: &mut Evaluation, rows: &[OutOfFold]) -> Result<(), ReportError> {
    let own = rows
        .iter()
        .filter(|row| row.condition == evaluation.condition);
    let own: Vec<_> = own.collect();
    let kinds: Vec<_> = evaluation
        .comparisons
        .iter()
        .map(|c| &c.negatives)
        .collect();
    if let Some(row) = own.iter().find(|row| !kinds.contains(&&row.negatives)) {
        return Err(stray(row));
    }
    for comparison in &mut evaluation.comparisons {
        let of = own
            .iter()
            .filter(|row| row.negatives == comparison.negatives);
        let rows: Vec<&OutOfFold> = of.copied().collect();
        comparison.contrasts = contrasts(comparison, &rows, &evaluation.condition)?;
        comparison.findings = of_comparison(comparison);
    }
    evaluation.findings = mostly_level(&evaluation.comparisons);
    Ok(())
}

fn stray(row: &OutOfFold) -> ReportError {
    ReportError::Stray {
        gene: row.gene.clone(),
        condition: row.condition.clone(),
        negatives: row.negatives.clone(),
    }
}

/// What must be said of one kind of negatives: first of the level, then of other rivals.
fn of_comparison(comparison: &Comparison) -> Vec<Finding> {
    let Some(first) = comparison.methods.first() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let asked = comparison
        .methods
        .iter()
        .filter(|m| m.name == first.name || m.name == LEVEL);
    findings.extend(asked.filter_map(words::not_run));
    let own = comparison
        .contrasts
        .iter()
        .filter(|c| c.method == first.name);
    let (level, others): (Vec<_>, Vec<_>) = own.partition(|c| c.rival == LEVEL);
    findings.extend(level.into_iter().chain(others).map(words::compared));
    findings.extend(comparison.methods.iter().find_map(words::by_chance));
    findings.extend(comparison.methods.iter().filter_map(words::collapsed));
    findings
}

/// Where the first method is good at genes of any level and no better than chance at genes of like
/// levels.
fn mostly_level(comparisons: &[Comparison]) -> Vec<Finding> {
    let (matched, unmatched): (Vec<_>, Vec<_>) = comparisons.iter().partition(|c| c.matched);
    let pairs = unmatched
        .iter()
        .flat_map(|u| matched.iter().map(move |m| (*u, *m)));
    pairs
        .filter_map(|(unmatched, matched)| level_alone(unmatched, matched))
        .collect()
}

fn level_alone(unmatched: &Comparison, matched: &Comparison) -> Option<Finding> {
    let (name, any) = measured(unmatched)?;
    let (same, alike) = measured(matched)?;
    let is_high = any.roc_auc >= HIGH && any.roc_auc_ci[0] > 0.5;
    let is_gone = alike.roc_auc_ci[0] <= 0.5;
    let kinds = (unmatched.negatives.as_str(), matched.negatives.as_str());
    (name == same && is_high && is_gone).then(|| Finding {
        kind: FindingKind::MostlyLevel,
        text: words::mostly_level(name, kinds, any, alike),
    })
}

fn measured(comparison: &Comparison) -> Option<(&str, &Measures)> {
    let method = comparison.methods.first()?;
    Some((&method.name, method.pooled.as_ref()?))
}

#[cfg(test)]
mod tests;
