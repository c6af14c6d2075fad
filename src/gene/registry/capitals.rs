use rustc_hash::FxHashMap;

use crate::gene::identity::without_capitals;

/// Finds the gene whose symbol differs in capitals.
#[derive(Clone, Debug, Default)]
pub(super) struct Capitals {
    /// `None` where genes differ in capitals alone.
    genes: FxHashMap<String, Option<usize>>,
}

impl Capitals {
    /// Reads the symbols of genes, each once.
    pub(super) fn new<'s>(symbols: impl Iterator<Item = (&'s str, usize)>) -> Self {
        let mut genes = FxHashMap::<_, Option<_>>::default();
        for (symbol, gene) in symbols.filter(|(symbol, _)| !symbol.is_empty()) {
            genes
                .entry(without_capitals(symbol))
                .and_modify(|owner| *owner = owner.filter(|&owner| owner == gene))
                .or_insert(Some(gene));
        }
        Self { genes }
    }

    pub(super) fn find(&self, symbol: &str) -> Option<usize> {
        *self.genes.get(&without_capitals(symbol))?
    }
}
