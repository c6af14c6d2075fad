use super::*;

const TEXT: &str = "format-version: 1.2\ndata-version: hp/releases/2026-01-01\n\
    [Term]\nid: HP:0000001\nname: All\n\n\
    [Term]\nid: HP:0000118\nname: Phenotypic abnormality\nis_a: HP:0000001 ! All\n\n\
    [Term]\nid: HP:9900001\nname: A: first! {x}\nalt_id: HP:9900101\nis_a: HP:0000118\n\n\
    [Term]\nid: HP:9900002\nname: B\nis_a: HP:9900001 {source=\"x\"} ! A\nis_a: HP:9900003 ! C\n\n\
    [Term]\nid: HP:9900003\nname: C\nis_a: HP:0000001 ! All\n\n\
    [Term]\nid: HP:9900201\nname: old\nis_obsolete: true\nreplaced_by: HP:9900202\n\n\
    [Term]\nid: HP:9900202\nname: older\nis_obsolete: true\nreplaced_by: HP:9900001\nreplaced_by: HP:9900003\n\n\
    [Term]\nid: HP:9900203\nname: round\nis_obsolete: true\nreplaced_by: HP:9900203\nconsider: HP:9900101\n\n\
    [Term]\nid: GO:0000001\nname: of another ontology\nis_a: GO:0000002\n\n\
    [Typedef]\nid: part_of\nis_a: nothing\n";

fn place(ontology: &Ontology, id: &str) -> usize {
    match ontology.meaning(HpoId::parse(id.as_bytes()).unwrap()) {
        Meaning::Current(place) => place,
        other => panic!("{id}: {other:?}"),
    }
}

fn meaning(ontology: &Ontology, id: &str) -> Meaning {
    ontology.meaning(HpoId::parse(id.as_bytes()).unwrap())
}

#[test]
fn terms_have_all_that_is_above_them() {
    for text in [TEXT.to_string(), TEXT.replace('\n', "\r\n")] {
        let ontology = Ontology::parse(&text).unwrap();
        assert_eq!(ontology.version, "hp/releases/2026-01-01");
        assert_eq!(ontology.len(), 5);
        let [all, root, a, b, c] = [1, 118, 9_900_001, 9_900_002, 9_900_003]
            .map(|number| place(&ontology, &format!("HP:{number:07}")));
        let mut above = [all, root, a, b, c];
        above.sort_unstable();
        assert_eq!(ontology.ancestors(b), above);
        assert!(ontology.is_a(b, c) && !ontology.is_a(c, b));
        assert!(ontology.is_phenotype(b) && !ontology.is_phenotype(c));
        assert!(!ontology.is_phenotype(root));
        assert_eq!(ontology.shown(a), "HP:9900001 (A: first! {x})");
    }
}

#[test]
fn numbers_of_old_are_understood() {
    let ontology = Ontology::parse(TEXT).unwrap();
    let [a, c] = ["HP:9900001", "HP:9900003"].map(|id| place(&ontology, id));
    assert_eq!(meaning(&ontology, "HP:9900101"), Meaning::Alternate(a));
    for id in ["HP:9900201", "HP:9900202"] {
        assert_eq!(meaning(&ontology, id), Meaning::Replaced(vec![a, c]));
    }
    assert_eq!(meaning(&ontology, "HP:9900203"), Meaning::Obsolete(vec![a]));
    assert_eq!(meaning(&ontology, "HP:9999999"), Meaning::Unknown);
}

#[test]
fn what_is_no_ontology_is_told_with_its_line() {
    let with = |line: &str| format!("{TEXT}\n[Term]\nid: HP:9900009\nname: X\n{line}\n");
    for (text, part) in [
        (String::new(), "no HP:0000118"),
        ("hpo_id\thpo_name\n".into(), "no HP:0000118"),
        (TEXT.replace("HP:0000118", "HP:0000119"), "no HP:0000118"),
        (with("is_a: HP:9900008"), "HP:9900008, which"),
        (with("is_a: HP:99"), "names no term"),
        (with("is_a:"), "names no term"),
        (with("nothing"), "is no `tag: value`"),
        (with("[Term]\nid: HP:9900001"), "a second time"),
        (with("is_a: HP:9900009"), "is_a itself"),
        (
            with("is_a: HP:9900010\n[Term]\nid: HP:9900010\nis_a: HP:9900009"),
            "HP:9900009 is_a itself",
        ),
    ] {
        let (line, what) = Ontology::parse(&text).unwrap_err();
        assert!(what.contains(part), "{what}");
        assert!(line > 0 && line as usize <= text.lines().count().max(1));
    }
}

#[test]
fn a_long_chain_is_no_trouble() {
    let mut text = String::from("[Term]\nid: HP:0000118\n");
    for number in 1000..4000 {
        let above = if number == 1000 { 118 } else { number - 1 };
        text += &format!("[Term]\nid: HP:{number:07}\nis_a: HP:{above:07}\n");
    }
    let ontology = Ontology::parse(&text).unwrap();
    assert_eq!(
        ontology.ancestors(place(&ontology, "HP:0003999")).len(),
        3001
    );
}
