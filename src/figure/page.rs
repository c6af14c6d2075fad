//! A figure that was laid out.

use super::{
    area::Area,
    canvas::{Backend, Canvas, Units},
    colour::WHITE,
    error::FigureError,
    picture::Picture,
    text::printable,
};

/// No side is longer: pixels must not take all the memory.
const LONGEST: i32 = 16_000;

/// What a page shows.
pub trait Drawing {
    /// Draws it, the same on every backend.
    ///
    /// # Errors
    ///
    /// The backend fails.
    fn draw<'d, B: Backend>(&'d self, canvas: &mut Canvas<'d, B>) -> Result<(), FigureError>;
}

/// A figure that was laid out, to be written as PNG or SVG.
#[derive(Clone, Debug)]
pub struct Page<D> {
    size: (i32, i32),
    pub(super) title: String,
    drawing: D,
}

impl<D: Drawing> Page<D> {
    /// A white page of this width and height; the title is for those who do not see it.
    pub(super) fn new(
        (width, height): (i32, i32),
        title: &str,
        drawing: D,
    ) -> Result<Self, FigureError> {
        let longest = width.max(height);
        if longest > LONGEST {
            return Err(FigureError::TooLarge {
                what: "a side in pixels,",
                found: longest as usize,
                most: LONGEST as usize,
            });
        }
        Ok(Self {
            size: (width.max(1), height.max(1)),
            title: printable(title),
            drawing,
        })
    }

    /// The width in pixels; a PNG has twice as many.
    pub fn width(&self) -> i32 {
        self.size.0
    }

    /// The height in pixels; a PNG has twice as many.
    pub fn height(&self) -> i32 {
        self.size.1
    }

    /// Width and height in a backend's pixels.
    pub(super) fn pixels(&self, scale: i32) -> (u32, u32) {
        let scaled = |side: i32| side.unsigned_abs() * scale.unsigned_abs();
        (scaled(self.width()), scaled(self.height()))
    }

    /// Draws all but the images, which are left to embed.
    pub(super) fn draw<B: Backend>(
        &self,
        backend: B,
        units: Units,
    ) -> Result<Vec<Picture<'_>>, FigureError> {
        let mut canvas = Canvas::new(backend, units, self.width());
        let (width, height) = self.size;
        let page = Area {
            x: 0,
            y: 0,
            width,
            height,
        };
        canvas.fill(page, WHITE)?;
        self.drawing.draw(&mut canvas)?;
        canvas.finish()
    }
}
