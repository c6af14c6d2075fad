//! `evaluate`: on the small bundle of the tests of `train`.

use std::fs;

use serde_json::Value;

use crate::{
    schema,
    support::{Folder, Run},
    train::{TINY, folder},
};

const CELLS: &str = "--atlas sim/atlas.h5ad --config sim/atlas.toml --pair-width 2 --pairs 40";

/// Evaluates into `out` with genes of label 0 as negatives, and more arguments as one string.
fn evaluate(folder: &Folder, args: &str) -> Run {
    let args = format!("evaluate --protocol paper -b sim.dsd -g sim/labels.tsv -o out {args}");
    folder.run(args.split_whitespace())
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&folder.read(name)).unwrap()
}

fn files(folder: &Folder, name: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder.path(name)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> = names
        .map(|file| (file.clone(), folder.read(&format!("{name}/{file}"))))
        .collect();
    files.sort();
    files
}

/// The names of a comparison's methods that were run, and the reasons of those that were not.
fn methods(comparison: &Value) -> (Vec<&str>, Vec<&str>) {
    let methods = comparison["methods"].as_array().unwrap();
    let run = methods.iter().filter(|method| method["skipped"].is_null());
    let skipped = methods
        .iter()
        .filter_map(|method| method["skipped"].as_str());
    (
        run.map(|method| method["name"].as_str().unwrap()).collect(),
        skipped.collect(),
    )
}

#[test]
fn all_methods_of_all_conditions_and_negatives_are_in_three_kinds_of_files() {
    let folder = folder();
    let run = evaluate(
        &folder,
        &format!("{TINY} --epochs 1 --leave-out 4 --repeats 1 {CELLS}"),
    )
    .assert_success();
    assert!(run.out.is_empty());
    let files = files(&folder, "out");
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["F.json", "M.json", "report.html", "scores.tsv"]);
    let all = [
        "network",
        "level",
        "logistic",
        "shape",
        "residual-regression",
        "forest",
        "residual",
        "dev",
        "cnnc-first",
        "cnnc-both",
    ];
    for condition in ["F", "M"] {
        let evaluation = json(&folder, &format!("out/{condition}.json"));
        schema::check(&evaluation, "evaluation.schema.json");
        let comparisons = evaluation["comparisons"].as_array().unwrap();
        let kinds: Vec<_> = comparisons.iter().map(|one| &one["negatives"]).collect();
        assert_eq!(kinds, ["labelled", "matched"]);
        for comparison in comparisons {
            assert_eq!(methods(comparison), (all.to_vec(), vec![]));
            // Whether the network knows more than the level is said in words.
            let findings = comparison["findings"].as_array().unwrap();
            let says = |finding: &Value| finding["text"].as_str().unwrap().contains(" level");
            assert!(findings.iter().any(says), "{findings:?}");
        }
    }
    let page = folder.text("out/report.html");
    assert_has!(page, "<svg", "simulated");
}

/// Each gene that a fold left out has a line, with the score that JSON's areas follow from.
#[test]
fn the_scores_are_those_that_the_areas_are_of() {
    let folder = folder();
    let args = "--condition F --choose labelled --methods level,logistic --folds 3";
    evaluate(&folder, args).assert_success();
    let evaluation = json(&folder, "out/F.json");
    let comparison = &evaluation["comparisons"][0];
    assert_eq!(methods(comparison).0, ["level", "logistic"]);
    let text = folder.text("out/scores.tsv");
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<_> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| head.iter().position(|found| *found == name).expect(name);
    let (fold, label) = (column("fold"), column("label"));
    let rows: Vec<Vec<_>> = lines.map(|line| line.split('\t').collect()).collect();
    let genes: std::collections::BTreeSet<_> = rows.iter().map(|row| row[column("gene")]).collect();
    let chosen = comparison["choice"]["genes"].as_array().unwrap();
    assert!(genes.len() == rows.len() && rows.len() == chosen.len());
    for method in comparison["methods"].as_array().unwrap() {
        let score = column(method["name"].as_str().unwrap());
        for one in method["folds"].as_array().unwrap() {
            // The table counts from 1.
            let number = (one["fold"].as_u64().unwrap() + 1).to_string();
            let of = |class: &'static str| {
                let rows = rows.iter().filter(|row| row[fold] == number);
                let rows = rows.filter(move |row| row[label] == class);
                rows.map(|row| row[score].parse::<f64>().unwrap())
                    .collect::<Vec<_>>()
            };
            let found = one["measures"]["roc_auc"].as_f64().unwrap();
            let wanted = area(&of("1"), &of("0"));
            assert!((found - wanted).abs() < 1e-9, "{found}, not {wanted}");
        }
    }
}

