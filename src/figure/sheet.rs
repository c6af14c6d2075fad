//! Many genes' images on one page.

use super::{
    canvas::{Anchor, Area, Canvas, GREY, PALE, Text},
    error::FigureError,
    font,
    gene::{MARGIN, draw_head, head},
    picture::{self, Picture},
};
use crate::heatmap::Image;

/// About the height of an image.
const HEIGHT: i32 = 100;
const SYMBOL: f64 = 11.0;
const NOTE: f64 = 9.0;
/// The symbol above.
const LINE: i32 = 14;
/// A line of notes below.
const NOTE_LINE: i32 = 11;
/// Room for the conditions' names.
const LABELS: i32 = 18;
/// Between genes.
const GAP: (i32, i32) = (20, 14);
/// No page has more: its sides must stay bounded.
const MOST: usize = 1000;

/// Images of many genes, as in figure 3 of the GONAD-ResNet paper: a gene's conditions one below
/// another.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// What the sheet shows.
    pub title: &'a str,
    /// What else is to be said.
    pub subtitle: String,
    /// Whether the data are simulated: a banner says so.
    pub synthetic: bool,
    /// The conditions, from the top.
    pub conditions: Vec<&'a str>,
    /// How many genes stand side by side.
    pub columns: usize,
    /// The genes.
    pub genes: Vec<SheetGene<'a>>,
}

/// A gene of a sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetGene<'a> {
    /// Its name.
    pub symbol: &'a str,
    /// Its image in each condition; `None` where the condition lacks it.
    pub images: Vec<Option<Image>>,
    /// The lines below each image, e.g. its score.
    pub notes: Vec<Vec<String>>,
}

/// The sides of things, the same for all genes.
struct Layout {
    columns: i32,
    image: (i32, i32),
    /// Of one condition: image and note.
    row: i32,
    /// Of one gene, with the space to the next.
    gene: (i32, i32),
}

impl Sheet<'_> {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// There are too many genes for one page.
    pub fn draw(&self) -> Result<Canvas<'_>, FigureError> {
        let layout = self.layout()?;
        let lines = self.genes.len().div_ceil(layout.columns as usize) as i32;
        let width = (2 * MARGIN + LABELS + layout.columns * layout.gene.0 - GAP.0).max(360);
        let top = head(self.synthetic, &self.subtitle);
        let height = top + lines * layout.gene.1 + MARGIN;
        let mut canvas = Canvas::new(width, height, &self.description())?;
        draw_head(&mut canvas, self.synthetic, self.title, &self.subtitle);
        for line in 0..lines {
            self.draw_labels(&mut canvas, &layout, top + line * layout.gene.1);
        }
        for (gene, i) in self.genes.iter().zip(0_i32..) {
            let x = MARGIN + LABELS + i % layout.columns * layout.gene.0;
            let y = top + i / layout.columns * layout.gene.1;
            self.draw_gene(&mut canvas, gene, &layout, (x, y));
        }
        Ok(canvas)
    }

    fn layout(&self) -> Result<Layout, FigureError> {
        let (found, most) = (self.genes.len(), MOST);
        if found > most {
            let what = "genes";
            return Err(FigureError::TooLarge { what, found, most });
        }
        let images = self
            .genes
            .iter()
            .flat_map(|gene| gene.images.iter().flatten());
        let sizes = images.map(|image| picture::size(image.height(), image.width(), HEIGHT));
        let image = sizes.fold((50, 50), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let notes = self.genes.iter().flat_map(|gene| &gene.notes).map(Vec::len);
        let row = image.1 + notes.max().unwrap_or(0).min(MOST) as i32 * NOTE_LINE + 6;
        let conditions = self.conditions.len().min(MOST) as i32;
        let gene = (image.0 + GAP.0, LINE + conditions * row + GAP.1);
        let columns = self.columns.clamp(1, found.max(1)) as i32;
        Ok(Layout {
            columns,
            image,
            row,
            gene,
        })
    }

    fn description(&self) -> String {
        let synthetic = if self.synthetic { "SYNTHETIC " } else { "" };
        format!("{synthetic}{}: {} genes", self.title, self.genes.len())
    }

    fn draw_labels(&self, canvas: &mut Canvas<'_>, layout: &Layout, top: i32) {
        for (label, i) in self.conditions.iter().zip(0_i32..) {
            let label = font::shorten(label, SYMBOL, layout.image.1);
            let y = top + LINE + i * layout.row + layout.image.1 / 2;
            let text = Text::new(&label, (MARGIN + 10, y), SYMBOL);
            canvas.text(text.upright().anchored(Anchor::Middle));
        }
    }

    fn draw_gene<'a>(
        &self,
        canvas: &mut Canvas<'a>,
        gene: &'a SheetGene<'_>,
        layout: &Layout,
        (x, y): (i32, i32),
    ) {
        let room = layout.gene.0 - 2;
        let middle = x + layout.image.0 / 2;
        let symbol = font::shorten(gene.symbol, SYMBOL, room);
        canvas.text(Text::new(&symbol, (middle, y + 10), SYMBOL).anchored(Anchor::Middle));
        for (i, condition) in (0..self.conditions.len()).zip(0_i32..) {
            let top = y + LINE + condition * layout.row;
            let area = Area {
                x,
                y: top,
                width: layout.image.0,
                height: layout.image.1,
            };
            match gene.images.get(i) {
                Some(Some(image)) => canvas.picture(Picture::new(image, (x, top), HEIGHT)),
                _ => absent(canvas, area),
            }
            for (note, line) in gene.notes.get(i).into_iter().flatten().zip(0_i32..) {
                let note = font::shorten(note, NOTE, room);
                let text = Text::new(&note, (middle, area.bottom() + 10 + line * NOTE_LINE), NOTE);
                canvas.text(text.anchored(Anchor::Middle).coloured(GREY));
            }
        }
    }
}

