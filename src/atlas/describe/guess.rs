//! Which columns are likely to be what is needed.

use super::ColumnSummary;

/// Names of columns, the likeliest first, in small letters without `_`, `.`, `-` and spaces.
const CELL_TYPE: [&str; 14] = [
    "celltype",
    "celltypes",
    "lineage",
    "annotation",
    "celltypeannotation",
    "authorcelltype",
    "cellannotation",
    "celllabel",
    "cellidentity",
    "cellclass",
    "celllineage",
    "cluster",
    "clusters",
    "leiden",
];
const TIME: [&str; 16] = [
    "time",
    "timepoint",
    "age",
    "pcw",
    "gw",
    "week",
    "weeks",
    "gestationalweek",
    "gestationalage",
    "postconceptionalweek",
    "stage",
    "developmentalstage",
    "developmentstage",
    "day",
    "days",
    "embryonicday",
];
const CONDITION: [&str; 7] = [
    "sex",
    "gender",
    "condition",
    "genotype",
    "treatment",
    "group",
    "strain",
];

/// More labels than this are not what is meant.
const MOST: (usize, usize) = (200, 20);

/// The columns that are the cell type, the time and the condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The cell type.
    pub cell_type: Option<String>,
    /// The time.
    pub time: Option<String>,
    /// The condition.
    pub condition: Option<String>,
}

impl Chosen {
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.cell_type, &self.time, &self.condition];
        names.into_iter().filter_map(|name| name.as_deref())
    }

    /// Completed by guesses.
    pub(super) fn or_guess(self, columns: &[ColumnSummary]) -> Self {
        let taken = |column: &ColumnSummary| self.names().any(|name| name == column.name);
        let free: Vec<_> = columns.iter().filter(|column| !taken(column)).collect();
        let few =
            |most: usize| move |column: &ColumnSummary| (1..=most).contains(&column.labels.len());
        let is_time =
            |column: &ColumnSummary| few(MOST.0)(column) && column.with_number * 2 > column.cells();
        Self {
            cell_type: self
                .cell_type
                .clone()
                .or_else(|| find(&CELL_TYPE, &free, few(MOST.0))),
            time: self.time.clone().or_else(|| find(&TIME, &free, is_time)),
            condition: self
                .condition
                .clone()
                .or_else(|| find(&CONDITION, &free, few(MOST.1))),
        }
    }
}

/// The first column with one of the names, else the first with one within its name.
fn find(
    names: &[&str],
    columns: &[&ColumnSummary],
    fits: impl Fn(&ColumnSummary) -> bool,
) -> Option<String> {
    let fitting: Vec<_> = columns.iter().filter(|column| fits(column)).collect();
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let first = |like: &dyn Fn(&str, &str) -> bool| {
        let mut likely = names.iter();
        likely.find_map(|name| {
            fitting
                .iter()
                .find(|column| like(&plain(&column.name), name))
        })
    };
    let found = first(&|column, name| column == name)
        .or_else(|| first(&|column, name| name.len() > 4 && column.contains(name)))?;
    Some(found.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::Column;

    fn columns(names: &[(&str, &[&str])]) -> Vec<ColumnSummary> {
        let column = |labels: &[&str]| Column::Labels {
            codes: (0..labels.len() as i32).collect(),
            labels: labels.iter().map(|label| label.to_string()).collect(),
        };
        let columns = names.iter();
        columns
            .map(|(name, labels)| ColumnSummary::of(name.to_string(), &column(labels)))
            .collect()
    }

    #[test]
    fn likely_names_are_found() {
        let columns = columns(&[
            ("Stage_name", &["early", "late"]),
            ("Cell.Type_v2", &["A", "B"]),
            ("Age (days)", &["P0", "P7"]),
            ("Sex", &["f"]),
        ]);
        let chosen = Chosen {
            time: Some("Age (days)".into()),
            ..Chosen::default()
        };
        let chosen = chosen.or_guess(&columns);
        assert_eq!(chosen.cell_type.as_deref(), Some("Cell.Type_v2"));
        assert_eq!(chosen.condition.as_deref(), Some("Sex"));
        assert_eq!(
            Chosen::default().or_guess(&columns).time,
            None,
            "days are no age, early no number"
        );
    }

    #[test]
    fn a_column_is_not_two_things() {
        let columns = columns(&[("lineage", &["6", "7"]), ("age", &["6"])]);
        let chosen = Chosen {
            time: Some("lineage".into()),
            ..Chosen::default()
        };
        assert_eq!(chosen.or_guess(&columns).cell_type, None);
    }
}
