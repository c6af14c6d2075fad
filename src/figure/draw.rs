//! The marks of a canvas through plotters, the same for PNG and SVG.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind},
    element::{PathElement, Rectangle},
    prelude::DrawingBackend,
    style::{
        Color, FontTransform, RGBColor, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    canvas::{Anchor, Canvas, Colour, Mark, Text},
    error::FigureError,
    font,
};

/// How a backend counts.
pub(super) struct Units {
    /// Its pixels for one of the canvas.
    pub(super) scale: i32,
    /// The font size that it takes for text of one pixel an em.
    pub(super) size: f64,
    /// How far below the place of a text, in em, it has the baseline.
    pub(super) baseline: f64,
}

/// Draws all marks in their order.
pub(super) fn draw<B: DrawingBackend>(
    canvas: &Canvas<'_>,
    area: &DrawingArea<B, Shift>,
    units: &Units,
) -> Result<(), FigureError>
where
    B::ErrorType: 'static,
{
    let marks = canvas.marks.iter();
    let mut drawn = marks.map(|mark| draw_mark(mark, area, units));
    let drawn = drawn
        .try_for_each(|drawn| drawn)
        .and_then(|()| area.present());
    drawn.map_err(|error| FigureError::Draw(Box::new(error)))
}

type Drawn<B> = Result<(), DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

fn draw_mark<B: DrawingBackend>(
    mark: &Mark,
    area: &DrawingArea<B, Shift>,
    units: &Units,
) -> Drawn<B> {
    let scaled = |(x, y): (i32, i32)| (x * units.scale, y * units.scale);
    match mark {
        Mark::Filled(at, colour) => {
            let corners = [(at.x, at.y), (at.right(), at.bottom())].map(scaled);
            area.draw(&Rectangle::new(corners, rgb(*colour).filled()))
        }
        Mark::Line(from, to, colour) => {
            let ends = [scaled(*from), scaled(*to)];
            area.draw(&PathElement::new(
                ends,
                rgb(*colour).stroke_width(units.scale.unsigned_abs()),
            ))
        }
        Mark::Text(text) => draw_text(text, area, units),
    }
}

/// Text is put by its upper edge and the known distance to the baseline: backends differ in what
/// they call the middle and the bottom of a text.
fn draw_text<B: DrawingBackend>(
    text: &Text,
    area: &DrawingArea<B, Shift>,
    units: &Units,
) -> Drawn<B> {
    let size = text.size * f64::from(units.scale);
    let up = (size * units.baseline).round() as i32;
    let (x, y) = (text.x * units.scale, text.y * units.scale);
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
    let style = TextStyle::from(font::font(size * units.size).transform(transform));
    let style = style.color(&colour).pos(Pos::new(horizontal, VPos::Top));
    area.draw_text(&text.text, &style, place)
}

fn rgb([red, green, blue]: Colour) -> RGBColor {
    RGBColor(red, green, blue)
}
