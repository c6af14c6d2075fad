//! What an input says of a record.

use std::cell::OnceCell;

use super::{concern::Concern, structural::Event};
use crate::{
    gene::Binder,
    hits::{Finder, Hit, HitEntry},
    rank::{
        Call, CandidateVariant, ClinicalClass, Filters, Predictor, Structural, StructuralExtent,
        annotation::{
            AnnotationFields, ClinicalText, Entry, FrequencyRef, Info, Predictions, shown, stars,
            text,
        },
        filter::{Answer, Step},
    },
    variant::{Extent, Key, Line, Record, is_structural},
};

/// A record of which somebody carries an ALT.
pub struct Site<'s> {
    record: Record<'s>,
    finder: &'s Finder<'s>,
    extent: &'s Extent,
    /// SVTYPE and SVLEN.
    event_keys: &'s [Key; 2],
    line: Line<'s>,
    alternates: Vec<&'s [u8]>,
    info: Info<'s, 's>,
    hits: &'s [Hit],
    entries: Vec<SiteEntry<'s>>,
    /// The ALTs' population frequencies, once they were asked for: many sub-fields are read for one.
    frequencies: Vec<OnceCell<Option<FrequencyRef<'s>>>>,
    /// Whether an entry refers to another record (`@POS`), where consequences stand too.
    refers: bool,
}

/// A consequence of an ALT for a transcript of a gene.
struct SiteEntry<'s> {
    found: HitEntry<'s>,
    entry: Entry<'s, 's>,
}

