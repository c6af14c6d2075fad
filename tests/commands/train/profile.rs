//! `train --kind profile`: against numpy and scikit-learn (`tests/fixtures/train/make_profiles.py`) and
//! Python's onnxruntime, and what is refused. Where there is no ONNX Runtime the tests that need it say
//! so and pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

use std::{fmt::Write, fs};

use serde::Deserialize;
use serde_json::Value;

use super::{folder, json, python::has_python};
use crate::{
    network::{FEMALE, models},
    schema,
    support::{Folder, has_runtime, root},
};

/// Prints the probability of the second class for each gene of a table of 2 cell types × 3 times.
const SCRIPT: &str = "
import sys, numpy, onnxruntime
session = onnxruntime.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider'])
rows = [line.split()[1:] for line in open(sys.argv[2]) if line[:4] == 'GENE']
number = lambda text: numpy.nan if text == 'NA' else float(text)
values = numpy.array([[number(text) for text in row] for row in rows], '<f4').reshape(-1, 2, 3)
print(*session.run(None, {'expression': values})[0][:, 1])
";

#[derive(Deserialize)]
struct Fixture {
    labelled: usize,
    positives: usize,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    values: String,
    profile: String,
    balanced: bool,
    probabilities: Vec<f64>,
}

fn fixture() -> Fixture {
    let path = root("tests/fixtures/train/profiles.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn name(gene: usize) -> String {
    format!("GENE{gene:03}")
}

/// With `fractions.dsd` and `means.dsd` of the same numbers, and `labels.tsv`.
fn folder_of_profiles(fixture: &Fixture) -> Folder {
    let folder = Folder::new();
    let table = fs::read_to_string(root("tests/fixtures/train/profiles.tsv")).unwrap();
    // A gene that was not measured anywhere.
    folder.write("profiles.tsv", table + "ABSENT\tNA\tNA\tNA\tNA\tNA\tNA\n");
    for values in ["fractions", "means"] {
        let mut map = format!(
            "name = 'made up'\nvalues = '{values}'\n[[condition]]\nkey = 'F'\n\
             cell_types = ['germ', 'soma']\n[condition.columns]\n"
        );
        for cell_type in ["germ", "soma"] {
            for time in 6..9 {
                let place = format!("{{ cell_type = '{cell_type}', time = 'PCW{time}' }}");
                writeln!(map, "'{cell_type}.{time}' = {place}").unwrap();
            }
        }
        folder.write("map.toml", map);
        let build = "bundle build --table profiles.tsv --config map.toml --synthetic -o";
        folder.succeed(&format!("{build} {values}.dsd"));
    }
    let mut labels = "gene\tlabel\n".to_string();
    for gene in 0..fixture.labelled {
        let label = u8::from(gene < fixture.positives);
        writeln!(labels, "{}\t{label}", name(gene)).unwrap();
    }
    folder.write("labels.tsv", labels);
    folder
}

fn train(bundle: &str, profile: &str, more: &str) -> String {
    format!(
        "train -b {bundle}.dsd -g labels.tsv --choose labelled --kind profile --profile {profile} \
         {more}"
    )
}

/// How many genes of a bundle are expressed nowhere.
fn silent_genes(folder: &Folder, bundle: &str) -> usize {
    let info = folder.succeed(&format!("bundle info {bundle}"));
    let line = info.text().lines().find(|line| line.contains("patterns"));
    let count = line.unwrap().split("silent ").nth(1).unwrap();
    count.split(',').next().unwrap().parse().unwrap()
}

/// The scores of a bundle, by gene; those that have one.
fn scores(folder: &Folder, bundle: &str) -> Vec<(String, f64)> {
    let export = folder.succeed(&format!("bundle export {bundle}"));
    let lines = export.text().lines().filter(|line| !line.starts_with('#'));
    let mut rows = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let column = |name| head.iter().position(|found| *found == name).expect(name);
    let [symbol, score] = ["symbol", "DSD_F"].map(column);
    let rows = rows.filter(|row| row[score] != ".");
    rows.map(|row| (row[symbol].to_string(), row[score].parse().unwrap()))
        .collect()
}

/// Genes that were learnt from and genes that were not, with values that were not measured.
#[test]
fn scores_are_those_of_scikit_learns_regression() {
    if !has_runtime() {
        return;
    }
    let fixture = fixture();
    let folder = folder_of_profiles(&fixture);
    for case in &fixture.cases {
        let Case {
            values, profile, ..
        } = case;
        let balance = if case.balanced { "--balance" } else { "" };
        folder.succeed(&train(values, profile, &format!("{balance} -o p.onnx")));
        folder.succeed(&format!(
            "score -b {values}.dsd -m p.onnx -o s.dsd --provider cpu"
        ));
        let found = scores(&folder, "s.dsd");
        // A gene that was not measured has none, nor has one that is expressed nowhere.
        let silent = silent_genes(&folder, "s.dsd");
        assert_eq!(found.len() + silent, case.probabilities.len());
        let probabilities = case.probabilities.iter().enumerate();
        let scored = probabilities
            .filter(|(gene, _)| found.iter().any(|(symbol, _)| *symbol == name(*gene)));
        for ((gene, wanted), (symbol, found)) in scored.zip(&found) {
            assert_eq!(*symbol, name(gene));
            assert!(
                (found - wanted).abs() < 1e-6,
                "{values}, {profile}, {symbol}: {found}, not {wanted}"
            );
        }
        let record = json(&folder, "p.json");
        schema::check(&record, "profile-training.schema.json");
        let genes = record["choice"]["genes"].as_array().unwrap();
        assert_eq!(genes.len(), fixture.labelled);
        assert!(record["model"]["difference"].as_f64().unwrap() <= 1e-6);
        assert_eq!(record["regression"]["balanced"], case.balanced);
    }
}

#[test]
fn scores_are_those_of_pythons_onnxruntime_for_the_table() {
    if !(has_runtime() && has_python()) {
        return;
    }
    let fixture = fixture();
    let folder = folder_of_profiles(&fixture);
    folder.succeed(&train("means", "shape", "-o p.onnx"));
    folder.succeed("score -b means.dsd -m p.onnx --provider cpu");
    let mut python = std::process::Command::new("python3");
    python.args(["-c", SCRIPT, "p.onnx", "profiles.tsv"]);
    let output = python.current_dir(folder.path("")).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{:?}", output.stderr);
    let wanted: Vec<f64> = text
        .split_whitespace()
        .map(|p| p.parse().unwrap())
        .collect();
    let found = scores(&folder, "means.dsd");
    let silent = silent_genes(&folder, "means.dsd");
    assert_eq!(found.len() + silent, wanted.len());
    let wanted = wanted.into_iter().enumerate();
    let scored = wanted.filter(|(gene, _)| found.iter().any(|(symbol, _)| *symbol == name(*gene)));
    for ((symbol, found), (_, wanted)) in found.iter().zip(scored) {
        assert!(
            (found - wanted).abs() < 1e-6,
            "{symbol}: {found}, not {wanted}"
        );
    }
}

#[test]
fn a_regression_scores_annotates_and_is_examined_as_any_model() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    for profile in ["shape", "residual"] {
        let args = format!(
            "train -b sim.dsd --condition F -g sim/labels.tsv --choose random --ratio 2 --balance \
             --seed 3 --kind profile --profile {profile} -o {profile}.onnx"
        );
        let run = folder.succeed(&args);
        assert_has!(run.err, "float64; at most ", "from the regression");
        let record = json(&folder, &format!("{profile}.json"));
        assert_eq!(record["seed"], 3);
        assert_eq!(record["choice"]["negatives"], "random");
        let again = args.replace(
            &format!("-o {profile}"),
            &format!("--name {profile} -o again"),
        );
        folder.succeed(&again);
        assert!(folder.read("again.onnx") == folder.read(&format!("{profile}.onnx")));

        let examined = folder.succeed(&format!("doctor -m {profile}.onnx --provider cpu"));
        assert_has!(
            examined.text(),
            "The model works: ",
            "condition F, profiles of"
        );
        folder.succeed(&format!(
            "score -b sim.dsd -m {profile}.onnx -o s.dsd --provider cpu"
        ));
        let info = folder.succeed("bundle info s.dsd");
        assert_has!(
            info.text(),
            "all that can be",
            &format!("model {profile} 1")
        );
        let annotate = "sim/variants.vcf -g sim/genes.gff3 --allow-synthetic";
        let stored = folder.annotate_with("s.dsd", annotate).assert_success();
        let args = format!("{annotate} -m {profile}.onnx --provider cpu");
        let computed = folder.annotate_with("sim.dsd", &args).assert_success();
        let values = |text: &str| crate::support::info(text, "DSD_F").len();
        assert!(values(stored.text()) > 0);
        assert_eq!(
            crate::support::info(stored.text(), "DSD_F"),
            crate::support::info(computed.text(), "DSD_F")
        );
        assert_has!(computed.text(), "Description=\"SYNTHETIC");
    }
}

