//! The options of commands that rank, and what they ask for.

mod case;
mod filters;
mod names;
mod patients;
mod phenotypes;

use std::path::{Path, PathBuf};

use clap::Args;

use self::{
    case::Case, filters::FilterOptions, names::pattern, patients::PatientOptions,
    phenotypes::PhenotypeOptions,
};
use crate::{
    bundle::{Bundle, DEFAULT_PREFIX},
    cli::{annotate::tell_scores, bundle_choice, genes::Genes, network::Network, note},
    gene::{Gene, RegulatoryRegions},
    heatmap::PatternClass,
    info::Decoder,
    rank::{Confidence, KnownGenes, Order, Pedigree, Phenotypes, Regions, Request, Tiers},
    score::Scorer,
    variant::{Dictionary, Reader, RegionList},
};

/// Which samples to rank, by what, and what to leave out.
#[derive(Args)]
pub struct Options {
    /// The bundle of genes and scores [default: that of DSDSCORE_BUNDLE, else the scores that the input
    /// has, else the built-in one]
    #[arg(short, long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// A model (ONNX) to compute scores with; for each condition one, and others as second opinions
    #[arg(short, long = "model", value_name = "FILE", requires = "bundle")]
    models: Vec<PathBuf>,
    #[command(flatten)]
    pub genes: Genes,
    #[command(flatten)]
    patients: PatientOptions,
    #[command(flatten)]
    filters: FilterOptions,
    #[command(flatten)]
    order: OrderOptions,
    #[command(flatten)]
    lists: Lists,
    #[command(flatten)]
    network: Network,
    #[arg(skip)]
    case: Case,
}

/// What decides the order.
#[derive(Args)]
#[command(next_help_heading = "Order")]
struct OrderOptions {
    /// clinical: by tiers of evidence, within these by inheritance, phenotype and percentile;
    /// percentile: the highest percentile first; paper: genes that PolyPhen-2 calls damaged, then all
    /// others, the highest score first within these (default: clinical; with --preset paper: paper)
    #[arg(long, value_name = "NAME", value_parser = names::order)]
    order: Option<Order>,
    /// Tiers of the order `clinical` in a TOML file, in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    tiers: Option<PathBuf>,
    /// Patterns of expression that come after all others, by commas: silent, sparse, banded,
    /// ubiquitous. In the paper these are silent,sparse
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = pattern)]
    set_aside: Vec<PatternClass>,
}

/// What is known of genes.
#[derive(Args)]
#[command(next_help_heading = "Known genes and phenotypes")]
struct Lists {
    /// Genes that are known for the disease: PanelApp's TSV export, G2P's CSV, a table with a column of
    /// genes, or names, one a line. What a table says of confidence, mode of inheritance and dosage
    /// counts
    #[arg(long, value_name = "FILE")]
    genes_known: Option<PathBuf>,
    /// The confidence of a known gene at least: green (PanelApp's; G2P's definitive and strong), amber
    /// (moderate), or any. Genes without a rating count
    #[arg(
        long,
        value_name = "NAME",
        default_value = "amber",
        value_parser = names::confidence,
        requires = "genes_known"
    )]
    known_confidence: Confidence,
    /// Regions that regulate genes, as BED with the gene in the fourth column and perhaps the region's
    /// name in the fifth: a loss, a gain or a breakpoint in one makes its gene a candidate
    #[arg(long, value_name = "BED")]
    regulatory_regions: Option<PathBuf>,
    #[command(flatten)]
    phenotypes: PhenotypeOptions,
}

impl Options {
    /// What is asked for, but for [`Options::regions`].
    pub fn request(&self) -> anyhow::Result<Request> {
        let (sex, mut sexes) = self.patients.sexes()?;
        let (karyotype, mut karyotypes) = self.patients.karyotypes()?;
        let case = &self.case;
        sexes.extend(case.sample.clone().zip(case.sex));
        karyotypes.extend(case.sample.clone().zip(case.karyotype.clone()));
        let samples = match self.patients.samples.is_empty() {
            true => case.sample.iter().cloned().collect(),
            false => self.patients.samples.clone(),
        };
        Ok(Request {
            samples,
            is_one_of_many: false,
            compares: false,
            sexes,
            sex,
            karyotypes,
            karyotype,
            condition: self.patients.condition.clone(),
            filters: self.filters.resolve()?,
            order: self.order.order.unwrap_or_else(|| self.filters.order()),
            tiers: self.tiers()?,
            set_aside: self.order.set_aside.clone(),
        })
    }

