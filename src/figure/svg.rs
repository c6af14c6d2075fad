//! A canvas as SVG.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use plotters::{backend::SVGBackend, drawing::IntoDrawingArea};

use super::{
    canvas::Canvas,
    draw::{Units, draw},
    error::FigureError,
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

/// plotters draws the marks; title and images, of which it knows nothing, are put around them.
pub(super) fn write(canvas: &Canvas<'_>, mut writer: impl Write) -> Result<(), FigureError> {
    let mut marks = String::new();
    let size = (canvas.width.unsigned_abs(), canvas.height.unsigned_abs());
    {
        let backend = SVGBackend::with_string(&mut marks, size);
        draw(canvas, &backend.into_drawing_area(), &UNITS)?;
    }
    let body = marks.split_once('>').map_or("", |(_svg, body)| body);
    let body = body.strip_suffix(END).unwrap_or(body);
    let ((width, height), title) = (size, escaped(&canvas.title));
    writer.write_all(
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">\n\
             <title>{title}</title>"
        )
        .as_bytes(),
    )?;
    writer.write_all(body.as_bytes())?;
    for picture in &canvas.pictures {
        write_picture(picture, &mut writer)?;
    }
    Ok(writer.write_all(END.as_bytes())?)
}

/// SVG 1.1's name of the link, for older programs; browsers read it too.
fn write_picture(picture: &Picture<'_>, writer: &mut impl Write) -> Result<(), FigureError> {
    let at = picture.at;
    let mut png = Vec::new();
    write_png(picture.image, 1, &mut png).map_err(|error| FigureError::Draw(Box::new(error)))?;
    let (x, y, width, height) = (at.x, at.y, at.width, at.height);
    writer.write_all(
        format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" \
             xlink:href=\"data:image/png;base64,{}\"/>\n",
            STANDARD.encode(&png)
        )
        .as_bytes(),
    )?;
    Ok(())
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
    use crate::figure::canvas::Text;
    use crate::heatmap::{Fill, Recipe, render_mean};

    fn svg(canvas: &Canvas<'_>) -> String {
        let mut bytes = Vec::new();
        canvas.write_svg(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn text_is_text_and_cannot_become_markup() {
        let name = "<A&B>\"'\u{0}\u{1b}\n\u{FFFF}é";
        let mut canvas = Canvas::new(90, 20, name).unwrap();
        canvas.text(Text::new(name, (1, 15), 10.0));
        let svg = svg(&canvas);
        let replaced = "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}é";
        assert!(
            svg.contains(&format!(
                ">\n&lt;A&amp;B&gt;&quot;&apos;{replaced}\n</text>"
            )),
            "{svg}"
        );
        assert!(svg.contains(&format!("<title>&lt;A&amp;B&gt;&quot;'{replaced}</title>")));
        assert!(svg.contains(r#"font-family="DejaVu Sans, Verdana, sans-serif""#));
    }

    #[test]
    fn the_title_comes_first_and_the_root_is_an_image_to_readers() {
        let svg = svg(&Canvas::new(9, 8, "SOX9").unwrap());
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
        let mut canvas = Canvas::new(200, 300, "").unwrap();
        canvas.picture(Picture::new(&image, (3, 4), 200));
        let mut png = Vec::new();
        write_png(&image, 1, &mut png).unwrap();
        let svg = svg(&canvas);
        assert!(svg.contains(&format!(";base64,{}\"/>", STANDARD.encode(&png))));
        assert!(svg.contains("<image x=\"3\" y=\"4\" width=\"100\" height=\"200\""));
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let texts = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let found = texts.map(|text| STANDARD.encode(text));
        let expected = [
            "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
        ];
        assert_eq!(found, expected);
        assert_eq!(STANDARD.encode([0xFB, 0xFF]), "+/8=");
    }
}
