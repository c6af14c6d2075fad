use std::{error::Error, path::Path};

use super::*;

const QUARTET: &str = "FAM1\tdad\t0\t0\t1\t1\nFAM1\tmum\t0\t0\t2\t1\n\
    FAM1\tson\tdad\tmum\t1\t1\nFAM1\tgirl\tdad\tmum\t2\t2\n";

fn parse(text: &str) -> Result<Pedigree, PedigreeError> {
    Pedigree::parse(text.as_bytes(), Path::new("family.ped"))
}

/// The message of an error with its cause.
fn refusal(text: &str) -> String {
    let error = parse(text).unwrap_err();
    let cause = error.source().map(ToString::to_string);
    format!("{error}: {}", cause.unwrap_or_default())
}

#[test]
fn a_family_is_read() {
    let pedigree = parse(QUARTET).unwrap();
    assert_eq!(pedigree.individuals().len(), 4);
    assert_eq!(pedigree.affected().collect::<Vec<_>>(), ["girl"]);
    assert_eq!(
        (pedigree.father("girl"), pedigree.mother("girl")),
        (Some("dad"), Some("mum"))
    );
    assert_eq!(
        (pedigree.father("dad"), pedigree.mother("dad")),
        (None, None)
    );
    assert_eq!(
        (pedigree.sex("son"), pedigree.sex("girl")),
        (Sex::Male, Sex::Female)
    );
    assert_eq!(pedigree.sex("nobody"), Sex::Unknown);
    assert_eq!(pedigree.get("mum").unwrap().affected, Some(false));
    assert_eq!(pedigree.get("mum").unwrap().family, "FAM1");
}

#[test]
fn what_stands_between_columns_and_lines_does_not_matter() {
    let expected = parse(QUARTET).unwrap();
    let blanks = QUARTET.replace('\t', "  ");
    let windows = format!("\u{feff}{}", QUARTET.replace('\n', "\r\n"));
    let commented = format!("#family\tname\n\n{QUARTET}# the end\n  \n");
    let headed = format!("Family ID\tName\tFather\tMother\tSex\tPhenotype\n{QUARTET}");
    let more = QUARTET.replace("\n", "\tA A\tC C\n");
    for text in [blanks, windows, commented, headed, more] {
        assert_eq!(parse(&text).unwrap(), expected, "{text}");
    }
}

#[test]
fn names_between_tabs_may_have_blanks() {
    let pedigree = parse("F 1\tNo 7\t0\tNo 8\t2\t2").unwrap();
    assert_eq!(pedigree.mother("No 7"), Some("No 8"));
}

#[test]
fn what_is_not_known_is_not_made_up() {
    let pedigree = parse("F\ta\t-9\t.\t3\t-9\nF\tb\t0\t0\tunknown\t0\nF\tc\t0\t0\tF\t1.5").unwrap();
    for name in ["a", "b"] {
        assert_eq!(pedigree.sex(name), Sex::Unknown);
        assert_eq!((pedigree.father(name), pedigree.mother(name)), (None, None));
    }
    assert_eq!(pedigree.sex("c"), Sex::Female);
    assert!(
        pedigree
            .individuals()
            .iter()
            .all(|found| found.affected.is_none())
    );
}

#[test]
fn words_are_read_like_the_numbers_that_they_mean() {
    let pedigree =
        parse("F\ta\t0\t0\tMale\tAffected\nF\tb\t0\t0\tf\tUNAFFECTED\nF\tc\t0\t0\tother\tunknown");
    let pedigree = pedigree.unwrap();
    let affected = pedigree.individuals().iter().map(|one| one.affected);
    assert!(affected.eq([Some(true), Some(false), None]));
    assert!(pedigree.notes().is_empty(), "{:?}", pedigree.notes());
}

