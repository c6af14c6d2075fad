//! No patient is judged by another sex's network without a note.

use super::{build, json, list, vcf};
use crate::{schema, support::Folder};

fn folder(conditions: &[&str]) -> Folder {
    let folder = Folder::new();
    let scores: Vec<_> = conditions
        .iter()
        .map(|&condition| ("A", condition, 0.5))
        .collect();
    build(&folder, "s.dsd", &scores, "");
    folder.write(
        "in.vcf",
        vcf(&["P", "Q"], &[("chr1", 100, "A", "GT 0/1 0/1")]),
    );
    folder
}

/// What all outputs of both commands have: stderr, the page, the notes of the JSON.
fn check(conditions: &[&str], args: &str, expected: Option<&str>) {
    let folder = folder(conditions);
    for command in ["rank", "cohort"] {
        let args =
            format!("{command} -b s.dsd in.vcf {args} --json o.json --report o.html -o o.tsv");
        let told = folder.succeed(&args).err;
        let document = json(&folder, "o.json");
        let file = if command == "rank" {
            "ranking"
        } else {
            "cohort"
        };
        schema::check(&document, &format!("{file}.schema.json"));
        let notes: Vec<_> = list(&document["patients"])
            .flat_map(|patient| list(&patient["banners"]))
            .filter_map(|note| note.as_str())
            .filter(|note| note.contains("is called after the sex"))
            .collect();
        let Some(expected) = expected else {
            assert!(
                notes.is_empty() && !told.contains("called after"),
                "{args}: {told}"
            );
            continue;
        };
        assert!(
            !notes.is_empty() && notes.iter().all(|n| n.contains(expected)),
            "{args}: {notes:?}"
        );
        for (what, text) in [
            ("stderr", told),
            ("page", folder.text("o.html")),
            ("table", folder.text("o.tsv")),
        ] {
            assert!(text.contains(expected), "{args}: {what}");
        }
    }
}

#[test]
fn a_condition_that_is_called_after_another_sex_is_told() {
    let both = ["F", "M"];
    check(&["M"], "--sex female", Some("sex is female as given"));
    check(&["M"], "", Some("sex is not known"));
    check(
        &both,
        "--condition M --sex P=female,Q=male",
        Some("The scores of condition M (M) decide"),
    );
    check(&["female"], "--sex male", Some("sex female"));
    check(&["M"], "--sex male", None);
    check(&both, "--sex female", None);
    check(&both, "--condition F --sex female", None);
    check(&["cortex"], "--sex female", None);
    check(&["cortex", "M"], "--condition cortex --sex female", None);
}

#[test]
fn a_cohort_of_several_networks_says_so() {
    let folder = folder(&["F", "M"]);
    let told = folder.succeed(
        "cohort -b s.dsd in.vcf --sex P=female,Q=male --json o.json --report o.html -o o.tsv",
    );
    let note = "of 2 patients, those of F for 1, those of M for 1.";
    assert!(told.err.contains(note), "{}", told.err);
    for name in ["o.json", "o.html", "o.tsv"] {
        assert!(folder.text(name).contains(note), "{name}");
    }
    let document = json(&folder, "o.json");
    let conditions: Vec<_> = list(&document["patients"])
        .map(|p| p["condition"].as_u64())
        .collect();
    assert_eq!(conditions, [Some(0), Some(1)]);
    let told = folder.succeed("cohort -b s.dsd in.vcf --sex female -o o.tsv");
    assert!(!told.err.contains("Not all patients"), "{}", told.err);
}
