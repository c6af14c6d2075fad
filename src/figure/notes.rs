//! The lines at the foot of a figure.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{BLACK, GREY, PALE},
    error::FigureError,
    head::MARGIN,
    matrix::Cells,
    text::Text,
};
use crate::heatmap::{Recipe, Scale};

pub(super) const SIZE: f64 = 10.0;
const LINE: i32 = 16;

/// A line at the foot of a figure.
#[derive(Clone, Debug)]
pub(super) struct Note {
    text: String,
    /// Whether it says what the mark of what was not measured means.
    is_crossed: bool,
}

impl Note {
    pub(super) fn plain(text: &str) -> Self {
        Self {
            text: text.into(),
            is_crossed: false,
        }
    }

    /// After a cross as in matrices.
    pub(super) fn crossed(text: &str) -> Self {
        let is_crossed = true;
        Self {
            is_crossed,
            ..Self::plain(text)
        }
    }
}

/// What crosses in matrices mean, where there are any.
pub(super) fn crosses<'c, 'a: 'c>(
    cells: impl Iterator<Item = &'c Cells<'a>> + Clone,
    recipe: &Recipe,
) -> Option<Note> {
    let is_residual = recipe.scale == Scale::Residual;
    let text = match cells.clone().any(Cells::has_empty_rows) {
        true if is_residual => {
            "not measured: interpolated along time; white for a cell type without any cell"
        }
        true => "not measured: interpolated along time; 0 for a cell type without any cell",
        false if cells.clone().any(Cells::has_gaps) => "not measured: interpolated along time",
        false => return None,
    };
    Some(Note::crossed(text))
}

/// What they take of the page's height.
pub(super) fn height(notes: &[Note]) -> i32 {
    match notes.len() as i32 {
        0 => 0,
        lines => lines * LINE + 8,
    }
}

/// Draws them from `top` on.
pub(super) fn draw(
    canvas: &Canvas<'_, impl Backend>,
    notes: &[Note],
    top: i32,
) -> Result<(), FigureError> {
    for (note, line) in notes.iter().zip(0_i32..) {
        let y = top + LINE * line;
        let mut x = MARGIN;
        if note.is_crossed {
            let sample = Area::new((x, y), (12, 12));
            canvas.fill(sample, PALE)?;
            canvas.cross(sample, BLACK)?;
            x = sample.right() + 5;
        }
        canvas.text(Text::new(&note.text, (x, y + 10), SIZE).coloured(GREY))?;
    }
    Ok(())
}
