//! Training and evaluation: what is wrong is told before hours of work, and nothing is lost.

use std::fs;

use crate::support::{Folder, Run};

const SMALL: &str = "--condition F --width 1 --hidden 4 --epochs 1";

/// With `sim.dsd`, and known genes and others as plain lists.
fn folder() -> Folder {
    let folder = Folder::new();
    let simulate = "simulate --cells 600 --genes 80 -o sim";
    folder.succeed(simulate);
    let build =
        "bundle build --atlas sim/atlas.h5ad --config sim/atlas.toml --fill mean -o sim.dsd";
    folder.succeed(build);
    let table = folder.text("sim/labels.tsv");
    for (label, name) in [("1", "known.txt"), ("0", "others.txt")] {
        let rows = table
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let genes: Vec<_> = rows
            .filter(|row| row[2] == label)
            .map(|row| row[0])
            .collect();
        // Some of those without a label are for the choice of matched ones.
        let genes: Vec<_> = genes.into_iter().take(24).collect();
        folder.write(name, genes.join("\n"));
    }
    folder
}

fn run(folder: &Folder, args: &str) -> Run {
    folder.run(args.split_whitespace())
}

/// Fails before anything is written, or learnt.
fn refuse(folder: &Folder, args: &str) -> String {
    let names = folder.names();
    let err = run(folder, args).assert_error();
    assert_eq!(folder.names(), names, "{args}");
    assert!(!err.contains("network 1"), "{err}");
    err
}

#[test]
fn what_would_lose_a_training_is_told_before_it() {
    let folder = folder();
    let train = format!("train -b sim.dsd -g known.txt {SMALL}");
    for (args, told) in [
        ("-o f.onnx --record f.onnx --unchecked", "two outputs"),
        ("-o f.json --unchecked", "two outputs"),
        ("-o f.onnx --checkpoint ./f.onnx --unchecked", "two outputs"),
        (
            "-o f.onnx --checkpoint none/f --unchecked",
            "cannot write none/f",
        ),
        ("-o known.txt --unchecked", "is an input too"),
        ("-o - --unchecked", "--record"),
        ("-o f.onnx --onnxruntime none", "--unchecked does without"),
        (
            "-o f.onnx --unchecked --precision int8",
            "leave --unchecked out",
        ),
    ] {
        let err = refuse(&folder, &format!("{train} {args}"));
        assert!(err.contains(told), "{args}: {err}");
    }
}

#[test]
fn an_evaluation_is_not_written_over_its_inputs() {
    let folder = folder();
    fs::copy(folder.path("known.txt"), folder.path("scores.tsv")).unwrap();
    let err = refuse(
        &folder,
        &format!("evaluate -b sim.dsd -g scores.tsv {SMALL} -o ."),
    );
    assert!(err.contains("scores.tsv is an input too"), "{err}");
}

#[test]
fn trainings_on_each_kind_of_negatives_have_checkpoints_of_their_own() {
    let folder = folder();
    let evaluate = format!(
        "evaluate -b sim.dsd -g known.txt --negatives others.txt {SMALL} --folds 2 \
         --methods network,level --checkpoints kept"
    );
    run(&folder, &format!("{evaluate} -o first")).assert_success();
    run(&folder, &format!("{evaluate} -o again")).assert_success();
    for name in ["scores.tsv", "F.json", "report.html"] {
        assert_eq!(
            folder.text(&format!("first/{name}")),
            folder.text(&format!("again/{name}")),
            "{name}"
        );
    }
}

#[test]
fn a_reproduction_finds_what_is_wrong_with_its_last_command_first() {
    let folder = folder();
    let reproduce = "reproduce --atlas sim/atlas.h5ad --config sim/atlas.toml -g known.txt -o out";
    let err = refuse(&folder, &format!("{reproduce} -- --leave-out 10"));
    assert_has!(err, "train: unexpected argument '--leave-out'");
}

#[test]
fn known_genes_may_be_labelled_in_words() {
    let folder = folder();
    let row = |label: &'static str| move |gene: &str| format!("{gene};{label}\r\n");
    let known: String = folder.text("known.txt").lines().map(row("CHD")).collect();
    let others: String = folder
        .text("others.txt")
        .lines()
        .map(row("control"))
        .collect();
    folder.write(
        "words.csv",
        format!("\u{feff}Gene;Label\r\n{known}{others}"),
    );
    let train = format!("train -b sim.dsd -g words.csv {SMALL} --unchecked -o f.onnx");
    let err = refuse(&folder, &train);
    assert_has!(err, "line 2: the label \"CHD\"", "--classes");
    let run = run(&folder, &format!("{train} --classes control,CHD")).assert_success();
    assert!(run.err.contains("labelled ones"), "{}", run.err);
    assert_eq!(
        folder
            .names()
            .iter()
            .filter(|name| name.starts_with("f."))
            .count(),
        2
    );
}
