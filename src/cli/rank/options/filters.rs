//! The options that say what is left out.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use clap::{Args, ValueEnum};

use super::names;
use crate::{
    heatmap::PatternClass,
    rank::{Filters, Impact, Limits, Mode, Need, Order, Predictor, Regions, annotation::Cutoffs},
    variant::{Dictionary, RegionList},
};

/// Filters that go together. One that is named by its own option has that option's value.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Preset {
    /// PolyPhen-2 says damaging; unpredicted variants are dropped
    Paper,
    /// FILTER is PASS or missing, the frequency at most 0.01, and the impact at least moderate, or ClinVar
    /// reports it pathogenic or likely so, or SpliceAI calls it
    Rare,
}

/// Filters; none of them filters where it is not named.
#[derive(Args)]
#[command(next_help_heading = "Filters")]
pub(super) struct FilterOptions {
    /// Filters that go together; single options outrank them, and what the input has no field for is
    /// left out with a warning
    #[arg(long, value_name = "NAME")]
    preset: Option<Preset>,
    /// QUAL at least
    #[arg(long, value_name = "NUMBER", value_parser = at_least_0_f32)]
    min_qual: Option<f32>,
    /// GQ at least; where it is missing the genotype passes
    #[arg(long, value_name = "INT", value_parser = clap::value_parser!(i32).range(0..))]
    min_gq: Option<i32>,
    /// DP of the sample at least; where it is missing the genotype passes
    #[arg(long, value_name = "INT", value_parser = clap::value_parser!(i32).range(0..))]
    min_dp: Option<i32>,
    /// FILTER is one of these, by commas: PASS,.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    filter: Vec<String>,
    /// Regions, by commas: CHROM, CHROM:POS, CHROM:FROM-TO
    #[arg(short, long, value_name = "REGIONS")]
    regions: Option<String>,
    /// Regions in a file: BED, or CHROM, POS, END counted from 1
    #[arg(short = 'R', long, value_name = "FILE")]
    regions_file: Option<PathBuf>,
    /// The population frequency at most, 0-1; where it is missing the variant passes
    #[arg(long, value_name = "NUMBER", value_parser = fraction)]
    max_af: Option<f64>,
    /// Fields of CSQ or INFO that count as population frequencies, by commas [default: gnomAD's]
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    af_field: Vec<String>,
    /// The impact at least: high, moderate, low or modifier
    #[arg(long, value_name = "NAME", value_parser = names::impact)]
    min_impact: Option<Impact>,
    /// Consequences of which a variant must have one, by commas, such as missense_variant
    #[arg(long, value_name = "TERMS", value_delimiter = ',')]
    consequence: Vec<String>,
    /// Only a gene's preferred transcript counts: MANE Select, MANE Plus Clinical, the canonical one,
    /// else all
    #[arg(long)]
    preferred_transcript: bool,
    /// Predictors of which one must say damaging, by commas: polyphen, sift, alphamissense, revel,
    /// cadd, spliceai
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = names::predictor)]
    damaging: Vec<Predictor>,
    /// REVEL's score from which on it says damaging
    #[arg(long, value_name = "NUMBER", default_value = "0.5", value_parser = fraction_f32)]
    revel_cutoff: f32,
    /// CADD's PHRED-scaled score from which on it says damaging
    #[arg(long, value_name = "NUMBER", default_value = "25.3", value_parser = percentage)]
    cadd_cutoff: f32,
    /// SpliceAI's highest delta score from which on it says damaging
    #[arg(long, value_name = "NUMBER", default_value = "0.2", value_parser = fraction_f32)]
    spliceai_cutoff: f32,
    /// Drop what none of these predictors knows, such as frameshifts
    #[arg(long)]
    drop_unpredicted: bool,
    /// Modes of inheritance of which a gene must have one, by commas: de-novo, possibly-de-novo (a
    /// parent is missing or uncertain), dominant, sex-limited (passed on by an unaffected parent of
    /// the other sex), recessive, compound-heterozygous, x-linked, y-linked, mitochondrial
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = names::mode)]
    mode: Vec<Mode>,
    /// The population frequency at most, 0-1, with which one copy of a variant may cause disease. What
    /// ClinVar reports pathogenic is not held to it [default: 0.0001, as the G2P plugin of VEP has it]
    #[arg(long, value_name = "NUMBER", value_parser = fraction)]
    max_af_dominant: Option<f64>,
    /// The same where all copies must have it, or another variant of the gene [default: 0.005]
    #[arg(long, value_name = "NUMBER", value_parser = fraction)]
    max_af_recessive: Option<f64>,
    /// Patterns of expression of which a gene must have one, by commas: silent, sparse, banded,
    /// ubiquitous; a gene without a pattern passes
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = names::pattern)]
    pattern: Vec<PatternClass>,
    /// The score's percentile at least, 0-100; a gene without one is dropped
    #[arg(long, value_name = "NUMBER", value_parser = percentage)]
    min_percentile: Option<f32>,
    /// The score at least, 0-1; a gene without one is dropped
    #[arg(long, value_name = "NUMBER", value_parser = fraction_f32)]
    min_score: Option<f32>,
}

