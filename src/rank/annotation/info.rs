//! What INFO says of an ALT.

use memchr::memmem::Finder;

use super::{Columns, FrequencyRef, Predictor, Verdict, columns::Source, frequency, names};
use crate::variant::{Header, attribute};

/// An INFO field of the header.
#[derive(Clone, Debug)]
pub(super) struct InfoField {
    /// `INFO/KEY`, for messages.
    pub(super) name: String,
    finder: Finder<'static>,
    number: Number,
    /// Whether values of several transcripts may stand side by side at a single ALT, as SnpSift writes
    /// those of dbNSFP, whatever Number says.
    has_transcripts: bool,
}

/// How many values there are, as the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    /// One for each ALT.
    Alternates,
    /// One for each allele.
    Alleles,
    /// Any other.
    Other,
}

/// What of a field's values is an ALT's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Share<'a> {
    /// This.
    Own(&'a [u8]),
    /// Nobody can tell, or they are of several transcripts: all values.
    Unclear(&'a [u8]),
}

impl InfoField {
    pub(super) fn new(header: &Header, id: &str) -> Self {
        let line = header.info(id).unwrap_or_default();
        Self {
            name: format!("INFO/{id}"),
            finder: Finder::new(id).into_owned(),
            has_transcripts: names::has_prefix(id),
            number: match attribute(line, b"Number") {
                Some(b"A") => Number::Alternates,
                Some(b"R") => Number::Alleles,
                _ => Number::Other,
            },
        }
    }

    /// The value in a record's INFO column.
    fn value<'a>(&self, info: &'a [u8]) -> Option<&'a [u8]> {
        let len = self.finder.needle().len();
        let mut places = self.finder.find_iter(info);
        let start = places.find(|&at| {
            let is_start = at == 0 || info[at - 1] == b';';
            is_start && info.get(at + len) == Some(&b'=')
        })?;
        let value = &info[start + len + 1..];
        Some(&value[..memchr::memchr(b';', value).unwrap_or(value.len())])
    }

    fn share<'a>(&self, info: &Info<'_, 'a>, alternate: usize) -> Option<Share<'a>> {
        let value = self.value(info.text)?;
        let count = memchr::memchr_iter(b',', value).count() + 1;
        let piece = |i| value.split(|b| *b == b',').nth(i).map(Share::Own);
        match self.number {
            Number::Alternates if count == info.alternates => piece(alternate),
            Number::Alleles if count == info.alternates + 1 => piece(alternate + 1),
            Number::Alternates | Number::Alleles
                if !self.has_transcripts || info.alternates > 1 =>
            {
                None
            }
            Number::Other if info.alternates == 1 && count == 1 => Some(Share::Own(value)),
            _ => Some(Share::Unclear(value)),
        }
    }
}

/// A record's INFO column, read in place.
///
/// Of a field with Number=A or R an ALT has its own value, and none where there are not as many as
/// ALTs: some program took ALTs away and left the values. Of any other field a single value is that
/// of a single ALT. Else nobody can tell whose a value is: then no frequency is known, so that no
/// variant is filtered by another's, and of predictions the most damaging counts, so that no
/// candidate is lost.
#[derive(Clone, Copy, Debug)]
pub struct Info<'c, 'a> {
    columns: &'c Columns,
    text: &'a [u8],
    alternates: usize,
}

impl Columns {
    /// Reads a record's INFO column, given as text, with the number of its ALTs.
    #[must_use]
    pub fn info<'c, 'a>(&'c self, text: &'a [u8], alternates: usize) -> Info<'c, 'a> {
        Info {
            columns: self,
            text,
            alternates,
        }
    }
}

impl<'c, 'a> Info<'c, 'a> {
    /// The highest of an ALT's population frequencies that count.
    #[must_use]
    pub fn frequency(&self, alternate: usize) -> Option<FrequencyRef<'c>> {
        let fields = self.columns.info_frequencies.iter();
        let found = fields.map(|field| match field.share(self, alternate)? {
            Share::Own(values) => frequency::highest(values).map(|value| FrequencyRef {
                value,
                field: &field.name,
            }),
            Share::Unclear(_) => None,
        });
        found.fold(None, FrequencyRef::higher)
    }

    /// What a predictor says of an ALT; `revel` is the score from which on REVEL says damaging.
    #[must_use]
    pub fn prediction(
        &self,
        predictor: Predictor,
        alternate: usize,
        revel: f32,
    ) -> Option<Verdict<'a>> {
        let sources = self.columns.info_predictors.iter();
        let sources = sources.filter(|source| source.scale.predictor() == predictor);
        let verdicts = sources.map(|source| self.verdict(source, alternate, revel));
        verdicts.fold(None, Verdict::worse)
    }

    fn verdict(
        &self,
        source: &Source<InfoField>,
        alternate: usize,
        revel: f32,
    ) -> Option<Verdict<'a>> {
        let values = |field: &Option<InfoField>| match field.as_ref()?.share(self, alternate)? {
            Share::Own(values) | Share::Unclear(values) => Some(values),
        };
        let words = values(&source.words).unwrap_or_default();
        let scores = values(&source.scores).unwrap_or_default();
        Verdict::read(source.scale, words, scores, revel)
    }

    /// ClinVar's significance of an ALT, as it stands; empty where there is none.
    #[must_use]
    pub fn clinical_significance(&self, alternate: usize) -> &'a [u8] {
        let field = self.columns.info_significance.as_ref();
        match field.and_then(|field| field.share(self, alternate)) {
            Some(Share::Own(b".") | Share::Unclear(b".")) | None => b"",
            Some(Share::Own(value) | Share::Unclear(value)) => value,
        }
    }
}
