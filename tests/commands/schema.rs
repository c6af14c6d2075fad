//! As much of JSON Schema as the schemas of this project use.

use std::fs;

use serde_json::Value;

use crate::support::root;

/// Asserts that a value is as a schema in `schemas/` says.
pub fn check(value: &Value, name: &str) {
    let schema = read(name);
    check_one(value, &schema, &schema, "");
}

fn read(name: &str) -> Value {
    let text = fs::read_to_string(root("schemas").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn check_one(value: &Value, schema: &Value, whole: &Value, place: &str) {
    if let Err(what) = try_one(value, schema, whole, place) {
        panic!("{what}");
    }
}

fn try_one(value: &Value, schema: &Value, whole: &Value, place: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let other = (!file.is_empty()).then(|| read(file));
        let whole = other.as_ref().unwrap_or(whole);
        return try_one(value, whole.pointer(pointer).unwrap(), whole, place);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = |choice: &Value| try_one(value, choice, whole, place).is_ok();
        return choices
            .iter()
            .any(fits)
            .then_some(())
            .ok_or(format!("{place}: {value} fits nothing"));
    }
    check_type(value, schema, place)?;
    for (keyword, allowed) in [
        ("const", vec![&schema["const"]]),
        ("enum", list(&schema["enum"])),
    ] {
        if schema.get(keyword).is_some() && !allowed.contains(&value) {
            return Err(format!("{place}: {value} is not {allowed:?}"));
        }
    }
    try_object(value, schema, whole, place)?;
    for (i, item) in list(value).into_iter().enumerate() {
        try_one(
            item,
            schema.get("items").unwrap_or(&Value::Null),
            whole,
            &format!("{place}/{i}"),
        )?;
    }
    Ok(())
}

fn try_object(value: &Value, schema: &Value, whole: &Value, place: &str) -> Result<(), String> {
    let Some(object) = value.as_object() else {
        return Ok(());
    };
    for key in list(&schema["required"]) {
        object
            .get(key.as_str().unwrap())
            .ok_or(format!("{place}: no {key}"))?;
    }
    for (key, value) in object {
        match schema["properties"].get(key) {
            Some(schema) => try_one(value, schema, whole, &format!("{place}/{key}"))?,
            None if schema["additionalProperties"] == false => {
                return Err(format!("{place}: {key} is unknown"));
            }
            None => {}
        }
    }
    Ok(())
}

fn check_type(value: &Value, schema: &Value, place: &str) -> Result<(), String> {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds = match &schema["type"] {
        Value::Null => return Ok(()),
        Value::Array(kinds) => kinds.iter().collect(),
        one => vec![one],
    };
    let fits = kinds
        .iter()
        .any(|wanted| *wanted == kind || (*wanted == "number" && kind == "integer"));
    fits.then_some(())
        .ok_or(format!("{place}: {value} is a {kind}, not {kinds:?}"))
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().into_iter().flatten().collect()
}

#[test]
#[should_panic(expected = "/conditions/0: no \"ceiling\"")]
fn a_manifest_that_lacks_something_is_noticed() {
    let folder = crate::support::Folder::with_bundle();
    let run = folder.run(["bundle", "info", "--json", "published.dsd"]);
    let mut manifest: Value = serde_json::from_slice(&run.out).unwrap();
    manifest["conditions"][0]
        .as_object_mut()
        .unwrap()
        .remove("ceiling");
    check(&manifest, "bundle-manifest.schema.json");
}
