//! Many files, one row a gene.

use super::{build, json, list, pick, rows, vcf};
use crate::{schema, support::Folder};

const FILES: usize = 100;

/// A hundred files of one patient each, all called P: each carries ALL, every second HALF, every
/// tenth TENTH, which is homozygous, and each an unscored gene of its own.
fn folder() -> Folder {
    let folder = Folder::new();
    let genes = ["ALL", "HALF", "TENTH", "NOBODY"];
    let scores = [0.2, 0.5, 0.9, 0.99];
    let scores: Vec<_> = genes.into_iter().zip(scores).collect();
    let of = |condition| {
        scores
            .iter()
            .map(move |(gene, score)| (*gene, condition, *score))
    };
    let all: Vec<_> = of("F").chain(of("M")).collect();
    build(&folder, "s.dsd", &all, "");
    for file in 0..FILES {
        let own = format!("OWN{file:03}");
        let mut records = vec![
            ("chr1", 100, "ALL", "GT 0/1"),
            ("chr1", 500, own.as_str(), "GT 0|1"),
            ("chr1", 600, "NOBODY", "GT 0/0"),
        ];
        if file % 2 == 0 {
            records.push(("chr1", 700, "HALF", "GT 0/1"));
        }
        if file % 10 == 0 {
            records.push(("chr1", 800, "TENTH", "GT 1/1"));
        }
        folder.write(&format!("{file:03}.vcf"), vcf(&["P"], &records));
    }
    folder
}

fn names() -> Vec<String> {
    (0..FILES).map(|file| format!("{file:03}.vcf")).collect()
}

#[test]
fn a_hundred_files_give_a_row_for_each_gene_by_how_many_carry_it() {
    let folder = folder();
    let args = format!(
        "cohort -b s.dsd --sex female --json o.json {}",
        names().join(" ")
    );
    let run = folder.succeed(&args);
    let columns = ["symbol", "patients", "homozygous", "rank", "score_F"];
    let table = pick(run.text(), columns);
    assert_eq!(table.len(), 3 + FILES);
    let expected = [
        ["ALL", "100", "0", "1", "0.2"],
        ["HALF", "50", "0", "2", "0.5"],
        ["TENTH", "10", "10", "3", "0.9"],
        ["OWN000", "1", "0", "4", "."],
        ["OWN001", "1", "0", "5", "."],
    ];
    for (found, expected) in table.iter().zip(expected) {
        assert_eq!(*found, expected.map(String::from));
    }
    let lists = pick(run.text(), ["samples", "inputs", "zygosities"]);
    let [samples, inputs, zygosities] = &lists[2];
    let tenth: Vec<_> = names().into_iter().step_by(10).collect();
    assert_eq!(
        *inputs,
        tenth.join(";"),
        "patients of one name are told by their files"
    );
    assert_eq!(*samples, ["P"; 10].join(";"));
    assert_eq!(*zygosities, ["homozygous"; 10].join(";"));
    let document = json(&folder, "o.json");
    schema::check(&document, "cohort.schema.json");
    assert_eq!(list(&document["patients"]).count(), FILES);
    assert_eq!(list(&document["genes"]).count(), 3 + FILES);
    let carriers = list(&document["genes"][1]["carriers"]);
    let carriers = carriers.map(|carrier| carrier["patient"].as_u64().unwrap());
    assert!(carriers.eq((0..FILES as u64).step_by(2)));
    let rules = run.err.lines().count();
    assert!(rules < 5 + 4 * FILES, "{}", run.err);
}

/// The order of files changes no gene's place, but that of its patients.
#[test]
fn the_order_of_files_changes_no_place() {
    let folder = folder();
    let columns = ["symbol", "rank", "patients", "score_M"];
    let table = |names: Vec<String>| {
        let args = format!("cohort -b s.dsd --sex male {}", names[..40].join(" "));
        pick(folder.succeed(&args).text(), columns)
    };
    let mut backwards = names();
    backwards[..40].reverse();
    assert_eq!(table(names()), table(backwards));
}

/// `out.tsv` of two folders is told apart by the paths.
#[test]
fn files_of_one_name_are_told_apart_and_one_file_twice_is_refused() {
    let folder = folder();
    for name in ["a", "b"] {
        std::fs::create_dir(folder.path(name)).unwrap();
        std::fs::copy(folder.path("000.vcf"), folder.path(name).join("x.vcf")).unwrap();
    }
    let run = folder.succeed("cohort -b s.dsd a/x.vcf b/x.vcf 001.vcf");
    let inputs = pick(run.text(), ["inputs"]);
    assert_eq!(inputs[0], ["a/x.vcf;b/x.vcf;001.vcf"]);
    std::os::unix::fs::symlink("x.vcf", folder.path("a/link.vcf")).unwrap();
    for (args, part) in [
        (
            "a/x.vcf b/x.vcf a/../a/x.vcf",
            "a/x.vcf and a/../a/x.vcf are one file",
        ),
        ("a/x.vcf a/link.vcf", "are one file"),
        ("- -", "named twice"),
    ] {
        let args = format!("cohort -b s.dsd -o out.tsv {args}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{args}: {err}");
        assert!(!folder.path("out.tsv").exists());
    }
}

#[test]
fn standard_input_may_be_one_of_the_files() {
    let folder = folder();
    let args = "cohort -b s.dsd 001.vcf - 002.vcf".split(' ');
    let run = folder
        .run_with_input(args, &folder.read("000.vcf"))
        .assert_success();
    let counts = pick(run.text(), ["symbol", "patients"]);
    assert_eq!(counts[0], ["ALL", "3"].map(String::from));
    assert_eq!(rows(run.text()).len(), 1 + 3 + 3);
}

/// A patient whose genes are all filtered out is a patient of the cohort.
#[test]
fn patients_without_candidates_are_listed() {
    let folder = folder();
    let run = folder
        .succeed("cohort -b s.dsd --sex female --min-score 0.8 000.vcf 001.vcf --json o.json");
    assert_eq!(
        pick(run.text(), ["symbol", "patients"]),
        [["TENTH", "1"].map(String::from)]
    );
    let document = json(&folder, "o.json");
    let counts = list(&document["patients"]).map(|patient| patient["candidates"].as_u64());
    assert_eq!(counts.collect::<Vec<_>>(), [Some(1), Some(0)]);
}
