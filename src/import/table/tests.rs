use std::error::Error;

use ndarray::array;

use super::*;
use crate::{bundle::Description, delimited::tests::file, import::from_table};

const TABLE: &str = "\
gene\tgene_id\tsex\tcell_type\ttime\tmean
SOX9\tENSG00000125398.8\tmale\tSertoli\tPCW8\t4.5
SOX9\t\tmale\tSertoli\tPCW6.5\t2.25
SOX9\tENSG00000125398\tmale\tgerm\tPCW8\t0
FOXL2\tENSG00000183770\tfemale\tgranulosa\tPCW10\t7
FOXL2\tENSG00000183770\tmale\tgerm\tPCW6.5\t0.125
FOXL2\tENSG00000183770\tfemale\tgranulosa\tPCW9\t6
";

fn read(content: &str) -> Result<ExpressionTable, TableError> {
    let keys = [("female", "F"), ("male", "M")].map(|(a, b)| (a.into(), b.into()));
    ExpressionTable::read(file(content).path(), &keys)
}

fn message(content: &str) -> String {
    let error = read(content).unwrap_err();
    let source = error.source().map(|source| source.to_string());
    format!("{error}: {}", source.unwrap_or_default())
}

#[test]
fn orders_are_those_of_appearance_and_of_time() {
    let table = read(TABLE).unwrap();
    let symbols: Vec<_> = table.genes().iter().map(|g| g.symbol.as_str()).collect();
    assert_eq!(symbols, ["SOX9", "FOXL2"]);
    assert_eq!(table.genes()[0].ensembl_id, "ENSG00000125398");
    let [male, female] = table.conditions() else {
        panic!("two conditions")
    };
    assert_eq!((male.key.as_str(), male.label.as_str()), ("M", "male"));
    assert_eq!(male.cell_types, ["Sertoli", "germ"]);
    assert_eq!(male.times[0].label, "PCW6.5");
    assert_eq!(male.times[1].value, 8.0);
    assert_eq!(female.times[1].label, "PCW10");
}

#[test]
fn missing_combinations_are_nan_and_absent_genes_have_no_matrix() {
    let table = read(TABLE).unwrap();
    let recipe = table.recipe();
    let builder = from_table(table, recipe, Description::default()).unwrap();
    let sox9 = builder.matrix(0, 0).unwrap();
    assert_eq!(sox9.row(0), array![2.25, 4.5]);
    assert!(sox9[[1, 0]].is_nan());
    assert_eq!(sox9[[1, 1]], 0.0);
    assert_eq!(builder.matrix(0, 1), None);
    assert_eq!(builder.matrix(1, 1), Some(array![[6.0, 7.0]].view()));
    assert_eq!(builder.matrix(1, 0).unwrap()[[1, 0]], 0.125);
}

#[test]
fn commas_and_other_column_names_do_as_well() {
    let table =
        read("expression,time,cell_type,condition,symbol\n1,6,a b,pre natal/♀,X\n").unwrap();
    assert_eq!(table.conditions()[0].key, "pre_natal__");
    assert_eq!(table.conditions()[0].label, "pre natal/♀");
}

#[test]
fn synonyms_are_collected_once() {
    let content = "gene,synonyms,sex,cell_type,time,mean\nA,B;C,f,x,1,1\nA,C|D|A,f,x,2,1\n";
    assert_eq!(read(content).unwrap().genes()[0].synonyms, ["B", "C", "D"]);
}

#[test]
fn bad_rows_are_named_with_line_and_remedy() {
    for (row, text) in [
        (
            "SOX9\t\tmale\tgerm\tPCW6.5\tabc",
            "\"abc\" in the column \"mean\" is not a number",
        ),
        ("SOX9\t\tmale\tgerm\tPCW6.5\t-1", "0 or more"),
        ("SOX9\t\tmale\tgerm\tPCW6.5\tNaN", "finite"),
        ("SOX9\t\tmale\tgerm\tPCW6.5\tinf", "finite"),
        ("SOX9\t\tmale\tgerm\tPCW6.5\t1e39", "finite"),
        ("SOX9\t\tmale\tgerm\tPCW6.5\t", "\"mean\" is empty"),
        ("\t\tmale\tgerm\tPCW6.5\t1", "\"gene\" is empty"),
        (
            "SOX9\t\tmale\tgerm\tearly\t1",
            "time \"early\" is not a number",
        ),
        ("SOX9\t\tmale\tgerm\t8.0\t1", "\"8.0\" was \"PCW8\" before"),
        (
            "SOX9\tENSG1\tmale\tgerm\tPCW6.5\t1",
            "Ensembl ID ENSG1 here and ENSG00000125398 before",
        ),
        (
            "SOX9\t\tmale\tgerm\tPCW8\t0",
            "same gene SOX9, condition male, cell type germ and time PCW8",
        ),
        ("SOX9\t\tmale\tgerm\tPCW8", "5 columns, the header has 6"),
    ] {
        let message = message(&format!("{TABLE}{row}\n"));
        assert_has!(message, ", line 8: ", text);
    }
}

#[test]
fn missing_column_is_named_beside_those_found() {
    let message = message("gene,sex,cell_type,mean\nA,f,x,1\n");
    assert_has!(
        message,
        "no column \"time\"",
        "\"gene\", \"sex\", \"cell_type\", \"mean\""
    );
}

#[test]
fn empty_and_missing_files_are_errors() {
    assert!(message("").contains("no header line"));
    assert!(message("gene,sex,cell_type,time,mean\n").contains("no row below its header"));
    let missing = ExpressionTable::read("/nonexistent/table.tsv", &[]).unwrap_err();
    assert!(missing.to_string().contains("/nonexistent/table.tsv"));
}
