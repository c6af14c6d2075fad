//! Methods against one another.

use super::{pool::Pool, tally::Tally};
use crate::train::{
    evaluation::PlacementTest,
    method::{AVERAGE, DEV, LEVEL, NETWORK, RESIDUAL, SHAPE},
    statistics::{holm, mean, paired_p},
};

/// Student's paired test over known genes of every method against the level, and of the network
/// against every rival, or without it of those that may stand in for it; corrected within a contrast.
pub(super) fn tests(pool: &Pool, tallies: &[Tally]) -> Vec<PlacementTest> {
    let pairs = pairs(tallies);
    let names = pool.contrasts.names().into_iter().enumerate();
    let of_contrast = |(contrast, name): (usize, &str)| {
        let test = |(method, rival): &(&Tally, &Tally)| {
            let [own, other] = [method, rival].map(|tally| tally.placements(contrast, &pool.known));
            test(name, (method.method, rival.method), &own, &other)
        };
        let mut tests: Vec<_> = pairs.iter().map(test).collect();
        let values: Vec<_> = tests.iter().map(|test| test.p).collect();
        for (test, corrected) in tests.iter_mut().zip(holm(&values)) {
            test.p_corrected = corrected;
        }
        tests
    };
    names.flat_map(of_contrast).collect()
}

fn pairs(tallies: &[Tally]) -> Vec<(&Tally, &Tally)> {
    let has_network = tallies.iter().any(|tally| tally.method == NETWORK);
    let leads = |name: &str| match has_network {
        true => name == NETWORK,
        false => [SHAPE, RESIDUAL, DEV, AVERAGE].contains(&name),
    };
    let mut pairs: Vec<(&Tally, &Tally)> = Vec::new();
    for method in tallies {
        for rival in tallies {
            let is_level = rival.method == LEVEL;
            let is_asked = method.method != rival.method
                && method.method != LEVEL
                && (is_level || leads(method.method));
            let is_there = pairs
                .iter()
                .any(|(a, b)| (a.method, b.method) == (rival.method, method.method));
            if is_asked && !is_there {
                pairs.push((method, rival));
            }
        }
    }
    pairs
}

fn test(
    contrast: &str,
    (method, rival): (&str, &str),
    own: &[f64],
    other: &[f64],
) -> PlacementTest {
    let both = own
        .iter()
        .zip(other)
        .filter(|(a, b)| !(a.is_nan() || b.is_nan()));
    let (own, other): (Vec<f64>, Vec<f64>) = both.unzip();
    PlacementTest {
        contrast: contrast.into(),
        method: method.into(),
        rival: rival.into(),
        genes: own.len(),
        difference: mean(&own) - mean(&other),
        p: paired_p(&own, &other),
        p_corrected: 1.0,
    }
}
