//! Which columns are likely to be what is needed.

use super::ColumnSummary;

/// Names of columns, the likeliest first, in small letters without `_`, `.`, `-` and spaces.
const CELL_TYPE: [&str; 17] = [
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
    "labels",
    "cluster",
    "clusters",
    "leiden",
    "louvain",
    "celltypist",
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
        let mut chosen = self;
        if chosen.cell_type.is_none() {
            chosen.cell_type = find(&CELL_TYPE, &chosen.free(columns, MOST.0));
        }
        if chosen.time.is_none() {
            chosen.time = find_time(&chosen.free(columns, MOST.0));
        }
        if chosen.condition.is_none() {
            chosen.condition = find(&CONDITION, &chosen.free(columns, MOST.1));
        }
        chosen
    }

    /// What remains to be named.
    pub(super) fn unnamed(&self) -> String {
        match (&self.cell_type, &self.time) {
            (None, None) => "name the columns of cell type and time by --cell-type and --time",
            (None, _) => "name the column of the cell type by --cell-type",
            _ => "name the column of the time by --time; cells of one time need one too, e.g. in Python: adata.obs[\"time\"] = 1",
        }
        .into()
    }

    /// The columns of few labels that are nothing else.
    fn free<'c>(&self, columns: &'c [ColumnSummary], most: usize) -> Vec<&'c ColumnSummary> {
        let taken = |column: &ColumnSummary| self.names().any(|name| name == column.name);
        let few = |column: &ColumnSummary| (1..=most).contains(&column.labels.len());
        let columns = columns.iter();
        columns.filter(|c| few(c) && !taken(c)).collect()
    }
}

/// A column whose labels hold numbers, else one by its whole name: its labels wait for numbers.
fn find_time(columns: &[&ColumnSummary]) -> Option<String> {
    let is_number = |column: &&ColumnSummary| column.with_number * 2 > column.cells();
    let numbers: Vec<_> = columns.iter().copied().filter(is_number).collect();
    find(&TIME, &numbers)
        .or_else(|| first(&TIME, columns, |column, name| plain(column) == name))
        .or_else(|| first(&TIME, &numbers, has_word))
}

/// The first column with one of the names, else the first with one within its name.
fn find(names: &[&str], columns: &[&ColumnSummary]) -> Option<String> {
    first(names, columns, |column, name| plain(column) == name).or_else(|| {
        first(names, columns, |column, name| {
            name.len() > 4 && plain(column).contains(name)
        })
    })
}

/// The first column that is like the likeliest of the names.
fn first(
    names: &[&str],
    columns: &[&ColumnSummary],
    like: impl Fn(&str, &str) -> bool,
) -> Option<String> {
    let mut names = names.iter();
    let found = names.find_map(|name| columns.iter().find(|column| like(&column.name, name)))?;
    Some(found.name.clone())
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// `age` is a word of `age_days`, and not of `stage` or `percentage`.
fn has_word(column: &str, name: &str) -> bool {
    let mut words = column.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.eq_ignore_ascii_case(name))
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
        let guessed = Chosen::default().or_guess(&columns);
        assert_eq!(
            guessed.time.as_deref(),
            Some("Age (days)"),
            "early is no number"
        );
    }

    #[test]
    fn a_time_without_numbers_is_found_by_its_whole_name_alone() {
        let labels: &[&str] = &["6th week post-fertilization stage", "embryonic stage"];
        for (name, found) in [
            ("development_stage", true),
            ("tumour_stage", false),
            ("my age", false),
        ] {
            let chosen = Chosen::default().or_guess(&columns(&[(name, labels)]));
            assert_eq!(chosen.time.is_some(), found, "{name}");
        }
    }

    #[test]
    fn a_column_is_not_two_things() {
        let columns = columns(&[("lineage", &["6", "7"]), ("age", &["6"])]);
        let chosen = Chosen {
            time: Some("lineage".into()),
            ..Chosen::default()
        };
        assert_eq!(chosen.or_guess(&columns).cell_type, None);
        let columns = self::columns(&[("stage_group", &["6", "7"])]);
        let chosen = Chosen::default().or_guess(&columns);
        assert_eq!((chosen.time.is_some(), chosen.condition), (true, None));
    }
}
