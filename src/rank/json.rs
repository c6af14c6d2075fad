//! A ranking as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::Ranking;

/// The version of the JSON's layout, which changes when a reader must.
pub const FORMAT_VERSION: u64 = 2;

/// What all JSON of this module begins with.
#[derive(Serialize)]
struct Document<'a, T> {
    kind: &'static str,
    format_version: u64,
    #[serde(flatten)]
    content: &'a T,
}

/// Writes a ranking as JSON, as `schemas/ranking.schema.json` describes it.
///
/// # Errors
///
/// If the writer fails.
pub fn write_json(ranking: &Ranking, writer: impl Write) -> io::Result<()> {
    write("ranking", ranking, writer)
}

/// Writes a document of some kind, with a line break at the end.
pub(super) fn write<T: Serialize>(
    kind: &'static str,
    content: &T,
    mut writer: impl Write,
) -> io::Result<()> {
    let document = Document {
        kind,
        format_version: FORMAT_VERSION,
        content,
    };
    serde_json::to_writer_pretty(&mut writer, &document)?;
    writer.write_all(b"\n")?;
    writer.flush()
}

#[cfg(test)]
pub(super) mod tests {
    use std::{fs, path::Path};

    use serde_json::Value;

    use super::*;
    use crate::rank::fixture;

    /// Asserts that objects have the keys that a schema names, all of them and no others.
    pub(in crate::rank) fn assert_described(document: &Value, schema: &str) {
        let root = read(schema);
        assert_fits(document, &root, &root, schema);
    }

    fn read(schema: &str) -> Value {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
        serde_json::from_slice(&fs::read(folder.join(schema)).unwrap()).unwrap()
    }

    fn assert_fits(value: &Value, schema: &Value, root: &Value, at: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let (file, pointer) = reference.split_once('#').unwrap();
            let other = (!file.is_empty()).then(|| read(file));
            let root = other.as_ref().unwrap_or(root);
            return assert_fits(value, root.pointer(pointer).unwrap(), root, at);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let is_null = |choice: &&Value| choice["type"] == "null";
            let (null, other): (Vec<_>, Vec<_>) = choices.iter().partition(is_null);
            if !value.is_null() || null.is_empty() {
                assert_fits(value, other[0], root, at);
            }
            return;
        }
        match value {
            Value::Object(fields) => {
                assert_eq!(schema["additionalProperties"], false, "{at}");
                let mut required: Vec<_> = schema["required"].as_array().unwrap().clone();
                let mut keys: Vec<_> = fields.keys().map(|key| Value::from(key.as_str())).collect();
                required.sort_by_key(ToString::to_string);
                keys.sort_by_key(ToString::to_string);
                assert_eq!(keys, required, "{at}");
                for (key, value) in fields {
                    assert_fits(
                        value,
                        &schema["properties"][key],
                        root,
                        &format!("{at}/{key}"),
                    );
                }
            }
            Value::Array(items) => {
                for item in items {
                    assert_fits(item, &schema["items"], root, &format!("{at}[]"));
                }
            }
            _ => assert!(schema.is_object(), "{at}: {value} is not described"),
        }
    }

    #[test]
    fn the_schema_describes_every_key() {
        let mut out = Vec::new();
        write_json(&fixture::ranking(), &mut out).unwrap();
        let document: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(document["kind"], "ranking");
        assert_described(&document, "ranking.schema.json");
    }

    #[test]
    fn what_is_not_known_is_null_and_numbers_are_as_short_as_they_can_be() {
        let mut out = Vec::new();
        let mut ranking = fixture::ranking();
        ranking.patients[0].candidates[0].scores[0].score = Some(0.1);
        write_json(&ranking, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\"score\": 0.1,") && text.contains("\"sift\": null"));
    }
}
