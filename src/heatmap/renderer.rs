//! All steps, one after another.

mod one_pass;
mod share;
mod values;

use std::mem;

use ndarray::{Array2, Array3, ArrayView2, Axis, Zip, s};

use self::one_pass::OnePass;
pub use self::share::Shown;
use super::{
    Image,
    cells::CellsRef,
    error::Error,
    fill::{column_length, fill_block, fill_column, fill_mean, fill_residual, space_by_value},
    means::check_means,
    memory::refill,
    recipe::{Colormap, Fill, Recipe, ResizeStage, RowOrder, Scale, TimeSpacing, TransformStage},
    residual::{UsualRef, shade},
    resize::Resizer,
    scale::scale,
};

/// Draws genes by one recipe, in memory that it keeps from gene to gene.
#[derive(Debug)]
pub struct Renderer {
    recipe: Recipe,
    resizer: Resizer,
    /// Single cells that were transformed before all else.
    transformed: Vec<f32>,
    /// The values that the steps work on: rows from top to bottom, columns are time points.
    grid: Array2<f64>,
    spaced: Array2<f64>,
    colours: Array3<f64>,
    resized: Array3<f64>,
    one_pass: OnePass,
}

impl Renderer {
    /// A renderer of the recipe.
    ///
    /// # Errors
    ///
    /// The recipe is out of range.
    pub fn new(recipe: Recipe) -> Result<Self, Error> {
        recipe.validate()?;
        Ok(Self {
            resizer: Resizer::new(&recipe),
            recipe,
            transformed: Vec::new(),
            grid: Array2::default((0, 0)),
            spaced: Array2::default((0, 0)),
            colours: Array3::default((0, 0, 0)),
            resized: Array3::default((0, 0, 0)),
            one_pass: OnePass::default(),
        })
    }

    /// The recipe.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// Draws one gene's means (fill `mean`) into `image`: raw, cell types × `times`, NaN where not
    /// measured. With the condition's ceiling (see [`ceiling`](super::ceiling)); scale `per-gene`
    /// ignores it.
    ///
    /// # Errors
    ///
    /// The recipe wants single cells or residuals, times are not as many as columns or do not rise,
    /// nothing was measured, a value cannot be transformed, or the ceiling is not above 0. `image` is
    /// then as it was.
    pub fn render_mean(
        &mut self,
        means: ArrayView2<'_, f32>,
        times: &[f64],
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        if self.recipe.fill != Fill::Mean {
            return Err(wrong_data(self.recipe.fill, "means"));
        }
        if self.recipe.scale == Scale::Residual {
            return Err(Error::NoUsual);
        }
        check_means(means, times, self.recipe.transform)?;
        fill_mean(&self.recipe, means, times, &mut self.grid);
        self.draw(times, ceiling, image)
    }

    /// Draws how unusual one gene's means are for its level (scale `residual`) into `image`: raw, cell
    /// types × `times`, NaN where not measured, and of the same shape what is usual.
    ///
    /// # Errors
    ///
    /// As [`Renderer::render_mean`] without a ceiling, the recipe's scale is another, or what is usual
    /// is of another shape. `image` is then as it was.
    pub fn render_residual(
        &mut self,
        means: ArrayView2<'_, f32>,
        usual: UsualRef<'_>,
        times: &[f64],
        image: &mut Image,
    ) -> Result<(), Error> {
        if self.recipe.scale != Scale::Residual {
            return Err(Error::NotResidual);
        }
        check_means(means, times, self.recipe.transform)?;
        usual.check(means.dim())?;
        fill_residual(&self.recipe, means, usual, times, &mut self.grid);
        self.draw_residuals(times, image);
        Ok(())
    }

    /// All that comes after the fill with residuals.
    fn draw_residuals(&mut self, times: &[f64], image: &mut Image) {
        self.arrange(times);
        self.grid.mapv_inplace(shade);
        self.paint(image);
    }

    /// Draws one gene's single cells (fill `column` or `block`) into `image`,
    /// with the condition's ceiling; scale `per-gene` ignores it.
    ///
    /// # Errors
    ///
    /// The recipe wants means, the cells are not whole, there is none (at a
    /// time point, for `column`), or the ceiling is not above 0. `image` is
    /// then as it was.
    pub fn render_cells(
        &mut self,
        cells: &CellsRef<'_>,
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        if self.recipe.fill == Fill::Mean {
            return Err(wrong_data(Fill::Mean, "single cells"));
        }
        cells.check(self.recipe.transform)?;
        self.transformed_first(cells, |renderer, cells| {
            match OnePass::can_draw(&renderer.recipe) {
                true => renderer.draw_in_one_pass(cells, ceiling, image),
                false => renderer.draw_in_steps(cells, ceiling, image),
            }
        })
    }

