//! What the networks see of the genes, as far as the page has space.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    ReportError,
    figures::{Figures, Input, failed},
};
use crate::{
    bundle::{Bundle, GeneImages},
    heatmap::{Image, PngEncoder},
};

/// What an image takes on the page besides itself.
const MARKUP: usize = 600;

/// Adds the networks' images of the first of the genes, as many as take `space` bytes. Says in
/// the note how many are left out.
///
/// # Errors
///
/// An image cannot be read or drawn.
pub(super) fn add(
    figures: &mut Figures,
    bundle: &Bundle,
    genes: &[usize],
    mut space: usize,
) -> Result<(), ReportError> {
    let mut all_images = Vec::new();
    for axes in &figures.axes {
        all_images.push(match axes {
            Some(axes) => bundle.gene_images(axes.condition)?,
            None => None,
        });
    }
    let mut encoder = PngEncoder::default();
    let mut left_out = 0;
    for &gene in genes {
        let inputs = draw(&mut all_images, bundle, gene, &mut encoder)?;
        let sizes = inputs
            .iter()
            .flatten()
            .map(|input| input.png.len() + MARKUP);
        let size: usize = sizes.sum();
        if size > space || left_out > 0 {
            left_out += usize::from(size > 0);
            continue;
        }
        space -= size;
        put(figures, gene, inputs);
    }
    if left_out > 0 {
        figures.note = format!(
            "To keep this page small, the networks’ images of {left_out} of its {} genes, those of the \
             lowest places, are left out; “dsdscore show” draws them.",
            genes.len()
        );
    }
    Ok(())
}

/// A gene's images, one for each condition.
fn draw(
    all_images: &mut [Option<GeneImages>],
    bundle: &Bundle,
    gene: usize,
    encoder: &mut PngEncoder,
) -> Result<Vec<Option<Input>>, ReportError> {
    let mut image = Image::default();
    let mut input = |gene_images: &mut GeneImages| {
        if !gene_images.read_or_draw(bundle, gene, &mut image)? {
            return Ok(None);
        }
        let symbol = || &bundle.genes()[gene].symbol;
        let png = encoder
            .encode(&image)
            .map_err(|source| failed(symbol(), source))?;
        Ok(Some(Input {
            png: STANDARD.encode(png),
            width: image.width(),
            height: image.height(),
        }))
    };
    let inputs = all_images.iter_mut().map(|gene_images| match gene_images {
        Some(gene_images) => input(gene_images),
        None => Ok(None),
    });
    inputs.collect()
}

fn put(figures: &mut Figures, gene: usize, inputs: Vec<Option<Input>>) {
    let heatmaps = figures.genes.get_mut(&gene).into_iter().flatten();
    for (heatmap, input) in heatmaps.zip(inputs) {
        if let Some(heatmap) = heatmap {
            heatmap.input = input;
        }
    }
}
