//! From single-cell files to a bundle.

mod error;
mod genes;
mod images;
mod sources;

use std::{
    mem,
    path::{Path, PathBuf},
};

pub use self::error::FromAtlasError;
use self::{genes::GeneTable, sources::Source};
use crate::{
    atlas::{ConditionGroups, Config, Expression, GroupedFile, Values},
    bundle::{Builder, Condition, Description, Time},
    heatmap::{self, Fill, Recipe, Scale, Transform},
};

/// A single-cell file of an atlas.
#[derive(Clone, Debug, Default)]
pub struct AtlasInput {
    /// The file.
    pub path: PathBuf,
    /// The table of cells of a Matrix Market file.
    pub cells: Option<PathBuf>,
    /// The key of the condition that all its cells are of, where no column says it.
    pub condition: Option<String>,
}

/// How an atlas becomes a bundle.
#[derive(Clone, Copy, Debug)]
pub struct AtlasOptions<'a> {
    /// What columns and labels mean.
    pub config: &'a Config,
    /// How genes are drawn.
    pub recipe: &'a Recipe,
    /// Where the bundle will be written; images wait in the same folder.
    pub output: &'a Path,
    /// The bytes of single cells that are held at a time.
    pub memory: usize,
}

/// What is being done, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A file is read for its means: so many cells of all.
    Means(&'a Path, usize, usize),
    /// A file is read for the single cells of some genes: so many cells of all.
    Cells(&'a Path, usize, usize),
    /// Genes are drawn: so many of all.
    Images(&'a Path, usize, usize),
}

/// A bundle that is not written yet, and what is worth knowing of its making.
#[derive(Debug)]
pub struct FromAtlas {
    /// The bundle, without scores.
    pub builder: Builder,
    /// What somebody should know, a sentence each.
    pub warnings: Vec<String>,
}

/// Makes a bundle of single-cell files: means of each cell type at each time, patterns and, where
/// the recipe's fill is of single cells, images. Each condition is of one file. Files are read
/// once for the means, and once for as many genes as fit into memory for the images.
///
/// # Errors
///
/// If a file cannot be read or is not as the configuration says, a condition is in no file or in
/// two, or a gene cannot be drawn.
pub fn from_atlas(
    inputs: &[AtlasInput],
    options: AtlasOptions,
    mut description: Description,
    progress: &mut dyn FnMut(Step),
) -> Result<FromAtlas, FromAtlasError> {
    options
        .recipe
        .validate()
        .map_err(|error| FromAtlasError::Recipe(error.into()))?;
    let open = |input: &AtlasInput| {
        let (cells, only) = (input.cells.as_deref(), input.condition.as_deref());
        GroupedFile::open(&input.path, cells, options.config, only)
    };
    let files = inputs.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    describe(&mut description, options.config, &files);
    let genes = GeneTable::new(&files);
    let sources = sources::find(&files, options.config)?;
    let mut warnings: Vec<_> = files.iter().flat_map(warnings_of).collect();
    warnings.extend(unused(options.config, &files));
    warnings.extend(genes.warning());
    warnings.extend(logarithm_of_normalised(options));
    let mut atlas = Reading {
        options,
        files: &files,
        genes: &genes,
        sources: &sources,
        expression: Vec::new(),
    };
    // What cannot be written is found before anything is read.
    let without_matrices = atlas.builder(description.clone(), Vec::new());
    without_matrices.check_names(options.output)?;
    atlas.read_means(progress)?;
    Ok(FromAtlas {
        builder: atlas.build(description, progress)?,
        warnings,
    })
}

/// Adds what the configuration and the files say of themselves. Simulated data stays so, whatever
/// the description says.
fn describe(description: &mut Description, config: &Config, files: &[GroupedFile]) {
    description.synthetic |= config.synthetic || files.iter().any(GroupedFile::is_synthetic);
    description.atlas.matrix = Some(config.matrix.to_string());
    description.atlas.values = Some(config.values.to_string());
    description.atlas.config = Some(config.digest.clone());
}

/// Normalised values mostly are logarithms, of which the recipe would take another.
fn logarithm_of_normalised(options: AtlasOptions) -> Option<String> {
    let is_doubtful =
        options.config.values == Values::Normalised && options.recipe.transform != Transform::None;
    is_doubtful.then(|| {
        "the values are normalised, and the recipe takes a logarithm of them: if they are \
         logarithms already, build with --transform none"
            .into()
    })
}

fn warnings_of(file: &GroupedFile) -> Vec<String> {
    let path = file.path().display();
    let warnings = file.warnings().into_iter();
    warnings.map(|text| format!("{path}: {text}")).collect()
}

/// Labels that are in none of the files may be misspelt.
fn unused(config: &Config, files: &[GroupedFile]) -> Option<String> {
    let (first, others) = files.split_first()?;
    let nowhere = |label: &&String| others.iter().all(|f| f.groups().unused().contains(label));
    let labels: Vec<_> = first
        .groups()
        .unused()
        .iter()
        .filter(nowhere)
        .cloned()
        .collect();
    let path = config.path.display();
    (!labels.is_empty()).then(|| format!("{path}: no cell has {}", labels.join(", ")))
}

/// The files on their way into a bundle.
struct Reading<'a> {
    options: AtlasOptions<'a>,
    files: &'a [GroupedFile],
    genes: &'a GeneTable,
    /// Where each condition of the bundle is.
    sources: &'a [Source],
    /// For each file what is known of its genes, by its conditions.
    expression: Vec<Vec<Expression>>,
}

impl Reading<'_> {
    fn read_means(&mut self, progress: &mut dyn FnMut(Step)) -> Result<(), FromAtlasError> {
        let needs_histogram = matches!(self.options.recipe.scale, Scale::Percentile(_))
            && self.options.recipe.fill != Fill::Mean;
        for file in self.files {
            let told = |cells| progress(Step::Means(file.path(), cells, file.cells()));
            let expression = file.expression(needs_histogram, told)?;
            self.expression.push(expression);
        }
        Ok(())
    }

    fn build(
        &mut self,
        description: Description,
        progress: &mut dyn FnMut(Step),
    ) -> Result<Builder, FromAtlasError> {
        let recipe = self.options.recipe;
        let matrices = self.sources.iter().map(|source| self.take_means(source));
        let matrices = matrices.collect();
        let mut builder = self.builder(description, matrices);
        for (index, source) in self.sources.iter().enumerate() {
            let ceiling = self.ceiling(&builder, index, source)?;
            builder.set_ceiling(index, Some(ceiling));
            let patterns = builder.compute_patterns(index, &self.take_detected(source));
            patterns.map_err(|error| FromAtlasError::Content(Box::new(error)))?;
        }
        if recipe.fill != Fill::Mean {
            builder.set_images(self.draw(&builder, progress)?);
        }
        Ok(builder)
    }

    fn builder(&self, description: Description, matrices: Vec<Vec<f32>>) -> Builder {
        let genes = self.genes.genes().to_vec();
        let recipe = Some(self.options.recipe.clone());
        let sources = self.sources.iter();
        let conditions = sources.map(|source| condition(self.groups(source)));
        Builder::new(description, recipe, conditions.collect(), genes, matrices)
    }

    fn groups(&self, source: &Source) -> &ConditionGroups {
        &self.files[source.file].groups().conditions()[source.condition]
    }

    fn expression(&self, source: &Source) -> &Expression {
        &self.expression[source.file][source.condition]
    }

    /// The matrices of all genes of the bundle; of NaN for those that the file does not have.
    fn take_means(&mut self, source: &Source) -> Vec<f32> {
        let means = mem::take(&mut self.expression[source.file][source.condition].means);
        self.of_bundle(source, means, f32::NAN)
    }

    /// How many cells express each gene of the bundle, in the order of the matrices.
    fn take_detected(&mut self, source: &Source) -> Vec<u32> {
        let detected = mem::take(&mut self.expression[source.file][source.condition].detected);
        self.of_bundle(source, detected, 0)
    }

    /// The matrices of a file's genes as those of the bundle's.
    fn of_bundle<T: Copy>(&self, source: &Source, matrices: Vec<T>, absent: T) -> Vec<T> {
        if self.genes.are_those_of(source.file) {
            return matrices;
        }
        let len = self.groups(source).cells.len();
        let mut of_bundle = vec![absent; len * self.genes.genes().len()];
        let genes = self.genes.of_file(source.file).iter();
        for (&gene, matrix) in genes.zip(matrices.chunks_exact(len.max(1))) {
            of_bundle[gene * len..][..len].copy_from_slice(matrix);
        }
        of_bundle
    }

    /// What is drawn at full scale: of the means, or of the single cells, as the fill has it.
    fn ceiling(
        &self,
        builder: &Builder,
        index: usize,
        source: &Source,
    ) -> Result<f32, FromAtlasError> {
        let recipe = self.options.recipe;
        let ceiling = match (recipe.fill, recipe.scale) {
            (Fill::Mean, _) => {
                let genes = 0..builder.genes().len();
                heatmap::ceiling(recipe, genes.filter_map(|g| builder.matrix(g, index)))
            }
            (_, Scale::Percentile(p)) => {
                let (below, above, fraction) = self.percentile(source, p)?;
                heatmap::ceiling_between(recipe, below, above, fraction)
            }
            (_, Scale::Max | Scale::PerGene) => {
                heatmap::ceiling(recipe, [self.expression(source).max.as_slice()])
            }
        };
        ceiling.map_err(|error| FromAtlasError::Heatmap {
            path: self.files[source.file].path().into(),
            what: format!("condition {}", self.groups(source).key),
            source: Box::new(error),
        })
    }

    fn percentile(&self, source: &Source, p: f64) -> Result<(f32, f32, f64), FromAtlasError> {
        let file = &self.files[source.file];
        let expression = &self.expression[source.file];
        let found = file.percentile(expression, source.condition, p, self.options.memory)?;
        Ok(found.map_or((0.0, 0.0, 0.0), |found| {
            (found.below, found.above, found.fraction)
        }))
    }
}

fn condition(groups: &ConditionGroups) -> Condition {
    let times = groups.times.iter().map(|time| Time {
        label: time.label.clone(),
        value: time.value,
    });
    let cells = groups.cells_by_type().into_iter();
    Condition {
        key: groups.key.clone(),
        label: groups.label.clone(),
        cell_types: groups.cell_types.clone(),
        times: times.collect(),
        cells: cells.map(|cells| cells as u64).collect(),
        ceiling: None,
    }
}
