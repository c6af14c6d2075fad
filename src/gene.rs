//! Which genes a variant hits.

use serde::{Deserialize, Serialize};

/// A gene and the names that it goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gene {
    /// The current symbol.
    pub symbol: String,
    /// The Ensembl gene ID without its version; empty where it is not known.
    pub ensembl_id: String,
    /// The HGNC ID, e.g. `HGNC:11204`; empty where it is not known.
    pub hgnc_id: String,
    /// Previous symbols and aliases.
    pub synonyms: Vec<String>,
}
