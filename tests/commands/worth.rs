//! What scores are worth, from the evaluation's file to all that shows it.

use dsdscore::bundle::{Bundle, ModelSource, NEVER_EVALUATED, Scored};
use serde_json::{Value, json};

use crate::{
    schema,
    support::{Folder, Run, has_runtime, patients, root},
};

/// With `s.dsd`: all of 120 genes have scores by `shape` and `dev` in F, by `shape` in M. `in.vcf` is of
/// some of them.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.build_simulated();
    std::fs::copy(patients(), folder.path("in.vcf")).unwrap();
    let bundle = Bundle::open(folder.path("simulated.dsd")).unwrap();
    let count = bundle.genes().len();
    let scored = |condition: &str, name: &str, step: usize| Scored {
        condition: condition.into(),
        model: ModelSource {
            name: name.into(),
            version: "1".into(),
            ..ModelSource::default()
        },
        values: (0..count)
            .map(|i| (i * step % count) as f32 / count as f32)
            .collect(),
        complete: true,
        evaluation: None,
    };
    let all = [
        scored("F", "shape", 7),
        scored("F", "dev", 11),
        scored("M", "shape", 13),
    ];
    bundle.write_with_scores(folder.path("s.dsd"), all).unwrap();
    folder
}

fn worth(method: &str, known: usize) -> Value {
    let decile = |tenth: usize| json!({ "ratio": tenth as f64 / 4.0, "ci": [0.0, tenth] });
    json!({
        "method": method,
        "protocol": "5-fold",
        "date": "2026-11-30",
        "known_genes": known,
        "genes": 120,
        "lists": {},
        "contrasts": [{
            "name": "random", "auc": 0.634, "auc_ci": [0.55, 0.71],
            "null_auc": 0.5, "null_range": [0.42, 0.58]
        }],
        "top": [{ "top": 0.05, "recall": 0.114, "recall_ci": [0.04, 0.24], "enrichment": 2.28 }],
        "deciles": (0..10).map(decile).collect::<Vec<_>>(),
    })
}

/// As much of an evaluation's file as is read here.
fn evaluation(folder: &Folder, name: &str, condition: &str, methods: &[(&str, usize)]) {
    let bundle = Bundle::open(folder.path("s.dsd")).unwrap().digest();
    let method =
        |&(name, known): &(&str, usize)| json!({ "name": name, "evaluation": worth(name, known) });
    let methods: Vec<_> = methods.iter().map(method).collect();
    let document = json!({
        "schema_version": 2, "synthetic": false, "condition": condition, "bundle": bundle,
        "everything": { "methods": methods }
    });
    folder.write(name, document.to_string());
}

fn score(folder: &Folder, args: &str) -> Run {
    folder.run(format!("score -b s.dsd {args}").split_whitespace())
}

const SENTENCE: &str = "On 44 known genes that it had not seen, it ranks a known gene above 63 % \
    (55-71 %; chance: 50 %, 42-58 %) of all expressed genes; 11 % of them come in the top 5 % (4-24 %). \
    A score is no probability.";

#[test]
fn each_model_has_the_worth_of_the_method_of_its_name_and_all_show_it() {
    let folder = folder();
    evaluation(
        &folder,
        "f.json",
        "F",
        &[("level", 9), ("shape", 44), ("dev", 43)],
    );
    let run = score(&folder, "--evaluation f.json -o w.dsd").assert_success();
    assert_has!(
        run.err,
        &format!("condition F, shape: {SENTENCE}"),
        "condition F, dev: On 43"
    );
    assert!(!run.err.contains("warning"), "{}", run.err);
    let info = folder.succeed("bundle info w.dsd");
    assert_has!(
        info.text(),
        &format!("model shape 1\n  worth     {SENTENCE}\n  2nd "),
        "model dev 1\n    worth   On 43 known genes",
        &format!("model shape 1\n  worth     {NEVER_EVALUATED}")
    );
    let manifest = folder.succeed("bundle info --json w.dsd");
    let manifest: Value = serde_json::from_slice(&manifest.out).unwrap();
    schema::check(&manifest, "bundle-manifest.schema.json");

    let annotated = folder.succeed("annotate -b w.dsd in.vcf --allow-synthetic -o scored.vcf");
    assert!(annotated.out.is_empty());
    let header = folder.text("scored.vcf");
    assert_has!(
        header,
        &format!("Condition=\"F\",Worth=\"{SENTENCE}\",LikelihoodRatios=\"0:0:0 0.25:0:1 "),
        &format!("Condition=\"M\",Worth=\"{NEVER_EVALUATED}\",Synthetic")
    );
    for input in ["-b w.dsd in.vcf", "scored.vcf"] {
        let args =
            format!("rank {input} --sex female --allow-synthetic --json o.json --report o.html");
        let table = folder.succeed(&args);
        assert_has!(
            table.text(),
            &format!("\n##worth=F (F): {SENTENCE}\n"),
            "\n##opinion=F (F) dev: dev 1, no file\n##worth=F (F) dev: On 43",
            &format!("\n##worth=M (M): {NEVER_EVALUATED}\n"),
            "\tpeak_F\topinion_F_dev\tscore_M\t"
        );
        let page = folder.text("o.html");
        assert_has!(page, SENTENCE, &NEVER_EVALUATED[1..]);
        let document: Value = serde_json::from_str(&folder.text("o.json")).unwrap();
        schema::check(&document, "ranking.schema.json");
        check_ratios(&document);
    }
}

