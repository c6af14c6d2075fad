//! A small evaluation for the tests of the parts: made-up scores, measured and compared as real ones.

use std::collections::BTreeMap;

use serde_json::json;

use super::conclude;
use crate::train::{
    choice::Choice,
    evaluation::{
        Collapse, Comparison, Epoch, Evaluation, FoldResult, Folds, MethodResult, OutOfFold,
        Protocol, SCHEMA_VERSION,
    },
    metrics,
    plan::Plan,
};

/// Genes of each class.
const CLASS: usize = 30;
const METHODS: [(&str, &str); 3] = [
    ("network", "the images, by ResNet"),
    ("level", "the mean expression alone"),
    ("forest", "the matrices, by a random forest"),
];

/// A number from 0 to 1 that looks random: the golden ratio's multiples spread evenly.
fn noise(seed: usize) -> f64 {
    (seed as f64 * 0.618_033_988_749_895).fract()
}

/// What a method says of a gene: the disease genes higher by what it knows.
fn score(method: usize, gene: usize, repeat: usize, is_matched: bool) -> f32 {
    let known = match (method, is_matched) {
        (0, false) => 0.3,
        (1, false) => 0.12,
        (2, false) => 0.2,
        _ => 0.02,
    };
    let is_positive = gene.is_multiple_of(2);
    let spread = noise(gene * 7 + method * 131 + usize::from(is_matched) * 17 + 1);
    let between = 0.05 * noise(repeat * 3 + gene);
    let base = 0.25 + 0.45 * spread + between;
    (base + if is_positive { known } else { 0.0 } - known / 2.0).clamp(0.0, 1.0) as f32
}

/// The scores of a kind of negatives: four folds as two repeats of two.
pub(crate) fn rows(negatives: &str) -> Vec<OutOfFold> {
    let genes = (0..2).flat_map(|repeat| (0..2 * CLASS).map(move |gene| (repeat, gene)));
    genes
        .map(|(repeat, gene)| row(negatives, repeat, gene))
        .collect()
}

fn row(negatives: &str, repeat: usize, gene: usize) -> OutOfFold {
    let is_matched = negatives == "matched";
    let methods = METHODS.iter().enumerate();
    let scores =
        methods.map(|(i, (name, _))| (name.to_string(), score(i, gene, repeat, is_matched)));
    OutOfFold {
        condition: "F".into(),
        negatives: negatives.into(),
        gene: format!("G{gene}"),
        gene_id: format!("ENSG{gene:011}"),
        is_positive: gene.is_multiple_of(2),
        repeat,
        fold: gene / CLASS,
        scores: scores.collect::<BTreeMap<_, _>>(),
    }
}

/// Two kinds of negatives, three methods that were run and one that was not, one collapse.
pub(crate) fn evaluation() -> Evaluation {
    let kinds = ["housekeeping", "matched"];
    let mut evaluation = Evaluation {
        schema_version: SCHEMA_VERSION,
        program: "dsdscore 0.1.0".into(),
        plan: serde_json::to_value(Plan::default()).unwrap(),
        condition: "F".into(),
        label: "female".into(),
        atlas: "simulated gonads".into(),
        bundle: format!("sha256:{}", "0123456789abcdef".repeat(4)),
        synthetic: true,
        protocol: Protocol {
            folds: Folds::k_fold(2, 2),
            validation: 0.3,
            seed: 7,
        },
        everything: None,
        comparisons: kinds.map(comparison).into(),
        findings: Vec::new(),
    };
    let rows: Vec<_> = kinds.into_iter().flat_map(rows).collect();
    conclude(&mut evaluation, &rows).unwrap();
    evaluation
}

fn comparison(negatives: &str) -> Comparison {
    let rows = rows(negatives);
    let mut methods: Vec<_> = METHODS
        .iter()
        .map(|(name, what)| method(name, what, &rows))
        .collect();
    methods.push(MethodResult {
        name: "cnnc".into(),
        description: "pairs of genes, by the network of Yuan & Bar-Joseph".into(),
        skipped: Some("the bundle has no single cells: build it with --cells".into()),
        folds: Vec::new(),
        mean_roc_auc: None,
        sd_roc_auc: None,
        pooled: None,
        null: None,
    });
    Comparison {
        negatives: negatives.into(),
        matched: negatives == "matched",
        choice: serde_json::to_value(choice(negatives)).unwrap(),
        positives_count: CLASS,
        negatives_count: CLASS,
        methods,
        contrasts: Vec::new(),
        findings: Vec::new(),
    }
}

