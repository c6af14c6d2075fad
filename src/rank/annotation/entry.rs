//! What an entry of a consequence field says.

use super::{
    AnnotationFields, ClinicalText, Cutoffs, FrequencyRef, Impact, Predictor, Standing, Transcript,
    Verdict, frequency, text,
};
use crate::gene::{
    EntryText,
    consequence::severity::{canonical, split, worst_impact, worst_rank},
};

/// An entry of a consequence field, which is one transcript, read in place. What it does not say is
/// empty or `None`.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'c, 'a> {
    fields: &'c AnnotationFields,
    text: EntryText<'a>,
}

impl AnnotationFields {
    /// Reads an entry of the consequence field by which these were found.
    #[must_use]
    pub fn entry<'c, 'a>(&'c self, text: EntryText<'a>) -> Entry<'c, 'a> {
        Entry { fields: self, text }
    }
}

impl<'c, 'a> Entry<'c, 'a> {
    /// The terms of the Sequence Ontology, joined by `&`, as they stand.
    #[must_use]
    pub fn consequence(&self) -> &'a [u8] {
        self.get(self.fields.consequence)
    }

    /// Whether it has a term; `missense_variant` is `bcftools csq`'s `missense` too, and
    /// `*missense`.
    #[must_use]
    pub fn has_term(&self, term: &str) -> bool {
        let wanted = canonical(term.as_bytes());
        split(self.consequence()).any(|found| canonical(found).eq_ignore_ascii_case(wanted))
    }

    /// Whether it has any term.
    #[must_use]
    pub fn has_terms(&self) -> bool {
        split(self.consequence()).next().is_some()
    }

    /// The impact that the input gives, else that of the most severe term; `None` where an unknown
    /// term hides it.
    #[must_use]
    pub fn impact(&self) -> Option<Impact> {
        let given = Impact::parse(self.get(self.fields.impact));
        given.or_else(|| worst_impact(self.consequence()))
    }

    /// The place of the most severe term among all, 0 for the most severe; `None` where none is
    /// known.
    #[must_use]
    pub fn severity_rank(&self) -> Option<usize> {
        worst_rank(self.consequence())
    }

    /// What the transcript is among those of its gene.
    ///
    /// `MANE_SELECT` and `MANE_PLUS_CLINICAL` hold the RefSeq transcript; `MANE` the word
    /// (`MANE_Select`), or, of older VEPs, the RefSeq transcript of MANE Select.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let has = |column| !self.get(column).is_empty();
        let fields = self.fields;
        let mane = self.get(fields.mane);
        let is_plus = contains(mane, b"Plus_Clinical");
        let is_select = contains(mane, b"Select") || (!mane.is_empty() && !is_plus);
        match () {
            () if has(fields.mane_select) || is_select => Standing::ManeSelect,
            () if has(fields.mane_plus_clinical) || is_plus => Standing::ManePlusClinical,
            () if self.get(fields.canonical).eq_ignore_ascii_case(b"YES") => Standing::Canonical,
            () => Standing::Other,
        }
    }

    /// The highest of its population frequencies that count.
    #[must_use]
    pub fn frequency(&self) -> Option<FrequencyRef<'c>> {
        let fields: &'c AnnotationFields = self.fields;
        let found = fields.frequencies.iter().map(|(column, field)| {
            let value = frequency::highest(self.text.get(*column))?;
            Some(FrequencyRef { value, field })
        });
        found.fold(None, FrequencyRef::higher)
    }

    /// The gene's symbol.
    #[must_use]
    pub fn symbol(&self) -> &'a [u8] {
        self.get(self.fields.symbol)
    }

    /// What a predictor says.
    #[must_use]
    pub fn prediction(&self, predictor: Predictor, cutoffs: &Cutoffs) -> Option<Verdict<'a>> {
        let sources = self.fields.predictors.iter();
        let sources = sources.filter(|source| source.scale.predictor() == predictor);
        let verdicts = sources.map(|source| {
            let (words, scores) = (self.get(source.words), self.get(source.scores));
            Verdict::read(source.scale, words, scores, cutoffs)
        });
        verdicts.fold(None, Verdict::worse)
    }

    /// What ClinVar says, field by field, its own first.
    pub fn clinical(&self) -> impl Iterator<Item = ClinicalText<'c, 'a>> + use<'c, 'a> {
        let (fields, entry): (&'c AnnotationFields, _) = (self.fields, *self);
        let found = fields.clinical.iter().map(move |source| ClinicalText {
            field: &source.name,
            is_own: source.is_own,
            is_unclear: false,
            significance: entry.get(Some(source.significance)),
            review: entry.get(source.review),
            conflict: entry.get(source.conflict),
        });
        found.filter(|found| !found.significance.is_empty())
    }

    /// A copy to keep.
    #[must_use]
    pub fn to_transcript(&self) -> Transcript {
        Transcript {
            id: text(self.id()),
            consequence: text(self.consequence()),
            impact: self.impact(),
            hgvs_c: text(self.get(self.fields.hgvs_c)),
            hgvs_p: text(self.get(self.fields.hgvs_p)),
            standing: self.standing(),
        }
    }

    /// The transcript's ID; VEP writes its version only before HGVS, `ENST00000383070.2:c.203G>A`.
    fn id(&self) -> &'a [u8] {
        let id = self.get(self.fields.transcript);
        let hgvs = self.get(self.fields.hgvs_c);
        let reference = hgvs.split(|b| *b == b':').next().unwrap_or_default();
        let version = reference.strip_prefix(id).filter(|_| !id.is_empty());
        match version {
            Some([b'.', _, ..]) => reference,
            _ => id,
        }
    }

    /// A sub-field, where it is not a sign for a missing value.
    fn get(&self, column: Option<usize>) -> &'a [u8] {
        match column.map(|column| self.text.get(column)) {
            Some(b"." | b"-") | None => b"",
            Some(value) => value,
        }
    }
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word))
}
