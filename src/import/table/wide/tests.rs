use ndarray::{Array3, ArrayView2, Axis, array};

use super::*;
use crate::{bundle::Description, delimited::tests::file, heatmap::Transform, import::from_table};

const TABLE: &str = "\
,Germ.early,Germ.late,Som.early,Som.a,Som.b,Skin
SOX9,0.5,,0.25,0.75,0.25,0.1
FOXL2,0,1,NA,.,0.5,0.2
ABSENT,,NaN,,,,0.3
";

const MAP: &str = "\
name = 'ovary'
values = 'fractions'
merge = 'mean'
ignore = ['Skin']
times = { late = 2 }
[[condition]]
key = 'F'
label = 'female'
cell_types = ['Somatic', 'Germ']
[condition.columns]
'Germ.early' = { cell_type = 'Germ', time = 'stage 1' }
'Germ.late' = { cell_type = 'Germ', time = 'late' }
'Som.early' = { cell_type = 'Somatic', time = 'stage 1' }
'Som.a' = { cell_type = 'Somatic', time = 'late' }
'Som.b' = { cell_type = 'Somatic', time = 'late' }
";

fn map(text: &str) -> Result<TableMap, WideError> {
    TableMap::read(file(text).path())
}

fn read(table: &str, text: &str) -> Result<ExpressionTable, WideError> {
    ExpressionTable::read_wide(&[file(table).path()], &map(text)?)
}

fn message(table: &str, text: &str) -> String {
    error_chain(&read(table, text).unwrap_err())
}

fn error_chain(error: &WideError) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        message.push_str(&format!(": {error}"));
        cause = error.source();
    }
    message
}

fn nan_as_none(values: ArrayView2<'_, f32>) -> Vec<Option<f32>> {
    let known = |value: &f32| Some(*value).filter(|value| !value.is_nan());
    values.iter().map(known).collect()
}

#[test]
fn columns_go_to_their_places_and_several_are_averaged_over_the_measured() {
    let table = read(TABLE, MAP).unwrap();
    let condition = &table.conditions()[0];
    assert_eq!(
        (condition.key.as_str(), condition.label.as_str()),
        ("F", "female")
    );
    assert_eq!(condition.cell_types, ["Somatic", "Germ"]);
    assert_eq!(condition.time_values(), [1.0, 2.0]);
    assert_eq!(condition.times[1].label, "late");
    let recipe = table.recipe();
    let builder = from_table(table, recipe, Description::default()).unwrap();
    let values = |gene| nan_as_none(builder.matrix(gene, 0).unwrap());
    assert_eq!(values(0), [Some(0.25), Some(0.5), Some(0.5), None]);
    assert_eq!(values(1), [None, Some(0.5), Some(0.0), Some(1.0)]);
    assert_eq!(builder.matrix(2, 0), None);
}

#[test]
fn without_a_list_rows_are_in_the_order_of_the_columns() {
    let text = MAP.replace("cell_types = ['Somatic', 'Germ']\n", "");
    let table = read(TABLE, &text).unwrap();
    assert_eq!(table.conditions()[0].cell_types, ["Germ", "Somatic"]);
}

#[test]
fn conditions_share_a_table() {
    let text = "[[condition]]\nkey = 'A'\ncolumns.x = { cell_type = 'c', time = 1 }\n\
        [[condition]]\nkey = 'B'\ncolumns.y = { cell_type = 'c', time = 3.5 }\n";
    let table = read("Gene\tgene_id\tx\ty\nSOX9\tENSG1.2\t1\t2\n", text).unwrap();
    assert_eq!(table.genes()[0].symbol, "SOX9");
    assert_eq!(table.genes()[0].ensembl_id, "ENSG1");
    assert_eq!(table.conditions()[1].times[0].label, "3.5");
    assert_eq!(table.means, [array![[[1.0]]], array![[[2.0]]]]);
}

