//! Genes of `tests/fixtures/train/profiles.tsv`, and what numpy and scipy say of them
//! (`tests/fixtures/explain/make_exact.py`).

use ndarray::Array3;
use serde::Deserialize;
use tempfile::TempDir;

use crate::{
    bundle::{Atlas, Builder, Bundle, Condition, Description, ModelSource, Scored, Time},
    gene::Gene,
    heatmap::{Recipe, Thresholds, Transform},
};

#[derive(Deserialize)]
pub(super) struct Fixture {
    pub(super) silent_below: f64,
    pub(super) cases: Vec<Case>,
}

/// Of some of the genes. All indices are into these.
#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) genes: Vec<usize>,
    pub(super) expressed: Vec<usize>,
    pub(super) shares: Vec<f32>,
    pub(super) shown: Vec<usize>,
    pub(super) log_odds: Vec<f32>,
    pub(super) usual: Maps,
    pub(super) lowest: Maps,
    pub(super) known: Vec<usize>,
    pub(super) housekeeping: Vec<usize>,
    pub(super) most_known: Vec<Vec<(usize, f32, f32)>>,
    pub(super) most_housekeeping: Vec<Vec<(usize, f32, f32)>>,
}

#[derive(Deserialize)]
pub(super) struct Maps {
    pub(super) blocks: Vec<Vec<Option<f32>>>,
    pub(super) cell_types: Vec<Vec<Option<f32>>>,
}

pub(super) fn fixture() -> Fixture {
    let text = include_str!("../../tests/fixtures/explain/exact.json");
    serde_json::from_str(text).unwrap()
}

/// Fractions in 2 cell types at 3 times; NaN where not measured.
fn table() -> Vec<[f32; 6]> {
    let text = include_str!("../../tests/fixtures/train/profiles.tsv");
    let row = |line: &str| {
        let values = line.split('\t').skip(1);
        let values = values.map(|value| value.parse().unwrap_or(f32::NAN));
        values.collect::<Vec<_>>().try_into().unwrap()
    };
    text.lines().skip(1).map(row).collect()
}

fn condition() -> Condition {
    let time = |value: u8| Time {
        label: format!("PCW{value}"),
        value: f64::from(value),
    };
    Condition {
        key: "F".into(),
        label: "female".into(),
        cell_types: vec!["germ".into(), "soma".into()],
        times: (6..9).map(time).collect(),
        ..Condition::default()
    }
}

/// A bundle of some genes, those silent whose highest value is lower than `silent_below`.
pub(super) fn builder(genes: &[usize], silent_below: f64) -> Builder {
    let table = table();
    let values: Vec<_> = genes.iter().flat_map(|&gene| table[gene]).collect();
    let matrices = Array3::from_shape_vec((genes.len(), 2, 3), values).unwrap();
    of_matrices(genes, matrices, silent_below)
}

/// The same of other fractions: genes × 2 × 3.
pub(super) fn of_matrices(genes: &[usize], matrices: Array3<f32>, silent_below: f64) -> Builder {
    let named = |gene: &usize| Gene {
        symbol: format!("GENE{gene:03}"),
        ..Gene::default()
    };
    let recipe = Recipe {
        transform: Transform::None,
        patterns: Thresholds {
            silent_below,
            sparse_below: 1.0,
            ..Thresholds::default()
        },
        ..Recipe::default()
    };
    let description = Description {
        atlas: Atlas {
            values: Some("fractions".into()),
            ..Atlas::default()
        },
        ..Description::default()
    };
    let genes = genes.iter().map(named).collect();
    let mut builder = Builder::new(
        description,
        Some(recipe),
        vec![condition()],
        genes,
        vec![matrices],
    );
    builder.compute_patterns(0, None).unwrap();
    builder
}

pub(super) fn written(builder: &Builder) -> (TempDir, Bundle) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("gonad.dsd");
    builder.write(&path).unwrap();
    (directory, Bundle::open(path).unwrap())
}

/// Scores of a model of this name.
pub(super) fn scored(name: &str, values: Vec<f32>) -> Scored {
    Scored {
        condition: "F".into(),
        model: ModelSource {
            name: name.into(),
            ..ModelSource::default()
        },
        values,
        complete: true,
        evaluation: None,
    }
}
