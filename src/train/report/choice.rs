//! How the genes were chosen, as short lines.

use serde_json::Value;

/// What is longer has its place in the JSON.
const MOST: usize = 40;

/// The single values of a record by their names, lists by their lengths.
pub(super) fn lines(choice: &Value) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    collect("", choice, &mut lines);
    lines
}

fn collect(name: &str, value: &Value, lines: &mut Vec<(String, String)>) {
    if lines.len() >= MOST {
        return;
    }
    let text = match value {
        Value::Null => return,
        Value::Object(members) => {
            for (key, value) in members {
                let name = if name.is_empty() {
                    key.clone()
                } else {
                    format!("{name}, {key}")
                };
                collect(&name, value, lines);
            }
            return;
        }
        Value::Array(items) => items.len().to_string(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::Number(number) => number.to_string(),
    };
    lines.push((name.replace('_', " "), text));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_are_counted_and_records_are_unfolded() {
        let choice = json!({"seed": 7, "dropped": {"not_expressed": ["A", "B"]}, "note": null});
        let expected = [("dropped, not expressed", "2"), ("seed", "7")];
        let expected = expected.map(|(name, text)| (name.to_string(), text.to_string()));
        let mut found = lines(&choice);
        found.sort();
        assert_eq!(found, expected);
        assert!(lines(&Value::Null).is_empty());
    }

    #[test]
    fn a_page_does_not_list_thousands_of_values() {
        let many: Vec<_> = (0..5000).map(|i| (format!("g{i}"), json!(i))).collect();
        assert_eq!(
            lines(&Value::Object(many.into_iter().collect())).len(),
            MOST
        );
    }
}
