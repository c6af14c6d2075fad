//! Tables of the page.

use super::style;

/// A table whose first column names the rows.
#[derive(Clone, Debug)]
pub(super) struct HtmlTable {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<TableCell>>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(super) struct TableCell {
    pub(super) text: String,
    /// A second line of less weight.
    pub(super) note: String,
    /// Markup of the line that stands for a method in the figures; empty for none.
    pub(super) swatch: String,
}

impl HtmlTable {
    pub(super) fn new<'a>(caption: &str, head: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            caption: caption.into(),
            head: head.into_iter().map(str::to_string).collect(),
            rows: Vec::new(),
        }
    }
}

impl TableCell {
    /// The name of a method with what it looks like in the figures.
    pub(super) fn method(name: &str, place: usize) -> Self {
        let swatch = style::of(place).swatch();
        Self {
            text: name.into(),
            swatch,
            ..Self::default()
        }
    }
}

impl From<String> for TableCell {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> Self {
        text.to_string().into()
    }
}
