//! The sex by which a model is chosen.

mod counter;

use serde::Serialize;

pub use self::counter::SexCounter;

/// A patient's sex, as far as chromosomes tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// One X and a Y.
    Male,
    /// Two X.
    Female,
    /// Not known, or neither.
    #[default]
    Unknown,
}

/// Where a sex is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SexSource {
    /// An option.
    Given,
    /// A PED file.
    Pedigree,
    /// The genotypes on X and Y.
    Genotypes,
    /// Nothing says.
    #[default]
    None,
}

/// A sex, where it is from, and what the genotypes say in any case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SexCall {
    /// The sex.
    pub sex: Sex,
    /// Where it is from.
    pub source: SexSource,
    /// What the genotypes say, whatever the source is.
    pub evidence: SexEvidence,
}

/// Genotypes on X and Y, outside of the pseudoautosomal regions: single-base substitutions that
/// passed FILTER.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SexEvidence {
    /// Sites on X with an ALT.
    pub x_sites: u64,
    /// Of these the heterozygous ones.
    pub x_heterozygous: u64,
    /// Sites on Y with an ALT on all copies. Those with REF beside it are not counted: most are reads
    /// of X that were put on Y.
    pub y_sites: u64,
    /// The sex that they tell.
    pub inferred: Sex,
    /// Why, in words: for the report.
    pub reason: String,
}