fn choice(negatives: &str) -> Choice {
    let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
    let choice = json!({
        "condition": "F", "negatives": negatives, "ratio": null, "seed": 7, "wanted": 1,
        "candidates": 40, "split_level": null, "genes_digest": digest,
        "genes": [{
            "index": 0, "symbol": "G0", "gene_id": "ENSG00000000000", "is_positive": true,
            "level": 0.5, "why": "known",
        }, {
            "index": 1, "symbol": "G1", "gene_id": "", "is_positive": false,
            "level": 0.25, "why": "matched", "to": "G0",
        }],
        "dropped": [{ "symbol": "FIGLA", "is_positive": true, "reason": "silent" }],
        "unmatched": [{ "file": "dsd.tsv", "line": 3, "gene": "NOSUCH" }],
        "notes": ["2 negatives were wanted for 1 positive genes, and 1 could be had"],
    });
    serde_json::from_value(choice).unwrap()
}

fn method(name: &str, description: &str, rows: &[OutOfFold]) -> MethodResult {
    let is_network = name == "network";
    let each = (0..4).map(|i| fold(name, i / 2, i % 2, rows));
    let folds: Vec<_> = each.collect();
    let areas: Vec<_> = folds.iter().map(|fold| fold.measures.roc_auc).collect();
    let mean = areas.iter().sum::<f64>() / 4.0;
    let squares = areas.iter().map(|area| (area - mean).powi(2));
    let mut result = MethodResult {
        name: name.into(),
        description: description.into(),
        skipped: None,
        mean_roc_auc: Some(mean),
        sd_roc_auc: Some((squares.sum::<f64>() / 3.0).sqrt()),
        pooled: Some(measures(name, &rows.iter().collect::<Vec<_>>())),
        null: None,
        folds,
    };
    if is_network {
        result.folds[3].collapse = Some(Collapse {
            to_positive: false,
            spread: 1e-9,
            message: "all genes got 0.31: try a lower learning rate".into(),
        });
    }
    result
}

fn fold(name: &str, repeat: usize, fold: usize, rows: &[OutOfFold]) -> FoldResult {
    let of = rows
        .iter()
        .filter(|row| (row.repeat, row.fold) == (repeat, fold));
    let epochs = if name == "network" {
        epochs(repeat * 2 + fold)
    } else {
        Vec::new()
    };
    FoldResult {
        repeat,
        fold,
        measures: measures(name, &of.collect::<Vec<_>>()),
        epochs,
        collapse: None,
    }
}

fn measures(name: &str, rows: &[&OutOfFold]) -> crate::train::evaluation::Measures {
    let scores: Vec<_> = rows.iter().map(|row| row.scores[name]).collect();
    let labels: Vec<_> = rows.iter().map(|row| row.is_positive).collect();
    metrics::measure(&scores, &labels, name != "level").unwrap()
}

fn epochs(seed: usize) -> Vec<Epoch> {
    let epoch = |number: usize| {
        let progress = 1.0 / number as f64;
        let wobble = 0.1 * noise(seed * 31 + number);
        Epoch {
            number,
            train_loss: 0.2 + 0.5 * progress,
            train_accuracy: 0.9 - 0.4 * progress,
            validation_loss: 0.35 + 0.3 * progress + wobble,
            validation_accuracy: 0.8 - 0.3 * progress - wobble,
        }
    };
    (1..=12).map(epoch).collect()
}

/// The same with more folds: copies of the first.
pub(crate) fn with_folds(count: usize) -> Evaluation {
    let mut evaluation = evaluation();
    let methods = evaluation
        .comparisons
        .iter_mut()
        .flat_map(|c| &mut c.methods);
    for method in methods.filter(|method| !method.folds.is_empty()) {
        let first = method.folds[0].clone();
        let copy = |repeat| FoldResult {
            repeat,
            ..first.clone()
        };
        method.folds = (0..count).map(copy).collect();
    }
    evaluation
}
