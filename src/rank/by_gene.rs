//! Places of genes that files name in their own ways.

use std::collections::BTreeMap;

use super::GeneNames;
use crate::gene::{Gene, GeneMention, list::Finder};

/// For each gene a place in a list: by the bundle's gene where the bundle has it, so that previous
/// symbols and aliases count, else by its names.
#[derive(Clone, Debug, Default)]
pub(super) struct ByGene {
    of_bundle: BTreeMap<usize, usize>,
    ensembl_ids: BTreeMap<String, usize>,
    hgnc_ids: BTreeMap<String, usize>,
    /// In small letters.
    symbols: BTreeMap<String, usize>,
}

/// Finds the bundle's genes while a file is read.
pub(super) struct Naming<'a> {
    finder: Finder<'a>,
    places: ByGene,
}

impl<'a> Naming<'a> {
    pub(super) fn new(genes: &'a [Gene]) -> Self {
        Self {
            finder: Finder::new(genes),
            places: ByGene::default(),
        }
    }

    /// The gene's place, `new` where it had none, and whether it is a gene of the bundle.
    pub(super) fn place(&mut self, mention: &GeneMention<'_>, name: &str, new: usize) -> Place {
        match self.finder.find(mention, name) {
            Some((gene, _)) => Place {
                place: *self.places.of_bundle.entry(gene).or_insert(new),
                is_of_bundle: true,
            },
            None => Place {
                place: self.places.name(mention, new),
                is_of_bundle: false,
            },
        }
    }

    pub(super) fn finish(self) -> ByGene {
        self.places
    }
}

/// Where a gene is.
pub(super) struct Place {
    pub(super) place: usize,
    pub(super) is_of_bundle: bool,
}

impl ByGene {
    /// The place of a gene: the first that any of these knows is the bundle's gene, the Ensembl ID,
    /// the HGNC ID, the symbol.
    pub(super) fn find(&self, gene: &GeneNames) -> Option<usize> {
        let of_bundle = gene.index.and_then(|index| self.of_bundle.get(&index));
        let by_name = || self.by_name(&gene.ensembl_id, &gene.hgnc_id, &gene.symbol);
        of_bundle.copied().or_else(by_name)
    }

    fn by_name(&self, ensembl_id: &str, hgnc_id: &str, symbol: &str) -> Option<usize> {
        let found = self.ensembl_ids.get(without_version(ensembl_id));
        let found = found.or_else(|| self.hgnc_ids.get(hgnc_number(hgnc_id)));
        found
            .or_else(|| self.symbols.get(&symbol.to_lowercase()))
            .copied()
    }

    /// Remembers the names of a gene that the bundle does not have.
    fn name(&mut self, mention: &GeneMention<'_>, new: usize) -> usize {
        let [ensembl_id, hgnc_id, symbol] =
            [mention.ensembl_id, mention.hgnc_id, mention.symbol].map(String::from_utf8_lossy);
        let place = self.by_name(&ensembl_id, &hgnc_id, &symbol).unwrap_or(new);
        let add = |names: &mut BTreeMap<_, _>, name: &str| {
            if !name.is_empty() {
                names.entry(name.to_string()).or_insert(place);
            }
        };
        add(&mut self.ensembl_ids, without_version(&ensembl_id));
        add(&mut self.hgnc_ids, hgnc_number(&hgnc_id));
        add(&mut self.symbols, &symbol.to_lowercase());
        place
    }
}

fn without_version(id: &str) -> &str {
    id.split('.').next().unwrap_or_default()
}

fn hgnc_number(id: &str) -> &str {
    id.trim_start_matches("HGNC:")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::rank) fn genes() -> Vec<Gene> {
        let gene = |symbol: &str, number: u32, synonyms: &[&str]| Gene {
            symbol: symbol.into(),
            ensembl_id: format!("ENSG{number:011}"),
            hgnc_id: format!("HGNC:{number}"),
            synonyms: synonyms.iter().map(ToString::to_string).collect(),
        };
        vec![gene("SRY", 1, &["TDF"]), gene("NR5A1", 2, &["SF1"])]
    }

    pub(in crate::rank) fn names(symbol: &str, ids: [&str; 2], index: Option<usize>) -> GeneNames {
        GeneNames {
            symbol: symbol.into(),
            ensembl_id: ids[0].into(),
            hgnc_id: ids[1].into(),
            index,
        }
    }

    #[test]
    fn a_gene_outside_of_the_bundle_is_found_by_any_of_its_names() {
        let genes = genes();
        let mut naming = Naming::new(&genes);
        let mention = GeneMention {
            ensembl_id: b"ENSG00000000009.3",
            hgnc_id: b"HGNC:9",
            symbol: b"NEW",
        };
        assert_eq!(naming.place(&mention, "NEW", 7).place, 7);
        assert_eq!(naming.place(&mention, "NEW", 8).place, 7);
        let places = naming.finish();
        for gene in [
            names("X", ["ENSG00000000009", ""], None),
            names("X", ["", "HGNC:9"], None),
            names("new", ["", ""], None),
        ] {
            assert_eq!(places.find(&gene), Some(7), "{gene:?}");
        }
        assert_eq!(places.find(&names("", ["", ""], None)), None);
        assert_eq!(places.find(&names("SRY", ["", ""], Some(0))), None);
    }
}
