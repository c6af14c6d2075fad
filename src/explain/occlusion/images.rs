//! The images of a gene with block after block replaced.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{drawn::Replacements, painted::Painter};
use crate::{
    bundle::{Blocks, Bundle, GeneImages},
    explain::{Error, judge::Question},
    heatmap::Image,
};

/// A gene's image and those with blocks replaced, each once.
#[derive(Debug, PartialEq)]
pub(super) struct GeneViews {
    /// The gene, by its index in the bundle.
    pub(super) gene: usize,
    /// Height × width × RGB, a byte each; first the gene's own.
    pub(super) images: Vec<Vec<u8>>,
    /// For each block the number of its image; none where it was not measured.
    pub(super) blocks: Vec<Option<usize>>,
    /// For each cell type that of all its blocks at once.
    pub(super) cell_types: Vec<Option<usize>>,
}

/// What replaces blocks, for all genes of a condition.
pub(super) struct Occluder<'b> {
    bundle: &'b Bundle,
    question: Question,
    replacements: Replacements,
    /// Where images are stored.
    painter: Option<Painter>,
}

/// What draws, and the memory that it draws in.
pub(super) struct Pen {
    pub(super) images: GeneImages,
    pub(super) image: Image,
}

/// Cells, cell types × times, that are replaced at once.
pub(super) type Places<'a> = &'a [(usize, usize)];

impl<'b> Occluder<'b> {
    /// Prepares what replaces blocks.
    ///
    /// # Errors
    ///
    /// If the bundle is slim, or blocks of stored images cannot be replaced.
    pub(super) fn new(bundle: &'b Bundle, question: Question) -> Result<Self, Error> {
        let has_stored = bundle.image_extent(question.condition).0 > 0;
        let painter = has_stored.then(|| Painter::new(bundle, question.condition));
        let occluder = Self {
            bundle,
            question,
            replacements: Replacements::new(bundle, question)?,
            painter: painter.transpose()?,
        };
        occluder.pen()?;
        Ok(occluder)
    }

    /// Something to draw with.
    ///
    /// # Errors
    ///
    /// If the condition has no images.
    pub(super) fn pen(&self) -> Result<Pen, Error> {
        let images = self.bundle.gene_images(self.question.condition)?;
        let none = || crate::score::Error::NoImages(self.bundle.path().into());
        Ok(Pen {
            images: images.ok_or_else(none)?,
            image: Image::default(),
        })
    }

    /// The images of a gene; `None` where it has none, or no means.
    ///
    /// # Errors
    ///
    /// If they cannot be read or drawn.
    pub(super) fn views(&self, gene: usize, pen: &mut Pen) -> Result<Option<GeneViews>, Error> {
        let condition = self.question.condition;
        let Some(means) = self.bundle.matrix(gene, condition)? else {
            return Ok(None);
        };
        if !pen.images.read_or_draw(self.bundle, gene, &mut pen.image)? {
            return Ok(None);
        }
        let own = pen.image.to_rgb8();
        let replaceable = |&(row, column): &(usize, usize)| {
            !means[[row, column]].is_nan() && self.replacements.has(gene, row, column)
        };
        let values = pen.images.values(self.bundle, gene)?;
        let mut gallery = Gallery::new(own);
        let mut without = |places: Vec<(usize, usize)>| {
            let places: Vec<_> = places.into_iter().filter(replaceable).collect();
            if places.is_empty() {
                return Ok(None);
            }
            let image = match (&values, &self.painter) {
                (Some(values), _) => {
                    let values = self.replacements.replaced(gene, values, &places);
                    pen.images
                        .draw(self.bundle, values.view(), &mut pen.image)?;
                    pen.image.to_rgb8()
                }
                (None, Some(painter)) => {
                    let colour = |row, column| self.replacements.colour(gene, row, column);
                    painter.painted(&gallery.images[0], &places, colour)
                }
                (None, None) => return Ok(None),
            };
            Ok::<_, Error>(Some(gallery.number(image)))
        };
        let blocks = self.question.blocks;
        let of_blocks = (0..blocks.len()).map(|block| without(places(blocks, block).collect()));
        let of_blocks = of_blocks.collect::<Result<Vec<_>, _>>()?;
        let of_cell_types = (0..means.nrows())
            .map(|row| without((0..means.ncols()).map(|column| (row, column)).collect()));
        let cell_types = of_cell_types.collect::<Result<Vec<_>, _>>()?;
        Ok(Some(GeneViews {
            gene,
            images: gallery.images,
            blocks: of_blocks,
            cell_types,
        }))
    }
}

/// The cells of a block.
fn places(blocks: Blocks, block: usize) -> impl Iterator<Item = (usize, usize)> {
    let (cell_type, times) = blocks.place(block);
    times.map(move |time| (cell_type, time))
}

/// Images, each once.
#[derive(Default)]
struct Gallery {
    images: Vec<Vec<u8>>,
    /// By their hashes. Of two images of one hash, which are as good as impossible, one may be there twice.
    numbers: FxHashMap<u64, usize>,
}

impl Gallery {
    fn new(first: Vec<u8>) -> Self {
        let mut gallery = Self::default();
        gallery.number(first);
        gallery
    }

    /// The number of an image.
    fn number(&mut self, image: Vec<u8>) -> usize {
        let hash = FxBuildHasher.hash_one(&image);
        let found = self.numbers.get(&hash).copied();
        if let Some(number) = found.filter(|&number| self.images[number] == image) {
            return number;
        }
        self.images.push(image);
        self.numbers.insert(hash, self.images.len() - 1);
        self.images.len() - 1
    }
}
