//! One condition of a gene: its matrix, colour bar and network input.

use ndarray::ArrayView2;

use super::{
    axis::{LABEL, LINE, TimeAxis},
    canvas::{Anchor, Area, Canvas, GREY, Text},
    colour_bar::ColourBar,
    error::FigureError,
    font,
    matrix::Cells,
    picture::{self, Picture},
};
use crate::heatmap::{self, Colormap, Fill, Image, Recipe, Scale};

/// No axis has more places: nobody could read it.
const MOST: usize = 1000;
/// The widest label of a cell type; longer ones are cut.
const LABEL_ROOM: i32 = 190;
/// The label and note above.
pub(super) const HEADER: i32 = 24;
const CAPTION: f64 = 10.0;
/// About the height of the network's input.
const INPUT: i32 = 200;
/// The title of the rows.
const ROW_TITLE: i32 = 20;
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

/// The mean expression of a gene in one condition, with what its axes mean.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Raw means: cell types × time points; NaN is marked as interpolated.
    pub matrix: ArrayView2<'a, f32>,
    /// The names of the rows.
    pub cell_types: &'a [String],
    /// The time points of the columns, e.g. gestational weeks, strictly rising.
    pub times: &'a [f64],
    /// Their labels.
    pub time_labels: &'a [&'a str],
    /// The number of cells behind each mean, where known.
    pub cells: Option<&'a [u64]>,
    /// The transformed mean that has the highest colour (see
    /// [`heatmap::ceiling`](crate::heatmap::ceiling)); a recipe with scale `per-gene` ignores it.
    pub ceiling: f32,
}

impl Means<'_> {
    fn check(&self, recipe: &Recipe) -> Result<(), FigureError> {
        let (rows, columns) = self.matrix.dim();
        for (what, found) in [("cell types", rows), ("time points", columns)] {
            let most = MOST;
            if found > most {
                return Err(FigureError::TooLarge { what, found, most });
            }
        }
        heatmap::check_means(self.matrix, self.times, recipe.transform)?;
        check_count("cell types", rows, self.cell_types.len())?;
        check_count("time points", columns, self.time_labels.len())?;
        let counts = self.cells.map_or(rows * columns, <[u64]>::len);
        check_count("numbers of cells", rows * columns, counts)?;
        let is_scaled = self.ceiling > 0.0 && self.ceiling.is_finite();
        if is_scaled || recipe.scale == Scale::PerGene {
            return Ok(());
        }
        Err(heatmap::Error::Ceiling(self.ceiling).into())
    }
}

fn check_count(what: &'static str, expected: usize, found: usize) -> Result<(), FigureError> {
    if found == expected {
        return Ok(());
    }
    Err(FigureError::Count {
        what,
        expected,
        found,
    })
}

/// A panel's matrix, measured out.
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
            labels: labels.min(LABEL_ROOM),
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

/// The side of one of `count` places that share `room`; where the least is too much for all, less.
fn side(count: i32, room: i32, (least, most): (i32, i32)) -> i32 {
    let count = count.max(1);
    (room / count).clamp(least, most).min((4200 / count).max(4))
}

/// Where the parts of all panels lie, so that they stand one below another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// The left edge of matrices.
    pub(super) matrix: i32,
    pub(super) bar: i32,
    pub(super) input: i32,
}

impl Columns {
    pub(super) fn new(left: i32, labels: i32, matrix: i32, bar: i32) -> Self {
        let x = left + ROW_TITLE + labels + 6;
        Self {
            matrix: x,
            bar: x + matrix + GAP,
            input: x + matrix + GAP + bar + GAP,
        }
    }
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
pub(super) fn draw<'a>(
    canvas: &mut Canvas<'a>,
    panel: &Panel<'a>,
    drawn: Option<&Drawn<'_>>,
    (recipe, colormap, time_title): (&Recipe, Colormap, &str),
    (columns, left, top): (Columns, i32, i32),
) {
    let room = canvas.width() - 2 * left;
    header(canvas, panel, (left, top + 14), room);
    let top = top + HEADER;
    match drawn {
        Some(drawn) => {
            let area = Area {
                x: columns.matrix,
                y: top,
                width: drawn.size.0,
                height: drawn.size.1,
            };
            drawn.cells.draw(canvas, area, drawn.cell, colormap);
            let label_room = columns.matrix - 6 - left - ROW_TITLE;
            drawn
                .cells
                .draw_labels(canvas, area, drawn.cell.1, label_room);
            drawn.axis.draw(canvas, area, drawn.cell.0);
            titles(canvas, area, (left, drawn.axis.height), time_title);
            drawn.bar.draw(canvas, (columns.bar, top));
        }
        None => absent(
            canvas,
            Area {
                x: columns.matrix,
                y: top,
                width: 220,
                height: 50,
            },
        ),
    }
    if let Some(image) = panel.input {
        input(canvas, image, recipe, (columns.input, top));
    }
}

fn header(canvas: &mut Canvas<'_>, panel: &Panel<'_>, (x, y): (i32, i32), room: i32) {
    let label = font::shorten(panel.label, 14.0, room);
    canvas.text(Text::new(&label, (x, y), 14.0));
    let used = font::width(&label, 14.0) + 12;
    if used < room {
        let note = font::shorten(&panel.note, LABEL, room - used);
        canvas.text(Text::new(&note, (x + used, y), LABEL).coloured(GREY));
    }
}

/// The titles of both axes.
fn titles(canvas: &mut Canvas<'_>, at: Area, (left, axis): (i32, i32), time_title: &str) {
    let (x, y) = at.centre();
    let title = Text::new("cell type", (left + 9, y), CAPTION).upright();
    canvas.text(title.anchored(Anchor::Middle).coloured(GREY));
    let title = Text::new(time_title, (x, at.bottom() + axis + LINE), CAPTION);
    canvas.text(title.anchored(Anchor::Middle).coloured(GREY));
}

fn absent(canvas: &mut Canvas<'_>, at: Area) {
    canvas.frame(at, GREY);
    let (x, y) = at.centre();
    let text = Text::new("not in this atlas", (x, y + 4), LABEL);
    canvas.text(text.anchored(Anchor::Middle).coloured(GREY));
}

fn input<'a>(canvas: &mut Canvas<'a>, image: &'a Image, recipe: &Recipe, place: (i32, i32)) {
    let picture = Picture::new(image, place, INPUT);
    canvas.frame(picture.at, GREY);
    let lines = caption(image, recipe);
    for (line, i) in lines.iter().zip(1..) {
        let y = picture.at.bottom() + i * LINE + 2;
        canvas.text(Text::new(line, (place.0, y), CAPTION).coloured(GREY));
    }
    canvas.picture(picture);
}
