//! The options of commands that read regions by an index.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{
    note,
    shell::{file_word, line_word},
};
use crate::{
    gene::is_same_contig,
    variant::{IndexedReader, Overlap, Reader, RegionError, RegionList, Selection, split_index},
};

/// As bcftools has them.
#[derive(Args)]
#[command(next_help_heading = "Regions")]
pub struct RegionOptions {
    /// Only records in these regions, by commas: CHROM, CHROM:POS, CHROM:FROM-TO, CHROM:FROM-; needs
    /// an index (bcftools index) beside the input, or named by FILE##idx##INDEX
    #[arg(short, long, value_name = "LIST", conflicts_with = "regions_file")]
    regions: Option<String>,
    /// The same with the regions of a file: BED, or CHROM, POS, END counted from 1, or a VCF
    #[arg(short = 'R', long, value_name = "FILE")]
    regions_file: Option<PathBuf>,
    /// A record is in a region by its POS (pos), by any base from POS to its end (record), or by a
    /// base that it changes (variant); 0, 1 or 2 for short
    #[arg(long, value_name = "MODE", default_value = "record")]
    regions_overlap: Overlap,
}

impl RegionOptions {
    /// The file of regions.
    pub fn file(&self) -> Option<&Path> {
        self.regions_file.as_deref()
    }

    /// Opens an input, for the regions that are asked for.
    pub fn reader(&self, input: &str, threads: usize) -> anyhow::Result<Reader> {
        if self.regions.is_none() && self.regions_file.is_none() {
            return Ok(Reader::open(split_index(input).0, threads)?);
        }
        let indexed = IndexedReader::open(input, threads)?;
        let regions = self.list(&indexed)?;
        let reader = indexed.select(&regions, self.regions_overlap);
        if let Some(selection) = reader.selection() {
            warn(&reader, selection);
        }
        Ok(reader)
    }

    fn list(&self, input: &IndexedReader) -> Result<RegionList, RegionError> {
        let list = self.regions.as_deref();
        let list = list.map(|list| RegionList::parse(list, |name| input.has_contig(name)));
        let file = self.regions_file.as_deref().map(RegionList::open);
        list.or(file).unwrap_or_else(|| Ok(RegionList::default()))
    }

    /// What decides which records there are, as a shell reads it.
    pub fn recorded(&self) -> Option<String> {
        let regions = match (&self.regions, self.file()) {
            (Some(list), _) => format!("--regions {}", line_word(list)),
            (None, Some(file)) => format!("--regions-file {}", file_word(file)),
            (None, None) => return None,
        };
        let overlap = self.regions_overlap.name();
        Some(format!("{regions} --regions-overlap {overlap}"))
    }
}

fn warn(reader: &Reader, selection: &Selection) {
    if selection.is_stale() {
        note(format_args!(
            "warning: the index {} is older than {}; make it again if the file was changed \
             (bcftools index -f)",
            selection.index().display(),
            reader.name()
        ));
    }
    for contig in selection.absent() {
        let hint = other_spelling(reader, contig);
        note(format_args!(
            "warning: {} has no contig {contig}{hint}",
            reader.name()
        ));
    }
}

/// Regions name contigs as the file does, as in bcftools.
fn other_spelling(reader: &Reader, contig: &str) -> String {
    let lines = reader
        .header()
        .meta()
        .filter(|line| line.starts_with(b"##contig="));
    let mut names = lines.filter_map(|line| crate::variant::attribute(line, b"ID"));
    let is_same = |name: &&[u8]| is_same_contig(name, contig.as_bytes());
    let other = names.find(is_same).map(<[u8]>::escape_ascii);
    other.map_or_else(String::new, |name| format!("; it calls it {name}"))
}
