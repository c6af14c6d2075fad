//! What a value must be, checked while it is read, so that an error has its line.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

use super::ConditionConfig;
use crate::atlas::MatrixName;

pub(super) fn x() -> MatrixName {
    MatrixName::X
}

pub(super) fn matrix_name<'de, D: Deserializer<'de>>(from: D) -> Result<MatrixName, D::Error> {
    String::deserialize(from)?.parse().map_err(Error::custom)
}

pub(super) fn times<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let times = BTreeMap::<String, f64>::deserialize(from)?;
    match times.iter().find(|(_, value)| !value.is_finite()) {
        Some((label, value)) => Err(Error::custom(format!("the time \"{label}\" is {value}"))),
        None => Ok(times),
    }
}

pub(super) fn conditions<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<ConditionConfig>, D::Error> {
    let conditions = from.deserialize_seq(Conditions)?;
    if conditions.is_empty() {
        return Err(Error::custom("there must be at least one [[condition]]"));
    }
    for (index, condition) in conditions.iter().enumerate() {
        let earlier = conditions.get(..index).unwrap_or_default();
        check(condition, earlier).map_err(Error::custom)?;
    }
    Ok(conditions)
}

/// Says how a list of tables is written.
struct Conditions;

impl<'de> Visitor<'de> for Conditions {
    type Value = Vec<ConditionConfig>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[[condition]] in double brackets, once for each condition")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut conditions = Vec::new();
        while let Some(condition) = from.next_element()? {
            conditions.push(condition);
        }
        Ok(conditions)
    }
}

/// Names that cell types are shown as.
pub(super) fn names<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    let names = BTreeMap::<String, String>::deserialize(from)?;
    match names.iter().find(|(_, name)| name.trim().is_empty()) {
        Some((label, _)) => Err(Error::custom(format!(
            "the cell type \"{label}\" has an empty name"
        ))),
        None => Ok(names),
    }
}

fn check(condition: &ConditionConfig, earlier: &[ConditionConfig]) -> Result<(), String> {
    let key = condition.key.as_str();
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if key.is_empty() || !key.chars().all(letters) {
        return Err(format!(
            "the key \"{key}\" of a condition is not made of letters, digits, _ and ."
        ));
    }
    if earlier.iter().any(|other| other.key == key) {
        return Err(format!("two conditions have the key {key}"));
    }
    let labels = condition.labels();
    let mut taken = earlier.iter().flat_map(ConditionConfig::labels);
    if let Some(label) = taken.find(|label| labels.contains(label)) {
        return Err(format!(
            "the label \"{label}\" is matched by the condition {key} and by an earlier one"
        ));
    }
    if condition.cell_types.as_ref().is_some_and(Vec::is_empty) {
        return Err(format!(
            "the condition {key} keeps no cell type: leave cell_types out to keep all"
        ));
    }
    if condition.times.as_ref().is_some_and(Vec::is_empty) {
        return Err(format!(
            "the condition {key} keeps no time: leave times out to keep all"
        ));
    }
    Ok(())
}
