//! Pages for tests, and what is on a page.

use super::{
    Page,
    area::Area,
    canvas::{Backend, Canvas},
    colour::Colour,
    error::FigureError,
    font,
    page::Drawing,
    picture::Picture,
    text::Text,
};
use crate::heatmap::Image;

/// Some marks to draw.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) filled: Vec<(Area, Colour)>,
    pub(super) texts: Vec<Text>,
    /// With their places and heights.
    pub(super) images: Vec<(Image, (i32, i32), i32)>,
}

impl Marks {
    pub(super) fn text(text: Text) -> Self {
        Self {
            texts: vec![text],
            ..Self::default()
        }
    }
}

impl Drawing for Marks {
    fn draw<'d, B: Backend>(&'d self, canvas: &mut Canvas<'d, B>) -> Result<(), FigureError> {
        for (area, colour) in &self.filled {
            canvas.fill(*area, *colour)?;
        }
        for text in &self.texts {
            canvas.text(text.clone())?;
        }
        for (image, at, height) in &self.images {
            canvas.picture(Picture::new(image, *at, *height));
        }
        Ok(())
    }
}

/// What an SVG shows.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) svg: String,
    pub(super) filled: Vec<(Area, String)>,
    /// The rectangles that texts cover.
    pub(super) texts: Vec<(String, Area)>,
    /// Points of lines.
    pub(super) lines: Vec<String>,
    pub(super) images: Vec<Area>,
}

impl Shown {
    pub(super) fn of<D: Drawing>(page: &Page<D>) -> Self {
        let mut bytes = Vec::new();
        page.write_svg(&mut bytes).unwrap();
        let mut shown = Self::default();
        let svg = String::from_utf8(bytes).unwrap();
        for element in svg.split('<') {
            let (tag, content) = element.split_once('>').unwrap_or_default();
            match tag.split(' ').next() {
                Some("rect") => shown
                    .filled
                    .push((area(tag), attribute(tag, "fill").into())),
                Some("polyline") => shown.lines.push(attribute(tag, "points").trim().into()),
                Some("image") => shown.images.push(area(tag)),
                Some("text") => {
                    let text = content.trim_matches('\n');
                    shown.texts.push((text.into(), text_area(tag, text)));
                }
                _ => {}
            }
        }
        shown.svg = svg;
        shown
    }
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let start = tag.split_once(&format!(" {name}=\"")).unwrap().1;
    start.split('"').next().unwrap()
}

fn number<T: std::str::FromStr>(tag: &str, name: &str) -> T {
    attribute(tag, name).parse().ok().unwrap()
}

fn area(tag: &str) -> Area {
    Area {
        x: number(tag, "x"),
        y: number(tag, "y"),
        width: number(tag, "width"),
        height: number(tag, "height"),
    }
}

/// The rectangle that a text covers, which hangs from its place.
fn text_area(tag: &str, text: &str) -> Area {
    let size: f64 = number(tag, "font-size");
    let (x, y): (i32, i32) = (number(tag, "x"), number(tag, "y"));
    let (length, height) = (font::width(text, size), size as i32);
    let back = match attribute(tag, "text-anchor") {
        "start" => 0,
        "middle" => length / 2,
        _ => length,
    };
    match tag.contains("rotate(270") {
        true => Area {
            x,
            y: y + back - length,
            width: height,
            height: length,
        },
        false => Area {
            x: x - back,
            y,
            width: length,
            height,
        },
    }
}
