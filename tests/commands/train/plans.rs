//! Plans of files, and searches.

use serde_json::{Value, json};

use super::{folder, json as read, train};
use crate::{schema, support::Folder};

#[test]
fn a_plan_of_a_record_gives_the_same_network() {
    let folder = folder();
    let all = "--dropout 0.1 --features --augment --optimiser adamw --learning-rate 0.003 \
               --weight-decay 0.01 --schedule cosine --label-smoothing 0.1 --validation 0.25 \
               --balance --members 2 --calibrate --patience 2";
    let args = format!(
        "train -b sim.dsd --condition F -g sim/labels.tsv --width 2 --hidden 4 --batch 8 \
         --epochs 3 {all} --unchecked --name n -o a.onnx"
    );
    folder.succeed(&args);
    let args = "train -b sim.dsd --condition F -g sim/labels.tsv --plan a.json --unchecked \
                --name n -o b.onnx";
    folder.succeed(args);
    assert!(folder.read("a.onnx") == folder.read("b.onnx"));
    assert!(folder.read("a.json") == folder.read("b.json"));
    let plan = &read(&folder, "a.json")["plan"];
    assert_eq!(plan["fit"]["optimiser"], "adamw");
    assert_eq!(plan["fit"]["schedule"]["kind"], "cosine");

    // An option replaces what the plan says.
    let args = args.replace("b.onnx", "c.onnx --members 1");
    folder.succeed(&args);
    let mut expected = plan.clone();
    expected["members"] = json!(1);
    assert_eq!(read(&folder, "c.json")["plan"], expected);
}

#[test]
fn a_plan_that_makes_no_sense_is_refused() {
    let folder = folder();
    for (plan, part) in [
        (json!({ "widht": 2 }), "unknown field `widht`"),
        (json!({ "fit": { "batch": 1 } }), "batch"),
        (json!({ "weights": "sha256:00" }), "name it by --weights"),
    ] {
        folder.write("plan.json", plan.to_string());
        let args = "train -b sim.dsd --condition F -g sim/labels.tsv --plan plan.json -o f.onnx";
        let error = folder.run(args.split(' ')).assert_error();
        assert!(error.contains(part), "{plan}: {error}");
    }
}

fn search(folder: &Folder, args: &str) -> String {
    let args = format!("--epochs 2 --unchecked --search-folds 2 {args}");
    let args =
        format!("train -b sim.dsd --condition F -g sim/labels.tsv --width 2 --hidden 4 {args}");
    folder.succeed(&args).err
}

#[test]
fn a_grid_is_tried_in_full_and_the_best_is_trained() {
    let folder = folder();
    let space = json!({
        "learning_rate": [0.01, 0.001], "batch": [8], "optimiser": ["sgd", "adam"],
        "momentum": [0.9], "weight_decay": [0.0],
    });
    folder.write("space.json", space.to_string());
    let args = "--search grid --search-space space.json --search-table table.json -o f.onnx";
    let told = search(&folder, args);
    assert_eq!(told.matches("tried ").count(), 4, "{told}");
    let table = read(&folder, "table.json");
    schema::check(&table, "search.schema.json");
    let candidates = table["candidates"].as_array().unwrap();
    assert_eq!(candidates.len(), 4);
    let scores = candidates.iter().map(|one| one["score"].as_f64().unwrap());
    let highest = scores.clone().fold(f64::MIN, f64::max);
    let first = scores.clone().position(|score| score == highest);
    assert_eq!(table["best"], json!(first));
    assert_eq!(
        read(&folder, "f.json")["plan"]["fit"],
        candidates[first.unwrap()]["options"]
    );

    // What the table has is not tried again.
    let again = search(&folder, args);
    assert!(!again.contains("tried "), "{again}");
    assert_eq!(read(&folder, "table.json"), table);
}

#[test]
fn a_random_search_follows_its_seed() {
    let folder = folder();
    let space = json!({
        "learning_rate": [0.001, 0.1], "batch": [8, 16], "optimiser": ["sgd", "rmsprop"],
        "momentum": [0.0, 0.9], "weight_decay": [0.0, 0.01],
    });
    folder.write("space.json", space.to_string());
    let mut tables = Vec::new();
    for (seed, name) in [(1, "a"), (1, "b"), (2, "c")] {
        let args = format!(
            "--search random --trials 2 --search-space space.json --seed {seed} \
             --search-table {name}.table -o {name}.onnx"
        );
        search(&folder, &args);
        tables.push(read(&folder, &format!("{name}.table")));
    }
    assert_eq!(tables[0], tables[1]);
    let options = |table: &Value| table["candidates"][0]["options"].clone();
    assert_ne!(options(&tables[0]), options(&tables[2]));
}

#[test]
fn a_space_that_cannot_be_searched_is_refused() {
    let folder = folder();
    for (space, part) in [
        ("{}", "says not what to try"),
        ("rates", "says not what to try"),
        (
            r#"{"learning_rate": [0.1], "batch": [1], "optimiser": ["sgd"], "momentum": [0],
                "weight_decay": [0]}"#,
            "batch",
        ),
    ] {
        folder.write("space.json", space);
        let run = train(
            &folder,
            "--epochs 1 --unchecked --search grid --search-space space.json -o f.onnx",
        );
        let error = run.assert_error();
        assert!(error.contains(part), "{space}: {error}");
    }
}
