use ndarray::{Array2, array};

use super::*;
use crate::{
    figure::fixture::{Data, Shown, assert_readable},
    heatmap::{Image, RowOrder, Scale},
};

/// Changes of the blocks of a condition, of both signs, some not measured.
fn changes(data: &Data, times_per_block: usize) -> Array2<f32> {
    let shape = (
        data.cell_types.len(),
        data.times.len().div_ceil(times_per_block),
    );
    let change = |(row, run): (usize, usize)| match (row * 5 + run) % 11 {
        7 => f32::NAN,
        i => (i as f32 - 5.0) / 4.0,
    };
    Array2::from_shape_fn(shape, change)
}

/// An image of a network's size.
fn image(height: usize, width: usize) -> Image {
    let mut image = Image::default();
    let pixels = vec![99; height * width * 3];
    image.set_rgb8(height, width, &pixels).unwrap();
    image
}

fn alike(size: (usize, usize), counts: [usize; 3]) -> Vec<AlikeGroup<'static>> {
    let titles = [
        "this gene",
        "most like, of known genes (a list of genes with a name of its own.tsv)",
        "of housekeeping genes",
    ];
    let group = |(title, count): (&str, usize)| AlikeGroup {
        title: title.into(),
        genes: (0..count)
            .map(|i| AlikeGene {
                symbol: ["NR5A1", "A_LONGER_SYMBOL", "STAR"][i % 3],
                notes: vec!["r = 0.71".into(), "closer than 97 %".into()],
                image: (i != 3).then(|| image(size.0, size.1)),
            })
            .collect(),
    };
    titles.into_iter().zip(counts).map(group).collect()
}

const SENTENCE: &str = "NR5A1 stands in the top 2 % for the male model: unusually high in Leydig and early \
    supporting cells for its level; without Leydig cells it would stand in the top 20 %; most like STAR, \
    WT1 (closer than 97 % of genes); the level alone: 61st percentile.";

