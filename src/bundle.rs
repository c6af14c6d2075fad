//! The bundle: one file of genes, expression matrices, images, patterns and scores.
//!
//! [`Bundle`] reads it, [`Builder`] writes it; [`import`](crate::import) makes builders of
//! single-cell files, tables of expression and published scores.
//!
//! ```no_run
//! let bundle = dsdscore::bundle::Bundle::open("gonad.bundle")?;
//! for (index, gene) in bundle.genes().iter().enumerate() {
//!     println!("{} {:?}", gene.symbol, bundle.score(index, 0));
//! }
//! # Ok::<(), dsdscore::bundle::BundleError>(())
//! ```

mod builder;
mod built_in;
mod bytes;
mod checksum;
mod codec;
mod content;
mod error;
mod gene_field;
mod gene_images;
mod image_store;
mod images;
mod info;
mod layout;
mod levels;
mod manifest;
mod matrices;
mod means_ceiling;
mod open;
mod opinion;
mod patterns;
mod reasons;
mod rewrite;
mod scored;
mod scores;
mod transfer;
mod usual;
mod verify;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ndarray::Array2;

pub use self::{
    builder::{Builder, Description},
    codec::CodecError,
    content::ContentError,
    error::{BundleError, ImageError},
    gene_images::GeneImages,
    image_store::ImageStore,
    info::Info,
    layout::FORMAT_VERSION,
    manifest::{
        Atlas, Condition, Control, DEFAULT_PREFIX, EvaluatedContrast, Evaluation, Explanation,
        LikelihoodRatio, Manifest, ManifestError, ModelSource, NEVER_EVALUATED, NameError,
        RESERVED_KEYS, Replacement, ScoreSource, Time, TopShare, Way, short_names, worth,
    },
    opinion::Opinion,
    reasons::{
        Alike, Blocks, ConditionReasons, Explained, GeneReasons, KEPT_BLOCKS, Likeness, Moved,
        Reasons, ReferenceGenes, Without,
    },
    scored::Scored,
    verify::VerifyReport,
};
use self::{
    bytes::Bytes,
    images::ImageIndex,
    layout::{Directory, Section},
    matrices::Matrices,
    patterns::Patterns,
    scores::Scores,
};
pub(crate) use self::{gene_field::GeneField, manifest::keys::is_key_byte};
use crate::{gene::Gene, heatmap::Pattern};

/// An open bundle.
///
/// The file is mapped into memory: it must not be changed in place while it is
/// open. Writing a bundle puts a new file in its place, which is safe.
#[derive(Debug)]
pub struct Bundle {
    path: PathBuf,
    file: Bytes,
    directory: Directory,
    manifest: Manifest,
    genes: Vec<Gene>,
    matrices: Matrices,
    matrices_intact: OnceLock<bool>,
    usual: Matrices,
    usual_intact: OnceLock<bool>,
    /// One a source of the manifest.
    scores: Vec<Scores>,
    /// By condition the indices of its sources, that which decides first.
    sources: Vec<Vec<usize>>,
    patterns: Patterns,
    images: ImageIndex,
    /// Decoded when the first of them is read.
    reasons: OnceLock<Reasons>,
    /// One a source of the manifest.
    maps: Matrices,
    maps_intact: OnceLock<bool>,
}

impl Bundle {
    /// Opens a bundle and checks all of it but the matrices and what is usual,
    /// which are checked when the first of them is read, and the images, each
    /// when it is read.
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

    /// The expression of a gene, cell types × times, in the unit of the
    /// table that the bundle was built from. NaN was not measured. `None`
    /// where the gene is absent from the condition, or the bundle has no
    /// matrices.
    ///
    /// # Errors
    ///
    /// If an index is past the end, the bundle is slim, or the matrices are not
    /// as they were written.
    pub fn matrix(
        &self,
        gene: usize,
        condition: usize,
    ) -> Result<Option<Array2<f32>>, BundleError> {
        self.check_indices(gene, condition)?;
        self.check_not_slim()?;
        self.check_matrices()?;
        let section = self.directory.bytes(&self.file, Section::Matrices);
        Ok(self.matrices.read(section, gene, condition))
    }

    /// The score of a gene, 0 to 1, by the model that decides in the condition; `None` where it
    /// has none. [`Bundle::opinions`] has those of other models.
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

    /// The pattern of a gene; `None` where it has none.
    pub fn pattern(&self, gene: usize, condition: usize) -> Option<&Pattern> {
        self.patterns(condition).get(gene)?.as_ref()
    }

    /// The patterns of a condition, one a gene; empty where there are none.
    pub fn patterns(&self, condition: usize) -> &[Option<Pattern>] {
        self.patterns.get(condition).map_or(&[], Vec::as_slice)
    }

    /// How many genes of a condition have a stored image, and the images' bytes.
    pub fn image_extent(&self, condition: usize) -> (usize, usize) {
        self.images.extent(condition)
    }

    /// The scores that decide.
    fn scores_of(&self, condition: usize) -> Option<&Scores> {
        let deciding = self.sources.get(condition)?.first()?;
        Some(&self.scores[*deciding])
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

    fn check_not_slim(&self) -> Result<(), BundleError> {
        match &self.manifest.slimmed_from {
            Some(from) => Err(BundleError::Slim {
                path: self.path.clone(),
                from: from.clone(),
            }),
            None => Ok(()),
        }
    }

    fn check_matrices(&self) -> Result<(), BundleError> {
        self.check_once(Section::Matrices, &self.matrices_intact)
    }

    /// Reads all of a section once, at the first call.
    fn check_once(&self, section: Section, is_intact: &OnceLock<bool>) -> Result<(), BundleError> {
        let check = || self.directory.check(&self.file, section);
        if *is_intact.get_or_init(|| check().is_ok()) {
            return Ok(());
        }
        check().map_err(|fault| fault.at(&self.path))
    }
}

#[cfg(test)]
mod tests;
