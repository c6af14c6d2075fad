//! A first `atlas.toml`.

use std::fmt::Write;

use super::AtlasSummary;
use crate::atlas::{ConditionGroups, Groups, parse_time};

/// What stands for a column that was not found.
const UNKNOWN: &str = "NAME A COLUMN";

impl AtlasSummary {
    /// Columns and conditions alone: keeps all cells that are known.
    pub(super) fn bare_config(&self) -> String {
        let mut text = String::new();
        self.write_columns(&mut text);
        for (key, label) in self.conditions() {
            write_condition(&mut text, &key, &label);
        }
        self.write_ignored(&mut text);
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
        self.write_ignored(&mut text);
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

    /// What says that something is not known is no cell type, time or condition.
    fn write_ignored(&self, text: &mut String) {
        let columns = [
            ("cell_types", &self.chosen.cell_type),
            ("times", &self.chosen.time),
            ("conditions", &self.chosen.condition),
        ];
        let lists = columns.map(|(key, column)| (key, self.unnamed(column.as_ref())));
        if lists.iter().all(|(_, labels)| labels.is_empty()) {
            return;
        }
        push(text, "\n[ignore]");
        for (key, labels) in lists.iter().filter(|(_, labels)| !labels.is_empty()) {
            let labels: Vec<_> = labels.iter().map(|label| quote(label)).collect();
            push(text, &format!("{key} = [{}]", labels.join(", ")));
        }
    }

    /// Time labels that hold no number wait for one, and so may those that are of several units.
    fn write_times(&self, text: &mut String) {
        let column = self.chosen.time.as_ref();
        let unnamed = self.unnamed(column);
        let mixed = self.has_mixed_units();
        let labels = self.labels(column).iter().map(|found| found.label.as_str());
        let labels = labels.filter(|label| !unnamed.contains(label));
        let labels = labels.map(|label| (parse_time(label), label));
        let mut waiting: Vec<_> = labels.filter(|(t, _)| mixed || t.is_none()).collect();
        waiting.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        let lines: Vec<_> = waiting.into_iter().map(waiting_time).collect();
        if lines.is_empty() {
            return;
        }
        let what = match mixed {
            true => "Times of several units: give their numbers in one",
            false => "Times that hold no number: give theirs",
        };
        push(
            text,
            &format!("\n# {what}, and take the # away.\n# [times]"),
        );
        lines.iter().for_each(|line| push(text, line));
    }

    fn has_mixed_units(&self) -> bool {
        let groups = self.groups.iter().flat_map(Groups::conditions);
        groups.into_iter().any(|g| g.census.units.len() > 1)
    }

    /// Keys and labels; one condition of all cells where there is no column.
    fn conditions(&self) -> Vec<(String, String)> {
        let column = self.chosen.condition.as_ref();
        if column.is_none() {
            return vec![("ALL".into(), "all cells".into())];
        }
        let unnamed = self.unnamed(column);
        let named = self.labels(column).iter();
        let named = named.filter(|found| !unnamed.contains(&found.label.as_str()));
        let mut conditions: Vec<(String, String)> = Vec::new();
        for found in named {
            let key = distinct(key(&found.label), &conditions);
            conditions.push((key, found.label.clone()));
        }
        conditions
    }
}

/// What may be a part of an INFO key: the words of the label.
fn key(label: &str) -> String {
    let words = label.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => "C".into(),
        words => words.join("_"),
    }
}

fn waiting_time((number, label): (Option<f64>, &str)) -> String {
    let number = number.map_or("?".into(), |number| number.to_string());
    format!("# {} = {number}", quote(label))
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
        .map(|time| match time.label.parse::<f64>() {
            Ok(_) => time.value.to_string(),
            // By its label, its number can still be changed.
            Err(_) => quote(&time.label),
        })
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
        assert_eq!(key("♀"), "C");
        assert_eq!(key("Nkx2-5-/-"), "Nkx2_5");
    }
}
