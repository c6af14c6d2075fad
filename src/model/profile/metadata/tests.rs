use std::collections::BTreeSet;

use serde_json::json;

use super::*;

fn whole() -> Value {
    json!({
        "kind": "profile", "schema_version": 1, "name": "a", "version": "1", "condition": "F",
        "profile": "shape", "transform": "arcsine",
        "cell_types": ["germ", "supporting"], "times": ["PCW6", "PCW8"], "values": "fractions",
        "classes": ["other", "disease"], "positive": "disease", "atlas": "none",
        "training_set": {
            "name": "t", "genes_digest": format!("sha256:{}", "0".repeat(64)), "count": 3
        },
        "metrics": {"auc": 0.9}, "licence": "MIT", "intended_use": "test", "synthetic": true,
    })
}

fn parse(value: &Value) -> Result<ProfileMetadata, Error> {
    ProfileMetadata::parse(Some(&value.to_string()), None)
}

fn with(key: &str, value: Value) -> Value {
    let mut changed = whole();
    changed[key] = value;
    changed
}

#[test]
fn whole_metadata_is_read_and_written_alike() {
    for value in [
        whole(),
        with("profile", json!({"residual": {"neighbours": 300}})),
        with("transform", json!({"log10": {"pseudocount": 0.5}})),
        with("values", Value::Null),
    ] {
        let metadata = parse(&value).unwrap();
        assert_eq!(metadata.shape(), [2, 2]);
        assert_eq!(serde_json::to_value(&metadata).unwrap(), value);
    }
}

#[test]
fn all_that_is_missing_is_listed_at_once() {
    let error = ProfileMetadata::parse(Some(r#"{"kind": "profile"}"#), None).unwrap_err();
    let Error::Missing(missing) = error else {
        panic!("{error}");
    };
    assert_eq!(missing, REQUIRED);
}

#[test]
fn a_network_for_images_is_told_apart() {
    for json in [None, Some("{}"), Some(r#"{"kind": "image"}"#)] {
        let text = ProfileMetadata::parse(json, None).unwrap_err().to_string();
        assert_has!(
            text,
            "kind is \"image\", and a model of the kind profile is wanted here"
        );
    }
}

#[test]
fn values_that_cannot_be_are_refused_by_name() {
    for (key, value) in [
        ("condition", json!("F M")),
        ("classes", json!(["disease", "disease"])),
        ("positive", json!("neither")),
        ("cell_types", json!([])),
        ("cell_types", json!(["germ", "germ"])),
        ("times", json!([])),
        ("transform", json!({"log10": {"pseudocount": 0.0}})),
        ("profile", json!({"residual": {"neighbours": 0}})),
    ] {
        let text = parse(&with(key, value)).unwrap_err().to_string();
        assert!(text.contains(&format!("metadata's {key}")), "{text}");
    }
    for (key, value) in [
        ("transform", json!("log2")),
        ("profile", json!("level")),
        ("profile", json!({"residual": {"neighbours": 300, "sd": 1}})),
        ("recipe", json!({})),
    ] {
        let error = parse(&with(key, value)).unwrap_err();
        assert!(matches!(error, Error::Json(_)), "{key}: {error}");
    }
}

#[test]
fn the_schema_names_what_the_program_reads_and_asks_for() {
    let text = include_str!("../../../../schemas/profile-metadata.schema.json");
    let schema: Value = serde_json::from_str(text).unwrap();
    let names = |value: &Value| -> BTreeSet<String> {
        let list = value.as_array().unwrap().iter();
        list.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let firsts = REQUIRED.map(|path| path.split('.').next().unwrap().to_string());
    let mut required = BTreeSet::from(firsts);
    required.insert("kind".into());
    assert_eq!(names(&schema["required"]), required);
    let mut full = whole();
    full["quantiles"] = json!([0, 1]);
    let used: BTreeSet<_> = full.as_object().unwrap().keys().cloned().collect();
    let known = schema["properties"].as_object().unwrap().keys().cloned();
    assert_eq!(known.collect::<BTreeSet<_>>(), used);
    assert_eq!(schema["properties"]["kind"]["const"], KIND);
}
