//! Nobody may mistake a demonstration for a result.

use super::{folder, json};
use crate::support::{Folder, root};

/// Scores that are said to be made up, and the patients, annotated by them as `scored.vcf`.
fn synthetic() -> Folder {
    let folder = folder();
    let scores = root("examples/published-scores.tsv");
    let args = format!(
        "bundle build --synthetic -o s.dsd --scores {}",
        scores.display()
    );
    folder.succeed(&args);
    folder.succeed("annotate -b s.dsd --allow-synthetic in.vcf -o scored.vcf");
    folder
}

#[test]
fn synthetic_scores_are_refused_unless_they_are_accepted_by_name() {
    let folder = synthetic();
    let names = folder.names();
    for args in [
        "rank -b s.dsd in.vcf",
        "rank scored.vcf",
        "cohort -b s.dsd in.vcf",
        "cohort scored.vcf",
    ] {
        let more = "-o out.tsv --json out.json";
        let run = folder.run(format!("{args} {more}").split(' '));
        let err = run.assert_error();
        let is_told = err.contains("synthetic") && err.contains("--allow-synthetic");
        assert!(is_told, "{args}: {err}");
        assert_eq!(folder.names(), names, "{args}");
    }
    let all = "rank -b s.dsd in.vcf -o o --vcf o.vcf --report o.html --json o.json";
    folder.run(all.split(' ')).assert_error();
    assert_eq!(folder.names(), names);
}

#[test]
fn every_output_of_synthetic_scores_says_so() {
    let folder = synthetic();
    for args in ["-b s.dsd in.vcf", "scored.vcf"] {
        let outputs = "-o o.tsv --vcf o.vcf --report o.html --json o.json";
        folder.succeed(&format!("rank --allow-synthetic {args} {outputs}"));
        let table = folder.text("o.tsv");
        assert!(table.starts_with("##SYNTHETIC="), "{args}: {table}");
        assert_eq!(json(&folder, "o.json")["synthetic"], true, "{args}");
        assert!(folder.text("o.html").contains("SYNTHETIC"), "{args}");
        let records = folder.text("o.vcf");
        let ours = records
            .lines()
            .filter(|line| line.starts_with("##INFO=<ID=DSD"));
        let ours: Vec<_> = ours.collect();
        assert!(ours.len() >= 5, "{args}: {ours:?}");
        let says_so = |line: &&str| line.contains(",Description=\"SYNTHETIC");
        assert!(ours.iter().all(says_so), "{args}: {ours:?}");
        let outputs = "-o c.tsv --json c.json";
        folder.succeed(&format!("cohort --allow-synthetic {args} {outputs}"));
        assert!(folder.text("c.tsv").starts_with("##SYNTHETIC="), "{args}");
        assert_eq!(json(&folder, "c.json")["synthetic"], true, "{args}");
    }
}

#[test]
fn real_scores_are_not_called_synthetic() {
    let folder = folder();
    let outputs = "-o o.tsv --vcf o.vcf --report o.html --json o.json";
    folder.succeed(&format!("rank --allow-synthetic -b a.dsd in.vcf {outputs}"));
    for name in ["o.tsv", "o.vcf", "o.html"] {
        assert!(!folder.text(name).contains("SYNTHETIC"), "{name}");
    }
    assert_eq!(json(&folder, "o.json")["synthetic"], false);
}

#[test]
fn real_and_synthetic_scores_are_no_cohort_and_the_error_says_so() {
    let folder = synthetic();
    folder.succeed("annotate -b a.dsd in.vcf -o real.vcf");
    let refuse = |args: &str| folder.run(args.split(' ')).assert_error();
    let err = refuse("cohort real.vcf scored.vcf");
    assert!(err.contains("--allow-synthetic"), "{err}");
    let err = refuse("cohort --allow-synthetic real.vcf scored.vcf");
    let differs = "by published, no file, SYNTHETIC, those of the inputs before by published, no";
    assert!(err.contains(differs), "{err}");
}
