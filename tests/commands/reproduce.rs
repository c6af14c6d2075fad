//! `reproduce`: from two files of simulated cells to figures beside published ones.

use crate::support::{Folder, has_runtime};

const CELLS: &str = "--atlas sim/atlas.F.h5ad --atlas sim/atlas.M.h5ad --config sim/atlas.toml";
const OPTIONS: &str = "--choose labelled --width 2 --hidden 4 --batch 8 --epochs 2";

fn folder() -> Folder {
    let folder = Folder::new();
    let args =
        "simulate --cells 300 --genes 60 --cell-types 3 --times 6,8,10 --per-condition -o sim";
    folder.succeed(args);
    folder
}

#[test]
fn both_conditions_are_trained_and_their_figures_stand_beside_the_papers() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let args = format!(
        "reproduce {CELLS} -g sim/labels.tsv --folds 2 --pairs 40 --pair-width 2 -o out -- {OPTIONS}"
    );
    let run = folder.succeed(&args);
    for name in ["atlas.dsd", "F.onnx", "F.json", "M.onnx", "M.json"] {
        assert!(folder.path("out").join(name).exists(), "{name}");
    }
    for command in [
        "bundle build",
        "evaluate",
        "train --condition F",
        "train --condition M",
    ] {
        let said = format!("running: dsdscore {command} ");
        assert!(run.err.contains(&said), "{command}: {}", run.err);
    }
    for (condition, published) in [("F", "0.898"), ("M", "0.844")] {
        let json = folder.read(&format!("out/evaluation/{condition}.json"));
        let evaluation: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let network = &evaluation["comparisons"][0]["methods"][0];
        assert_eq!(network["name"], "network");
        let ours = format!("{:.3}", network["mean_roc_auc"].as_f64().unwrap());
        let label = evaluation["label"].as_str().unwrap();
        let mut lines = run.text().lines();
        let line = lines.find(|line| line.starts_with(label) && line.contains(" network "));
        let line = line.unwrap_or_else(|| panic!("{}", run.text()));
        assert_has!(line, published, &ours, "SYNTHETIC", "labelled");
    }
    // The networks on pairs are run too, and have their published figures.
    assert!(run.text().contains("cnnc-both") && run.text().contains("0.57"));
    let page = String::from_utf8(folder.read("out/evaluation/report.html")).unwrap();
    assert!(page.contains("Published figures beside ours") && page.contains("0.898"));
}

#[test]
fn figures_of_ones_own_take_the_papers_place() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    folder.write(
        "published.json",
        r#"[{"condition": "M", "method": "level", "roc_auc": 0.61, "source": "doi:10.1/x"}]"#,
    );
    let args = format!(
        "reproduce {CELLS} -g sim/labels.tsv --folds 2 --pairs 40 --pair-width 2 --published published.json -o out \
         -- {OPTIONS}"
    );
    let run = folder.succeed(&args);
    let lines: Vec<_> = run
        .text()
        .lines()
        .filter(|line| line.contains("0.61"))
        .collect();
    assert!(
        lines.len() == 1 && lines[0].contains("doi:10.1/x"),
        "{}",
        run.text()
    );
    assert!(!run.text().contains("0.898"));
}

#[test]
fn what_cannot_be_reproduced_is_refused() {
    let folder = folder();
    folder.write("published.json", "{}");
    for (args, part) in [
        ("--published published.json", "is no list of figures"),
        ("--published none.json", "cannot read none.json"),
        ("-- --nonsense", "--nonsense"),
    ] {
        let args = format!("reproduce {CELLS} -g sim/labels.tsv -o out {args}");
        let run = folder.run(args.split_whitespace());
        assert_ne!(run.code, Some(0));
        assert!(run.err.contains(part), "{args}: {}", run.err);
    }
}
