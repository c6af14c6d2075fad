//! In which ways a gene's variants may cause disease.

use super::{
    Certainty::{self, Certain, Possible},
    Compound, Hit, Limits, Mode, ModeCall, Transmission,
    segregation::{self, Dominance},
};
use crate::rank::{Chromosome, Inheritance, Sex, Zygosity};

/// Of more heterozygous variants of a gene not every pair is looked at: any may be compound then.
const MOST_PAIRED: usize = 64;

/// The ways in which a gene's variants may cause disease, in the order of [`Mode`], each with the
/// highest certainty that a variant has. What may be so and cannot be told is possible: two
/// heterozygous variants without phase, a homozygous one on X without a sex, a missing allele beside
/// the ALT, a relative who was not called or too uncertainly. Without any parent nothing is called de
/// novo.
///
/// A variant that is more frequent than the limit of a mode does not count for it.
#[must_use]
pub fn modes(hits: &[Hit], limits: &Limits) -> Vec<ModeCall> {
    best(calls(hits, limits, &[]).into_iter().flatten())
}

/// Of each mode the most certain call.
pub(in crate::rank) fn best(calls: impl Iterator<Item = ModeCall>) -> Vec<ModeCall> {
    let mut calls: Vec<_> = calls.collect();
    calls.sort_unstable_by_key(|call| (call.mode, std::cmp::Reverse(call.certainty)));
    calls.dedup_by_key(|call| call.mode);
    calls
}

/// The modes of each of a gene's variants. `inheritance`: by which the gene is known to cause disease;
/// where one copy is enough for it, somebody unaffected who carries it does not rule a mode out, for
/// not all carriers may be affected.
pub(in crate::rank) fn calls(
    hits: &[Hit],
    limits: &Limits,
    inheritance: &[Inheritance],
) -> Vec<Vec<ModeCall>> {
    let pairs = compounds(hits, limits);
    let all = hits.iter().zip(pairs).map(|(hit, pair)| {
        let mut calls = hit.calls(limits, inheritance);
        calls.extend(pair.map(|certainty| ModeCall {
            mode: Mode::CompoundHeterozygous,
            certainty,
        }));
        calls.sort_unstable();
        calls
    });
    all.collect()
}

/// Of each variant, whether it is one of two on the two copies.
fn compounds(hits: &[Hit], limits: &Limits) -> Vec<Option<Certainty>> {
    let mut found = vec![None; hits.len()];
    let is_one = |&place: &usize| hits[place].is_half() && limits.admit_recessive(&hits[place]);
    let halves: Vec<usize> = (0..hits.len()).filter(is_one).collect();
    if halves.len() > MOST_PAIRED {
        halves
            .iter()
            .for_each(|&place| found[place] = Some(Possible));
        return found;
    }
    for (i, &a) in halves.iter().enumerate() {
        for &b in &halves[i + 1..] {
            let pair = compound(&hits[a], &hits[b]);
            found[a] = found[a].max(pair);
            found[b] = found[b].max(pair);
        }
    }
    found
}

fn compound(a: &Hit, b: &Hit) -> Option<Certainty> {
    let phase = match Compound::of(&[*a, *b])? {
        Compound::Trans => Certain,
        Compound::Unphased => Possible,
        Compound::Cis => return None,
    };
    Some(phase.min(segregation::compound(a, b)?))
}

impl Limits {
    fn admit(&self, mode: Mode, hit: &Hit) -> bool {
        match mode {
            Mode::DeNovo | Mode::PossiblyDeNovo | Mode::Dominant | Mode::SexLimited => {
                self.admit_dominant(hit)
            }
            Mode::YLinked => self.admit_dominant(hit),
            Mode::Recessive | Mode::CompoundHeterozygous => self.admit_recessive(hit),
            Mode::XLinked | Mode::Mitochondrial => self.admit_recessive(hit),
        }
    }
}

