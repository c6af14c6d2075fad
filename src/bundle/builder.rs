//! Making a bundle from its parts, and giving scores to one that exists.

use std::path::Path;

use super::{
    Atlas, Bundle, BundleError, Condition, ContentError, DEFAULT_PREFIX, FORMAT_VERSION, Manifest,
    ModelSource, ScoreSource,
    content::{check_conditions, check_count, check_expression, check_genes, check_scores},
    layout::Section,
    matrices::{self, Matrices, is_present},
    scores::count,
    writer,
};
use crate::{gene::Gene, heatmap::Recipe};

/// What a bundle's author says of it.
#[derive(Clone, Debug)]
pub struct Description {
    /// The name of the bundle.
    pub name: String,
    /// The version of its content.
    pub version: String,
    /// What the INFO keys begin with.
    pub prefix: String,
    /// Whether the expression values are simulated.
    pub synthetic: bool,
    /// The atlas behind the matrices.
    pub atlas: Atlas,
}

impl Default for Description {
    fn default() -> Self {
        Self {
            name: "unnamed".into(),
            version: "1".into(),
            prefix: DEFAULT_PREFIX.into(),
            synthetic: false,
            atlas: Atlas::default(),
        }
    }
}

/// One condition's scores by one model.
#[derive(Clone, Debug)]
pub struct Scored {
    /// The key of the condition.
    pub condition: String,
    /// The model.
    pub model: ModelSource,
    /// One score a gene, 0 to 1, NaN for a gene without.
    pub values: Vec<f32>,
    /// Whether every gene that can be scored is. A gene with a matrix and
    /// without a score belies it.
    pub complete: bool,
}

/// A bundle that is not written yet.
#[derive(Clone, Debug)]
pub struct Builder {
    manifest: Manifest,
    genes: Vec<Gene>,
    /// For each condition all genes' matrices, one after another.
    matrices: Vec<Vec<f32>>,
    scores: Vec<Option<Vec<f32>>>,
}

impl Builder {
    /// A bundle without scores. `matrices` has for each condition the genes'
    /// matrices one after another, each row-major, cell types × times; NaN was
    /// not measured, and a gene that is absent has nothing but NaN. For a
    /// bundle of scores alone the lists are empty, as are the conditions' axes.
    pub fn new(
        description: Description,
        recipe: Option<Recipe>,
        conditions: Vec<Condition>,
        genes: Vec<Gene>,
        matrices: Vec<Vec<f32>>,
    ) -> Self {
        let scores = vec![None; conditions.len()];
        let manifest = Manifest {
            format_version: FORMAT_VERSION,
            name: description.name,
            version: description.version,
            prefix: description.prefix,
            created_by: created_by(),
            synthetic: description.synthetic,
            atlas: description.atlas,
            conditions,
            recipe,
            scores: Vec::new(),
        };
        Self {
            manifest,
            genes,
            matrices,
            scores,
        }
    }

    /// What the manifest will say.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The genes.
    pub fn genes(&self) -> &[Gene] {
        &self.genes
    }

    /// The genes, to complete their names.
    pub fn genes_mut(&mut self) -> &mut [Gene] {
        &mut self.genes
    }

    /// The matrix of a gene; `None` where it is absent from the condition.
    pub fn matrix(&self, gene: usize, condition: usize) -> Option<&[f32]> {
        let len = self.manifest.conditions.get(condition)?.matrix_len();
        let start = gene.checked_mul(len)?;
        let matrix = self.matrices.get(condition)?.get(start..start + len)?;
        is_present(matrix).then_some(matrix)
    }

    /// Says what transformed expression the heatmaps of a condition show at full scale.
    /// Nothing happens where there is no such condition.
    pub fn set_ceiling(&mut self, condition: usize, ceiling: Option<f32>) {
        if let Some(condition) = self.manifest.conditions.get_mut(condition) {
            condition.ceiling = ceiling;
        }
    }

    /// Gives a condition its scores, in place of those that it had.
    ///
    /// # Errors
    ///
    /// If there is no such condition, a score is not 0 to 1, there are more or
    /// fewer than genes, or complete scores lack that of a gene with a matrix.
    pub fn set_scores(&mut self, scored: Scored) -> Result<(), ContentError> {
        let condition = check_scored(&self.manifest, &self.genes, &scored)?;
        check_complete(&self.genes, &scored, |gene| {
            self.matrix(gene, condition).is_some()
        })?;
        add_source(&mut self.manifest, &scored);
        self.scores[condition] = Some(scored.values);
        Ok(())
    }

