//! What lists say of genes that they name in their own ways.

use std::collections::BTreeMap;

use super::{GeneMention, Registry, Settled};

/// A gene that is looked for in a list: the bundle's gene, where it has it, and all its names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sought<'a> {
    /// The gene's index in the bundle.
    pub index: Option<usize>,
    /// Its names.
    pub mention: GeneMention<'a>,
    /// What else it is called.
    pub synonyms: &'a [String],
}

/// For each gene what a list says of it: by the bundle's gene where the bundle has it, so that
/// previous symbols and aliases count, else by its names.
#[derive(Clone, Debug)]
pub(crate) struct ByGene<T> {
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
    pub(crate) fn new(
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
    pub(crate) fn find<'g>(&self, gene: impl Into<Sought<'g>>) -> Option<&T> {
        let gene = gene.into();
        let of_bundle = gene.index.and_then(|index| self.entries.get(&index));
        let by_names = |mention| self.entries.get(&self.genes.resolve(&mention)?);
        let by_synonym = || {
            let mut synonyms = gene.synonyms.iter();
            synonyms.find_map(|name| by_names(GeneMention::named(name.as_bytes())))
        };
        of_bundle
            .or_else(|| by_names(gene.mention))
            .or_else(by_synonym)
    }

    /// What the list says of all its genes, to be changed.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.values_mut()
    }

    /// What the list says of all its genes.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.values()
    }

    /// The bundle's genes that the list has, ascending.
    pub(crate) fn listed(&self) -> impl Iterator<Item = usize> {
        let genes = self.entries.keys().copied();
        genes.filter(|&gene| self.genes.is_listed(gene))
    }

    /// How many genes the list has.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// What the list says of genes that are none of the bundle's, in its order.
    pub(crate) fn of_unlisted(&self) -> impl Iterator<Item = &T> {
        let entries = self.entries.iter();
        let unlisted = entries.filter(|(gene, _)| !self.genes.is_listed(**gene));
        unlisted.map(|(_, entry)| entry)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::gene::Gene;

    /// SRY, once TDF, and NR5A1, once SF1.
    pub(crate) fn genes() -> Vec<Gene> {
        let gene = |symbol: &str, number: u32, synonyms: &[&str]| Gene {
            symbol: symbol.into(),
            ensembl_id: format!("ENSG{number:011}"),
            hgnc_id: format!("HGNC:{number}"),
            synonyms: synonyms.iter().map(ToString::to_string).collect(),
        };
        vec![gene("SRY", 1, &["TDF"]), gene("NR5A1", 2, &["SF1"])]
    }

    pub(crate) fn sought<'a>(symbol: &'a str, index: Option<usize>) -> Sought<'a> {
        Sought {
            index,
            mention: mention(symbol, ["", ""]),
            synonyms: &[],
        }
    }

    fn mention<'a>(symbol: &'a str, ids: [&'a str; 2]) -> GeneMention<'a> {
        GeneMention {
            symbol: symbol.as_bytes(),
            ensembl_id: ids[0].as_bytes(),
            hgnc_id: ids[1].as_bytes(),
            ..GeneMention::default()
        }
    }

    fn names<'a>(symbol: &'a str, ids: [&'a str; 2]) -> Sought<'a> {
        Sought {
            mention: mention(symbol, ids),
            ..Sought::default()
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
            names("X", ["ENSG00000000009", ""]),
            names("X", ["", "9"]),
            names("new", ["", ""]),
            Sought {
                synonyms: &["NEW".to_string()],
                ..names("X", ["", ""])
            },
        ] {
            assert_eq!(list.find(gene), Some(&3), "{gene:?}");
        }
        assert_eq!(list.find(names("", ["", ""])), None);
        assert_eq!(list.find(sought("SRY", Some(0))), Some(&4));
        assert_eq!(list.find(sought("NR5A1", Some(1))), None);
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
        assert_eq!(list.find(names("", ["Y74C9A.4", ""])), Some(&2));
    }
}
