//! The entries of the compound field.

/// A gene of an ALT, as it was written.
#[derive(Debug, PartialEq)]
pub struct Entry {
    pub allele: Vec<u8>,
    pub symbol: Vec<u8>,
    pub id: Vec<u8>,
    /// One a condition.
    pub scores: Vec<Option<f32>>,
    /// One a condition.
    pub patterns: Vec<Option<String>>,
    /// For each condition the percentiles of its second opinions.
    pub opinions: Vec<Vec<Option<f32>>>,
}
