//! The genes that a gene is like: their images, side by side.

use crate::figure::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::GREY,
    error::FigureError,
    font,
    picture::{self, Picture},
    sheet,
    text::Text,
};
use crate::heatmap::Image;

/// About the height of an image.
const HEIGHT: i32 = 100;
const TITLE: f64 = 10.0;
const SYMBOL: f64 = 11.0;
const NOTE: f64 = 9.0;
const LINE: i32 = 15;
const NOTE_LINE: i32 = 12;
/// Where there is no image.
const EMPTY: (i32, i32) = (50, HEIGHT);
/// Between genes, between groups, and between lines of them.
const GAPS: [i32; 3] = [16, 30, 10];

/// Genes that a gene is like, or the gene itself.
#[derive(Clone, Debug, Default)]
pub struct AlikeGroup<'a> {
    /// What they are.
    pub title: String,
    /// The genes, the most similar first.
    pub genes: Vec<AlikeGene<'a>>,
}

/// A gene that another is like.
#[derive(Clone, Debug, Default)]
pub struct AlikeGene<'a> {
    /// Its name.
    pub symbol: &'a str,
    /// Lines below its image, such as how alike they are.
    pub notes: Vec<String>,
    /// What a network is given of it; `None` where there is nothing.
    pub image: Option<Image>,
}

/// Groups of genes, laid out in lines; places are from the upper left of all.
#[derive(Debug)]
pub(super) struct Thumbnails<'a> {
    titles: Vec<(String, (i32, i32))>,
    genes: Vec<(&'a AlikeGene<'a>, (i32, i32))>,
    pub(super) height: i32,
}

/// Where the next thing goes.
struct Flow {
    place: (i32, i32),
    width: i32,
    line: i32,
}

impl Flow {
    /// Where something so wide goes; on the next line where it does not fit, unless it is the first.
    fn make_room(&mut self, width: i32) -> (i32, i32) {
        if self.place.0 > 0 && self.place.0 + width > self.width {
            self.place = (0, self.place.1 + self.line + GAPS[2]);
        }
        self.place
    }
}

impl<'a> Thumbnails<'a> {
    /// Within so many pixels.
    pub(super) fn new(groups: &'a [AlikeGroup<'a>], width: i32) -> Self {
        let genes = groups.iter().flat_map(|group| &group.genes);
        let line = LINE + genes.map(height).max().unwrap_or(0);
        let mut flow = Flow {
            place: (0, 0),
            width,
            line,
        };
        let mut laid = Self {
            titles: Vec::new(),
            genes: Vec::new(),
            height: 0,
        };
        for group in groups.iter().filter(|group| !group.genes.is_empty()) {
            laid.add(group, &mut flow);
        }
        if !laid.genes.is_empty() {
            laid.height = flow.place.1 + line;
        }
        laid
    }

    fn add(&mut self, group: &'a AlikeGroup<'a>, flow: &mut Flow) {
        let title = font::shorten(&group.title, TITLE, flow.width);
        let title_width = font::width(&title, TITLE);
        let widths = group.genes.iter().map(|gene| width(gene) + GAPS[0]);
        let all = widths.sum::<i32>() - GAPS[0];
        let place = flow.make_room(title_width.max(all));
        self.titles.push((title, place));
        let mut end = place.0 + title_width;
        for gene in &group.genes {
            let width = width(gene);
            let at = flow.make_room(width);
            self.genes.push((gene, at));
            flow.place.0 = at.0 + width + GAPS[0];
            // The title is on the first line of the group.
            end = match at.1 == place.1 {
                true => end.max(at.0 + width),
                false => at.0 + width,
            };
        }
        flow.place.0 = end + GAPS[1];
    }

    /// Draws them from their upper left on.
    pub(super) fn draw<'d>(
        &'d self,
        canvas: &mut Canvas<'d, impl Backend>,
        (x, y): (i32, i32),
    ) -> Result<(), FigureError> {
        for (title, at) in &self.titles {
            let text = Text::new(title, (x + at.0, y + at.1 + 10), TITLE);
            canvas.text(text.coloured(GREY))?;
        }
        for (gene, at) in &self.genes {
            draw_gene(canvas, gene, (x + at.0, y + at.1 + LINE))?;
        }
        Ok(())
    }
}

/// Draws a gene from its upper left on.
fn draw_gene<'d>(
    canvas: &mut Canvas<'d, impl Backend>,
    gene: &'d AlikeGene<'_>,
    (x, y): (i32, i32),
) -> Result<(), FigureError> {
    canvas.text(Text::new(gene.symbol, (x, y + 11), SYMBOL))?;
    let at = Area::new((x, y + LINE), size(gene));
    match &gene.image {
        Some(image) => {
            canvas.frame(at, GREY)?;
            canvas.picture(Picture { at, image });
        }
        None => sheet::absent(canvas, at)?,
    }
    for (note, line) in gene.notes.iter().zip(1..) {
        let text = Text::new(note, (x, at.bottom() + line * NOTE_LINE), NOTE);
        canvas.text(text.coloured(GREY))?;
    }
    Ok(())
}

/// Of the image: enlarged by a whole number, or reduced by one where it is larger.
fn size(gene: &AlikeGene<'_>) -> (i32, i32) {
    let Some(image) = &gene.image else {
        return EMPTY;
    };
    let (width, height) = picture::size(image.height(), image.width(), HEIGHT);
    let reduced = ((height + HEIGHT / 2) / HEIGHT).max(1);
    ((width / reduced).max(1), (height / reduced).max(1))
}

fn width(gene: &AlikeGene<'_>) -> i32 {
    let notes = font::widest(gene.notes.iter().map(String::as_str), NOTE);
    let symbol = font::width(gene.symbol, SYMBOL);
    size(gene).0.max(notes).max(symbol)
}

/// Of symbol, image and notes.
fn height(gene: &AlikeGene<'_>) -> i32 {
    LINE + size(gene).1 + gene.notes.len() as i32 * NOTE_LINE + 4
}