fn absent(canvas: &mut Canvas<'_>, at: Area) {
    canvas.frame(at, PALE);
    let (x, y) = at.centre();
    for (word, y) in [("not in", y - 2), ("this atlas", y + 9)] {
        canvas.text(
            Text::new(word, (x, y), NOTE)
                .anchored(Anchor::Middle)
                .coloured(GREY),
        );
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{
        figure::canvas::Mark,
        heatmap::{Fill, Recipe, render_mean},
    };

    fn image(level: f32) -> Image {
        let recipe = Recipe {
            fill: Fill::Mean,
            ..Recipe::default()
        };
        let means = array![[0.0, level], [1.0, 9.0]];
        render_mean(&recipe, means.view(), &[1.0, 2.0], 1.0).unwrap()
    }

    fn sheet<'s>(symbols: &'s [String], columns: usize) -> Sheet<'s> {
        let gene = |(i, symbol): (usize, &'s String)| SheetGene {
            symbol,
            images: vec![
                Some(image(i as f32 / 20.0)),
                (i % 5 > 0).then(|| image(1.0)),
            ],
            notes: vec![vec![format!("0.{i:03}"), "ubiquitous".into()], Vec::new()],
        };
        Sheet {
            title: "genes",
            subtitle: String::new(),
            synthetic: false,
            conditions: vec!["female", "male"],
            columns,
            genes: symbols.iter().enumerate().map(gene).collect(),
        }
    }

    fn symbols(count: usize) -> Vec<String> {
        (0..count).map(|i| format!("GENE{i}")).collect()
    }

    #[test]
    fn two_hundred_genes_fit_on_a_page_without_overlap() {
        let symbols = symbols(200);
        let sheet = sheet(&symbols, 10);
        let canvas = sheet.draw().unwrap();
        assert_eq!(canvas.pictures.len(), 200 + 160);
        let places: Vec<Area> = canvas.pictures.iter().map(|picture| picture.at).collect();
        for (i, a) in places.iter().enumerate() {
            assert!(a.x >= 0 && a.right() <= canvas.width && a.bottom() <= canvas.height);
            for b in &places[i + 1..] {
                assert!(
                    a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y
                );
            }
        }
        let mut svg = Vec::new();
        canvas.write_svg(&mut svg).unwrap();
        let svg = String::from_utf8(svg).unwrap();
        assert!(
            symbols
                .iter()
                .all(|symbol| svg.contains(&format!(">\n{symbol}\n<")))
        );
        assert_eq!(svg.matches("this atlas").count(), 40);
        canvas.write_png(&mut std::io::sink()).unwrap();
    }

    #[test]
    fn a_gene_stands_below_its_symbol_and_conditions_below_one_another() {
        let symbols = symbols(7);
        let sheet = sheet(&symbols, 3);
        let canvas = sheet.draw().unwrap();
        let symbol = canvas.marks.iter().find_map(|mark| match mark {
            Mark::Text(text) if text.text == "GENE4" => Some(text),
            _ => None,
        });
        let (x, y) = symbol.map(|text| (text.x, text.y)).unwrap();
        let below: Vec<Area> = canvas
            .pictures
            .iter()
            .map(|picture| picture.at)
            .filter(|at| at.x < x && x < at.right() && at.y > y && at.y < y + 150)
            .collect();
        assert_eq!(below.len(), 2);
        assert!(below[0].bottom() < below[1].y && below[0].x == below[1].x);
    }

    #[test]
    fn odd_sheets_are_drawn_or_refused() {
        let none: [String; 0] = [];
        assert!(sheet(&none, 0).draw().is_ok());
        let wide = symbols(3);
        assert_eq!(sheet(&wide, usize::MAX).draw().unwrap().pictures.len(), 5);
        let many = symbols(1001);
        let genes = many.iter().map(|symbol| SheetGene {
            symbol,
            ..SheetGene::default()
        });
        let sheet = Sheet {
            genes: genes.collect(),
            ..sheet(&none, 10)
        };
        assert!(
            sheet
                .draw()
                .unwrap_err()
                .to_string()
                .contains("1001 is too large")
        );
    }
}
