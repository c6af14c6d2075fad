//! Which method decides, chosen on known genes alone, and what that procedure is worth on genes that
//! had no part in it.

use rayon::prelude::*;

use super::{
    Error,
    panel::Panel,
    pool::Pool,
    rounds::{Draw, Round},
    run::Progress,
    tally::Tally,
};
use crate::train::compare::seed_of;

/// A choice, and the placements of the whole procedure.
pub(super) struct Decided {
    pub(super) method: &'static str,
    /// Each candidate with its criterion and how often outer folds chose it.
    pub(super) candidates: Vec<(&'static str, f64, usize)>,
    pub(super) repeats: usize,
    /// Of the chosen methods on what their choice had not seen.
    pub(super) nested: Tally,
}

/// Chooses by all known genes, and by nested cross-validation says how good the choosing is: in each
/// outer fold the candidates are compared by inner folds of the other known genes, and the best places
/// those that were left out. `None` where there are no candidates.
pub(super) fn decide(
    panel: &Panel<'_>,
    pool: &Pool,
    draw: &Draw,
    tallies: &[Tally],
    candidates: &[String],
    repeats: usize,
    progress: &Progress<'_>,
) -> Result<Option<Decided>, Error> {
    let is_candidate = |tally: &&Tally| candidates.iter().any(|name| name == tally.method);
    let whole = tallies.iter().filter(is_candidate);
    let criteria: Vec<_> = whole
        .map(|tally| (tally.method, criterion(tally, &pool.known)))
        .collect();
    let Some(method) = best(&criteria) else {
        return Ok(None);
    };
    let names: Vec<_> = criteria.iter().map(|(name, _)| *name).collect();
    let mut nested = Tally::new("nested", pool);
    let mut chosen = vec![0; names.len()];
    for repeat in 0..repeats {
        let outer = Draw {
            seed: seed_of(draw.seed, 0x6f75_7465),
            ..*draw
        };
        let rounds = outer.rounds(repeat, &pool.known, &pool.others);
        let run = |round: &Round| outer_fold(panel, pool, &outer, round, &names, progress);
        let outcomes: Vec<_> = rounds.par_iter().map(run).collect::<Result<_, Error>>()?;
        for (round, (best, given)) in rounds.iter().zip(outcomes) {
            given.iter().for_each(|given| nested.add(round, given));
            let place = names.iter().position(|name| *name == best);
            place.into_iter().for_each(|place| chosen[place] += 1);
        }
    }
    let candidates = criteria.into_iter().zip(chosen);
    Ok(Some(Decided {
        method,
        candidates: candidates
            .map(|((name, value), times)| (name, value, times))
            .collect(),
        repeats,
        nested,
    }))
}

/// The candidate that inner folds prefer, and what it gives for the genes that the round left out.
fn outer_fold(
    panel: &Panel<'_>,
    pool: &Pool,
    draw: &Draw,
    round: &Round,
    names: &[&'static str],
    progress: &Progress<'_>,
) -> Result<(&'static str, Vec<super::panel::Given>), Error> {
    let is_kept = |gene: &&usize| round.held_out.binary_search(gene).is_err();
    let kept: Vec<usize> = pool.known.iter().filter(is_kept).copied().collect();
    let inner = Draw {
        seed: round.seed,
        ..*draw
    };
    let mut tallies: Vec<_> = names.iter().map(|name| Tally::new(name, pool)).collect();
    for inner_round in inner.rounds(0, &kept, &pool.others) {
        let given = progress.after(panel.run(pool, &inner_round, names))?;
        for given in given {
            let of_method = tallies
                .iter_mut()
                .find(|tally| tally.method == given.method);
            of_method
                .into_iter()
                .for_each(|tally| tally.add(&inner_round, &given));
        }
    }
    let criteria: Vec<_> = tallies
        .iter()
        .map(|tally| (tally.method, criterion(tally, &kept)))
        .collect();
    let best = best(&criteria).unwrap_or(names[0]);
    Ok((best, progress.after(panel.run(pool, round, &[best]))?))
}

/// The mean of the areas against random genes and against neighbours in level.
fn criterion(tally: &Tally, known: &[usize]) -> f64 {
    (tally.area(0, known) + tally.area(1, known)) / 2.0
}

/// The first of the best.
fn best(criteria: &[(&'static str, f64)]) -> Option<&'static str> {
    let first = criteria.first().copied()?;
    let better = |best: (_, f64), one: &(_, f64)| if one.1 > best.1 { *one } else { best };
    Some(criteria.iter().fold(first, better).0)
}
