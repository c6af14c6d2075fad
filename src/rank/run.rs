//! From an input to its ranking.

use super::{
    Carriers, Error, KeptRecord, Lists, Order, Pedigree, Ranking, Request, RollCall, Scores,
    annotation::{self, AnnotationFields},
    assemble::Assembler,
    filter::Tally,
    samples,
    scan::{PatientScan, RelatedSample, Scan},
    text::file_name,
    why::Telling,
};
use crate::{
    gene::Registry,
    hits::{self, Finder, GeneSource},
    variant::Reader,
};

/// A ranking, and the records that its candidates stand in.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The ranking.
    pub ranking: Ranking,
    /// The records that passed the filters on variants; empty where they were not asked for.
    pub records: Vec<KeptRecord>,
    /// Who carries what of patients and controls; empty where that was not asked for.
    pub carriers: Vec<Carriers>,
}

/// Ranks the genes of an input's patients. `source` is where genes are read off, [`GeneSource::Known`]
/// where scores that were written before name them. `keeps_records`: for
/// [`write_records`](super::write_records). `progress` is told how many records each window had. Of one
/// input of many ([`Request::is_one_of_many`]) without a patient no record is read.
///
/// # Errors
///
/// Returns an error where the input is damaged, has no genotypes, lacks what a filter asks, or where a
/// score cannot be computed.
pub fn rank(
    reader: &mut Reader,
    source: GeneSource,
    scores: &mut Scores,
    request: &Request,
    lists: &Lists,
    keeps_records: bool,
    progress: &mut dyn FnMut(usize),
) -> Result<Ranked, Error> {
    let fields = fields(reader, &source, request).map_err(|lack| lacks(reader, lack))?;
    let served = request.filters.served(&fields);
    let (filters, banners) = served.map_err(|lack| lacks(reader, lack))?;
    let mut notes = Vec::new();
    let request = &Request {
        filters,
        ..request.clone()
    };
    let patients = patients(reader, request, lists, &fields)?;
    if !request.is_one_of_many {
        samples::check_sexes(reader.header(), reader.name(), request)?;
        let mut roll = RollCall::new(request, lists.pedigree);
        roll.see(reader.header());
        notes.extend(roll.notes());
    }
    let genes_from = source.describe();
    let genes = scores.genes();
    if let Some(regulatory) = lists.regulatory {
        hits::check_assembly(reader, regulatory.regions())?;
    }
    let finder = Finder::new(source, Registry::growing(genes), reader);
    let mut finder = finder.with_regulatory(lists.regulatory);
    let mut scan = Scan::new(reader, request, &fields, patients, keeps_records);
    if !scan.patients.is_empty() {
        scan.run(reader, &mut finder, Some(scores), progress)?;
    }
    if !scan.has_genotypes() {
        return Err(Error::NoGenotypes(reader.name().into()));
    }
    notes.extend(scan.note());
    notes.extend(scores.note());
    notes.extend_from_slice(lists.notes);
    notes.extend(lists.phenotypes.iter().flat_map(|p| p.notes().to_vec()));
    let of_genes = finder.summary.notes().into_iter();
    notes.extend(of_genes.map(|note| note + "."));
    let mentioned = finder.settle();
    scan.settle(&mentioned);
    scores.settle(&mentioned);
    let compared = scan.patients.iter().filter(|_| request.compares);
    let carriers = compared.map(|one| Carriers::of(one, genes, &mentioned));
    let carriers = carriers.collect();
    let (assembly, conditions) = (scan.assembly(), scores.conditions());
    let mut assembler = Assembler {
        request,
        lists,
        input: file_name(reader.name()),
        notes,
        banners,
        samples: samples::names(reader.header()).collect(),
        parents: scan.parents,
        conditions: &conditions,
        telling: Telling::new(scores)?,
        scores,
        genes,
        mentioned: &mentioned,
        watched: &scan.watched,
        has_blocks: scan.has_blocks,
    };
    let patients = scan.patients.into_iter().filter(|one| !one.is_control);
    let patients = patients.map(|patient| assembler.patient(patient, &scan.read));
    let patients = patients.collect::<Result<Vec<_>, _>>()?;
    let ranking = Ranking {
        program: concat!("dsdscore ", env!("CARGO_PKG_VERSION")).into(),
        command: String::new(),
        synthetic: scores.is_synthetic(),
        genes_from,
        assembly,
        bundle: scores.bundle(),
        annotated_by: scores.provenance().to_vec(),
        conditions,
        order: order(request),
        tiers: match request.order {
            Order::Clinical => request.tiers.rules(),
            Order::Paper | Order::Percentile => Vec::new(),
        },
        patients,
    };
    let records = scan.kept.unwrap_or_default();
    Ok(Ranked {
        ranking,
        records,
        carriers,
    })
}

