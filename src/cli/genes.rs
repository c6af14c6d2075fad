//! The options of commands that find the genes of variants.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use clap::Args;

use super::shell::{file_word, line_word};
use crate::{
    gene::Regions,
    hits::{GeneSource, SourceKind},
    variant::Reader,
};

/// Where genes are read off.
#[derive(Args)]
pub struct Genes {
    /// Gene coordinates: GFF3, GTF, BED or the MANE summary, gzipped or not
    #[arg(short, long, value_name = "FILE")]
    genes: Option<PathBuf>,
    /// Where genes are read off: auto, csq, ann, bcsq or genes
    #[arg(short, long, default_value = "auto")]
    source: SourceKind,
    /// The INFO key of the consequence field, where it is not its usual one
    #[arg(long, value_name = "KEY")]
    field: Option<String>,
    /// What the INFO keys begin with [default: the bundle's, DSD]
    #[arg(long)]
    prefix: Option<String>,
    /// Accept a bundle or model made from simulated data
    #[arg(long)]
    allow_synthetic: bool,
    /// Accept inputs, and gene coordinates, of different assemblies: positions are taken as they are
    #[arg(long)]
    allow_assembly_mismatch: bool,
}

impl Genes {
    /// The file of coordinates.
    pub fn file(&self) -> Option<&Path> {
        self.genes.as_deref()
    }

    /// Where the genes of an input are read off.
    pub fn source(&self, reader: &Reader) -> anyhow::Result<GeneSource> {
        let mut regions = self.genes.as_deref().map(Regions::open).transpose()?;
        if self.allow_assembly_mismatch {
            regions = regions.map(Regions::insisted_on);
        }
        let source = GeneSource::choose(reader, self.source, self.field.as_deref(), regions)?;
        Ok(source)
    }

    /// Whether different assemblies may meet.
    pub fn allows_assembly_mismatch(&self) -> bool {
        self.allow_assembly_mismatch
    }

    /// The options that choose this source, as a shell reads them.
    pub fn recorded(&self, source: &GeneSource) -> impl Iterator<Item = String> {
        let kind = format!("--source {}", source.kind());
        let from = match (source, self.file()) {
            (GeneSource::Field { field, .. }, _) => {
                Some(format!("--field {}", line_word(field.key())))
            }
            (_, file) => file.map(|path| format!("--genes {}", file_word(path))),
        };
        let is_by_place = matches!(source, GeneSource::Regions(_));
        let insisted = (self.allow_assembly_mismatch && is_by_place)
            .then(|| "--allow-assembly-mismatch".into());
        let synthetic = self.allow_synthetic.then(|| "--allow-synthetic".into());
        [Some(kind), from, insisted, synthetic]
            .into_iter()
            .flatten()
    }

    /// What INFO keys begin with: the option's value, else `default`.
    pub fn prefix(&self, default: &str) -> anyhow::Result<String> {
        let prefix = self.prefix.as_deref().unwrap_or(default);
        ensure!(
            is_info_key(prefix),
            "`{prefix}` cannot begin INFO keys: use letters, digits, _ and ., not beginning with a digit"
        );
        Ok(prefix.into())
    }

    /// Nobody may mistake a demonstration for a result.
    pub fn check_synthetic(&self, is_synthetic: bool) -> anyhow::Result<()> {
        ensure!(
            self.allow_synthetic || !is_synthetic,
            "the scores are synthetic (made from simulated data or by an untrained network) and \
             mean nothing; for a demonstration, give --allow-synthetic"
        );
        Ok(())
    }
}

fn is_info_key(key: &str) -> bool {
    let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'.';
    key.bytes().all(is_allowed) && key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}
