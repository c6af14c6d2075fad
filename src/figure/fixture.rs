//! Pages for tests, and what is on a page.

use ndarray::ArrayView2;

use super::{
    Means, Page,
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
                    let text = unescaped(content.trim_matches('\n'));
                    let area = text_area(tag, &text);
                    shown.texts.push((text, area));
                }
                _ => {}
            }
        }
        shown.svg = svg;
        shown
    }
}

fn unescaped(text: &str) -> String {
    let marks = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let replace = |text: String, (from, to): (&str, &str)| text.replace(from, to);
    marks.into_iter().fold(text.into(), replace)
}

fn attribute<'t>(tag: &'t str, name: &str) -> &'t str {
    let start = tag.split_once(&format!(" {name}=\"")).unwrap().1;
    start.split('"').next().unwrap()
}

fn number<T: std::str::FromStr>(tag: &str, name: &str) -> T {
    attribute(tag, name).parse().ok().unwrap()
}

fn area(tag: &str) -> Area {
    Area::new(
        (number(tag, "x"), number(tag, "y")),
        (number(tag, "width"), number(tag, "height")),
    )
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
        true => Area::new((x, y + back - length), (height, length)),
        false => Area::new((x - back, y), (length, height)),
    }
}

/// The data of a panel of so many cell types and times, every seventh mean not measured.
pub(super) struct Data {
    pub(super) cell_types: Vec<String>,
    pub(super) times: Vec<String>,
    pub(super) values: Vec<f64>,
    pub(super) means: Vec<f32>,
    pub(super) cells: Vec<u64>,
}

impl Data {
    pub(super) fn new(rows: usize, columns: usize, name: &str) -> Self {
        let mean = |i: usize| match i % 7 {
            3 => f32::NAN,
            _ => (i * 37 % 101) as f32 / 3.0,
        };
        let means: Vec<f32> = (0..rows * columns).map(mean).collect();
        let values = (0..columns).map(|i| 6.0 + 0.5 * i as f64);
        Self {
            cell_types: (0..rows).map(|i| format!("{name} {i}")).collect(),
            times: values.clone().map(|value| value.to_string()).collect(),
            values: values.collect(),
            cells: means
                .iter()
                .map(|v| if v.is_nan() { 0 } else { 12 })
                .collect(),
            means,
        }
    }

    pub(super) fn labels(&self) -> Vec<&str> {
        self.times.iter().map(String::as_str).collect()
    }

    pub(super) fn matrix(&self) -> ArrayView2<'_, f32> {
        let shape = (self.cell_types.len(), self.times.len());
        ArrayView2::from_shape(shape, &self.means).unwrap()
    }

    pub(super) fn means<'a>(&'a self, time_labels: &'a [&'a str]) -> Means<'a> {
        Means {
            cell_types: &self.cell_types,
            times: &self.values,
            time_labels,
            matrix: self.matrix(),
            cells: Some(&self.cells),
            ceiling: 1.6,
            usual: None,
        }
    }
}

fn overlap(a: Area, b: Area) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// What makes a figure unreadable whatever its data.
pub(super) fn assert_readable(page: &Page<impl Drawing>) {
    let Shown { texts, images, .. } = Shown::of(page);
    let (width, height) = (page.width(), page.height());
    for (i, (text, area)) in texts.iter().enumerate() {
        let inside = area.x >= 0 && area.y >= 0 && area.right() <= width && area.bottom() <= height;
        assert!(inside, "{text} at {area:?} leaves {width} × {height}");
        for (other, at) in &texts[i + 1..] {
            assert!(!overlap(*area, *at), "{text} over {other}");
        }
        assert!(
            images.iter().all(|image| !overlap(*area, *image)),
            "{text} under an image"
        );
    }
}
