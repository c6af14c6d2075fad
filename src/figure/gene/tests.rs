use ndarray::{Array2, aview2};

use super::*;
use crate::{
    figure::{
        Means, colour,
        fixture::{Data, Shown, assert_readable},
    },
    heatmap::{Fill, Image, RowOrder, Transform, render_mean, residual::Usual},
};

fn image(data: &Data) -> Image {
    let recipe = Recipe {
        fill: Fill::Mean,
        ..Recipe::default()
    };
    render_mean(&recipe, data.matrix(), &data.values, 1.6).unwrap()
}

/// A figure of two conditions with everything, and one that lacks the gene.
fn with_figure(data: &[&Data; 2], check: impl FnOnce(&GeneFigure<'_>)) {
    let recipe = Recipe::default();
    let labels = data.map(Data::labels);
    let images = data.map(image);
    let panel = |i: usize, label| Panel {
        label,
        note: "score 0.998, percentile 97.1".into(),
        means: Some(data[i].means(&labels[i])),
        input: Some(&images[i]),
    };
    let absent = Panel {
        label: "unknown",
        ..Panel::default()
    };
    check(&GeneFigure {
        subtitle: "ENSG00000125398; simulated; banded".into(),
        synthetic: true,
        time_title: "post-conceptional weeks",
        panels: vec![panel(0, "female"), panel(1, "male"), absent],
        ..GeneFigure::new("SOX9", &recipe)
    });
}

#[test]
fn nothing_overlaps_whatever_the_size() {
    for (rows, columns, name) in [
        (1, 1, "a"),
        (2, 3, "germ"),
        (8, 16, "Mesenchymal_GATA2"),
        (
            40,
            30,
            "a cell type of a long, long name that nobody would ever cut",
        ),
        (400, 300, "type"),
    ] {
        let (data, other) = (Data::new(rows, columns, name), Data::new(3, 10, "x"));
        with_figure(&[&data, &other], |figure| {
            assert_readable(&figure.lay_out().unwrap())
        });
    }
}

#[test]
fn every_label_is_there_where_there_is_room() {
    let (data, other) = (Data::new(40, 30, "type"), Data::new(8, 16, "kind"));
    with_figure(&[&data, &other], |figure| {
        let page = figure.lay_out().unwrap();
        let shown = Shown::of(&page);
        let texts: Vec<&str> = shown.texts.iter().map(|(text, _)| text.as_str()).collect();
        let labels = data
            .cell_types
            .iter()
            .chain(&data.times)
            .chain(&other.cell_types);
        for label in labels.map(String::as_str).chain([
            "SOX9",
            "ENSG00000125398; simulated; banded",
            "female",
            "unknown",
            "not in this atlas",
            "post-conceptional weeks",
            "cell type",
            "mean expression",
            "log10(1 + x) scale",
            "network input, 100 × 50 px",
            "rows: single cells,",
            "not measured: interpolated along time",
            "number: cells measured",
            "SYNTHETIC: not from real data, no result",
        ]) {
            assert!(texts.contains(&label), "{label}");
        }
        assert_eq!(shown.images.len(), 2);
        assert_eq!(
            page.title,
            "SYNTHETIC SOX9; ENSG00000125398; simulated; banded; female; male; unknown"
        );
    });
}

#[test]
fn cells_have_the_colours_of_their_values_and_gaps_a_cross() {
    let data = Data::new(2, 4, "type");
    let (labels, recipe) = (
        data.labels(),
        Recipe {
            row_order: RowOrder::Reversed,
            ..Recipe::default()
        },
    );
    let panel = Panel {
        means: Some(data.means(&labels)),
        ..Panel::default()
    };
    let figure = GeneFigure {
        colormap: Colormap::Turbo,
        panels: vec![panel],
        ..GeneFigure::new("A", &recipe)
    };
    let shown = Shown::of(&figure.lay_out().unwrap());
    let cells = shown.filled.into_iter();
    let cells = cells.filter(|(area, _)| (area.width, area.height) == (44, 60));
    let cells: Vec<String> = cells.map(|(_, colour)| colour).collect();
    let colour = |mean: f32| {
        let value = f64::from(mean + 1.0).log10() / f64::from(1.6_f32);
        let [red, green, blue] = colour::mapped(Colormap::Turbo, value);
        format!("#{red:02X}{green:02X}{blue:02X}")
    };
    assert_eq!(cells.len(), 8);
    assert_eq!(cells[4..7], [0, 1, 2].map(|i| colour(data.means[i])));
    // The last of the first row is flat after the one before it.
    assert_eq!(cells[7], cells[6]);
    let width = |line: &String| {
        let x = line
            .split(' ')
            .map(|point| point.split(',').next().unwrap());
        let x: Vec<i32> = x.map(|x| x.parse().unwrap()).collect();
        x[1] - x[0]
    };
    let lines = shown.lines.iter().filter(|line| width(line) == 8);
    assert_eq!(lines.count(), 2);
}

#[test]
fn residuals_have_a_symmetric_bar_and_say_what_they_are() {
    let data = Data {
        means: vec![0.0, 1.0, 2.0, 9.0, f32::NAN, f32::NAN],
        ..Data::new(3, 2, "type")
    };
    let usual = Usual {
        means: Array2::from_elem((3, 2), 1.0),
        sds: Array2::from_elem((3, 2), 0.5),
    };
    let (labels, recipe) = (data.labels(), Recipe::residual(Transform::None));
    let figure = |usual| GeneFigure {
        panels: vec![Panel {
            means: Some(Means {
                usual,
                ceiling: f32::NAN,
                ..data.means(&labels)
            }),
            ..Panel::default()
        }],
        ..GeneFigure::new("A", &recipe)
    };
    let page = figure(Some(usual.view()));
    let shown = Shown::of(&page.lay_out().unwrap());
    assert_readable(&page.lay_out().unwrap());
    let cells = shown.filled.into_iter();
    let cells = cells.filter(|(area, _)| (area.width, area.height) == (44, 60));
    let cells: Vec<String> = cells.map(|(_, colour)| colour).collect();
    // −2, 0, +2 and +3 deviations; a cell type that was never measured is as usual.
    let expected = [
        "#5454FF", "#FFFEFE", "#FF5454", "#FF0000", "#FFFEFE", "#FFFEFE",
    ];
    assert_eq!(cells, expected);
    let texts: Vec<&str> = shown.texts.iter().map(|(text, _)| text.as_str()).collect();
    for text in [
        "−3",
        "0",
        "+3",
        "unusual for its level",
        "standard deviations",
        "not measured: interpolated along time; white for a cell type without any cell",
        "colours: how far from the mean of the 300 genes nearest in level",
    ] {
        assert!(texts.contains(&text), "{text}");
    }
    let error = figure(None).lay_out().map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("needs what is usual"), "{error}");
    let wrong = Usual::default();
    let error = figure(Some(wrong.view()))
        .lay_out()
        .map(|_| ())
        .unwrap_err();
    assert!(error.to_string().contains("expected 6, found 0"), "{error}");
}

