//! Against scikit-learn: `tests/fixtures/train/make_baselines.py`.

mod real;

use ndarray::{Array2, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;

use super::{prepared::Prepared, *};
use crate::train::{
    examples::{Example, Examples},
    method::DEV,
    metrics,
};

#[derive(Deserialize)]
struct Fixture {
    train: usize,
    labels: Vec<bool>,
    values: Vec<Vec<f32>>,
    intercept: f64,
    weights: Vec<f64>,
    probabilities: Vec<f64>,
    forest: Vec<f64>,
    forest_sd: f64,
    forest_roc_auc: [f64; 2],
}

fn fixture() -> Fixture {
    let text = include_str!("../../../tests/fixtures/train/baselines.json");
    serde_json::from_str(text).unwrap()
}

fn example(is_positive: bool, level: f32, tau: Option<f32>, matrix: &[f32]) -> Example {
    Example {
        symbol: format!("G{level}"),
        is_positive,
        level,
        tau,
        matrix: Array2::from_shape_vec((1, matrix.len()), matrix.to_vec()).unwrap(),
        residual: Array2::from_shape_vec((1, matrix.len()), matrix.to_vec()).unwrap(),
        ..Example::default()
    }
}

fn examples(genes: Vec<Example>) -> Examples {
    Examples {
        genes,
        ..Examples::default()
    }
}

impl Fixture {
    fn examples(&self) -> Examples {
        let genes = self.labels.iter().zip(&self.values);
        examples(
            genes
                .map(|(&label, row)| example(label, 0.0, None, row))
                .collect(),
        )
    }

    fn prepared(&self) -> Prepared {
        let (train, test) = self.folds();
        Prepared::new(&self.examples(), &train, &test, features::matrix).unwrap()
    }

    fn folds(&self) -> (Vec<usize>, Vec<usize>) {
        (
            (0..self.train).collect(),
            (self.train..self.labels.len()).collect(),
        )
    }
}

#[test]
fn logistic_regression_is_scikit_learns() {
    let fixture = fixture();
    let data = fixture.prepared();
    let model = Logistic::fit(data.train.view(), &data.labels, 1.0).unwrap();
    assert!(
        (model.intercept - fixture.intercept).abs() < 1e-5,
        "{}",
        model.intercept
    );
    for (found, expected) in model.weights.iter().zip(&fixture.weights) {
        assert!((found - expected).abs() < 1e-5, "{found}, not {expected}");
    }
    for (row, expected) in data.test.rows().into_iter().zip(&fixture.probabilities) {
        let found = model.probability(row);
        assert!((found - expected).abs() < 1e-5, "{found}, not {expected}");
    }
}

#[test]
fn the_forest_differs_from_scikit_learns_as_seeds_do() {
    let fixture = fixture();
    let (train, test) = fixture.folds();
    let examples = fixture.examples();
    let found = Forest::default()
        .score(&examples, &train, &test, 1)
        .unwrap()
        .scores;
    for (found, expected) in found.iter().zip(&fixture.forest) {
        let distance = (f64::from(*found) - expected).abs();
        assert!(
            distance < 5.0 * fixture.forest_sd,
            "{found}, not {expected}"
        );
    }
    let area = metrics::measure(&found, &fixture.labels[fixture.train..], true)
        .unwrap()
        .roc_auc;
    let [lowest, highest] = fixture.forest_roc_auc;
    assert!((lowest - 0.02..=highest + 0.02).contains(&area), "{area}");
}

/// Positive genes are low: the sign is learnt. In shape, the class is where a gene is on.
fn low_positives() -> Examples {
    let gene = |n: usize| {
        let is_positive = n.is_multiple_of(2);
        let (level, on) = (1.0 + (n % 3) as f32 * 0.1, 3.0 + n as f32);
        let level = if is_positive { level } else { level + 1.0 };
        let matrix = if is_positive {
            [on, 0.0, f32::NAN]
        } else {
            [0.0, on, f32::NAN]
        };
        example(
            is_positive,
            level,
            (!n.is_multiple_of(5)).then_some(0.5),
            &matrix,
        )
    };
    examples((0..24).map(gene).collect())
}

#[test]
fn every_baseline_learns_what_it_sees() {
    let examples = low_positives();
    let (train, test): (Vec<_>, Vec<_>) = (0..24).partition(|n| n % 3 > 0);
    let labels: Vec<_> = test
        .iter()
        .map(|&n| examples.genes[n].is_positive)
        .collect();
    let mut names = Vec::new();
    for method in baselines(false) {
        names.push(method.name());
        if method.name() == DEV {
            continue;
        }
        let outcome = method.score(&examples, &train, &test, 1).unwrap();
        assert!(outcome.is_probability && !method.description().is_empty());
        let measures = metrics::measure(&outcome.scores, &labels, true).unwrap();
        assert_eq!(measures.roc_auc, 1.0, "{}", method.name());
        assert_eq!(measures.accuracy, Some(1.0), "{}", method.name());
    }
    assert_eq!(
        names,
        [
            "level",
            "logistic",
            "shape",
            "residual-regression",
            "forest",
            "residual",
            "dev"
        ]
    );
}

#[test]
fn labels_of_the_genes_to_score_are_not_looked_at() {
    let (examples, mut other) = (low_positives(), low_positives());
    let (train, test): (Vec<_>, Vec<_>) = (0..24).partition(|n| n % 3 > 0);
    for &gene in &test {
        other.genes[gene].is_positive ^= true;
    }
    for method in baselines(false) {
        let score = |examples| method.score(examples, &train, &test, 1).unwrap().scores;
        assert_eq!(score(&examples), score(&other));
    }
}

#[test]
fn shape_does_not_know_the_level() {
    let of = |matrix: &[f32]| features::shape(&example(true, 0.0, None, matrix)).to_vec();
    let (low, high) = (of(&[0.0, 1.0, 2.0]), of(&[10.0, 30.0, 50.0]));
    for (low, high) in low.iter().zip(&high) {
        assert!((low - high).abs() < 1e-12);
    }
    assert_eq!(of(&[0.3; 3]), [0.0; 3], "everywhere alike");
    assert!(of(&[1.0, f32::NAN, 2.0])[1].is_nan() && of(&[f32::NAN])[0].is_nan());
}

#[test]
fn separated_classes_still_have_finite_probabilities() {
    let value = |(n, column)| if column == 0 { n as f64 } else { 0.0 };
    let rows = Array2::from_shape_fn((20, 2), value);
    let labels: Vec<_> = (0..20).map(|n| n >= 10).collect();
    let model = Logistic::fit(rows.view(), &labels, 1e-3).unwrap();
    let rows = rows.rows().into_iter();
    let probabilities: Vec<_> = rows.map(|row| model.probability(row)).collect();
    assert!(probabilities.iter().all(|p| p.is_finite()) && probabilities.is_sorted());
    assert_eq!(model.weights[1], 0.0);
}

#[test]
fn what_cannot_be_learnt_from_is_refused() {
    let examples = low_positives();
    let error = |examples: &Examples, train: &[usize]| {
        let methods = baselines(false).into_iter();
        let learn = methods.filter(|method| method.name() != DEV);
        let found = learn.map(|method| {
            let error = method.score(examples, train, &[1], 1).unwrap_err();
            error.to_string()
        });
        found.collect::<Vec<_>>()
    };
    for told in error(&examples, &[0, 2, 4]) {
        assert!(
            told.starts_with("3 positive and 0 negative genes"),
            "{told}"
        );
    }
    for told in error(&examples, &[0, 1, 99]) {
        assert_eq!(told, "there is no gene 99 (counted from 0) among 24");
    }
    let mut odd = low_positives();
    odd.genes[3].level = f32::INFINITY;
    odd.genes[3].matrix = odd.genes[3].matrix.slice(s![.., ..2]).to_owned();
    odd.genes[3].residual = odd.genes[3].matrix.clone();
    let told = error(&odd, &[0, 1, 3]);
    assert_eq!(told[0], "a value of the gene G2 is infinite");
    assert_eq!(told[2], "2 values of the gene G2, 3 of others");
}

#[test]
fn rounding_keeps_no_regression_from_its_lowest_point() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for problem in 0..500 {
        let labels: Vec<_> = (0..200).map(|gene| gene % 6 == 0).collect();
        let rows = Array2::from_shape_simple_fn((200, 1), || rng.random_range(-2.0..2.0));
        let fitted = Logistic::fit(rows.view(), &labels, 1.0);
        assert!(fitted.is_ok(), "{problem}: {fitted:?}");
    }
}
