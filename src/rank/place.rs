//! Why a gene stands where it stands.

use serde::{Deserialize, Serialize};

use super::Zygosity;

/// Why a gene stands where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The tier, from 1; `None` where the order has no tiers.
    pub tier: Option<usize>,
    /// The tier's name; empty without one.
    pub name: String,
    /// What decided, in a sentence: the variant that meets the tier's rule, and by what.
    pub reason: String,
    /// That variant, as an index of the candidate's; `None` where none meets more than any other.
    pub variant: Option<usize>,
    /// What would have to be known for a better place, in a sentence each.
    pub missing: Vec<String>,
}

/// How the ways in which a gene's variants may cause disease fit the gene's mode of inheritance, the
/// worst first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// In none of the ways that are known of the gene.
    #[default]
    No,
    /// It may: a genotype, a phase, a parent or the gene's mode is not known.
    May,
    /// It does.
    Yes,
}

/// What a variant does to the protein.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The worst that is said.
    pub kind: EffectKind,
    /// Who says so: `stop_gained`, `REVEL 0.93 (from 0.644 on)`.
    pub by: String,
}

/// What a variant does to the protein, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EffectKind {
    /// A predictor calls it damaging.
    Damaging,
    /// No protein, or none that is whole.
    LossOfFunction,
}

/// A gain, a loss or a rearrangement of more than some bases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Structural {
    /// What it is.
    pub kind: StructuralKind,
    /// How many bases, where known.
    pub length: Option<u64>,
    /// How many copies the patient has, where the caller says.
    pub copies: Option<u32>,
    /// What of the gene it takes in.
    pub extent: StructuralExtent,
    /// The regulatory regions of the gene that it touches, by their names.
    pub regulatory: Vec<String>,
}

/// Kinds of structural variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StructuralKind {
    /// A deletion, or fewer copies.
    Loss,
    /// A duplication, or more copies.
    Gain,
    /// An inversion.
    Inversion,
    /// An insertion.
    Insertion,
    /// A breakend, or a translocation.
    Breakend,
    /// Another.
    Other,
}

/// What of a gene a structural variant takes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StructuralExtent {
    /// All of it.
    Whole,
    /// A part.
    Part,
    /// Nothing but a regulatory region.
    Regulatory,
    /// Nobody can tell.
    #[default]
    Unknown,
}

/// How somebody is related to a patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// A brother or a sister, by the mother at least.
    Sibling,
    /// A brother or a sister by the father alone.
    PaternalHalfSibling,
    /// A son or a daughter.
    Child,
    /// Another of the family.
    #[default]
    Other,
}

/// What a relative's genotype is at a patient's variant, and who the relative is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelatedCall {
    /// The sample's name.
    pub sample: String,
    /// How it is related to the patient.
    pub relation: Relation,
    /// Whether it is affected; `None` where the pedigree does not say.
    pub affected: Option<bool>,
    /// The genotype.
    pub call: RelativeCall,
}

/// What a relative's genotype is at a patient's variant.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RelativeCall {
    /// Whether the relative carries the ALT; `None` where it was not called.
    pub carries: Option<bool>,
    /// How many of the alleles are the ALT, by the genotype alone; `None` where none is.
    pub zygosity: Option<Zygosity>,
    /// GT; empty where there is none.
    pub genotype: String,
    /// GQ.
    pub quality: Option<i32>,
    /// DP.
    pub depth: Option<i32>,
    /// Reads with REF and with this ALT (AD).
    pub allele_depths: Option<[i32; 2]>,
    /// The fraction of mitochondrial genomes with the ALT, 0-1; `None` elsewhere.
    pub heteroplasmy: Option<f32>,
}

/// What a file says of a patient's genome as a whole, such as of SRY.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Of what: `SRY`, `X`, `Y`, `Runs of homozygosity`.
    pub of: String,
    /// What, in a sentence.
    pub said: String,
}
