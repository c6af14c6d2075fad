//! The genes that are meant by names that people wrote.

use std::collections::BTreeMap;

use crate::gene::{Gene, GeneMention, Names};

/// Finds genes by their names, of which people write the capitals differently.
pub struct Finder<'a> {
    names: Names<'a>,
    /// Current symbols without capitals; `None` where genes share one.
    lower: BTreeMap<String, Option<usize>>,
}

impl<'a> Finder<'a> {
    /// Reads the names of the genes.
    #[must_use]
    pub fn new(genes: &'a [Gene]) -> Self {
        let mut lower = BTreeMap::new();
        for (index, gene) in genes.iter().enumerate() {
            let owner = lower.entry(gene.symbol.to_lowercase());
            owner
                .and_modify(|owner| *owner = None)
                .or_insert(Some(index));
        }
        Self {
            names: Names::new(genes),
            lower,
        }
    }

    /// The gene's index, and whether it was found only without capitals: as [`Names::resolve`], else
    /// by the one current symbol that differs from `name` in capitals.
    #[must_use]
    pub fn find(&self, mention: &GeneMention<'_>, name: &str) -> Option<(usize, bool)> {
        if let Some(gene) = self.names.resolve(mention) {
            return Some((gene as usize, false));
        }
        let name = name.to_lowercase();
        let found = self.lower.get(&name).filter(|_| !name.is_empty());
        found.copied().flatten().map(|gene| (gene, true))
    }
}
