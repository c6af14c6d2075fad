//! A page as SVG.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use plotters::backend::SVGBackend;

use super::{
    canvas::Units,
    error::FigureError,
    page::{Drawing, Page},
    picture::Picture,
};
use crate::heatmap::write_png;

const UNITS: Units = Units {
    scale: 1,
    // plotters divides by it again.
    size: 1.24,
    // The `dy` that plotters gives text that hangs from its place.
    baseline: 0.76,
};
const END: &str = "</svg>\n";

impl<D: Drawing> Page<D> {
    /// Writes it as SVG: text is text, images are embedded.
    ///
    /// # Errors
    ///
    /// The writer fails.
    pub fn write_svg(&self, mut writer: impl Write) -> Result<(), FigureError> {
        let (mut marks, (width, height)) = (String::new(), self.pixels(UNITS.scale));
        let backend = SVGBackend::with_string(&mut marks, (width, height));
        let pictures = self.draw(backend, UNITS)?;
        // Title and images, of which plotters knows nothing, are put around what it drew.
        let body = marks.split_once('>').map_or("", |(_svg, body)| body);
        let body = body.strip_suffix(END).unwrap_or(body);
        let title = escaped(&self.title);
        write!(
            writer,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>{body}"
        )?;
        for picture in &pictures {
            write_picture(picture, &mut writer)?;
        }
        Ok(writer.write_all(END.as_bytes())?)
    }
}

/// SVG 1.1's name of the link, for older programs; browsers read it too.
fn write_picture(picture: &Picture<'_>, writer: &mut impl Write) -> Result<(), FigureError> {
    let at = picture.at;
    let mut png = Vec::new();
    write_png(picture.image, 1, &mut png).map_err(|error| FigureError::Draw(Box::new(error)))?;
    let (x, y, width, height) = (at.x, at.y, at.width, at.height);
    Ok(writeln!(
        writer,
        "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
         preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
         xlink:href=\"data:image/png;base64,{}\"/>",
        STANDARD.encode(&png)
    )?)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::{
        figure::{fixture::Marks, text::Text},
        heatmap::{Fill, Recipe, render_mean},
    };

    fn svg(marks: Marks, size: (i32, i32), title: &str) -> String {
        let mut bytes = Vec::new();
        let page = Page::new(size, title, marks).unwrap();
        page.write_svg(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn text_is_text_and_cannot_become_markup() {
        let name = "<A&B>\"'\u{0}\u{1b}\n\u{FFFF}é";
        let text = Marks::text(Text::new(name, (1, 15), 10.0));
        let svg = svg(text, (90, 20), name);
        let replaced = "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}é";
        assert_has!(
            svg,
            &format!(">\n&lt;A&amp;B&gt;&quot;&apos;{replaced}\n</text>"),
            &format!("<title>&lt;A&amp;B&gt;&quot;'{replaced}</title>"),
            r#"font-family="DejaVu Sans, Verdana, sans-serif""#
        );
    }

    #[test]
    fn the_title_comes_first_and_the_root_is_an_image_to_readers() {
        let svg = svg(Marks::default(), (9, 8), "SOX9");
        assert!(
            svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "),
            "{svg}"
        );
        assert!(svg.contains(
            "viewBox=\"0 0 9 8\" role=\"img\" aria-label=\"SOX9\">\n<title>SOX9</title>\n<rect"
        ));
        assert!(svg.ends_with("/>\n</svg>\n"));
        assert_eq!(svg.matches("<svg").count(), 1);
    }

    #[test]
    fn images_are_embedded_as_the_same_png() {
        let recipe = Recipe {
            fill: Fill::Mean,
            ..Recipe::default()
        };
        let means = array![[0.0, 9.0]];
        let image = render_mean(&recipe, means.view(), &[1.0, 2.0], 1.0).unwrap();
        let mut png = Vec::new();
        write_png(&image, 1, &mut png).unwrap();
        let marks = Marks {
            images: vec![(image, (3, 4), 200)],
            ..Marks::default()
        };
        let svg = svg(marks, (200, 300), "");
        assert!(svg.contains(&format!(";base64,{}\"/>", STANDARD.encode(&png))));
        assert!(svg.contains("<image x=\"3\" y=\"4\" width=\"100\" height=\"200\""));
    }
}