    /// Gives `draw` the cells as they are to be stretched.
    fn transformed_first<T>(
        &mut self,
        cells: &CellsRef<'_>,
        draw: impl FnOnce(&mut Self, &CellsRef<'_>) -> T,
    ) -> T {
        if self.recipe.transform_stage == TransformStage::AfterInterpolation {
            return draw(self, cells);
        }
        let mut values = mem::take(&mut self.transformed);
        values.clear();
        let transformed = |&value: &f32| match value {
            0.0 => 0.0,
            value => self.recipe.before_interpolation(f64::from(value)) as f32,
        };
        values.extend(cells.values.iter().map(transformed));
        let cells = CellsRef {
            values: &values,
            ..*cells
        };
        let drawn = draw(self, &cells);
        self.transformed = values;
        drawn
    }

    /// All steps one after another.
    fn draw_in_steps(
        &mut self,
        cells: &CellsRef<'_>,
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        let length = self.recipe.length;
        match self.recipe.fill {
            Fill::Block => fill_block(cells, length, &mut self.grid),
            _ => fill_column(cells, length, &mut self.grid)?,
        }
        self.draw(cells.times, ceiling, image)
    }

    /// All steps at once, for the recipes that allow it: some thousand images are drawn so.
    fn draw_in_one_pass(
        &mut self,
        cells: &CellsRef<'_>,
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        let rows = column_length(cells, self.recipe.length)?;
        let ceiling = checked(ceiling)?;
        let (resizer, out) = (&mut self.resizer, &mut self.resized);
        self.one_pass
            .draw(&self.recipe, cells, rows, ceiling, resizer, out);
        image.set(&self.resized);
        Ok(())
    }

    /// All that comes after the fill.
    fn draw(&mut self, times: &[f64], ceiling: f32, image: &mut Image) -> Result<(), Error> {
        self.arrange(times);
        self.normalise(ceiling)?;
        self.paint(image);
        Ok(())
    }

    /// Colours and size, of values from 0 to 1.
    fn paint(&mut self, image: &mut Image) {
        let (values, map) = (self.grid.view(), self.recipe.colormap);
        if self.recipe.resize == ResizeStage::AfterColouring {
            colour(map, values, &mut self.colours);
            self.resizer.resize(self.colours.view(), &mut self.resized);
        } else {
            let grey = values.insert_axis(Axis(2));
            self.resizer.resize(grey, &mut self.colours);
            let values = self.colours.index_axis(Axis(2), 0);
            colour(map, values, &mut self.resized);
        }
        image.set(&self.resized);
    }

    /// Spacing of columns, order of rows.
    fn arrange(&mut self, times: &[f64]) {
        if self.recipe.time_spacing == TimeSpacing::ByValue {
            let width = self.recipe.width as usize;
            space_by_value(&self.grid, times, width, &mut self.spaced);
            mem::swap(&mut self.grid, &mut self.spaced);
        }
        if self.recipe.row_order == RowOrder::Reversed {
            reverse_rows(&mut self.grid);
        }
    }

    /// Transform and scale to 0-1.
    fn normalise(&mut self, ceiling: f32) -> Result<(), Error> {
        // Most values are 0, and 0 is 0 by every transform.
        for value in self.grid.iter_mut().filter(|value| **value != 0.0) {
            *value = self.recipe.after_interpolation(*value);
        }
        let ceiling = match self.recipe.scale {
            Scale::PerGene => own_ceiling(&self.grid),
            _ => checked(ceiling)?,
        };
        scale(&mut self.grid, ceiling);
        Ok(())
    }
}

/// A ceiling that can scale.
fn checked(ceiling: f32) -> Result<f64, Error> {
    if ceiling > 0.0 && ceiling.is_finite() {
        return Ok(f64::from(ceiling));
    }
    Err(Error::Ceiling(ceiling))
}

/// The gene's own maximum. A gene that is nowhere expressed is 0 everywhere
/// whatever it is divided by.
fn own_ceiling(values: &Array2<f64>) -> f64 {
    let max = values.iter().copied().fold(0.0, f64::max);
    if max > 0.0 { max } else { 1.0 }
}

/// Rows × columns × RGB.
fn colour(map: Colormap, values: ArrayView2<'_, f64>, colours: &mut Array3<f64>) {
    let (rows, columns) = values.dim();
    let channels = values.iter().flat_map(|&v| map.rgb(v));
    refill(colours, (rows, columns, 3), channels);
}

/// Turns the grid upside down, in its memory.
fn reverse_rows(grid: &mut Array2<f64>) {
    let half = grid.nrows() / 2;
    let (upper, lower) = grid.view_mut().split_at(Axis(0), half);
    let mut mirrored = lower.slice_move(s![..;-1, ..]);
    Zip::from(upper)
        .and(mirrored.slice_mut(s![..half, ..]))
        .for_each(mem::swap);
}

fn wrong_data(fill: Fill, data: &'static str) -> Error {
    let (fill, needs) = match fill {
        Fill::Column => ("column", "single cells"),
        Fill::Block => ("block", "single cells"),
        Fill::Mean => ("mean", "means"),
    };
    Error::Fill { fill, needs, data }
}

/// Draws one gene's means; for many genes keep a [`Renderer`].
///
/// # Errors
///
/// As [`Renderer::render_mean`], and the recipe is out of range.
pub fn render_mean(
    recipe: &Recipe,
    means: ArrayView2<'_, f32>,
    times: &[f64],
    ceiling: f32,
) -> Result<Image, Error> {
    let mut image = Image::default();
    Renderer::new(recipe.clone())?.render_mean(means, times, ceiling, &mut image)?;
    Ok(image)
}

/// Draws one gene's single cells; for many genes keep a [`Renderer`].
///
/// # Errors
///
/// As [`Renderer::render_cells`], and the recipe is out of range.
pub fn render_cells(recipe: &Recipe, cells: &CellsRef<'_>, ceiling: f32) -> Result<Image, Error> {
    let mut image = Image::default();
    Renderer::new(recipe.clone())?.render_cells(cells, ceiling, &mut image)?;
    Ok(image)
}

#[cfg(test)]
mod tests;
