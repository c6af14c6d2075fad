//! Against scikit-learn and DeLong's formula in numpy: `tests/fixtures/train/make_metrics.py`.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Case {
    labels: Vec<bool>,
    first: Vec<f32>,
    second: Vec<f32>,
    measures: Expected,
    comparison: ExpectedDifference,
}

#[derive(Deserialize)]
struct Expected {
    roc_auc: f64,
    roc_auc_ci: [f64; 2],
    pr_auc: f64,
    accuracy: f64,
    brier: f64,
    roc: Vec<[f64; 2]>,
    pr: Vec<[f64; 2]>,
    reliability: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct ExpectedDifference {
    difference: f64,
    ci: [f64; 2],
    p: f64,
}

fn cases() -> Vec<Case> {
    let text = include_str!("../../../tests/fixtures/train/metrics.json");
    serde_json::from_str(text).unwrap()
}

fn assert_close(found: &[f64], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-9,
            "{what}: {found}, not {expected}"
        );
    }
}

#[test]
fn measures_are_those_of_scikit_learn() {
    for case in cases() {
        let found = measure(&case.first, &case.labels, true).unwrap();
        let expected = case.measures;
        assert_close(&[found.roc_auc], &[expected.roc_auc], "ROC-AUC");
        assert_close(&found.roc_auc_ci, &expected.roc_auc_ci, "interval");
        assert_close(&[found.pr_auc], &[expected.pr_auc], "average precision");
        assert_close(&[found.accuracy.unwrap()], &[expected.accuracy], "accuracy");
        assert_close(&[found.brier.unwrap()], &[expected.brier], "Brier");
        assert_close(found.roc.as_flattened(), expected.roc.as_flattened(), "ROC");
        assert_close(found.pr.as_flattened(), expected.pr.as_flattened(), "PR");
        let count: usize = found.reliability.iter().map(|bin| bin.count).sum();
        assert_eq!(count, case.labels.len());
        let bins = found
            .reliability
            .iter()
            .map(|bin| [bin.predicted, bin.observed]);
        let bins: Vec<_> = bins.collect();
        let expected = expected.reliability.as_flattened();
        assert_close(bins.as_flattened(), expected, "reliability");
    }
}

#[test]
fn two_methods_are_compared_as_delong_did() {
    for case in cases() {
        let found = compare(&case.first, &case.second, &case.labels).unwrap();
        let expected = case.comparison;
        assert_close(&[found.difference], &[expected.difference], "difference");
        assert_close(&found.ci, &expected.ci, "interval");
        assert_close(&[found.p], &[expected.p], "p");
        let back = compare(&case.second, &case.first, &case.labels).unwrap();
        assert_close(
            &[back.difference, back.p],
            &[-found.difference, found.p],
            "turned",
        );
    }
}

#[test]
fn scores_that_are_no_probabilities_have_no_calibration() {
    let measures = measure(&[7.0, -2.5], &[true, false], false).unwrap();
    assert_eq!((measures.accuracy, measures.brier), (None, None));
    assert!(measures.reliability.is_empty());
    assert_eq!(measures.roc, [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]);
}

#[test]
fn one_answer_for_all_is_no_better_than_chance() {
    let labels = [true, false, false, true, false];
    let measures = measure(&[0.5; 5], &labels, true).unwrap();
    assert_eq!((measures.roc_auc, measures.pr_auc), (0.5, 0.4));
    assert_eq!(measures.roc, [[0.0, 0.0], [1.0, 1.0]]);
    let same = compare(&[0.5; 5], &[0.1; 5], &labels).unwrap();
    assert_eq!((same.difference, same.ci, same.p), (0.0, [0.0, 0.0], 1.0));
}

#[test]
fn a_difference_without_variance_is_finite() {
    let labels = [true, true, false, false];
    let found = compare(&[0.9, 0.8, 0.2, 0.1], &[0.1, 0.2, 0.8, 0.9], &labels).unwrap();
    assert_eq!((found.difference, found.p), (1.0, 0.0));
}

#[test]
fn of_one_gene_nothing_is_known_of_the_interval() {
    let measures = measure(&[0.9, 0.2, 0.4], &[true, false, false], true).unwrap();
    assert_eq!((measures.roc_auc, measures.roc_auc_ci), (1.0, [0.0, 1.0]));
    let error = compare(&[0.9, 0.2, 0.4], &[0.9, 0.2, 0.4], &[true, false, false]);
    assert!(matches!(error, Err(Error::TooFew { least: 2, .. })));
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let error = |scores: &[f32], labels: &[bool]| measure(scores, labels, true).unwrap_err();
    let both = [true, false];
    assert!(matches!(error(&[0.1], &both), Error::Lengths { .. }));
    assert!(matches!(error(&[], &[]), Error::TooFew { .. }));
    assert!(matches!(
        error(&[0.1, 0.2], &[true; 2]),
        Error::TooFew { .. }
    ));
    assert!(matches!(
        error(&[0.1, 0.2], &[false; 2]),
        Error::TooFew { .. }
    ));
    for odd in [f32::NAN, f32::INFINITY] {
        assert!(matches!(
            error(&[0.1, odd], &both),
            Error::NotFinite { index: 1, .. }
        ));
    }
    let error = error(&[1.5, 0.2], &both);
    assert_eq!(
        error.to_string(),
        "score 0 (counted from 0) is 1.5, no probability from 0 to 1"
    );
}