#[test]
fn the_column_of_symbols_may_be_named() {
    let text =
        "gene = 'name'\n[[condition]]\nkey = 'A'\ncolumns.x = { cell_type = 'c', time = 1 }\n";
    let table = read("x,name\n1,SOX9\n", text).unwrap();
    assert_eq!(table.genes()[0].symbol, "SOX9");
    assert!(message("x,y\n1,SOX9\n", text).contains("no column \"name\""));
}

#[test]
fn the_digest_is_of_the_mapping_and_the_transform_of_the_values() {
    let map = map(MAP).unwrap();
    assert_eq!(map.atlas().config, Some(crate::sha256::of(MAP.as_bytes())));
    assert_eq!(map.atlas().values.as_deref(), Some("fractions"));
    assert_eq!(map.values.transform(), Transform::None);
    assert_eq!(map.values.residual_transform(), Transform::Arcsine);
    assert_eq!(TableValues::default().transform(), Transform::Log10);
}

#[test]
fn what_the_mapping_leaves_open_is_an_error_with_the_remedy() {
    let changed = |from: &str, to: &str| {
        assert!(MAP.contains(from), "{from}");
        MAP.replace(from, to)
    };
    for (text, part) in [
        (
            changed("ignore = ['Skin']\n", ""),
            "\"Skin\"; give each its cell type",
        ),
        (
            changed("'Skin'", "'Bone'"),
            "names the column \"Bone\", which is not in",
        ),
        (
            changed("'Skin'", "'Skin', 'Som.a'"),
            "\"Som.a\" is named twice",
        ),
        (
            changed("merge = 'mean'\n", ""),
            "\"Som.a\" and \"Som.b\" are both of Somatic at late: say merge",
        ),
        (
            changed("times = { late = 2 }\n", ""),
            "the time \"late\" of the column \"Germ.late\"",
        ),
        (
            changed("late = 2", "late = 1"),
            "\"stage 1\" and \"late\" have one number, 1",
        ),
        (
            changed("late = 2", "late = nan"),
            "give its number under [times]",
        ),
        (
            changed("'Somatic', 'Germ'", "'Somatic'"),
            "list each of these once",
        ),
        (
            changed("'Somatic', 'Germ'", "'Somatic', 'Germ', 'Germ'"),
            "list each of these once",
        ),
        (changed("key = 'F'", "key = 'F M'"), "the key \"F M\""),
        (changed("label", "lable"), "unknown field `lable`"),
        (
            changed("'fractions'", "'percent'"),
            "line 2: unknown variant `percent`",
        ),
        (changed("'Skin'", "''"), "holds names of genes"),
        (
            format!("{MAP}[[condition]]\nkey = 'F'\ncolumns = {{}}\n"),
            "two conditions have the key F",
        ),
        (
            format!("{MAP}[[condition]]\nkey = 'M'\ncolumns = {{}}\n"),
            "M has no columns",
        ),
        ("condition = []".into(), "at least one [[condition]]"),
        (String::new(), "missing field `condition`"),
    ] {
        let message = message(TABLE, &text);
        assert!(message.contains(part), "{message}\nlacks {part}");
    }
    let missing = TableMap::read("/nonexistent/map.toml").unwrap_err();
    assert!(missing.to_string().contains("/nonexistent/map.toml"));
}

#[test]
fn bad_rows_are_named_with_line_and_remedy() {
    for (row, part) in [
        (
            "A,1.5,0,0,0,0,0",
            "\"1.5\" in the column \"Germ.early\" is not a fraction",
        ),
        ("A,-0.5,0,0,0,0,0", "0 or more"),
        (
            "A,x,0,0,0,0,0",
            "\"x\" in the column \"Germ.early\" is not a number",
        ),
        ("A,inf,0,0,0,0,0", "finite"),
        (",0,0,0,0,0,0", "is empty"),
        ("A,0,0", "3 columns, the header has 7"),
        ("SOX9,0,0,0,0,0,0", "the gene SOX9 has a row before"),
    ] {
        let message = message(&format!("{TABLE}{row}\n"), MAP);
        assert_has!(message, ", line 5: ", part);
    }
    let header = TABLE.lines().next().unwrap();
    assert!(message(header, MAP).contains("no row below its header"));
}