/// The chance that a disease gene has the higher score, ties counting half (Mann and Whitney 1947).
fn area(positives: &[f64], negatives: &[f64]) -> f64 {
    let pairs = positives
        .iter()
        .flat_map(|p| negatives.iter().map(move |n| (p, n)));
    let won = pairs.map(|(p, n)| match p.total_cmp(n) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    });
    won.sum::<f64>() / (positives.len() * negatives.len()) as f64
}

#[test]
fn equal_seeds_give_equal_files_and_others_do_not() {
    let folder = folder();
    let base = format!("--condition F --choose random {TINY} --epochs 1 --folds 2 {CELLS} --force");
    let mut all = Vec::new();
    for seed in [1, 1, 2] {
        evaluate(&folder, &format!("{base} --seed {seed}")).assert_success();
        all.push(files(&folder, "out"));
    }
    assert!(all[0] == all[1]);
    for ((name, first), (_, other)) in all[0].iter().zip(&all[2]) {
        assert!(first != other, "{name}");
    }
}

#[test]
fn the_network_on_pairs_is_skipped_with_its_reason_where_there_are_no_cells() {
    let folder = folder();
    let args = "--condition F --choose labelled --methods level,cnnc-first,cnnc-both --folds 2";
    evaluate(&folder, args).assert_success();
    let evaluation = json(&folder, "out/F.json");
    let (run, skipped) = methods(&evaluation["comparisons"][0]);
    assert_eq!(run, ["level"]);
    let reason = "it needs the single cells: name their file by --atlas";
    assert_eq!(skipped, [reason, reason]);
    assert!(folder.text("out/report.html").contains(reason));
}

#[test]
fn an_evaluation_that_was_interrupted_finds_its_checkpoints() {
    let folder = folder();
    let args = format!(
        "--condition F --choose labelled --methods network {TINY} --epochs 2 --folds 2 \
         --checkpoints {} --force",
        folder.path("points").display()
    );
    evaluate(&folder, &args).assert_success();
    let first = files(&folder, "out");
    assert_eq!(files(&folder, "points/labelled").len(), 2);
    evaluate(&folder, &args).assert_success();
    assert!(first == files(&folder, "out"));
    // They are read: those of other options are refused.
    let error = evaluate(&folder, &args.replace("--epochs 2", "--epochs 3")).assert_error();
    assert!(error.contains("epochs is 2 there and 3 here"), "{error}");
}

#[test]
fn what_cannot_be_evaluated_is_refused_with_a_remedy() {
    let folder = folder();
    for (args, part) in [
        ("--leave-out 25", "25"),
        ("--folds 1", "2"),
        (
            "--methods level,oracle",
            "there is no oracle: use network, level",
        ),
        ("--condition X", "it has F, M"),
        ("--choose housekeeping", "--negatives"),
        ("--condition F --methods network --batch 1", "at least 2"),
    ] {
        let error = evaluate(&folder, args).assert_error();
        assert!(error.contains(part), "{args}: {error}");
        assert!(!folder.path("out/report.html").exists(), "{args}");
    }
}

#[test]
fn an_evaluation_is_not_replaced_unasked_nor_an_input_at_all() {
    let folder = folder();
    let args = "--condition F --choose labelled --methods level --folds 2";
    evaluate(&folder, args).assert_success();
    let before = files(&folder, "out");
    let error = evaluate(&folder, args).assert_error();
    assert!(error.contains("--force"), "{error}");
    assert!(before == files(&folder, "out"));
    evaluate(&folder, &format!("{args} --force")).assert_success();

    fs::create_dir(folder.path("genes")).unwrap();
    let labels = folder.read("sim/labels.tsv");
    for name in ["genes/scores.tsv", "genes/F.json"] {
        folder.write(name, &labels);
        let args = format!("evaluate -b sim.dsd -g {name} -o genes --methods level --folds 2");
        let error = folder.run(args.split(' ')).assert_error();
        assert!(error.contains("is an input too"), "{error}");
        assert!(folder.read(name) == labels);
    }
}

const PLACED: &str = "--methods level,shape,residual,dev,average --repeats 2 --null-draws 3";

/// Places known genes among all into `out`, with more arguments as one string.
fn place(folder: &Folder, args: &str) -> Run {
    let args = format!("evaluate -b sim.dsd -g sim/labels.tsv --date 2026-11-30 -o out {args}");
    folder.run(args.split_whitespace())
}

