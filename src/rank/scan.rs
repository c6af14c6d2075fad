//! Reading an input once: which variants each patient carries, and which of them pass.

mod concern;
mod frequent;
mod genotypes;
mod patient;
mod site;
mod structural;

use std::sync::Arc;

use self::{concern::Concern, site::Site};
use super::{
    Assembly, Call, CallReader, Chromosome, Error, KeptRecord, RelativeCall, Request, Scores,
    annotation::AnnotationFields,
    call::copies,
    filter::{Answer, Step, Tally},
    finding::{Overview, Watched},
};
use crate::{
    gene::{Binder, Registry, Settled, canonical_contig, is_annotatable, lettered_contig},
    hits::{Finder, Hit, assembly_of, has_numbered_sex_chromosomes},
    variant::{Key, LineBuffer, OwnedRecord, Reader, Record, samples},
};

pub(super) use self::patient::{Found, PatientScan, RelatedSample, RelativeScan};

/// What is kept while records pass.
pub(super) struct Scan<'a> {
    request: &'a Request,
    fields: &'a AnnotationFields,
    input: String,
    assembly: Option<Assembly>,
    /// Whether contigs 23 to 26 are X, Y, X and MT.
    has_numbers: bool,
    pub(super) patients: Vec<PatientScan>,
    /// The patients' parents and affected relatives, in the order of the samples.
    pub(super) parents: Vec<RelativeScan>,
    /// All that was read.
    pub(super) read: Tally,
    /// The records of which some variant passed, where they are to be kept.
    pub(super) kept: Option<Vec<KeptRecord>>,
    calls: CallReader,
    records: u64,
    /// Genes that are looked for in everybody.
    pub(super) watched: Vec<Watched>,
    /// Whether some record is of what is like the reference.
    pub(super) has_blocks: bool,
    /// Records with ALTs and without a genotype of any patient.
    without_genotypes: u64,
    has_genotypes: bool,
    carried: Vec<Carried>,
    /// SVTYPE and SVLEN.
    event_keys: Arc<[Key; 2]>,
    line: LineBuffer,
    binder: Binder,
}

/// An ALT that a patient carries.
struct Carried {
    patient: usize,
    alternate: usize,
    call: Call,
}

impl<'a> Scan<'a> {
    /// Ready for the first record.
    pub(super) fn new(
        reader: &Reader,
        request: &'a Request,
        fields: &'a AnnotationFields,
        mut patients: Vec<PatientScan>,
        keeps_records: bool,
    ) -> Self {
        let watched = Watched::built_in();
        for patient in &mut patients {
            patient.overview = Overview::of(&watched);
        }
        let keys = ["SVTYPE", "SVLEN"].map(|name| Key::new(name, reader.dictionary()));
        Self {
            request,
            fields,
            input: reader.name().into(),
            assembly: assembly_of(reader.header()).map(|told| told.assembly),
            has_numbers: has_numbered_sex_chromosomes(reader.header()),
            parents: RelativeScan::of(&patients),
            patients,
            read: Tally::new(request.filters.steps(fields)),
            kept: keeps_records.then(Vec::new),
            calls: CallReader::new(reader.dictionary()),
            records: 0,
            watched,
            has_blocks: false,
            without_genotypes: 0,
            has_genotypes: false,
            carried: Vec::new(),
            event_keys: Arc::new(keys),
            line: LineBuffer::default(),
            binder: Binder::default(),
        }
    }

    /// The assembly that the header tells.
    pub(super) fn assembly(&self) -> Option<Assembly> {
        self.assembly
    }

    /// Whether there was no record.
    pub(super) fn is_empty(&self) -> bool {
        self.records == 0
    }

    /// Whether some record had a genotype of a patient, or there were no records.
    pub(super) fn has_genotypes(&self) -> bool {
        self.has_genotypes || self.records == 0
    }

    /// What readers should know of records that say nothing of any patient.
    pub(super) fn note(&self) -> Option<String> {
        let count = self.without_genotypes;
        (count > 0).then(|| {
            format!(
                "{count} records with an ALT have no genotype of any patient (FORMAT/GT is missing or \".\"): \
                 who carries them is not known, and they are left out."
            )
        })
    }

