//! A plot through plotters, as the content of an SVG element.

mod axis;
mod thin;

use plotters::{
    backend::SVGBackend,
    chart::ChartBuilder,
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
    element::{PathElement, Polygon},
    style::{Color, TextStyle},
};

pub(super) use self::axis::Axis;
use super::{
    ReportError,
    style::{BLACK, GRID, Ink},
};
use crate::figure::font;

/// Pixels an em.
const TEXT: f64 = 12.0;
/// plotters' size of a font of one pixel an em.
const EM: f64 = 1.24;
/// Below the plot: numbers and the axis' title.
const BELOW: u32 = 42;
/// Room for the upper half of the topmost number, and the right half of the last.
const MARGIN: u32 = 14;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// What a plot consists of; points are in the units of the axes. What is not finite is left out.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A line with its width in pixels; it breaks where a point is not finite.
    Line(Vec<[f64; 2]>, Ink, u32),
    /// The method's marker at each point.
    Points(Vec<[f64; 2]>, Ink),
    /// A level or upright line without the method's dashes, with its width in pixels.
    Bar([[f64; 2]; 2], Ink, i32),
    /// A pale area.
    Band(Vec<[f64; 2]>, Ink),
}

/// Axes and what lies between them.
#[derive(Clone, Debug)]
pub(super) struct Plot {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) marks: Vec<Mark>,
}

impl Plot {
    /// What lies within the SVG element whose view box is 0 0 `width` `height`. Its text is escaped.
    pub(super) fn svg(&self) -> Result<String, ReportError> {
        let mut svg = String::new();
        let area = SVGBackend::with_string(&mut svg, (self.width, self.height));
        let area = area.into_drawing_area();
        let drawn = self.draw(&area).and_then(|()| area.present());
        drop(area);
        drawn.map_err(|error| ReportError::Draw(Box::new(error)))?;
        Ok(content(&svg))
    }

    fn draw(&self, area: &Area<'_>) -> Drawn {
        let left = font::widest(self.y.labels(), TEXT).unsigned_abs() + 34;
        let mut chart = ChartBuilder::on(area)
            .margin_top(MARGIN)
            .margin_right(MARGIN)
            .x_label_area_size(BELOW)
            .y_label_area_size(left)
            .build_cartesian_2d(self.x.clone(), self.y.clone())?;
        let style = TextStyle::from(font::font(TEXT * EM)).color(&BLACK);
        let mut mesh = chart.configure_mesh();
        mesh.bold_line_style(GRID)
            .axis_style(BLACK)
            .label_style(style.clone());
        mesh.axis_desc_style(style)
            .x_desc(&self.x.title)
            .y_desc(&self.y.title);
        let (x, y) = (|at: &f64| self.x.label(*at), |at: &f64| self.y.label(*at));
        mesh.x_label_formatter(&x).y_label_formatter(&y).draw()?;
        let at = |[x, y]: [f64; 2]| chart.backend_coord(&(x, y));
        self.marks
            .iter()
            .try_for_each(|mark| draw_mark(mark, area, at))
    }
}

fn draw_mark(mark: &Mark, area: &Area<'_>, at: impl Fn([f64; 2]) -> (i32, i32)) -> Drawn {
    let is_finite = |point: &[f64; 2]| point.iter().all(|value| value.is_finite());
    match mark {
        Mark::Line(points, ink, width) => points
            .split(|point| !is_finite(point))
            .map(|run| thin::thinned(run.iter().map(|point| at(*point))))
            .filter(|run| run.len() > 1)
            .try_for_each(|run| area.draw(&PathElement::new(run, ink.colour.stroke_width(*width)))),
        Mark::Points(points, ink) => {
            points
                .iter()
                .filter(|point| is_finite(point))
                .try_for_each(|point| {
                    let (x, y) = at(*point);
                    area.draw(&Polygon::new(ink.shape.outline(x, y), ink.colour.filled()))
                })
        }
        Mark::Bar(ends, ink, width) => area.draw(&Polygon::new(
            bar(ends.map(at), *width),
            ink.colour.filled(),
        )),
        Mark::Band(outline, ink) => {
            let outline = outline
                .iter()
                .filter(|point| is_finite(point))
                .map(|point| at(*point));
            let outline = thin::thinned(outline);
            area.draw(&Polygon::new(outline, ink.colour.mix(0.2).filled()))
        }
    }
}

/// The corners of a level or upright line.
fn bar([from, to]: [(i32, i32); 2], width: i32) -> Vec<(i32, i32)> {
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
    let half = width / 2;
    let (across, down) = if top == bottom { (0, half) } else { (half, 0) };
    let (left, right) = (left - across, right + across);
    let (top, bottom) = (top - down, bottom + down);
    vec![(left, top), (right, top), (right, bottom), (left, bottom)]
}

/// What is within the SVG element, without what the page says once for all.
fn content(svg: &str) -> String {
    let body = svg.split_once('>').map_or("", |(_svg, body)| body);
    let body = body.trim_end().strip_suffix("</svg>").unwrap_or(body);
    let family = format!(" font-family=\"{}\"", font::FAMILY);
    body.replace(" opacity=\"1\"", "")
        .replace(&family, "")
        .replace(" \"/>", "\"/>")
        .replace('\n', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::style;

    fn plot(marks: Vec<Mark>) -> Plot {
        let (x, y) = (Axis::unit("false <positive>"), Axis::unit("y"));
        Plot {
            width: 300,
            height: 200,
            x,
            y,
            marks,
        }
    }

    #[test]
    fn text_is_escaped_and_the_root_is_gone() {
        let svg = plot(Vec::new()).svg().unwrap();
        assert!(svg.contains("false &lt;positive&gt;"), "{svg}");
        assert!(!svg.contains("<svg") && !svg.contains("</svg>") && !svg.contains("font-family"));
        assert_eq!(svg.matches("0.2").count(), 2, "{svg}");
    }

    #[test]
    fn what_is_not_finite_is_a_gap_and_no_plot_is_broken_by_it() {
        let ink = style::of(0);
        let line = [
            [0.0, 0.1],
            [0.1, 0.2],
            [0.2, f64::NAN],
            [0.3, 0.4],
            [0.4, 0.5],
        ];
        let lonely = vec![[0.5, 0.5], [f64::INFINITY, 0.0]];
        let svg = plot(vec![
            Mark::Line(line.to_vec(), ink, 2),
            Mark::Points(lonely.clone(), ink),
            Mark::Line(lonely.clone(), ink, 2),
            Mark::Band(lonely, ink),
        ]);
        let svg = svg.svg().unwrap();
        let of_ink = svg.matches("<polyline").count()
            - plot(Vec::new()).svg().unwrap().matches("<polyline").count();
        assert_eq!(of_ink, 2, "{svg}");
    }
}
