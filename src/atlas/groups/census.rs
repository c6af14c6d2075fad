//! What was left out, and why.

use crate::atlas::{LabelCount, obs_labels::in_words};

/// What was left out of the cells of one condition. A cell counts once, for the first reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// The key of the condition.
    pub condition: String,
    /// The cells of the condition.
    pub cells: usize,
    /// Those that are in a group.
    pub kept: usize,
    /// Those with a label that is left out on purpose.
    pub ignored: usize,
    /// Those without a cell type.
    pub without_cell_type: usize,
    /// Those without a time.
    pub without_time: usize,
    /// Labels of cell types that the configuration does not name.
    pub unknown_cell_types: Vec<LabelCount>,
    /// Labels of times that the configuration does not name.
    pub unknown_times: Vec<LabelCount>,
    /// Labels of times that hold no number.
    pub times_without_number: Vec<LabelCount>,
    /// Times at which no cell is kept.
    pub empty_times: Vec<String>,
    /// Cell types of which no cell is kept.
    pub empty_cell_types: Vec<String>,
}

impl Census {
    /// What somebody should know, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let lists = [
            (
                &self.unknown_cell_types,
                "of cell types that are not named",
                "name them in cell_types, or under [ignore]",
            ),
            (
                &self.unknown_times,
                "of times that are not named",
                "name them in times, or under [ignore]",
            ),
            (
                &self.times_without_number,
                "of times that are no number",
                "give their numbers under [times], or name them under [ignore]",
            ),
        ];
        let lists = lists.into_iter().filter(|(list, ..)| !list.is_empty());
        let lists = lists.map(|(list, what, remedy)| {
            let cells: usize = list.iter().map(|label| label.cells).sum();
            format!("{cells} cells {what}: {}; {remedy}", in_words(list))
        });
        let missing = [
            (self.without_cell_type, "cell type"),
            (self.without_time, "time"),
        ];
        let missing = missing.into_iter().filter(|&(cells, _)| cells > 0);
        let missing = missing.map(|(cells, what)| format!("{cells} cells without a {what}"));
        let left_out = lists
            .chain(missing)
            .map(|what| format!("condition {}: left out {what}", self.condition));
        left_out.chain(self.empty()).collect()
    }

    fn empty(&self) -> impl Iterator<Item = String> {
        let of = |names: &[String], what| {
            (!names.is_empty()).then(|| {
                let condition = &self.condition;
                format!(
                    "condition {condition}: no cell is kept {what} {}",
                    names.join(", ")
                )
            })
        };
        let times = of(&self.empty_times, "at the times, which are left out:");
        let cell_types = of(&self.empty_cell_types, "of the cell types");
        times.into_iter().chain(cell_types)
    }
}