#[test]
fn what_does_not_fit_together_is_an_error() {
    let (data, recipe) = (Data::new(2, 2, "type"), Recipe::default());
    let labels = data.labels();
    let whole = data.means(&labels);
    let draw = |means| {
        let panel = Panel {
            means: Some(means),
            ..Panel::default()
        };
        let figure = GeneFigure {
            panels: vec![panel],
            ..GeneFigure::new("A", &recipe)
        };
        figure.lay_out().map(|_| ()).unwrap_err().to_string()
    };
    for (means, part) in [
        (
            Means {
                cell_types: &data.cell_types[1..],
                ..whole
            },
            "1 cell types instead of 2",
        ),
        (
            Means {
                time_labels: &labels[1..],
                ..whole
            },
            "1 time points instead of 2",
        ),
        (
            Means {
                cells: Some(&[1]),
                ..whole
            },
            "1 numbers of cells instead of 4",
        ),
        (
            Means {
                ceiling: 0.0,
                ..whole
            },
            "ceiling is 0",
        ),
        (
            Means {
                matrix: Array2::zeros((1001, 2)).view(),
                ..whole
            },
            "1001 is too large",
        ),
        (
            Means {
                matrix: aview2(&[[f32::NAN; 2]; 2]),
                ..whole
            },
            "not measured in any",
        ),
    ] {
        assert!(draw(means).contains(part), "{part}");
    }
}
