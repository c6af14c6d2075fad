//! Methods against one another, each gene counting once.

use std::collections::BTreeMap;

use crate::train::{
    evaluation::{Comparison, Contrast, OutOfFold},
    method::LEVEL,
    metrics,
    report::ReportError,
};

/// All that can be tested: pairs of methods that scored the same genes, two of each class at least.
pub(super) fn contrasts(
    comparison: &Comparison,
    rows: &[&OutOfFold],
    condition: &str,
) -> Result<Vec<Contrast>, ReportError> {
    let mut contrasts = Vec::new();
    for (method, rival) in pairs(comparison) {
        contrasts.extend(
            contrast(method, rival, rows).map_err(|source| ReportError::Compare {
                comparison: format!("condition {condition}, negatives {}", comparison.negatives),
                methods: format!("{method} and {rival}"),
                source,
            })?,
        );
    }
    Ok(contrasts)
}

/// The first method with each other one, and each other one with the level.
fn pairs(comparison: &Comparison) -> Vec<(&str, &str)> {
    let run = comparison
        .methods
        .iter()
        .filter(|method| method.skipped.is_none());
    let names: Vec<_> = run.map(|method| method.name.as_str()).collect();
    let Some(first) = comparison
        .methods
        .first()
        .map(|method| method.name.as_str())
    else {
        return Vec::new();
    };
    let all = names
        .iter()
        .flat_map(|a| names.iter().map(move |b| (*a, *b)));
    let is_asked = |(a, b): &(&str, &str)| a != b && *b != first && (*a == first || *b == LEVEL);
    all.filter(is_asked).collect()
}

fn contrast(
    method: &str,
    rival: &str,
    rows: &[&OutOfFold],
) -> Result<Option<Contrast>, metrics::Error> {
    let genes = means(method, rival, rows);
    let labels: Vec<_> = genes.iter().map(|gene| gene.is_positive).collect();
    let positives = labels.iter().filter(|label| **label).count();
    if positives.min(labels.len() - positives) < 2 {
        return Ok(None);
    }
    let scores = |which: usize| {
        genes
            .iter()
            .map(|gene| gene.mean(which))
            .collect::<Vec<f32>>()
    };
    let (own, other) = (scores(0), scores(1));
    let test = metrics::compare(&own, &other, &labels)?;
    let area = |scores| metrics::measure(scores, &labels, false).map(|found| found.roc_auc);
    Ok(Some(Contrast {
        method: method.into(),
        rival: rival.into(),
        genes: labels.len(),
        roc_auc: area(&own)?,
        rival_roc_auc: area(&other)?,
        difference: test.difference,
        difference_ci: test.ci,
        p: test.p,
    }))
}

/// A gene's scores by two methods.
#[derive(Default)]
struct ScoredGene {
    is_positive: bool,
    count: usize,
    sums: [f64; 2],
}

impl ScoredGene {
    fn mean(&self, which: usize) -> f32 {
        (self.sums[which] / self.count as f64) as f32
    }
}

/// Each gene over all folds in which both methods scored it.
fn means(method: &str, rival: &str, rows: &[&OutOfFold]) -> Vec<ScoredGene> {
    let mut genes: BTreeMap<(&str, &str), ScoredGene> = BTreeMap::new();
    for row in rows {
        if let (Some(own), Some(other)) = (row.scores.get(method), row.scores.get(rival)) {
            let gene = genes.entry((&row.gene_id, &row.gene)).or_default();
            gene.is_positive = row.is_positive;
            gene.count += 1;
            gene.sums[0] += f64::from(*own);
            gene.sums[1] += f64::from(*other);
        }
    }
    genes.into_values().collect()
}