const FIRST: &str = ",both,female\nSOX9,0.1,0.2\nSRY,0.3,0.4\n";
const SECOND: &str = ",male,both\nDMRT1,0.5,0.6\nSOX9,0.7,0.1\nSRY,0.8,\n";
const JOINED: &str = "\
[[condition]]
key = 'F'
columns.female = { cell_type = 'c', time = 1 }
columns.both = { cell_type = 'c', time = 2 }
[[condition]]
key = 'M'
columns.male = { cell_type = 'c', time = 2 }
columns.both = { cell_type = 'b', time = 1 }
";

fn join(tables: &[&str]) -> Result<ExpressionTable, WideError> {
    let files: Vec<_> = tables.iter().copied().map(file).collect();
    let paths: Vec<_> = files.iter().map(|file| file.path()).collect();
    ExpressionTable::read_wide(&paths, &map(JOINED)?)
}

#[test]
fn tables_are_joined_by_gene_and_a_column_serves_two_conditions() {
    let table = join(&[FIRST, SECOND]).unwrap();
    let symbols: Vec<_> = table
        .genes()
        .iter()
        .map(|gene| gene.symbol.as_str())
        .collect();
    assert_eq!(symbols, ["SOX9", "SRY", "DMRT1"]);
    let [female, male] = table.means.as_slice() else {
        panic!()
    };
    let values = |means: &Array3<f32>, gene| nan_as_none(means.index_axis(Axis(0), gene));
    assert_eq!(values(female, 0), [Some(0.2), Some(0.1)]);
    assert_eq!(values(female, 1), [Some(0.4), Some(0.3)]);
    assert_eq!(values(female, 2), [None, Some(0.6)]);
    assert_eq!(table.conditions()[1].cell_types, ["b", "c"]);
    assert_eq!(values(male, 0), [Some(0.1), None, None, Some(0.7)]);
    assert_eq!(values(male, 2), [Some(0.6), None, None, Some(0.5)]);
    let other_way = join(&[SECOND, FIRST]).unwrap();
    assert_eq!(other_way.genes()[1].symbol, "SOX9");
    assert_eq!(
        values(&other_way.means[1], 1),
        [None, Some(0.7), Some(0.1), None]
    );
}

#[test]
fn tables_that_contradict_one_another_are_refused() {
    let message = |tables: &[&str]| error_chain(&join(tables).unwrap_err());
    let other = SECOND.replace("0.7,0.1", "0.7,0.2");
    assert_has!(
        message(&[FIRST, &other]),
        ", line 3",
        "SOX9 has 0.2 in the column \"both\", and 0.1 in a table before"
    );
    let merged = format!("merge = 'mean'\n{JOINED}");
    let files = [file(FIRST), file(&other)];
    let table =
        ExpressionTable::read_wide(&files.each_ref().map(|f| f.path()), &map(&merged).unwrap());
    assert_eq!(table.unwrap().means[0][[0, 0, 1]], 0.15);
    assert_has!(message(&[FIRST]), "names the column \"male\"", "\"female\"");
    assert_has!(message(&[FIRST, ",male\n"]), "no row below its header");
}

#[test]
fn genes_that_are_not_kept_take_their_values_along() {
    let mut table = join(&[FIRST, SECOND]).unwrap();
    table.retain(&[true, false, true]);
    assert_eq!(table.genes()[1].symbol, "DMRT1");
    assert_eq!(table.means[1][[1, 1, 1]], 0.5);
    assert_eq!(table.means[0].dim(), (2, 1, 2));
}
