//! Names that no sample has, words that nobody understands, and whom a pedigree has ranked.

use super::{build, json, list, vcf};
use crate::support::Folder;

fn folder(files: &[(&str, &[&str])]) -> Folder {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.8), ("A", "M", 0.3)], "");
    for (name, samples) in files {
        let genotypes = vec!["0/1"; samples.len()].join(" ");
        let genotypes = format!("GT {genotypes}");
        folder.write(name, vcf(samples, &[("chr1", 100, "A", &genotypes)]));
    }
    folder
}

fn sequenced() -> Folder {
    folder(&[("in.vcf", &["P", "F", "M"])])
}

fn patients(folder: &Folder, args: &str) -> Vec<String> {
    folder.succeed(&format!("{args} --json out.json -o out.tsv"));
    let document = json(folder, "out.json");
    let patients = list(&document["patients"]);
    patients
        .map(|patient| patient["sample"].as_str().unwrap().into())
        .collect()
}

/// The parents are no patients because the child is called otherwise.
#[test]
fn a_pedigree_whose_affected_are_no_samples_ranks_nobody_else() {
    let folder = sequenced();
    folder.write(
        "a.ped",
        "FAM\tP_x\tF\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\n",
    );
    let args = "rank -b s.dsd --ped a.ped in.vcf -o out.tsv";
    let err = folder.run(args.split(' ')).assert_error();
    assert_has!(err, "P_x affected", "P, F, M");
    assert!(
        err.contains("--samples") && !folder.path("out.tsv").exists(),
        "{err}"
    );
    assert_eq!(
        patients(&folder, "rank -b s.dsd --ped a.ped in.vcf --samples P"),
        ["P"]
    );
}

#[test]
fn individuals_of_a_pedigree_that_are_no_samples_are_told_by_name() {
    let folder = sequenced();
    let ped = "FAM\tP\tF\tM\t1\t2\nFAM\tF\t0\t0\t1\t1\nFAM\tM\t0\t0\t2\t1\nFAM\tX9\tF\tM\t1\t2\n\
        FAM\tAUNT\t0\t0\t2\t1\n";
    folder.write("a.ped", ped);
    let told = folder
        .succeed("rank -b s.dsd --ped a.ped in.vcf -o out.tsv --json out.json")
        .err;
    assert_has!(
        told,
        "Affected by the pedigree, and no sample of any input: X9.",
        "Not affected by the pedigree, and no sample of any input: AUNT."
    );
    assert!(
        folder.text("out.json").contains("X9"),
        "also where stderr is lost"
    );
    assert!(folder.text("out.tsv").contains("X9"));
    let all = ped
        .replace("FAM\tX9\tF\tM\t1\t2\n", "")
        .replace("FAM\tAUNT\t0\t0\t2\t1\n", "");
    folder.write("a.ped", all);
    let told = folder
        .succeed("rank -b s.dsd --ped a.ped in.vcf -o out.tsv")
        .err;
    assert!(!told.contains("no sample of"), "{told}");
}

#[test]
fn a_pedigree_without_anybody_affected_says_that_all_are_ranked() {
    let folder = sequenced();
    folder.write("a.ped", "FAM P F M 1 0\nFAM F 0 0 1 0\nFAM M 0 0 2 0\n");
    let told = folder
        .succeed("rank -b s.dsd --ped a.ped in.vcf -o out.tsv")
        .err;
    assert_eq!(
        told.matches("calls nobody affected: all samples are ranked")
            .count(),
        1,
        "{told}"
    );
}

#[test]
fn a_sex_of_nobody_is_an_error_and_of_some_a_note() {
    let folder = sequenced();
    for args in ["--sex p=male", "--sex p=male,q=female"] {
        let args = format!("rank -b s.dsd {args} in.vcf -o out.tsv");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(" p") && err.contains("P, F, M"), "{err}");
        assert!(!folder.path("out.tsv").exists());
    }
    let told = folder
        .succeed("rank -b s.dsd --sex p=male,F=male in.vcf -o out.tsv")
        .err;
    assert_has!(told, "Given a sex by --sex, and no sample of any input: p.");
}

