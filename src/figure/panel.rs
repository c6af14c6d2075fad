//! One condition of a gene: its matrix, colour bar and network input.

use super::{
    area::Area,
    axis::{LABEL, LINE, TimeAxis},
    canvas::{Backend, Canvas},
    colour::GREY,
    colour_bar::ColourBar,
    error::FigureError,
    font,
    matrix::Cells,
    means::Means,
    picture::{self, Picture},
    text::{Anchor, Text},
};
use crate::heatmap::{Colormap, Fill, Image, Recipe};

/// The widest label of a cell type; longer ones are cut.
pub(super) const LONGEST_LABEL: i32 = 190;
/// The label and note above.
pub(super) const HEADER: i32 = 24;
const CAPTION: f64 = 10.0;
/// About the height of the network's input.
const INPUT: i32 = 200;
/// The title of the rows.
pub(super) const ROW_TITLE: i32 = 20;
/// Between matrix, bar and input.
const GAP: i32 = 20;

/// One condition of a gene. Without means it says that the gene is not there.
#[derive(Clone, Debug, Default)]
pub struct Panel<'a> {
    /// The condition in words.
    pub label: &'a str,
    /// What else is known of the gene in this condition, e.g. its score.
    pub note: String,
    /// The gene's expression; `None` where the condition lacks the gene.
    pub means: Option<Means<'a>>,
    /// The image that a network is given.
    pub input: Option<&'a Image>,
}

/// A panel's matrix, measured out.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    pub(super) cells: Cells<'a>,
    axis: TimeAxis,
    bar: ColourBar,
    /// Width and height of a cell of the matrix.
    pub(super) cell: (i32, i32),
    pub(super) size: (i32, i32),
    pub(super) labels: i32,
}

impl<'a> Drawn<'a> {
    pub(super) fn new(
        means: &Means<'a>,
        recipe: &Recipe,
        colormap: Colormap,
    ) -> Result<Self, FigureError> {
        means.check(recipe)?;
        let (rows, columns) = (means.matrix.nrows() as i32, means.matrix.ncols() as i32);
        let cell = (side(columns, 380, (14, 44)), side(rows, 220, (14, 60)));
        let size = (columns * cell.0, rows * cell.1);
        let cells = Cells::new(means, recipe);
        let labels = font::widest(means.cell_types.iter().map(String::as_str), LABEL);
        Ok(Self {
            bar: ColourBar::new(recipe, colormap, cells.ceiling, size.1.clamp(110, 220)),
            cells,
            axis: TimeAxis::new(means.time_labels, cell.0),
            cell,
            size,
            labels: labels.min(LONGEST_LABEL),
        })
    }

    /// With its axis.
    fn height(&self) -> i32 {
        (self.size.1 + self.axis.height + LINE + 4).max(120)
    }

    pub(super) fn bar_width(&self) -> i32 {
        self.bar.width()
    }
}

/// The side of one of `count` places that share `length`; where the least is too much for all, less.
pub(super) fn side(count: i32, length: i32, (least, most): (i32, i32)) -> i32 {
    let count = count.max(1);
    (length / count)
        .clamp(least, most)
        .min((4200 / count).max(4))
}

/// The left edges of what panels have, so that they stand one below another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edges {
    left: i32,
    matrix: i32,
    bar: i32,
    pub(super) input: i32,
}

impl Edges {
    pub(super) fn new(left: i32, labels: i32, matrix: i32, bar: i32) -> Self {
        let x = left + ROW_TITLE + labels + 6;
        Self {
            left,
            matrix: x,
            bar: x + matrix + GAP,
            input: x + matrix + GAP + bar + GAP,
        }
    }
}

/// How panels are drawn.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    pub(super) recipe: &'a Recipe,
    pub(super) colormap: Colormap,
    /// What the time axis is called.
    pub(super) time_title: &'a str,
}

/// What is said below a network's input.
fn caption(image: &Image, recipe: &Recipe) -> [String; 3] {
    let rows = match recipe.fill {
        Fill::Column => ["rows: single cells,", "sorted by cell type"],
        Fill::Block => ["rows: single cells,", "a block a cell type"],
        Fill::Mean => ["rows: cell types,", "columns: time points"],
    };
    let size = format!("network input, {} × {} px", image.height(), image.width());
    [size, rows[0].into(), rows[1].into()]
}

/// Width and height of a network's input with its caption.
pub(super) fn input_size(image: &Image, recipe: &Recipe) -> (i32, i32) {
    let (width, height) = picture::size(image.height(), image.width(), INPUT);
    let lines = caption(image, recipe);
    let caption = font::widest(lines.iter().map(String::as_str), CAPTION);
    (width.max(caption), height + 4 + lines.len() as i32 * LINE)
}

