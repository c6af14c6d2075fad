//! Fill `column` from cells to pixels in one pass.

use ndarray::Array3;

use crate::heatmap::{
    cells::CellsRef,
    colormap::COLOURS,
    recipe::{Fill, Recipe, ResizeStage, RowOrder, Scale, TimeSpacing},
    resize::{Resizer, Sum},
    shades::Shades,
    stretch::stretch_sparse,
};

/// Draws time points whose cells are stretched, coloured and shrunk one by one, without the matrix
/// between. Resizing is linear: an image is that of the lowest colour everywhere, plus what each
/// pixel of another colour adds. Of most genes most cells are 0 and add nothing.
#[derive(Debug, Default)]
pub(super) struct OnePass {
    scaled: Option<Box<Scaled>>,
    /// The rows of a time point that do not have the lowest colour, and the numbers of theirs.
    coloured: Vec<(u32, u8)>,
}

/// What depends on the ceiling.
#[derive(Debug)]
struct Scaled {
    shades: Shades,
    /// Each colour less the lowest.
    differences: [Sum; COLOURS],
}

impl OnePass {
    /// Whether images of the recipe are drawn this way. A ceiling of each gene's own would need
    /// shades of its own. Every field is named, so that none is passed over.
    pub(super) fn can_draw(recipe: &Recipe) -> bool {
        let Recipe {
            fill,
            scale,
            resize,
            time_spacing,
            transform: _,
            transform_stage: _,
            pseudocount: _,
            length: _,
            gaps: _,
            colormap: _,
            height: _,
            width: _,
            order: _,
            anti_aliasing: _,
            row_order: _,
            patterns: _,
        } = recipe;
        *fill == Fill::Column
            && *resize == ResizeStage::AfterColouring
            && *time_spacing == TimeSpacing::Even
            && *scale != Scale::PerGene
    }

    /// Draws cells, stretched to so many rows and scaled by the ceiling, into `out`: height × width
    /// × RGB. Every time point has a cell.
    pub(super) fn draw(
        &mut self,
        recipe: &Recipe,
        cells: &CellsRef<'_>,
        rows: usize,
        ceiling: f64,
        resizer: &mut Resizer,
        out: &mut Array3<f64>,
    ) {
        let mut coloured = std::mem::take(&mut self.coloured);
        coloured.resize(rows + 1, (0, 0));
        let Scaled {
            shades,
            differences,
        } = self.scaled(recipe, ceiling);
        let (columns, lowest) = (cells.times.len(), recipe.colormap.rgb(0.0));
        let mut seen = [false; COLOURS];
        resizer.begin(rows, columns);
        for time in 0..columns {
            let mut count = 0;
            seen[0] |= stretch_sparse(cells.time_point(time), rows, |row, value| {
                let number = shades.number(value);
                seen[usize::from(number)] = true;
                // Nothing can predict which rows have the lowest colour: each is written, and the
                // next takes its place.
                coloured[count] = (row as u32, number);
                count += usize::from(number > 0);
            });
            resizer.column(time, &lowest, |spread, sums| {
                for &(row, number) in &coloured[..count] {
                    let row = match recipe.row_order {
                        RowOrder::Given => row as usize,
                        RowOrder::Reversed => rows - 1 - row as usize,
                    };
                    spread.add(row, &differences[usize::from(number)], sums);
                }
            });
        }
        resizer.finish(range(recipe, &seen), out);
        self.coloured = coloured;
    }

    /// What is the same for all genes of a condition.
    fn scaled(&mut self, recipe: &Recipe, ceiling: f64) -> &Scaled {
        let scaled = self
            .scaled
            .take()
            .filter(|scaled| scaled.shades.is(ceiling));
        self.scaled
            .insert(scaled.unwrap_or_else(|| Scaled::new(recipe, ceiling)))
    }
}

impl Scaled {
    fn new(recipe: &Recipe, ceiling: f64) -> Box<Self> {
        let [red, green, blue] = recipe.colormap.rgb(0.0);
        let colours = recipe.colormap.colours();
        Box::new(Self {
            shades: Shades::new(recipe, ceiling),
            differences: colours.map(|[r, g, b]| [r - red, g - green, b - blue, 0.0]),
        })
    }
}

/// The least and the greatest brightness of any channel among the colours seen.
fn range(recipe: &Recipe, seen: &[bool; COLOURS]) -> (f64, f64) {
    let colours = recipe.colormap.colours().iter().zip(seen);
    let values = colours
        .filter(|(_, seen)| **seen)
        .flat_map(|(colour, _)| colour);
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(*value), high.max(*value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::{
        Image, Renderer,
        recipe::{Colormap, Transform, TransformStage},
    };

    /// Cells of so many time points of different size, of which one in `rarity` has something.
    fn cells(times: usize, most: usize, rarity: u32) -> (Vec<usize>, Vec<f32>) {
        let (mut seed, mut offsets, mut values) = (7_u32, vec![0], Vec::new());
        for time in 0..times {
            let number = most - time * most / (2 * times + 1);
            values.extend((0..number.max(1)).map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let value = (seed >> 20) as f32 / 40.0;
                if (seed >> 8).is_multiple_of(rarity) {
                    value.floor()
                } else {
                    0.0
                }
            }));
            offsets.push(values.len());
        }
        (offsets, values)
    }

    /// The image by all steps one after another.
    fn step_by_step(recipe: &Recipe, cells: &CellsRef<'_>, ceiling: f32) -> Array3<f64> {
        let mut renderer = Renderer::new(recipe.clone()).unwrap();
        let mut image = Image::default();
        let drawn = renderer.transformed_first(cells, |renderer, cells| {
            renderer.draw_in_steps(cells, ceiling, &mut image)
        });
        drawn.unwrap();
        renderer.resized
    }

    #[test]
    fn one_pass_gives_what_the_steps_give() {
        let reversed = RowOrder::Reversed;
        let recipes = [
            Recipe::default(),
            Recipe {
                row_order: reversed,
                colormap: Colormap::Turbo,
                ..Recipe::default()
            },
            Recipe {
                transform: Transform::Log1p,
                length: Some(150),
                ..Recipe::default()
            },
            Recipe {
                transform_stage: TransformStage::BeforeInterpolation,
                ..Recipe::default()
            },
            Recipe {
                transform: Transform::None,
                order: 0,
                ..Recipe::default()
            },
            Recipe {
                anti_aliasing: false,
                height: 7,
                width: 90,
                ..Recipe::default()
            },
        ];
        for recipe in recipes {
            let mut renderer = Renderer::new(recipe.clone()).unwrap();
            for (times, most, ceiling) in [
                (1, 1, 2.0),
                (3, 40, 1.5),
                (16, 900, 2.0),
                (5, 100, 2.0),
                (2, 3000, 0.5),
            ] {
                for rarity in [1, 3, 17, 100_000] {
                    let (offsets, values) = cells(times, most, rarity);
                    let weeks: Vec<f64> = (0..times).map(|t| t as f64).collect();
                    let cells = CellsRef {
                        cell_types: 1,
                        times: &weeks,
                        offsets: &offsets,
                        values: &values,
                    };
                    let mut image = Image::default();
                    renderer.render_cells(&cells, ceiling, &mut image).unwrap();
                    let expected = step_by_step(&recipe, &cells, ceiling);
                    assert_eq!(renderer.resized.dim(), expected.dim());
                    for (found, expected) in renderer.resized.iter().zip(&expected) {
                        assert!(
                            (found - expected).abs() < 1e-12,
                            "{recipe:?} {times} {most} {rarity}"
                        );
                    }
                }
            }
        }
    }
}
