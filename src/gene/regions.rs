//! Genes by their coordinates.

mod bed;
mod builder;
mod format;
mod gff;
mod gtf;
mod lines;
mod mane;

use std::{
    io,
    path::{Path, PathBuf},
};

use rustc_hash::FxHashMap;
use thiserror::Error;

use self::{builder::Builder, format::Parser, lines::Lines};
use super::{GeneMention, MentionedGene, canonical_contig};

/// Why a file of gene coordinates cannot be read.
#[derive(Debug, Error)]
pub enum RegionsError {
    /// The file cannot be opened, read or decompressed.
    #[error("{}: cannot read the file of genes", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is of no known format.
    #[error(
        "{}:{line}: this is not GFF3, GTF, BED or the MANE summary; name a file of one of these formats, plain or gzipped",
        path.display()
    )]
    Unrecognised {
        /// The file.
        path: PathBuf,
        /// The 1-based number of the first line of data.
        line: u64,
    },
    /// A line does not follow the file's format.
    #[error("{}:{line}: expected {expected}; correct the line or remove it", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The 1-based number of the line.
        line: u64,
        /// What the line should have.
        expected: &'static str,
    },
    /// No line describes a gene.
    #[error(
        "{}: no gene found; a GFF3 needs gene rows, a GTF gene, transcript or exon rows",
        path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// A part of a contig that a gene occupies.
#[derive(Clone, Copy, Debug)]
struct Interval {
    /// 1-based.
    start: u64,
    /// 1-based, inclusive.
    end: u64,
    /// The highest end of this interval and those before it.
    reach: u64,
    gene: usize,
}

/// Genes and where they lie.
#[derive(Clone, Debug)]
pub struct Regions {
    /// Under canonical names.
    contigs: FxHashMap<Box<[u8]>, Contig>,
    genes: Vec<MentionedGene>,
}

/// The genes of a contig.
#[derive(Clone, Debug)]
struct Contig {
    /// Its name in the first line that had it.
    name: Box<[u8]>,
    /// By start.
    intervals: Vec<Interval>,
}

impl Regions {
    /// Reads genes from a GFF3, a GTF, a BED (name in the fourth column) or the
    /// MANE summary, plain, gzipped or bgzipped. The format is told by the
    /// content, else by the name.
    ///
    /// A GTF without gene rows gives the spans of its transcripts.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RegionsError> {
        let path = path.as_ref();
        let mut lines = Lines::open(path)?;
        let mut parser = None;
        let mut builder = Builder::default();
        while let Some(line) = lines.read()? {
            if line.starts_with(b"##FASTA") {
                break;
            }
            let known = match &mut parser {
                Some(known) => known,
                None => match Parser::recognise(line, path) {
                    Ok(Some(found)) => parser.insert(found),
                    Ok(None) => continue,
                    Err(error) => return Err(error.at(path, lines.number())),
                },
            };
            known
                .parse(line, &mut builder)
                .map_err(|expected| malformed(path, lines.number(), expected))?;
        }
        if let Some(parser) = parser {
            parser.finish(&mut builder);
        }
        builder.finish().ok_or_else(|| empty(path))
    }

    /// Whether some gene lies on the contig, by any of its names.
    pub fn contains_contig(&self, contig: &[u8]) -> bool {
        self.contigs.contains_key(canonical_contig(contig))
    }

    /// Gives the genes that overlap the positions from `start` to `end`
    /// (1-based, inclusive), by their start. A gene that lies there in several
    /// pieces is given for each.
    pub fn visit(&self, contig: &[u8], start: u64, end: u64, f: &mut impl FnMut(GeneMention)) {
        let Some(contig) = self.contigs.get(canonical_contig(contig)) else {
            return;
        };
        let intervals = &contig.intervals;
        let first = intervals.partition_point(|interval| interval.reach < start);
        let near = intervals[first..].iter().take_while(|i| i.start <= end);
        for interval in near.filter(|interval| interval.end >= start) {
            f(self.genes[interval.gene].mention());
        }
    }

    /// Gives every gene with the contig, as the file first called it, and the
    /// first and last position (1-based, inclusive); one that lies in several
    /// pieces for each. Contigs come in no order.
    pub fn for_each(&self, f: &mut impl FnMut(&[u8], u64, u64, GeneMention)) {
        for contig in self.contigs.values() {
            for interval in &contig.intervals {
                let mention = self.genes[interval.gene].mention();
                f(&contig.name, interval.start, interval.end, mention);
            }
        }
    }
}

fn malformed(path: &Path, line: u64, expected: &'static str) -> RegionsError {
    RegionsError::Malformed {
        path: path.into(),
        line,
        expected,
    }
}

fn empty(path: &Path) -> RegionsError {
    RegionsError::Empty { path: path.into() }
}

#[cfg(test)]
mod tests;
