//! What each filter left.

use serde::Serialize;

use super::Mode;

/// The filters in the order in which they were asked, with what passed them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// The first step is all that was read.
    pub steps: Vec<FunnelStep>,
}

/// What passed a filter and all before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunnelStep {
    /// The filter's short name, e.g. `frequency`.
    pub name: String,
    /// What it asks, e.g. `at most 0.01 in gnomADe_AF or gnomADg_AF`.
    pub rule: String,
    /// What is said of variants that passed it, e.g. `rare`.
    #[serde(skip)]
    pub passed: &'static str,
    /// Variants: a record's ALT counts once.
    pub variants: u64,
    /// The genes that they hit.
    pub genes: u64,
    /// Of the variants, those that passed because the input does not say what the filter asks.
    pub unknown: u64,
    /// For the filter of modes of inheritance, what each mode has; a gene may have several.
    pub modes: Vec<FunnelMode>,
}

/// What is of a mode of inheritance, of all that the filters before let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FunnelMode {
    /// The mode.
    pub mode: Mode,
    /// Whether it was asked for; others are told where they are near to one that was.
    pub kept: bool,
    /// Genes.
    pub genes: u64,
    /// Variants.
    pub variants: u64,
    /// Of the variants, those for which the mode is only possible.
    pub possible: u64,
}
