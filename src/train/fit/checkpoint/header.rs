//! What a checkpoint must agree in with the training that goes on from it.

use std::io;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::train::fit::FitOptions;

/// The first part of a checkpoint.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    /// The options' JSON.
    options: Map<String, Value>,
    /// The digest of the genes of the split.
    data: String,
    /// The digest of the network before the first epoch.
    network: String,
    /// How many tensors the optimiser keeps.
    optimiser: usize,
}

impl Header {
    pub(super) fn new(options: &FitOptions, data: String, network: String) -> Self {
        let options = match serde_json::to_value(options) {
            Ok(Value::Object(options)) => options,
            // They are an object with text for keys.
            _ => Map::new(),
        };
        Self {
            options,
            data,
            network,
            optimiser: 0,
        }
    }

    pub(super) fn with_optimiser(self, tensors: usize) -> Self {
        Self {
            optimiser: tensors,
            ..self
        }
    }

    pub(super) fn optimiser(&self) -> usize {
        self.optimiser
    }

    pub(super) fn text(&self) -> io::Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// What differs in another, which was read, in words.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        // Through text, as the other came: reading a number may change its last bit.
        let options: Map<String, Value> = serde_json::to_string(&self.options)
            .and_then(|text| serde_json::from_str(&text))
            .unwrap_or_default();
        let options = options.iter().filter_map(|(name, value)| {
            let theirs = other.options.get(name).unwrap_or(&Value::Null);
            (theirs != value).then(|| format!("{name} is {theirs} there and {value} here"))
        });
        let mut found: Vec<String> = options.collect();
        if self.data != other.data {
            found.push("its genes, labels, inputs or split are others".into());
        }
        if self.network != other.network {
            found.push("it began with another network".into());
        }
        (!found.is_empty()).then(|| found.join("; "))
    }
}
