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
    /// What cannot be found by searching; empty where all can.
    pub(super) rest: String,
}

/// What to say of genes without a row.
pub(super) fn rest(left_out: usize) -> String {
    match left_out {
        0 => String::new(),
        1 => "1 more gene is in the table (TSV) and the JSON.".into(),
        _ => {
            let count = super::format::thousands(left_out as u64);
            format!("{count} more genes are in the table (TSV) and the JSON.")
        }
    }
}