#[test]
fn all_samples_that_are_not_there_are_told_at_once() {
    let folder = sequenced();
    let asked: Vec<_> = (0..12).map(|i| format!("s{i}")).collect();
    let args = format!("rank -b s.dsd --samples P,{} in.vcf", asked.join(","));
    let err = folder.run(args.split(' ')).assert_error();
    assert_has!(
        err,
        "s8, s9 and 2 more are not in in.vcf, which has P, F, M"
    );
}

/// A name is somebody's if any input has it.
#[test]
fn the_names_of_a_cohort_are_those_of_all_its_files() {
    let folder = folder(&[
        ("p.vcf", &["P"]),
        ("m.vcf", &["M"]),
        ("q.vcf", &["Q"]),
        ("z.vcf", &["Z"]),
    ]);
    let ped = "F1 P F M 1 2\nF1 M 0 0 2 0\nF2 Q 0 0 2 affected\nF3 LOST 0 0 1 2\n";
    folder.write("a.ped", ped);
    let files = "p.vcf m.vcf q.vcf z.vcf";
    let found = patients(&folder, &format!("cohort -b s.dsd --ped a.ped {files}"));
    assert_eq!(
        found,
        ["P", "Q", "Z"],
        "the mother is no patient, and Z is in no pedigree"
    );
    let told = folder
        .succeed(&format!(
            "cohort -b s.dsd --ped a.ped --sex P=male,p=male {files} --report o.html"
        ))
        .err;
    assert_eq!(told.matches("no sample of any input").count(), 2, "{told}");
    for part in ["of any input: LOST.", "of any input: p.", "ranked: m.vcf."] {
        assert_eq!(told.matches(part).count(), 1, "{told}");
        assert!(folder.text("o.html").contains(part), "{part}");
        let document = json(&folder, "out.json");
        let mut notes = list(&document["notes"]).filter_map(|note| note.as_str());
        assert!(
            part.contains("p.") || notes.any(|note| note.contains(part)),
            "{part}"
        );
    }
    let found = patients(
        &folder,
        &format!("cohort -b s.dsd --samples Z,P,NONE {files}"),
    );
    assert_eq!(found, ["P", "Z"]);
    let args = format!("cohort -b s.dsd --samples NONE {files} -o none.tsv");
    let err = folder.run(args.split(' ')).assert_error();
    assert!(
        err.contains("NONE") && !folder.path("none.tsv").exists(),
        "{err}"
    );
}

/// PLINK and GATK have numbers; slivar reads `affected` too.
#[test]
fn words_of_a_pedigree_mean_what_its_numbers_do() {
    let folder = sequenced();
    for words in [
        ["affected", "unaffected"],
        ["Affected", "UNAFFECTED"],
        ["2", "1"],
    ] {
        let [yes, no] = words;
        folder.write(
            "a.ped",
            format!("f P F M male {yes}\nf F 0 0 1 {no}\nf M 0 0 Female unknown\n"),
        );
        let run = folder.succeed("rank -b s.dsd --ped a.ped in.vcf -o out.tsv");
        assert!(!run.err.contains("understood"), "{}", run.err);
        assert_eq!(patients(&folder, "rank -b s.dsd --ped a.ped in.vcf"), ["P"]);
    }
    folder.write(
        "a.ped",
        "# family\nf P F M 1 2\nf F 0 0 boy sick\nf M 0 0 2 sick\n",
    );
    let told = folder
        .succeed("rank -b s.dsd --ped a.ped in.vcf -o out.tsv")
        .err;
    let words =
        "a.ped: the phenotype of F (line 3: \"sick\"), M (line 4: \"sick\") is not understood";
    assert_eq!(told.matches(words).count(), 1, "{told}");
    assert_has!(told, "the sex of F (line 3: \"boy\") is not understood");
    let told = folder
        .succeed("cohort -b s.dsd --ped a.ped in.vcf -o out.tsv")
        .err;
    assert_eq!(told.matches(words).count(), 1, "{told}");
}
