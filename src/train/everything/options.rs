//! How known genes are placed.

use std::{collections::BTreeMap, path::Path};

/// How known genes are placed. The defaults are 20 times 5 folds, the network once, with 20 draws of
/// random genes for the null of all but the network.
#[derive(Clone, Debug)]
pub struct EverythingOptions<'a> {
    /// The conditions, by their indices; empty for each.
    pub conditions: &'a [usize],
    /// The methods, as [`EVERYTHING_METHODS`](crate::train::method::EVERYTHING_METHODS) names them; empty for all.
    pub methods: &'a [String],
    /// Parts of the known genes; each is left out once in each repeat.
    pub folds: usize,
    /// Repeats, each with other parts and other genes to learn from.
    pub repeats: usize,
    /// Repeats of the network, and of the average where the network has a part in it.
    pub network_repeats: usize,
    /// Draws of random genes in the place of known ones, each of one repeat.
    pub null_draws: usize,
    /// Likewise for the network.
    pub network_null_draws: usize,
    /// The highest raw value from which a gene is expressed; without it the recipe's thresholds say.
    pub least_expressed: Option<f32>,
    /// Genes that known ones are told from, by what they are: indices of the bundle, ascending.
    /// Known genes among them do not count.
    pub others: &'a [(String, Vec<usize>)],
    /// Parts of the known genes that are also reported alone, likewise.
    pub subsets: &'a [(String, Vec<usize>)],
    /// Methods of which one is chosen to decide; empty for no choice.
    pub decide: &'a [String],
    /// Repeats of the nested cross-validation of that choice.
    pub decide_repeats: usize,
    /// `sha256:<hex>` of each list, by what it is, for the record.
    pub lists: BTreeMap<String, String>,
    /// The day, for the record.
    pub date: String,
    /// A folder in which trainings find how far they were when they were killed.
    pub checkpoints: Option<&'a Path>,
}

impl Default for EverythingOptions<'_> {
    fn default() -> Self {
        Self {
            conditions: &[],
            methods: &[],
            folds: 5,
            repeats: 20,
            network_repeats: 1,
            null_draws: 20,
            network_null_draws: 0,
            least_expressed: None,
            others: &[],
            subsets: &[],
            decide: &[],
            decide_repeats: 4,
            lists: BTreeMap::new(),
            date: String::new(),
            checkpoints: None,
        }
    }
}