impl Hit<'_> {
    /// The modes that the variant has alone.
    fn calls(&self, limits: &Limits, inheritance: &[Inheritance]) -> Vec<ModeCall> {
        let found = [
            (Mode::DeNovo, self.is_de_novo().then_some(Certain)),
            (
                Mode::PossiblyDeNovo,
                self.may_be_de_novo.then_some(Possible),
            ),
            (Mode::Dominant, self.dominant(inheritance)),
            (Mode::SexLimited, self.sex_limited()),
            (Mode::Recessive, self.recessive()),
            (Mode::XLinked, self.x_linked()),
            (Mode::YLinked, self.y_linked(inheritance)),
            (Mode::Mitochondrial, self.mitochondrial()),
        ];
        let found = found.into_iter();
        let calls = found.filter_map(|(mode, certainty)| {
            let certainty = certainty?;
            Some(ModeCall { mode, certainty })
        });
        calls.filter(|call| limits.admit(call.mode, self)).collect()
    }

    pub(super) fn is_de_novo(&self) -> bool {
        self.transmission == Some(Transmission::DeNovo)
    }

    /// The zygosity, where what is missing of the genotype is more of the same.
    fn zygosity_at_most(&self) -> Zygosity {
        match self.is_half_called && self.zygosity == Zygosity::Heterozygous {
            true => Zygosity::Homozygous.at(self.chromosome, self.sex),
            false => self.zygosity,
        }
    }

    /// What is no surer than the genotype.
    fn at_most(&self, certainty: Certainty) -> Certainty {
        match self.is_half_called {
            true => Possible,
            false => certainty,
        }
    }

    /// Whether it is on one of two copies.
    pub(super) fn is_one_of_two(&self) -> bool {
        let are_two = match self.chromosome {
            Chromosome::X => self.sex != Sex::Male,
            Chromosome::Y | Chromosome::Mitochondrial => false,
            Chromosome::Autosome | Chromosome::Pseudoautosomal | Chromosome::Other => true,
        };
        are_two && self.zygosity == Zygosity::Heterozygous
    }

    fn dominant(&self, inheritance: &[Inheritance]) -> Option<Certainty> {
        let rule = match self.chromosome {
            Chromosome::X => Inheritance::XMonoallelic,
            _ => Inheritance::Monoallelic,
        };
        let may_be_incomplete = inheritance.contains(&rule);
        let certainty = match Dominance::of(self) {
            Dominance::Segregates {
                certainty,
                is_shared: true,
            } => self.at_most(certainty),
            Dominance::Segregates { .. } => Possible,
            Dominance::Incomplete if may_be_incomplete => Possible,
            Dominance::Incomplete | Dominance::Contradicted => return None,
        };
        self.is_one_of_two().then_some(certainty)
    }

    fn sex_limited(&self) -> Option<Certainty> {
        let is_one = self.is_one_of_two() && self.chromosome != Chromosome::X;
        let certainty = segregation::sex_limited(self).filter(|_| is_one)?;
        Some(self.at_most(certainty))
    }

    fn is_recessive(&self) -> bool {
        let zygosity = self.zygosity_at_most();
        let on_all_copies = match self.chromosome {
            Chromosome::X => zygosity == Zygosity::Homozygous,
            Chromosome::Y | Chromosome::Mitochondrial => false,
            Chromosome::Autosome | Chromosome::Pseudoautosomal | Chromosome::Other => {
                zygosity != Zygosity::Heterozygous
            }
        };
        on_all_copies && !self.is_de_novo()
    }

    fn recessive(&self) -> Option<Certainty> {
        let certainty = segregation::recessive(self).filter(|_| self.is_recessive())?;
        let is_of_one_parent = matches!(
            self.transmission,
            Some(Transmission::Maternal | Transmission::Paternal)
        );
        let lacks_a_copy = is_of_one_parent && self.zygosity == Zygosity::Homozygous;
        let may_be_hemizygous = self.chromosome == Chromosome::X && self.sex == Sex::Unknown;
        match lacks_a_copy || may_be_hemizygous {
            true => Some(Possible),
            false => Some(self.at_most(certainty)),
        }
    }

    fn x_linked(&self) -> Option<Certainty> {
        let zygosity = match self.chromosome {
            Chromosome::X => self.zygosity_at_most(),
            _ => return None,
        };
        let certainty = segregation::x_linked(self)?;
        match (zygosity, self.sex) {
            (Zygosity::Hemizygous, _) => Some(self.at_most(certainty)),
            (Zygosity::Homozygous, Sex::Unknown) => Some(Possible),
            _ => None,
        }
    }

    fn y_linked(&self, inheritance: &[Inheritance]) -> Option<Certainty> {
        let may_be_incomplete = inheritance.contains(&Inheritance::YHemizygous);
        let certainty = match Dominance::of(self) {
            Dominance::Segregates { certainty, .. } => certainty,
            Dominance::Incomplete if may_be_incomplete => Possible,
            Dominance::Incomplete | Dominance::Contradicted => return None,
        };
        let is_sure = self.sex == Sex::Male && self.zygosity != Zygosity::Heterozygous;
        match (self.chromosome, self.sex) {
            (Chromosome::Y, Sex::Male | Sex::Unknown) if is_sure => Some(self.at_most(certainty)),
            (Chromosome::Y, Sex::Male | Sex::Unknown) => Some(Possible),
            _ => None,
        }
    }

    fn mitochondrial(&self) -> Option<Certainty> {
        let is_there = self.chromosome == Chromosome::Mitochondrial;
        segregation::mitochondrial(self).filter(|_| is_there)
    }
}

#[cfg(test)]
mod tests;
