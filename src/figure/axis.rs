//! The time points below a matrix.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    error::FigureError,
    font,
    text::{Anchor, Text},
};

pub(super) const LABEL: f64 = 11.0;
/// A line of labels with the space that keeps it from the next.
pub(super) const LINE: i32 = 13;
/// Longer labels are cut.
const LONGEST: i32 = 90;

/// The labels of time points: level where they fit, else upright, and every so many where even
/// that is too narrow.
#[derive(Debug)]
pub(super) struct TimeAxis {
    labels: Vec<String>,
    upright: bool,
    every: usize,
    pub(super) height: i32,
}

impl TimeAxis {
    /// For columns so many pixels wide.
    pub(super) fn new(times: &[&str], column: i32) -> Self {
        let shorten = |time: &&str| font::shorten(time, LABEL, LONGEST);
        let labels: Vec<String> = times.iter().map(shorten).collect();
        let widest = font::widest(labels.iter().map(String::as_str), LABEL);
        let upright = widest + 4 > column;
        Self {
            labels,
            upright,
            every: if upright { every(column) } else { 1 },
            height: if upright { widest + 6 } else { LINE + 2 },
        }
    }

    /// Draws the labels below a matrix.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        matrix: Area,
        column: i32,
    ) -> Result<(), FigureError> {
        let labels = self.labels.iter().zip(0_i32..).step_by(self.every);
        for (label, i) in labels {
            let middle = matrix.x + i * column + column / 2;
            canvas.text(if self.upright {
                let text = Text::new(label, (middle + 4, matrix.bottom() + 5), LABEL);
                text.upright().anchored(Anchor::End)
            } else {
                let text = Text::new(label, (middle, matrix.bottom() + LINE), LABEL);
                text.anchored(Anchor::Middle)
            })?;
        }
        Ok(())
    }
}

/// Of how many places `side` pixels wide one can have a line of text.
pub(super) fn every(side: i32) -> usize {
    LINE.unsigned_abs().div_ceil(side.unsigned_abs().max(1)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_level_upright_or_fewer() {
        let axis = TimeAxis::new(&["6", "7.5"], 40);
        assert!(!axis.upright && axis.every == 1);
        let axis = TimeAxis::new(&["PCW 16.5", "PCW 17.5"], 14);
        assert!(axis.upright && axis.every == 1 && axis.height > 40);
        let axis = TimeAxis::new(&["16.5"; 200], 5);
        assert!(axis.upright && axis.every == 3);
    }
}
