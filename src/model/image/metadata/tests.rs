use serde_json::json;

use super::*;
use crate::heatmap::Recipe;

fn whole() -> Value {
    json!({
        "schema_version": 1, "name": "a", "version": "1", "condition": "F", "recipe": {"x": 1},
        "classes": ["non-DSD", "DSD"], "positive": "DSD", "normalisation": "graph",
        "atlas": "none",
        "training_set": {
            "name": "t", "genes_digest": format!("sha256:{}", "0".repeat(64)), "count": 3
        },
        "metrics": {"auc": 0.9}, "licence": "MIT", "intended_use": "test", "synthetic": true,
    })
}

fn parse(value: &Value) -> Result<ImageMetadata, Error> {
    ImageMetadata::parse(Some(&value.to_string()), None)
}

#[test]
fn whole_metadata_is_read_and_written_alike() {
    let metadata = parse(&whole()).unwrap();
    assert_eq!(metadata.positive_index(), 1);
    assert_eq!(metadata.recipe, json!({"x": 1}));
    assert_eq!(serde_json::to_value(&metadata).unwrap(), whole());
}

#[test]
fn all_that_is_missing_is_listed_at_once() {
    let Err(Error::Missing(missing)) = ImageMetadata::parse(None, None) else {
        panic!("nothing was missed");
    };
    assert_eq!(missing, REQUIRED);
    let mut value = whole();
    value["training_set"] = json!({"name": "t"});
    value["licence"] = Value::Null;
    let text = parse(&value).unwrap_err().to_string();
    let lacks = "lacks training_set.genes_digest, training_set.count, licence;";
    assert_has!(text, lacks, "--model-metadata");
}

#[test]
fn overrides_complete_and_replace() {
    let Value::Object(mut overrides) = whole() else {
        unreachable!()
    };
    assert!(ImageMetadata::parse(None, Some(&overrides)).is_ok());
    overrides.retain(|key, _| key == "name");
    overrides.insert("name".into(), "b".into());
    let metadata = ImageMetadata::parse(Some(&whole().to_string()), Some(&overrides)).unwrap();
    assert_eq!(
        (metadata.name.as_str(), metadata.version.as_str()),
        ("b", "1")
    );
}

#[test]
fn a_synthetic_model_stays_synthetic() {
    let mut file = whole();
    file["synthetic"] = json!(true);
    let overrides = Map::from_iter([("synthetic".to_string(), json!(false))]);
    let error = ImageMetadata::parse(Some(&file.to_string()), Some(&overrides)).unwrap_err();
    assert!(error.to_string().contains("synthetic"), "{error}");
    file["synthetic"] = json!(false);
    let overrides = Map::from_iter([("synthetic".to_string(), json!(true))]);
    assert!(
        ImageMetadata::parse(Some(&file.to_string()), Some(&overrides))
            .unwrap()
            .synthetic
    );
}

#[test]
fn values_that_cannot_be_are_refused_by_name() {
    let constants = |std: f64| json!({"constants": {"mean": [0, 0, 0], "std": [1, 1, std]}});
    for (key, value) in [
        ("condition", json!("F M")),
        ("condition", json!("")),
        ("classes", json!(["DSD", "DSD"])),
        ("positive", json!("dsd")),
        ("normalisation", constants(0.0)),
        ("features", json!(["level", "level"])),
        ("features", json!([""])),
        (
            "training_set",
            json!({"name": "t", "genes_digest": "md5:1", "count": 1}),
        ),
    ] {
        let mut wrong = whole();
        wrong[key] = value;
        let text = parse(&wrong).unwrap_err().to_string();
        assert!(text.contains(&format!("metadata's {key}")), "{text}");
    }
}

