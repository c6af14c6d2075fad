//! Reasons in a bundle that is written anew.

use std::path::Path;

use super::{ConditionReasons, Explained, Reasons};
use crate::bundle::{
    Bundle, BundleError, Manifest,
    content::ContentError,
    layout::Section,
    matrices,
    writer::{self, Body},
};

/// The sections of reasons and maps of a bundle that is written anew.
#[derive(Debug, Default)]
pub(in crate::bundle) struct Kept {
    pub(in crate::bundle) reasons: Vec<u8>,
    pub(in crate::bundle) maps: Vec<u8>,
}

impl Bundle {
    /// Writes this bundle to `path` with the reasons of some sources, in place of those that they had, and
    /// with what genes are like, one a condition, in place of all that was known of it. All else stays the
    /// same, byte for byte. `path` may be this bundle's own; this one goes on with the old content.
    ///
    /// # Errors
    ///
    /// If the bundle is slim, there are more or fewer reasons than genes and blocks, or the file cannot be
    /// written.
    pub fn write_with_reasons(
        &self,
        path: impl AsRef<Path>,
        explained: Vec<Explained>,
        conditions: Vec<Option<ConditionReasons>>,
    ) -> Result<(), BundleError> {
        let path = path.as_ref();
        self.check_not_slim()?;
        self.check_matrices()?;
        self.check_once(Section::Usual, &self.usual_intact)?;
        self.check_once(Section::Maps, &self.maps_intact)?;
        let mut manifest = self.new_manifest();
        let mut reasons = self.reasons()?.clone();
        reasons.conditions = conditions;
        let mut maps: Vec<_> = (0..manifest.scores.len())
            .map(|i| self.map_bytes(i))
            .collect();
        let mut encoded = Vec::new();
        for one in explained {
            self.check_explained(&one)
                .map_err(|source| self.wrong(path, source))?;
            manifest.scores[one.source].explanation = Some(one.explanation);
            reasons.sources[one.source] = one.genes;
            let mut bytes = Vec::new();
            matrices::encode(&one.maps, &mut bytes);
            encoded.push((one.source, bytes));
        }
        for (source, bytes) in &encoded {
            maps[*source] = bytes;
        }
        let kept = Kept {
            reasons: writer::encode_reasons(path, &reasons)?,
            maps: maps.concat(),
        };
        self.write_anew(path, &manifest, None, &kept)
    }

    fn check_explained(&self, one: &Explained) -> Result<(), ContentError> {
        let sources = self.manifest.scores.len();
        let source = self
            .manifest
            .scores
            .get(one.source)
            .ok_or(ContentError::Sources {
                found: one.source + 1,
                expected: sources,
            })?;
        let condition = self
            .manifest
            .condition(&source.condition)
            .unwrap_or_default();
        let [rows, columns] = one
            .explanation
            .blocks(&self.manifest.conditions[condition])
            .shape();
        let expected = (self.genes.len(), rows, columns);
        if one.maps.dim() != expected {
            return Err(ContentError::Shape {
                condition: source.condition.clone(),
                found: one.maps.dim(),
                expected,
            });
        }
        let (found, expected) = (one.genes.len(), self.genes.len());
        crate::bundle::content::check_count("reasons", &source.condition, found, expected)
    }

    fn wrong(&self, path: &Path, source: ContentError) -> BundleError {
        BundleError::Content {
            path: path.to_path_buf(),
            source,
        }
    }

    /// The bytes of a source's maps.
    fn map_bytes(&self, source: usize) -> &[u8] {
        let section = self.directory.bytes(&self.file, Section::Maps);
        self.maps
            .all_of(source)
            .and_then(|range| section.get(range))
            .unwrap_or_default()
    }

    /// What stays of reasons when scores are written anew: those of scores that stay as they are. Of the
    /// others the manifest loses its word too.
    pub(in crate::bundle) fn kept_reasons(
        &self,
        path: &Path,
        manifest: &mut Manifest,
        scores: &[Vec<f32>],
    ) -> Result<Kept, BundleError> {
        self.check_once(Section::Maps, &self.maps_intact)?;
        let old = self.reasons()?;
        let mut kept = Reasons {
            sources: Vec::new(),
            conditions: old.conditions.clone(),
        };
        let mut maps = Vec::new();
        for (source, values) in manifest.scores.iter_mut().zip(scores) {
            let mut all = self.manifest.scores.iter().zip(&self.scores);
            let same = all.position(|(other, known)| {
                let is_model = other.condition == source.condition && other.model == source.model;
                is_model && are_same(known.values(), values)
            });
            source.explanation = same.and_then(|i| self.manifest.scores[i].explanation.clone());
            kept.sources
                .push(same.map_or(Vec::new(), |i| old.sources[i].clone()));
            maps.extend_from_slice(same.map_or(&[], |i| self.map_bytes(i)));
        }
        Ok(Kept {
            reasons: writer::encode_reasons(path, &kept)?,
            maps,
        })
    }

    /// Writes the bundle with another manifest, and with other scores where there are any.
    pub(in crate::bundle) fn write_anew(
        &self,
        path: &Path,
        manifest: &Manifest,
        scores: Option<&[Vec<f32>]>,
        kept: &Kept,
    ) -> Result<(), BundleError> {
        crate::bundle::builder::validate(path, manifest)?;
        let manifest = writer::encode_manifest(path, manifest)?;
        let scores = match scores {
            Some(scores) => writer::encode_scores(path, scores)?,
            None => writer::encode_scores(path, &self.score_values())?,
        };
        // Older formats have these sections otherwise.
        let genes = writer::encode_genes(path, &self.genes)?;
        let new = |section| match section {
            Section::Manifest => &manifest[..],
            Section::Genes => &genes,
            Section::Scores => &scores,
            Section::Reasons => &kept.reasons,
            Section::Maps => &kept.maps,
            section => self.directory.bytes(&self.file, section),
        };
        writer::write(path, Section::ALL.map(|section| Body::Bytes(new(section))))
    }
}

/// A gene without a score has NaN, which is no number's equal.
fn are_same(one: &[f32], other: &[f32]) -> bool {
    let is_same = |(a, b): (&f32, &f32)| a == b || a.is_nan() && b.is_nan();
    one.len() == other.len() && one.iter().zip(other).all(is_same)
}
