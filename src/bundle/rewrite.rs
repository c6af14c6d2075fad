//! Writing a bundle that exists anew: with other scores, or slim.

use std::path::Path;

use super::{
    Bundle, BundleError, ContentError, FORMAT_VERSION, Manifest, Scored,
    builder::{created_by, validate},
    layout::Section,
    scored::{add_scores, check_complete, check_scored, remove_scores},
    writer::{self, Body},
};
use crate::heatmap::PatternClass;

impl Bundle {
    /// Writes this bundle to `path` with new scores, in place of all those that
    /// their conditions had: nothing of another run stays unnoticed. Reasons stay with scores that
    /// stay the same. Of several
    /// for one condition the first decide, and the others are second opinions.
    /// All else stays the same, byte for byte, but that the format is today's.
    /// `path` may be this bundle's own; this one goes on with the old content.
    ///
    /// # Errors
    ///
    /// As [`Builder::set_scores`](super::Builder::set_scores) and
    /// [`Builder::write`](super::Builder::write), and if the matrices or what
    /// is usual are damaged. A damaged image stays damaged, and is seen when it is read.
    pub fn write_with_scores(
        &self,
        path: impl AsRef<Path>,
        scored: impl IntoIterator<Item = Scored>,
    ) -> Result<(), BundleError> {
        let path = path.as_ref();
        self.check_matrices()?;
        self.check_once(Section::Usual, &self.usual_intact)?;
        let scored: Vec<Scored> = scored.into_iter().collect();
        let mut manifest = self.new_manifest();
        let mut scores = self.score_values();
        for Scored { condition, .. } in &scored {
            remove_scores(&mut manifest, &mut scores, condition);
        }
        for scored in scored {
            let checked = self.check_new_scores(&scored);
            checked.map_err(|source| BundleError::Content {
                path: path.to_path_buf(),
                source,
            })?;
            add_scores(&mut manifest, &mut scores, scored);
        }
        let kept = self.kept_reasons(path, &mut manifest, &scores)?;
        self.write_anew(path, &manifest, Some(&scores), &kept)
    }

    fn check_new_scores(&self, scored: &Scored) -> Result<(), ContentError> {
        let condition = check_scored(&self.manifest, &self.genes, scored)?;
        check_complete(&self.genes, scored, |gene| {
            self.needs_score(gene, condition)
        })
    }

    /// Whether complete scores must have one of the gene.
    pub(super) fn needs_score(&self, gene: usize, condition: usize) -> bool {
        self.can_draw(gene, condition) && !self.is_silent(gene, condition)
    }

    /// Whether the gene's pattern says that it is expressed nowhere.
    fn is_silent(&self, gene: usize, condition: usize) -> bool {
        let pattern = self.patterns(condition).get(gene).copied().flatten();
        pattern.is_some_and(|pattern| pattern.class == PatternClass::Silent)
    }

    /// Writes to `path` what annotating needs: genes, scores, patterns, reasons and the
    /// manifest, which then says from what digest. Matrices, what is usual, images and
    /// maps of reasons, nearly all of a bundle, are left out; so nothing can be drawn or scored any
    /// more. `path` may be this bundle's own.
    ///
    /// # Errors
    ///
    /// If the file cannot be written; and, unless `force` says so, if not every
    /// condition has all its scores, of those that decide; if reasons are damaged.
    pub fn write_slim(&self, path: impl AsRef<Path>, force: bool) -> Result<(), BundleError> {
        let path = path.as_ref();
        if !force {
            self.check_complete()?;
        }
        // Checked when they are read.
        self.reasons()?;
        let mut manifest = self.new_manifest();
        manifest.slimmed_from.get_or_insert_with(|| self.digest());
        validate(path, &manifest)?;
        let manifest = writer::encode_manifest(path, &manifest)?;
        // Older formats have these sections otherwise.
        let genes = writer::encode_genes(path, &self.genes)?;
        let scores = writer::encode_scores(path, &self.score_values())?;
        let kept = |section| match section {
            Section::Manifest => &manifest[..],
            Section::Genes => &genes,
            Section::Scores => &scores,
            Section::Matrices | Section::Usual | Section::Images | Section::Maps => b"",
            section => self.directory.bytes(&self.file, section),
        };
        writer::write(path, Section::ALL.map(|section| Body::Bytes(kept(section))))
    }

    /// One list a source of the manifest.
    pub(super) fn score_values(&self) -> Vec<Vec<f32>> {
        let scores = self.scores.iter();
        scores.map(|scores| scores.values().to_vec()).collect()
    }

    fn check_complete(&self) -> Result<(), BundleError> {
        for condition in &self.manifest.conditions {
            let lack = match self.manifest.score_source(&condition.key) {
                Some(source) if source.complete => continue,
                Some(_) => "does not have the scores of all genes",
                None => "has no scores",
            };
            return Err(BundleError::NotScored {
                path: self.path.clone(),
                condition: condition.key.clone(),
                lack,
            });
        }
        Ok(())
    }

    pub(super) fn new_manifest(&self) -> Manifest {
        Manifest {
            format_version: FORMAT_VERSION,
            created_by: created_by(),
            ..self.manifest.clone()
        }
    }
}
