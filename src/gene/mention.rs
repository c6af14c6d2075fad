use super::identity::{is_ensembl_id, is_hgnc_id, is_ncbi_id, stable_id};

/// How an input names a gene. What it does not say is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GeneMention<'a> {
    /// The Ensembl gene ID, with or without its version, or the ID of another source.
    pub ensembl_id: &'a [u8],
    /// The HGNC ID: `HGNC:11204`, `11204` or `HGNC:HGNC:11204`.
    pub hgnc_id: &'a [u8],
    /// The NCBI gene ID: `6736` or `GeneID:6736`.
    pub ncbi_id: &'a [u8],
    /// A symbol: current, previous or an alias.
    pub symbol: &'a [u8],
}

impl<'a> GeneMention<'a> {
    /// Reads a lone name that may be an Ensembl ID, an HGNC ID, an NCBI gene ID with its prefix or a
    /// symbol.
    pub fn named(name: &'a [u8]) -> Self {
        let mut mention = Self::default();
        if is_ensembl_id(name) {
            mention.ensembl_id = name;
        } else if is_hgnc_id(name) {
            mention.hgnc_id = name;
        } else if is_ncbi_id(name) {
            mention.ncbi_id = name;
        } else {
            mention.symbol = known(name);
        }
        mention
    }

    /// Reads the columns in which annotations name a gene.
    ///
    /// A gene ID is not always Ensembl's: with `--refseq` VEP writes NCBI's
    /// number, and SnpEff the symbol. `bcftools csq` writes the ID in the place
    /// of a symbol that lacks.
    pub(super) fn from_columns(symbol: &'a [u8], id: &'a [u8], hgnc_id: &'a [u8]) -> Self {
        let is_ncbi_id = id.iter().all(u8::is_ascii_digit);
        let is_foreign = is_ncbi_id || id == symbol;
        let mut mention = Self {
            ensembl_id: if is_foreign { b"" } else { id },
            hgnc_id,
            ncbi_id: if is_ncbi_id { id } else { b"" },
            symbol,
        };
        if symbol.is_empty() && !is_foreign && !is_ensembl_id(id) {
            mention.symbol = id;
        } else if mention.ensembl_id.is_empty() && is_ensembl_id(symbol) {
            mention.ensembl_id = symbol;
            mention.symbol = b"";
        }
        mention
    }

    /// The Ensembl gene ID without its version.
    #[must_use]
    pub fn stable_id(&self) -> &'a [u8] {
        stable_id(self.ensembl_id)
    }

    /// Whether nothing is known of the gene.
    pub fn is_empty(&self) -> bool {
        self.ensembl_id.is_empty()
            && self.hgnc_id.is_empty()
            && self.ncbi_id.is_empty()
            && self.symbol.is_empty()
    }

    /// Whether the strongest kind of identifier that both have says that they are two genes; see
    /// [`identity`](super::identity).
    #[must_use]
    pub fn contradicts(&self, other: &GeneMention) -> bool {
        super::registry::contradict(self, other)
    }

    /// What a user would call the gene.
    #[must_use]
    pub fn name(&self) -> &'a [u8] {
        [self.symbol, self.ensembl_id, self.hgnc_id, self.ncbi_id]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
    }
}

/// The value, or nothing where it is one of the signs for a missing one.
pub(super) fn known(value: &[u8]) -> &[u8] {
    match value {
        b"." | b"-" => b"",
        value => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_name_is_told_by_its_form() {
        for id in ["ENSG00000184895", "ENSG00000184895.8", "ENSMUSG00000069036"] {
            assert_eq!(GeneMention::named(id.as_bytes()).ensembl_id, id.as_bytes());
        }
        for symbol in ["SRY", "ENSA", "ENST00000383070", "ENSG"] {
            let mention = GeneMention::named(symbol.as_bytes());
            assert_eq!(mention.symbol, symbol.as_bytes());
            assert!(mention.ensembl_id.is_empty());
        }
        assert_eq!(GeneMention::named(b"HGNC:11311").hgnc_id, b"HGNC:11311");
        assert_eq!(GeneMention::named(b"GeneID:6736").ncbi_id, b"GeneID:6736");
        assert!(GeneMention::named(b".").is_empty());
    }

    #[test]
    fn a_gene_that_only_ncbi_numbers_is_named_by_its_number() {
        let mention = GeneMention::from_columns(b"", b"6736", b"");
        assert_eq!((mention.ncbi_id, mention.symbol), (&b"6736"[..], &b""[..]));
        assert!(!mention.is_empty());
        assert_eq!(mention.name(), b"6736");
        let mention = GeneMention::from_columns(b"SRY", b"6736", b"HGNC:11311");
        assert_eq!(mention.ncbi_id, b"6736");
        assert!(mention.ensembl_id.is_empty());
    }
}