    /// Reads all records; `progress` is told how many each window had.
    pub(super) fn run(
        &mut self,
        reader: &mut Reader,
        finder: &mut Finder,
        mut scores: Option<&mut Scores>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<(), Error> {
        let mut hits = Vec::new();
        while reader.advance()? {
            finder.find(reader)?;
            for i in 0..reader.len() {
                hits.clear();
                hits.extend_from_slice(finder.of(i));
                let record = reader.record(i);
                if let Some(Scores::Written(written)) = scores.as_deref_mut() {
                    written.read(
                        &record,
                        &mut |gene| finder.number(gene),
                        &mut |alternate, gene| {
                            let hit = Hit { alternate, gene };
                            if !hits.contains(&hit) {
                                hits.push(hit);
                            }
                        },
                    );
                }
                self.count(&record, &hits);
                let seen = self.watched_gene(&record, finder, &hits);
                self.find_carriers(&record, seen)
                    .map_err(|source| self.malformed(&record, source))?;
                if !self.carried.is_empty() {
                    self.judge(&record, finder, &hits)?;
                }
                self.records += 1;
            }
            progress(reader.len());
        }
        Ok(())
    }

    /// Puts what was found under the genes that were mentioned, when all were.
    pub(super) fn settle(&mut self, genes: &Settled) {
        self.read.settle(genes);
        self.patients.iter_mut().for_each(|p| p.settle(genes));
        let kept = self.kept.iter_mut().flatten();
        kept.for_each(|kept| kept.settle(genes));
    }

    /// Counts the ALTs of a record.
    fn count(&mut self, record: &Record, hits: &[Hit]) {
        for i in 0..record.alternate_count() {
            if record.alternate(i).is_some_and(is_annotatable) {
                let genes = hits.iter().filter(|hit| hit.alternate == i);
                self.read.pass(Step::Read, genes.map(|hit| hit.gene), false);
            }
        }
    }

    /// Asks the filters of each ALT that somebody carries.
    fn judge(&mut self, record: &Record, finder: &Finder, hits: &[Hit]) -> Result<(), Error> {
        let mut buffer = std::mem::take(&mut self.line);
        let line = record.to_site_line(&mut buffer)?;
        let keys = Arc::clone(&self.event_keys);
        let site = Site::new(
            *record,
            line,
            (self.fields, &keys),
            finder,
            hits,
            &mut self.binder,
        );
        let carried = std::mem::take(&mut self.carried);
        let mut is_kept = false;
        for one in &carried {
            let concerns = self.passing(&site, one, finder.registry());
            if !concerns.is_empty() {
                is_kept = true;
                self.keep(record, &site, one, &concerns)?;
            }
        }
        self.carried = carried;
        self.line = buffer;
        if let Some(kept) = self.kept.as_mut().filter(|_| is_kept) {
            kept.push(KeptRecord {
                number: self.records,
                record: OwnedRecord::from(*record),
                hits: hits.to_vec(),
            });
        }
        Ok(())
    }

    /// The genes by which an ALT passes all filters that look at variants; none where it does not.
    fn passing<'s>(
        &mut self,
        site: &Site<'s>,
        one: &Carried,
        registry: &Registry,
    ) -> Vec<Concern<'s>> {
        let filters = &self.request.filters;
        let patient = &mut self.patients[one.patient];
        let mut concerns = concern::join(site.concerns(one.alternate), registry);
        for step in Step::OF_VARIANTS {
            if !filters.asks(step) {
                continue;
            }
            let answer = site.ask(filters, step, one.alternate, &one.call, &mut concerns);
            if answer == Answer::No {
                let is_reported = || concerns.iter().any(|c| site.is_reported(one.alternate, c));
                if step == Step::Frequency && is_reported() {
                    patient.frequent.add(site.place(one.alternate));
                }
                return Vec::new();
            }
            let genes = concerns.iter().flat_map(|concern| &concern.genes).copied();
            patient.tally.pass(step, genes, answer == Answer::Unknown);
        }
        concerns
    }

    fn keep<'s>(
        &mut self,
        record: &Record,
        site: &Site<'s>,
        one: &Carried,
        concerns: &[Concern<'s>],
    ) -> Result<(), Error> {
        let chromosome = self.chromosome(record);
        let calls = self.relatives(record, chromosome, one);
        let calls = calls.map_err(|source| self.malformed(record, source))?;
        for concern in concerns {
            let mut variant = site.variant(&self.request.filters, one.alternate, concern);
            variant.call = one.call.clone();
            if let Some(found) = &mut variant.structural {
                let expected = copies::expected(&self.patients[one.patient].lines, chromosome);
                found.kind = structural::kind_by_copies(found.kind, one.call.copies, &expected);
                found.copies = one
                    .call
                    .copies
                    .and_then(|copies| u32::try_from(copies).ok());
            }
            variant.record = self.records;
            let found = concern.genes.iter().map(|&gene| Found {
                gene,
                chromosome,
                calls: calls.clone(),
                variant: variant.clone(),
            });
            self.patients[one.patient].found.extend(found);
        }
        Ok(())
    }

    /// What a patient's relatives have at an ALT that the patient carries.
    fn relatives(
        &mut self,
        record: &Record,
        chromosome: Chromosome,
        one: &Carried,
    ) -> Result<Vec<RelativeCall>, samples::Error> {
        let samples = record.samples();
        let relatives = self.patients[one.patient].relatives.iter();
        let read = relatives.map(|relative| {
            self.calls.read(&samples, relative.sample)?;
            let mut call = self.calls.relative(one.alternate);
            if chromosome == Chromosome::Mitochondrial && call.carries == Some(true) {
                let fraction = self
                    .calls
                    .heteroplasmy(&samples, relative.sample, one.alternate);
                call.heteroplasmy = fraction?;
            }
            Ok(call)
        });
        read.collect()
    }

    fn chromosome(&self, record: &Record) -> Chromosome {
        let position = record.position().unwrap_or_default();
        Chromosome::of(self.contig(record), position, self.assembly)
    }

    /// CHROM by its shortest name.
    fn contig<'r>(&self, record: &Record<'r>) -> &'r [u8] {
        contig(record, self.has_numbers)
    }

    fn malformed(&self, record: &Record, source: samples::Error) -> Error {
        Error::Samples {
            input: self.input.clone(),
            place: record.place(),
            source,
        }
    }
}

/// CHROM by its shortest name; `has_numbers`: 23 is X.
fn contig<'r>(record: &Record<'r>, has_numbers: bool) -> &'r [u8] {
    let contig = canonical_contig(record.contig().unwrap_or_default());
    if has_numbers {
        lettered_contig(contig)
    } else {
        contig
    }
}
