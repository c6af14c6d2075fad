//! Genes that an input names and a bundle does not know.

use rustc_hash::FxHashMap;

use crate::gene::{Gene, GeneMention};

/// Genes as they were mentioned, each once: by Ensembl ID, else HGNC ID, else symbol.
#[derive(Debug)]
pub struct Strangers {
    first: usize,
    genes: Vec<Gene>,
    numbers: FxHashMap<Box<[u8]>, usize>,
}

impl Strangers {
    /// Numbers genes from `first` on.
    pub fn from(first: usize) -> Self {
        Self {
            first,
            genes: Vec::new(),
            numbers: FxHashMap::default(),
        }
    }

    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// The number of a gene that was interned.
    pub fn find(&self, mention: &GeneMention) -> Option<usize> {
        self.numbers.get(key(mention)).copied()
    }

    /// The number of a gene, a new one where it has none.
    pub fn intern(&mut self, mention: &GeneMention) -> usize {
        if let Some(number) = self.find(mention) {
            return number;
        }
        let number = self.first + self.genes.len();
        self.numbers.insert(key(mention).into(), number);
        self.genes.push(gene(mention));
        number
    }
}

/// The first name that there is. The kinds of names cannot be mistaken for one another.
fn key<'a>(mention: &GeneMention<'a>) -> &'a [u8] {
    let names = [mention.stable_id(), mention.hgnc_id, mention.symbol];
    let mut known = names.into_iter().filter(|name| !name.is_empty());
    known.next().unwrap_or_default()
}

fn gene(mention: &GeneMention) -> Gene {
    let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
    Gene {
        symbol: text(mention.symbol),
        ensembl_id: text(mention.stable_id()),
        hgnc_id: text(mention.hgnc_id),
        synonyms: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_has_one_number_whatever_its_version() {
        let mut strangers = Strangers::from(10);
        let mention = |ensembl_id, symbol| GeneMention {
            ensembl_id,
            symbol,
            ..GeneMention::default()
        };
        assert_eq!(strangers.find(&mention(b"", b"A")), None);
        assert_eq!(strangers.intern(&mention(b"ENSG00000000001.2", b"A")), 10);
        assert_eq!(strangers.intern(&mention(b"ENSG00000000001.3", b"A")), 10);
        assert_eq!(strangers.intern(&mention(b"", b"B")), 11);
        assert_eq!(strangers.find(&mention(b"ENSG00000000001", b"")), Some(10));
        assert_eq!(strangers.genes()[0].ensembl_id, "ENSG00000000001");
    }
}