/// The height of a panel below its header.
pub(super) fn height(panel: &Panel<'_>, drawn: Option<&Drawn<'_>>, recipe: &Recipe) -> i32 {
    let matrix = drawn.map_or(60, Drawn::height);
    let input = panel.input.map_or(0, |image| input_size(image, recipe).1);
    matrix.max(input)
}

/// Draws a panel, its upper edge at `top`.
pub(super) fn draw<'p, 'a: 'p>(
    canvas: &mut Canvas<'p, impl Backend>,
    panel: &Panel<'a>,
    drawn: Option<&Drawn<'_>>,
    style: Style<'_>,
    edges: Edges,
    top: i32,
) -> Result<(), FigureError> {
    header(canvas, panel.label, &panel.note, (edges.left, top + 14))?;
    let top = top + HEADER;
    match drawn {
        Some(drawn) => drawn.draw(canvas, style, edges, top)?,
        None => absent(canvas, edges.matrix, top)?,
    }
    match panel.input {
        Some(image) => input(canvas, image, style.recipe, (edges.input, top)),
        None => Ok(()),
    }
}

impl Drawn<'_> {
    fn draw(
        &self,
        canvas: &Canvas<'_, impl Backend>,
        style: Style<'_>,
        edges: Edges,
        top: i32,
    ) -> Result<(), FigureError> {
        let area = Area::new((edges.matrix, top), self.size);
        self.cells.draw(canvas, area, self.cell, style.colormap)?;
        let longest = edges.matrix - 6 - edges.left - ROW_TITLE;
        self.cells.draw_labels(canvas, area, self.cell.1, longest)?;
        self.axis.draw(canvas, area, self.cell.0)?;
        row_title(canvas, area, edges.left)?;
        time_title(canvas, area, self.axis.height, style.time_title)?;
        self.bar.draw(canvas, (edges.bar, top))
    }
}

/// The title of the rows of a matrix.
pub(super) fn row_title(
    canvas: &Canvas<'_, impl Backend>,
    at: Area,
    left: i32,
) -> Result<(), FigureError> {
    let title = Text::new("cell type", (left + 9, at.centre().1), CAPTION).upright();
    canvas.text(title.anchored(Anchor::Middle).coloured(GREY))
}

/// The title below the labels of a matrix's time points, which are so high.
pub(super) fn time_title(
    canvas: &Canvas<'_, impl Backend>,
    at: Area,
    labels: i32,
    title: &str,
) -> Result<(), FigureError> {
    let place = (at.centre().0, at.bottom() + labels + LINE);
    let title = Text::new(title, place, CAPTION);
    canvas.text(title.anchored(Anchor::Middle).coloured(GREY))
}

/// The condition, and what else is known of the gene in it.
pub(super) fn header(
    canvas: &Canvas<'_, impl Backend>,
    label: &str,
    note: &str,
    (x, y): (i32, i32),
) -> Result<(), FigureError> {
    let width = canvas.width() - 2 * x;
    let label = font::shorten(label, 14.0, width);
    canvas.text(Text::new(&label, (x, y), 14.0))?;
    let used = font::width(&label, 14.0) + 12;
    if used >= width {
        return Ok(());
    }
    let note = font::shorten(note, LABEL, width - used);
    canvas.text(Text::new(&note, (x + used, y), LABEL).coloured(GREY))
}

fn absent(canvas: &Canvas<'_, impl Backend>, x: i32, y: i32) -> Result<(), FigureError> {
    let at = Area::new((x, y), (220, 50));
    canvas.frame(at, GREY)?;
    let (x, y) = at.centre();
    let text = Text::new("not in this atlas", (x, y + 4), LABEL);
    canvas.text(text.anchored(Anchor::Middle).coloured(GREY))
}

fn input<'p>(
    canvas: &mut Canvas<'p, impl Backend>,
    image: &'p Image,
    recipe: &Recipe,
    place: (i32, i32),
) -> Result<(), FigureError> {
    let picture = Picture::new(image, place, INPUT);
    canvas.frame(picture.at, GREY)?;
    let lines = caption(image, recipe);
    for (line, i) in lines.iter().zip(1..) {
        let y = picture.at.bottom() + i * LINE + 2;
        canvas.text(Text::new(line, (place.0, y), CAPTION).coloured(GREY))?;
    }
    canvas.picture(picture);
    Ok(())
}
