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

/// Ten patients and ten controls of one file: `CASES` is carried by nine patients and one control.
fn compared() -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("CASES", "F", 0.5), ("CASES", "M", 0.5)],
        "",
    );
    let patients = (0..10).map(|i| format!("P{i}"));
    let controls = (0..10).map(|i| format!("C{i}"));
    let names: Vec<_> = patients.chain(controls).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let genotypes = |is_carrier: &dyn Fn(usize) -> bool| {
        let all = (0..20).map(|i| if is_carrier(i) { "0/1" } else { "0/0" });
        format!("GT {}", all.collect::<Vec<_>>().join(" "))
    };
    let cases = genotypes(&|i| i < 9 || i == 19);
    let alike = genotypes(&|i| i % 2 == 0);
    let theirs = genotypes(&|i| i >= 15);
    let records = [
        ("chr1", 100, "CASES", cases.as_str()),
        ("chr1", 110, "CASES", cases.as_str()),
        ("chr1", 200, "ALIKE", alike.as_str()),
        ("chr1", 300, "THEIRS", theirs.as_str()),
    ];
    folder.write("all.vcf", vcf(&names, &records));
    let line = |name: &&str| {
        let status = if name.starts_with('P') { 2 } else { 1 };
        format!("{name} {name} 0 0 2 {status}\n")
    };
    folder.write("all.ped", names.iter().map(line).collect::<String>());
    let split = |range: std::ops::Range<usize>| {
        let records = records.map(|(contig, position, gene, genotypes)| {
            let all: Vec<_> = genotypes[3..].split(' ').collect();
            let some = format!("GT {}", all[range.clone()].join(" "));
            (contig, position, gene, some)
        });
        let records = records
            .each_ref()
            .map(|(c, p, g, s)| (*c, *p, *g, s.as_str()));
        vcf(&names[range], &records)
    };
    folder.write("patients.vcf", split(0..10));
    folder.write("controls.vcf", split(10..20));
    folder
}

/// By scipy.stats.fisher_exact of [[9, 1], [1, 9]] and [[5, 5], [5, 5]].
#[test]
fn carriers_among_patients_are_compared_with_those_among_controls() {
    let folder = compared();
    let columns = ["symbol", "burden_patients", "burden_controls", "burden_p"];
    for args in [
        "--ped all.ped all.vcf",
        "patients.vcf --control controls.vcf",
        // Those of a file of their own go before the unaffected.
        "--ped all.ped patients.vcf --control controls.vcf",
    ] {
        let args = format!("cohort -b s.dsd --sex female {args} --json o.json --report o.html");
        let run = folder.succeed(&args);
        let found = pick(run.text(), columns);
        assert_eq!(
            found[0][..3],
            ["CASES", "9", "1"].map(String::from),
            "{args}"
        );
        let p: f64 = found[0][3].parse().unwrap();
        assert!((p - 0.001093333910671372).abs() < 1e-9, "{p}");
        assert_eq!(
            found[1][..3],
            ["ALIKE", "5", "5"].map(String::from),
            "{args}"
        );
        let p: f64 = found[1][3].parse().unwrap();
        assert!((p - 1.0).abs() < 1e-9, "{p}");
        assert_eq!(found.len(), 2, "nobody ranked carries THEIRS");
        let caveat = "3 genes were tested";
        assert_has!(run.err, caveat, "1.67e-2");
        assert!(run.text().contains("##burden=") && run.text().contains(caveat));
        let document = json(&folder, "o.json");
        schema::check(&document, "cohort.schema.json");
        assert_eq!(document["burden"]["patients"], 10);
        assert_eq!(document["burden"]["controls"], 10);
        assert!(document["burden_caveat"].as_str().unwrap().contains(caveat));
    }
}

#[test]
fn without_controls_nothing_is_compared() {
    let folder = compared();
    let run = folder.succeed("cohort -b s.dsd --sex female patients.vcf --json o.json");
    assert_eq!(pick(run.text(), ["burden_p"])[0], [".".to_string()]);
    let document = json(&folder, "o.json");
    assert!(document["burden"].is_null() && document["burden_caveat"] == "");
}

#[test]
fn controls_that_cannot_be_compared_with_are_refused() {
    let folder = compared();
    let text = folder.text("controls.vcf");
    folder.write(
        "made-up.vcf",
        text.replacen('\n', "\n##synthetic=true\n", 1),
    );
    let head: String = text
        .lines()
        .filter(|l| l.starts_with('#'))
        .map(|l| format!("{l}\n"))
        .collect();
    folder.write("empty.vcf", head);
    let unknown = text.replace("gnomADe_AF", "other");
    folder.write("unknown.vcf", unknown);
    for (control, part) in [
        ("made-up.vcf", "synthetic"),
        ("empty.vcf", "no records"),
        ("patients.vcf", "are one file"),
        ("unknown.vcf", "frequenc"),
        ("none.vcf", "none.vcf"),
    ] {
        let args =
            format!("cohort -b s.dsd -o o.tsv --max-af 0.01 patients.vcf --control {control}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{control}: {err}");
        assert!(!folder.path("o.tsv").exists());
    }
}

/// The male network scores higher throughout: its scores say nothing beside the female one's.
#[test]
fn patients_of_different_conditions_are_compared_by_percentiles() {
    let folder = Folder::new();
    let genes = ["LOWM", "HIGHF", "REST1", "REST2"];
    let female = [0.1, 0.4, 0.2, 0.3];
    let male = [0.6, 0.7, 0.8, 0.9];
    let of = |condition, scores: [f32; 4]| {
        let both = genes.into_iter().zip(scores);
        both.map(move |(gene, score)| (gene, condition, score))
    };
    let scores: Vec<_> = of("F", female).chain(of("M", male)).collect();
    build(&folder, "s.dsd", &scores, " --scores-complete");
    folder.write("f.vcf", vcf(&["GIRL"], &[("chr1", 100, "HIGHF", "GT 0/1")]));
    folder.write("m.vcf", vcf(&["BOY"], &[("chr1", 200, "LOWM", "GT 0/1")]));
    let run = folder.succeed("cohort -b s.dsd --sex GIRL=female,BOY=male f.vcf m.vcf");
    let found = pick(run.text(), ["symbol", "percentile"]);
    let symbols: Vec<_> = found.iter().map(|[symbol, _]| symbol.as_str()).collect();
    assert_eq!(symbols, ["HIGHF", "LOWM"], "{}", run.text());
    let value = |row: usize| found[row][1].parse::<f64>().unwrap();
    assert!(value(0) > value(1));
    assert_has!(run.err, "no common scale");
}
