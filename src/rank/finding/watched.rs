//! Genes that are looked for in everybody.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{contig::Assembly, gene::GeneMention};

const BUILT_IN: &str = include_str!("../../../assets/findings.toml");

/// A gene that is looked for in everybody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watched {
    pub symbol: String,
    ensembl_id: String,
    hgnc_id: String,
    ncbi_id: String,
    /// The contig by its shortest name.
    contig: String,
    spans: BTreeMap<String, [u64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "gene")]
    genes: Vec<Watched>,
}

impl Watched {
    /// Those that the program brings along.
    ///
    /// # Panics
    ///
    /// Never: a test reads them.
    pub fn built_in() -> Vec<Self> {
        let file: File = toml::from_str(BUILT_IN).expect("the built-in file");
        file.genes
    }

    pub fn mention(&self) -> GeneMention<'_> {
        GeneMention {
            ensembl_id: self.ensembl_id.as_bytes(),
            hgnc_id: self.hgnc_id.as_bytes(),
            ncbi_id: self.ncbi_id.as_bytes(),
            symbol: self.symbol.as_bytes(),
        }
    }

    /// Whether it lies on a contig, by its shortest name.
    pub fn is_on(&self, contig: &[u8]) -> bool {
        self.contig.as_bytes() == contig
    }

    /// Its first and last position; `None` where its place in the assembly is not known.
    pub fn span(&self, assembly: Option<Assembly>) -> Option<[u64; 2]> {
        self.spans.get(assembly?.name()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_read_and_has_places() {
        let genes = Watched::built_in();
        for gene in &genes {
            for assembly in [Assembly::GRCh37, Assembly::GRCh38] {
                let [first, last] = gene.span(Some(assembly)).unwrap();
                assert!(first < last, "{}", gene.symbol);
            }
            assert_eq!(gene.span(None), None);
        }
        assert!(genes[0].is_on(b"Y") && !genes[0].is_on(b"X"));
    }
}
