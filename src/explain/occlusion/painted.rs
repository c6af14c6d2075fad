//! Blocks of stored images, of single cells: they cannot be drawn anew, so they are painted over.

use ndarray::Array2;

use super::images::Places;
use crate::{
    bundle::Bundle,
    explain::Error,
    heatmap::{Renderer, Shown},
};

/// Paints over what shows cells of one type at one time.
pub(super) struct Painter {
    /// For each cell type and time how much of each pixel shows its cells.
    shares: Array2<Share>,
}

/// How much of each pixel shows some cells, where that is more than nothing.
#[derive(Clone, Default)]
struct Share(Vec<(u32, f32)>);

impl Painter {
    /// Finds which pixels of a condition's images show which cells.
    ///
    /// # Errors
    ///
    /// If the bundle does not say how many cells there are.
    pub(super) fn new(bundle: &Bundle, index: usize) -> Result<Self, Error> {
        let manifest = bundle.manifest();
        let condition = &manifest.conditions[index];
        let unpaintable = |why| Error::Unpaintable {
            condition: condition.key.clone(),
            why,
        };
        let Some(recipe) = &manifest.recipe else {
            return Err(unpaintable("there is no recipe of them"));
        };
        let [rows, columns] = condition.shape();
        if condition.cells.len() != rows * columns {
            return Err(unpaintable(
                "the bundle does not say how many cells each mean is of",
            ));
        }
        let times = condition.time_values();
        let shown = Shown {
            cell_types: rows,
            times: &times,
            cells: &condition.cells,
        };
        let mut renderer = Renderer::new(recipe.clone())?;
        let mut shares = Array2::default((rows, columns));
        for ((row, column), place) in shares.indexed_iter_mut() {
            *place = Share::of(&renderer.share(shown, row, column)?);
        }
        Ok(Self { shares })
    }

    /// An image, height × width × RGB, with the colours of some cells.
    pub(super) fn painted(
        &self,
        image: &[u8],
        places: Places<'_>,
        colour: impl Fn(usize, usize) -> [f64; 3],
    ) -> Vec<u8> {
        let mut painted: Vec<f32> = image.iter().map(|&byte| f32::from(byte)).collect();
        for &(row, column) in places {
            let colour = colour(row, column).map(|value| (value * 255.0) as f32);
            for &(pixel, share) in &self.shares[[row, column]].0 {
                let start = pixel as usize * 3;
                for (channel, colour) in colour.into_iter().enumerate() {
                    let was = f32::from(image[start + channel]);
                    painted[start + channel] += share * (colour - was);
                }
            }
        }
        let byte = |value: &f32| value.round_ties_even() as u8;
        painted.iter().map(byte).collect()
    }
}

impl Share {
    fn of(shares: &Array2<f32>) -> Self {
        let shares = shares.iter().zip(0..);
        let some = shares.filter(|(share, _)| **share > 0.0);
        Self(some.map(|(&share, pixel)| (pixel, share)).collect())
    }
}