#[test]
fn a_bundle_of_other_axes_or_without_expression_is_refused_with_what_differs() {
    if !has_runtime() {
        return;
    }
    let fixture = fixture();
    let folder = folder_of_profiles(&fixture);
    folder.build_simulated();
    folder.succeed(&train("fractions", "shape", "-o p.onnx"));
    folder.succeed(&train("fractions", "residual", "-o r.onnx"));
    folder.succeed("bundle slim --force fractions.dsd -o slim.dsd");
    let scores = root("examples/published-scores.tsv");
    folder.succeed(&format!(
        "bundle build --scores {} -o published.dsd",
        scores.display()
    ));
    for model in ["p.onnx", "r.onnx"] {
        for (bundle, part) in [
            (
                "simulated.dsd",
                "cell types soma only in the model, pre-granulosa",
            ),
            ("simulated.dsd", "times PCW6, PCW7, PCW8 only in the model"),
            (
                "means.dsd",
                "values are fractions for the model, means in the bundle",
            ),
            ("slim.dsd", "slim"),
            ("published.dsd", "holds no expression to score"),
        ] {
            let names = folder.names();
            let args = format!("score -b {bundle} -m {model} -o out.dsd --provider cpu");
            let error = folder.run(args.split_whitespace()).assert_error();
            assert!(error.contains(part), "{bundle}: {error}");
            assert_eq!(folder.names(), names);
        }
    }
    let args = format!("score -b fractions.dsd{} -o out.dsd", models(&[FEMALE]));
    let error = folder.run(args.split_whitespace()).assert_error();
    assert_has!(error, "was trained on images of another recipe");
}