/// A gene's ratio is that of its tenth, as [`worth`] has it, and no gene of M has one.
fn check_ratios(document: &Value) {
    assert_eq!(document["conditions"][0]["worth"], SENTENCE);
    let mut seen = 0;
    for candidate in document["patients"][0]["candidates"].as_array().unwrap() {
        let [female, male] = [&candidate["scores"][0], &candidate["scores"][1]];
        assert!(male["likelihood_ratio"].is_null());
        assert_eq!(female["opinions"][0]["model"], "dev");
        assert!(female["opinions"][0]["percentile"].is_number());
        let Some(percentile) = female["percentile"].as_f64() else {
            assert!(female["likelihood_ratio"].is_null());
            continue;
        };
        let tenth = (percentile / 10.0).floor();
        assert_eq!(
            female["likelihood_ratio"]["ratio"],
            tenth / 4.0,
            "{percentile}"
        );
        seen += 1;
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a_method_is_put_beside_the_model_that_decides_where_it_is_named() {
    let folder = folder();
    evaluation(&folder, "f.json", "F", &[("network", 44), ("dev", 43)]);
    let run = score(&folder, "--evaluation network=f.json -o w.dsd").assert_success();
    assert_has!(run.err, &format!("condition F, shape: {SENTENCE}"));
    let info = folder.succeed("bundle info w.dsd");
    assert_has!(
        info.text(),
        &format!("model dev 1\n    worth   {NEVER_EVALUATED}")
    );
    let names = folder.names();
    let err = score(&folder, "--evaluation forest=f.json -o x.dsd").assert_error();
    assert_has!(err, "nothing of the method forest; it has network, dev");
    assert_eq!(folder.names(), names);
}

#[test]
fn evaluations_of_something_else_are_refused_or_told() {
    let folder = folder();
    let before = folder.read("s.dsd");
    evaluation(&folder, "f.json", "F", &[("forest", 44)]);
    let err = score(&folder, "--evaluation f.json").assert_error();
    assert_has!(
        err,
        "f.json is of forest",
        "shape, dev",
        "--evaluation METHOD=f.json"
    );
    evaluation(&folder, "k.json", "K", &[("shape", 44)]);
    let err = score(&folder, "--evaluation k.json").assert_error();
    assert_has!(err, "k.json is of condition K");
    evaluation(&folder, "none.json", "F", &[]);
    let err = score(&folder, "--evaluation none.json").assert_error();
    assert_has!(
        err,
        "none.json does not place known genes",
        "--protocol everything"
    );
    evaluation(&folder, "f.json", "F", &[("shape", 44)]);
    let err = score(&folder, "--evaluation f.json --evaluation f.json").assert_error();
    assert_has!(err, "two evaluations are for condition F");
    let err = score(&folder, "--evaluation in.vcf").assert_error();
    assert_has!(err, "in.vcf is not what `dsdscore evaluate` writes");
    let err = score(&folder, "--evaluation absent.json").assert_error();
    assert_has!(err, "cannot read absent.json: No such file");
    assert!(folder.read("s.dsd") == before);

    // Of another bundle: of the one before it had these scores.
    let other = Bundle::open(folder.path("simulated.dsd")).unwrap().digest();
    let text = folder.text("f.json");
    let of = Bundle::open(folder.path("s.dsd")).unwrap().digest();
    folder.write("f.json", text.replace(&of, &other));
    let run = score(&folder, "--evaluation f.json").assert_success();
    assert_has!(run.err, "warning: f.json is of the bundle sha256:", &other);
}

#[test]
fn a_network_scores_and_has_its_worth_at_once() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    evaluation(&folder, "f.json", "F", &[("network", 44)]);
    let network = root("examples/networks/simulated-f.onnx");
    let args = format!(
        "-m {} --evaluation network=f.json --provider cpu -o w.dsd",
        network.display()
    );
    let run = score(&folder, &args).assert_success();
    assert_has!(
        run.err,
        "the scores by shape 1 that the bundle had are not kept",
        "the scores by dev 1 that the bundle had are not kept"
    );
    let info = folder.succeed("bundle info w.dsd");
    assert_has!(info.text(), "model simulated-f", SENTENCE);
}
