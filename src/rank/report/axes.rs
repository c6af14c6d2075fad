//! What the heatmaps of a condition share: their size, axes and colour bar, drawn once a page.

use crate::{
    bundle::Condition,
    figure::{
        colour_bar::titles,
        font,
        ticks::{Tick, ticks},
    },
    heatmap::{Recipe, RowOrder},
};

/// The labels' size, in units of the drawing, about pixels.
const LABEL: f64 = 11.0;
/// The colour bar's numbers and title.
const SMALL: f64 = 10.0;
/// Longer labels of cell types are cut.
const LONGEST: i32 = 130;
/// Longer labels of times are cut.
const LONGEST_TIME: i32 = 60;
const BAR: i32 = 10;

/// The axes of one condition, in units of the drawing, about pixels.
#[derive(Debug)]
pub(super) struct Axes {
    /// The condition's index in the bundle.
    pub(super) condition: usize,
    /// The transformed mean of the highest colour.
    pub(super) ceiling: f64,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The sides of one combination.
    pub(super) cell: [i32; 2],
    /// The matrix's left; its top is 0.
    pub(super) left: i32,
    /// The matrix's sides.
    pub(super) size: [i32; 2],
    /// The drawing's sides.
    pub(super) all: [i32; 2],
    pub(super) cell_types: Vec<Label>,
    pub(super) times: Vec<Label>,
    pub(super) upright: bool,
    pub(super) bar: Bar,
}

/// A label of an axis.
#[derive(Debug, PartialEq)]
pub(super) struct Label {
    /// The middle, along the axis.
    pub(super) at: i32,
    pub(super) text: String,
}

/// The colour bar.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: i32,
    pub(super) width: i32,
    pub(super) ticks: Vec<Tick>,
    /// The titles' places with the titles, upright.
    pub(super) titles: [Label; 2],
}

impl Axes {
    pub(super) fn new(recipe: &Recipe, condition: usize, axes: &Condition, ceiling: f32) -> Self {
        let (rows, columns) = (axes.cell_types.len().max(1), axes.times.len().max(1));
        let cell = [side(272, columns, 26), side(380, rows, 18)];
        let size = [cell[0] * columns as i32, cell[1] * rows as i32];
        let mut names: Vec<&str> = axes.cell_types.iter().map(String::as_str).collect();
        if recipe.row_order == RowOrder::Reversed {
            names.reverse();
        }
        let cell_types = labels(&names, cell[1], LONGEST, false);
        let left = widest(&cell_types) + 6;
        let names: Vec<&str> = axes.times.iter().map(|time| time.label.as_str()).collect();
        let fits = font::widest(names.iter().copied(), LABEL) + 4 <= cell[0];
        let times = labels(&names, cell[0], LONGEST_TIME, fits);
        let below = if fits { 16 } else { widest(&times) + 8 };
        let bar = Bar::new(recipe, ceiling.into(), left + size[0] + 14, size[1]);
        Self {
            condition,
            ceiling: ceiling.into(),
            rows,
            columns,
            cell,
            left,
            size,
            // The first and the last label stand out by half a line.
            all: [bar.x + bar.width, size[1] + below],
            cell_types,
            times,
            upright: !fits,
            bar,
        }
    }

    /// The path that strikes out the combinations that were not measured; empty where all were.
    pub(super) fn gaps(&self, measured: &[bool]) -> String {
        let [width, height] = self.cell;
        let gaps = (0..measured.len()).filter(|&i| !measured[i]);
        let stroke = |i: usize| {
            let (row, column) = ((i / self.columns) as i32, (i % self.columns) as i32);
            let (x, y) = (self.left + column * width, row * height);
            format!("M{x} {}l{width} -{height}", y + height)
        };
        gaps.map(stroke).collect()
    }
}

impl Bar {
    fn new(recipe: &Recipe, ceiling: f64, x: i32, height: i32) -> Self {
        let ticks = ticks(recipe, ceiling, height);
        let numbers = font::widest(ticks.iter().map(|tick| tick.label.as_str()), SMALL);
        let first = BAR + 6 + numbers + 6 + SMALL as i32;
        let [name, scale] = titles(recipe);
        Self {
            x,
            width: first + SMALL as i32 + 8,
            ticks,
            titles: [(first, name), (first + SMALL as i32 + 3, scale)]
                .map(|(at, text)| Label { at: x + at, text }),
        }
    }

    /// The bar's own width, without numbers and titles.
    pub(super) fn strip(&self) -> i32 {
        BAR
    }
}

/// A side of one combination: as large as fits, within limits.
fn side(length: i32, count: usize, most: i32) -> i32 {
    let count = i32::try_from(count).unwrap_or(i32::MAX);
    (length / count).clamp(3, most)
}

/// Labels at the middles of their rows or columns, every so many where these are narrow.
fn labels(names: &[&str], side: i32, longest: i32, all: bool) -> Vec<Label> {
    let every = match side.max(1) as usize {
        _ if all => 1,
        side => (LABEL as usize).div_ceil(side),
    };
    let labels = names.iter().enumerate().step_by(every);
    let label = |(i, name): (usize, &&str)| Label {
        at: i as i32 * side + side / 2,
        text: font::shorten(name, LABEL, longest),
    };
    labels.map(label).collect()
}

fn widest(labels: &[Label]) -> i32 {
    font::widest(labels.iter().map(|label| label.text.as_str()), LABEL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::Time;

    fn axes(rows: usize, columns: usize, recipe: &Recipe) -> Axes {
        let time = |value: usize| Time {
            label: format!("PCW{value}"),
            value: value as f64,
        };
        let condition = Condition {
            cell_types: (0..rows).map(|row| format!("type {row}")).collect(),
            times: (0..columns).map(time).collect(),
            ..Condition::default()
        };
        Axes::new(recipe, 0, &condition, 2.0)
    }

    #[test]
    fn labels_do_not_overlap_however_many_there_are() {
        for (rows, columns) in [(1, 1), (4, 5), (30, 16), (300, 120)] {
            let axes = axes(rows, columns, &Recipe::default());
            for labels in [&axes.cell_types, &axes.times] {
                let mut pairs = labels.windows(2);
                assert!(pairs.all(|pair| pair[1].at - pair[0].at >= LABEL as i32));
                assert!(!labels.is_empty());
            }
            assert!(axes.all[0] > axes.left + axes.size[0] && axes.all[1] > axes.size[1]);
        }
    }

    #[test]
    fn reversed_rows_have_the_last_cell_type_on_top() {
        let recipe = Recipe {
            row_order: RowOrder::Reversed,
            ..Recipe::default()
        };
        assert_eq!(axes(3, 2, &recipe).cell_types[0].text, "type 2");
        let given = axes(3, 2, &Recipe::default());
        assert_eq!(given.cell_types[0].text, "type 0");
    }

    #[test]
    fn each_gap_is_one_stroke_in_its_place() {
        let axes = axes(2, 2, &Recipe::default());
        let left = axes.left;
        assert_eq!(axes.cell, [26, 18]);
        let path = axes.gaps(&[true, false, true, true]);
        assert_eq!(path, format!("M{} 18l26 -18", left + 26));
        assert_eq!(axes.gaps(&[true; 4]), "");
    }
}
