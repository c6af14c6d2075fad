//! What cannot be trained, and what to do then.

use super::{TINY, folder, train};
use crate::support::{Folder, root};

/// Trains with all arguments named, which must fail and leave nothing.
fn refuse(folder: &Folder, args: &str) -> String {
    let names = folder.names();
    let run = folder.run(
        ["train", "--unchecked"]
            .into_iter()
            .chain(args.split_whitespace()),
    );
    assert!(run.out.is_empty());
    let error = run.assert_error();
    assert_eq!(folder.names(), names, "{args}");
    error
}

#[test]
fn what_cannot_be_trained_is_refused_with_a_remedy() {
    let folder = folder();
    let slim = "bundle slim --force sim.dsd -o slim.dsd";
    folder.succeed(slim);
    folder.write(
        "labels.tsv",
        "gene\tlabel\nSIM00001\t1\nSIM00002\tperhaps\n",
    );
    folder.write("columns.tsv", "name of gene\tlabel\nSIM00001\t1\n");
    folder.write("unlisted.txt", "SOX9\nNR5A1\n");
    folder.write("few.txt", "SIM00001\n");
    let narrow = root("tests/fixtures/network/narrow.pth");
    let other = format!("{TINY} --weights {}", narrow.display()).replace("width 2", "width 4");
    let data = "-b sim.dsd -g sim/labels.tsv -o f.onnx";
    for (args, part) in [
        (
            format!("{data} --condition X"),
            "has no condition X: it has F, M",
        ),
        (
            data.into(),
            "name one of the conditions F, M by --condition",
        ),
        (
            "-b slim.dsd --condition F -g sim/labels.tsv -o f.onnx".into(),
            "slim",
        ),
        (
            "-b sim.dsd --condition F -g labels.tsv -o f.onnx".into(),
            "line 3: the label \"perhaps\"",
        ),
        (
            "-b sim.dsd --condition F -g columns.tsv -o f.onnx".into(),
            "names genes: name one",
        ),
        (
            "-b sim.dsd --condition F -g unlisted.txt -o f.onnx".into(),
            "genes are found by",
        ),
        (
            "-b sim.dsd --condition F -g few.txt -o f.onnx".into(),
            "more labelled genes",
        ),
        (
            format!("{data} --condition F --choose housekeeping"),
            "--negatives",
        ),
        (format!("{data} --condition F {other}"), "width"),
        (format!("{data} --condition F --batch 1"), "at least 2"),
        (
            format!("{data} --condition F --optimiser adam --momentum 0.9"),
            "only sgd takes a momentum",
        ),
        (
            format!("{data} --condition F --weights none.pth"),
            "cannot read none.pth",
        ),
    ] {
        let error = refuse(&folder, &args);
        assert!(error.contains(part), "{args}: {error}");
    }
}

#[test]
fn an_input_is_never_written_over() {
    let folder = folder();
    let labels = folder.read("sim/labels.tsv");
    let bundle = folder.read("sim.dsd");
    folder.write("space.json", "{}");
    for args in [
        "-o sim.dsd",
        "-o sim/labels.tsv",
        "-o f.onnx --record sim/labels.tsv",
        "-o f.onnx --checkpoint sim.dsd",
        "-o f.onnx --search grid --search-space space.json --search-table space.json",
    ] {
        let args = format!("-b sim.dsd --condition F -g sim/labels.tsv {args}");
        let error = refuse(&folder, &args);
        assert!(error.contains("is an input too"), "{args}: {error}");
    }
    for args in [
        "-o f.json",
        "-o f.onnx --record f.onnx",
        "-o f.onnx --checkpoint f.onnx",
    ] {
        let args = format!("-b sim.dsd --condition F -g sim/labels.tsv {args}");
        let error = refuse(&folder, &args);
        assert!(error.contains("two outputs"), "{args}: {error}");
    }
    assert!(labels == folder.read("sim/labels.tsv") && bundle == folder.read("sim.dsd"));
}

#[test]
fn an_output_that_cannot_be_written_is_told_before_the_training() {
    let folder = folder();
    let data = "-b sim.dsd --condition F -g sim/labels.tsv";
    let error = refuse(&folder, &format!("{data} -o none/f.onnx"));
    assert!(error.contains("cannot write none/f.onnx"), "{error}");
    assert!(!error.contains("known genes"), "{error}");
}

#[cfg(not(feature = "train-cuda"))]
#[test]
fn cuda_is_refused_by_a_program_without_it() {
    let folder = folder();
    let run = train(&folder, "--epochs 1 --unchecked --device cuda -o f.onnx");
    let error = run.assert_error();
    assert!(error.contains("--features train-cuda"), "{error}");
}

#[test]
fn a_frozen_trunk_at_random_is_no_usage() {
    let folder = folder();
    let run = train(&folder, "--epochs 1 --freeze -o f.onnx");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--weights"), "{}", run.err);
}
