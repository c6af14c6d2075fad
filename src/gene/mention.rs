/// How an input names a gene. What it does not say is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GeneMention<'a> {
    /// The Ensembl gene ID, with or without its version.
    pub ensembl_id: &'a [u8],
    /// The HGNC ID: `HGNC:11204`, `11204` or `HGNC:HGNC:11204`.
    pub hgnc_id: &'a [u8],
    /// A symbol: current, previous or an alias.
    pub symbol: &'a [u8],
}

impl<'a> GeneMention<'a> {
    /// Reads a lone name that may be an Ensembl ID, an HGNC ID or a symbol.
    pub fn named(name: &'a [u8]) -> Self {
        let mut mention = Self::default();
        if is_ensembl_id(name) {
            mention.ensembl_id = name;
        } else if name.starts_with(b"HGNC:") {
            mention.hgnc_id = name;
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
        let is_foreign = id == symbol || id.iter().all(u8::is_ascii_digit);
        let mut mention = Self {
            ensembl_id: if is_foreign { b"" } else { id },
            hgnc_id,
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
        self.ensembl_id.is_empty() && self.hgnc_id.is_empty() && self.symbol.is_empty()
    }
}

/// The value, or nothing where it is one of the signs for a missing one.
pub(super) fn known(value: &[u8]) -> &[u8] {
    match value {
        b"." | b"-" => b"",
        value => value,
    }
}

/// Whether the name has the form of an Ensembl gene ID, `ENSG00000184895.8` or
/// `ENSMUSG00000069036`; the symbol `ENSA` has not.
pub(super) fn is_ensembl_id(name: &[u8]) -> bool {
    let Some(rest) = stable_id(name).strip_prefix(b"ENS") else {
        return false;
    };
    let digits = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits == 11 && rest[..rest.len() - digits].ends_with(b"G")
}

/// An Ensembl ID without its version and without GENCODE's mark of a
/// pseudoautosomal copy: `ENSG00000182378.15_PAR_Y` is `ENSG00000182378`.
///
/// GENCODE's versions on GRCh37 have two parts, `ENSG00000223972.5_2`. Other
/// organisms' IDs (`FBgn0000008`, `Y74C9A.3`) are not versioned so.
pub(super) fn stable_id(id: &[u8]) -> &[u8] {
    if !id.starts_with(b"ENS") {
        return id;
    }
    let id = id.strip_suffix(PAR_Y).unwrap_or(id);
    match id.iter().position(|b| *b == b'.') {
        Some(dot) if is_version(&id[dot + 1..]) => &id[..dot],
        _ => id,
    }
}

/// GENCODE's mark of the copy on Y of a gene in a pseudoautosomal region.
pub(super) const PAR_Y: &[u8] = b"_PAR_Y";

fn is_version(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|b| b.is_ascii_digit() || *b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stable_ids_lose_version_and_copy_mark() {
        for (id, stable) in [
            ("ENSG00000184895", "ENSG00000184895"),
            ("ENSG00000184895.8", "ENSG00000184895"),
            ("ENSG00000223972.5_2", "ENSG00000223972"),
            ("ENSG00000182378.15_PAR_Y", "ENSG00000182378"),
            ("ENSG00000182378_PAR_Y", "ENSG00000182378"),
            ("ENSG00000184895.", "ENSG00000184895."),
            ("ENSG00000184895.x", "ENSG00000184895.x"),
            ("Y74C9A.3", "Y74C9A.3"),
            ("", ""),
        ] {
            assert_eq!(stable_id(id.as_bytes()), stable.as_bytes(), "{id}");
        }
    }

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
        assert!(GeneMention::named(b".").is_empty());
    }
}
