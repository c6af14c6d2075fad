//! What the heatmaps of a condition share: their size, axes and colour bar, drawn once a page.

use super::{times::TimeAxis, unit::Unit};
use crate::{
    bundle::Condition,
    figure::{
        font,
        ticks::{Tick, ticks},
    },
    heatmap::{Recipe, RowOrder},
};

/// The labels' size, in units of the drawing, about pixels.
const LABEL: f64 = 11.0;
/// Longer labels of cell types are cut.
const LONGEST: i32 = 140;
/// Longer labels of times are cut.
const LONGEST_TIME: i32 = 60;
/// A line of text.
const LINE: i32 = 15;
/// The colour bar's width.
const BAR: i32 = 12;
const NOT_MEASURED: &str = "not measured";
/// What stands above the picture of what moves scores; the unit.
const CHANGE: &str = "change of log-odds";
const SEEN: &str = "as the network sees it";

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
    /// The matrix's left and top.
    pub(super) from: [i32; 2],
    /// The matrix's sides.
    pub(super) size: [i32; 2],
    /// What moves scores, beside the matrix and as large; `None` where the bundle does not tell.
    pub(super) moved: Option<Moved>,
    /// Where the network's image begins and how wide it is, at the matrix's height; `None` where the
    /// bundle has none.
    pub(super) seen: Option<[i32; 2]>,
    /// The drawing's sides.
    pub(super) all: [i32; 2],
    pub(super) cell_types: Vec<Label>,
    pub(super) times: Vec<Label>,
    /// What the axis of times is of.
    pub(super) time_title: String,
    pub(super) upright: bool,
    pub(super) bar: Bar,
    /// Whether something of some gene was not measured.
    pub(super) has_gaps: bool,
}

/// Where what moves scores is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    /// Its left.
    pub(super) x: i32,
    /// The left of its colour bar.
    pub(super) bar: i32,
    /// That of the bar's numbers, which are each gene's own.
    pub(super) numbers: i32,
    /// Where what follows begins.
    right: i32,
}

impl Moved {
    /// Beside a matrix that ends at `right` and is so wide.
    fn new(right: i32, width: i32) -> Self {
        let x = right + 14;
        let bar = x + width + 6;
        let numbers = bar + BAR + 4;
        let wide = font::widest(["+00.00", CHANGE], LABEL);
        Self {
            x,
            bar,
            numbers,
            right: (numbers + font::widest(["+00.00"], LABEL)).max(x + wide),
        }
    }
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
    pub(super) ticks: Vec<Tick>,
}

impl Axes {
    /// `image` is height and width of the network's images, where the bundle has them; `has_moved` is
    /// whether it tells what moves scores.
    pub(super) fn new(
        (recipe, unit): (&Recipe, &Unit),
        (condition, axes): (usize, &Condition),
        ceiling: f32,
        image: Option<(u32, u32)>,
        has_moved: bool,
    ) -> Self {
        let (rows, columns) = (axes.cell_types.len().max(1), axes.times.len().max(1));
        let cell = [side(300, columns, 34), side(420, rows, 24)];
        let size = [cell[0] * columns as i32, cell[1] * rows as i32];
        let mut names: Vec<&str> = axes.cell_types.iter().map(String::as_str).collect();
        if recipe.row_order == RowOrder::Reversed {
            names.reverse();
        }
        let cell_types = labels(&names, cell[1], LONGEST, false);
        let left = widest(&cell_types).max(font::widest(["Cell type"], LABEL)) + 6;
        let axis = TimeAxis::new(&axes.times);
        let names: Vec<&str> = axis.labels.iter().map(String::as_str).collect();
        let fits = font::widest(names.iter().copied(), LABEL) + 4 <= cell[0];
        let times = labels(&names, cell[0], LONGEST_TIME, fits);
        let below = if fits { LINE } else { widest(&times) + 8 };
        let moved = has_moved.then(|| Moved::new(left + size[0], size[0]));
        let right = moved.map_or(left + size[0], |moved| moved.right);
        let seen = image.map(|(height, width)| {
            let width = i64::from(size[1]) * i64::from(width) / i64::from(height.max(1));
            [
                right + 14,
                (width as i32).clamp(font::widest([SEEN], LABEL), 240),
            ]
        });
        let bar = Bar {
            x: seen.map_or(right, |[x, width]| x + width) + 16,
            ticks: bar_ticks(recipe, unit, ceiling.into(), size[1]),
        };
        let words = font::widest(bar.ticks.iter().map(|tick| tick.label.as_str()), LABEL);
        let legend = BAR + 5 + words.max(font::widest([NOT_MEASURED], LABEL));
        Self {
            condition,
            ceiling: ceiling.into(),
            rows,
            columns,
            cell,
            from: [left, LINE + 3],
            size,
            moved,
            seen,
            all: [bar.x + legend + 2, LINE + 3 + size[1] + below + LINE + 4],
            cell_types,
            times,
            time_title: axis.title,
            upright: !fits,
            bar,
            has_gaps: false,
        }
    }

    /// The path that strikes out the combinations that were not measured; empty where all were.
    pub(super) fn gaps(&self, measured: &[bool]) -> String {
        let ([width, height], [left, top]) = (self.cell, self.from);
        let gaps = (0..measured.len()).filter(|&i| !measured[i]);
        let stroke = |i: usize| {
            let (row, column) = ((i / self.columns) as i32, (i % self.columns) as i32);
            let (x, y) = (left + column * width, top + row * height);
            format!("M{x} {}l{width} -{height}", y + height)
        };
        gaps.map(stroke).collect()
    }

    /// What stands above the picture of what moves scores.
    pub(super) fn change(&self) -> &'static str {
        CHANGE
    }

    /// The matrix's lower edge.
    pub(super) fn bottom(&self) -> i32 {
        self.from[1] + self.size[1]
    }
}

impl Bar {
    /// The bar's own width, without numbers.
    pub(super) fn strip(&self) -> i32 {
        BAR
    }
}

fn bar_ticks(recipe: &Recipe, unit: &Unit, ceiling: f64, height: i32) -> Vec<Tick> {
    let ticks = ticks(recipe, ceiling, height).into_iter();
    let named = ticks.map(|tick| Tick {
        label: unit.tick(tick.label),
        ..tick
    });
    named.collect()
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
        let unit = Unit::new(recipe, None);
        Axes::new((recipe, &unit), (0, &condition), 2.0, Some((100, 50)), true)
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
            let [seen, width] = axes.seen.unwrap();
            let moved = axes.moved.unwrap();
            assert!(moved.x > axes.from[0] + axes.size[0] && moved.bar > moved.x + axes.size[0]);
            assert!(seen > moved.numbers && axes.bar.x > seen + width);
            assert!(axes.all[0] > axes.bar.x && axes.all[1] > axes.bottom());
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
        let [left, top] = axes.from;
        assert_eq!(axes.cell, [34, 24]);
        let path = axes.gaps(&[true, false, true, true]);
        assert_eq!(path, format!("M{} {}l34 -24", left + 34, top + 24));
        assert_eq!(axes.gaps(&[true; 4]), "");
    }
}
