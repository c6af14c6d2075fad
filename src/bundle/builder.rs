//! Making a bundle from its parts.

use std::path::Path;

use ndarray::{Array3, ArrayView2, ArrayView3, Axis};

use super::{
    Atlas, BundleError, Condition, ContentError, DEFAULT_PREFIX, FORMAT_VERSION, ImageStore,
    Manifest, Scored,
    content::{check_conditions, check_expression, check_genes, check_shape},
    matrices::{self, Matrices, is_present},
    patterns,
    scored::{add_scores, check_complete, check_scored, remove_scores},
    usual,
    writer::{self, Body},
};
use crate::{
    gene::Gene,
    heatmap::{self, Pattern, Recipe, residual::Usual},
};

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

/// A bundle that is not written yet.
#[derive(Debug)]
pub struct Builder {
    manifest: Manifest,
    genes: Vec<Gene>,
    /// For each condition genes × cell types × times, in this order in memory.
    matrices: Vec<Array3<f32>>,
    /// One list a source of the manifest.
    scores: Vec<Vec<f32>>,
    patterns: Vec<Vec<Option<Pattern>>>,
    /// For each condition, where images show what is unusual.
    usual: Vec<Usual>,
    images: Option<ImageStore>,
}

impl Builder {
    /// A bundle without scores, patterns and images. `matrices` has for each condition an array of
    /// genes × cell types × times; NaN was not measured, and a gene that is absent has nothing but
    /// NaN. For a bundle of scores alone the arrays are empty, as are the conditions' axes.
    pub fn new(
        description: Description,
        recipe: Option<Recipe>,
        conditions: Vec<Condition>,
        genes: Vec<Gene>,
        matrices: Vec<Array3<f32>>,
    ) -> Self {
        let patterns = vec![Vec::new(); conditions.len()];
        let usual = vec![Usual::default(); conditions.len()];
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
            slimmed_from: None,
        };
        let in_order = |matrices: Array3<f32>| match matrices.is_standard_layout() {
            true => matrices,
            false => matrices.as_standard_layout().into_owned(),
        };
        Self {
            manifest,
            genes,
            matrices: matrices.into_iter().map(in_order).collect(),
            scores: Vec::new(),
            patterns,
            usual,
            images: None,
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

    /// The matrix of a gene, cell types × times; `None` where it is absent from the condition.
    pub fn matrix(&self, gene: usize, condition: usize) -> Option<ArrayView2<'_, f32>> {
        let matrices = self.matrices.get(condition)?;
        let is_there = gene < matrices.len_of(Axis(0));
        let matrix = is_there.then(|| matrices.index_axis(Axis(0), gene))?;
        is_present(matrix).then_some(matrix)
    }

    /// Says what transformed expression the heatmaps of a condition show at full scale.
    /// Nothing happens where there is no such condition.
    pub fn set_ceiling(&mut self, condition: usize, ceiling: Option<f32>) {
        if let Some(condition) = self.manifest.conditions.get_mut(condition) {
            condition.ceiling = ceiling;
        }
    }

    /// Gives a condition its scores, in place of all those that it had.
    ///
    /// # Errors
    ///
    /// If there is no such condition, a score is not 0 to 1, there are more or
    /// fewer than genes, or complete scores lack that of a gene with an image.
    pub fn set_scores(&mut self, scored: Scored) -> Result<(), ContentError> {
        self.check_new_scores(&scored)?;
        remove_scores(&mut self.manifest, &mut self.scores, &scored.condition);
        add_scores(&mut self.manifest, &mut self.scores, scored);
        Ok(())
    }

    /// Gives a condition a second opinion after the scores that it has: scores of
    /// another model, of another name, beside those that decide. Where it has none,
    /// these decide.
    ///
    /// # Errors
    ///
    /// As [`Builder::set_scores`].
    pub fn add_opinion(&mut self, scored: Scored) -> Result<(), ContentError> {
        self.check_new_scores(&scored)?;
        add_scores(&mut self.manifest, &mut self.scores, scored);
        Ok(())
    }

    fn check_new_scores(&self, scored: &Scored) -> Result<(), ContentError> {
        let condition = check_scored(&self.manifest, &self.genes, scored)?;
        check_complete(&self.genes, scored, |gene| self.can_draw(gene, condition))
    }

    /// Whether the gene has an image, or one can be drawn of its means.
    fn can_draw(&self, gene: usize, condition: usize) -> bool {
        let images = self.images.as_ref();
        images.is_some_and(|images| images.has(gene, condition))
            || self.manifest.draws_means() && self.matrix(gene, condition).is_some()
    }

    /// Classes the genes of a condition by the recipe's thresholds: of its
    /// matrices, the counts of cells that the condition states, and `detected`,
    /// how many of these express each gene, genes × cell types × times (`None`:
    /// not known). A gene that is absent has no pattern. Nothing
    /// happens where there is no recipe, or no such condition.
    ///
    /// # Errors
    ///
    /// If `detected` is of another shape, or an expression value is none.
    pub fn compute_patterns(
        &mut self,
        condition: usize,
        detected: Option<ArrayView3<'_, u32>>,
    ) -> Result<(), ContentError> {
        let (Some(recipe), Some(axes)) = (
            &self.manifest.recipe,
            self.manifest.conditions.get(condition),
        ) else {
            return Ok(());
        };
        if let Some(detected) = &detected {
            check_shape(axes, self.genes.len(), detected.dim())?;
        }
        let detected = detected.as_ref().map(|all| all.as_standard_layout());
        let mut patterns = Vec::with_capacity(self.genes.len());
        for gene in 0..self.genes.len() {
            let of_gene = detected.as_ref().map(|all| all.index_axis(Axis(0), gene));
            let of_gene = of_gene.as_ref().and_then(|counts| counts.as_slice());
            let detected = of_gene.unwrap_or_default();
            let means = self.matrix(gene, condition);
            let pattern = means.map(|means| Pattern::of(recipe, means, &axes.cells, detected));
            let failed = |source| self.unclassed(gene, axes, source);
            patterns.push(pattern.transpose().map_err(failed)?);
        }
        self.patterns[condition] = patterns;
        Ok(())
    }

