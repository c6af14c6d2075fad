//! From whom a variant is, and what that makes of it.

mod compound;
mod family;
mod fit;
mod limits;
mod mode;
mod segregation;
mod transmission;

use serde::Serialize;

use super::{Call, Chromosome, RelativeCall, Sex, Zygosity};

pub use self::{
    family::Relative,
    limits::Limits,
    mode::modes,
    transmission::{Floors, Parents},
};
pub(super) use self::{
    family::note,
    fit::{Fitting, NO_PARENT, fit},
    mode::{best, calls},
};

/// What the parents' genotypes say of a variant of their child. It is said once both are known,
/// save where one of them alone can have given it: the mother a mitochondrial one or one on a
/// son's X, the father one on Y.
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
    /// Some two are on both copies: one from each parent, phased apart, or two ALTs of one site.
    Trans,
    /// All are on one copy: from one parent, or phased together.
    Cis,
    /// Nobody can tell: neither phase nor parents.
    Unphased,
}

/// A way in which a candidate gene's variants may cause disease.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A variant that neither parent carries, both called surely: [`Transmission::DeNovo`].
    DeNovo,
    /// A variant that no parent in the input carries, of whom one is missing, was not called, or too
    /// uncertainly.
    PossiblyDeNovo,
    /// A heterozygous variant on an autosome, a pseudoautosomal region or one of two X.
    Dominant,
    /// A heterozygous variant that an unaffected parent of the other sex passed on.
    SexLimited,
    /// A homozygous variant, or the only copy of an autosome. Where parents are known, one of them
    /// carries it: beside one carrier the other copy may be lost, and with no carrier the variant
    /// is de novo.
    Recessive,
    /// Two variants on the two copies, or that may be.
    CompoundHeterozygous,
    /// A hemizygous variant on X; where the chromosomes are not known, also a homozygous one.
    XLinked,
    /// A variant on Y.
    YLinked,
    /// A variant of the mitochondrial genome.
    Mitochondrial,
}

impl Mode {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::DeNovo,
        Self::PossiblyDeNovo,
        Self::Dominant,
        Self::SexLimited,
        Self::Recessive,
        Self::CompoundHeterozygous,
        Self::XLinked,
        Self::YLinked,
        Self::Mitochondrial,
    ];

    /// Its name, as options and JSON have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DeNovo => "de-novo",
            Self::PossiblyDeNovo => "possibly-de-novo",
            Self::Dominant => "dominant",
            Self::SexLimited => "sex-limited",
            Self::Recessive => "recessive",
            Self::CompoundHeterozygous => "compound-heterozygous",
            Self::XLinked => "x-linked",
            Self::YLinked => "y-linked",
            Self::Mitochondrial => "mitochondrial",
        }
    }

    /// The modes that are near to others: what is told of them where only the others are asked for.
    #[must_use]
    pub(super) fn near(self) -> Option<Self> {
        match self {
            Self::DeNovo => Some(Self::PossiblyDeNovo),
            Self::Dominant => Some(Self::SexLimited),
            _ => None,
        }
    }
}

/// How sure it is that a mode is one of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// A genotype, a phase, a relative or the chromosomes are not known.
    Possible,
    /// All that is known of the patient and the family says so.
    Certain,
}

/// A mode in which a variant may cause disease, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModeCall {
    /// The mode.
    pub mode: Mode,
    /// How sure.
    pub certainty: Certainty,
}

/// A variant of a gene, as far as inheritance goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'a> {
    /// Where it is.
    pub chromosome: Chromosome,
    /// The sex by which copies of the place are counted.
    pub sex: Sex,
    /// How many of the alleles it is, settled for the place and the sex.
    pub zygosity: Zygosity,
    /// The haplotype that bears it, and the phase set.
    pub phase: Option<(usize, i64)>,
    /// The same by reads of one caller: see [`Call::physical_phase`].
    pub physical_phase: Option<(usize, &'a str)>,
    /// The number of alleles of the genotype.
    pub ploidy: usize,
    /// Whether the genotype has this ALT and missing alleles alone, as `1/.`: it may be on all copies.
    pub is_half_called: bool,
    /// Whether it may be de novo: see [`Transmission::may_be_de_novo`].
    pub may_be_de_novo: bool,
    /// From whom it is; `None` where no parent is among the samples.
    pub transmission: Option<Transmission>,
    /// The patient's family, as far as it is among the samples.
    pub relatives: &'a [Relative],
    /// Their genotypes, in the same order.
    pub calls: &'a [RelativeCall],
    /// How frequent it is in a population, by which [`Limits`] judge it; `None` where that is not
    /// known, or does not matter.
    pub frequency: Option<f64>,
    /// The record's place in the input: ALTs of one record are on different copies.
    pub record: u64,
}

impl<'a> Hit<'a> {
    /// Of a patient's call, whose copies at the place are those of the sex. Nothing is known of
    /// relatives and of populations.
    #[must_use]
    pub fn new(call: &'a Call, chromosome: Chromosome, sex: Sex, record: u64) -> Self {
        let physical = call.physical_phase.as_ref();
        Self {
            chromosome,
            sex,
            zygosity: call.zygosity_at(chromosome, sex),
            phase: call.phase,
            physical_phase: physical.map(|(haplotype, set)| (*haplotype, set.as_str())),
            is_half_called: call.may_be_on_all_copies(),
            ploidy: call.alleles().count(),
            may_be_de_novo: false,
            transmission: None,
            relatives: &[],
            calls: &[],
            frequency: None,
            record,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variant on an autosome by its genotype.
    pub(super) fn hit(genotype: &str, record: u64) -> Hit<'static> {
        let zygosity = match genotype {
            "1/1" => Zygosity::Homozygous,
            _ => Zygosity::Heterozygous,
        };
        let call = Box::leak(Box::new(Call {
            genotype: genotype.into(),
            zygosity,
            ..Call::default()
        }));
        Hit::new(call, Chromosome::Autosome, Sex::Unknown, record)
    }

    #[test]
    fn names_are_those_of_json() {
        for mode in Mode::ALL {
            assert_eq!(serde_json::to_value(mode).unwrap(), mode.name());
        }
    }

    #[test]
    fn alleles_are_counted_without_marks() {
        let ploidies = ["1", "0/1", "/0|1", "0|1/2", "./1"].map(|text| hit(text, 0).ploidy);
        assert_eq!(ploidies, [1, 2, 2, 3, 2]);
    }

    #[test]
    fn a_half_called_genotype_has_no_other_allele() {
        let texts = ["./1", "1|.", "1/./1", "1/2/.", "0/1", "1/1"];
        let half = texts.map(|text| hit(text, 0).is_half_called);
        assert_eq!(half, [true, true, true, false, false, false]);
    }
}
