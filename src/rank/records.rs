//! The records that candidates stand in, as VCF or BCF.

use std::collections::BTreeMap;

use super::{Candidate, CandidateVariant, Error, Patient, Ranking};
use crate::{
    annotate::{Naming, Target},
    gene::Settled,
    hits::Hit,
    info::{
        self, Annotation,
        compound::{write_entry, write_values},
    },
    score::Scorer,
    variant::{Edit, OwnedRecord, Reader, Record, Writer},
};

/// A record that was kept while the input was read, with the genes that its ALTs hit.
#[derive(Clone, Debug)]
pub struct KeptRecord {
    /// Its place in the input, from 0.
    pub number: u64,
    /// Itself.
    pub record: OwnedRecord,
    /// The genes of a bundle that its ALTs hit.
    pub hits: Vec<Hit>,
}

impl KeptRecord {
    /// Keeps the hits of a bundle's genes, when all mentions of genes are there.
    pub(super) fn settle(&mut self, genes: &Settled) {
        let mut hits: Vec<Hit> = Vec::with_capacity(self.hits.len());
        for mut hit in std::mem::take(&mut self.hits) {
            hit.gene = genes.number(hit.gene);
            if genes.is_listed(hit.gene) && !hits.contains(&hit) {
                hits.push(hit);
            }
        }
        self.hits = hits;
    }
}

/// Writes the records that hold a candidate of any patient, in the order of the input: as they were,
/// with scores where a scorer is given, and with the field `<prefix>_RANK`.
///
/// # Errors
///
/// Returns an error where the input has a field of that name by another program, or the output cannot
/// be written; no file stands then.
pub fn write_records(
    reader: &Reader,
    ranking: &Ranking,
    records: &[KeptRecord],
    scorer: Option<&Scorer>,
    naming: &Naming,
    target: &Target,
) -> Result<u64, Error> {
    let others = [info::ranks().definition(&naming.prefix)];
    let mut annotation = match scorer {
        Some(scorer) => Annotation::new(reader.header(), scorer, naming, &others)?,
        None => Annotation::of_others(reader.header(), naming, &others, ranking.synthetic)?,
    };
    let header = annotation.header();
    let mut writer = Writer::create(&target.path, target.format, target.threads, header)?;
    let keys = annotation.keys(reader.dictionary(), writer.dictionary());
    let ranks = ranks(ranking);
    let mut written = 0;
    for kept in records {
        let Some(ranks) = ranks.get(&kept.number) else {
            continue;
        };
        let record = kept.record.record(reader.dictionary());
        if let Some(scorer) = scorer {
            annotation.set(&record, &kept.hits, scorer);
        }
        annotation.set_other(0, entries(&record, ranks));
        let values = annotation.values();
        let keys = &keys;
        writer.write(&record, &Edit { keys, values })?;
        written += 1;
    }
    writer.finish(target.index)?;
    Ok(written)
}

/// What one entry is of.
struct RankedVariant<'r> {
    patient: &'r Patient,
    candidate: &'r Candidate,
    variant: &'r CandidateVariant,
}

/// By the numbers of their records.
fn ranks(ranking: &Ranking) -> BTreeMap<u64, Vec<RankedVariant<'_>>> {
    let mut ranks: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for patient in &ranking.patients {
        for candidate in &patient.candidates {
            for variant in &candidate.variants {
                ranks
                    .entry(variant.record)
                    .or_default()
                    .push(RankedVariant {
                        patient,
                        candidate,
                        variant,
                    });
            }
        }
    }
    ranks
}

fn entries(record: &Record, ranked: &[RankedVariant<'_>]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut alternates = Vec::new();
    record.read_alternates(&mut alternates);
    for alternate in alternates {
        let is_of = |one: &&RankedVariant<'_>| one.variant.alternate.as_bytes() == alternate;
        for one in ranked.iter().filter(is_of) {
            let RankedVariant {
                patient, candidate, ..
            } = one;
            let gene = &candidate.gene;
            let list = if candidate.known.is_some() {
                "known"
            } else {
                "other"
            };
            let rank = candidate.rank.to_string();
            let tier = candidate
                .place
                .tier
                .map_or_else(String::new, |tier| tier.to_string());
            let mut values = Vec::new();
            let names = [&gene.symbol, &gene.ensembl_id, &patient.sample].map(String::as_str);
            write_values(names.into_iter().chain([list, &rank, &tier]), &mut values);
            write_entry(alternate, &values, &mut text);
        }
    }
    text
}
