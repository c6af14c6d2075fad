//! `train`: a small bundle of simulated cells, and networks of two channels. Where there is no ONNX
//! Runtime the tests that need it say so and pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

mod forms;
mod plans;
mod prepared;
mod profile;
mod python;
mod refusals;
mod resume;

use serde_json::Value;

use crate::{
    schema,
    support::{Folder, Run, has_runtime},
};

/// A network that learns in a fraction of a second.
pub const TINY: &str = "--width 2 --hidden 4 --batch 8 --momentum 0.9";

/// With `sim/` of 300 cells and 60 genes, and `sim.dsd`, whose images are 20×10.
pub fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(
        "recipe.json",
        r#"{"fill": "mean", "height": 20, "width": 10}"#,
    );
    for args in [
        "simulate --cells 300 --genes 60 -o sim",
        "bundle build --atlas sim/atlas.h5ad --config sim/atlas.toml --recipe recipe.json -o sim.dsd",
    ] {
        folder.succeed(args);
    }
    folder
}

/// Trains a tiny network for the condition F, with more arguments as one string.
fn train(folder: &Folder, args: &str) -> Run {
    let args = format!("train -b sim.dsd --condition F -g sim/labels.tsv {TINY} {args}");
    folder.run(args.split_whitespace())
}

/// The same, which must succeed.
fn trained(folder: &Folder, args: &str) -> Run {
    train(folder, args).assert_success()
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&folder.read(name)).unwrap()
}

#[test]
fn a_training_gives_a_network_and_its_record() {
    let folder = folder();
    let before = folder.names();
    let run = trained(&folder, "--epochs 3 --unchecked -o f.onnx");
    assert!(run.out.is_empty());
    assert_has!(
        run.err,
        "network 1: epoch ",
        "not compared with the trained network"
    );
    let mut names = folder.names();
    names.retain(|name| !before.contains(name));
    assert_eq!(names, ["f.json", "f.onnx"]);

    let record = json(&folder, "f.json");
    schema::check(&record, "training.schema.json");
    assert_eq!(record["condition"], "F");
    assert_eq!(record["synthetic"], true);
    assert_eq!(record["plan"]["width"], 2);
    assert_eq!(record["members"][0]["epochs"].as_array().unwrap().len(), 3);
    assert_eq!(record["model"]["difference"], Value::Null);
    let size = folder.read("f.onnx").len();
    assert_eq!(record["model"]["bytes"], size);
}

/// By the list itself: 60 genes, of which 27 have label 1 or 0 and are expressed.
#[test]
fn the_record_says_of_each_gene_of_the_list_whether_it_was_learnt_from() {
    let folder = folder();
    trained(
        &folder,
        "--epochs 1 --unchecked --choose labelled -o f.onnx",
    );
    let choice = &json(&folder, "f.json")["choice"];
    let found = |key: &str| {
        let genes = choice[key].as_array().unwrap().iter();
        let gene = |one: &Value| {
            let symbol = one["symbol"].as_str().unwrap().to_string();
            (symbol, one["is_positive"].as_bool().unwrap())
        };
        genes.map(gene).collect::<Vec<_>>()
    };
    let mut all = found("genes");
    all.extend(found("dropped"));
    all.sort();
    let labels = folder.text("sim/labels.tsv");
    let listed = labels.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        (fields[0].to_string(), fields[2] == "1")
    });
    assert!(all.into_iter().eq(listed));
}

#[test]
fn equal_seeds_give_equal_bytes_and_others_do_not() {
    let folder = folder();
    let options = "--epochs 2 --unchecked --dropout 0.2 --augment --features --members 2";
    for (seed, name) in [(1, "a"), (1, "b"), (2, "c")] {
        let args = format!("{options} --seed {seed} --name n -o {name}.onnx");
        trained(&folder, &args);
    }
    for extension in ["onnx", "json"] {
        let read = |name: &str| folder.read(&format!("{name}.{extension}"));
        assert!(read("a") == read("b"), "{extension}");
        assert!(read("a") != read("c"), "{extension}");
    }
}

#[test]
fn a_trained_network_is_checked_and_scores_and_annotates() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let run = trained(&folder, "--epochs 3 -o f.onnx");
    assert!(run.err.contains("float32; at most "), "{}", run.err);
    let difference = json(&folder, "f.json")["model"]["difference"].as_f64();
    assert!(difference.unwrap() <= 1e-4);

    let annotate = "sim/variants.vcf -g sim/genes.gff3 -m f.onnx --provider cpu";
    let refused = folder.annotate_with("sim.dsd", annotate).assert_error();
    assert!(refused.contains("--allow-synthetic"), "{refused}");
    let args = format!("{annotate} --allow-synthetic");
    let run = folder.annotate_with("sim.dsd", &args).assert_success();
    assert_has!(run.text(), ";DSD_F=0.", "Description=\"SYNTHETIC");
}
