//! Against numpy, scipy and statsmodels (`tests/fixtures/train/make_placements.py`), and where there is
//! nothing to know.

mod real;
mod without_signal;

use crate::train::statistics::{holm, interval_of_mean, mean, paired_p, percentile};
use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    calibrate::calibration,
    figures::{deciles, top_share},
    placement::{Contrasts, Scores},
};

#[derive(Deserialize)]
struct Fixture {
    levels: Vec<f32>,
    held_out: Vec<usize>,
    others: Vec<usize>,
    scores: Vec<f32>,
    listed: Vec<usize>,
    placed: BTreeMap<String, Vec<f64>>,
    samples: Vec<Sample>,
    p: Vec<f64>,
    holm: Vec<f64>,
    known: Vec<f32>,
    unknown: Vec<f32>,
    error: f64,
    brier: f64,
    error_if_perfect: f64,
}

#[derive(Deserialize)]
struct Sample {
    first: Vec<f64>,
    second: Vec<f64>,
    mean: f64,
    interval: [f64; 2],
    paired_p: f64,
    percentiles: [f64; 2],
    /// Share, interval, enrichment.
    top: BTreeMap<String, [f64; 4]>,
    deciles: Vec<[f64; 3]>,
}

fn fixture() -> Fixture {
    let text = include_str!("../../../tests/fixtures/train/placements.json");
    serde_json::from_str(text).unwrap()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
    }
}

#[test]
fn placements_are_shares_of_others_of_a_kind() {
    let fixture = fixture();
    let lists = [("list".to_string(), fixture.listed.clone())];
    let contrasts = Contrasts::new(fixture.levels.clone(), &lists);
    let scores = fixture.held_out.iter().chain(&fixture.others);
    let found = contrasts.place(&Scores {
        held_out: &fixture.held_out,
        others: &fixture.others,
        scores: &scores.map(|&gene| fixture.scores[gene]).collect::<Vec<_>>(),
    });
    let names = contrasts.names();
    assert_eq!(names, ["random", "neighbours", "list"]);
    for (name, found) in names.into_iter().zip(found) {
        assert_close(&found, &fixture.placed[name]);
    }
}

#[test]
fn intervals_and_tests_are_scipys() {
    for sample in fixture().samples {
        let Sample { first, second, .. } = &sample;
        assert_close(&[mean(first)], &[sample.mean]);
        assert_close(&interval_of_mean(first), &sample.interval);
        assert_close(&[paired_p(first, second)], &[sample.paired_p]);
        let percentiles = [5.0, 95.0].map(|percent| percentile(first, percent));
        assert_close(&percentiles, &sample.percentiles);
        for (top, expected) in &sample.top {
            let found = top_share(first, top.parse().unwrap());
            let [low, high] = found.recall_ci;
            assert_close(&[found.recall, low, high, found.enrichment], expected);
        }
        for (found, expected) in deciles(first).iter().zip(&sample.deciles) {
            assert_close(&[found.ratio, found.ci[0], found.ci[1]], expected);
        }
    }
}

#[test]
fn tests_are_corrected_as_statsmodels_does() {
    let fixture = fixture();
    assert_close(&holm(&fixture.p), &fixture.holm);
}

#[test]
fn what_does_not_differ_is_no_difference() {
    assert_eq!(paired_p(&[0.2, 0.9], &[0.2, 0.9]), 1.0);
    assert_eq!(paired_p(&[0.5, 0.75], &[0.25, 0.5]), 0.0);
    assert_eq!(paired_p(&[0.5], &[0.2]), 1.0);
    assert_eq!(interval_of_mean(&[0.5]), [0.0, 1.0]);
}

#[test]
fn calibration_is_numpys_and_knows_how_few_genes_there_are() {
    let fixture = fixture();
    let found = calibration(&fixture.known, &fixture.unknown, 1);
    assert_close(&[found.error, found.brier], &[fixture.error, fixture.brier]);
    // Of 400 simulations the mean is known to 0.001 or so.
    let off = (found.error_if_perfect - fixture.error_if_perfect).abs();
    assert!(
        off < 0.004,
        "{} {}",
        found.error_if_perfect,
        fixture.error_if_perfect
    );
}
