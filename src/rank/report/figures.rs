//! The genes' heatmaps, each on the page once, however many patients have the gene.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    ReportError,
    axes::Axes,
    heatmap, moved,
    sprite::{Sheet, Tiles},
    unit::Unit,
    viridis,
};
use crate::{
    bundle::{Bundle, GeneImages},
    heatmap::{Image, PngEncoder, PngError, Recipe},
    rank::RankedCondition,
};

/// Colours of the bar.
const STEPS: usize = 128;

/// All heatmaps of a page.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// How reasons were found, each with its condition's name; none where the bundle does not tell.
    pub(super) reasons: Vec<(String, String)>,
    /// Why there are none, or not all; empty where all is there.
    pub(super) note: String,
    /// Whether they show how unusual values are, not the values.
    pub(super) is_residual: bool,
    /// What colours show; empty without heatmaps.
    pub(super) unit: String,
    /// The colour bar's picture, from the highest down, as base64 of PNG.
    pub(super) bar: String,
    /// That of what moves scores; empty where the bundle does not tell.
    pub(super) moved_bar: String,
    /// One for each of the ranking's conditions; `None` where it has no matrices.
    pub(super) axes: Vec<Option<Axes>>,
    /// All heatmaps in small, one picture for each of the ranking's conditions.
    pub(super) sheets: Vec<Option<Sheet>>,
    /// Paths through what was not measured, with the axes that they lie on.
    pub(super) gaps: Vec<String>,
    /// By the gene's index in the bundle, one for each of the ranking's conditions.
    pub(super) genes: BTreeMap<usize, Vec<Option<Heatmap>>>,
}

/// A gene's heatmap in a condition.
#[derive(Debug)]
pub(super) struct Heatmap {
    /// The means, as base64 of PNG.
    pub(super) means: String,
    /// The index of its gaps.
    pub(super) gaps: Option<usize>,
    /// Its number among the condition's heatmaps in small.
    pub(super) tile: usize,
    /// What the network sees, as base64 of PNG.
    pub(super) input: Option<String>,
    /// What moves the score; `None` where the bundle does not tell.
    pub(super) moved: Option<Moved>,
    pub(super) words: String,
}

/// What moves a gene's score in a condition.
#[derive(Debug)]
pub(super) struct Moved {
    /// The changes of log-odds, as base64 of PNG.
    pub(super) png: String,
    /// That of the strongest colours.
    pub(super) ceiling: f32,
}

impl Figures {
    /// Draws genes, by their indices in the bundle. `sources` are those of the bundle's scores whose
    /// reasons are told, one for each condition.
    pub(super) fn new(
        bundle: Option<&Bundle>,
        conditions: &[RankedCondition],
        genes: &[usize],
        sources: &[Option<usize>],
    ) -> Result<Self, ReportError> {
        let without = |note: &str| Self {
            note: note.into(),
            ..Self::default()
        };
        let Some(bundle) = bundle else {
            return Ok(without(
                "No heatmaps: the scores are the input’s own, and no bundle with expression was given. \
                 Each gene shows its percentile and the pattern of its expression instead, as far as \
                 they are known.",
            ));
        };
        let recipe = bundle.manifest().recipe.as_ref();
        let Some(recipe) = recipe.filter(|_| bundle.manifest().has_matrices()) else {
            let note = "No heatmaps: the bundle has scores without expression. Each gene shows its \
                        percentile and the pattern of its expression instead, as far as they are known.";
            return Ok(Self {
                reasons: reasons(bundle, conditions, sources),
                ..without(note)
            });
        };
        let mut drawing = Drawing::new(bundle, recipe, conditions, sources)?;
        drawing.done.reasons = reasons(bundle, conditions, sources);
        for &gene in genes {
            drawing.draw(gene)?;
        }
        for tiles in &drawing.tiles {
            let sheet = tiles.sheet(&mut drawing.encoder);
            drawing
                .done
                .sheets
                .push(sheet.map_err(|source| failed("", source))?);
        }
        Ok(drawing.done)
    }

    /// A gene's heatmaps, one for each condition.
    pub(super) fn of(&self, gene: Option<usize>) -> &[Option<Heatmap>] {
        let found = gene.and_then(|gene| self.genes.get(&gene));
        found.map_or(&[], Vec::as_slice)
    }
}

