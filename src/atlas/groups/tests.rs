use std::path::Path;

use super::*;

const CONFIG: &str = r#"
[columns]
cell_type = "lineage"
time = "PCW"
condition = "sex"
[[condition]]
key = "F"
label = "female"
cell_types = ["Germ", "Soma"]
times = [6, 6.5]
[[condition]]
key = "M"
label = "male"
[cell_types]
S1 = "Soma"
S2 = "Soma"
[ignore]
cell_types = ["Blood"]
"#;

fn config(text: &str) -> Config {
    Config::parse(text, Path::new("atlas.toml")).unwrap()
}

fn labels(values: &[&str]) -> Column {
    let mut labels: Vec<String> = Vec::new();
    let code = |value: &&str| {
        if value.is_empty() {
            return -1;
        }
        let known = labels.iter().position(|label| label == value);
        known.unwrap_or_else(|| {
            labels.push(value.to_string());
            labels.len() - 1
        }) as i32
    };
    let codes = values.iter().map(code).collect();
    Column::Labels { codes, labels }
}

struct Cells {
    cell_type: Column,
    time: Column,
    condition: Column,
}

/// Cells as `type time condition`; `-` is missing.
fn cells(rows: &[&str]) -> Cells {
    let field = |index: usize| -> Vec<&str> {
        let fields = rows.iter().map(|row| row.split(' ').nth(index).unwrap());
        fields
            .map(|text| if text == "-" { "" } else { text })
            .collect()
    };
    let number = |text: &&str| text.parse().unwrap_or(f64::NAN);
    Cells {
        cell_type: labels(&field(0)),
        time: Column::Numbers(field(1).iter().map(number).collect()),
        condition: labels(&field(2)),
    }
}

impl Cells {
    fn obs(&self) -> Obs<'_> {
        Obs {
            cell_type: &self.cell_type,
            time: &self.time,
            condition: Some(&self.condition),
        }
    }

    fn group(&self, text: &str) -> Result<Groups, GroupsError> {
        Groups::new(&config(text), self.obs(), None)
    }
}

const FEMALE: [&str; 5] = [
    "S1 6 female",
    "Germ 6.5 female",
    "S2 6.5 female",
    "Germ 6 female",
    "S1 6.5 female",
];

#[test]
fn groups_are_time_major_and_labels_merge() {
    let groups = cells(&FEMALE).group(CONFIG).unwrap();
    assert_eq!(groups.of_cell(), [1, 2, 3, 0, 3]);
    let [female] = groups.conditions() else {
        panic!("{groups:?}");
    };
    assert_eq!(female.cell_types, ["Germ", "Soma"]);
    assert_eq!(female.cells, [1, 1, 1, 2]);
    assert_eq!(female.offsets(), [0, 1, 2, 3, 5]);
    assert_eq!(female.cells_by_type(), [1, 1, 1, 2]);
    assert_eq!(groups.warnings(), [""; 0]);
}

#[test]
fn conditions_of_one_file_follow_each_other() {
    let mut rows = FEMALE.to_vec();
    rows.extend(["Leydig 9 male", "Germ 8 male", "Leydig 8 male"]);
    let groups = cells(&rows).group(CONFIG).unwrap();
    assert_eq!(groups.of_cell(), [1, 2, 3, 0, 3, 7, 4, 5]);
    let male = &groups.conditions()[1];
    assert_eq!(male.cell_types, ["Germ", "Leydig"], "the file's order");
    let times: Vec<_> = male
        .times
        .iter()
        .map(|t| (t.label.as_str(), t.value))
        .collect();
    assert_eq!(times, [("8", 8.0), ("9", 9.0)]);
    assert_eq!((male.first, groups.len()), (4, 8));
}

#[test]
fn what_is_left_out_is_counted_once() {
    let mut rows = FEMALE.to_vec();
    rows.extend([
        "Blood 6 female",
        "Nerve 6 female",
        "Nerve - female",
        "- 6 female",
        "Germ - female",
        "Germ 21 female",
        "Germ 6 -",
        "Germ 6 unsure",
    ]);
    let groups = cells(&rows).group(CONFIG).unwrap();
    let told = groups.warnings().join("\n");
    assert_has!(
        told,
        "left out 1 cells of conditions that are not named: unsure (1)",
        "left out 1 cells without a condition",
        "left out 2 cells of cell types that are not named: Nerve (2)",
        "left out 1 cells of times that are not named: 21 (1)",
        "left out 1 cells without a cell type",
        "left out 1 cells without a time"
    );
    let census = &groups.conditions()[0].census;
    assert_eq!((census.cells, census.kept, census.ignored), (11, 5, 1));
    assert!(groups.of_cell()[5..].iter().all(|&group| group == NO_GROUP));
}

#[test]
fn a_time_without_a_kept_cell_is_dropped() {
    let mut rows = FEMALE.to_vec();
    rows[0] = "Blood 6 female";
    rows[3] = "Blood 6 female";
    let groups = cells(&rows).group(CONFIG).unwrap();
    let female = &groups.conditions()[0];
    assert_eq!((female.times.len(), &female.cells[..]), (1, &[1, 2][..]));
    assert_eq!(groups.of_cell(), [NO_GROUP, 0, 1, NO_GROUP, 1]);
    assert!(groups.warnings()[0].ends_with("which are left out: 6"));
}

