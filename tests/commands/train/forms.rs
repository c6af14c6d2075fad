//! What is learnt from and what is written: features, several networks, precisions, weights.

use super::{folder, json, trained};
use crate::support::{Folder, has_runtime, root};

fn score(folder: &Folder, network: &str) {
    let args = format!("score -b sim.dsd -m {network} --provider cpu");
    folder.succeed(&args);
}

#[test]
fn every_form_is_near_the_trained_network_and_is_scored_by() {
    if !has_runtime() {
        return;
    }
    let (folder, mut sizes) = (folder(), Vec::new());
    for (precision, tolerance) in [("float32", 1e-4), ("float16", 1e-2)] {
        let name = format!("{precision}.onnx");
        // Wide and long enough for the normalisation to settle: before, float16 cannot hold it.
        let args = format!(
            "train -b sim.dsd --condition F -g sim/labels.tsv --width 4 --hidden 8 --epochs 8 \
             --batch 16 --seed 2 --precision {precision} -o {name}"
        );
        folder.succeed(&args);
        let record = json(&folder, &format!("{precision}.json"));
        let written = record["model"]["precision"].as_str().unwrap();
        assert!(written.starts_with(precision), "{written}");
        let difference = record["model"]["difference"].as_f64().unwrap();
        assert!(difference <= tolerance, "{precision}: {difference}");
        score(&folder, &name);
        sizes.push(folder.read(&name).len());
    }
    assert!(sizes[0] > sizes[1], "{sizes:?}");
}

/// So narrow a network, trained for so short a time, magnifies what integers leave out.
#[test]
fn a_form_that_is_too_far_from_the_trained_network_is_refused_and_leaves_nothing() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let names = folder.names();
    let args = "train -b sim.dsd --condition F -g sim/labels.tsv --width 4 --hidden 8 --epochs 8 \
                --batch 16 --seed 2 --precision int8 -o int8.onnx";
    let error = folder.run(args.split_whitespace()).assert_error();
    assert_has!(error, "more than 0.01; no file was written");
    assert_eq!(folder.names(), names);
}

#[test]
fn several_networks_with_features_and_calibration_are_one_file() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    trained(
        &folder,
        "--epochs 3 --members 2 --calibrate --features -o f.onnx",
    );
    let record = json(&folder, "f.json");
    let seeds: Vec<_> = record["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| &member["seed"])
        .collect();
    assert!(seeds.len() == 2 && seeds[0] != seeds[1], "{seeds:?}");
    assert!(record["model"]["difference"].as_f64().unwrap() <= 1e-4);
    score(&folder, "f.onnx");
}

/// torchvision's network of 2 channels, in both formats: the same weights.
#[test]
fn weights_of_a_file_are_where_training_starts_and_a_frozen_trunk_keeps_them() {
    let folder = folder();
    let with = |file: &str, more: &str| {
        let file = root("tests/fixtures/network").join(file);
        format!(
            "--epochs 2 --unchecked --name n --weights {} {more}",
            file.display()
        )
    };
    for (file, name) in [("narrow.pth", "a"), ("narrow.safetensors", "b")] {
        trained(&folder, &with(file, &format!("--freeze -o {name}.onnx")));
    }
    assert!(folder.read("a.onnx") == folder.read("b.onnx"));
    trained(&folder, &with("narrow.pth", "-o whole.onnx"));
    let [frozen, whole] = ["a", "whole"].map(|name| json(&folder, &format!("{name}.json")));
    assert_eq!(frozen["plan"]["freeze"], true);
    assert!(folder.read("a.onnx") != folder.read("whole.onnx"));
    let bytes = std::fs::read(root("tests/fixtures/network/narrow.pth")).unwrap();
    let digest = sha256(&bytes);
    assert_eq!(whole["plan"]["weights"], digest);
    // The frozen network's trunk is that of the file: nothing but its head differs between seeds.
    trained(
        &folder,
        &with("narrow.pth", "--freeze --seed 2 -o other.onnx"),
    );
    let [one, other] = ["a.onnx", "other.onnx"].map(|name| folder.read(name));
    let differing = one.iter().zip(&other).filter(|(a, b)| a != b).count();
    assert!(one.len() == other.len() && differing > 0);
    // A head of 64 × 4 + 4 + 4 × 2 + 2 numbers, and words of the metadata.
    assert!(differing < 4 * 270 + 400, "{differing} bytes differ");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