#[test]
fn known_genes_are_placed_among_all_and_the_scores_go_into_a_bundle() {
    let folder = folder();
    let args =
        format!("{PLACED} --decide shape,residual,dev --decide-repeats 1 --scores-into s.dsd");
    place(&folder, &args).assert_success();
    let first = files(&folder, "out");
    let names: Vec<_> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["F.json", "M.json", "report.html", "scores.tsv"]);
    let evaluation = json(&folder, "out/F.json");
    schema::check(&evaluation, "evaluation.schema.json");
    let everything = &evaluation["everything"];
    let methods = everything["methods"].as_array().unwrap();
    assert_eq!(methods.len(), 5);
    for method in methods {
        let worth = &method["evaluation"];
        assert_eq!(worth["known_genes"], everything["known_genes"]);
        for contrast in worth["contrasts"].as_array().unwrap() {
            let null = contrast["null_auc"].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&null));
        }
    }
    let digest = everything["lists"]["known"].as_str().unwrap();
    assert!(digest.starts_with("sha256:"), "{digest}");
    let text = folder.text("out/scores.tsv");
    assert_has!(
        text,
        "condition\tgene\tgene_id\tlabel\tlevel\tlevel\tshape",
        "\tshape:neighbours"
    );
    assert_has!(
        folder.text("out/report.html"),
        "by chance",
        "Likelihood ratio",
        "outer folds"
    );
    // The one that decides comes first, each with its worth.
    let decides = everything["decision"]["method"].as_str().unwrap();
    let info = folder.succeed("bundle info s.dsd").out;
    let info = String::from_utf8(info).unwrap();
    let model = info
        .lines()
        .find(|line| line.contains("  scores "))
        .unwrap();
    assert!(model.contains(&format!("model {decides}")), "{model}");
    assert_eq!(info.matches("On ").count(), 6, "{info}");
    // What is random follows from the seed.
    place(&folder, &format!("{args} --force")).assert_success();
    assert!(first == files(&folder, "out"));
}

/// The mean of a known gene's placements is the area, and a gene that is not known has none.
#[test]
fn placements_in_the_table_are_those_that_areas_are_of() {
    let folder = folder();
    place(&folder, &format!("--condition F {PLACED}")).assert_success();
    let evaluation = json(&folder, "out/F.json");
    let text = folder.text("out/scores.tsv");
    let mut lines = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let rows: Vec<_> = lines.collect();
    let column = |name: &str| head.iter().position(|found| *found == name).expect(name);
    for method in evaluation["everything"]["methods"].as_array().unwrap() {
        for contrast in method["evaluation"]["contrasts"].as_array().unwrap() {
            let [name, of] =
                [&method["name"], &contrast["name"]].map(|name| name.as_str().unwrap());
            let placed = column(&format!("{name}:{of}"));
            let known = rows.iter().filter(|row| row[column("label")] == "1");
            let values: Vec<f64> = known.map(|row| row[placed].parse().unwrap()).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            assert!((mean - contrast["auc"].as_f64().unwrap()).abs() < 1e-9);
            let mut others = rows.iter().filter(|row| row[column("label")] == "0");
            assert!(others.all(|row| row[placed] == "."));
        }
    }
}

#[test]
fn a_network_is_placed_beside_its_rivals() {
    let folder = folder();
    let args = format!("--condition F --methods network,dev {TINY} --epochs 1 --repeats 2");
    place(&folder, &args).assert_success();
    let evaluation = json(&folder, "out/F.json");
    let methods = &evaluation["everything"]["methods"];
    assert_eq!(
        (&methods[0]["name"], &methods[0]["repeats"]),
        (&"network".into(), &1.into())
    );
    assert_eq!(
        (&methods[1]["name"], &methods[1]["repeats"]),
        (&"dev".into(), &2.into())
    );
    assert!(methods[0]["evaluation"]["contrasts"][0]["null_auc"].is_null());
    assert!(methods[0]["calibration"]["error"].is_f64());
}

#[test]
fn what_cannot_be_placed_is_refused_with_a_remedy() {
    let folder = folder();
    folder.write("other.txt", b"NOSUCH\n");
    for (args, part) in [
        ("--leave-out 5", "--protocol paper"),
        ("--choose random", "--protocol paper"),
        ("--folds 1", "use at least 2"),
        ("--repeats 0", "use at least 1"),
        ("--ratio 0", "above 0"),
        (
            "--methods cnnc-first",
            "there is no cnnc-first by this protocol: use network",
        ),
        ("--decide dev --methods level", "dev cannot decide"),
        ("--other-genes other.txt", "other.txt"),
        ("--subset label=7", "no gene has 7 in a column label"),
        (
            "--other-genes sim/labels.tsv --methods level",
            "no gene of the list other",
        ),
    ] {
        let error = place(&folder, args).assert_error();
        assert!(error.contains(part), "{args}: {error}");
        assert!(!folder.path("out/report.html").exists(), "{args}");
    }
}
