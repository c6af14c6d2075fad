use super::*;
use crate::delimited::tests::file;

fn gene(symbol: &str, number: u32, synonyms: &[&str]) -> Gene {
    Gene {
        symbol: symbol.into(),
        ensembl_id: format!("ENSG{number:011}"),
        hgnc_id: format!("HGNC:{number}"),
        synonyms: synonyms.iter().map(ToString::to_string).collect(),
    }
}

fn genes() -> Vec<Gene> {
    vec![
        gene("SRY", 1, &["TDF"]),
        gene("SOX9", 2, &[]),
        gene("ACTB", 3, &[]),
        gene("UBC", 4, &[]),
        gene("GATA4", 5, &[]),
    ]
}

fn labels(known: &str, negatives: Option<&str>) -> Result<Labels, Error> {
    let classes = ["other".to_string(), "disease".to_string()];
    let known = GeneList::read(file(known).path(), Some(&classes))?;
    let read = |content: &str| GeneList::read(file(content).path(), Some(&classes));
    let negatives = negatives.map(read).transpose()?;
    Labels::new(&genes(), &known, negatives.as_ref())
}

fn message(known: &str, negatives: Option<&str>) -> String {
    labels(known, negatives).unwrap_err().to_string()
}

#[test]
fn a_table_has_labels_and_any_other_columns() {
    let table = "gene\tgene_id\tlabel\tclass\nX\tENSG00000000002\t1\tbanded\nUBC\t\t0\tsilent\n";
    let found = labels(table, None).unwrap();
    assert_eq!(found.positives, [1], "an identifier is tried first");
    assert_eq!(found.labelled, [3]);
    assert!(found.unmatched.is_empty());
    let named = labels("Symbol,Label\nUBC,disease\nSRY,other\n", None).unwrap();
    assert_eq!((named.positives, named.labelled), (vec![3], vec![0]));
}

#[test]
fn a_plain_list_needs_no_header() {
    let expected = Labels {
        positives: vec![0, 1, 4],
        ..Labels::default()
    };
    for list in [
        "symbol\nSOX9\nTDF\nENSG00000000005.7\n",
        "SOX9\n# by hand\n\nTDF\nHGNC:5\n",
        "# known genes\nENSG00000000002\nSRY\nSRY\nGATA4",
        "gene_id\nENSG00000000002\nHGNC:1\nENSG00000000005\n",
        "symbol\tconfidence\nSOX9\t3\nSRY\t1\nGATA4\t2\n",
    ] {
        assert_eq!(labels(list, None).unwrap(), expected, "{list}");
    }
}

#[test]
fn what_matched_nothing_is_told_with_its_place() {
    let found = labels("SRY\nNOSUCH\n", Some("symbol\nUBC\nGONE\n")).unwrap();
    let told = found.unmatched.iter().map(|u| (u.line, u.gene.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [(2, "NOSUCH"), (3, "GONE")]);
    assert!(!found.unmatched[0].file.contains('/'));
}

#[test]
fn a_known_gene_is_no_negative() {
    let found = labels("gene\tlabel\nSRY\t1\nACTB\t0\n", Some("TDF\nACTB\nUBC\n")).unwrap();
    assert_eq!((found.positives, found.labelled), (vec![0], vec![2]));
    assert_eq!((found.listed, found.in_both), (vec![3], vec![0, 2]));
}

#[test]
fn a_gene_with_two_labels_is_told_with_both_lines() {
    let told = message("gene\tlabel\nSRY\t1\nUBC\t0\nTDF\t0\n", None);
    assert_has!(
        told,
        "line 4: the gene TDF has another label here than in line 2"
    );
}

#[test]
fn odd_rows_are_told_with_their_line() {
    let told = message("gene\tlabel\nSRY\tmaybe\n", None);
    assert!(told.contains("line 2: the label \"maybe\" is none of 0, 1, \"other\", \"disease\""));
    assert!(message("gene\tlabel\nSRY\t\n", None).contains("line 2: the label \"\""));
    assert!(message("gene\tid\nSRY\tHGNC:1\n.\t\n", None).contains("line 3: it names no gene"));
    assert!(message("gene\tlabel\nSRY\n", None).contains("line 2"));
    let told = message("SRY\n", Some("gene\tlabel\nUBC\t0\nSOX9\t1\n"));
    assert_has!(
        told,
        "line 3: the gene SOX9 has the label of positive genes"
    );
}

#[test]
fn lists_without_genes_are_refused() {
    assert!(message("SRY\t3\tAR\nSOX9\t3\tAD\n", None).contains("columns (SRY, 3, AR)"));
    assert!(message("symbol\n", None).contains("has no row below its header"));
    assert!(message("", None).contains("has no header line"));
    let told = message("tinman\nSox9b\n", None);
    assert!(
        told.contains("none of its 2 genes, such as tinman, is in the bundle"),
        "{told}"
    );
    assert!(told.contains("such as SRY ENSG00000000001"), "{told}");
    assert!(message("SRY\n", Some("nobody\n")).contains("none of its 1 genes"));
    let missing = GeneList::read("/no/such/list.tsv", None).unwrap_err();
    assert!(missing.to_string().contains("/no/such/list.tsv"));
}

#[test]
fn capitals_do_not_matter_where_one_symbol_is_meant_and_that_is_told() {
    let found = labels("sry\nSox9\nACTB\nnope\n", None).unwrap();
    assert_eq!(found.positives, [0, 1, 2]);
    assert_eq!(found.recased, [("sry".into(), 0), ("Sox9".into(), 1)]);
    assert_eq!(found.unmatched.len(), 1);
}

#[test]
fn capitals_matter_where_symbols_differ_by_them_alone() {
    let genes = [gene("Ab", 1, &[]), gene("aB", 2, &[]), gene("C", 3, &[])];
    let list = GeneList::read(file("AB\naB\nC\n").path(), None).unwrap();
    let found = Labels::new(&genes, &list, None).unwrap();
    assert_eq!(found.positives, [1, 2]);
    assert_eq!(found.unmatched[0].gene, "AB");
}

#[test]
fn columns_are_known_as_panels_and_spreadsheets_spell_them() {
    for table in [
        "Entity Name\tGene Symbol\tHGNC\nx\tSOX9\tHGNC:2\n",
        "Gene stable ID,Gene name\nENSG00000000002,SOX9\n",
        "HGNC ID\tApproved symbol\nHGNC:2\tSOX9\n",
        "Gene;Comment\r\nSOX9;a, b\r\n",
    ] {
        assert_eq!(labels(table, None).unwrap().positives, [1], "{table}");
    }
}

#[test]
fn labels_are_the_names_of_the_classes_in_any_capitals() {
    let found = labels("gene,label\nSRY,Disease\nUBC,OTHER\n", None).unwrap();
    assert_eq!((found.positives, found.labelled), (vec![0], vec![3]));
    let told = message("gene,label\nSRY,DSD\n", None);
    assert_has!(told, "line 2", "--classes");
}
