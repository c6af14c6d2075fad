use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::{
    Gene, GeneMention,
    identity::{hgnc_number, is_copy_on_y, stable_id},
};

/// A name and the gene that it means; none where it means several.
type Table<K> = FxHashMap<K, Option<u32>>;

/// Finds the gene that is meant by a [`GeneMention`].
///
/// The first of these that knows the gene decides: the Ensembl ID without its
/// version, the HGNC ID, the current symbol, a previous symbol or alias. A name
/// that belongs to several genes decides nothing, and a current symbol is never
/// taken for another gene's alias.
///
/// A gene of a pseudoautosomal region and its copy on Y (`_PAR_Y`) are one
/// gene, the one without the mark where both are listed.
#[derive(Clone, Debug, Default)]
pub struct Names<'a> {
    genes: &'a [Gene],
    ensembl_ids: Table<&'a [u8]>,
    hgnc_ids: Table<u32>,
    symbols: Table<&'a [u8]>,
    synonyms: Table<&'a [u8]>,
}

impl<'a> Names<'a> {
    /// Reads the names of the genes.
    pub fn new(genes: &'a [Gene]) -> Self {
        let mut names = Self {
            genes,
            ..Self::default()
        };
        names.reserve(genes);
        let is_copy = |gene: &Gene| is_copy_on_y(&gene.ensembl_id);
        for copies in [false, true] {
            let of_this_turn = (0u32..).zip(genes).filter(|(_, g)| is_copy(g) == copies);
            for (index, gene) in of_this_turn {
                names.add(index, gene, genes);
            }
        }
        names
    }

    fn reserve(&mut self, genes: &[Gene]) {
        self.ensembl_ids.reserve(genes.len());
        self.hgnc_ids.reserve(genes.len());
        self.symbols.reserve(genes.len());
        let synonyms = genes.iter().map(|gene| gene.synonyms.len()).sum();
        self.synonyms.reserve(synonyms);
    }

    fn add(&mut self, index: u32, gene: &'a Gene, genes: &[Gene]) {
        add_text(&mut self.ensembl_ids, ensembl_id(gene), index, genes);
        if let Some(number) = hgnc_number(gene.hgnc_id.as_bytes()) {
            add(&mut self.hgnc_ids, number, index, genes);
        }
        add_text(&mut self.symbols, gene.symbol.as_bytes(), index, genes);
        for synonym in &gene.synonyms {
            add_text(&mut self.synonyms, synonym.as_bytes(), index, genes);
        }
    }

    /// Finds the index of the gene in the list that the names were read from.
    pub fn resolve(&self, mention: &GeneMention) -> Option<u32> {
        self.by_ensembl_id(mention.ensembl_id)
            .or_else(|| self.by_hgnc_id(mention.hgnc_id))
            .or_else(|| self.by_symbol(mention))
    }

    /// The same for some of the names of a gene, if none of its identifiers says that the one found is
    /// another.
    pub fn resolve_for(&self, names: &GeneMention, gene: &GeneMention) -> Option<u32> {
        let found = self.resolve(names)?;
        self.is_alike(found, gene).then_some(found)
    }

    fn is_alike(&self, found: u32, gene: &GeneMention) -> bool {
        !self.genes[found as usize].mention().contradicts(gene)
    }

    fn by_ensembl_id(&self, id: &[u8]) -> Option<u32> {
        *self.ensembl_ids.get(stable_id(id))?
    }

    fn by_hgnc_id(&self, id: &[u8]) -> Option<u32> {
        *self.hgnc_ids.get(&hgnc_number(id)?)?
    }

    fn by_symbol(&self, mention: &GeneMention) -> Option<u32> {
        // Where two genes bear the symbol, an alias of a third must not decide.
        match self.symbols.get(mention.symbol) {
            Some(found) => *found,
            None => self.by_synonym(mention),
        }
    }

    /// An alias of one gene is the symbol of another often enough: TAZ is WWTR1's, and was TAFAZZIN's.
    fn by_synonym(&self, mention: &GeneMention) -> Option<u32> {
        let found = (*self.synonyms.get(mention.symbol)?)?;
        self.is_alike(found, mention).then_some(found)
    }
}

fn add_text<'a>(table: &mut Table<&'a [u8]>, name: &'a [u8], gene: u32, genes: &[Gene]) {
    if !name.is_empty() {
        add(table, name, gene, genes);
    }
}

fn add<K: Eq + Hash>(table: &mut Table<K>, name: K, gene: u32, genes: &[Gene]) {
    let owner = table.entry(name).or_insert(Some(gene));
    if owner.is_some_and(|held| !are_one(&genes[held as usize], &genes[gene as usize])) {
        *owner = None;
    }
}

/// Whether two entries of the list are one gene.
fn are_one(a: &Gene, b: &Gene) -> bool {
    std::ptr::eq(a, b)
        || !a.ensembl_id.is_empty() && ensembl_id(a) == ensembl_id(b) && a.symbol == b.symbol
}