impl FilterOptions {
    /// The file that it reads.
    pub(super) fn file(&self) -> Option<&Path> {
        self.regions_file.as_deref()
    }

    /// The order that goes with the preset.
    pub fn order(&self) -> Order {
        match self.preset {
            Some(Preset::Paper) => Order::Paper,
            Some(Preset::Rare) | None => Order::Clinical,
        }
    }

    /// The filters, those of the preset among them; without the regions, for which the input's contigs
    /// must be known.
    pub(super) fn resolve(&self) -> anyhow::Result<Filters> {
        let mut filters = Filters {
            lenient: Vec::new(),
            min_quality: self.min_qual,
            min_genotype_quality: self.min_gq,
            min_depth: self.min_dp,
            filter: self.filter.clone(),
            regions: None,
            max_frequency: self.max_af,
            frequency_fields: self.af_field.clone(),
            min_impact: self.min_impact,
            keeps_reported: false,
            consequences: self.consequence.clone(),
            preferred_transcript: self.preferred_transcript,
            damaging: self.damaging.clone(),
            cutoffs: Cutoffs {
                revel: self.revel_cutoff,
                cadd: self.cadd_cutoff,
                spliceai: self.spliceai_cutoff,
            },
            drop_unpredicted: self.drop_unpredicted,
            modes: self.mode.clone(),
            limits: self.limits(),
            patterns: self.pattern.clone(),
            min_percentile: self.min_percentile,
            min_score: self.min_score,
        };
        match self.preset {
            Some(Preset::Paper) => add_paper(&mut filters),
            Some(Preset::Rare) => add_rare(&mut filters),
            None => {}
        }
        ensure!(
            !filters.drop_unpredicted || !filters.damaging.is_empty(),
            "--drop-unpredicted needs --damaging, which names the predictors"
        );
        Ok(filters)
    }

    fn limits(&self) -> Limits {
        let usual = Limits::default();
        Limits {
            dominant: self.max_af_dominant.unwrap_or(usual.dominant),
            recessive: self.max_af_recessive.unwrap_or(usual.recessive),
        }
    }

    /// The regions of the file, which may be read once only.
    pub(super) fn regions_file(&self) -> anyhow::Result<Option<RegionList>> {
        Ok(self.file().map(RegionList::open).transpose()?)
    }

    /// The regions of an input with these contigs, those of the file among them.
    pub(super) fn regions(
        &self,
        file: Option<&RegionList>,
        contigs: &Dictionary,
    ) -> anyhow::Result<Option<Regions>> {
        let is_contig = |name: &[u8]| contigs.contig_index(name).is_some();
        let list = self.regions.as_deref();
        let list = list.map(|list| RegionList::parse(list, is_contig));
        let list = match (list.transpose()?, file.cloned()) {
            (Some(list), Some(file)) => Some(list.union(file)),
            (list, file) => list.or(file),
        };
        Ok(list.as_ref().map(Regions::from))
    }
}

/// Section 2.7 of the GONAD-ResNet paper.
fn add_paper(filters: &mut Filters) {
    if filters.damaging.is_empty() {
        filters.damaging.push(Predictor::Polyphen);
        filters.drop_unpredicted = true;
        filters.lenient.push(Need::Predictions);
    }
}

fn add_rare(filters: &mut Filters) {
    if filters.filter.is_empty() {
        filters.filter = ["PASS", "."].map(String::from).into();
    }
    if filters.max_frequency.is_none() {
        filters.max_frequency = Some(0.01);
        filters.lenient.push(Need::Frequency);
    }
    if filters.min_impact.is_none() {
        filters.min_impact = Some(Impact::Moderate);
        filters.keeps_reported = true;
        filters.lenient.push(Need::Impact);
    }
}

fn at_least_0_f32(text: &str) -> Result<f32, String> {
    names::number(text, 0.0, f64::MAX).map(|number| number as f32)
}

fn fraction(text: &str) -> Result<f64, String> {
    names::number(text, 0.0, 1.0)
}

fn fraction_f32(text: &str) -> Result<f32, String> {
    fraction(text).map(|number| number as f32)
}

fn percentage(text: &str) -> Result<f32, String> {
    names::number(text, 0.0, 100.0).map(|number| number as f32)
}
