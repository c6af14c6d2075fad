//! `rank` and `cohort`: all that they write, of the patients of the examples.

use serde_json::Value;

use crate::{
    schema,
    support::{Folder, patients},
};

fn folder() -> Folder {
    let folder = Folder::with_bundle();
    std::fs::rename(folder.path("published.dsd"), folder.path("a.dsd")).unwrap();
    std::fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&folder.read(name)).unwrap()
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with("##"));
    lines.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn table_json_and_records_are_of_the_same_candidates() {
    let folder = folder();
    folder.write("known.txt", "C7\n");
    let args = "rank -b a.dsd --sex female --preset paper --genes-known known.txt in.vcf \
                --json out.json --vcf out.vcf --report out.html --top 3";
    let run = folder.run(args.split_whitespace()).assert_success();
    let document = json(&folder, "out.json");
    schema::check(&document, "ranking.schema.json");
    let patients = document["patients"].as_array().unwrap();
    let candidates = patients
        .iter()
        .flat_map(|patient| patient["candidates"].as_array().unwrap());
    let variants: usize = candidates
        .map(|candidate| candidate["variants"].as_array().unwrap().len())
        .sum();
    let rows = rows(run.text());
    assert_eq!(rows.len(), 1 + variants);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let known = rows[0].iter().position(|name| *name == "known").unwrap();
    assert_eq!(rows[1][known], "known.txt", "known genes come first");
    let records = String::from_utf8(folder.read("out.vcf")).unwrap();
    let page = folder.text("out.html");
    assert!(page.contains("Candidate genes of 6 patients") && page.contains("FAM186A"));
    assert!(records.contains("|P13|known|1"), "{records}");
    assert!(
        run.err
            .contains("13 damaging: 11 candidate genes, 1 of them known"),
        "{}",
        run.err
    );
}

#[test]
fn scores_that_annotate_wrote_rank_as_those_of_the_bundle() {
    let folder = folder();
    let run = |args: &str| folder.run(args.split(' ')).assert_success();
    run("annotate -b a.dsd in.vcf -o scored.vcf");
    let ranked = |args: &str| {
        let run = run(args);
        let rows = rows(run.text()).into_iter();
        let places = rows.map(|row| [row[0], row[2], row[6], row[10]].map(String::from));
        places.collect::<Vec<_>>()
    };
    assert_eq!(ranked("rank -b a.dsd in.vcf"), ranked("rank scored.vcf"));
}

#[test]
fn a_cohort_counts_patients_over_files() {
    let folder = folder();
    std::fs::copy(folder.path("in.vcf"), folder.path("again.vcf")).unwrap();
    let args = "cohort -b a.dsd in.vcf again.vcf --json out.json";
    let run = folder.run(args.split(' ')).assert_success();
    let rows = rows(run.text());
    assert_eq!(rows[1][1], "NPHS1");
    assert_eq!(rows[1][4], "4", "two patients in each of two files");
    let document = json(&folder, "out.json");
    schema::check(&document, "cohort.schema.json");
    assert_eq!(document["patients"].as_array().unwrap().len(), 12);
}

#[test]
fn what_would_be_lost_is_refused_before_the_work() {
    let folder = folder();
    for (args, part) in [
        ("rank -b a.dsd in.vcf -o in.vcf", "is an input too"),
        ("rank -b a.dsd in.vcf --json a.dsd", "is an input too"),
        ("rank -b a.dsd in.vcf -o out --json ./out", "two outputs"),
        (
            "rank -b a.dsd in.vcf --report a --vcf a -o out",
            "two outputs",
        ),
        ("rank -b a.dsd in.vcf --top 3 -o out", "--report"),
        ("cohort -b a.dsd in.vcf ./in.vcf -o out", "are one file"),
        ("cohort -b a.dsd in.vcf -o out --json out", "two outputs"),
        ("rank in.vcf -o out", "give a bundle"),
        (
            "rank -b a.dsd in.vcf --samples P1 -o out",
            "sample P1 is not",
        ),
        ("rank -b a.dsd in.vcf --min-score 2 -o out", "from 0 to 1"),
        ("rank -b a.dsd in.vcf --damaging revel -o out", "REVEL"),
    ] {
        let run = folder.run(args.split(' '));
        assert_ne!(run.code, Some(0), "{args}");
        assert!(run.err.contains(part), "{args}: {}", run.err);
        assert!(!folder.path("out").exists(), "{args}");
    }
}