    /// Writes the bundle to `path`, whole or not at all.
    ///
    /// # Errors
    ///
    /// If the parts contradict one another or the file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), BundleError> {
        let path = path.as_ref();
        validate(path, &self.manifest)?;
        self.check().map_err(|source| BundleError::Content {
            path: path.to_path_buf(),
            source,
        })?;
        let manifest = writer::encode_manifest(path, &self.manifest)?;
        let genes = writer::encode_genes(path, &self.genes)?;
        let scores = writer::encode_scores(path, &self.scores)?;
        let mut matrices = Vec::new();
        for values in &self.matrices {
            matrices::encode(values, &mut matrices);
        }
        writer::write(path, [&manifest, &genes, &matrices, &scores])
    }

    fn check(&self) -> Result<(), ContentError> {
        check_genes(&self.genes)?;
        let conditions = &self.manifest.conditions;
        Matrices::new(conditions, self.genes.len()).ok_or(ContentError::TooLarge)?;
        check_conditions("matrices", self.matrices.len(), conditions.len())?;
        for (condition, values) in conditions.iter().zip(&self.matrices) {
            let len = condition.matrix_len();
            let expected = len * self.genes.len();
            check_count("matrices", &condition.key, values.len(), expected)?;
            for (gene, matrix) in self.genes.iter().zip(values.chunks(len.max(1))) {
                check_expression(&condition.key, gene, matrix)?;
            }
        }
        Ok(())
    }
}

impl Bundle {
    /// Writes this bundle to `path` with new scores, each in place of those
    /// that its condition had. Genes and matrices stay the same, byte for byte.
    /// `path` may be this bundle's own; this one goes on with the old content.
    ///
    /// # Errors
    ///
    /// As [`Builder::set_scores`] and [`Builder::write`], and if the matrices
    /// are damaged.
    pub fn write_with_scores(
        &self,
        path: impl AsRef<Path>,
        scored: impl IntoIterator<Item = Scored>,
    ) -> Result<(), BundleError> {
        let path = path.as_ref();
        self.check_matrices()?;
        let mut manifest = self.manifest.clone();
        manifest.created_by = created_by();
        let conditions = 0..manifest.conditions.len();
        let mut scores: Vec<_> = conditions
            .map(|condition| self.scores(condition).map(<[f32]>::to_vec))
            .collect();
        for scored in scored {
            let condition =
                self.check_new_scores(&scored)
                    .map_err(|source| BundleError::Content {
                        path: path.to_path_buf(),
                        source,
                    })?;
            add_source(&mut manifest, &scored);
            scores[condition] = Some(scored.values);
        }
        validate(path, &manifest)?;
        let manifest = writer::encode_manifest(path, &manifest)?;
        let genes = self.directory.bytes(&self.file, Section::Genes);
        let matrices = self.directory.bytes(&self.file, Section::Matrices);
        let scores = writer::encode_scores(path, &scores)?;
        writer::write(path, [&manifest, genes, matrices, &scores])
    }

    fn check_new_scores(&self, scored: &Scored) -> Result<usize, ContentError> {
        let condition = check_scored(&self.manifest, &self.genes, scored)?;
        let section = self.directory.bytes(&self.file, Section::Matrices);
        check_complete(&self.genes, scored, |gene| {
            self.matrices.read(section, gene, condition).is_some()
        })?;
        Ok(condition)
    }
}

fn created_by() -> String {
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into()
}

fn validate(path: &Path, manifest: &Manifest) -> Result<(), BundleError> {
    manifest.validate().map_err(|source| BundleError::Manifest {
        path: path.to_path_buf(),
        source,
    })
}

fn check_scored(
    manifest: &Manifest,
    genes: &[Gene],
    scored: &Scored,
) -> Result<usize, ContentError> {
    check_scores(&scored.condition, genes, &scored.values)?;
    manifest
        .condition(&scored.condition)
        .ok_or_else(|| ContentError::UnknownCondition(scored.condition.clone()))
}

fn check_complete(
    genes: &[Gene],
    scored: &Scored,
    has_matrix: impl Fn(usize) -> bool,
) -> Result<(), ContentError> {
    let mut scores = scored.values.iter().enumerate();
    let missing = scores.find(|&(gene, score)| score.is_nan() && has_matrix(gene));
    match missing {
        Some((gene, _)) if scored.complete => Err(ContentError::Incomplete {
            condition: scored.condition.clone(),
            gene: genes[gene].symbol.clone(),
        }),
        _ => Ok(()),
    }
}

/// Keeps the sources in the order of the conditions.
fn add_source(manifest: &mut Manifest, scored: &Scored) {
    manifest
        .scores
        .retain(|source| source.condition != scored.condition);
    manifest.scores.push(ScoreSource {
        condition: scored.condition.clone(),
        model: scored.model.clone(),
        genes_scored: count(&scored.values),
        complete: scored.complete,
    });
    let conditions = &manifest.conditions;
    manifest
        .scores
        .sort_by_key(|source| conditions.iter().position(|c| c.key == source.condition));
}
