//! All steps, one after another.

mod columns;

use self::columns::Columns;
use super::{
    Image,
    cells::CellsRef,
    error::Error,
    fill::{column_length, fill_block, fill_column, fill_mean, space_by_value},
    grid::Grid,
    matrix::MatrixRef,
    recipe::{Colormap, Fill, Recipe, ResizeStage, RowOrder, Scale, TimeSpacing},
    resize::Resizer,
    scale::scale,
    transform::transform,
};

/// Draws genes by one recipe, in memory that it keeps from gene to gene.
#[derive(Debug)]
pub struct Renderer {
    recipe: Recipe,
    resizer: Resizer,
    grid: Grid,
    spaced: Grid,
    colours: Vec<f64>,
    resized: Vec<f64>,
    columns: Columns,
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
            grid: Grid::default(),
            spaced: Grid::default(),
            colours: Vec::new(),
            resized: Vec::new(),
            columns: Columns::default(),
        })
    }

    /// The recipe.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// Draws one gene's means (fill `mean`) into `image`, with the condition's
    /// ceiling (see [`ceiling`](super::ceiling)); scale `per-gene` ignores it.
    ///
    /// # Errors
    ///
    /// The recipe wants single cells, the matrix is not whole, nothing was
    /// measured, or the ceiling is not above 0. `image` is then as it was.
    pub fn render_mean(
        &mut self,
        matrix: &MatrixRef<'_>,
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        if self.recipe.fill != Fill::Mean {
            return Err(wrong_data(self.recipe.fill, "means"));
        }
        matrix.check(self.recipe.transform)?;
        fill_mean(matrix, &mut self.grid);
        self.draw(matrix.times, ceiling, image)
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
        if Columns::can_draw(&self.recipe) {
            return self.draw_columns(cells, ceiling, image);
        }
        let length = self.recipe.length;
        match self.recipe.fill {
            Fill::Block => fill_block(cells, length, &mut self.grid),
            _ => fill_column(cells, length, &mut self.grid)?,
        }
        self.draw(cells.times, ceiling, image)
    }

    /// All steps at once, for the recipes that allow it: some thousand images are drawn so.
    fn draw_columns(
        &mut self,
        cells: &CellsRef<'_>,
        ceiling: f32,
        image: &mut Image,
    ) -> Result<(), Error> {
        let rows = column_length(cells, self.recipe.length)?;
        let ceiling = checked(ceiling)?;
        let (resizer, out) = (&mut self.resizer, &mut self.resized);
        self.columns
            .draw(&self.recipe, cells, (rows, ceiling), resizer, out);
        let (height, width) = (self.recipe.height as usize, self.recipe.width as usize);
        image.set(height, width, &self.resized);
        Ok(())
    }

    /// All that comes after the fill.
    fn draw(&mut self, times: &[f64], ceiling: f32, image: &mut Image) -> Result<(), Error> {
        self.arrange(times);
        self.normalise(ceiling)?;
        let size = (self.grid.rows(), self.grid.columns());
        let (values, map) = (self.grid.values(), self.recipe.colormap);
        if self.recipe.resize == ResizeStage::AfterColouring {
            colour(map, values, &mut self.colours);
            self.resizer
                .resize(&self.colours, size, 3, &mut self.resized);
        } else {
            self.resizer.resize(values, size, 1, &mut self.colours);
            colour(map, &self.colours, &mut self.resized);
        }
        let (height, width) = (self.recipe.height as usize, self.recipe.width as usize);
        image.set(height, width, &self.resized);
        Ok(())
    }

    /// Spacing of columns, order of rows.
    fn arrange(&mut self, times: &[f64]) {
        if self.recipe.time_spacing == TimeSpacing::ByValue {
            let width = self.recipe.width as usize;
            space_by_value(&self.grid, times, width, &mut self.spaced);
            std::mem::swap(&mut self.grid, &mut self.spaced);
        }
        if self.recipe.row_order == RowOrder::Reversed {
            self.grid.reverse_rows();
        }
    }

    /// Transform and scale to 0-1.
    fn normalise(&mut self, ceiling: f32) -> Result<(), Error> {
        let values = self.grid.values_mut();
        // Most values are 0, and 0 is 0 by every transform.
        for value in values.iter_mut().filter(|value| **value != 0.0) {
            *value = transform(&self.recipe, *value);
        }
        let ceiling = match self.recipe.scale {
            Scale::PerGene => own_ceiling(values),
            _ => checked(ceiling)?,
        };
        scale(values, ceiling);
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
fn own_ceiling(values: &[f64]) -> f64 {
    let max = values.iter().copied().fold(0.0, f64::max);
    if max > 0.0 { max } else { 1.0 }
}

fn colour(map: Colormap, values: &[f64], colours: &mut Vec<f64>) {
    colours.clear();
    colours.extend(values.iter().flat_map(|&v| map.rgb(v)));
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
pub fn render_mean(recipe: &Recipe, matrix: &MatrixRef<'_>, ceiling: f32) -> Result<Image, Error> {
    let mut image = Image::default();
    Renderer::new(recipe.clone())?.render_mean(matrix, ceiling, &mut image)?;
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
