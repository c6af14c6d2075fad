//! Labels that say that something is not known.

use super::AtlasSummary;
use crate::atlas::LabelCount;

/// In small letters.
const UNNAMED: [&str; 13] = [
    "",
    "unknown",
    "unassigned",
    "unclassified",
    "unannotated",
    "undefined",
    "undetermined",
    "not available",
    "not applicable",
    "n/a",
    "na",
    "nan",
    "none",
];

impl AtlasSummary {
    /// The labels of a column that say that something is not known; none where all are such.
    pub(super) fn unnamed(&self, column: Option<&String>) -> Vec<&str> {
        let labels = self.labels(column);
        let all = labels.iter().map(|found| found.label.as_str());
        let unnamed: Vec<_> = all.filter(|label| is_unnamed(label)).collect();
        if unnamed.len() == labels.len() {
            return Vec::new();
        }
        unnamed
    }

    /// The labels of a column, the most frequent first.
    pub(super) fn labels(&self, column: Option<&String>) -> &[LabelCount] {
        let mut columns = self.columns.iter();
        let found = columns.find(|found| Some(&found.name) == column);
        found.map_or(&[], |found| &found.labels)
    }
}

fn is_unnamed(label: &str) -> bool {
    UNNAMED.contains(&label.trim().to_lowercase().as_str())
}
