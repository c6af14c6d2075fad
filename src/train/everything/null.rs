//! What comes out where there is nothing to know: random genes in the place of known ones.

use std::collections::BTreeMap;

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    Error,
    panel::Panel,
    pool::Pool,
    rounds::Draw,
    run::{Plan, Progress, run},
};
use crate::train::statistics::{mean, percentile};

/// Of each method and contrast the areas over draws.
pub(super) type Nulls = BTreeMap<(&'static str, String), Vec<f64>>;

/// Draws as many random expressed genes as there are known ones, none of them known, and places them
/// as known ones are, in one repeat each: `draws` of methods without the network, and of those with
/// it.
pub(super) fn nulls(
    panel: &Panel<'_>,
    pool: &mut Pool,
    draw: &Draw,
    [draws, network_draws]: [usize; 2],
    progress: &Progress<'_>,
) -> Result<Nulls, Error> {
    let (known, others) = (pool.known.clone(), pool.others.clone());
    let mut nulls = Nulls::new();
    for number in 0..draws.max(network_draws) {
        let due = |name: &&'static str| match panel.needs_network(name) {
            true => number < network_draws,
            false => number < draws,
        };
        let repeats = panel.names.iter().copied().filter(|name| due(name));
        let plan = Plan {
            draw: Draw {
                seed: seed(draw.seed, number),
                ..*draw
            },
            repeats: repeats.map(|name| (name, 1)).collect(),
        };
        (pool.known, pool.others) = split(&known, &others, plan.draw.seed);
        let drawn = pool.known.clone();
        pool.relabel(&drawn);
        let tallies = run(panel, pool, &plan, progress)?;
        for (contrast, name) in pool.contrasts.names().into_iter().enumerate() {
            for tally in &tallies {
                let areas = nulls.entry((tally.method, name.to_string())).or_default();
                areas.extend(Some(tally.area(contrast, &drawn)).filter(|area| !area.is_nan()));
            }
        }
    }
    pool.relabel(&known);
    (pool.known, pool.others) = (known, others);
    Ok(nulls)
}

/// The seed of a draw: another than those of the evaluation itself.
fn seed(seed: u64, number: usize) -> u64 {
    seed ^ 0x6e75_6c6c_0000_0000 ^ (number as u64 + 1)
}

/// As many random genes as known ones, and all the rest; both ascend.
fn split(known: &[usize], others: &[usize], seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn = others.to_vec();
    drawn.shuffle(&mut rng);
    let mut rest = drawn.split_off(known.len().min(others.len() / 2));
    rest.extend(known);
    drawn.sort_unstable();
    rest.sort_unstable();
    (drawn, rest)
}

/// The mean, and the 5th and 95th percentile.
pub(super) fn range(areas: &[f64]) -> Option<(f64, [f64; 2])> {
    let range = || [5.0, 95.0].map(|percent| percentile(areas, percent));
    (!areas.is_empty()).then(|| (mean(areas), range()))
}
