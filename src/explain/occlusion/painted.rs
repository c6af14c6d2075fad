//! Blocks of stored images, of single cells: they cannot be drawn anew, so they are painted over.

use ndarray::Array2;

use super::images::Places;
use crate::{
    bundle::Bundle,
    explain::Error,
    heatmap::{self, Recipe, Renderer, Shown},
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
        Ok(Self::of(recipe, shown)?)
    }

    fn of(recipe: &Recipe, shown: Shown<'_>) -> Result<Self, heatmap::Error> {
        let mut renderer = Renderer::new(recipe.clone())?;
        let mut shares = Array2::default((shown.cell_types, shown.times.len()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::{CellsRef, Fill, RowOrder, TimeSpacing, render_cells};

    const TIMES: [f64; 3] = [6.0, 6.5, 9.0];
    const CELLS: [u64; 6] = [5, 30, 12, 25, 7, 20];

    /// As the renderer draws cells of which all of a group have one value, and the colour of a value.
    fn drawn(recipe: &Recipe, values: [f32; 6]) -> Vec<u8> {
        let (mut cells, mut offsets) = (Vec::new(), vec![0]);
        for time in 0..3 {
            for row in 0..2 {
                let group = row * 3 + time;
                cells.extend(std::iter::repeat_n(values[group], CELLS[group] as usize));
                offsets.push(cells.len());
            }
        }
        let cells = CellsRef {
            cell_types: 2,
            times: &TIMES,
            offsets: &offsets,
            values: &cells,
        };
        render_cells(recipe, &cells, 1.0).unwrap().to_rgb8()
    }

    #[test]
    fn painted_cells_look_as_if_they_were_drawn() {
        for fill in [Fill::Column, Fill::Block] {
            for row_order in [RowOrder::Given, RowOrder::Reversed] {
                for time_spacing in [TimeSpacing::Even, TimeSpacing::ByValue] {
                    let recipe = Recipe {
                        fill,
                        row_order,
                        time_spacing,
                        ..Recipe::default()
                    };
                    assert_painted(&recipe);
                }
            }
        }
    }

    fn assert_painted(recipe: &Recipe) {
        let shown = Shown {
            cell_types: 2,
            times: &TIMES,
            cells: &CELLS,
        };
        let painter = Painter::of(recipe, shown).unwrap();
        let values = [0.0, 1.0, 2.0, 9.0, 0.5, 4.0];
        let before = drawn(recipe, values);
        for (group, new) in [(0, 9.0), (2, 0.0), (4, 3.0)] {
            let mut changed = values;
            changed[group] = new;
            let after = drawn(recipe, changed);
            // log10(1 + value), by a ceiling of 1.
            let colour = recipe.colormap.rgb((1.0 + f64::from(new)).log10());
            let place = (group / 3, group % 3);
            let painted = painter.painted(&before, &[place], |_, _| colour);
            let shares: Vec<_> = painter.shares[place].0.clone();
            let (mut whole, mut none) = (0, 0);
            for pixel in 0..before.len() / 3 {
                let share = shares.iter().find(|(other, _)| *other as usize == pixel);
                let share = share.map_or(0.0, |(_, share)| *share);
                let of = |image: &[u8]| [0, 1, 2].map(|c| i32::from(image[pixel * 3 + c]));
                let (was, is, expected) = (of(&before), of(&painted), of(&after));
                // Where a pixel shows others too, their colours are not known apart.
                let blended = match recipe.time_spacing {
                    TimeSpacing::Even => share * (1.0 - share),
                    TimeSpacing::ByValue => f32::from(u8::from(share > 0.0 && share < 0.9999)),
                };
                let most = 1.0 + 255.0 * blended;
                let mut pairs = is.iter().zip(expected);
                let near = pairs.all(|(a, b)| (a - b).abs() as f32 <= most);
                assert!(
                    near,
                    "{recipe:?} {group} {pixel}: {is:?} {expected:?} {share}"
                );
                whole += usize::from(share > 0.9);
                if share == 0.0 {
                    none += 1;
                    assert_eq!(is, was);
                }
            }
            assert!(
                whole > 5 && none > 1000,
                "{recipe:?} {group}: {whole} {none}"
            );
        }
    }
}
