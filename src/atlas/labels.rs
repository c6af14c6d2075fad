//! Labels in order of first appearance.

use rustc_hash::FxHashMap;

use super::Column;

/// Collects the labels of rows.
#[derive(Default)]
pub(super) struct LabelsBuilder {
    codes: Vec<i32>,
    labels: Vec<String>,
    places: FxHashMap<String, i32>,
}

impl LabelsBuilder {
    /// Adds a row: its label, or none where it is missing.
    pub(super) fn push(&mut self, label: Option<&str>) {
        let code = label.map_or(-1, |label| self.code(label));
        self.codes.push(code);
    }

    fn code(&mut self, label: &str) -> i32 {
        if let Some(&code) = self.places.get(label) {
            return code;
        }
        // Fewer labels than rows, of which there are fewer than 2³¹.
        let code = self.labels.len() as i32;
        self.labels.push(label.into());
        self.places.insert(label.into(), code);
        code
    }

    /// The column of all rows.
    pub(super) fn finish(self) -> Column {
        Column::Labels {
            codes: self.codes,
            labels: self.labels,
        }
    }
}

/// A number as Python writes it, if it is of an ordinary size: `7` or `7.0`, by how it is stored.
pub(super) fn number_label(number: f64, is_integer: bool, is_single: bool) -> String {
    match number {
        _ if number.is_nan() => "nan".into(),
        _ if is_integer => format!("{number}"),
        // The fewest digits that tell it from others of its type.
        _ if is_single => format!("{:?}", number as f32),
        _ => format!("{number:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelt_as_python_does() {
        assert_eq!(number_label(7.0, true, false), "7");
        assert_eq!(number_label(7.0, false, false), "7.0");
        assert_eq!(number_label(6.1, false, false), "6.1");
        assert_eq!(number_label(6.1f32.into(), false, true), "6.1");
        assert_eq!(number_label(f64::NAN, false, false), "nan");
    }
}