impl Figures {
    /// Each heatmap with its gene, its condition and that one's axes.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (usize, usize, &Axes, &Heatmap)> {
        self.genes.iter().flat_map(|(&gene, heatmaps)| {
            let each = heatmaps.iter().zip(&self.axes).enumerate();
            each.filter_map(move |(condition, (heatmap, axes))| {
                Some((gene, condition, axes.as_ref()?, heatmap.as_ref()?))
            })
        })
    }
}

struct Drawing<'b> {
    bundle: &'b Bundle,
    recipe: &'b Recipe,
    unit: Unit,
    encoder: PngEncoder,
    /// Heatmaps in small, of each of the ranking's conditions.
    tiles: Vec<Tiles>,
    /// The networks' images, one for each of the ranking's conditions.
    images: Vec<Option<GeneImages>>,
    /// The source of what moves scores, and how many times are one block, of each of them.
    sources: Vec<Option<(usize, usize)>>,
    /// Gaps by condition and what was measured.
    known_gaps: BTreeMap<(usize, Vec<bool>), usize>,
    done: Figures,
}

impl<'b> Drawing<'b> {
    fn new(
        bundle: &'b Bundle,
        recipe: &'b Recipe,
        conditions: &[RankedCondition],
        sources: &[Option<usize>],
    ) -> Result<Self, ReportError> {
        let mut drawing = Self {
            bundle,
            recipe,
            unit: Unit::new(recipe, bundle.manifest().atlas.values.as_deref()),
            encoder: PngEncoder::default(),
            tiles: Vec::new(),
            images: Vec::new(),
            sources: sources
                .iter()
                .map(|&source| mapped(bundle, source?))
                .collect(),
            known_gaps: BTreeMap::new(),
            done: Figures::default(),
        };
        for (place, condition) in conditions.iter().enumerate() {
            let has_moved = drawing.source(place).is_some();
            let index = bundle.manifest().condition(&condition.key);
            let images = match index {
                Some(index) => bundle.gene_images(index)?,
                None => None,
            };
            let axes = match index {
                Some(index) => drawing.axes(index, images.is_some(), has_moved)?,
                None => None,
            };
            drawing.images.push(images);
            drawing.tiles.push(Tiles::default());
            drawing.done.axes.push(axes);
        }
        let unit = format!("{} {}", drawing.unit.title, drawing.unit.scale);
        drawing.done.unit = unit.trim_end().into();
        drawing.done.is_residual = bundle.manifest().draws_residuals();
        drawing.done.bar = drawing.png("", &bar(drawing.done.is_residual))?;
        if drawing.sources.iter().any(Option::is_some) {
            drawing.done.moved_bar = drawing.png("", &bar(true))?;
        }
        Ok(drawing)
    }

    fn source(&self, condition: usize) -> Option<(usize, usize)> {
        self.sources.get(condition).copied().flatten()
    }

    fn axes(
        &self,
        index: usize,
        has_images: bool,
        has_moved: bool,
    ) -> Result<Option<Axes>, ReportError> {
        let condition = &self.bundle.manifest().conditions[index];
        let ceiling = match condition.matrix_len() {
            0 => None,
            _ => self.bundle.means_ceiling(index)?,
        };
        let image = has_images.then_some((self.recipe.height, self.recipe.width));
        let scale = (self.recipe, &self.unit);
        Ok(ceiling.map(|ceiling| Axes::new(scale, (index, condition), ceiling, image, has_moved)))
    }

    fn draw(&mut self, gene: usize) -> Result<(), ReportError> {
        let heatmaps = (0..self.done.axes.len()).map(|condition| self.means(gene, condition));
        let heatmaps = heatmaps.collect::<Result<_, _>>()?;
        self.done.genes.insert(gene, heatmaps);
        Ok(())
    }