#[test]
fn labels_that_do_not_occur_are_an_error_with_what_does() {
    let told = |text: &str| cells(&FEMALE).group(text).unwrap_err().to_string();
    let types = told(&CONFIG.replace("\"Germ\",", "\"Gern\","));
    assert_has!(
        types,
        "cell type Gern",
        "\"lineage\" has S1 (2), Germ (2), S2 (1)"
    );
    let times = told(&CONFIG.replace("6, 6.5", "6, 7"));
    assert_has!(times, "time 7; the column \"PCW\" has 6.5 (3), 6 (2)");
    let sex = told(&CONFIG.replace("= \"female\"", "= \"XX\""));
    assert_has!(
        sex,
        "condition XX or male; the column \"sex\" has female (5)"
    );
}

#[test]
fn no_cell_at_all_is_an_error_that_says_why() {
    let blood = ["Blood 6 male", "Nerve - male"];
    let error = cells(&blood).group(CONFIG).unwrap_err().to_string();
    assert_has!(
        error,
        "condition M: no cell is kept of 2; left out",
        "1 cells without a time"
    );
}

/// P0 follows E10.5, and its number does not.
#[test]
fn times_of_different_letters_are_warned_of_until_their_numbers_are_given() {
    let text = "columns.cell_type = 'type'\ncolumns.time = 'stage'\ncondition = [{ key = 'WT' }]\n";
    let cells = Cells {
        cell_type: labels(&["A", "A", "A", "A"]),
        time: labels(&["E8.5", "P0", "e 10.5", "adult"]),
        condition: labels(&[]),
    };
    let obs = Obs {
        condition: None,
        ..cells.obs()
    };
    let warnings = |text: &str| Groups::new(&config(text), obs, None).unwrap().warnings();
    let found = warnings(text);
    assert!(
        found[1].starts_with("condition WT: times such as E8.5 and P0 are on one axis"),
        "{found:?}"
    );
    let found = warnings(&format!("{text}[times]\nP0 = 19.5\nadult = 90"));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn without_a_column_the_file_names_its_condition() {
    let cells = cells(&FEMALE);
    let obs = Obs {
        condition: None,
        ..cells.obs()
    };
    let config = config(CONFIG);
    let error = Groups::new(&config, obs, None).unwrap_err();
    assert!(matches!(error, GroupsError::WhichCondition(_)));
    let error = Groups::new(&config, obs, Some("X")).unwrap_err();
    assert!(matches!(error, GroupsError::UnknownKey { .. }));
    assert_eq!(
        Groups::new(&config, obs, Some("F")).unwrap().conditions()[0].key,
        "F"
    );
}

#[test]
fn a_file_of_one_condition_gives_no_other() {
    let mut rows = FEMALE.to_vec();
    rows.push("Germ 8 male");
    let cells = cells(&rows);
    let config = config(CONFIG);
    let groups = Groups::new(&config, cells.obs(), Some("M")).unwrap();
    assert_eq!(groups.conditions().len(), 1);
    assert_eq!(groups.of_cell()[..5], [NO_GROUP; 5]);
    assert_eq!(groups.warnings(), [""; 0]);
}

#[test]
fn times_are_parsed_and_equal_numbers_are_one_time() {
    let cells = Cells {
        time: labels(&["PCW7", "CS23", "week 7", "PCW6", "early"]),
        ..cells(&FEMALE)
    };
    let text = CONFIG.replace("times = [6, 6.5]", "") + "[times]\nCS23 = 8\n";
    let groups = cells
        .group(&text.replace("[ignore]\ncell_types", "[ignore]\nconditions"))
        .unwrap();
    let times = &groups.conditions()[0].times;
    let told: Vec<_> = times.iter().map(|t| (t.label.as_str(), t.value)).collect();
    assert_eq!(told, [("PCW6", 6.0), ("PCW7", 7.0), ("CS23", 8.0)]);
    assert!(groups.warnings()[0].contains("times that are no number: early (1); give"));
}

#[test]
fn a_column_of_measurements_is_no_cell_type() {
    let numbers = Column::Numbers((0..3_000).map(f64::from).collect());
    let text = "[columns]\ncell_type = \"umi\"\ntime = \"umi\"\n[[condition]]\nkey = \"A\"\n";
    let obs = Obs {
        cell_type: &numbers,
        time: &numbers,
        condition: None,
    };
    let error = Groups::new(&config(text), obs, None).unwrap_err();
    assert!(matches!(error, GroupsError::TooMany { .. }), "{error}");
}

#[test]
fn a_cell_type_without_letters_is_an_error_unless_it_is_ignored_or_named() {
    let cells = cells(&["Germ 6 male"]);
    let cells = Cells {
        cell_type: labels(&[" "]),
        ..cells
    };
    let error = cells.group(CONFIG).unwrap_err().to_string();
    assert!(error.contains("the cell type \" \" is blank"), "{error}");
    let named = CONFIG.replace("S1 =", "\" \" =");
    assert_eq!(
        cells.group(&named).unwrap().conditions()[0].cell_types,
        ["Soma"]
    );
}

#[test]
fn labels_of_a_condition_need_their_column_or_a_file_of_that_condition() {
    let text = "columns.cell_type = 'type'\ncolumns.time = 'stage'\ncondition = [{ key = 'WT', match = ['wt'] }]\n";
    let cells = cells(&["Germ 6 wt"]);
    let obs = Obs {
        condition: None,
        ..cells.obs()
    };
    let error = Groups::new(&config(text), obs, None).unwrap_err();
    assert_has!(error, "condition WT: `match` needs the column");
    assert!(Groups::new(&config(text), obs, Some("WT")).is_ok());
}
