//! Where the genes of a variant are read off.

use std::{fmt, str::FromStr};

use super::{Error, assembly};
use crate::{
    gene::{
        ConsequenceField, ConsequenceKind, Regions,
        consequence::{ConsequenceFieldError, ORDER},
    },
    variant::{Header, Key, Reader, attribute},
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

/// The names of the kinds.
const NAMES: [(&str, SourceKind); 5] = [
    ("auto", SourceKind::Auto),
    ("csq", SourceKind::Field(ConsequenceKind::Csq)),
    ("ann", SourceKind::Field(ConsequenceKind::Ann)),
    ("bcsq", SourceKind::Field(ConsequenceKind::Bcsq)),
    ("genes", SourceKind::Regions),
];

impl FromStr for SourceKind {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let found = NAMES.iter().find(|(name, _)| *name == s);
        found.map(|(_, kind)| *kind).ok_or_else(|| {
            format!("`{s}` is not a source of genes: use auto, csq, ann, bcsq or genes")
        })
    }
}

impl fmt::Display for SourceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = NAMES.iter().find(|(_, kind)| kind == self);
        f.write_str(found.map_or("", |(name, _)| name))
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
    /// A field that nobody asked for, and that has the name of a consequence field but another Type or
    /// layout, gives way to the next and to coordinates.
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
        let mut passed_over = Vec::new();
        let key = key.map(|key| key.strip_prefix("INFO/").unwrap_or(key));
        let field = match (kind, key) {
            (SourceKind::Regions, _) => None,
            (SourceKind::Field(kind), key) => {
                let key = key.unwrap_or(usual_key(kind));
                Some(named_field(reader, kind, key)?)
            }
            (SourceKind::Auto, Some(key)) => Some(named_field(reader, ConsequenceKind::Csq, key)?),
            (SourceKind::Auto, None) => pick(reader.header(), &mut passed_over),
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
            (None, None) => Err(Error::NoSource {
                input: reader.name().into(),
                passed_over,
            }),
        }
    }

    /// Which kind it is; [`SourceKind::Auto`] where none was needed.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        match self {
            Self::Field { field, .. } => SourceKind::Field(field.kind()),
            Self::Regions(_) => SourceKind::Regions,
            Self::Known => SourceKind::Auto,
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
    let found = ORDER.iter().find(|(_, usual)| *usual == kind);
    found.map_or("", |(key, _)| key)
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
    Ok(ConsequenceField::new(kind, key.as_bytes(), description?)?)
}

/// The first of the usual fields that is one; those that are not are told.
fn pick(header: &Header, passed_over: &mut Vec<ConsequenceFieldError>) -> Option<ConsequenceField> {
    let mut fields = ORDER.iter().filter_map(|(key, kind)| {
        let description = description(header, key)?;
        Some(description.and_then(|text| ConsequenceField::listed(*kind, key.as_bytes(), text)))
    });
    fields.find_map(|field| field.map_err(|error| passed_over.push(error)).ok())
}

/// The Description of a field, where there is one and its values are text.
fn description<'a>(
    header: &'a Header,
    key: &str,
) -> Option<Result<&'a [u8], ConsequenceFieldError>> {
    let line = header.info(key)?;
    let found = header.info_type(key).unwrap_or(b"Flag");
    if found != b"String" {
        return Some(Err(ConsequenceFieldError::Type {
            key: key.into(),
            found: String::from_utf8_lossy(found).into_owned(),
        }));
    }
    Some(Ok(attribute(line, b"Description").unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::reader;

    const VEP: &str = "Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL\"";
    const SNPEFF: &str = "Number=.,Type=String,Description=\"Functional annotations: \
        'Allele | Annotation | Annotation_Impact | Gene_Name'\"";
    const BCFTOOLS: &str =
        "Number=.,Type=String,Description=\"Format: Consequence|gene|transcript\"";

    fn choose(
        infos: &[(&str, &str)],
        kind: SourceKind,
        key: Option<&str>,
        has_regions: bool,
    ) -> Result<String, Error> {
        let infos = infos
            .iter()
            .map(|(id, rest)| format!("##INFO=<ID={id},{rest}>\n"));
        let text = format!(
            "##fileformat=VCFv4.2\n{}#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
            infos.collect::<String>()
        );
        let bed = tempfile::Builder::new().suffix(".bed").tempfile().unwrap();
        std::fs::write(&bed, "chr1\t0\t9\tSRY\n").unwrap();
        let regions = has_regions.then(|| Regions::open(&bed).unwrap());
        let source = GeneSource::choose(&reader(text), kind, key, regions)?;
        Ok(source.describe())
    }

    /// What is not a consequence field though it has the name of one.
    const OTHER_FIELDS: [&str; 7] = [
        "Number=1,Type=Integer,Description=\"Format: Allele|Consequence|SYMBOL\"",
        "Number=0,Type=Flag,Description=\"Format: Allele|Consequence|SYMBOL\"",
        "Number=0,Type=String,Description=\"Format: Allele|Consequence|SYMBOL\"",
        "Number=1,Type=Float,Description=\"Annotation\"",
        "Number=1,Type=Character,Description=\"Format: Allele|Consequence|SYMBOL\"",
        "Number=.,Type=String,Description=\"Annotation of another program\"",
        "Number=.,Type=String,Description=\"Format: Allele|Consequence\"",
    ];

    #[test]
    fn the_first_of_the_usual_fields_is_taken() {
        let all = [("BCSQ", BCFTOOLS), ("ANN", SNPEFF), ("CSQ", VEP)];
        for (count, expected) in [(3, "INFO/CSQ"), (2, "INFO/ANN"), (1, "INFO/BCSQ")] {
            let found = choose(&all[..count], SourceKind::Auto, None, true);
            assert_eq!(found.unwrap(), expected);
        }
        assert!(matches!(
            choose(&[], SourceKind::Auto, None, false),
            Err(Error::NoSource { .. })
        ));
    }

    #[test]
    fn a_field_of_another_type_or_layout_gives_way_to_the_next() {
        let auto = |infos: &[_], has_regions| choose(infos, SourceKind::Auto, None, has_regions);
        for other in OTHER_FIELDS {
            let both = [("CSQ", other), ("ANN", other), ("BCSQ", BCFTOOLS)];
            assert_eq!(auto(&both, true).unwrap(), "INFO/BCSQ", "{other}");
            assert_eq!(auto(&both[..2], true).unwrap(), "gene coordinates");
            let told = auto(&both[..2], false).unwrap_err().to_string();
            assert!(told.starts_with("no consequence field in test"), "{told}");
            assert_has!(told, "INFO/CSQ: ", "INFO/ANN: ");
        }
    }

    #[test]
    fn a_field_that_is_asked_for_does_not_give_way() {
        let csq = SourceKind::Field(ConsequenceKind::Csq);
        for other in OTHER_FIELDS {
            let infos = [("CSQ", other), ("ANN", SNPEFF)];
            for (kind, key) in [(csq, None), (SourceKind::Auto, Some("INFO/CSQ"))] {
                let error = choose(&infos, kind, key, true).unwrap_err();
                assert!(matches!(error, Error::Field(_)), "{error}");
            }
        }
        let ann = SourceKind::Field(ConsequenceKind::Ann);
        let found = choose(&[("ANN", OTHER_FIELDS[5])], ann, None, false);
        assert_eq!(found.unwrap(), "INFO/ANN", "by its specification");
    }
}
