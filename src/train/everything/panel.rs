//! The methods, and what they give in a round.

use super::{
    Error,
    placement::{Scores, percentiles},
    pool::Pool,
    rounds::Round,
};
use crate::train::method::{AVERAGE, DEV, Method, NETWORK, Outcome, RESIDUAL, SHAPE};

/// What the average is of, where it runs.
const AVERAGED: [&str; 4] = [SHAPE, RESIDUAL, DEV, NETWORK];

/// The methods of an evaluation.
pub(super) struct Panel<'a> {
    /// All that learn or score by themselves, the network first.
    pub(super) methods: Vec<Box<dyn Method + 'a>>,
    /// The names of those that are asked for, in the order of reports.
    pub(super) names: Vec<&'static str>,
}

/// What a method gave in a round.
pub(super) struct Given {
    pub(super) method: &'static str,
    /// Of the genes that the round scores, in their order.
    pub(super) scores: Vec<f32>,
    pub(super) is_probability: bool,
    pub(super) collapsed: bool,
    /// By contrast, then by held-out gene.
    pub(super) placements: Vec<Vec<f64>>,
}

impl Panel<'_> {
    /// What the method sees and what learns.
    pub(super) fn description(&self, name: &str) -> String {
        let method = self.methods.iter().find(|method| method.name() == name);
        method.map_or_else(
            || {
                format!(
                    "the mean of the percentiles of {}",
                    self.averaged().join(", ")
                )
            },
            |method| method.description(),
        )
    }

    /// Whether the network has a part in the method.
    pub(super) fn needs_network(&self, name: &str) -> bool {
        name == NETWORK || name == AVERAGE && self.averaged().contains(&NETWORK)
    }

    /// What the average is of: the network only where it is asked for itself.
    fn averaged(&self) -> Vec<&'static str> {
        let is_there = |name: &&str| *name != NETWORK || self.names.contains(&NETWORK);
        AVERAGED.into_iter().filter(is_there).collect()
    }

    /// Lets methods learn, score and place in a round: those of `names`.
    pub(super) fn run(
        &self,
        pool: &Pool,
        round: &Round,
        names: &[&'static str],
    ) -> Result<Vec<Given>, Error> {
        let averaged = match names.contains(&AVERAGE) {
            true => self.averaged(),
            false => Vec::new(),
        };
        let scored = round.scored();
        let mut outcomes: Vec<(&'static str, Outcome)> = Vec::new();
        for method in &self.methods {
            let name = method.name();
            if names.contains(&name) || averaged.contains(&name) {
                let outcome = method.score(&pool.examples, &round.learnt, &scored, round.seed);
                outcomes.push((name, outcome.map_err(|source| failed(name, round, source))?));
            }
        }
        if names.contains(&AVERAGE) {
            outcomes.push((AVERAGE, average(&averaged, &outcomes)));
        }
        outcomes.retain(|(name, _)| names.contains(name));
        let place = |(method, outcome)| placed(pool, round, method, outcome);
        outcomes.into_iter().map(place).collect()
    }
}

fn failed(method: &str, round: &Round, source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Method {
        method: method.into(),
        repeat: round.repeat,
        fold: round.fold,
        source,
    }
}

/// The mean of the percentiles of some of the methods, among the genes of a round.
fn average(averaged: &[&str], outcomes: &[(&'static str, Outcome)]) -> Outcome {
    let of = outcomes.iter().filter(|(name, _)| averaged.contains(name));
    let all: Vec<_> = of
        .map(|(_, outcome)| percentiles(&outcome.scores))
        .collect();
    let mean = |gene| {
        let sum: f64 = all.iter().map(|scores| f64::from(scores[gene])).sum();
        (sum / all.len() as f64) as f32
    };
    Outcome {
        scores: (0..all.first().map_or(0, Vec::len)).map(mean).collect(),
        ..Outcome::default()
    }
}

fn placed(
    pool: &Pool,
    round: &Round,
    method: &'static str,
    outcome: Outcome,
) -> Result<Given, Error> {
    let mut scores = round.scored().into_iter().zip(&outcome.scores);
    if let Some((gene, &score)) = scores.find(|(_, score)| !(0.0..=1.0).contains(*score)) {
        return Err(Error::Score {
            method: method.into(),
            gene: pool.examples.genes[gene].symbol.clone(),
            score,
        });
    }
    let placements = pool.contrasts.place(&Scores {
        held_out: &round.held_out,
        others: &round.others,
        scores: &outcome.scores,
    });
    Ok(Given {
        method,
        scores: outcome.scores,
        is_probability: outcome.is_probability,
        collapsed: outcome.collapse.is_some(),
        placements,
    })
}
