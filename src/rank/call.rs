//! A patient's genotype at one ALT.

pub(super) mod copies;
mod reader;

use serde::Serialize;

use super::{Chromosome, Sex};
use crate::variant::Genotype;

pub use self::reader::CallReader;

/// From this fraction on a mitochondrial variant is homoplasmic, as gnomAD has it (Laricchia et al.
/// 2022, doi:10.1101/gr.276013.121).
const HOMOPLASMIC: f32 = 0.95;

/// A genotype that carries an ALT, with what the caller thinks of it. What is not known is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Call {
    /// GT as in the input, e.g. `0|1`.
    pub genotype: String,
    /// How many of the alleles are this ALT.
    pub zygosity: Zygosity,
    /// Genotype quality (GQ), Phred-scaled; rounded down.
    pub quality: Option<i32>,
    /// Read depth (DP).
    pub depth: Option<i32>,
    /// Reads with REF and with this ALT (AD); `None` where either is missing.
    pub allele_depths: Option<[i32; 2]>,
    /// Where GT is phased: the haplotype that bears this ALT, from 0, and the phase set (PS; 0: none).
    /// `None` also where all haplotypes bear it.
    pub phase: Option<(usize, i64)>,
    /// The same by the reads that GATK saw together, in its fields PGT and PID: a set is a name such
    /// as `1234_A_T`.
    pub physical_phase: Option<(usize, String)>,
    /// How many copies of a symbolic ALT's stretch there are (CN), where the caller says.
    #[serde(skip)]
    pub copies: Option<i32>,
    /// Whether the ALT is a symbol of more copies, as `<DUP>`: of a single X callers write `0/1`.
    #[serde(skip)]
    pub is_gain: bool,
    /// The fraction of mitochondrial genomes with the ALT, 0-1; `None` elsewhere.
    pub heteroplasmy: Option<f32>,
}

/// How many of the alleles at a site are an ALT.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zygosity {
    /// One of two or more; also where the other alleles are missing or are another ALT.
    #[default]
    Heterozygous,
    /// All of two or more; on the mitochondrial genome all, however many are written.
    Homozygous,
    /// The only one: a haploid call, or all alleles on the single X or Y of a male.
    Hemizygous,
}

impl Zygosity {
    /// In a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heterozygous => "heterozygous",
            Self::Homozygous => "homozygous",
            Self::Hemizygous => "hemizygous",
        }
    }

    /// The zygosity of an ALT, counted from 0, by the genotype alone; `None` where the genotype
    /// does not carry it.
    #[must_use]
    pub fn of(genotype: &Genotype, alternate: usize) -> Option<Self> {
        let allele = u32::try_from(alternate).ok()?.checked_add(1)?;
        match (genotype.count(allele), genotype.alleles.len()) {
            (0, _) => None,
            (1, 1) => Some(Self::Hemizygous),
            (count, ploidy) if count == ploidy => Some(Self::Homozygous),
            _ => Some(Self::Heterozygous),
        }
    }

    /// The zygosity at a place of the genome, once the sex is known. Most callers write the single
    /// X and Y of a male as `1/1`, which is hemizygous outside of the pseudoautosomal regions; a
    /// heterozygous call stays, for it may be a mosaic, two copies after all, or an error. A
    /// haploid call on the mitochondrial genome is homozygous: homoplasmic.
    #[must_use]
    pub fn at(self, chromosome: Chromosome, sex: Sex) -> Self {
        match (self, chromosome, sex) {
            (Self::Homozygous, Chromosome::X | Chromosome::Y, Sex::Male) => Self::Hemizygous,
            (Self::Hemizygous, Chromosome::Mitochondrial, _) => Self::Homozygous,
            _ => self,
        }
    }
}

impl Call {
    /// The alleles of the genotype, as text.
    pub(super) fn alleles(&self) -> impl Iterator<Item = &str> + Clone {
        let alleles = self.genotype.split(['/', '|']);
        // A mark before the first allele leaves an empty text.
        alleles.filter(|allele| !allele.is_empty())
    }

    /// Whether the genotype has one allele and missing ones, as `1/.`: it may be on all copies. Where the
    /// number of copies is known, nothing is missing.
    pub(super) fn may_be_on_all_copies(&self) -> bool {
        if self.copies.is_some() {
            return false;
        }
        let mut called = self.alleles().filter(|&allele| allele != ".");
        let first = called.next();
        self.alleles().any(|allele| allele == ".") && called.all(|allele| Some(allele) == first)
    }

    /// The zygosity at a place of the genome, once the sex is known, as [`Zygosity::at`] says. On the
    /// mitochondrial genome the share of reads goes before the genotype, which some callers write as
    /// `0/1` whatever the share is. A change of the number of copies of a single X or Y is hemizygous.
    #[must_use]
    pub fn zygosity_at(&self, chromosome: Chromosome, sex: Sex) -> Zygosity {
        match (chromosome, self.heteroplasmy) {
            (Chromosome::Mitochondrial, Some(HOMOPLASMIC..)) => Zygosity::Homozygous,
            (Chromosome::Mitochondrial, Some(_)) => Zygosity::Heterozygous,
            (Chromosome::X | Chromosome::Y, _) if self.is_of_copies() && sex == Sex::Male => {
                Zygosity::Hemizygous
            }
            _ => self.zygosity.at(chromosome, sex),
        }
    }

    /// Whether it is of a number of copies, or of more of them.
    fn is_of_copies(&self) -> bool {
        self.copies.is_some() || self.is_gain
    }

    /// Puts the zygosity right for a place, as [`Call::zygosity_at`] says.
    pub fn settle(&mut self, chromosome: Chromosome, sex: Sex) {
        self.zygosity = self.zygosity_at(chromosome, sex);
    }
}

#[cfg(test)]
mod tests;
