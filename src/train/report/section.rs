//! What the page says of an evaluation.

use serde_json::Value;

use super::{
    ReportError, choice,
    figures::{self, Figure},
    format::{count, number, sentence},
    placements, summary,
    table::HtmlTable,
};
use crate::train::evaluation::{Comparison, Evaluation, Everything, Finding, FindingKind, Folds};

/// One evaluation.
#[derive(Debug)]
pub(super) struct ConditionSection {
    pub(super) heading: String,
    pub(super) synthetic: bool,
    pub(super) facts: Vec<(String, String)>,
    /// Across the kinds of negatives.
    pub(super) remarks: Vec<Remark>,
    /// Known genes among all expressed genes.
    pub(super) tables: Vec<HtmlTable>,
    pub(super) parts: Vec<ComparisonSection>,
}

/// One kind of negatives.
#[derive(Debug)]
pub(super) struct ComparisonSection {
    pub(super) negatives: String,
    pub(super) heading: String,
    pub(super) remarks: Vec<Remark>,
    pub(super) summary: HtmlTable,
    /// Methods with why they were not run.
    pub(super) skipped: Vec<(String, String)>,
    pub(super) figures: Vec<Figure>,
    pub(super) choice: Vec<(String, String)>,
}

/// A finding with a sign that says of which kind it is, for those who see; the text says it too.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) text: String,
}

impl ConditionSection {
    pub(super) fn new(evaluation: &Evaluation) -> Result<Self, ReportError> {
        let parts = evaluation.comparisons.iter().map(ComparisonSection::new);
        let everything = evaluation.everything.as_ref();
        Ok(Self {
            tables: everything.map_or_else(Vec::new, placements::tables),
            heading: sentence(&evaluation.label),
            synthetic: evaluation.synthetic,
            facts: facts(evaluation),
            remarks: evaluation.findings.iter().map(Remark::new).collect(),
            parts: parts.collect::<Result<_, _>>()?,
        })
    }
}

impl ComparisonSection {
    fn new(comparison: &Comparison) -> Result<Self, ReportError> {
        let like = if comparison.matched {
            ", of like levels"
        } else {
            ""
        };
        let positives = count(comparison.positives_count, "disease gene");
        let heading = format!(
            "{positives} against {} “{}”{like}",
            comparison.negatives_count, comparison.negatives
        );
        let skipped = comparison.methods.iter().filter_map(|method| {
            let reason = method.skipped.clone()?;
            Some((method.name.clone(), reason))
        });
        Ok(Self {
            negatives: comparison.negatives.clone(),
            heading,
            remarks: comparison.findings.iter().map(Remark::new).collect(),
            summary: summary::table(comparison),
            skipped: skipped.collect(),
            figures: figures::all(comparison)?,
            choice: choice::lines(&comparison.choice),
        })
    }
}

impl Remark {
    fn new(finding: &Finding) -> Self {
        let (class, sign) = match finding.kind {
            FindingKind::Better => ("good", "✓"),
            FindingKind::NotShown => ("open", "?"),
            FindingKind::Worse => ("bad", "✗"),
            FindingKind::Collapsed => ("bad", "!"),
            FindingKind::MostlyLevel => ("bad", "!"),
            FindingKind::NotRun => ("open", "–"),
            FindingKind::Decided => ("good", "→"),
        };
        Self {
            class,
            sign,
            text: kept_together(&finding.text),
        }
    }
}

/// Numbers stay on a line with their units.
fn kept_together(text: &str) -> String {
    text.replace("95 % CI", "95\u{a0}%\u{a0}CI")
        .replace("p = ", "p\u{a0}=\u{a0}")
}

/// What was evaluated, and how.
fn facts(evaluation: &Evaluation) -> Vec<(String, String)> {
    let protocol = &evaluation.protocol;
    let validation = format!(
        "{} % of the other genes",
        number(protocol.validation * 100.0, 0)
    );
    let mut facts = Vec::from([
        ("Atlas", evaluation.atlas.clone()),
        (
            "Condition",
            format!("{} ({})", evaluation.label, evaluation.condition),
        ),
        ("Left out", folds(protocol.folds)),
        ("For validation", validation),
        ("Seed", protocol.seed.to_string()),
        ("Bundle", evaluation.bundle.clone()),
        ("Program", evaluation.program.clone()),
        ("Network", words(&evaluation.plan)),
    ]);
    if let Some(everything) = &evaluation.everything {
        facts.splice(2..2, placed(everything));
    }
    let facts = facts.into_iter();
    facts.map(|(name, text)| (name.to_string(), text)).collect()
}

/// What known genes were placed among, and by which lists.
fn placed(everything: &Everything) -> [(&'static str, String); 3] {
    let lists = everything
        .lists
        .iter()
        .map(|(name, digest)| format!("{name} {digest}"));
    let genes = format!(
        "{} known among {} expressed",
        everything.known_genes, everything.expressed_genes
    );
    let lists = lists.collect::<Vec<_>>().join("; ");
    [
        ("Genes", genes),
        ("Lists", lists),
        ("Day", everything.date.clone()),
    ]
}

/// A record in a line: its values by their names.
fn words(record: &Value) -> String {
    let lines = choice::lines(record).into_iter();
    let words = lines.map(|(name, value)| format!("{name} {value}"));
    words.collect::<Vec<_>>().join("; ")
}

fn folds(folds: Folds) -> String {
    match folds {
        Folds::LeaveOut { per_class, repeats } => {
            let genes = count(per_class, "gene");
            format!("{genes} of each class, {}", count(repeats, "time"))
        }
        Folds::KFold { folds, repeats } => {
            format!(
                "each gene once in {}, {}",
                count(folds, "fold"),
                count(repeats, "time")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_are_told_in_words() {
        let leave_out = Folds::leave_out(25, 3);
        assert_eq!(folds(leave_out), "25 genes of each class, 3 times");
        let k_fold = Folds::k_fold(5, 1);
        assert_eq!(folds(k_fold), "each gene once in 5 folds, 1 time");
    }
}