#[test]
fn wrong_types_and_unknown_keys_are_refused() {
    for (key, value) in [
        ("synthetic", json!("no")),
        ("classes", json!(["a", "b", "c"])),
        ("normalisation", json!("none")),
        ("quantiles", json!([0.5, 0.1])),
        ("features", json!("level")),
        ("condtion", json!("F")),
    ] {
        let mut wrong = whole();
        wrong[key] = value;
        assert!(matches!(parse(&wrong), Err(Error::Json(_))), "{key}");
    }
    assert!(matches!(
        ImageMetadata::parse(Some("[1]"), None),
        Err(Error::Json(_))
    ));
}

#[test]
fn a_newer_layout_is_called_newer() {
    let mut newer = whole();
    newer["schema_version"] = json!(2);
    newer["classes"] = json!({"something": "else"});
    let text = parse(&newer).unwrap_err().to_string();
    assert!(text.contains("schema_version 2"), "{text}");
}

#[test]
fn a_kind_that_is_absent_or_of_images_is_read_and_another_is_refused() {
    let mut value = whole();
    let absent = parse(&value).unwrap();
    value["kind"] = json!("image");
    assert_eq!(parse(&value).unwrap(), absent);
    assert_eq!(serde_json::to_value(&absent).unwrap(), whole());
    let text = parse(&json!({"kind": "profile"})).unwrap_err().to_string();
    assert_has!(
        text,
        "kind is \"profile\", and a model of the kind image is wanted here"
    );
    for kind in [json!("sequence"), json!("Image"), json!(1), Value::Null] {
        // What else is there belongs to the kind.
        let other = json!({"kind": kind});
        let error = parse(&other).unwrap_err();
        assert!(matches!(&error, Error::Kind(found) if *found == kind));
        let text = error.to_string();
        let words = format!(
            "kind is {kind}, and this program reads models of the kind image, profile; take"
        );
        assert_has!(text, &words, "a newer version of the program");
    }
}

#[test]
fn features_are_optional_and_kept_in_their_order() {
    let mut value = whole();
    assert!(parse(&value).unwrap().features.is_empty());
    value["features"] = json!(["tau", "level"]);
    let metadata = parse(&value).unwrap();
    assert_eq!(metadata.features, ["tau", "level"]);
    assert_eq!(serde_json::to_value(&metadata).unwrap(), value);
}

#[test]
fn percentiles_need_quantiles() {
    let mut value = whole();
    assert_eq!(parse(&value).unwrap().common().percentile(0.5), None);
    value["quantiles"] = json!([0.0, 0.5, 1.0]);
    assert_eq!(parse(&value).unwrap().common().percentile(0.5), Some(50.0));
}

#[test]
fn the_schema_asks_for_what_the_program_asks_for() {
    let text = include_str!("../../../../schemas/model-metadata.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    let names = |value: &Value| -> Vec<String> {
        let list = value.as_array().unwrap().iter();
        list.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let inner = names(&schema["properties"]["training_set"]["required"]);
    let expand = |name: String| match name.as_str() {
        "training_set" => inner
            .iter()
            .map(|part| format!("training_set.{part}"))
            .collect(),
        _ => vec![name],
    };
    let required: Vec<_> = names(&schema["required"])
        .into_iter()
        .flat_map(expand)
        .collect();
    assert_eq!(required, REQUIRED);
    let mut steps = names(&schema["properties"]["recipe"]["required"]);
    steps.sort();
    let recipe = serde_json::to_value(Recipe::default()).unwrap();
    let every = recipe.as_object().unwrap().keys();
    let mut every: Vec<_> = every.filter(|name| *name != "patterns").collect();
    every.sort();
    assert_eq!(steps.iter().collect::<Vec<_>>(), every);
    let known = schema["properties"].as_object().unwrap();
    let mut full = whole();
    full["quantiles"] = json!([0, 1]);
    full["features"] = json!(["level"]);
    full["kind"] = json!(KIND);
    let mut used: Vec<_> = full.as_object().unwrap().keys().collect();
    used.sort();
    let mut known: Vec<_> = known.keys().collect();
    known.sort();
    assert_eq!(known, used);
}
