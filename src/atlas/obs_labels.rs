//! A column as labels, whatever it is stored as.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Column, time::as_written};

/// The label of each cell. Numbers are labels too: `6`, `6.5`, in ascending order.
pub(super) struct Labels<'a> {
    codes: Cow<'a, [i32]>,
    names: Cow<'a, [String]>,
}

impl<'a> Labels<'a> {
    pub(super) fn of(column: &'a Column) -> Self {
        match column {
            Column::Labels { codes, labels } => Self {
                codes: codes.into(),
                names: labels.into(),
            },
            Column::Numbers(numbers) => of_numbers(numbers),
        }
    }

    /// The labels, whether they occur or not.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The index of each cell's label; `None` where it is missing.
    pub(super) fn codes(&self) -> impl Iterator<Item = Option<usize>> {
        let known = self.names.len();
        let code = move |&code| usize::try_from(code).ok().filter(|&code| code < known);
        self.codes.iter().map(code)
    }

    /// How often each label occurs in the cells that `wanted` says true for.
    pub(super) fn counts(&self, wanted: impl Iterator<Item = bool>) -> Vec<usize> {
        let mut counts = vec![0; self.names.len()];
        for (code, wanted) in self.codes().zip(wanted) {
            if let (Some(code), true) = (code, wanted) {
                counts[code] += 1;
            }
        }
        counts
    }
}

fn of_numbers(numbers: &[f64]) -> Labels<'static> {
    let mut distinct: Vec<f64> = Vec::new();
    let mut places = FxHashMap::default();
    for &number in numbers.iter().filter(|number| !number.is_nan()) {
        places.entry(key(number)).or_insert_with(|| {
            distinct.push(as_written(number) + 0.0);
        });
    }
    distinct.sort_by(f64::total_cmp);
    let places: FxHashMap<u64, i32> = distinct
        .iter()
        .copied()
        .map(f64::to_bits)
        .zip(0..)
        .collect();
    let code = |&number: &f64| places.get(&key(number)).copied().unwrap_or(-1);
    Labels {
        codes: numbers.iter().map(code).collect(),
        names: distinct.iter().map(f64::to_string).collect(),
    }
}

/// 0 and -0 are one number.
fn key(number: f64) -> u64 {
    (as_written(number) + 0.0).to_bits()
}

/// A label and how many cells have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelCount {
    /// The label.
    pub label: String,
    /// The number of cells.
    pub cells: usize,
}

/// The labels that occur, the most frequent first; ties in their own order.
pub(super) fn most_frequent(names: &[String], counts: &[usize]) -> Vec<LabelCount> {
    let pairs = names.iter().zip(counts).filter(|&(_, &cells)| cells > 0);
    let mut list: Vec<_> = pairs
        .map(|(label, &cells)| LabelCount {
            label: label.clone(),
            cells,
        })
        .collect();
    list.sort_by_key(|label| std::cmp::Reverse(label.cells));
    list
}

/// More characters of a label are not shown.
const SHOWN: usize = 100;

/// A label as it is shown: in a line, without what would steer a terminal, and not too long.
pub(super) fn shown(label: &str) -> String {
    let escape = |c: char| match c.is_control() {
        true => c.escape_default().collect(),
        false => String::from(c),
    };
    let mut text: String = label.chars().take(SHOWN).map(escape).collect();
    if label.chars().nth(SHOWN).is_some() {
        text.push('…');
    }
    text
}

/// `A (12), B (3) and 4 more`: at most twenty labels.
pub(super) fn in_words(list: &[LabelCount]) -> String {
    let named = list.iter().take(20);
    let named: Vec<_> = named
        .map(|LabelCount { label, cells }| format!("{} ({cells})", shown(label)))
        .collect();
    match list.len() - named.len() {
        0 if list.is_empty() => "nothing".into(),
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_labels_in_ascending_order() {
        let column = Column::Numbers(vec![6.5, f64::NAN, f64::from(8.6_f32), -0.0, 6.5, 0.0]);
        let labels = Labels::of(&column);
        assert_eq!(labels.names(), ["0", "6.5", "8.6"]);
        let codes: Vec<_> = labels.codes().collect();
        assert_eq!(codes, [Some(1), None, Some(2), Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_code_without_a_label_is_missing() {
        let column = Column::Labels {
            codes: vec![0, -1, 1],
            labels: vec!["A".into()],
        };
        let labels = Labels::of(&column);
        assert_eq!(labels.codes().collect::<Vec<_>>(), [Some(0), None, None]);
        assert_eq!(labels.counts([true; 3].into_iter()), [1]);
    }

    #[test]
    fn labels_that_occur_are_listed_most_frequent_first() {
        let names = ["A", "B", "C"].map(String::from);
        let list = most_frequent(&names, &[1, 0, 3]);
        assert_eq!(in_words(&list), "C (3), A (1)");
        assert_eq!(in_words(&[]), "nothing");
        let many: Vec<_> = (0..23).map(|i| i.to_string()).collect();
        let told = in_words(&most_frequent(&many, &[1; 23]));
        assert!(told.ends_with("19 (1) and 3 more"), "{told}");
    }

    #[test]
    fn a_label_is_shown_in_a_line_without_steering_a_terminal() {
        assert_eq!(shown("red\u{1b}[31m\n"), "red\\u{1b}[31m\\n");
        assert_eq!(shown("Œ <b> 'x'"), "Œ <b> 'x'");
        assert_eq!(shown(&"x".repeat(101)), "x".repeat(100) + "…");
    }
}
