//! Drawing the single cells of all genes.

use rayon::prelude::*;

use super::{FromAtlasError, Reading, Source, Step};
use crate::{
    atlas::{ConditionGroups, GeneCells, GroupedFile},
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

/// One condition of a file, as it is drawn.
struct Subject<'a> {
    /// The index in the bundle.
    index: usize,
    /// The index in the file.
    condition: usize,
    groups: &'a ConditionGroups,
    times: Vec<f64>,
    offsets: Vec<usize>,
    ceiling: f32,
}

/// What a thread needs to draw, kept from gene to gene.
struct Artist {
    renderer: Renderer,
    encoder: PngEncoder,
    image: Image,
    values: Vec<f32>,
}

impl Artist {
    fn draw(
        &mut self,
        cells: &GeneCells,
        gene: usize,
        subject: &Subject,
    ) -> Result<Vec<u8>, Failed> {
        cells.fill(gene, subject.condition, &mut self.values);
        let cells = CellsRef {
            cell_types: subject.groups.cell_types.len(),
            times: &subject.times,
            offsets: &subject.offsets,
            values: &self.values,
        };
        let drawn = self
            .renderer
            .render_cells(&cells, subject.ceiling, &mut self.image);
        drawn.map_err(Failed::Heatmap)?;
        self.encoder.encode(&self.image).map_err(Failed::Png)
    }
}

impl Reading<'_> {
    /// Draws all genes of all conditions.
    pub(super) fn draw(
        &self,
        builder: &Builder,
        progress: &mut dyn FnMut(Step),
    ) -> Result<ImageStore, FromAtlasError> {
        let (conditions, genes) = (self.sources.len(), builder.genes().len());
        let mut store = ImageStore::create(self.options.output, conditions, genes)?;
        let mut artists = self.artists()?;
        for (index, file) in self.files.iter().enumerate() {
            let subjects = self.subjects(builder, index);
            // Both closures report.
            let progress = std::cell::RefCell::new(&mut *progress);
            let read = |cells| {
                let step = Step::Cells(file.path(), cells, file.cells());
                progress.borrow_mut()(step);
            };
            let (expression, memory) = (&self.expression[index], self.options.memory);
            file.for_each_pass(expression, memory, read, |cells| {
                let genes: Vec<_> = cells.genes().collect();
                for genes in genes.chunks(BATCH) {
                    let of_bundle = self.genes.of_file(index);
                    for subject in &subjects {
                        let pngs = draw_batch(&mut artists, cells, genes, subject);
                        for (&gene, png) in genes.iter().zip(pngs) {
                            let png = png.map_err(|e| self.failed(file, subject, gene, e))?;
                            store.push_png(subject.index, of_bundle[gene], &png)?;
                        }
                    }
                    let drawn = genes.last().map_or(0, |last| last + 1);
                    progress.borrow_mut()(Step::Images(file.path(), drawn, of_bundle.len()));
                }
                Ok::<_, FromAtlasError>(())
            })?;
        }
        Ok(store)
    }

    fn artists(&self) -> Result<Vec<Artist>, FromAtlasError> {
        let artist = |_| {
            Ok(Artist {
                renderer: Renderer::new(self.options.recipe.clone())?,
                encoder: PngEncoder::default(),
                image: Image::default(),
                values: Vec::new(),
            })
        };
        let artists = (0..rayon::current_num_threads()).map(artist);
        artists
            .collect::<Result<_, _>>()
            .map_err(FromAtlasError::Recipe)
    }

    /// The conditions that are in this file.
    fn subjects(&self, builder: &Builder, file: usize) -> Vec<Subject<'_>> {
        let sources = self.sources.iter().enumerate();
        let here = sources.filter(|(_, source)| source.file == file);
        let subject = |(index, source): (usize, &Source)| {
            let groups = self.groups(source);
            let ceiling = builder.manifest().conditions[index].ceiling;
            Subject {
                index,
                condition: source.condition,
                groups,
                times: groups.times.iter().map(|time| time.value).collect(),
                offsets: groups.offsets(),
                ceiling: ceiling.unwrap_or(f32::NAN),
            }
        };
        here.map(subject).collect()
    }

    fn failed(
        &self,
        file: &GroupedFile,
        subject: &Subject,
        gene: usize,
        why: Failed,
    ) -> FromAtlasError {
        let gene = file.genes().genes[gene].symbol.clone();
        match why {
            Failed::Heatmap(source) => FromAtlasError::Heatmap {
                path: file.path().into(),
                what: format!("gene {gene}, condition {}", subject.groups.key),
                source: Box::new(source),
            },
            Failed::Png(source) => FromAtlasError::Png { gene, source },
        }
    }
}

/// The genes' images as PNG, in their order. Each artist takes every n-th gene.
fn draw_batch(
    artists: &mut [Artist],
    cells: &GeneCells,
    genes: &[usize],
    subject: &Subject,
) -> Vec<Result<Vec<u8>, Failed>> {
    let count = artists.len().max(1);
    let shares: Vec<Vec<_>> = artists
        .par_iter_mut()
        .enumerate()
        .map(|(i, artist)| {
            let share = genes.iter().skip(i).step_by(count);
            share
                .map(|&gene| artist.draw(cells, gene, subject))
                .collect()
        })
        .collect();
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    let places = 0..genes.len();
    places
        .filter_map(|place| shares[place % count].next())
        .collect()
}
