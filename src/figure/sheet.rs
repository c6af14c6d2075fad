//! Many genes' images on one page.

use super::{
    area::Area,
    canvas::{Backend, Canvas},
    colour::{GREY, PALE},
    error::FigureError,
    font,
    head::{Head, MARGIN},
    page::{Drawing, Page},
    picture::{self, Picture},
    text::{Anchor, Text},
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
/// The width of the conditions' names.
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

/// A sheet, measured out: the sides of things are the same for all genes.
#[derive(Debug)]
struct Layout<'s> {
    sheet: &'s Sheet<'s>,
    columns: i32,
    image: (i32, i32),
    /// Of one condition: image and note.
    row: i32,
    /// Of one gene, with the space to the next.
    gene: (i32, i32),
}

impl Sheet<'_> {
    /// Lays it out.
    ///
    /// # Errors
    ///
    /// There are too many genes for one page.
    pub fn lay_out(&self) -> Result<Page<impl Drawing>, FigureError> {
        let layout = self.measure()?;
        let width = (2 * MARGIN + LABELS + layout.columns * layout.gene.0 - GAP.0).max(360);
        let height = self.head().height() + layout.lines() * layout.gene.1 + MARGIN;
        let description = self.head().description();
        let title = format!("{description}: {} genes", self.genes.len());
        Page::new((width, height), &title, layout)
    }

    fn head(&self) -> Head<'_> {
        Head {
            synthetic: self.synthetic,
            title: self.title,
            subtitle: &self.subtitle,
        }
    }

    fn measure(&self) -> Result<Layout<'_>, FigureError> {
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
            sheet: self,
            columns,
            image,
            row,
            gene,
        })
    }
}

impl Drawing for Layout<'_> {
    fn draw<'d, B: Backend>(&'d self, canvas: &mut Canvas<'d, B>) -> Result<(), FigureError> {
        let head = self.sheet.head();
        head.draw(canvas)?;
        let top = head.height();
        for line in 0..self.lines() {
            self.draw_labels(canvas, top + line * self.gene.1)?;
        }
        for (gene, i) in self.sheet.genes.iter().zip(0_i32..) {
            let x = MARGIN + LABELS + i % self.columns * self.gene.0;
            let y = top + i / self.columns * self.gene.1;
            self.draw_gene(canvas, gene, (x, y))?;
        }
        Ok(())
    }
}

impl Layout<'_> {
    /// Lines of genes.
    fn lines(&self) -> i32 {
        self.sheet.genes.len().div_ceil(self.columns as usize) as i32
    }

    fn draw_labels(&self, canvas: &Canvas<'_, impl Backend>, top: i32) -> Result<(), FigureError> {
        for (label, i) in self.sheet.conditions.iter().zip(0_i32..) {
            let label = font::shorten(label, SYMBOL, self.image.1);
            let y = top + LINE + i * self.row + self.image.1 / 2;
            let text = Text::new(&label, (MARGIN + 10, y), SYMBOL);
            canvas.text(text.upright().anchored(Anchor::Middle))?;
        }
        Ok(())
    }

    fn draw_gene<'d>(
        &self,
        canvas: &mut Canvas<'d, impl Backend>,
        gene: &'d SheetGene<'_>,
        (x, y): (i32, i32),
    ) -> Result<(), FigureError> {
        let width = self.gene.0 - 2;
        let middle = x + self.image.0 / 2;
        let symbol = font::shorten(gene.symbol, SYMBOL, width);
        canvas.text(Text::new(&symbol, (middle, y + 10), SYMBOL).anchored(Anchor::Middle))?;
        for (i, condition) in (0..self.sheet.conditions.len()).zip(0_i32..) {
            let top = y + LINE + condition * self.row;
            let area = Area::new((x, top), self.image);
            match gene.images.get(i) {
                Some(Some(image)) => canvas.picture(Picture::new(image, (x, top), HEIGHT)),
                _ => absent(canvas, area)?,
            }
            for (note, line) in gene.notes.get(i).into_iter().flatten().zip(0_i32..) {
                let note = font::shorten(note, NOTE, width);
                let text = Text::new(&note, (middle, area.bottom() + 10 + line * NOTE_LINE), NOTE);
                canvas.text(text.anchored(Anchor::Middle).coloured(GREY))?;
            }
        }
        Ok(())
    }
}

/// In the place of an image that there is not.
pub(super) fn absent(canvas: &Canvas<'_, impl Backend>, at: Area) -> Result<(), FigureError> {
    canvas.frame(at, PALE)?;
    let (x, y) = at.centre();
    for (word, y) in [("not in", y - 2), ("this atlas", y + 9)] {
        let text = Text::new(word, (x, y), NOTE);
        canvas.text(text.anchored(Anchor::Middle).coloured(GREY))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{
        figure::fixture::Shown,
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
        let page = sheet.lay_out().unwrap();
        let shown = Shown::of(&page);
        let places = &shown.images;
        assert_eq!(places.len(), 200 + 160);
        for (i, a) in places.iter().enumerate() {
            assert!(a.x >= 0 && a.right() <= page.width() && a.bottom() <= page.height());
            for b in &places[i + 1..] {
                assert!(
                    a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y
                );
            }
        }
        let texts: Vec<&str> = shown.texts.iter().map(|(text, _)| text.as_str()).collect();
        assert!(
            symbols
                .iter()
                .all(|symbol| texts.contains(&symbol.as_str()))
        );
        assert_eq!(shown.svg.matches("this atlas").count(), 40);
        page.write_png(&mut std::io::sink()).unwrap();
    }

    #[test]
    fn a_gene_stands_below_its_symbol_and_conditions_below_one_another() {
        let symbols = symbols(7);
        let sheet = sheet(&symbols, 3);
        let shown = Shown::of(&sheet.lay_out().unwrap());
        let (_, symbol) = shown
            .texts
            .iter()
            .find(|(text, _)| text == "GENE4")
            .unwrap();
        let (x, y) = (symbol.centre().0, symbol.bottom());
        let images = shown.images.iter();
        let below: Vec<_> = images
            .filter(|at| at.x < x && x < at.right() && at.y > y && at.y < y + 150)
            .collect();
        assert_eq!(below.len(), 2);
        assert!(below[0].bottom() < below[1].y && below[0].x == below[1].x);
    }

    #[test]
    fn odd_sheets_are_drawn_or_refused() {
        let none: [String; 0] = [];
        assert!(sheet(&none, 0).lay_out().is_ok());
        let wide = symbols(3);
        let wide = sheet(&wide, usize::MAX);
        assert_eq!(Shown::of(&wide.lay_out().unwrap()).images.len(), 5);
        let many = symbols(1001);
        let genes = many.iter().map(|symbol| SheetGene {
            symbol,
            ..SheetGene::default()
        });
        let sheet = Sheet {
            genes: genes.collect(),
            ..sheet(&none, 10)
        };
        let error = sheet.lay_out().map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("1001 is too large"), "{error}");
    }
}
