//! The bundle: one file of genes, expression matrices and scores.
//!
//! [`Bundle`] reads it, [`Builder`] writes it from a [`Table`] of expression or
//! a [`ScoresTable`] of published scores.
//!
//! ```no_run
//! let bundle = dsdscore::bundle::Bundle::open("gonad.bundle")?;
//! for (index, gene) in bundle.genes().iter().enumerate() {
//!     println!("{} {:?}", gene.symbol, bundle.score(index, 0));
//! }
//! # Ok::<(), dsdscore::bundle::BundleError>(())
//! ```

mod builder;
mod codec;
mod content;
mod error;
mod export;
mod gene_names;
mod identifiers;
mod info;
mod layout;
mod manifest;
mod matrices;
mod open;
mod painter;
mod scores;
mod scores_table;
mod table;
mod verify;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use memmap2::Mmap;

pub use crate::delimited::{RowError, TableError};

pub use self::{
    builder::{Builder, Description, Scored},
    codec::CodecError,
    content::ContentError,
    error::BundleError,
    identifiers::{Annotated, Identifiers},
    info::Info,
    layout::FORMAT_VERSION,
    manifest::{
        Atlas, Condition, DEFAULT_PREFIX, Manifest, ManifestError, ModelSource, ScoreSource, Time,
    },
    painter::Painter,
    scores_table::ScoresTable,
    table::{Table, condition_key},
    verify::Report,
};
use self::{
    layout::{Directory, Section},
    matrices::Matrices,
    scores::Scores,
};
use crate::gene::Gene;

/// An open bundle.
///
/// The file is mapped into memory: it must not be changed in place while it is
/// open. Writing a bundle puts a new file in its place, which is safe.
#[derive(Debug)]
pub struct Bundle {
    path: PathBuf,
    file: Mmap,
    directory: Directory,
    manifest: Manifest,
    genes: Vec<Gene>,
    matrices: Matrices,
    matrices_intact: OnceLock<bool>,
    scores: Vec<Option<Scores>>,
}

impl Bundle {
    /// Opens a bundle and checks all of it but the matrices, which are checked
    /// when the first of them is read.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is something else, was written by a newer
    /// program, or is not as it was written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BundleError> {
        open::open(path.as_ref())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the bundle says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The genes. Their order is that of matrices and scores.
    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// `sha256:<hex>` over the directory, which holds the checksums of all
    /// content: equal digests, equal files.
    pub fn digest(&self) -> String {
        self.directory.digest()
    }

    /// The expression of a gene, row-major, cell types × times, in the unit of
    /// the table that the bundle was built from. NaN was not measured. `None`
    /// where the gene is absent from the condition, or the bundle has no
    /// matrices.
    ///
    /// # Errors
    ///
    /// If an index is past the end, or the matrices are not as they were
    /// written.
    pub fn matrix(&self, gene: usize, condition: usize) -> Result<Option<Vec<f32>>, BundleError> {
        self.check_indices(gene, condition)?;
        self.check_matrices()?;
        let section = self.directory.bytes(&self.file, Section::Matrices);
        Ok(self.matrices.read(section, gene, condition))
    }

    /// The score of a gene, 0 to 1; `None` where it has none.
    pub fn score(&self, gene: usize, condition: usize) -> Option<f32> {
        self.scores_of(condition)?.get(gene)
    }

    /// The scores of a condition, one a gene, NaN for a gene without; `None`
    /// where the condition was never scored.
    pub fn scores(&self, condition: usize) -> Option<&[f32]> {
        self.scores_of(condition).map(Scores::values)
    }

    /// Where a score stands among those of a condition, 0 to 100:
    /// 100 × (number below + ½ × number equal) / number scored, as
    /// `scipy.stats.percentileofscore` has it with `kind="mean"`.
    ///
    /// `None` where not all genes that can be scored are: the rank among some
    /// genes is not a rank among all.
    pub fn percentile(&self, condition: usize, score: f32) -> Option<f32> {
        self.scores_of(condition)?.percentile(score)
    }

    fn scores_of(&self, condition: usize) -> Option<&Scores> {
        self.scores.get(condition)?.as_ref()
    }

    fn check_indices(&self, gene: usize, condition: usize) -> Result<(), BundleError> {
        let counts = [
            ("gene", gene, self.genes.len()),
            ("condition", condition, self.manifest.conditions.len()),
        ];
        match counts.into_iter().find(|(_, index, count)| index >= count) {
            Some((what, index, count)) => Err(BundleError::NoSuch {
                path: self.path.clone(),
                what,
                count,
                index,
            }),
            None => Ok(()),
        }
    }

    /// Reads all matrices once, at the first call.
    fn check_matrices(&self) -> Result<(), BundleError> {
        let check = || self.directory.check(&self.file, Section::Matrices);
        if *self.matrices_intact.get_or_init(|| check().is_ok()) {
            return Ok(());
        }
        Err(BundleError::Damaged {
            path: self.path.clone(),
            what: "the checksum of its section matrices is wrong".into(),
        })
    }
}

#[cfg(test)]
mod tests;
