//! What a gene's names are, and when two mentions are of one gene.
//!
//! A gene goes by names of several kinds, from the strongest to the weakest:
//!
//! 1. its Ensembl gene ID, [without version and mark of a copy](stable_id);
//! 2. its [HGNC number](hgnc_number), however it is prefixed;
//! 3. its [NCBI number](ncbi_number), which VEP writes for transcripts of RefSeq;
//! 4. an ID of another source, e.g. FlyBase's;
//! 5. its symbol.
//!
//! The strongest kind that two mentions both have decides: the same name is one gene, two names are
//! two genes, even if weaker names agree. An Ensembl ID and an NCBI number are of two kinds, and do
//! not contradict one another. Two symbols may be one gene's, and say nothing. Where mentions that
//! contradict one another share a name, it joins neither with a third.
//!
//! Symbols of programs are compared with their capitals, as some organisms have genes that differ in
//! them alone. People write capitals as they like: in what they wrote, a symbol that nobody has is
//! the one that differs [in capitals](without_capitals), where that is one.
//!
//! ```
//! use dsdscore::gene::identity::{hgnc_number, stable_id};
//!
//! assert_eq!(stable_id(b"ENSG00000184895.9"), b"ENSG00000184895");
//! assert_eq!(hgnc_number(b"HGNC:11311"), hgnc_number(b"11311"));
//! ```

/// GENCODE's mark of the copy on Y of a gene in a pseudoautosomal region.
const COPY_ON_Y: &str = "_PAR_Y";

/// An Ensembl ID without its version and without GENCODE's mark of a
/// pseudoautosomal copy: `ENSG00000182378.15_PAR_Y` is `ENSG00000182378`.
///
/// GENCODE's versions on GRCh37 have two parts, `ENSG00000223972.5_2`. Other
/// organisms' IDs (`FBgn0000008`, `Y74C9A.3`) are not versioned so.
#[must_use]
pub fn stable_id(id: &[u8]) -> &[u8] {
    if !id.starts_with(b"ENS") {
        return id;
    }
    let id = id.strip_suffix(COPY_ON_Y.as_bytes()).unwrap_or(id);
    match id.iter().position(|b| *b == b'.') {
        Some(dot) if is_version(&id[dot + 1..]) => &id[..dot],
        _ => id,
    }
}

/// [`stable_id`] of a text.
#[must_use]
pub fn stable_text(id: &str) -> &str {
    &id[..stable_id(id.as_bytes()).len()]
}

/// Whether an ID is marked as the copy on Y of a gene in a pseudoautosomal region.
#[must_use]
pub fn is_copy_on_y(id: &str) -> bool {
    id.starts_with("ENS") && id.ends_with(COPY_ON_Y)
}

/// The ID of a row of expression: [`stable_id`], but the copy on Y, which has a row of its own, keeps
/// its mark.
#[must_use]
pub fn row_id(id: &str) -> String {
    let mark = if is_copy_on_y(id) { COPY_ON_Y } else { "" };
    format!("{}{mark}", stable_text(id))
}

fn is_version(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|b| b.is_ascii_digit() || *b == b'_')
}

/// Whether the name has the form of an Ensembl gene ID, `ENSG00000184895.8` or
/// `ENSMUSG00000069036`; the symbol `ENSA` has not.
#[must_use]
pub fn is_ensembl_id(name: &[u8]) -> bool {
    let Some(rest) = stable_id(name).strip_prefix(b"ENS") else {
        return false;
    };
    let digits = rest.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits == 11 && rest[..rest.len() - digits].ends_with(b"G")
}

/// What an HGNC ID begins with.
const HGNC: &[u8] = b"HGNC:";

/// Whether a name says of itself that it is an HGNC ID.
#[must_use]
pub fn is_hgnc_id(name: &[u8]) -> bool {
    name.starts_with(HGNC)
}

/// The number of an HGNC ID, however often it is prefixed with `HGNC:`.
#[must_use]
pub fn hgnc_number(mut id: &[u8]) -> Option<u32> {
    while let Some(rest) = id.strip_prefix(HGNC) {
        id = rest;
    }
    number(id)
}

/// An HGNC ID as HGNC writes it, `HGNC:11204`; what is none stays as it is.
#[must_use]
pub fn hgnc_text(id: &str) -> String {
    match hgnc_number(id.as_bytes()) {
        Some(number) => format!("HGNC:{number}"),
        None => id.into(),
    }
}

/// What an NCBI gene ID begins with where others stand beside it.
const NCBI: &[u8] = b"GeneID:";

/// Whether a name says of itself that it is an NCBI gene ID.
#[must_use]
pub fn is_ncbi_id(name: &[u8]) -> bool {
    name.starts_with(NCBI)
}

/// An NCBI gene ID as it is told from other numbers, `GeneID:6736`; what is none stays as it is.
#[must_use]
pub fn ncbi_text(id: &str) -> String {
    match ncbi_number(id.as_bytes()) {
        Some(number) => format!("GeneID:{number}"),
        None => id.into(),
    }
}

/// The number of an NCBI gene ID, `6736` or `GeneID:6736`.
#[must_use]
pub fn ncbi_number(id: &[u8]) -> Option<u32> {
    number(id.strip_prefix(NCBI).unwrap_or(id))
}

fn number(digits: &[u8]) -> Option<u32> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// A symbol by which those that differ in capitals are the same.
#[must_use]
pub fn without_capitals(symbol: &str) -> String {
    symbol.to_lowercase()
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
            ("RP11-34P13.7", "RP11-34P13.7"),
            ("", ""),
        ] {
            assert_eq!(stable_id(id.as_bytes()), stable.as_bytes(), "{id}");
            assert_eq!(stable_text(id), stable);
        }
    }

    #[test]
    fn a_copy_on_y_is_told_by_its_mark() {
        assert!(is_copy_on_y("ENSG00000182378.15_PAR_Y"));
        assert!(!is_copy_on_y("ENSG00000182378.15"));
        assert!(!is_copy_on_y("SHOX_PAR_Y"));
        assert_eq!(row_id("ENSG00000182378.15_PAR_Y"), "ENSG00000182378_PAR_Y");
        assert_eq!(row_id("ENSG00000182378.15"), "ENSG00000182378");
    }

    #[test]
    fn hgnc_ids_are_one_however_they_are_spelt() {
        for id in ["HGNC:12950", "12950", "HGNC:HGNC:12950"] {
            assert_eq!(hgnc_number(id.as_bytes()), Some(12950), "{id}");
            assert_eq!(hgnc_text(id), "HGNC:12950");
        }
        for id in ["", "HGNC:", "HGNC:x", "+12950", "99999999999", "MGI:1"] {
            assert_eq!(hgnc_number(id.as_bytes()), None, "{id}");
            assert_eq!(hgnc_text(id), id);
        }
    }

    #[test]
    fn ncbi_numbers_may_say_that_they_are_some() {
        assert_eq!(ncbi_number(b"6736"), Some(6736));
        assert_eq!(ncbi_number(b"GeneID:6736"), Some(6736));
        assert_eq!(ncbi_number(b"HGNC:6736"), None);
        assert_eq!(ncbi_number(b""), None);
        assert_eq!(ncbi_text("6736"), "GeneID:6736");
        assert_eq!(ncbi_text("GeneID:6736"), "GeneID:6736");
    }
}
