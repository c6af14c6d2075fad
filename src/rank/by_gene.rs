//! What lists say of genes that they name in their own ways.

use std::collections::BTreeMap;

use super::RankedGene;
use crate::gene::{GeneMention, Registry, Settled};

/// For each gene what a list says of it: by the bundle's gene where the bundle has it, so that
/// previous symbols and aliases count, else by its names.
#[derive(Clone, Debug)]
pub(super) struct ByGene<T> {
    entries: BTreeMap<usize, T>,
    genes: Settled,
}

impl<T> Default for ByGene<T> {
    fn default() -> Self {
        Self {
            entries: BTreeMap::new(),
            genes: Settled::default(),
        }
    }
}

impl<T> ByGene<T> {
    /// Takes what a list says by the numbers that a registry gave its genes. `join` makes one of two
    /// entries of a gene, the earlier first.
    pub(super) fn new(
        genes: Registry<'_>,
        said: impl IntoIterator<Item = (usize, T)>,
        join: impl Fn(&mut T, T),
    ) -> Self {
        let genes = genes.settle().despite_capitals();
        let mut entries = BTreeMap::new();
        for (number, entry) in said {
            match entries.get_mut(&genes.number(number)) {
                Some(before) => join(before, entry),
                None => {
                    entries.insert(genes.number(number), entry);
                }
            }
        }
        Self { entries, genes }
    }

    /// What the list says of a gene.
    pub(super) fn find(&self, gene: &RankedGene) -> Option<&T> {
        let of_bundle = gene.index.and_then(|index| self.entries.get(&index));
        let by_names = |mention| self.entries.get(&self.genes.resolve(&mention)?);
        let by_synonym = || {
            let mut synonyms = gene.synonyms.iter();
            synonyms.find_map(|name| by_names(GeneMention::named(name.as_bytes())))
        };
        of_bundle
            .or_else(|| by_names(gene.mention()))
            .or_else(by_synonym)
    }

    /// How many genes the list has.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What the list says of genes that are none of the bundle's, in its order.
    pub(super) fn of_unlisted(&self) -> impl Iterator<Item = &T> {
        let entries = self.entries.iter();
        let unlisted = entries.filter(|(gene, _)| !self.genes.is_listed(**gene));
        unlisted.map(|(_, entry)| entry)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::gene::Gene;

    pub(in crate::rank) fn genes() -> Vec<Gene> {
        let gene = |symbol: &str, number: u32, synonyms: &[&str]| Gene {
            symbol: symbol.into(),
            ensembl_id: format!("ENSG{number:011}"),
            hgnc_id: format!("HGNC:{number}"),
            synonyms: synonyms.iter().map(ToString::to_string).collect(),
        };
        vec![gene("SRY", 1, &["TDF"]), gene("NR5A1", 2, &["SF1"])]
    }

    pub(in crate::rank) fn names(symbol: &str, ids: [&str; 2], index: Option<usize>) -> RankedGene {
        RankedGene {
            symbol: symbol.into(),
            ensembl_id: ids[0].into(),
            hgnc_id: ids[1].into(),
            index,
            ..RankedGene::default()
        }
    }

    /// The sum of what a list says of each gene.
    fn sums(rows: &[(&str, &str, u32)]) -> ByGene<u32> {
        let genes = genes();
        let mut registry = Registry::growing(&genes).despite_capitals(&genes);
        let said = rows.iter().map(|&(id, symbol, value)| {
            let mention = GeneMention {
                symbol: symbol.as_bytes(),
                ..GeneMention::named(id.as_bytes())
            };
            (registry.number_written(&mention, symbol).unwrap(), value)
        });
        let said: Vec<_> = said.collect();
        ByGene::new(registry, said, |sum, value| *sum += value)
    }

    #[test]
    fn a_gene_outside_of_the_bundle_is_found_by_any_of_its_names() {
        let list = sums(&[
            ("ENSG00000000009.3", "NEW", 1),
            ("HGNC:9", "NEW", 2),
            ("", "sry", 4),
            ("", "OTHER", 8),
        ]);
        assert_eq!(list.len(), 3);
        assert_eq!(list.of_unlisted().collect::<Vec<_>>(), [&3, &8]);
        for gene in [
            names("X", ["ENSG00000000009", ""], None),
            names("X", ["", "9"], None),
            names("new", ["", ""], None),
            RankedGene {
                synonyms: vec!["NEW".into()],
                ..names("X", ["", ""], None)
            },
        ] {
            assert_eq!(list.find(&gene), Some(&3), "{gene:?}");
        }
        assert_eq!(list.find(&names("", ["", ""], None)), None);
        assert_eq!(list.find(&names("SRY", ["", ""], Some(0))), Some(&4));
        assert_eq!(list.find(&names("NR5A1", ["", ""], Some(1))), None);
    }

    #[test]
    fn a_dot_in_the_id_of_another_organism_is_no_version() {
        let said = [(0, 1), (1, 2)];
        let mut registry = Registry::growing(&[]);
        for id in [b"Y74C9A.3", b"Y74C9A.4"] {
            let mention = GeneMention {
                ensembl_id: id,
                ..GeneMention::default()
            };
            registry.number(&mention);
        }
        let list = ByGene::new(registry, said, |sum, value| *sum += value);
        assert_eq!(list.find(&names("", ["Y74C9A.4", ""], None)), Some(&2));
    }
}