    fn unclassed(&self, gene: usize, axes: &Condition, source: heatmap::Error) -> ContentError {
        ContentError::Unclassed {
            gene: self.genes[gene].symbol.clone(),
            condition: axes.key.clone(),
            source: Box::new(source),
        }
    }

    /// The patterns of a condition, one a gene; empty where there are none.
    pub fn patterns(&self, condition: usize) -> &[Option<Pattern>] {
        self.patterns.get(condition).map_or(&[], Vec::as_slice)
    }

    /// Finds what is usual for the level of each gene of a condition, among all genes that were
    /// measured there. Nothing happens where the recipe's scale is not `residual`, or there is no such
    /// condition; where it is, a bundle cannot be written without.
    pub fn compute_usual(&mut self, condition: usize) {
        let matrices = self.matrices.get(condition);
        if let (Some(recipe), Some(matrices), true) = (
            &self.manifest.recipe,
            matrices,
            self.manifest.draws_residuals(),
        ) {
            self.usual[condition] = usual::compute(recipe, matrices);
        }
    }

    /// Takes the images. Only genes of fills other than `mean` need one: theirs
    /// are drawn from the means.
    pub fn set_images(&mut self, images: ImageStore) {
        self.images = Some(images);
    }

    /// Checks the manifest and the genes, before there is anything else; `path` is for errors.
    ///
    /// # Errors
    ///
    /// If the manifest contradicts itself, or genes cannot be told apart.
    pub fn check_names(&self, path: &Path) -> Result<(), BundleError> {
        validate(path, &self.manifest)?;
        check_genes(&self.genes).map_err(|source| BundleError::Content {
            path: path.to_path_buf(),
            source,
        })
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
        for of_condition in &self.matrices {
            matrices::encode(of_condition, &mut matrices);
        }
        let patterns = patterns::encode(&self.patterns, self.genes.len());
        let mut usual = Vec::new();
        for of_condition in &self.usual {
            usual::encode(of_condition, &mut usual);
        }
        let images = match &self.images {
            Some(images) => Body::Images(images.index(), images),
            None => Body::Bytes(b""),
        };
        let [manifest, genes, matrices, scores, patterns, usual] =
            [&manifest, &genes, &matrices, &scores, &patterns, &usual]
                .map(|bytes| Body::Bytes(bytes));
        // Reasons are of a bundle that has its scores.
        let (reasons, maps) = (Body::Bytes(b""), Body::Bytes(b""));
        let sections = [
            manifest, genes, matrices, scores, patterns, usual, reasons, maps, images,
        ];
        writer::write(path, sections)
    }

    fn check(&self) -> Result<(), ContentError> {
        check_genes(&self.genes)?;
        let conditions = &self.manifest.conditions;
        Matrices::new(conditions, self.genes.len()).ok_or(ContentError::TooLarge)?;
        check_conditions("matrices", self.matrices.len(), conditions.len())?;
        for (condition, matrices) in conditions.iter().zip(&self.matrices) {
            check_shape(condition, self.genes.len(), matrices.dim())?;
            for (gene, matrix) in self.genes.iter().zip(matrices.outer_iter()) {
                check_expression(&condition.key, gene, matrix)?;
            }
        }
        self.check_patterns()?;
        self.check_usual()?;
        self.images
            .as_ref()
            .map_or(Ok(()), |images| self.check_images(images))
    }

    fn check_patterns(&self) -> Result<(), ContentError> {
        for (condition, found) in self.manifest.conditions.iter().zip(&self.patterns) {
            for (gene, pattern) in self.genes.iter().zip(found) {
                let mut pattern = pattern.iter();
                pattern.try_for_each(|pattern| patterns::check(pattern, condition, gene))?;
            }
        }
        Ok(())
    }

    fn check_usual(&self) -> Result<(), ContentError> {
        if !self.manifest.draws_residuals() {
            return Ok(());
        }
        let mut conditions = self.manifest.conditions.iter().zip(&self.usual);
        conditions.try_for_each(|(axes, found)| usual::check_extent(axes, self.genes.len(), found))
    }

    fn check_images(&self, images: &ImageStore) -> Result<(), ContentError> {
        let expected = self
            .manifest
            .conditions
            .len()
            .saturating_mul(self.genes.len());
        let found = images.capacity();
        if found != expected {
            return Err(ContentError::Images { found, expected });
        }
        let Some(found) = images.size() else {
            return Ok(());
        };
        match self.manifest.image_size() {
            Some(expected) if found == expected => Ok(()),
            expected => Err(ContentError::ImageSize {
                found,
                expected: expected.unwrap_or_default(),
            }),
        }
    }
}

pub(super) fn created_by() -> String {
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into()
}

pub(super) fn validate(path: &Path, manifest: &Manifest) -> Result<(), BundleError> {
    manifest.validate().map_err(|source| BundleError::Manifest {
        path: path.to_path_buf(),
        source,
    })
}
