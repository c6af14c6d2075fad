//! A child with its parents.

use super::{build, json, list, vcf};
use crate::support::Folder;

const PED: &str = "fam\tSON\tDAD\tMUM\t1\t2\nfam\tDAD\t0\t0\t1\t1\nfam\tMUM\t0\t0\t2\t1\n";
/// The parents' names are in each other's places.
const SWAPPED: &str = "fam\tSON\tMUM\tDAD\t1\t2\nfam\tMUM\t0\t0\t1\t1\nfam\tDAD\t0\t0\t2\t1\n";

/// Genes that are called after what is true of them; samples are SON, DAD, MUM.
const RECORDS: [(&str, u64, &str, &str); 13] = [
    ("chr1", 100, "NEW", "GT 0/1 0/0 0/0"),
    ("chr1", 200, "BOTH", "GT 1/1 0/1 0/1"),
    ("chr1", 300, "APART", "GT 0/1 0/1 0/0"),
    ("chr1", 310, "APART", "GT 0/1 0/0 0/1"),
    ("chr1", 400, "TOGETHER", "GT 0/1 0/0 0/1"),
    ("chr1", 410, "TOGETHER", "GT 0/1 0/0 0/1"),
    ("chr1", 500, "PHASED", "GT:PS 0|1:500 ./.:. ./.:."),
    ("chr1", 510, "PHASED", "GT:PS 1|0:500 ./.:. ./.:."),
    ("chr1", 600, "PERHAPS", "GT 0/1 ./. ./."),
    ("chr1", 610, "PERHAPS", "GT 0/1 ./. ./."),
    ("chr1", 700, "ONE", "GT 0/1 0/1 0/0"),
    ("chr1", 800, "NOTHIS", "GT 0/0 0/1 0/1"),
    ("chrX", 50_000_000, "LINKED", "GT 1 0 0/1"),
];

fn folder(ped: &str) -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("NEW", "F", 0.5), ("NEW", "M", 0.5)],
        "",
    );
    folder.write("trio.ped", ped);
    folder.write("trio.vcf", vcf(&["SON", "DAD", "MUM"], &RECORDS));
    folder
}

/// The candidates of a run, each with what is said of it and its variants.
fn candidates(folder: &Folder, args: &str) -> Vec<(String, String)> {
    let command = format!("rank -b s.dsd --ped trio.ped trio.vcf --json out.json {args}");
    folder.succeed(&command);
    let document = json(folder, "out.json");
    let patients: Vec<_> = list(&document["patients"]).collect();
    assert_eq!(patients.len(), 1, "only the son is affected");
    assert_eq!(patients[0]["sample"], "SON");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_string();
    let found = list(&patients[0]["candidates"]).map(|candidate| {
        let variants = list(&candidate["variants"]);
        let from: Vec<_> = variants.map(|v| word(&v["transmission"])).collect();
        let said = format!("{} {}", word(&candidate["compound"]), from.join("+"));
        (word(&candidate["gene"]["symbol"]), said)
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    found
}

fn names(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn parents_and_phase_say_from_whom_a_variant_is_and_what_two_make_together() {
    let folder = folder(PED);
    let found = candidates(&folder, "");
    let expected = [
        ("APART", "trans paternal+maternal"),
        ("BOTH", "- biparental"),
        ("LINKED", "- maternal"),
        ("NEW", "- de-novo"),
        ("ONE", "- paternal"),
        ("PERHAPS", "unphased unknown+unknown"),
        ("PHASED", "trans unknown+unknown"),
        ("TOGETHER", "cis maternal+maternal"),
    ];
    assert_eq!(found, expected.map(|(a, b)| (a.into(), b.into())));
}

#[test]
fn modes_keep_the_genes_that_fit_them_and_those_that_may() {
    let folder = folder(PED);
    for (mode, expected) in [
        ("de-novo", &["NEW"][..]),
        // Of these no parent was called.
        ("possibly-de-novo", &["PERHAPS", "PHASED"]),
        ("recessive", &["BOTH"]),
        ("compound-heterozygous", &["APART", "PERHAPS", "PHASED"]),
        ("x-linked", &["LINKED"]),
        ("de-novo,x-linked", &["LINKED", "NEW"]),
    ] {
        let found = candidates(&folder, &format!("--mode {mode}"));
        assert_eq!(names(&found), expected, "{mode}");
    }
}

/// A son has his X of his mother.
#[test]
fn parents_in_each_other_s_places_give_another_answer() {
    let folder = folder(SWAPPED);
    let found = candidates(&folder, "--mode de-novo");
    assert_eq!(names(&found), ["NEW"]);
    // It would be the father's, had he two X: there are too few sites to tell.
    let found = candidates(&folder, "--mode possibly-de-novo");
    assert_eq!(names(&found), ["LINKED", "PERHAPS", "PHASED"]);
    let said = |name: &str| {
        let found = candidates(&folder, "");
        let (_, said) = found.into_iter().find(|(found, _)| found == name).unwrap();
        said
    };
    assert_eq!(said("APART"), "trans maternal+paternal");
    assert_eq!(said("ONE"), "- maternal");
}

#[test]
fn a_parent_that_is_no_sample_is_told_and_nothing_is_called_new() {
    let folder = folder("fam\tSON\tDAD\tGONE\t1\t2\nfam\tDAD\t0\t0\t1\t1\n");
    let run = folder.succeed("rank -b s.dsd --ped trio.ped trio.vcf --json out.json");
    let told = run.err.lines().find(|line| line.contains("GONE"));
    assert!(
        told.is_some_and(|line| line.contains("SON: ")),
        "{}",
        run.err
    );
    let text = folder.text("out.json");
    assert!(!text.contains("\"transmission\": \"de-novo\""), "{text}");
    assert!(text.contains("GONE"), "{text}");
}

#[test]
fn a_ped_that_cannot_be_is_refused_by_file_and_line() {
    for (ped, parts) in [
        ("fam SON DAD\n", &["line 1", "3 columns"][..]),
        (
            "#c\n\nfam\tSON\tSON\t0\t1\t2\n",
            &["line 3", "its own parent"],
        ),
        (
            "f\tA\t0\t0\t1\t2\nf\tA\t0\t0\t1\t2\n",
            &["line 2", "line 1"],
        ),
        ("f\tA\tB\tB\t1\t2\n", &["line 1", "both father and mother"]),
        ("f\tA\tB\t0\t1\t2\nf\tB\t0\t0\t2\t1\n", &["line 1", "sex"]),
        (
            "f\t\u{fffd}\t0\t0\t1\t2\nf\t0\t0\t0\t1\t2\n",
            &["line 2", "nobody"],
        ),
        ("# only a comment\n", &["no individual"]),
    ] {
        let folder = folder(ped);
        let args = "rank -b s.dsd --ped trio.ped trio.vcf -o out.tsv";
        let err = folder.run(args.split(' ')).assert_error();
        for part in parts.iter().chain([&"trio.ped"]) {
            assert!(err.contains(part), "{ped}: {err}");
        }
        assert!(!folder.path("out.tsv").exists());
    }
    let folder = folder(PED);
    folder.write("trio.ped", b"f\tA\t0\t0\t1\t2\nf\t\xff\t0\t0\t1\t2\n");
    let err = folder.run("rank -b s.dsd --ped trio.ped trio.vcf".split(' '));
    let err = err.assert_error();
    assert_has!(err, "trio.ped, line 2", "UTF-8");
}
