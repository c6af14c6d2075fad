//! Genes by their coordinates.
//!
//! GFF3, GTF, BED and the MANE summary are read, compressed or not.
//!
//! ```
//! use dsdscore::gene::Regions;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("genes.bed");
//! std::fs::write(&path, "chrY\t2786854\t2787682\tSRY\n")?;
//! let regions = Regions::open(&path)?;
//! // 1-based, both ends included; Y is chrY.
//! let mut count = 0;
//! regions.visit(b"Y", 2_787_682, 2_787_700, &mut |_| count += 1);
//! regions.visit(b"Y", 2_787_683, 2_787_700, &mut |_| count += 1);
//! assert_eq!(count, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assembly;
pub(in crate::gene) mod bed;
mod builder;
mod coordinates;
mod format;
mod gff;
mod gtf;
pub(in crate::gene) mod lines;
mod mane;

use std::{
    io,
    path::{Path, PathBuf},
};

use rustc_hash::FxHashMap;
use thiserror::Error;

use self::{builder::Builder, format::Parser, lines::Lines};
use super::{GeneMention, MentionedGene, assembly::Told};
use crate::contig::{Release, canonical_contig, lettered_contig, may_compare, release};

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
    /// Contigs are of two assemblies.
    #[error(
        "{}: genes lie on {first} and on {second}; name a file with the genes of one assembly",
        path.display()
    )]
    Mixed {
        /// The file.
        path: PathBuf,
        /// An assembly, and a contig of it.
        first: Told,
        /// Another assembly, and a contig of that.
        second: Told,
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
    /// The file.
    path: PathBuf,
    /// The assembly that the file tells.
    assembly: Option<Told>,
    /// Whether contigs of another release are taken as if they were of this one.
    is_insisted_on: bool,
    /// Whether 23 to 26 are X, Y, X and MT, where no contig is called so.
    has_letters: bool,
}

/// The genes of a contig.
#[derive(Clone, Debug)]
struct Contig {
    /// Its name in the first line that had it.
    name: Box<[u8]>,
    release: Option<Release>,
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
            assembly::read(line, &mut builder.clues);
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
        if let Some((first, second)) = builder.clues.mixed_accessions() {
            return Err(mixed(path, first, second));
        }
        let mut regions = builder.finish().ok_or_else(|| empty(path))?;
        regions.path = path.into();
        Ok(regions)
    }

    /// The file that they were read from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The assembly that the file tells by its header or the names of its contigs.
    #[must_use]
    pub fn assembly(&self) -> Option<&Told> {
        self.assembly.as_ref()
    }

    /// The same genes, with no more said of their assembly: positions on contigs of another are taken
    /// as they are.
    #[must_use]
    pub fn insisted_on(mut self) -> Self {
        self.assembly = None;
        self.is_insisted_on = true;
        self
    }

    /// The same genes for variants whose contigs 23 to 26 are no sex chromosomes or mitochondrion.
    #[must_use]
    pub fn without_letters(mut self) -> Self {
        self.has_letters = false;
        self
    }

    /// Whether the contig is an accession of another assembly than that of the genes: it has none of
    /// them.
    pub fn is_of_another_assembly(&self, contig: &[u8]) -> bool {
        self.contig(contig)
            .is_some_and(|found| !self.is_comparable(found, contig))
    }

    /// Gives the genes that overlap the positions from `start` to `end`
    /// (1-based, inclusive), by their start. A gene that lies there in several
    /// pieces is given for each.
    pub fn visit(&self, contig: &[u8], start: u64, end: u64, f: &mut impl FnMut(GeneMention)) {
        let found = self.contig(contig);
        let Some(found) = found.filter(|found| self.is_comparable(found, contig)) else {
            return;
        };
        let intervals = &found.intervals;
        let first = intervals.partition_point(|interval| interval.reach < start);
        let near = intervals[first..].iter().take_while(|i| i.start <= end);
        for interval in near.filter(|interval| interval.end >= start) {
            f(self.genes[interval.gene].mention());
        }
    }

    /// The contig, of whatever release.
    /// Whether positions from `start` to `end` hold all of a gene, as [`Regions::visit`] gives it.
    pub fn visit_whole(
        &self,
        contig: &[u8],
        start: u64,
        end: u64,
        f: &mut impl FnMut(GeneMention, bool),
    ) {
        let found = self.contig(contig);
        let Some(found) = found.filter(|found| self.is_comparable(found, contig)) else {
            return;
        };
        let is_in = |interval: &Interval| start <= interval.start && interval.end <= end;
        let touched = |interval: &&Interval| interval.start <= end && start <= interval.end;
        for one in found.intervals.iter().filter(touched) {
            let mut pieces = found
                .intervals
                .iter()
                .filter(|piece| piece.gene == one.gene);
            f(self.genes[one.gene].mention(), pieces.all(is_in));
        }
    }

    fn contig(&self, name: &[u8]) -> Option<&Contig> {
        let name = canonical_contig(name);
        let lettered = || self.contigs.get(lettered_contig(name));
        let found = self.contigs.get(name);
        found.or_else(|| self.has_letters.then(lettered)?)
    }

    fn is_comparable(&self, contig: &Contig, name: &[u8]) -> bool {
        let told = || self.assembly().map(|told| Release::Of(told.assembly));
        self.is_insisted_on || may_compare(contig.release.or_else(told), release(name))
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

pub(in crate::gene) fn malformed(path: &Path, line: u64, expected: &'static str) -> RegionsError {
    RegionsError::Malformed {
        path: path.into(),
        line,
        expected,
    }
}

fn mixed(path: &Path, first: &Told, second: &Told) -> RegionsError {
    RegionsError::Mixed {
        path: path.into(),
        first: first.clone(),
        second: second.clone(),
    }
}

fn empty(path: &Path) -> RegionsError {
    RegionsError::Empty { path: path.into() }
}

#[cfg(test)]
mod tests;
