//! A patient's genotype at one ALT.

use serde::Serialize;

/// A genotype that carries an ALT, with what the caller thinks of it. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Call {
    /// GT as in the input, e.g. `0|1`.
    pub genotype: String,
    /// How many of the alleles are this ALT.
    pub zygosity: Zygosity,
    /// Genotype quality (GQ), Phred-scaled.
    pub quality: Option<i32>,
    /// Read depth (DP).
    pub depth: Option<i32>,
    /// Reads with REF and with this ALT (AD).
    pub allele_depths: Option<[i32; 2]>,
    /// Where phased: the haplotype that bears this ALT, from 0, and the phase set (PS; 0: none).
    pub phase: Option<(usize, i64)>,
}

/// How many of the alleles at a site are an ALT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zygosity {
    /// One of two or more; also where the other alleles are missing or are another ALT.
    #[default]
    Heterozygous,
    /// All of two or more.
    Homozygous,
    /// The only one: a haploid call, or all alleles on the single X or Y of a male.
    Hemizygous,
}