#[test]
fn the_record_says_what_each_value_of_a_profile_weighs() {
    let fixture = fixture();
    let folder = folder_of_profiles(&fixture);
    folder.succeed(&train("fractions", "residual", "--unchecked -o p.onnx"));
    let record = json(&folder, "p.json");
    schema::check(&record, "profile-training.schema.json");
    assert_eq!(record["kind"], "profile");
    assert_eq!(record["model"]["difference"], Value::Null);
    let regression = &record["regression"];
    assert_eq!(regression["transform"], "arcsine");
    let columns = regression["columns"].as_array().unwrap().iter();
    let weights = columns.map(|column| {
        let name = |key: &str| column[key].as_str().unwrap();
        let weight = column["weight"].as_f64().unwrap();
        (name("cell_type"), name("time"), weight)
    });
    let weights: Vec<_> = weights.collect();
    assert_eq!(weights.len(), 6);
    // As the table was made up, known genes rise there, and the later the more.
    let most = weights.iter().max_by(|a, b| a.2.total_cmp(&b.2)).unwrap();
    assert_eq!((most.0, most.1), ("soma", "PCW8"));
}

#[test]
fn options_of_networks_are_refused_by_name() {
    let fixture = fixture();
    let folder = folder_of_profiles(&fixture);
    for (args, part) in [
        ("--epochs 3", "--epochs is for networks alone"),
        (
            "--width 2 --augment --checkpoint c",
            "--checkpoint, --width, --augment are for networks alone",
        ),
        ("--search grid", "--search is for networks alone"),
        ("--precision float16", "--precision is for networks alone"),
        ("--device cuda", "--device is for networks alone"),
        ("--features", "--features is for networks alone"),
    ] {
        let names = folder.names();
        let args = train("means", "shape", &format!("--unchecked {args} -o p.onnx"));
        let error = folder.run(args.split_whitespace()).assert_error();
        assert!(error.contains(part), "{args}: {error}");
        assert_eq!(folder.names(), names);
    }
    let args = "train -b means.dsd -g labels.tsv --profile shape -o p.onnx";
    let error = folder.run(args.split_whitespace()).assert_error();
    assert_has!(error, "add --kind profile");
}