    fn tiers(&self) -> anyhow::Result<Tiers> {
        match &self.order.tiers {
            Some(path) => Ok(Tiers::open(path)?),
            None => Ok(Tiers::built_in()),
        }
    }

    /// The regions of the file that is named.
    pub fn regions_file(&self) -> anyhow::Result<Option<RegionList>> {
        self.filters.regions_file()
    }

    /// The regions of an input with these contigs, those of the file among them.
    pub fn regions(
        &self,
        file: Option<&RegionList>,
        contigs: &Dictionary,
    ) -> anyhow::Result<Option<Regions>> {
        self.filters.regions(file, contigs)
    }

    /// The bundle: the one that is named; none for an input that has scores of its own; else the
    /// built-in one.
    pub fn bundle(&self, input: &Reader) -> anyhow::Result<Option<Bundle>> {
        let (bundle, is_named) = (
            self.bundle.as_deref(),
            bundle_choice::named(self.bundle.as_deref()),
        );
        let prefix = self.genes.prefix(DEFAULT_PREFIX)?;
        if is_named.is_none() && Decoder::is_in(input.header(), input.dictionary(), &prefix) {
            return Ok(None);
        }
        bundle_choice::open(bundle).map(Some)
    }

    /// The scores of a bundle, with networks where some are named. Says on stderr whose they
    /// are and what they are worth.
    pub fn scorer<'b>(&self, bundle: Option<&'b Bundle>) -> anyhow::Result<Option<Scorer<'b>>> {
        let models = self.network.open(&self.models)?;
        let scorer = bundle
            .map(|bundle| Scorer::new(bundle, models))
            .transpose()?;
        scorer.iter().for_each(tell_scores);
        Ok(scorer)
    }

    /// Regions that regulate genes.
    pub fn regulatory(&self) -> anyhow::Result<Option<RegulatoryRegions>> {
        let path = self.lists.regulatory_regions.as_deref();
        let regions = path.map(RegulatoryRegions::open).transpose()?;
        Ok(match self.genes.allows_assembly_mismatch() {
            true => regions.map(RegulatoryRegions::insisted_on),
            false => regions,
        })
    }

    /// The families.
    pub fn pedigree(&self) -> anyhow::Result<Option<Pedigree>> {
        match &self.patients.ped {
            Some(path) => Ok(Some(Pedigree::open(path)?)),
            None => Ok(self.case.pedigree.clone()),
        }
    }

    /// The known genes; `genes` are the bundle's, none without one. Says on stderr what was not found.
    pub fn known(&self, genes: &[Gene]) -> anyhow::Result<Option<KnownGenes>> {
        let Some(path) = &self.lists.genes_known else {
            return Ok(None);
        };
        let known = KnownGenes::read_from(path, genes, self.lists.known_confidence)?;
        for text in known.notes() {
            note(text);
        }
        Ok(Some(known))
    }

    /// The genes with phenotypes that are asked for.
    pub fn phenotypes(&self, genes: &[Gene]) -> anyhow::Result<Option<Phenotypes>> {
        let phenotypes = &self.lists.phenotypes;
        let terms = match phenotypes.hpo.is_empty() {
            true => &self.case.terms,
            false => &phenotypes.hpo,
        };
        phenotypes.read(terms, genes)
    }

    /// What the reader should know of a phenopacket that was taken in.
    pub fn notes(&self) -> &[String] {
        &self.case.notes
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let single = [
            self.genes.file(),
            self.patients.ped.as_deref(),
            self.filters.file(),
            self.lists.genes_known.as_deref(),
            self.lists.regulatory_regions.as_deref(),
            self.order.tiers.as_deref(),
            self.case.path.as_deref(),
        ];
        let single = single.into_iter().flatten().map(Path::to_path_buf);
        let bundle = bundle_choice::named(self.bundle.as_deref());
        bundle
            .into_iter()
            .chain(single)
            .chain(self.lists.phenotypes.files())
            .chain(self.models.iter().cloned())
    }
}

#[cfg(test)]
mod tests;
