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

const FOLDER: &str = "tests/fixtures/phenotype/hpo";

fn compare(terms: &[&str]) -> Result<Phenotypes, PhenotypeError> {
    let terms: Vec<_> = terms.iter().map(ToString::to_string).collect();
    Phenotypes::compare(&HpoFiles::in_folder(FOLDER)?, &terms, &genes())
}

#[test]
fn similarities_are_those_of_pyhpo() {
    let expected = std::fs::read("tests/fixtures/phenotype/expected.json").unwrap();
    let expected: serde_json::Value = serde_json::from_slice(&expected).unwrap();
    for (name, query) in expected["queries"].as_object().unwrap() {
        let terms = query["terms"].as_array().unwrap().iter();
        let terms: Vec<_> = terms.map(|term| term.as_str().unwrap()).collect();
        let found = compare(&terms).unwrap();
        let genes = query["genes"].as_object().unwrap();
        assert_eq!(found.compared(), genes.len());
        for (gene, expected) in genes {
            let found = found.likeness(sought(gene, None)).unwrap();
            for (found, key) in [
                (found.similarity, "similarity"),
                (found.percentile, "percentile"),
            ] {
                let expected = expected[key].as_f64().unwrap() as f32;
                assert!(
                    (found - expected).abs() < 2e-5,
                    "{name}, {gene}: {found}, {expected}"
                );
            }
            assert_eq!(found.disease, expected["disease"], "{name}, {gene}");
            assert_eq!(found.terms.len(), terms.len());
        }
    }
}

#[test]
fn each_term_is_shown_beside_its_best_match() {
    let found = compare(&["HP:9900012", "HP:9900022"]).unwrap();
    let likeness = found.likeness(sought("TDRD5", None)).unwrap();
    assert_eq!(likeness.disease, "OMIM:990001");
    assert_eq!(likeness.disease_name, "Made-up disease 1");
    let [first, second] = &likeness.terms[..] else {
        panic!("{likeness:?}")
    };
    assert_eq!((&*first.asked, &*first.found), ("HP:9900012", "HP:9900012"));
    assert_eq!(
        (&*first.found_name, first.similarity),
        ("Absent lobe of A", 1.0)
    );
    // 0.8473 of 2.6391, by pyhpo's information content of what is above the asked one.
    assert!(["HP:9900021", "HP:9900031"].contains(&&*second.found));
    assert!((second.similarity - 0.321_06).abs() < 1e-4, "{second:?}");
    let unlike = compare(&["HP:9900012"]).unwrap();
    let unlike = unlike.likeness(sought("CHIT1", None)).unwrap();
    assert_eq!((unlike.similarity, &*unlike.terms[0].found), (0.0, ""));
}

#[test]
fn marks_are_those_of_the_term_and_all_below_without_negated_ones() {
    let found = compare(&["HP:9900011"]).unwrap();
    let marks = found.of(sought("TDRD5", None));
    assert_eq!(marks[0].name, "Abnormal lobe of A");
    assert!(marks[0].diseases.contains(&"OMIM:990001".to_string()));
    // All genes have a row with this term, of most it says that no patient has it.
    let salt = compare(&["HP:9900032"]).unwrap();
    assert!(salt.of(sought("TDRD5", None)).is_empty());
    assert!(!salt.of(sought("ITGA10", None)).is_empty());
    assert_has!(salt.notes().join("\n"), "are negated", "release 2026-01-01");
    assert_eq!(salt.likeness(sought("SRY", Some(0))), None);
    assert_eq!(salt.likeness(sought("NOWHERE", None)), None);
}

#[test]
fn what_no_patient_has_marks_no_gene() {
    let text = format!("{HEADER}6736\tSRY\tHP:0000133\tx\t0/5\tOMIM:1\n");
    let found = read(text, &["HP:0000133"]).unwrap();
    assert!(found.is_empty());
    assert_has!(found.notes().join(" "), "1 annotations of genes");
}

#[test]
fn files_that_do_not_go_together_are_named() {
    let files = HpoFiles::in_folder(FOLDER).unwrap();
    let with_genes = |rows: &str| {
        let genes_file = file(rows);
        let files = HpoFiles {
            genes: genes_file.path().into(),
            ..files.clone()
        };
        let terms = ["HP:9900012".to_string()];
        Phenotypes::compare(&files, &terms, &genes()).unwrap_err()
    };
    let told = with_genes("6736\tSRY\tGonadal dysgenesis\tHP:0000133\n");
    assert!(matches!(told, PhenotypeError::NoDiseases { .. }), "{told}");
    let told = with_genes(&format!("{HEADER}{ROWS}"));
    assert!(
        matches!(told, PhenotypeError::NothingInCommon { .. }),
        "{told}"
    );
    let told = HpoFiles::in_folder("tests/fixtures").unwrap_err();
    assert_has!(told, "has no hp.obo", "download it");
}