#[test]
fn words_that_nobody_understands_are_told_with_their_lines() {
    let text = "#\nF\ta\t0\t0\tboy\tcase\nF\tb\t0\t0\t1\t1.5\nF\tc\t-9\t.\t3\t-9";
    let pedigree = parse(text).unwrap();
    let [sex, phenotype] = pedigree.notes() else {
        panic!("{:?}", pedigree.notes());
    };
    assert!(
        sex.starts_with("family.ped: the sex of a (line 2: \"boy\") is not"),
        "{sex}"
    );
    assert_has!(
        phenotype,
        "a (line 2: \"case\"), b (line 3: \"1.5\") is not"
    );
}

#[test]
fn parents_without_a_line_are_named_too() {
    let pedigree = parse("F\tgirl\tdad\t0\t2\t2").unwrap();
    assert!(pedigree.names("girl") && pedigree.names("dad") && !pedigree.names("0"));
}

#[test]
fn parents_may_come_later_or_not_at_all() {
    let pedigree = parse("F\tgirl\tdad\tmum\t2\t2\nF\tdad\t0\t0\t0\t1").unwrap();
    assert_eq!(pedigree.mother("girl"), Some("mum"));
    let notes = pedigree.missing_parents("girl", |name| name == "dad");
    assert_eq!(notes.len(), 1);
    assert!(notes[0].contains("mother of girl is mum"), "{}", notes[0]);
    assert!(pedigree.missing_parents("dad", |_| false).is_empty());
}

#[test]
fn contradictions_are_errors_that_name_their_line() {
    let said = refusal("F\tgirl\tdad\t0\t2\t2\n\nF\tdad\t0\t0\t2\t1");
    assert!(
        said.starts_with("family.ped, line 1: the father is \"dad\""),
        "{said}"
    );
    assert!(said.contains("line 3"), "{said}");
    let said = refusal("F\tmum\t0\t0\t1\t1\nF\tgirl\t0\tmum\t2\t2");
    assert!(said.contains("line 2: the mother is \"mum\""), "{said}");
    let said = refusal("F\ta\t0\t0\t1\t1\n#\nG\ta\t0\t0\t1\t1");
    assert!(said.contains("line 3") && said.contains("line 1"), "{said}");
    let said = refusal("F\ta\ta\t0\t1\t1");
    assert!(said.contains("its own parent"), "{said}");
    let said = refusal("F\ta\tp\tp\t1\t1");
    assert!(said.contains("both father and mother"), "{said}");
}

#[test]
fn what_is_no_pedigree_is_refused() {
    let said = refusal("F\ta\t0\t0\t1\t1\nF a 0 0 1");
    assert!(said.contains("line 2: it has 5 columns"), "{said}");
    assert!(refusal("F\t0\t0\t0\t1\t1").contains("names nobody"));
    assert!(refusal("").contains("no individual"));
    assert!(refusal("# only a comment\n").contains("no individual"));
    let latin = Pedigree::parse(b"F\ta\xe4\t0\t0\t1\t1", Path::new("x")).unwrap_err();
    assert!(latin.source().unwrap().to_string().contains("UTF-8"));
    let missing = Pedigree::open(Path::new("no/such.ped")).unwrap_err();
    assert!(missing.to_string().contains("no/such.ped"));
}

#[test]
fn relatives_are_all_whom_parents_link() {
    let text = "f kid dad mum 1 2\nf sis dad mum 2 1\nf half dad other 2 1\nf mum gp gm 2 1\n\
                f aunt gp gm 2 2\nf niece x sis 2 1\nf lodger 0 0 1 2\n";
    let pedigree = Pedigree::parse(text.as_bytes(), Path::new("a.ped")).unwrap();
    use crate::rank::Relation::*;
    let expected = [
        ("sis", Sibling),
        ("half", PaternalHalfSibling),
        ("mum", Mother),
        ("aunt", Other),
        ("niece", Other),
        ("dad", Father),
        ("gm", Other),
        ("gp", Other),
        ("other", Other),
        ("x", Other),
    ];
    assert_eq!(pedigree.relatives("kid"), expected);
    let of_mum = pedigree.relatives("mum");
    assert!(of_mum.contains(&("kid", Child)) && of_mum.contains(&("aunt", Sibling)));
    assert!(pedigree.relatives("lodger").is_empty());
}
