//! What INFO says of an ALT.

use super::{
    AnnotationFields, ClinicalText, Cutoffs, FrequencyRef, Predictor, Verdict,
    fields::Source,
    frequency,
    info_field::{InfoField, Share},
    predictor::Scale,
    splice::{self, Asked},
};

/// A record's INFO column, read in place.
///
/// Of a field with Number=A or R an ALT has its own value, and none where there are not as many as
/// ALTs: some program took ALTs away and left the values. Of any other field a single value is that
/// of a single ALT. Else nobody can tell whose a value is: then no frequency is known, so that no
/// variant is filtered by another's, and of predictions the most damaging counts, so that no
/// candidate is lost.
#[derive(Clone, Copy, Debug)]
pub struct Info<'c, 'a> {
    fields: &'c AnnotationFields,
    text: &'a [u8],
    alternates: usize,
}

impl AnnotationFields {
    /// Reads a record's INFO column, given as text, with the number of its ALTs.
    #[must_use]
    pub fn info<'c, 'a>(&'c self, text: &'a [u8], alternates: usize) -> Info<'c, 'a> {
        Info {
            fields: self,
            text,
            alternates,
        }
    }
}

impl<'c, 'a> Info<'c, 'a> {
    fn share(&self, field: &InfoField, alternate: usize) -> Option<Share<'a>> {
        field.share(self.text, alternate, self.alternates)
    }

    /// The highest of an ALT's population frequencies that count.
    #[must_use]
    pub fn frequency(&self, alternate: usize) -> Option<FrequencyRef<'c>> {
        let fields = self.fields.info_frequencies.iter();
        let found = fields.map(|field| match self.share(field, alternate)? {
            Share::Own(values) => frequency::highest(values).map(|value| FrequencyRef {
                value,
                field: &field.name,
            }),
            Share::Unclear(_) => None,
        });
        found.fold(None, FrequencyRef::higher)
    }

    /// What a predictor says of an ALT for a gene that is called by one of these symbols; ALT as it is
    /// written and counted.
    #[must_use]
    pub fn prediction(
        &self,
        predictor: Predictor,
        (alternate, allele): (usize, &[u8]),
        symbols: &[&[u8]],
        cutoffs: &Cutoffs,
    ) -> Option<Verdict<'a>> {
        let sources = self.fields.info_predictors.iter();
        let sources = sources.filter(|source| source.scale.predictor() == predictor);
        let asked = Asked {
            allele,
            is_alone: self.alternates == 1,
            symbols,
        };
        let verdicts = sources.map(|source| match source.scale {
            Scale::SpliceaiEntries => {
                let values = source.words.as_ref()?.value(self.text)?;
                let score = splice::of_gene(values, &asked)?;
                Some(Verdict::of_score(source.scale, score, cutoffs))
            }
            _ => self.verdict(source, alternate, cutoffs),
        });
        verdicts.fold(None, Verdict::worse)
    }

    fn verdict(
        &self,
        source: &Source<InfoField>,
        alternate: usize,
        cutoffs: &Cutoffs,
    ) -> Option<Verdict<'a>> {
        let values = |field: &Option<InfoField>| {
            let share = self.share(field.as_ref()?, alternate);
            share.map(Share::text)
        };
        let words = values(&source.words).unwrap_or_default();
        let scores = values(&source.scores).unwrap_or_default();
        Verdict::read(source.scale, words, scores, cutoffs)
    }

    /// What ClinVar says of an ALT, field by field, its own first.
    pub fn clinical(
        &self,
        alternate: usize,
    ) -> impl Iterator<Item = ClinicalText<'c, 'a>> + use<'c, 'a> {
        let (fields, info): (&'c AnnotationFields, _) = (self.fields, *self);
        let words =
            move |field: &InfoField| field.share_of_words(info.text, alternate, info.alternates);
        let text = move |field: &Option<InfoField>| {
            let share = field.as_ref().and_then(words);
            share.map_or(&b""[..], Share::text)
        };
        fields.info_clinical.iter().filter_map(move |source| {
            let share = words(&source.significance)?;
            Some(ClinicalText {
                field: &source.significance.name,
                is_own: source.is_own,
                is_unclear: matches!(share, Share::Unclear(_)),
                significance: share.text(),
                review: text(&source.review),
                conflict: text(&source.conflict),
            })
        })
    }
}
