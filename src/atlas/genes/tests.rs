use super::*;

const ID: &str = "ENSG0000013961";

fn column(values: &[&str]) -> Column {
    Column::Labels {
        codes: (0..)
            .zip(values)
            .map(|(code, v)| if v.is_empty() { -1 } else { code })
            .collect(),
        labels: values.iter().map(|value| value.to_string()).collect(),
    }
}

fn name(
    config: &GeneColumns,
    index: &[&str],
    columns: &[(&str, &[&str])],
) -> Result<GeneNames, GenesError> {
    let index: Vec<_> = index.iter().map(|name| name.to_string()).collect();
    let names: Vec<_> = columns.iter().map(|(name, _)| name.to_string()).collect();
    GeneNames::new(config, &index, &names, |wanted| {
        let found = columns.iter().find(|(name, _)| *name == wanted);
        Ok(column(found.unwrap().1))
    })
}

fn symbols(names: &GeneNames) -> Vec<&str> {
    names
        .genes
        .iter()
        .map(|gene| gene.symbol.as_str())
        .collect()
}

#[test]
fn symbols_in_the_index_and_ids_in_a_column() {
    let ids = [format!("{ID}1.3"), format!("{ID}2")];
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let names = name(
        &GeneColumns::default(),
        &["SOX9", "AC1.2"],
        &[("gene_ids", &ids)],
    )
    .unwrap();
    assert_eq!(symbols(&names), ["SOX9", "AC1.2"]);
    assert_eq!(names.genes[0].id, format!("{ID}1"));
    assert_eq!(names.id_from.as_deref(), Some("gene_ids"));
    assert!(names.warnings.is_empty());
}

#[test]
fn ids_of_concatenated_samples_are_those_of_the_first() {
    let columns: [(&str, &[&str]); 3] = [
        ("feature_types-0", &["x"]),
        ("gene_ids-0", &["ENSG00000139618"]),
        ("gene_ids-1", &["ENSG00000139618"]),
    ];
    let names = name(&GeneColumns::default(), &["BRCA2"], &columns).unwrap();
    assert_eq!(names.id_from.as_deref(), Some("gene_ids-0"));
    assert_eq!(names.genes[0].id, "ENSG00000139618");
    let columns: [(&str, &[&str]); 2] = [("gene_ids-0", &["Y"]), ("gene_id", &["X"])];
    let names = name(&GeneColumns::default(), &["BRCA2"], &columns).unwrap();
    assert_eq!(names.id_from.as_deref(), Some("gene_id"));
}

#[test]
fn ids_in_the_index_and_symbols_in_a_column() {
    let index = [
        format!("{ID}1"),
        "ENSMUSG00000000001.4".into(),
        "ERCC-00002".into(),
    ];
    let index: Vec<_> = index.iter().map(String::as_str).collect();
    let columns: [(&str, &[&str]); 1] = [("feature_name", &["SOX9", "", "ERCC-00002"])];
    let names = name(&GeneColumns::default(), &index, &columns).unwrap();
    assert_eq!(
        symbols(&names),
        ["SOX9", "ENSMUSG00000000001", "ERCC-00002"]
    );
    assert_eq!(
        names.warnings,
        ["1 genes without a symbol are called by their ID"]
    );
}

#[test]
fn ids_alone_are_symbols_too() {
    let id = format!("{ID}1.2");
    let names = name(&GeneColumns::default(), &[&id], &[]).unwrap();
    assert_eq!(
        (symbols(&names), names.genes[0].id.as_str()),
        (vec![id.as_str()], &id[..15])
    );
    assert!(
        names.warnings[0].starts_with("no column of symbols"),
        "{names:?}"
    );
}

#[test]
fn two_genes_of_one_symbol_are_told_apart_by_id() {
    let ids: Vec<_> = (1..=3).map(|i| format!("{ID}{i}")).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let config = GeneColumns {
        symbol: None,
        id: Some("acc".into()),
    };
    let names = name(&config, &["TBCE", "SOX9", "TBCE"], &[("acc", &ids)]).unwrap();
    assert_eq!(symbols(&names), ["TBCE", "SOX9", ids[2]]);
    assert!(names.warnings[0].starts_with("1 genes have the symbol of an earlier one"));
}

#[test]
fn two_genes_of_one_symbol_without_ids_are_an_error() {
    let error = name(&GeneColumns::default(), &["A", "B", "A", "A", "B"], &[]).unwrap_err();
    let told = error.to_string();
    assert!(
        told.starts_with("3 genes have the symbol of another"),
        "{told}"
    );
    assert!(told.contains("A, A, B: name a column of IDs"), "{told}");
}

#[test]
fn an_id_of_two_genes_tells_nothing() {
    let columns: [(&str, &[&str]); 1] = [("gene_ids", &["X1", "X1"])];
    let names = name(&GeneColumns::default(), &["A", "B"], &columns).unwrap();
    assert_eq!((names.genes[1].id.as_str(), names.warnings.len()), ("", 1));
    assert!(name(&GeneColumns::default(), &["A", "A"], &columns).is_err());
}

#[test]
fn a_gene_must_have_a_name() {
    let error = name(&GeneColumns::default(), &["A", "", ""], &[]).unwrap_err();
    let told = error.to_string();
    let expected = "2 genes have no name in index and no ID, the first of them number 2: ";
    assert!(told.starts_with(expected), "{told}");
}

#[test]
fn the_copy_on_y_is_another_row_of_no_version() {
    let index = ["ENSG00000002586.20", "ENSG00000002586.20_PAR_Y"];
    let columns: [(&str, &[&str]); 1] = [("feature_name", &["CD99", "CD99"])];
    let names = name(&GeneColumns::default(), &index, &columns).unwrap();
    let ids: Vec<_> = names.genes.iter().map(|gene| gene.id.as_str()).collect();
    assert_eq!(ids, ["ENSG00000002586", "ENSG00000002586_PAR_Y"]);
    assert_eq!(symbols(&names), ["CD99", "ENSG00000002586_PAR_Y"]);
}

#[test]
fn a_dot_in_another_organisms_id_is_no_version() {
    let columns: [(&str, &[&str]); 1] = [("gene_ids", &["Y74C9A.3", "Y74C9A.4"])];
    let names = name(&GeneColumns::default(), &["homt-1", "nlp-40"], &columns).unwrap();
    assert_eq!(names.genes[0].id, "Y74C9A.3");
    assert_eq!(names.genes[1].id, "Y74C9A.4");
}