/// A figure with a panel for each of the data.
fn with_figure(
    data: &[(&Data, usize)],
    alike: impl Fn() -> Vec<AlikeGroup<'static>>,
    check: impl FnOnce(WhyFigure<'_>),
) {
    let recipe = Recipe::default();
    let labels: Vec<_> = data.iter().map(|(data, _)| data.labels()).collect();
    let maps: Vec<_> = data
        .iter()
        .map(|(data, times)| changes(data, *times))
        .collect();
    let panels = data.iter().zip(&labels).zip(&maps).enumerate();
    let panels = panels.map(|(i, (((data, times), labels), map))| WhyPanel {
        label: ["female", "male"][i % 2],
        note: "score 0.998, percentile 97.1, by a network".into(),
        warning: match i {
            0 => "These reasons are the image's, not the model's. ".repeat(4),
            _ => String::new(),
        },
        sentence: SENTENCE.repeat(i + 1),
        means: Means {
            cells: None,
            ..data.means(labels)
        },
        changes: Changes {
            matrix: map.view(),
            times_per_block: *times,
        },
        alike: alike(),
    });
    check(WhyFigure {
        subtitle: "ENSG00000136931; simulated".into(),
        synthetic: true,
        notes: vec!["how changes were found, in more words than a line holds ".repeat(5)],
        panels: panels.collect(),
        ..WhyFigure::new("NR5A1", &recipe)
    });
}

/// The matrices of a figure's panels: grey frames around areas of this size.
fn matrices(shown: &Shown, (width, height): (i32, i32)) -> Vec<Area> {
    let frames = shown.filled.iter();
    let tops = frames.filter(|(area, colour)| {
        colour == "#555555" && area.height == 1 && area.width == width + 2
    });
    let has_bottom = |area: &&(Area, String)| {
        let at = |other: &(Area, String)| {
            (other.0.x, other.0.y, other.0.width) == (area.0.x, area.0.y + height + 1, width + 2)
        };
        shown.filled.iter().any(at)
    };
    let tops = tops.filter(has_bottom);
    tops.map(|(top, _)| Area::new((top.x + 1, top.y + 1), (width, height)))
        .collect()
}

#[test]
fn nothing_overlaps_whatever_the_size() {
    let long = "a cell type of a long, long name that nobody would ever cut";
    for (rows, columns, times, name) in [
        (1, 1, 1, "a"),
        (2, 3, 2, "germ"),
        (8, 16, 2, "Mesenchymal_GATA2"),
        (40, 30, 4, long),
        (40, 1, 1, long),
        (1, 30, 30, "x"),
        (400, 300, 7, "type"),
    ] {
        let (data, other) = (Data::new(rows, columns, name), Data::new(3, 10, "x"));
        for (size, counts) in [
            ((100, 50), [1, 5, 2]),
            ((224, 224), [1, 5, 1]),
            ((9, 9), [0; 3]),
        ] {
            with_figure(
                &[(&data, times), (&other, 3)],
                || alike(size, counts),
                |figure| {
                    let page = figure.lay_out().unwrap();
                    assert_readable(&page);
                    let images = Shown::of(&page).images;
                    // The fourth of a group has none.
                    let expected = counts.map(|count| count - usize::from(count > 3));
                    assert_eq!(images.len(), 2 * expected.iter().sum::<usize>());
                    for (i, one) in images.iter().enumerate() {
                        assert!(one.right() <= page.width() && one.bottom() <= page.height());
                        let is_apart = |other: &Area| {
                            one.right() <= other.x
                                || other.right() <= one.x
                                || one.bottom() <= other.y
                                || other.bottom() <= one.y
                        };
                        assert!(images[i + 1..].iter().all(is_apart), "{one:?}");
                    }
                },
            );
        }
    }
}

#[test]
fn both_matrices_have_the_same_axes() {
    // 300 / 12 pixels a time, and 200 / 5 a cell type.
    let data = Data::new(5, 12, "type");
    with_figure(&[(&data, 5)], Vec::new, |figure| {
        let shown = Shown::of(&figure.lay_out().unwrap());
        let found = matrices(&shown, (12 * 25, 5 * 40));
        let [means, map] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(means.y, map.y);
        assert!(means.right() < map.x);
        for time in &data.times {
            // The numbers of bars are further below.
            let near = means.bottom()..means.bottom() + 30;
            let places = shown.texts.iter();
            let places = places.filter(|(text, at)| text == time && near.contains(&at.y));
            let places: Vec<_> = places.map(|(_, at)| (at.x, at.y)).collect();
            let [first, second] = places.as_slice() else {
                panic!("{time}: {places:?}");
            };
            assert_eq!((second.0 - first.0, second.1), (map.x - means.x, first.1));
        }
    });
}

#[test]
fn blocks_lie_over_their_times_in_colours_of_both_signs() {
    let data = Data::new(2, 5, "type");
    let labels = data.labels();
    let map = array![[0.5, -1.0, 0.0], [f32::NAN, 0.25, 1.0]];
    for row_order in [RowOrder::Given, RowOrder::Reversed] {
        let recipe = Recipe {
            row_order,
            ..Recipe::default()
        };
        let panel = WhyPanel {
            label: "",
            note: String::new(),
            warning: String::new(),
            sentence: String::new(),
            means: Means {
                cells: None,
                ..data.means(&labels)
            },
            changes: Changes {
                matrix: map.view(),
                times_per_block: 2,
            },
            alike: Vec::new(),
        };
        let figure = WhyFigure {
            panels: vec![panel],
            ..WhyFigure::new("A", &recipe)
        };
        let shown = Shown::of(&figure.lay_out().unwrap());
        let matrix = matrices(&shown, (5 * 44, 2 * 40))[1];
        let inside = shown.filled.iter().filter(|(area, _)| {
            area.height == 40
                && area.x >= matrix.x
                && area.right() <= matrix.right()
                && area.width > 1
        });
        let found: Vec<_> = inside
            .map(|(area, colour)| {
                (
                    area.x - matrix.x,
                    area.y - matrix.y,
                    area.width,
                    colour.as_str(),
                )
            })
            .collect();
        // matplotlib's bwr of 0.75, 0, 0.5, 0.625 and 1; grey for what was not measured.
        let rows = [
            ["#FF7E7E", "#0000FF", "#FFFEFE"],
            ["#E1E1E1", "#FFBEBE", "#FF0000"],
        ];
        let rows = match row_order {
            RowOrder::Given => rows,
            RowOrder::Reversed => [rows[1], rows[0]],
        };
        let row = |i: usize| {
            let [first, second, third] = rows[i];
            let y = i as i32 * 40;
            [(0, y, 88, first), (88, y, 88, second), (176, y, 44, third)]
        };
        assert_eq!(found, [row(0), row(1)].concat());
        let texts: Vec<_> = shown.texts.iter().map(|(text, _)| text.as_str()).collect();
        for text in [
            "+0.50",
            "−1.00",
            "+0.25",
            "+1.00",
            "−1",
            "+1",
            "change of log-odds",
            "blue lowers, red raises the score",
            "on the right: nothing was measured in the block, so that nothing is replaced",
            "numbers: the strongest changes of either sign",
        ] {
            assert!(texts.contains(&text), "{text}: {texts:?}");
        }
    }
}

#[test]
fn sentence_warning_and_genes_are_all_there() {
    let data = Data::new(8, 16, "type");
    with_figure(
        &[(&data, 2)],
        || alike((100, 50), [1, 5, 2]),
        |figure| {
            let page = figure.lay_out().unwrap();
            let shown = Shown::of(&page);
            let texts: Vec<_> = shown.texts.iter().map(|(text, _)| text.as_str()).collect();
            let whole = texts.join(" ");
            let warning = figure.panels[0].warning.trim();
            let notes = figure.notes[0].trim();
            for text in [
                SENTENCE,
                warning,
                notes,
                "this gene",
                "closer than 97 %",
                "SYNTHETIC: not from real data, no result",
            ] {
                assert!(whole.contains(text), "{text}: {whole}");
            }
            assert!(page.title.contains(SENTENCE) && page.title.starts_with("SYNTHETIC NR5A1"));
            // The warning is white on a strip.
            assert!(shown.filled.iter().any(|(area, colour)| {
                colour == "#B00020" && area.width == page.width() - 2 * MARGIN && area.height > 30
            }));
            assert_eq!(texts.iter().filter(|text| **text == "STAR").count(), 1);
            page.write_png(&mut std::io::sink()).unwrap();
        },
    );
}

#[test]
fn nothing_that_moves_has_no_colour() {
    let data = Data::new(2, 2, "type");
    let labels = data.labels();
    let map = Array2::from_elem((2, 2), 1e-4);
    let recipe = Recipe {
        scale: Scale::PerGene,
        ..Recipe::default()
    };
    let panel = WhyPanel {
        label: "F",
        note: String::new(),
        warning: String::new(),
        sentence: String::new(),
        means: data.means(&labels),
        changes: Changes {
            matrix: map.view(),
            times_per_block: 1,
        },
        alike: Vec::new(),
    };
    let figure = WhyFigure {
        panels: vec![panel],
        ..WhyFigure::new("A", &recipe)
    };
    let shown = Shown::of(&figure.lay_out().unwrap());
    let is_white = |colour: &str| colour == "#FFFAFA" || colour == "#FFFEFE" || colour == "#FFFCFC";
    let matrix = matrices(&shown, (88, 80))[1];
    let blocks = shown
        .filled
        .iter()
        .filter(|(area, _)| (area.width, area.height) == (44, 40) && area.x >= matrix.x);
    let blocks: Vec<_> = blocks.map(|(_, colour)| colour.as_str()).collect();
    assert!(
        blocks.len() == 4 && blocks.iter().all(|colour| is_white(colour)),
        "{blocks:?}"
    );
    assert!(!shown.svg.contains("numbers: the strongest"));
}

#[test]
fn what_does_not_fit_together_is_an_error() {
    let data = Data::new(2, 5, "type");
    let labels = data.labels();
    let recipe = Recipe::default();
    for (shape, times_per_block, part) in [
        ((3, 3), 2, "3 rows of changes instead of 2"),
        ((2, 5), 2, "5 runs of times instead of 3"),
        ((2, 1), 1, "1 runs of times instead of 5"),
    ] {
        let map = Array2::zeros(shape);
        let panel = WhyPanel {
            label: "F",
            note: String::new(),
            warning: String::new(),
            sentence: String::new(),
            means: data.means(&labels),
            changes: Changes {
                matrix: map.view(),
                times_per_block,
            },
            alike: Vec::new(),
        };
        let figure = WhyFigure {
            panels: vec![panel],
            ..WhyFigure::new("A", &recipe)
        };
        let error = figure.lay_out().map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}
