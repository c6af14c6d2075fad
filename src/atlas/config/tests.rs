use super::*;

const SMALL: &str = r#"
[columns]
cell_type = "annotation"
time = "age"
[[condition]]
key = "WT"
"#;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("atlas.toml"))
}

/// What is said of `SMALL` with `before` above it and `after` below it.
fn error(before: &str, after: &str) -> String {
    parse(&format!("{before}{SMALL}{after}"))
        .unwrap_err()
        .to_string()
}

#[test]
fn what_is_left_out_has_its_default() {
    let config = parse(SMALL).unwrap();
    assert_eq!(config.matrix, MatrixName::X);
    assert_eq!(config.values, Values::Counts);
    assert_eq!(config.conditions[0].labels(), ["WT"]);
    assert_eq!(config.columns.condition, None);
}

#[test]
fn times_are_numbers_or_labels() {
    let text = format!("{SMALL}times = [6, 6.5, \"PCW8\", \"CS23\"]\n[times]\nCS23 = 9\n");
    let config = parse(&text).unwrap();
    let times = config.conditions[0].times.iter().flatten();
    let numbers: Vec<_> = times.filter_map(|time| config.time_number(time)).collect();
    assert_eq!(numbers, [6.0, 6.5, 8.0, 9.0]);
}

#[test]
fn an_error_names_file_and_line() {
    let told = error("nmae = 1", "");
    assert!(
        told.starts_with("atlas.toml, line 1: unknown field `nmae`"),
        "{told}"
    );
    let told = error("", "colour = 3\n");
    assert!(
        told.starts_with("atlas.toml, line 7: unknown field"),
        "{told}"
    );
    let told = error("matrix = \"raw\"", "");
    assert!(
        told.starts_with("atlas.toml, line 1: `raw` is not"),
        "{told}"
    );
}

#[test]
fn contradictions_are_refused() {
    for (before, after, expected) in [
        ("", "times = [6, \"PCW6\"]\n", "\"PCW6\" is listed twice"),
        ("", "times = [\"early\"]\n", "is not a number"),
        ("", "times = [nan]\n", "is not a number"),
        ("", "times = []\n", "keeps no time"),
        ("", "cell_types = []\n", "keeps no cell type"),
        (
            "",
            "[[condition]]\nkey = \"WT\"\n",
            "two conditions have the key WT",
        ),
        (
            "",
            "[[condition]]\nkey = \"KO\"\nlabel = \"WT\"\n",
            "the label \"WT\"",
        ),
        ("", "[[condition]]\nkey = \"K O\"\n", "the key \"K O\""),
        ("", "[times]\nearly = inf\n", "the time \"early\" is inf"),
        ("values = \"logged\"", "", "unknown variant"),
    ] {
        let told = error(before, after);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn merged_cell_types_are_listed_once() {
    let merged = "cell_types = [\"A1\", \"A2\"]\n[cell_types]\nA1 = \"A\"\nA2 = \"A\"\n";
    assert!(error("", merged).contains("cell_types lists \"A\" twice"));
}

#[test]
fn a_condition_is_needed() {
    let text = "[columns]\ncell_type = \"a\"\ntime = \"b\"\n";
    let told = parse(text).unwrap_err().to_string();
    assert!(told.contains("missing field `condition`"), "{told}");
}

#[test]
fn values_of_another_kind_are_told_how_they_are_written() {
    for (text, expected) in [
        (
            "columns = 1",
            "line 1: invalid type: integer `1`, expected the table [columns]",
        ),
        (
            "[condition]\nkey = 'A'",
            "line 1: invalid type: map, expected [[condition]]",
        ),
        ("genes = 'symbol'", "expected the table [genes]"),
        ("ignore = 'A'", "expected the table [ignore]"),
    ] {
        let told = parse(text).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_cell_type_has_a_name_to_show() {
    let told = error("", "[cell_types]\nCM = ' '");
    assert_has!(told, "the cell type \"CM\" has an empty name");
}
