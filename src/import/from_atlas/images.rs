//! Drawing the single cells of all genes.

use rayon::prelude::*;

use super::{
    counted::{CountedFile, CountedFiles},
    error::FromAtlasError,
    options::Step,
    sources::ConditionSource,
};
use crate::{
    atlas::{ConditionGroups, GeneCells},
    bundle::{Builder, ImageStore},
    heatmap::{self, CellsRef, Image, PngEncoder, PngError, Renderer},
};

/// Genes that are drawn before their images are stored.
const BATCH: usize = 512;

/// Why a gene has no image.
enum Failed {
    Heatmap(heatmap::Error),
    Png(PngError),
}

/// A condition of a file, as it is drawn.
struct DrawnCondition<'a> {
    /// The index in the bundle.
    in_bundle: usize,
    /// The index in the file.
    in_file: usize,
    groups: &'a ConditionGroups,
    times: Vec<f64>,
    offsets: Vec<usize>,
    ceiling: f32,
}

/// What a thread needs to draw, kept from gene to gene.
struct PngRenderer {
    renderer: Renderer,
    encoder: PngEncoder,
    image: Image,
    values: Vec<f32>,
}

impl PngRenderer {
    fn draw(
        &mut self,
        cells: &GeneCells,
        gene: usize,
        condition: &DrawnCondition,
    ) -> Result<Vec<u8>, Failed> {
        cells.fill(gene, condition.in_file, &mut self.values);
        let cells = CellsRef {
            cell_types: condition.groups.cell_types.len(),
            times: &condition.times,
            offsets: &condition.offsets,
            values: &self.values,
        };
        let drawn = self
            .renderer
            .render_cells(&cells, condition.ceiling, &mut self.image);
        drawn.map_err(Failed::Heatmap)?;
        self.encoder.encode(&self.image).map_err(Failed::Png)
    }
}

impl CountedFiles<'_> {
    /// Draws all genes of all conditions.
    pub(super) fn draw(
        &self,
        builder: &Builder,
        progress: &mut dyn FnMut(Step),
    ) -> Result<ImageStore, FromAtlasError> {
        let (conditions, genes) = (self.sources.len(), builder.genes().len());
        let mut store = ImageStore::create(self.options.output, conditions, genes)?;
        let mut renderers = self.renderers()?;
        for (index, counted) in self.files.iter().enumerate() {
            let CountedFile { file, genes, stats } = counted;
            let conditions = self.conditions_of(index, builder);
            // Both closures report.
            let progress = std::cell::RefCell::new(&mut *progress);
            let read = |cells| {
                let step = Step::Cells(file.path(), cells, file.cells());
                progress.borrow_mut()(step);
            };
            file.for_each_pass(stats, self.options.memory, read, |cells| {
                let of_pass: Vec<_> = cells.genes().collect();
                for batch in of_pass.chunks(BATCH) {
                    for condition in &conditions {
                        let pngs = draw_batch(&mut renderers, cells, batch, condition);
                        for (&gene, png) in batch.iter().zip(pngs) {
                            let png = png.map_err(|why| counted.failed(condition, gene, why))?;
                            store.push_png(condition.in_bundle, genes.gene(gene).0, &png)?;
                        }
                    }
                    let drawn = batch.last().map_or(0, |last| last + 1);
                    progress.borrow_mut()(Step::Images(file.path(), drawn, genes.len()));
                }
                Ok::<_, FromAtlasError>(())
            })?;
        }
        Ok(store)
    }

    /// One for each thread.
    fn renderers(&self) -> Result<Vec<PngRenderer>, FromAtlasError> {
        let renderer = |_| {
            Ok(PngRenderer {
                renderer: Renderer::new(self.options.recipe.clone())?,
                encoder: PngEncoder::default(),
                image: Image::default(),
                values: Vec::new(),
            })
        };
        let renderers = (0..rayon::current_num_threads()).map(renderer);
        renderers
            .collect::<Result<_, _>>()
            .map_err(FromAtlasError::Recipe)
    }

    /// The conditions that are in this file.
    fn conditions_of(&self, file: usize, builder: &Builder) -> Vec<DrawnCondition<'_>> {
        let sources = self.sources.iter().copied().enumerate();
        let here = sources.filter(|(_, source)| source.file == file);
        let condition = |(in_bundle, source): (usize, ConditionSource)| {
            let groups = self.files[file].groups(source);
            let ceiling = builder.manifest().conditions[in_bundle].ceiling;
            DrawnCondition {
                in_bundle,
                in_file: source.condition,
                groups,
                times: groups.times.iter().map(|time| time.value).collect(),
                offsets: groups.offsets(),
                ceiling: ceiling.unwrap_or(f32::NAN),
            }
        };
        here.map(condition).collect()
    }
}

impl CountedFile {
    fn failed(&self, condition: &DrawnCondition, gene: usize, why: Failed) -> FromAtlasError {
        let gene = self.file.genes().genes[gene].symbol.clone();
        match why {
            Failed::Heatmap(source) => FromAtlasError::Heatmap {
                path: self.file.path().into(),
                what: format!("gene {gene}, condition {}", condition.groups.key),
                source: Box::new(source),
            },
            Failed::Png(source) => FromAtlasError::Png { gene, source },
        }
    }
}

/// The genes' images as PNG, in their order. Each renderer takes every n-th gene.
fn draw_batch(
    renderers: &mut [PngRenderer],
    cells: &GeneCells,
    genes: &[usize],
    condition: &DrawnCondition,
) -> Vec<Result<Vec<u8>, Failed>> {
    let count = renderers.len().max(1);
    let shares: Vec<Vec<_>> = renderers
        .par_iter_mut()
        .enumerate()
        .map(|(i, renderer)| {
            let share = genes.iter().skip(i).step_by(count);
            share
                .map(|&gene| renderer.draw(cells, gene, condition))
                .collect()
        })
        .collect();
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    let places = 0..genes.len();
    places
        .filter_map(|place| shares[place % count].next())
        .collect()
}