impl<'s> Site<'s> {
    /// Reads a record's consequences.
    pub fn new(
        record: Record<'s>,
        line: Line<'s>,
        (fields, event_keys): (&'s AnnotationFields, &'s [Key; 2]),
        finder: &'s Finder<'s>,
        hits: &'s [Hit],
        binder: &mut Binder,
    ) -> Self {
        let alternates: Vec<_> = line.alternates().collect();
        let info = fields.info(line.info(), alternates.len());
        let mut entries = Vec::new();
        finder.visit_entries(&line, &alternates, hits, binder, &mut |found| {
            let entry = fields.entry(found.text);
            entries.push(SiteEntry { found, entry });
        });
        Self {
            record,
            finder,
            event_keys,
            extent: finder.extent(),
            refers: finder.refers(&line),
            frequencies: vec![OnceCell::new(); alternates.len()],
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
        let is_structural = is_structural(self.line.reference(), self.alternates[alternate]);
        let concern = |hit: &Hit| Concern {
            genes: vec![hit.gene],
            entries: self.entries_of(alternate, hit.gene).collect(),
            may_have_more: self.refers,
            is_structural,
            regulatory: match is_structural {
                true => self.regulatory(alternate, hit.gene),
                false => Vec::new(),
            },
        };
        hits.map(concern).collect()
    }

    fn entries_of(&self, alternate: usize, gene: usize) -> impl Iterator<Item = Entry<'s, 's>> {
        let hit = Hit { alternate, gene };
        let is_of = move |one: &&SiteEntry| one.found.hit == hit;
        self.entries.iter().filter(is_of).map(|one| one.entry)
    }

    /// Asks one filter that looks at variants. Genes by which the ALT does not pass are dropped.
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
            Step::Consequence => keep(concerns, |concern| {
                self.consequence(filters, alternate, concern)
            }),
            Step::Prediction => keep(concerns, |concern| {
                let allele = (alternate, self.alternates[alternate]);
                concern.ask_prediction(filters, &self.info, allele)
            }),
            Step::Read | Step::Carried => Answer::Yes,
            Step::Mode | Step::Pattern | Step::Score => Answer::Yes,
        }
    }

    /// What is reported or spliced passes with all of its transcripts, where that is asked for.
    fn consequence(
        &self,
        filters: &Filters,
        alternate: usize,
        concern: &mut Concern<'s>,
    ) -> Answer {
        match concern.ask_consequence(filters) {
            Answer::No if filters.keeps_reported => {
                let is_kept = self.is_reported(alternate, concern)
                    || self.is_spliced(filters, alternate, concern);
                Answer::of(Some(is_kept))
            }
            answer => answer,
        }
    }

    /// Whether ClinVar reports an ALT pathogenic or likely so.
    pub fn is_reported(&self, alternate: usize, concern: &Concern<'s>) -> bool {
        let said = self.clinical(alternate, concern);
        let class = said.and_then(|said| ClinicalClass::parse(&text(said.significance)));
        class >= Some(ClinicalClass::LikelyPathogenic)
    }

    fn is_spliced(&self, filters: &Filters, alternate: usize, concern: &Concern<'s>) -> bool {
        let allele = (alternate, self.alternates[alternate]);
        let spliceai = Predictor::Spliceai;
        let verdict = concern.prediction(spliceai, &filters.cutoffs, &self.info, allele);
        verdict.is_some_and(|verdict| verdict.is_damaging() == Some(true))
    }

    /// Where an ALT is, in words.
    pub fn place(&self, alternate: usize) -> String {
        let position = self.line.position().unwrap_or_default();
        let [contig, reference, alternate] = [
            self.line.contig(),
            self.line.reference(),
            self.alternates[alternate],
        ]
        .map(lossy);
        format!("{contig}:{position} {reference}>{alternate}")
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
        let Some(regions) = &filters.regions else {
            return true;
        };
        let alternate = (alternate, self.alternates[alternate]);
        let mut stretches = self.extent.stretches(&self.record, alternate);
        stretches.any(|found| regions.overlaps(found.contig, found.start, found.end))
    }

    /// The highest population frequency of an ALT, by whatever transcript.
    fn frequency(&self, alternate: usize) -> Option<FrequencyRef<'s>> {
        *self.frequencies[alternate].get_or_init(|| {
            let of_entries = self.frequency_of_entries(alternate);
            FrequencyRef::higher(of_entries, self.info.frequency(alternate))
        })
    }

    /// That of the ALT's entries. Where those of several original ALTs may be its own, the lowest of
    /// theirs: no variant is filtered by another's frequency.
    fn frequency_of_entries(&self, alternate: usize) -> Option<FrequencyRef<'s>> {
        let of_alternate = || {
            let entries = self.entries.iter();
            entries.filter(move |one| one.found.hit.alternate == alternate)
        };
        let HitEntry {
            groups, is_certain, ..
        } = of_alternate().next()?.found;
        if groups == 1 && !is_certain {
            return None;
        }
        let of_group = |group: usize| {
            let entries = of_alternate().filter(|one| one.found.group == group);
            let found = entries.map(|one| one.entry.frequency());
            found.fold(None, FrequencyRef::higher)
        };
        let mut seen: Vec<_> = of_alternate().map(|one| one.found.group).collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() < groups {
            return None;
        }
        let frequencies: Option<Vec<_>> = seen.into_iter().map(of_group).collect();
        let lowest =
            |a: FrequencyRef<'s>, b: FrequencyRef<'s>| if b.value < a.value { b } else { a };
        frequencies?.into_iter().reduce(lowest)
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
        let mut variant = CandidateVariant {
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
                let allele = (alternate, self.alternates[alternate]);
                concern.prediction(predictor, &filters.cutoffs, &self.info, allele)
            }),
            structural: self.structural(alternate, concern),
            ..CandidateVariant::default()
        };
        if let Some(said) = self.clinical(alternate, concern) {
            variant.tell_clinical(&said);
        }
        variant
    }

    fn regulatory(&self, alternate: usize, gene: usize) -> Vec<String> {
        let alternate = (alternate, self.alternates[alternate]);
        self.finder.regulatory(&self.record, alternate, gene)
    }

    fn structural(&self, number: usize, concern: &Concern) -> Option<Structural> {
        let [kind, length] = self.event_keys;
        let lengths = || self.record.info_integers(length);
        let is_each = lengths().count() == self.alternates.len();
        let length = lengths().nth(if is_each { number } else { 0 }).flatten();
        let alternate = self.alternates[number];
        let event = Event {
            record: &self.record,
            extent: self.extent,
            number,
            alternate,
            kind: self.record.info(kind).unwrap_or_default(),
            length: length.map(i64::unsigned_abs),
        };
        let of_gene = |&gene: &usize| {
            self.finder
                .is_whole(&self.record, (number, alternate), gene)
        };
        let is_whole = concern.genes.iter().filter_map(of_gene).max();
        let mut found = event.structural(&concern.entries, is_whole)?;
        found.regulatory.clone_from(&concern.regulatory);
        if found.extent == StructuralExtent::Unknown && !found.regulatory.is_empty() {
            found.extent = StructuralExtent::Regulatory;
        }
        Some(found)
    }

    /// What ClinVar says of an ALT: by its own fields, else by VEP's, which may have the words of other
    /// ALTs of the place.
    fn clinical(&self, alternate: usize, concern: &Concern<'s>) -> Option<ClinicalText<'s, 's>> {
        let of_entries = concern.entries.iter().flat_map(Entry::clinical);
        let mut all = of_entries.chain(self.info.clinical(alternate));
        let first = all.next()?;
        match first.is_own {
            true => Some(first),
            false => all.find(|said| said.is_own).or(Some(first)),
        }
    }
}

impl CandidateVariant {
    fn tell_clinical(&mut self, said: &ClinicalText) {
        let unclear = match said.is_unclear {
            true => " (whose of the ALTs is not told)",
            false => "",
        };
        let conflict = Some(text(said.conflict)).filter(|text| text != ".");
        self.clinical_significance = text(said.significance);
        self.clinical_class = ClinicalClass::parse(&self.clinical_significance);
        self.clinical_field = format!("{}{unclear}", said.field);
        self.clinical_stars = stars(&text(said.review));
        self.clinical_conflict = conflict.unwrap_or_default();
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
