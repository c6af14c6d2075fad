//! From whom a variant is.

use serde::Serialize;

/// What the parents' genotypes say of a variant of their child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transmission {
    /// Neither parent carries it, and both were called.
    DeNovo,
    /// The mother carries it, the father does not.
    Maternal,
    /// The father carries it, the mother does not.
    Paternal,
    /// Both carry it.
    Biparental,
    /// A parent is missing, was not called there, or was called too uncertainly.
    Unknown,
}

/// What two or more heterozygous variants of one gene make together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compound {
    /// On both copies: one from each parent, or phased apart.
    Trans,
    /// On one copy: from one parent, or phased together.
    Cis,
    /// Nobody can tell: neither phase nor parents.
    Unphased,
}

/// A way in which a candidate gene's variants may cause disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A variant that neither parent carries.
    DeNovo,
    /// A homozygous variant; where parents are known, of two carriers.
    Recessive,
    /// Two variants on the two copies, or that may be.
    CompoundHeterozygous,
    /// A hemizygous variant on X.
    XLinked,
}
