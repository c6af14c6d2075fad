//! Who carries variants of which genes, for comparing patients with others.

use super::{
    Error, RankedGene, Request,
    filter::Tally,
    run, samples,
    scan::{PatientScan, Scan},
};
use crate::{
    gene::{Assembly, Gene, Registry, Settled},
    hits::{Finder, GeneSource},
    variant::Reader,
};

/// A sample with the genes of which it carries a variant that passed the filters on variants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carriers {
    /// The sample's name.
    pub sample: String,
    /// Whether it is no patient.
    pub is_control: bool,
    /// The genes, each once.
    pub genes: Vec<RankedGene>,
}

impl Carriers {
    /// Of what was found of a sample. `genes` are the bundle's, `mentioned` all others.
    pub(super) fn of(scan: &PatientScan, genes: &[Gene], mentioned: &Settled) -> Self {
        let found = scan.genes().into_iter();
        Self {
            sample: scan.name.clone(),
            is_control: scan.is_control,
            genes: found
                .map(|gene| RankedGene::of(gene, genes, mentioned))
                .collect(),
        }
    }
}

/// The samples of an input of controls, and the assembly that its header tells. The filters on variants
/// are those of the request, all of which the input must serve; no scores are needed. `genes` are the
/// bundle's, none without one.
///
/// # Errors
///
/// Where the input is damaged, synthetic, or empty of records or samples, has no genotypes, or lacks what
/// a filter asks.
pub fn controls(
    reader: &mut Reader,
    source: GeneSource,
    genes: &[Gene],
    request: &Request,
    progress: &mut dyn FnMut(usize),
) -> Result<(Vec<Carriers>, Option<Assembly>), Error> {
    if reader.header().meta().any(|line| line == SYNTHETIC) {
        return Err(Error::SyntheticControls(reader.name().into()));
    }
    let mut request = request.clone();
    request.filters.lenient.clear();
    let fields = run::fields(reader, &source, &request).map_err(|lack| run::lacks(reader, lack))?;
    let served = request.filters.served(&fields);
    served.map_err(|lack| run::lacks(reader, lack))?;
    let names: Vec<_> = samples::names(reader.header()).collect();
    if names.is_empty() {
        return Err(Error::NoSamples(reader.name().into()));
    }
    let steps = request.filters.steps(&fields);
    let control = |(sample, name)| PatientScan {
        sample,
        name,
        is_control: true,
        ..PatientScan::new(Tally::new(steps.clone()))
    };
    let controls = names.into_iter().enumerate().map(control).collect();
    let mut finder = Finder::new(source, Registry::growing(genes), reader);
    let mut scan = Scan::new(reader, &request, &fields, controls, false);
    scan.run(reader, &mut finder, None, progress)?;
    if scan.is_empty() {
        return Err(Error::EmptyControls(reader.name().into()));
    }
    if !scan.has_genotypes() {
        return Err(Error::NoGenotypes(reader.name().into()));
    }
    let mentioned = finder.settle();
    scan.settle(&mentioned);
    let found = scan.patients.iter();
    let carriers = found.map(|one| Carriers::of(one, genes, &mentioned));
    Ok((carriers.collect(), scan.assembly()))
}

/// What `dsdscore simulate` writes into the header of a VCF.
const SYNTHETIC: &[u8] = b"##synthetic=true";
