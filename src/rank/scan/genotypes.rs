//! Who carries which ALTs of a record, and what it shows of everybody's chromosomes.

use super::{Carried, Scan};
use crate::{
    gene::is_annotatable,
    hits::{Finder, Hit},
    rank::{
        Chromosome,
        call::copies::{self, Change},
        finding::{Place, Watched},
    },
    variant::{Record, Samples, samples},
};

/// What a record is, whoever carries it.
struct Facts<'r> {
    record: &'r Record<'r>,
    samples: Samples<'r>,
    chromosome: Chromosome,
    place: Place<'r>,
    is_substitution: bool,
    has_symbol: bool,
    /// The gene that is looked for in everybody, and of how many of its bases the record speaks.
    seen: Option<(usize, u64)>,
}

impl Scan<'_> {
    /// The gene that is looked for in everybody and that a record speaks of, and of how many of its
    /// bases: by coordinates, or by the annotation where its place is not known.
    pub(super) fn watched_gene(
        &mut self,
        record: &Record,
        finder: &Finder,
        hits: &[Hit],
    ) -> Option<(usize, u64)> {
        self.has_blocks = self.has_blocks || is_block(record);
        let (contig, position) = (self.contig(record), record.position()?);
        let on_contig = |gene: &&Watched| gene.is_on(contig);
        let number = self.watched.iter().position(|gene| on_contig(&gene))?;
        let gene = &self.watched[number];
        match gene.span(self.assembly) {
            Some([_, last]) if position > last => None,
            Some([first, last]) => {
                let end = finder.extent().end(record).min(last);
                let bases = (end + 1).checked_sub(position.max(first))?;
                (bases > 0).then_some((number, bases))
            }
            None => {
                let genes = hits.iter().map(|hit| hit.gene);
                let found = finder.registry().find_among(&gene.mention(), genes);
                let is_hit = found.is_some_and(|gene| hits.iter().any(|hit| hit.gene == gene));
                is_hit.then_some((number, record.reference().len() as u64))
            }
        }
    }

    /// Finds which patients carry which ALTs. `seen`: the gene that is looked for in everybody and of
    /// how many of its bases the record speaks.
    pub(super) fn find_carriers(
        &mut self,
        record: &Record,
        seen: Option<(usize, u64)>,
    ) -> Result<(), samples::Error> {
        self.carried.clear();
        let facts = self.facts(record, seen);
        let mut is_called = false;
        for patient in 0..self.patients.len() {
            is_called |= self.look_at_patient(patient, &facts)?;
        }
        self.look_at_relatives(&facts);
        self.has_genotypes |= is_called;
        let mut alternates = (0..record.alternate_count()).filter_map(|i| record.alternate(i));
        self.without_genotypes += u64::from(!is_called && alternates.any(is_annotatable));
        Ok(())
    }

    fn facts<'r>(&self, record: &'r Record<'r>, seen: Option<(usize, u64)>) -> Facts<'r> {
        let chromosome = self.chromosome(record);
        Facts {
            record,
            samples: record.samples(),
            chromosome,
            place: Place {
                chromosome,
                contig: self.contig(record),
                position: record.position().unwrap_or_default(),
            },
            is_substitution: is_substitution(record),
            has_symbol: has_symbol(record),
            seen,
        }
    }

    /// Reads a patient's genotype, and no more of the sample than the record needs. Whether anything
    /// was called.
    fn look_at_patient(&mut self, number: usize, facts: &Facts) -> Result<bool, samples::Error> {
        let patient = &mut self.patients[number];
        let genotype = self.calls.read_genotype(&facts.samples, patient.sample)?;
        let mut is_called = !genotype.alleles.is_empty();
        let has_alternate = genotype.has_alternate();
        patient
            .sexes
            .observe(facts.chromosome, genotype, facts.is_substitution);
        if !has_alternate && facts.seen.is_none() && !facts.has_symbol {
            return Ok(is_called);
        }
        self.calls.read_others(&facts.samples, patient.sample)?;
        if let Some((gene, bases)) = facts.seen {
            let (genotype, depth) = (self.calls.genotype(), self.calls.depth());
            patient.overview.genes[gene].observe(facts.record, bases, genotype, depth);
        }
        if facts.has_symbol {
            is_called |= self.calls.read_copies(&facts.samples, patient.sample)?;
        }
        if has_alternate || facts.has_symbol {
            let (genotype, quality) = (self.calls.genotype(), self.calls.quality());
            let runs = &mut patient.overview.runs;
            runs.observe(facts.place, genotype, quality, facts.is_substitution);
            self.add_carried(number, facts)?;
        }
        Ok(is_called)
    }

    /// Keeps the ALTs that the patient who was read last carries, by genotype or by number of copies.
    fn add_carried(&mut self, number: usize, facts: &Facts) -> Result<(), samples::Error> {
        let patient = &self.patients[number];
        let lines = if facts.has_symbol {
            &patient.lines[..]
        } else {
            &[]
        };
        let expected = copies::expected(lines, facts.chromosome);
        for alternate in 0..facts.record.alternate_count() {
            let alt = facts.record.alternate(alternate);
            let Some(alt) = alt.filter(|alt| is_annotatable(alt)) else {
                continue;
            };
            let call = self.calls.call(alternate);
            let Some(mut call) = call.or_else(|| self.calls.call_by_copies(alt, &expected)) else {
                continue;
            };
            call.is_gain = Change::of(alt) == Some(Change::Gain);
            if facts.chromosome == Chromosome::Mitochondrial {
                let calls = &mut self.calls;
                call.heteroplasmy =
                    calls.heteroplasmy(&facts.samples, patient.sample, alternate)?;
            }
            self.carried.push(Carried {
                patient: number,
                alternate,
                call,
            });
        }
        Ok(())
    }

    /// One that cannot be read is told where it matters.
    fn look_at_relatives(&mut self, facts: &Facts) {
        for relative in &mut self.parents {
            let genotype = self.calls.read_genotype(&facts.samples, relative.sample);
            if let Ok(genotype) = genotype {
                relative
                    .sexes
                    .observe(facts.chromosome, genotype, facts.is_substitution);
            }
        }
    }
}

/// Whether a record is of what is like the reference: without ALT, or with an unspecified one alone.
fn is_block(record: &Record) -> bool {
    matches!(record.alternate(0), None | Some(b"<NON_REF>" | b"<*>"))
}

/// Whether an ALT is symbolic, such as `<DUP>`: callers tell of it by numbers of copies too.
fn has_symbol(record: &Record) -> bool {
    let mut alternates = record.alternates();
    alternates.any(|alternate| alternate.starts_with(b"<") && is_annotatable(alternate))
}

/// Whether REF and all ALTs are one base, and FILTER is `PASS` or `.`.
fn is_substitution(record: &Record) -> bool {
    let is_base = |allele: &[u8]| allele.len() == 1 && allele[0].is_ascii_alphabetic();
    let mut alternates = (0..record.alternate_count()).filter_map(|i| record.alternate(i));
    is_base(record.reference()) && alternates.all(is_base) && record.has_passed()
}
