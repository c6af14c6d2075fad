//! A patient's family: who is in it, and what they have at a variant.

use super::{Floors, Hit};
use crate::rank::{Chromosome, Relation, RelativeCall, Sex, Zygosity, text::listed};

/// One of a patient's family who is a sample of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relative {
    /// The sample's name.
    pub name: String,
    /// How it is related to the patient.
    pub relation: Relation,
    /// Whether it is affected; `None` where the pedigree does not say.
    pub affected: Option<bool>,
    /// The sex by which copies are counted: by the genotypes where they are clear, else as declared.
    pub sex: Sex,
}

/// What the reader should know of relatives beside the parents, whose genotypes count too.
pub(in crate::rank) fn note(relatives: &[Relative]) -> Option<String> {
    let is_parent = |one: &Relative| matches!(one.relation, Relation::Mother | Relation::Father);
    if relatives.iter().all(is_parent) {
        return None;
    }
    let those = |affected: Option<bool>, word: &str| {
        let names = relatives.iter().filter(|one| one.affected == affected);
        let names: Vec<_> = names.map(|one| one.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{word} {}", listed(names.into_iter())))
    };
    let told = [
        those(Some(true), "affected"),
        those(Some(false), "unaffected"),
        those(None, "of whom nobody says so"),
    ];
    let told: Vec<_> = told.into_iter().flatten().collect();
    Some(format!(
        "The family's genotypes say which modes of inheritance are possible: {}.",
        told.join("; ")
    ))
}

/// A relative at a variant of the patient. What was called too uncertainly is not known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kin<'a> {
    pub(super) who: &'a Relative,
    call: &'a RelativeCall,
    chromosome: Chromosome,
}

impl<'a> Hit<'a> {
    /// The relatives, each with its genotype here.
    pub(super) fn kin(&self) -> impl Iterator<Item = Kin<'a>> + use<'a> {
        let chromosome = self.chromosome;
        let both = self.relatives.iter().zip(self.calls);
        both.map(move |(who, call)| Kin {
            who,
            call,
            chromosome,
        })
    }

    /// Those who are affected.
    pub(super) fn affected(&self) -> impl Iterator<Item = Kin<'a>> + use<'a> {
        self.kin().filter(|kin| kin.who.affected == Some(true))
    }

    /// Those who are known not to be.
    pub(super) fn unaffected(&self) -> impl Iterator<Item = Kin<'a>> + use<'a> {
        self.kin().filter(|kin| kin.who.affected == Some(false))
    }
}

impl Kin<'_> {
    /// Whether it carries the ALT.
    pub(super) fn carries(&self) -> Option<bool> {
        let is_sure = !Floors::default().is_low(self.call);
        self.call.carries.filter(|_| is_sure)
    }

    /// Whether all of its copies are the ALT.
    pub(super) fn is_full(&self) -> Option<bool> {
        let is_low = Floors::default().is_low(self.call);
        if !is_low && self.call.has_another() || !self.carries()? {
            return Some(false);
        }
        let zygosity = self.call.zygosity?.at(self.chromosome, self.who.sex);
        let is_x_of_male = self.chromosome == Chromosome::X && self.who.sex == Sex::Male;
        match zygosity {
            Zygosity::Homozygous | Zygosity::Hemizygous => Some(true),
            // A mosaic, an error, or half a call: nobody can tell.
            Zygosity::Heterozygous if is_x_of_male || self.call.is_half_called() => None,
            Zygosity::Heterozygous => Some(false),
        }
    }
}

impl RelativeCall {
    /// Whether no allele that was called is the ALT, and some was.
    fn has_another(&self) -> bool {
        let mut alleles = self.genotype.split(['/', '|']);
        self.zygosity.is_none() && alleles.any(|allele| !matches!(allele, "" | "."))
    }

    fn is_half_called(&self) -> bool {
        let mut alleles = self.genotype.split(['/', '|']);
        alleles.any(|allele| allele == ".")
    }
}
