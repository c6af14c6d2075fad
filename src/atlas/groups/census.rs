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
    /// A label of each unit that times are in, where there are several.
    pub units: Vec<String>,
    /// Times at which no cell is kept.
    pub empty_times: Vec<String>,
    /// Cell types of which no cell is kept.
    pub empty_cell_types: Vec<String>,
}

impl Census {
    /// What somebody should know, a sentence each.
    pub fn warnings(&self) -> Vec<String> {
        let left_out = self.left_out().into_iter();
        let all = left_out.chain(self.mixed_units()).chain(self.empty());
        all.map(|what| format!("condition {}: {what}", self.condition))
            .collect()
    }

    /// Which cells are in no group, and why.
    pub(super) fn left_out(&self) -> Vec<String> {
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
        let all = lists.chain(missing);
        all.map(|what| format!("left out {what}")).collect()
    }

    fn mixed_units(&self) -> Option<String> {
        (self.units.len() > 1).then(|| {
            format!(
                "times such as {} are on one axis by their numbers, whatever their letters mean; give their numbers in one unit under [times]",
                self.units.join(" and ")
            )
        })
    }

    fn empty(&self) -> impl Iterator<Item = String> {
        let of = |names: &[String], what| {
            (!names.is_empty()).then(|| format!("no cell is kept {what} {}", names.join(", ")))
        };
        let times = of(&self.empty_times, "at the times, which are left out:");
        let cell_types = of(&self.empty_cell_types, "of the cell types");
        times.into_iter().chain(cell_types)
    }
}
