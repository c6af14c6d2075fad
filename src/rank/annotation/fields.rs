//! Where things are in an input.

use super::{Error, Predictor, clinical::ClinicalSource, info_field::InfoField, names, predictor};
use crate::{gene::ConsequenceField, variant::Header};

/// Where an input says what: in the sub-fields of its consequence field, and in INFO.
#[derive(Clone, Debug, Default)]
pub struct AnnotationFields {
    /// The INFO key of the consequence field.
    key: Option<String>,
    pub(super) consequence: Option<usize>,
    pub(super) impact: Option<usize>,
    pub(super) symbol: Option<usize>,
    pub(super) transcript: Option<usize>,
    pub(super) hgvs_c: Option<usize>,
    pub(super) hgvs_p: Option<usize>,
    pub(super) canonical: Option<usize>,
    pub(super) mane: Option<usize>,
    pub(super) mane_select: Option<usize>,
    pub(super) mane_plus_clinical: Option<usize>,
    pub(super) clinical: Vec<ClinicalSource<usize>>,
    /// With their names.
    pub(super) frequencies: Vec<(usize, String)>,
    pub(super) predictors: Vec<Source<usize>>,
    pub(super) info_frequencies: Vec<InfoField>,
    pub(super) info_predictors: Vec<Source<InfoField>>,
    pub(super) info_clinical: Vec<ClinicalSource<InfoField>>,
}

/// Where a predictor's words and numbers are: sub-fields or INFO fields.
#[derive(Clone, Debug)]
pub(super) struct Source<P> {
    pub(super) scale: predictor::Scale,
    pub(super) words: Option<P>,
    pub(super) scores: Option<P>,
    /// The fields in words.
    named: Vec<String>,
}

impl<P> Source<P> {
    /// The sources of which there is a field.
    fn all(find: impl Fn(&str, &Types) -> Option<(P, String)>) -> Vec<Self> {
        let rows = predictor::NAMES.iter().map(|row| {
            let (words, scores) = (
                find(row.words, &WORDS).unzip(),
                find(row.scores, &NUMBERS).unzip(),
            );
            Self {
                scale: row.scale,
                words: words.0,
                scores: scores.0,
                named: words.1.into_iter().chain(scores.1).collect(),
            }
        });
        rows.filter(|row| !row.named.is_empty()).collect()
    }
}

impl AnnotationFields {
    /// Finds the fields of an input, by its consequence field and its header.
    ///
    /// `frequency_fields` are the fields that count as population frequencies: sub-fields of the
    /// consequence field, else INFO fields; `INFO/AF` or `CSQ/AF` say which is meant. Where none is
    /// named, all of gnomAD's count that are of all people or of the highest of the great
    /// populations. A bare `INFO/AF`, which is mostly a caller's own fraction, counts only where it
    /// is named.
    ///
    /// # Errors
    ///
    /// Returns an error where a field that is named is nowhere.
    pub fn find(
        field: Option<&ConsequenceField>,
        header: &Header,
        frequency_fields: &[String],
    ) -> Result<Self, Error> {
        let mut columns = field.map(Self::of_field).unwrap_or_default();
        columns.find_info(header);
        if frequency_fields.is_empty() {
            columns.find_frequencies(field, header);
        }
        for name in frequency_fields {
            columns.add_frequency(name, field, header)?;
        }
        Ok(columns)
    }

    /// Whether the input has population frequencies that count.
    #[must_use]
    pub fn has_frequency(&self) -> bool {
        self.frequency_names().next().is_some()
    }

    /// Whether the input has what a predictor says.
    #[must_use]
    pub fn has(&self, predictor: Predictor) -> bool {
        !self.predictor_names(predictor).is_empty()
    }

    /// The fields of population frequencies that count, for a rule in words: `gnomADe_AF`,
    /// `INFO/AF_grpmax`.
    pub fn frequency_names(&self) -> impl Iterator<Item = &str> {
        let columns = self.frequencies.iter().map(|(_, name)| name.as_str());
        columns.chain(self.info_frequencies.iter().map(|f| f.name.as_str()))
    }

    /// The fields of a predictor, alike.
    #[must_use]
    pub fn predictor_names(&self, predictor: Predictor) -> Vec<&str> {
        let columns = self.predictors.iter().map(|s| (s.scale, &s.named));
        let infos = self.info_predictors.iter().map(|s| (s.scale, &s.named));
        let sources = columns.chain(infos);
        let sources = sources.filter(|(scale, _)| scale.predictor() == predictor);
        sources
            .flat_map(|(_, named)| named)
            .map(String::as_str)
            .collect()
    }

    /// Asks for population frequencies.
    ///
    /// # Errors
    ///
    /// Returns what was looked for where there are none.
    pub fn require_frequency(&self) -> Result<(), Error> {
        let error = || Error::NoFrequency {
            looked_in: self.looked_in(),
        };
        self.has_frequency().then_some(()).ok_or_else(error)
    }

    /// Asks for a predictor.
    ///
    /// # Errors
    ///
    /// Returns what was looked for where it is not there.
    pub fn require(&self, predictor: Predictor) -> Result<(), Error> {
        let error = || Error::NoPredictor {
            predictor,
            names: predictor::looked_for(predictor),
            looked_in: self.looked_in(),
        };
        self.has(predictor).then_some(()).ok_or_else(error)
    }

    /// Asks for consequences or impacts.
    ///
    /// # Errors
    ///
    /// Returns where they were looked for where there are none.
    pub fn require_consequence(&self) -> Result<(), Error> {
        let error = || Error::NoConsequence {
            looked_in: self
                .key
                .as_ref()
                .map_or("the input".into(), |key| format!("INFO/{key}")),
        };
        let found = self.consequence.or(self.impact).map(|_| ());
        found.ok_or_else(error)
    }

