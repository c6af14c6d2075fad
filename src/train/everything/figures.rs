//! From placements and scores to figures.

use std::collections::BTreeMap;

use super::{
    EverythingOptions,
    calibrate::calibration,
    nested::Decided,
    null::{Nulls, range},
    panel::Panel,
    pool::Pool,
    rounds::Draw,
    tally::{Tally, placed},
};
use crate::{
    bundle::{EvaluatedContrast, Evaluation as Worth, LikelihoodRatio, TopShare},
    train::{
        evaluation::{
            Calibration, Candidate, Decision, Everything, GeneScores, PlacedMethod, SubsetWorth,
        },
        statistics::{interval_of_mean, mean, wilson},
        task::Task,
    },
};

/// The shares of all genes that count as the top.
const TOP: [f64; 3] = [0.01, 0.05, 0.1];
const DECILES: usize = 10;

/// What figures are of.
pub(super) struct Figures<'a> {
    pub(super) task: &'a Task<'a>,
    pub(super) options: &'a EverythingOptions<'a>,
    pub(super) draw: Draw,
    pub(super) pool: &'a Pool,
    pub(super) nulls: &'a Nulls,
}

impl Figures<'_> {
    /// All but the tests between methods.
    pub(super) fn everything(
        &self,
        panel: &Panel<'_>,
        tallies: &[Tally],
        decided: Option<Decided>,
    ) -> Everything {
        let Self { options, pool, .. } = self;
        let method = |tally: &Tally| self.method(panel, tally);
        Everything {
            known_genes: pool.known.len(),
            expressed_genes: pool.examples.len(),
            least_expressed: options.least_expressed,
            ratio: self.draw.ratio,
            network_repeats: options.network_repeats,
            null_draws: options.null_draws,
            network_null_draws: options.network_null_draws,
            date: options.date.clone(),
            lists: options.lists.clone(),
            list_genes: pool.list_genes.iter().cloned().collect(),
            dropped: pool.dropped.clone(),
            unmatched: pool.unmatched.clone(),
            methods: tallies.iter().map(method).collect(),
            tests: Vec::new(),
            decision: decided.map(|decided| self.decision(decided)),
        }
    }

    fn method(&self, panel: &Panel<'_>, tally: &Tally) -> PlacedMethod {
        let repeats = match panel.needs_network(tally.method) {
            true => self.options.network_repeats,
            false => self.options.repeats,
        };
        PlacedMethod {
            name: tally.method.into(),
            description: panel.description(tally.method),
            repeats,
            collapsed: tally.collapsed,
            evaluation: self.worth(tally, repeats),
            calibration: tally.is_probability.then(|| self.calibration(tally)),
            subsets: self
                .options
                .subsets
                .iter()
                .map(|one| self.subset(tally, one))
                .collect(),
        }
    }

    fn worth(&self, tally: &Tally, repeats: usize) -> Worth {
        let placements = placed(&tally.placements(0, &self.pool.known));
        Worth {
            method: tally.method.into(),
            protocol: self.protocol(repeats),
            date: self.options.date.clone(),
            known_genes: placements.len(),
            genes: self.pool.examples.len(),
            lists: self.options.lists.clone(),
            contrasts: self.contrasts(tally, &self.pool.known),
            top: TOP.map(|top| top_share(&placements, top)).into(),
            deciles: deciles(&placements),
        }
    }

    fn protocol(&self, repeats: usize) -> String {
        let times = if repeats == 1 {
            "once".into()
        } else {
            format!("{repeats} times")
        };
        format!(
            "{}-fold cross-validation of the known genes, {times}; each time {} random expressed \
             genes to learn from for each known one; placed among all other expressed genes",
            self.draw.folds, self.draw.ratio
        )
    }

    /// The areas of all contrasts over some known genes; a contrast without placements is left out.
    fn contrasts(&self, tally: &Tally, known: &[usize]) -> Vec<EvaluatedContrast> {
        let names = self.pool.contrasts.names().into_iter().enumerate();
        let contrast = |(contrast, name): (usize, &str)| {
            let placements = placed(&tally.placements(contrast, known));
            let null = self.nulls.get(&(tally.method, name.to_string()));
            let null = null.and_then(|areas| range(areas));
            (!placements.is_empty()).then(|| EvaluatedContrast {
                name: name.into(),
                auc: mean(&placements),
                auc_ci: interval_of_mean(&placements),
                null_auc: null.map(|(mean, _)| mean),
                null_range: null.map(|(_, range)| range),
            })
        };
        names.filter_map(contrast).collect()
    }

    /// The null is that of as many genes as all known ones, so that a part has none.
    fn subset(&self, tally: &Tally, (name, genes): &(String, Vec<usize>)) -> SubsetWorth {
        let index = |place: &usize| self.pool.examples.genes[*place].index;
        let is_in = |place: &&usize| genes.binary_search(&index(place)).is_ok();
        let known: Vec<_> = self.pool.known.iter().filter(is_in).copied().collect();
        let mut contrasts = self.contrasts(tally, &known);
        for contrast in &mut contrasts {
            (contrast.null_auc, contrast.null_range) = (None, None);
        }
        SubsetWorth {
            name: name.clone(),
            known_genes: known.len(),
            contrasts,
        }
    }

    fn calibration(&self, tally: &Tally) -> Calibration {
        let scores = |genes: &[usize]| -> Vec<f32> {
            genes.iter().filter_map(|&gene| tally.score(gene)).collect()
        };
        let (known, others) = (scores(&self.pool.known), scores(&self.pool.others));
        calibration(&known, &others, self.task.seed)
    }

    fn decision(&self, decided: Decided) -> Decision {
        let candidate = |(method, criterion, chosen): (&str, f64, usize)| Candidate {
            method: method.into(),
            criterion,
            chosen,
        };
        Decision {
            method: decided.method.into(),
            candidates: decided.candidates.into_iter().map(candidate).collect(),
            repeats: decided.repeats,
            nested: self.contrasts(&decided.nested, &self.pool.known),
        }
    }

    /// Every expressed gene with its scores by all methods.
    pub(super) fn genes(&self, tallies: &[Tally]) -> Vec<GeneScores> {
        (0..self.pool.examples.len())
            .map(|gene| self.gene(tallies, gene))
            .collect()
    }

    fn gene(&self, tallies: &[Tally], gene: usize) -> GeneScores {
        let example = &self.pool.examples.genes[gene];
        let scores = tallies
            .iter()
            .filter_map(|tally| Some((tally.method.to_string(), tally.score(gene)?)));
        let placements = tallies.iter().filter(|_| example.is_positive);
        let placements =
            placements.map(|tally| (tally.method.to_string(), self.placements(tally, gene)));
        GeneScores {
            condition: self.pool.examples.condition.clone(),
            index: example.index,
            gene: example.symbol.clone(),
            gene_id: example.id.clone(),
            is_known: example.is_positive,
            level: example.level,
            scores: scores.collect(),
            placements: placements.collect(),
        }
    }

    fn placements(&self, tally: &Tally, gene: usize) -> BTreeMap<String, f64> {
        let names = self.pool.contrasts.names().into_iter().enumerate();
        let of = names
            .map(|(contrast, name)| (name.to_string(), tally.placements(contrast, &[gene])[0]));
        of.filter(|(_, placement)| !placement.is_nan()).collect()
    }
}

/// How many known genes come among the highest.
pub(super) fn top_share(placements: &[f64], top: f64) -> TopShare {
    // What rounding takes off a placement at the edge does not count.
    let is_top = |placement: &&f64| **placement >= 1.0 - top - 1e-12;
    let count = placements.iter().filter(is_top).count();
    let recall = count as f64 / placements.len() as f64;
    TopShare {
        top,
        recall,
        recall_ci: wilson(count, placements.len()),
        enrichment: recall / top,
    }
}

/// For each tenth of all genes, from the lowest, the share of known genes in it over 0.1.
pub(super) fn deciles(placements: &[f64]) -> Vec<LikelihoodRatio> {
    let tenth = |placement: f64| ((placement * DECILES as f64 + 1e-12) as usize).min(DECILES - 1);
    let ratio = |decile| {
        let count = placements.iter().filter(|p| tenth(**p) == decile).count();
        let over = |share: f64| share * DECILES as f64;
        LikelihoodRatio {
            ratio: over(count as f64 / placements.len() as f64),
            ci: wilson(count, placements.len()).map(over),
        }
    };
    (0..DECILES).map(ratio).collect()
}