pub(super) fn fields(
    reader: &Reader,
    source: &GeneSource,
    request: &Request,
) -> Result<AnnotationFields, annotation::Error> {
    let field = match source {
        GeneSource::Field { field, .. } => Some(field),
        GeneSource::Regions(_) | GeneSource::Known => None,
    };
    AnnotationFields::find(field, reader.header(), &request.filters.frequency_fields)
}

pub(super) fn lacks(reader: &Reader, source: annotation::Error) -> Error {
    Error::Lacks {
        input: reader.name().into(),
        source,
    }
}

/// The patients, of whom nothing is known yet.
fn patients(
    reader: &Reader,
    request: &Request,
    lists: &Lists,
    fields: &AnnotationFields,
) -> Result<Vec<PatientScan>, Error> {
    let (header, pedigree) = (reader.header(), lists.pedigree);
    let names: Vec<_> = samples::names(header).collect();
    let place = |name: &str| names.iter().position(|found| found == name);
    let samples = samples::chosen(header, reader.name(), request, pedigree)?;
    let steps = request.filters.steps(fields);
    let one = |sample: usize, is_control| PatientScan {
        sample,
        name: names[sample].clone(),
        is_control,
        ..PatientScan::new(Tally::new(steps.clone()))
    };
    let patient = |&sample: &usize| {
        let name = &names[sample];
        let mother = pedigree.and_then(|pedigree| pedigree.mother(name));
        let father = pedigree.and_then(|pedigree| pedigree.father(name));
        let (one, karyotype) = (one(sample, false), request.karyotype(name));
        PatientScan {
            mother: mother.and_then(place),
            father: father.and_then(place),
            lines: karyotype.map_or(one.lines, |karyotype| karyotype.lines.clone()),
            relatives: relatives(name, pedigree, &place),
            ..one
        }
    };
    let is_control = |sample: &usize| {
        let known = pedigree.and_then(|pedigree| pedigree.get(&names[*sample]));
        request.compares
            && !samples.contains(sample)
            && known.is_some_and(|known| known.affected == Some(false))
    };
    let controls = (0..names.len()).filter(is_control);
    let controls = controls.map(|sample| one(sample, true));
    Ok(samples.iter().map(patient).chain(controls).collect())
}

/// The samples of somebody's family.
fn relatives(
    name: &str,
    pedigree: Option<&Pedigree>,
    place: &impl Fn(&str) -> Option<usize>,
) -> Vec<RelatedSample> {
    let family = pedigree.map(|pedigree| pedigree.relatives(name));
    let family = family.into_iter().flatten();
    let related = family.filter_map(|(relative, relation)| {
        Some(RelatedSample {
            sample: place(relative)?,
            name: relative.into(),
            relation,
            affected: pedigree?.get(relative).and_then(|one| one.affected),
        })
    });
    related.collect()
}

fn order(request: &Request) -> String {
    let order = match request.order {
        Order::Paper => {
            "genes that PolyPhen-2 calls damaged, then all others; the highest score first"
        }
        Order::Clinical => {
            "by tiers of evidence; within these by fit of the mode of inheritance, phenotype and \
             percentile"
        }
        Order::Percentile => "the highest percentile first",
    };
    let aside: Vec<_> = request.set_aside.iter().map(|class| class.name()).collect();
    match aside.is_empty() {
        true => order.into(),
        false => format!("{order}; genes of the pattern {} last", aside.join(" or ")),
    }
}

#[cfg(test)]
mod tests;
