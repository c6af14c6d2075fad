//! Genes that are known for the disease.

use serde::Serialize;

/// A gene's entry in a list of known genes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The list's name, without folders.
    pub list: String,
    /// Its confidence, e.g. PanelApp's `Green`; empty where the list has none.
    pub confidence: String,
    /// What else it says, e.g. the mode of inheritance; empty where it has none.
    pub note: String,
}
