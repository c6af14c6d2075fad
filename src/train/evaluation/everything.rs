//! Known genes placed among all expressed genes, method by method.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    bundle::{EvaluatedContrast, Evaluation as Worth},
    train::{choice::Dropped, labels::Unmatched},
};

/// How well methods placed held-out known genes among all expressed genes, in one condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Everything {
    /// Known genes that are expressed.
    pub known_genes: usize,
    /// All expressed genes, the known ones among them.
    pub expressed_genes: usize,
    /// The highest raw value from which a gene is expressed; `None` where the recipe's thresholds say.
    pub least_expressed: Option<f32>,
    /// Others that a method learns from for each known gene.
    pub ratio: f64,
    /// Repeats of the network, of which `protocol` does not speak.
    pub network_repeats: usize,
    /// Draws of random genes in the place of known ones, for methods other than the network.
    pub null_draws: usize,
    /// Likewise for the network.
    pub network_null_draws: usize,
    /// The day, as `2026-11-30`.
    pub date: String,
    /// `sha256:<hex>` of each list, by what it is.
    pub lists: BTreeMap<String, String>,
    /// Genes of each list of others that are expressed and not known.
    pub list_genes: BTreeMap<String, usize>,
    /// Known genes that are not expressed, and why.
    pub dropped: Vec<Dropped>,
    /// What in the lists means no gene of the bundle, or several.
    pub unmatched: Vec<Unmatched>,
    /// In the order in which reports have them.
    pub methods: Vec<PlacedMethod>,
    /// Methods against one another, gene by gene.
    pub tests: Vec<PlacementTest>,
    /// Which method decides, where that was asked for.
    pub decision: Option<Decision>,
}

/// One method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedMethod {
    /// Its short name.
    pub name: String,
    /// What it sees, and what learns.
    pub description: String,
    /// Repeats.
    pub repeats: usize,
    /// Trainings that gave one answer for all.
    pub collapsed: usize,
    /// What its scores are worth, as a bundle carries it.
    pub evaluation: Worth,
    /// Whether its scores are probabilities that hold; `None` where they are none.
    pub calibration: Option<Calibration>,
    /// The same placements of a part of the known genes alone.
    pub subsets: Vec<SubsetWorth>,
}

/// Whether probabilities are what they say, both classes weighing the same, as while a method learns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Expected calibration error over ten bins of one width: how far the share of known genes is from
    /// the mean probability, weighted by the bins' weights.
    pub error: f64,
    /// What it is on average where probabilities hold perfectly and known genes are so few, by
    /// simulation.
    pub error_if_perfect: f64,
    /// Brier's score; 0.25 for always saying 0.5.
    pub brier: f64,
}

/// A part of the known genes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubsetWorth {
    /// Which, e.g. `confidence=3`.
    pub name: String,
    /// How many of them are expressed.
    pub known_genes: usize,
    /// What they were told from.
    pub contrasts: Vec<EvaluatedContrast>,
}

/// Two methods on the same known genes: Student's paired test of their placements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacementTest {
    /// What known genes were told from.
    pub contrast: String,
    /// The method.
    pub method: String,
    /// What it is compared with.
    pub rival: String,
    /// Known genes that both placed.
    pub genes: usize,
    /// The method's AUC less the rival's.
    pub difference: f64,
    /// Two-sided.
    pub p: f64,
    /// The same corrected for the number of tests of this contrast (Holm 1979).
    pub p_corrected: f64,
}

/// Which method decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The one.
    pub method: String,
    /// What it was chosen from and by.
    pub candidates: Vec<Candidate>,
    /// Repeats of the nested cross-validation; 0 where there was nothing to choose from.
    pub repeats: usize,
    /// The whole procedure, choice included, on genes that had no part in the choice.
    pub nested: Vec<EvaluatedContrast>,
}

/// A method that could have been chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Its name.
    pub method: String,
    /// The mean of its AUC against random genes and against neighbours in level, by which it is chosen.
    pub criterion: f64,
    /// In how many outer folds of the nested cross-validation it was chosen.
    pub chosen: usize,
}

impl Everything {
    /// The method of this name, if it was run.
    #[must_use]
    pub fn method(&self, name: &str) -> Option<&PlacedMethod> {
        self.methods.iter().find(|method| method.name == name)
    }
}

/// An expressed gene with the scores of methods that had not learnt it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeneScores {
    /// The condition's key.
    pub condition: String,
    /// Its index in the bundle.
    pub index: usize,
    /// Its symbol.
    pub gene: String,
    /// Its identifier, such as Ensembl's; may be empty.
    pub gene_id: String,
    /// Whether it is a known disease gene.
    pub is_known: bool,
    /// Its level.
    pub level: f32,
    /// By the methods' names: the mean over all models that had not learnt from the gene.
    pub scores: BTreeMap<String, f32>,
    /// By the methods' names and the contrasts': a known gene's placements, means over repeats.
    pub placements: BTreeMap<String, BTreeMap<String, f64>>,
}
