//! What searches and filters the genes of a table.

/// A form above a table.
#[derive(Debug)]
pub(super) struct Tools {
    /// Whose genes.
    pub(super) of: String,
    /// Patterns that some gene has.
    pub(super) patterns: Vec<String>,
    /// Kinds of marks that some gene has, with their names.
    pub(super) marks: Vec<(&'static str, &'static str)>,
    /// Whether rows say what PolyPhen-2 says.
    pub(super) has_predictions: bool,
    /// What cannot be found by searching; empty where all can.
    pub(super) rest: String,
}

/// What to say of genes without a row.
pub(super) fn rest(left_out: usize, are_named: bool) -> String {
    match (left_out, are_named) {
        (0, _) => String::new(),
        (count, true) => format!("{count} more, named below, are not searched."),
        (count, false) => format!("{count} more are not on this page."),
    }
}
