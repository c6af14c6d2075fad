//! Shapes, text and images on a backend of plotters.

use std::error::Error;

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
    element::{Drawable, PathElement, PointCollection, Rectangle},
    prelude::DrawingBackend,
    style::{
        Color, FontTransform, RGBColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    area::Area,
    colour::Colour,
    error::FigureError,
    font,
    picture::Picture,
    text::{Anchor, Text},
};

/// A backend of plotters.
pub trait Backend: DrawingBackend<ErrorType: 'static> {}

impl<B: DrawingBackend<ErrorType: 'static>> Backend for B {}

/// How a backend counts.
pub(super) struct Units {
    /// Its pixels for one of the page.
    pub(super) scale: i32,
    /// The font size that it takes for text of one pixel an em.
    pub(super) size: f64,
    /// How far below the place of a text, in em, it has the baseline.
    pub(super) baseline: f64,
}

/// A page to draw on; places are in pixels of the page from its upper left.
pub struct Canvas<'p, B: Backend> {
    area: DrawingArea<B, Shift>,
    units: Units,
    width: i32,
    pictures: Vec<Picture<'p>>,
}

impl<'p, B: Backend> Canvas<'p, B> {
    pub(super) fn new(backend: B, units: Units, width: i32) -> Self {
        Self {
            area: backend.into_drawing_area(),
            units,
            width,
            pictures: Vec::new(),
        }
    }

    /// The width of the page.
    pub(super) fn width(&self) -> i32 {
        self.width
    }

    /// Ends drawing. What is left are the images, which each format embeds in its own way.
    pub(super) fn finish(self) -> Result<Vec<Picture<'p>>, FigureError> {
        self.area.present().map_err(failed)?;
        Ok(self.pictures)
    }

    pub(super) fn fill(&self, area: Area, colour: Colour) -> Result<(), FigureError> {
        let corners = [(area.x, area.y), (area.right(), area.bottom())];
        let corners = corners.map(|corner| self.scaled(corner));
        self.draw(&Rectangle::new(corners, rgb(colour).filled()))
    }

    pub(super) fn line(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        colour: Colour,
    ) -> Result<(), FigureError> {
        let style = rgb(colour).stroke_width(self.units.scale.unsigned_abs());
        self.draw(&PathElement::new(
            [self.scaled(from), self.scaled(to)],
            style,
        ))
    }

    /// The outline, just outside of the area.
    pub(super) fn frame(&self, area: Area, colour: Colour) -> Result<(), FigureError> {
        let mut sides = area.outline().into_iter();
        sides.try_for_each(|side| self.fill(side, colour))
    }

    /// A cross in the middle of an area.
    pub(super) fn cross(&self, area: Area, colour: Colour) -> Result<(), FigureError> {
        let ((x, y), arm) = (area.centre(), (area.width.min(area.height) / 4).clamp(1, 4));
        self.line((x - arm, y - arm), (x + arm, y + arm), colour)?;
        self.line((x - arm, y + arm), (x + arm, y - arm), colour)
    }

    /// Text is put by its upper edge and the known distance to the baseline: backends differ in what
    /// they call the middle and the bottom of a text.
    pub(super) fn text(&self, text: Text) -> Result<(), FigureError> {
        if text.text.is_empty() {
            return Ok(());
        }
        let size = text.size * f64::from(self.units.scale);
        let up = (size * self.units.baseline).round() as i32;
        let (x, y) = self.scaled((text.x, text.y));
        let (place, transform) = match text.upright {
            true => ((x - up, y), FontTransform::Rotate270),
            false => ((x, y - up), FontTransform::None),
        };
        let horizontal = match text.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let colour = rgb(text.colour);
        let style = TextStyle::from(font::font(size * self.units.size).transform(transform));
        let style = style.color(&colour).pos(Pos::new(horizontal, VPos::Top));
        let drawn = self.area.draw_text(&text.text, &style, place);
        drawn.map_err(failed)
    }

    /// An image, which will lie above all else.
    pub(super) fn picture(&mut self, picture: Picture<'p>) {
        self.pictures.push(picture);
    }

    fn draw<E>(&self, element: &E) -> Result<(), FigureError>
    where
        E: Drawable<B>,
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
    {
        self.area.draw(element).map_err(failed)
    }

    fn scaled(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x * self.units.scale, y * self.units.scale)
    }
}

fn failed<E: Error + Send + Sync + 'static>(error: DrawingAreaErrorKind<E>) -> FigureError {
    FigureError::Draw(Box::new(error))
}

fn rgb([red, green, blue]: Colour) -> RGBColor {
    RGBColor(red, green, blue)
}
