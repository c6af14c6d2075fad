//! What an input says of a record.

use super::concern::Concern;
use crate::{
    gene::{self, consequence::EntryText},
    hits::{Finder, GeneSource, Hit},
    rank::{
        Call, CandidateVariant, Filters,
        annotation::{Columns, Entry, FrequencyRef, Info, Predictions, shown, text},
        filter::{Answer, Step},
    },
    variant::{Line, Record},
};

/// A record of which somebody carries an ALT.
pub struct Site<'s> {
    line: Line<'s>,
    alternates: Vec<&'s [u8]>,
    info: Info<'s, 's>,
    hits: &'s [Hit],
    entries: Vec<SiteEntry<'s>>,
    /// Of each ALT the last position that it touches.
    ends: Vec<u64>,
    /// Whether an entry refers to another record (`@POS`), where consequences stand too.
    refers: bool,
}

/// A consequence of an ALT for a transcript of a gene.
struct SiteEntry<'s> {
    alternate: usize,
    gene: usize,
    text: EntryText<'s>,
    entry: Entry<'s, 's>,
}

impl<'s> Site<'s> {
    /// Reads a record's consequences.
    pub fn new(
        record: &Record,
        line: Line<'s>,
        columns: &'s Columns,
        finder: &Finder,
        hits: &'s [Hit],
    ) -> Self {
        let alternates: Vec<_> = line.alternates().collect();
        let ends = alternates.iter().map(|alt| finder.end_of(record, alt));
        let mut refers = false;
        let info = columns.info(line.info(), alternates.len());
        let mut entries = Vec::new();
        if let GeneSource::Field { field, key } = finder.source() {
            let site = gene::Site {
                position: line.position().unwrap_or_default(),
                reference: line.reference(),
                alternates: &alternates,
            };
            let value = line.info_value(key.finder()).unwrap_or_default();
            refers = field.refers(value);
            field.visit_entries(value, &site, &mut |alternate, mention, text| {
                entries.extend(
                    finder
                        .gene(&mention, alternate, hits)
                        .map(|gene| SiteEntry {
                            alternate,
                            gene,
                            text,
                            entry: columns.entry(text),
                        }),
                );
            });
        }
        Self {
            ends: ends.collect(),
            refers,
            line,
            alternates,
            info,
            hits,
            entries,
        }
    }