fn ensembl_id(gene: &Gene) -> &[u8] {
    stable_id(gene.ensembl_id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gene(symbol: &str, ensembl_id: &str, hgnc_id: &str, synonyms: &[&str]) -> Gene {
        Gene {
            symbol: symbol.into(),
            ensembl_id: ensembl_id.into(),
            hgnc_id: hgnc_id.into(),
            synonyms: synonyms.iter().map(|s| s.to_string()).collect(),
        }
    }

    fn genes() -> Vec<Gene> {
        vec![
            gene("SRY", "ENSG00000184895", "HGNC:11311", &["TDF", "TDY"]),
            gene("NR5A1", "ENSG00000136931", "HGNC:7983", &["SF1", "FTZF1"]),
            gene("SF1", "ENSG00000168066", "12950", &["ZNF162", "D11S636"]),
            gene("MAP3K1", "ENSG00000095015.6", "HGNC:6848", &["MEKK"]),
            gene("MAP3K2", "ENSG00000169967", "HGNC:6854", &["MEKK"]),
            gene("TWIN", "", "", &[]),
            gene("TWIN", "", "", &[]),
            gene("TRIPLET", "", "", &["TWIN"]),
            gene("SHOX", "ENSG00000185960.15_PAR_Y", "HGNC:10853", &["SS"]),
            gene("SHOX", "ENSG00000185960.15", "HGNC:10853", &["SS"]),
        ]
    }

    fn resolve(ensembl_id: &str, hgnc_id: &str, symbol: &str) -> Option<u32> {
        Names::new(&genes()).resolve(&GeneMention {
            ensembl_id: ensembl_id.as_bytes(),
            hgnc_id: hgnc_id.as_bytes(),
            symbol: symbol.as_bytes(),
            ..GeneMention::default()
        })
    }

    #[test]
    fn a_synonym_of_a_gene_with_another_identifier_is_not_believed() {
        assert_eq!(resolve("", "", "FTZF1"), Some(1));
        assert_eq!(resolve("ENSG00000136931", "", "FTZF1"), Some(1));
        assert_eq!(resolve("ENSG00000999999", "", "FTZF1"), None);
        assert_eq!(resolve("", "HGNC:99999", "FTZF1"), None);
        // The current symbol is: identifiers change with releases and on patches.
        assert_eq!(resolve("ENSG00000999999", "", "NR5A1"), Some(1));
    }

    #[test]
    fn versions_are_dropped_on_both_sides() {
        assert_eq!(resolve("ENSG00000184895", "", ""), Some(0));
        assert_eq!(resolve("ENSG00000184895.8", "", ""), Some(0));
        assert_eq!(resolve("ENSG00000095015", "", ""), Some(3));
        assert_eq!(resolve("ENSG00000095015.9", "", ""), Some(3));
    }

    #[test]
    fn an_earlier_kind_of_name_beats_a_later() {
        assert_eq!(resolve("ENSG00000136931", "HGNC:11311", "MAP3K1"), Some(1));
        assert_eq!(resolve("ENSG99999999999", "HGNC:11311", "SF1"), Some(0));
        assert_eq!(resolve("ENSG99999999999", "HGNC:1", "SF1"), Some(2));
    }

    #[test]
    fn a_current_symbol_beats_an_alias() {
        assert_eq!(resolve("", "", "SF1"), Some(2));
        assert_eq!(resolve("", "", "FTZF1"), Some(1));
        assert_eq!(resolve("", "", "TDF"), Some(0));
    }

    #[test]
    fn a_name_of_two_genes_means_neither() {
        assert_eq!(resolve("", "", "MEKK"), None);
        assert_eq!(resolve("", "", "TWIN"), None, "nor the alias of a third");
        assert_eq!(resolve("", "HGNC:6848", "MEKK"), Some(3));
    }

    #[test]
    fn a_pseudoautosomal_copy_is_the_gene_on_x() {
        assert_eq!(resolve("ENSG00000185960.15_PAR_Y", "", ""), Some(9));
        assert_eq!(resolve("ENSG00000185960", "", ""), Some(9));
        assert_eq!(resolve("", "HGNC:10853", ""), Some(9));
        assert_eq!(resolve("", "", "SHOX"), Some(9));
        assert_eq!(resolve("", "", "SS"), Some(9));
    }

    #[test]
    fn an_id_of_two_different_genes_means_neither() {
        let genes = [
            gene("A", "ENSG00000000001", "", &[]),
            gene("B", "ENSG00000000001.2", "", &[]),
        ];
        let mention = GeneMention::named(b"ENSG00000000001");
        assert_eq!(Names::new(&genes).resolve(&mention), None);
    }

    #[test]
    fn nothing_resolves_to_nothing() {
        assert_eq!(resolve("", "", ""), None);
        assert_eq!(resolve("", "", "sry"), None);
        let genes = [Gene::default()];
        let names = Names::new(&genes);
        assert_eq!(names.resolve(&GeneMention::default()), None);
    }
}
