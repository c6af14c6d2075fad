//! All rounds of all methods.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    Error, EverythingEvent, EverythingEvents,
    panel::{Given, Panel},
    pool::Pool,
    rounds::{Draw, Round},
    tally::Tally,
};

/// What is run.
pub(super) struct Plan {
    /// How rounds are drawn.
    pub(super) draw: Draw,
    /// Each method with its repeats, in the order of reports.
    pub(super) repeats: Vec<(&'static str, usize)>,
}

/// Rounds that run side by side, so that not all their scores are held at once.
const AT_ONCE: usize = 32;

/// Lets every method learn and place in its rounds. What comes out does not depend on how many run
/// side by side.
pub(super) fn run(
    panel: &Panel<'_>,
    pool: &Pool,
    plan: &Plan,
    progress: &Progress<'_>,
) -> Result<Vec<Tally>, Error> {
    let repeats = plan.repeats.iter().map(|(_, repeats)| *repeats).max();
    let rounds: Vec<_> = (0..repeats.unwrap_or(0))
        .flat_map(|repeat| plan.draw.rounds(repeat, &pool.known, &pool.others))
        .collect();
    let names = |round: &Round| -> Vec<&'static str> {
        let due = plan
            .repeats
            .iter()
            .filter(|(_, repeats)| round.repeat < *repeats);
        due.map(|(name, _)| *name).collect()
    };
    let mut tallies: Vec<_> = plan
        .repeats
        .iter()
        .map(|(name, _)| Tally::new(name, pool))
        .collect();
    for some in rounds.chunks(AT_ONCE) {
        let run = |round: &Round| progress.after(panel.run(pool, round, &names(round)));
        let given: Vec<Vec<Given>> = some.par_iter().map(run).collect::<Result<_, _>>()?;
        for (round, given) in some.iter().zip(&given) {
            for given in given {
                let of_method = tallies
                    .iter_mut()
                    .find(|tally| tally.method == given.method);
                of_method
                    .into_iter()
                    .for_each(|tally| tally.add(round, given));
            }
        }
    }
    Ok(tallies)
}

/// Tells of rounds that are over.
pub(super) struct Progress<'a> {
    events: &'a EverythingEvents<'a>,
    done: AtomicUsize,
    of: usize,
}

impl<'a> Progress<'a> {
    pub(super) fn new(events: &'a EverythingEvents<'a>, of: usize) -> Self {
        events(EverythingEvent::Round { done: 0, of });
        Self {
            events,
            done: AtomicUsize::new(0),
            of,
        }
    }

    /// Tells that a round is over, and passes on what came of it.
    pub(super) fn after<T>(&self, outcome: T) -> T {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        // The last is told by `finish`.
        if done < self.of {
            let of = self.of;
            (self.events)(EverythingEvent::Round { done, of });
        }
        outcome
    }

    pub(super) fn finish(&self) {
        let of = self.of;
        (self.events)(EverythingEvent::Round { done: of, of });
    }
}