    /// The genes that an ALT hits.
    pub fn concerns(&self, alternate: usize) -> Vec<Concern<'s>> {
        let hits = self.hits.iter().filter(|hit| hit.alternate == alternate);
        let concern = |hit: &Hit| Concern {
            genes: vec![hit.gene],
            entries: self.entries_of(alternate, hit.gene).collect(),
            may_have_more: self.refers,
        };
        hits.map(concern).collect()
    }

    fn entries_of(&self, alternate: usize, gene: usize) -> impl Iterator<Item = Entry<'s, 's>> {
        let is_of = move |found: &&SiteEntry| (found.alternate, found.gene) == (alternate, gene);
        self.entries.iter().filter(is_of).map(|found| found.entry)
    }

    /// Asks one filter. Genes by which the ALT does not pass are dropped.
    pub fn ask(
        &self,
        filters: &Filters,
        step: Step,
        alternate: usize,
        call: &Call,
        concerns: &mut Vec<Concern<'s>>,
    ) -> Answer {
        match step {
            Step::Quality => self.quality(filters, call),
            Step::Filter => Answer::of(Some(self.has_filter(filters))),
            Step::Region => Answer::of(Some(self.is_in_regions(filters, alternate))),
            Step::Frequency => {
                let most = filters.max_frequency.unwrap_or(1.0);
                let frequency = self.frequency(alternate);
                Answer::of(frequency.map(|frequency| frequency.value <= most))
            }
            Step::Gene => Answer::of(Some(!concerns.is_empty())),
            Step::Consequence => keep(concerns, |concern| concern.ask_consequence(filters)),
            Step::Prediction => keep(concerns, |concern| {
                concern.ask_prediction(filters, &self.info, alternate)
            }),
            _ => Answer::Yes,
        }
    }

    fn quality(&self, filters: &Filters, call: &Call) -> Answer {
        let reaches = |value: Option<i32>, least: Option<i32>| match least {
            Some(least) => Answer::of(value.map(|value| value >= least)),
            None => Answer::Yes,
        };
        let site = match filters.min_quality {
            Some(least) => Answer::of(self.site_quality().map(|quality| quality >= least)),
            None => Answer::Yes,
        };
        site.and(reaches(call.quality, filters.min_genotype_quality))
            .and(reaches(call.depth, filters.min_depth))
    }

    fn site_quality(&self) -> Option<f32> {
        std::str::from_utf8(self.line.quality()).ok()?.parse().ok()
    }

    fn has_filter(&self, filters: &Filters) -> bool {
        let mut found = self.line.filter().split(|&b| b == b';');
        found.any(|name| filters.filter.iter().any(|asked| asked.as_bytes() == name))
    }

    fn is_in_regions(&self, filters: &Filters, alternate: usize) -> bool {
        let start = self.line.position().unwrap_or_default();
        let end = self.ends.get(alternate).copied().unwrap_or(start);
        let regions = filters.regions.as_ref();
        regions.is_none_or(|regions| regions.overlaps(self.line.contig(), start, end))
    }

    /// The highest population frequency of an ALT, by whatever transcript.
    fn frequency(&self, alternate: usize) -> Option<FrequencyRef<'s>> {
        let own = self
            .entries
            .iter()
            .filter(|found| self.is_own(found, alternate));
        let of_entries = own.map(|found| found.entry.frequency());
        let all = of_entries.chain([self.info.frequency(alternate)]);
        all.fold(None, FrequencyRef::higher)
    }

    /// Whether an entry is of this ALT and no other. One whose allele cannot be told stands at every
    /// ALT, and its frequency, which is one's, must not filter the others.
    fn is_own(&self, found: &SiteEntry, alternate: usize) -> bool {
        let is_of_other = |other: &SiteEntry| {
            let (other_text, text) = (other.text.as_bytes(), found.text.as_bytes());
            // One text stands at several ALTs: it lies in one place.
            other.alternate != alternate && std::ptr::eq(other_text, text)
        };
        let is_only = self.alternates.len() == 1;
        found.alternate == alternate && (is_only || !self.entries.iter().any(is_of_other))
    }

    /// An ALT as far as it concerns a gene; genotype and number are the caller's to fill in.
    pub fn variant(
        &self,
        filters: &Filters,
        alternate: usize,
        concern: &Concern<'s>,
    ) -> CandidateVariant {
        let known = |bytes: &[u8]| {
            if bytes == b"." {
                String::new()
            } else {
                lossy(bytes)
            }
        };
        let shown = shown(concern.entries.iter().copied());
        let frequency = self.frequency(alternate);
        CandidateVariant {
            contig: lossy(self.line.contig()),
            position: self.line.position().unwrap_or_default(),
            id: known(self.line.id()),
            reference: lossy(self.line.reference()),
            alternate: lossy(self.alternates[alternate]),
            quality: self.site_quality(),
            filter: lossy(self.line.filter()),
            transcript: shown.map(|entry| entry.to_transcript()),
            frequency: frequency.map(|frequency| frequency.to_frequency()),
            predictions: Predictions::gather(|predictor| {
                concern.prediction(predictor, filters.revel, &self.info, alternate)
            }),
            clinical_significance: self.significance(alternate, concern),
            ..CandidateVariant::default()
        }
    }

    fn significance(&self, alternate: usize, concern: &Concern) -> String {
        let entries = concern.entries.iter();
        let of_entries = entries.map(|entry| entry.clinical_significance());
        let mut all = of_entries.chain([self.info.clinical_significance(alternate)]);
        all.find(|value| !value.is_empty())
            .map(text)
            .unwrap_or_default()
    }
}

/// Drops the genes by which an ALT does not pass. It is unknown whether it passes where it is so for
/// all that are left.
fn keep<'s>(
    concerns: &mut Vec<Concern<'s>>,
    mut ask: impl FnMut(&mut Concern<'s>) -> Answer,
) -> Answer {
    let mut best = Answer::No;
    concerns.retain_mut(|concern| {
        let answer = ask(concern);
        best = best.max(answer);
        answer != Answer::No
    });
    best
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
