use super::*;
use crate::{
    delimited::tests::file,
    gene::by_gene_tests::{genes, sought},
    testing::gzip,
};

fn read(content: impl AsRef<[u8]>, terms: &[&str]) -> Result<Phenotypes, PhenotypeError> {
    let terms: Vec<_> = terms.iter().map(ToString::to_string).collect();
    Phenotypes::read(file(content).path(), &terms, &genes())
}

const HEADER: &str = "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id\n";
const ROWS: &str = "6736\tTDF\tHP:0000133\tGonadal dysgenesis\t-\tOMIM:400044\n\
    6736\tTDF\tHP:0000133\tGonadal dysgenesis\t3/4\tOMIM:400044\n\
    6736\tTDF\tHP:0000133\tGonadal dysgenesis\t-\tORPHA:242\n\
    6736\tTDF\tHP:0000054\tMicropenis\t-\tORPHA:242\n\
    1\tOTHER\tHP:0000054\tMicropenis\t-\tORPHA:1\n\
    2\tA\tHP:0000001\tAll\t-\tORPHA:1\n";

#[test]
fn a_gene_has_its_terms_in_the_order_asked_for_with_their_diseases() {
    let found = read(format!("{HEADER}{ROWS}"), &["HP:0000054", "HP:0000133"]).unwrap();
    let terms = found.of(sought("SRY", Some(0)));
    let shown: Vec<_> = terms
        .iter()
        .map(|t| (t.id.as_str(), t.name.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("HP:0000054", "Micropenis"),
            ("HP:0000133", "Gonadal dysgenesis")
        ]
    );
    assert_eq!(terms[1].diseases, ["OMIM:400044", "ORPHA:242"]);
    assert_eq!(found.of(sought("OTHER", None)).len(), 1);
    assert!(found.of(sought("A", None)).is_empty());
    assert_eq!(found.len(), 2);
    assert!(read(format!("{HEADER}{ROWS}"), &["HP:0000133", "HP:0000133"]).is_ok());
}

#[test]
fn every_release_is_understood() {
    for content in [
        "hpo_id\thpo_name\tncbi_gene_id\tgene_symbol\tdisease_id\nHP:0000133\tGonadal dysgenesis\t6736\tSRY\tOMIM:1\n",
        "#Format: HPO-id<tab>HPO label\r\nHP:0000133\tGonadal dysgenesis\t6736\tSRY\t-\tmim2gene\tOMIM:1\r\n",
        "#Format: entrez-gene-id<tab>\n6736\tSRY\tHP:0000133\tGonadal dysgenesis\t\t\t-\tmim2gene\tOMIM:1\n",
        "6736\tSRY\tGonadal dysgenesis\tHP:0000133\n",
    ] {
        let found = read(content, &["HP:0000133"]).unwrap();
        let terms = found.of(sought("SRY", Some(0)));
        assert_eq!(terms[0].name, "Gonadal dysgenesis", "{content}");
        let diseases: &[&str] = if content.contains("OMIM") {
            &["OMIM:1"]
        } else {
            &[]
        };
        assert_eq!(terms[0].diseases, diseases, "{content}");
    }
}

#[test]
fn gzip_is_read_and_a_cut_one_is_an_error() {
    let bytes = gzip(format!("{HEADER}{ROWS}"));
    assert_eq!(read(&bytes, &["HP:0000133"]).unwrap().len(), 1);
    let cut = read(&bytes[..bytes.len() - 9], &["HP:0000133"]);
    assert!(matches!(cut, Err(PhenotypeError::Read { .. })));
}

#[test]
fn what_is_no_term_or_not_there_is_named() {
    for term in ["HP:123", "HP:00001333", "0000133", "hp:0000133", ""] {
        let told = read(format!("{HEADER}{ROWS}"), &[term]).unwrap_err();
        assert!(told.to_string().starts_with(&format!("`{term}`")), "{told}");
    }
    let told = read(format!("{HEADER}{ROWS}"), &["HP:0000133", "HP:9999999"]).unwrap_err();
    assert!(
        told.to_string().starts_with("HP:9999999 is nowhere"),
        "{told}"
    );
}

#[test]
fn another_file_is_refused_with_its_line() {
    for (content, line) in [
        ("", 1),
        ("gene\tterm\n", 1),
        ("a\tb\tc\td\tHP:0000133\n", 1),
        ("HP:0000133\tx\n", 1),
        (&format!("{HEADER}6736\tSRY\n"), 2),
        (&format!("{HEADER}6736\tSRY\tOMIM:1\tx\n"), 2),
    ] {
        let told = read(content, &["HP:0000133"]).unwrap_err();
        assert!(
            matches!(told, PhenotypeError::Foreign { line: found, .. } if found == line),
            "{content}: {told}"
        );
    }
}
