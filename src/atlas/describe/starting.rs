//! A first `atlas.toml`.

use std::fmt::Write;

use super::Description;
use crate::atlas::{ConditionGroups, parse_time};

/// What stands for a column that was not found.
const UNKNOWN: &str = "NAME A COLUMN";

impl Description {
    /// Columns and conditions alone: keeps all cells.
    pub(super) fn bare_config(&self) -> String {
        let mut text = String::new();
        self.write_columns(&mut text);
        for (key, label) in self.conditions() {
            write_condition(&mut text, &key, &label);
        }
        text
    }

    /// Everything that could be found out.
    pub(super) fn starting_config(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
        let mut text = format!(
            "# What {} holds and which of its cells are taken; docs/atlas.md describes every key.\nname = {}\nsource = \"\"       # an accession, DOI or address\ndescription = \"\"  # tissue, species, ages, processing\n",
            one_line(&self.path.display().to_string()),
            quote(&stem)
        );
        self.write_matrix(&mut text);
        self.write_columns(&mut text);
        self.write_genes(&mut text);
        match &self.groups {
            Ok(groups) => {
                for groups in groups.conditions() {
                    write_condition(&mut text, &groups.key, &groups.label);
                    write_lists(&mut text, groups);
                }
            }
            Err(why) => {
                push(&mut text, &format!("\n# {}", one_line(why)));
                for (key, label) in self.conditions() {
                    write_condition(&mut text, &key, &label);
                }
            }
        }
        self.write_times(&mut text);
        text
    }

    fn write_matrix(&self, text: &mut String) {
        let Some(matrix) = self.best_matrix() else {
            return;
        };
        push(
            text,
            &format!("matrix = {}", quote(&matrix.name.to_string())),
        );
        let values = match matrix.peek.are_counts() {
            true => "values = \"counts\"",
            false => "values = \"normalised\"  # no matrix holds whole numbers",
        };
        push(text, values);
    }

    fn write_columns(&self, text: &mut String) {
        push(text, "\n[columns]");
        let or_unknown = |name: &Option<String>| quote(name.as_deref().unwrap_or(UNKNOWN));
        push(
            text,
            &format!("cell_type = {}", or_unknown(&self.chosen.cell_type)),
        );
        push(text, &format!("time = {}", or_unknown(&self.chosen.time)));
        if let Some(condition) = &self.chosen.condition {
            push(text, &format!("condition = {}", quote(condition)));
        }
    }

    fn write_genes(&self, text: &mut String) {
        let names = self
            .best_matrix()
            .and_then(|matrix| matrix.names.as_ref().ok());
        let Some((symbol, id, _)) = names else {
            return;
        };
        push(text, &format!("\n[genes]\nsymbol = {}", quote(symbol)));
        if let Some(id) = id {
            push(text, &format!("id = {}", quote(id)));
        }
    }

    /// Time labels that hold no number wait for one.
    fn write_times(&self, text: &mut String) {
        let column = self
            .columns
            .iter()
            .find(|column| Some(&column.name) == self.chosen.time.as_ref());
        let labels = column.into_iter().flat_map(|column| &column.labels);
        let mut labels = labels
            .filter(|found| parse_time(&found.label).is_none())
            .peekable();
        if labels.peek().is_none() {
            return;
        }
        push(
            text,
            "\n# Times that hold no number: give theirs, and take the # away.\n# [times]",
        );
        for found in labels {
            push(text, &format!("# {} = ", quote(&found.label)));
        }
    }

    /// Keys and labels; one condition of all cells where there is no column.
    fn conditions(&self) -> Vec<(String, String)> {
        let column = self.chosen.condition.as_ref();
        let column =
            column.and_then(|name| self.columns.iter().find(|column| column.name == *name));
        let Some(column) = column else {
            return vec![("ALL".into(), "all cells".into())];
        };
        let mut conditions: Vec<(String, String)> = Vec::new();
        for found in &column.labels {
            let key = distinct(key(&found.label), &conditions);
            conditions.push((key, found.label.clone()));
        }
        conditions
    }
}

/// What may be a part of an INFO key.
fn key(label: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let key: String = label.chars().map(letter).collect();
    if key.is_empty() { "_".into() } else { key }
}

fn distinct(key: String, taken: &[(String, String)]) -> String {
    let is_free = |key: &String| taken.iter().all(|(other, _)| other != key);
    let numbered = (2..).map(|number| format!("{key}_{number}"));
    std::iter::once(key.clone())
        .chain(numbered)
        .find(is_free)
        .unwrap_or(key)
}

fn write_condition(text: &mut String, key: &str, label: &str) {
    push(
        text,
        &format!(
            "\n[[condition]]\nkey = {}\nlabel = {}",
            quote(key),
            quote(label)
        ),
    );
}

fn write_lists(text: &mut String, groups: &ConditionGroups) {
    let types: Vec<_> = groups.cell_types.iter().map(|name| quote(name)).collect();
    push(
        text,
        &format!("cell_types = [\n  {},\n]", types.join(",\n  ")),
    );
    let times: Vec<_> = groups
        .times
        .iter()
        .map(|time| time.value.to_string())
        .collect();
    push(text, &format!("times = [{}]", times.join(", ")));
}

fn push(text: &mut String, line: &str) {
    // A String takes all.
    let _ = writeln!(text, "{line}");
}

/// A basic string of TOML: as in JSON, but for one character.
fn quote(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace('\u{7f}', "\\u007f")
}

/// Comments end with the line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_quoted() {
        for text in ["", "a\"b\\", "line\nbreak\u{7f}\u{1}", "Œuf 🥚", "NaN"] {
            let table: toml::Table = toml::from_str(&format!("{0} = {0}", quote(text))).unwrap();
            assert_eq!(table[text].as_str(), Some(text));
        }
    }

    #[test]
    fn keys_are_distinct() {
        let taken = [("a_b".to_string(), "a b".to_string())];
        assert_eq!(distinct(key("a-b"), &taken), "a_b_2");
        assert_eq!(key("♀"), "_");
    }
}