    fn looked_in(&self) -> String {
        match &self.key {
            Some(key) => format!("the sub-fields of {key} and in INFO"),
            None => "INFO".into(),
        }
    }

    fn of_field(field: &ConsequenceField) -> Self {
        let find = |names: &[&str]| names.iter().find_map(|name| field.column(name));
        let names: Vec<_> = field.names().map(String::from).collect();
        Self {
            key: Some(field.key().into()),
            consequence: find(&["Consequence", "Annotation"]),
            symbol: find(&["SYMBOL", "Gene_Name", "gene"]),
            impact: find(&["IMPACT", "Annotation_Impact"]),
            transcript: find(&["Feature", "Feature_ID", "transcript"]),
            hgvs_c: find(&["HGVSc", "HGVS.c", "dna_change"]),
            hgvs_p: find(&["HGVSp", "HGVS.p", "amino_acid_change"]),
            canonical: find(&["CANONICAL"]),
            mane: find(&["MANE"]),
            mane_select: find(&["MANE_SELECT"]),
            mane_plus_clinical: find(&["MANE_PLUS_CLINICAL"]),
            clinical: ClinicalSource::all(&names, |place| place),
            predictors: Source::all(|name, _| {
                let mut names = field.names();
                let column = names.position(|found| names::is_same(found, name))?;
                Some((column, field.names().nth(column)?.into()))
            }),
            ..Self::default()
        }
    }

    fn find_info(&mut self, header: &Header) {
        let find = |name: &str, types: &Types| {
            let field = info_field(header, types, |id| names::is_same(id, name))?;
            let named = field.name.clone();
            Some((field, named))
        };
        self.info_predictors = Source::all(find);
        let mut ids = ids(header);
        ids.retain(|id| is_of(header, &CODES, id));
        let of = |place: usize| InfoField::new(header, &ids[place]);
        self.info_clinical = ClinicalSource::all(&ids, of);
    }

    fn find_frequencies(&mut self, field: Option<&ConsequenceField>, header: &Header) {
        let names = field.into_iter().flat_map(ConsequenceField::names);
        let names = names.enumerate().map(|(i, name)| (i, name.to_string()));
        let is_meant = |(_, name): &(usize, String)| names::is_population_frequency(name);
        self.frequencies = names.filter(is_meant).collect();
        let ids = ids(header).into_iter();
        let ids = ids.filter(|id| is_of(header, &NUMBERS, id));
        let ids = ids.filter(|id| names::is_population_frequency(id));
        self.info_frequencies = ids.map(|id| InfoField::new(header, &id)).collect();
    }

    fn add_frequency(
        &mut self,
        name: &str,
        field: Option<&ConsequenceField>,
        header: &Header,
    ) -> Result<(), Error> {
        let of_field = |name| field.and_then(|field| field.column(name));
        let of_info = |name: &str| {
            let exact = info_field(header, &NUMBERS, |id| id == name);
            exact.or_else(|| info_field(header, &NUMBERS, |id| id.eq_ignore_ascii_case(name)))
        };
        let prefix = field.map(|field| format!("{}/", field.key()));
        let of_prefix = prefix.and_then(|prefix| name.strip_prefix(&prefix));
        let (column, info) = match (of_prefix, name.strip_prefix("INFO/")) {
            (Some(name), _) => (of_field(name), None),
            (_, Some(name)) => (None, of_info(name)),
            _ => (of_field(name), of_info(name)),
        };
        match (column, info) {
            (Some(column), _) => self
                .frequencies
                .push((column, of_prefix.unwrap_or(name).into())),
            (None, Some(info)) => self.info_frequencies.push(info),
            (None, None) => return Err(no_field(name, field, header)),
        }
        Ok(())
    }
}

fn no_field(name: &str, field: Option<&ConsequenceField>, header: &Header) -> Error {
    let id = name.strip_prefix("INFO/").unwrap_or(name);
    if header.info(id).is_some() {
        let found = header.info_type(id).unwrap_or(b"Flag");
        return Error::NotNumbers {
            name: id.into(),
            found: String::from_utf8_lossy(found).into_owned(),
        };
    }
    let names = |field: &ConsequenceField| field.names().collect::<Vec<_>>().join(", ");
    let columns = field.map(|field| format!("{} in {}; ", names(field), field.key()));
    let ids = match ids(header).join(", ") {
        ids if ids.is_empty() => "no INFO field".into(),
        ids => format!("{ids} in INFO"),
    };
    Error::NoField {
        name: name.into(),
        found: columns.unwrap_or_default() + &ids,
    }
}

fn info_field(
    header: &Header,
    types: &Types,
    is_meant: impl Fn(&str) -> bool,
) -> Option<InfoField> {
    let mut ids = ids(header).into_iter().filter(|id| is_meant(id));
    let id = ids.find(|id| is_of(header, types, id))?;
    Some(InfoField::new(header, &id))
}

/// The Types of INFO fields that can say what is looked for. One of another Type is another program's,
/// whatever its name: a count, or a flag that there is something.
type Types = [&'static [u8]; 2];

const NUMBERS: Types = [b"Float", b"String"];
const WORDS: Types = [b"String", b"Character"];
/// ClinVar's words, or its numbers.
const CODES: Types = [b"String", b"Integer"];

fn is_of(header: &Header, types: &Types, id: &str) -> bool {
    let found = header.info_type(id);
    found.is_some_and(|found| types.contains(&found))
}

/// The INFO fields that are defined, in order; those that are no text are nobody's.
fn ids(header: &Header) -> Vec<String> {
    let ids = header.infos().map(|(id, _)| id);
    let ids = ids.filter_map(|id| std::str::from_utf8(id).ok());
    ids.filter(|id| !id.is_empty()).map(String::from).collect()
}
