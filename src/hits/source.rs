//! Where the genes of a variant are read off.

use std::str::FromStr;

use super::{Error, assembly};
use crate::{
    gene::{ConsequenceField, ConsequenceKind, Regions},
    variant::{Header, Key, Reader},
};

/// Which source of genes is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// The first of CSQ, ANN, BCSQ and coordinates that there is.
    Auto,
    /// A consequence field.
    Field(ConsequenceKind),
    /// Gene coordinates.
    Regions,
}

impl FromStr for SourceKind {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "auto" => Ok(Self::Auto),
            "csq" => Ok(Self::Field(ConsequenceKind::Csq)),
            "ann" => Ok(Self::Field(ConsequenceKind::Ann)),
            "bcsq" => Ok(Self::Field(ConsequenceKind::Bcsq)),
            "genes" => Ok(Self::Regions),
            _ => Err(format!(
                "`{s}` is not a source of genes: use auto, csq, ann, bcsq or genes"
            )),
        }
    }
}

/// Where the genes of a variant are read off.
pub enum GeneSource {
    /// A consequence field, which binds genes to ALTs.
    Field {
        /// Its layout.
        field: ConsequenceField,
        /// Its INFO key.
        key: Key,
    },
    /// Gene coordinates.
    Regions(Regions),
    /// None: whoever asks knows the genes already.
    Known,
}

impl GeneSource {
    /// Chooses the source. `key` is the INFO key of a field that is not called by its usual name.
    ///
    /// A field that nobody asked for, and that has the name of a consequence field but not its
    /// layout, gives way to coordinates.
    ///
    /// # Errors
    ///
    /// Returns an error where the input does not have what is asked for, or has nothing, and where
    /// coordinates are of another assembly than the input ([`Regions::insisted_on`] are of none).
    pub fn choose(
        reader: &Reader,
        kind: SourceKind,
        key: Option<&str>,
        regions: Option<Regions>,
    ) -> Result<Self, Error> {
        let field = match (kind, key) {
            (SourceKind::Regions, _) => None,
            (SourceKind::Field(kind), key) => {
                let key = key.unwrap_or(usual_key(kind));
                Some(named_field(reader, kind, key)?)
            }
            (SourceKind::Auto, Some(key)) => Some(named_field(reader, ConsequenceKind::Csq, key)?),
            (SourceKind::Auto, None) => {
                let infos: Vec<_> = reader.header().infos().collect();
                match ConsequenceField::pick(&infos) {
                    Err(_) if regions.is_some() => None,
                    picked => picked?,
                }
            }
        };
        match (field, regions) {
            (Some(field), _) => {
                let key = Key::new(field.key(), reader.dictionary());
                Ok(Self::Field { field, key })
            }
            (None, Some(regions)) => {
                assembly::check(reader, &regions)?;
                let has_numbers = assembly::has_numbered_sex_chromosomes(reader.header());
                Ok(Self::Regions(match has_numbers {
                    true => regions,
                    false => regions.without_letters(),
                }))
            }
            (None, None) => Err(Error::NoSource(reader.name().into())),
        }
    }

    /// The source in words.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Field { field, .. } => format!("INFO/{}", field.key()),
            Self::Regions(_) => "gene coordinates".into(),
            Self::Known => "scores that were written before".into(),
        }
    }
}

fn usual_key(kind: ConsequenceKind) -> &'static str {
    match kind {
        ConsequenceKind::Csq => "CSQ",
        ConsequenceKind::Ann => "ANN",
        ConsequenceKind::Bcsq => "BCSQ",
    }
}

fn named_field(
    reader: &Reader,
    kind: ConsequenceKind,
    key: &str,
) -> Result<ConsequenceField, Error> {
    let description = description(reader.header(), key).ok_or_else(|| Error::NoField {
        key: key.into(),
        input: reader.name().into(),
    })?;
    Ok(ConsequenceField::new(kind, key.as_bytes(), description)?)
}

fn description<'a>(header: &'a Header, key: &str) -> Option<&'a [u8]> {
    let mut infos = header.infos();
    infos
        .find(|(id, _)| *id == key.as_bytes())
        .map(|(_, description)| description)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::variant::Input;

    fn choose(has_regions: bool) -> Result<GeneSource, Error> {
        let text = b"##fileformat=VCFv4.2\n\
            ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Predicted consequence\">\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let input = Input::new("test", Box::new(Cursor::new(text)), 0)?;
        let bed = tempfile::Builder::new().suffix(".bed").tempfile().unwrap();
        std::fs::write(&bed, "chr1\t0\t9\tSRY\n").unwrap();
        let regions = has_regions.then(|| Regions::open(&bed).unwrap());
        GeneSource::choose(&Reader::new(input)?, SourceKind::Auto, None, regions)
    }

    #[test]
    fn coordinates_serve_where_a_csq_is_no_consequence_field() {
        assert!(matches!(choose(true), Ok(GeneSource::Regions(_))));
        assert!(matches!(choose(false), Err(Error::Field(_))));
    }
}