    fn means(&mut self, gene: usize, condition: usize) -> Result<Option<Heatmap>, ReportError> {
        let Some(axes) = &self.done.axes[condition] else {
            return Ok(None);
        };
        let Some(values) = self.bundle.matrix(gene, axes.condition)? else {
            return Ok(None);
        };
        let values = values.as_slice().unwrap_or_default();
        let symbol = &self.bundle.genes()[gene].symbol;
        let usual = self.bundle.usual(gene, axes.condition)?;
        let residuals = usual.map(|usual| heatmap::residuals(self.recipe, values, &usual));
        let drawn = heatmap::draw(self.recipe, axes, values, residuals.as_deref());
        let (image, measured) = drawn.map_err(|source| failed(symbol, source))?;
        let about = &self.bundle.manifest().conditions[axes.condition];
        let unusual = residuals.map(|residuals| heatmap::most_unusual(about, &residuals));
        let words = heatmap::highest((self.recipe, &self.unit), about, values)
            + &unusual.unwrap_or_default();
        let path = axes.gaps(&measured);
        let gaps = (!path.is_empty()).then(|| self.gaps(condition, measured, path));
        Ok(Some(Heatmap {
            means: self.png(symbol, &image)?,
            gaps,
            tile: self.tiles[condition].push(&image),
            input: self.input(gene, condition)?,
            moved: self.moved(gene, condition, values)?,
            words,
        }))
    }

    /// What moves the score of a gene with these values.
    fn moved(
        &mut self,
        gene: usize,
        condition: usize,
        values: &[f32],
    ) -> Result<Option<Moved>, ReportError> {
        let (Some((source, times)), Some(axes)) =
            (self.source(condition), &self.done.axes[condition])
        else {
            return Ok(None);
        };
        let Some(map) = self.bundle.map(gene, source)? else {
            return Ok(None);
        };
        let symbol = &self.bundle.genes()[gene].symbol;
        let image = moved::draw(self.recipe, axes, values, (map.view(), times));
        let image = image.map_err(|source| failed(symbol, source))?;
        Ok(Some(Moved {
            png: self.png(symbol, &image)?,
            ceiling: moved::ceiling(map.view()),
        }))
    }

    /// What the network sees of a gene.
    fn input(&mut self, gene: usize, condition: usize) -> Result<Option<String>, ReportError> {
        let Some(images) = &mut self.images[condition] else {
            return Ok(None);
        };
        let mut image = Image::default();
        if !images.read_or_draw(self.bundle, gene, &mut image)? {
            return Ok(None);
        }
        let symbol = &self.bundle.genes()[gene].symbol;
        self.png(symbol, &image).map(Some)
    }

    /// The index of the gaps, which most genes of a condition share.
    fn gaps(&mut self, condition: usize, measured: Vec<bool>, path: String) -> usize {
        let gaps = &mut self.done.gaps;
        if let Some(axes) = &mut self.done.axes[condition] {
            axes.has_gaps = true;
        }
        *self
            .known_gaps
            .entry((condition, measured))
            .or_insert_with(|| {
                gaps.push(path);
                gaps.len() - 1
            })
    }

    fn png(&mut self, symbol: &str, image: &Image) -> Result<String, ReportError> {
        let png = self.encoder.encode(image);
        Ok(STANDARD.encode(png.map_err(|source| failed(symbol, source))?))
    }
}

/// How the reasons of these sources were found, each with its condition's name.
fn reasons(
    bundle: &Bundle,
    conditions: &[RankedCondition],
    sources: &[Option<usize>],
) -> Vec<(String, String)> {
    let found = |(condition, source): (&RankedCondition, &Option<usize>)| {
        let explanation = bundle
            .manifest()
            .scores
            .get((*source)?)?
            .explanation
            .as_ref()?;
        Some((condition.label.clone(), explanation.to_string()))
    };
    conditions.iter().zip(sources).filter_map(found).collect()
}

/// A source whose maps the bundle has, and how many times are one block.
fn mapped(bundle: &Bundle, source: usize) -> Option<(usize, usize)> {
    let manifest = bundle.manifest();
    let explanation = manifest.scores.get(source)?.explanation.as_ref()?;
    let has_maps = manifest.slimmed_from.is_none();
    has_maps.then_some((source, explanation.times_per_block))
}

/// The colours from the highest down.
fn bar(is_residual: bool) -> Image {
    let value = |step: usize| 1.0 - (step as f64 + 0.5) / STEPS as f64;
    let bytes: Vec<u8> = (0..STEPS)
        .flat_map(|step| match is_residual {
            true => heatmap::diverging(value(step)),
            false => viridis::colour(value(step)),
        })
        .collect();
    let mut image = Image::default();
    // The bytes are as many as the sides say.
    let _ = image.set_rgb8(STEPS, 1, &bytes);
    image
}

fn failed(gene: &str, source: PngError) -> ReportError {
    let gene = gene.to_string();
    ReportError::Png { gene, source }
}
