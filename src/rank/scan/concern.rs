//! A gene that an ALT hits, with what the input says of the two together.

use super::structural::changes_transcript;
use crate::{
    gene::Registry,
    rank::{
        Filters, Predictor,
        annotation::{Cutoffs, Entry, Info, Verdict},
        filter::Answer,
    },
};

/// A gene that an ALT hits.
pub struct Concern<'s> {
    /// The gene's numbers: one, or those of several mentions that are one gene.
    pub genes: Vec<usize>,
    /// The consequences for its transcripts that passed so far; none where the input has none.
    pub entries: Vec<Entry<'s, 's>>,
    /// Whether consequences may stand at another record as well.
    pub may_have_more: bool,
    /// Whether the ALT is a structural variant.
    pub is_structural: bool,
    /// The regulatory regions of the gene that it changes, by their names.
    pub regulatory: Vec<String>,
}

/// Makes one of an ALT's concerns whose genes' mentions are one gene, as where some transcripts are
/// Ensembl's and others RefSeq's.
pub fn join<'s>(concerns: Vec<Concern<'s>>, registry: &Registry) -> Vec<Concern<'s>> {
    let numbers: Vec<_> = concerns.iter().map(|concern| concern.genes[0]).collect();
    let genes = registry.join(&numbers);
    let mut joined: Vec<(usize, Concern)> = Vec::with_capacity(concerns.len());
    for (gene, concern) in genes.into_iter().zip(concerns) {
        match joined.iter_mut().find(|(held, _)| *held == gene) {
            Some((_, held)) => held.take_in(concern),
            None => joined.push((gene, concern)),
        }
    }
    joined.into_iter().map(|(_, concern)| concern).collect()
}

impl<'s> Concern<'s> {
    fn take_in(&mut self, other: Self) {
        self.genes.extend(other.genes);
        self.entries.extend(other.entries);
        self.may_have_more |= other.may_have_more;
        let is_new = |name: &String| !self.regulatory.contains(name);
        let new: Vec<_> = other.regulatory.into_iter().filter(is_new).collect();
        self.regulatory.extend(new);
    }

    /// Drops transcripts whose consequence is not asked for. Where nothing is known of any, or the
    /// answer is no, nothing is dropped.
    pub fn ask_consequence(&mut self, filters: &Filters) -> Answer {
        if self.entries.is_empty() {
            return Answer::Unknown;
        }
        let best = self.entries.iter().map(Entry::standing).max();
        let best = best.filter(|_| filters.preferred_transcript);
        let is_preferred = |entry: &Entry| best.is_none_or(|best| entry.standing() == best);
        let is_structural = self.is_structural;
        let ask = |entry: &Entry| match is_preferred(entry) {
            true => consequence(entry, filters, is_structural),
            false => Answer::No,
        };
        let passes = |entry: &Entry| ask(entry) != Answer::No;
        let passes_none = !self.entries.iter().any(passes);
        if passes_none && !self.regulatory.is_empty() {
            // Of a change in a regulatory region consequences for the gene's transcripts say nothing.
            self.entries.retain(is_preferred);
            return Answer::Unknown;
        }
        if passes_none && !self.may_have_more {
            return Answer::No;
        }
        self.entries.retain(passes);
        let mut answers = self.entries.iter().map(ask);
        match answers.any(|answer| answer == Answer::Yes) {
            true => Answer::Yes,
            false => Answer::Unknown,
        }
    }

    /// Whether a predictor that is asked calls it damaging.
    pub fn ask_prediction(
        &self,
        filters: &Filters,
        info: &Info,
        alternate: (usize, &[u8]),
    ) -> Answer {
        let asked = filters.damaging.iter();
        let verdicts = asked.filter_map(|&p| self.prediction(p, &filters.cutoffs, info, alternate));
        let mut answers = verdicts.filter_map(|verdict| verdict.is_damaging());
        match answers.next() {
            Some(first) if first || answers.any(|damaging| damaging) => Answer::Yes,
            Some(_) => Answer::No,
            None if filters.drop_unpredicted => Answer::No,
            None => Answer::Unknown,
        }
    }

    /// What a predictor says: the most damaging of the transcripts and of INFO.
    pub fn prediction(
        &self,
        predictor: Predictor,
        cutoffs: &Cutoffs,
        info: &Info<'_, 's>,
        alternate: (usize, &[u8]),
    ) -> Option<Verdict<'s>> {
        let entries = self.entries.iter();
        let of_entries = entries.map(|entry| entry.prediction(predictor, cutoffs));
        let symbols: Vec<_> = match predictor {
            Predictor::Spliceai => self.entries.iter().map(Entry::symbol).collect(),
            _ => Vec::new(),
        };
        let of_info = info.prediction(predictor, alternate, &symbols, cutoffs);
        of_entries.chain([of_info]).fold(None, Verdict::worse)
    }
}

fn consequence(entry: &Entry, filters: &Filters, is_structural: bool) -> Answer {
    let impact = match filters.min_impact {
        Some(_) if is_structural && changes_transcript(entry) => Answer::Yes,
        Some(least) => Answer::of(entry.impact().map(|impact| impact >= least)),
        None => Answer::Yes,
    };
    let has = |term: &String| entry.has_term(term);
    let terms = match filters.consequences.as_slice() {
        [] => Answer::Yes,
        terms => Answer::of(entry.has_terms().then(|| terms.iter().any(has))),
    };
    impact.and(terms)
}
