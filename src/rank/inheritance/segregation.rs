//! What a family's genotypes say of a mode of inheritance.
//!
//! The rules are the common ones of full penetrance, as GEMINI and slivar have them: everybody who is
//! affected has what causes disease, nobody else does. Here somebody who was not called, or too
//! uncertainly, contradicts nothing and leaves a mode possible; so does one of whom the pedigree does
//! not say whether he or she is affected.

use super::{
    Certainty::{self, Certain, Possible},
    Hit, Transmission,
    family::Kin,
};
use crate::rank::{Chromosome, Relation, Sex};

/// Whether something is as a mode wants it; `None` where it contradicts the mode.
type Verdict = Option<Certainty>;

/// What a family says of a variant of which one copy is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dominance {
    /// All who are affected carry it, and nobody else.
    Segregates {
        /// Certain where all were called.
        certainty: Certainty,
        /// Whether somebody besides the patient is affected.
        is_shared: bool,
    },
    /// The affected may all carry it, and so does somebody who is not affected.
    Incomplete,
    /// Somebody who is affected does not carry it.
    Contradicted,
}

impl Dominance {
    /// Of a variant. One on Y males alone can have.
    pub(super) fn of(hit: &Hit) -> Self {
        let may_have = |kin: &Kin| hit.chromosome != Chromosome::Y || kin.who.sex != Sex::Female;
        let carries = |kin: Kin| match (kin.carries(), hit.chromosome, kin.who.sex) {
            // Who does not carry it may have no Y.
            (Some(false), Chromosome::Y, Sex::Unknown) => None,
            (carries, ..) => carries,
        };
        let affected: Vec<_> = hit.affected().filter(may_have).map(carries).collect();
        let unaffected = hit.unaffected().filter(may_have);
        let Some(certainty) = all(affected.iter().map(|&found| is(found, true))) else {
            return Self::Contradicted;
        };
        match all(unaffected.map(|kin| is(kin.carries(), false))) {
            None => Self::Incomplete,
            Some(unaffected) => Self::Segregates {
                certainty: certainty.min(unaffected),
                is_shared: !affected.is_empty(),
            },
        }
    }
}

/// Whether an unaffected parent of the other sex passed a heterozygous variant on, all who are
/// affected carry it and are of the patient's sex, and nobody of that sex carries it unaffected.
pub(super) fn sex_limited(hit: &Hit) -> Verdict {
    let (parent, other, from) = match hit.sex {
        Sex::Male => (Relation::Mother, Relation::Father, Transmission::Maternal),
        Sex::Female => (Relation::Father, Relation::Mother, Transmission::Paternal),
        Sex::Unknown => return None,
    };
    // Who is affected would have to carry it, and be who passed it on.
    if hit.affected().any(|kin| kin.who.relation == other) {
        return None;
    }
    let is_carrier = |kin: &Kin| kin.who.relation == parent && kin.carries() == Some(true);
    hit.unaffected().find(is_carrier)?;
    let transmission = match hit.transmission? {
        Transmission::Unknown => Some(Possible),
        known => (known == from).then_some(Certain),
    };
    let affected = hit.affected().map(|kin| {
        let is_of_sex = is_known(kin.who.sex).then_some(kin.who.sex == hit.sex);
        both(is(kin.carries(), true), is(is_of_sex, true))
    });
    let unaffected = hit.unaffected().map(|kin| match kin.who.sex {
        Sex::Unknown if kin.carries() == Some(false) => Some(Certain),
        Sex::Unknown => Some(Possible),
        sex if sex == hit.sex => is(kin.carries(), false),
        _ => Some(Certain),
    });
    all(affected.chain(unaffected).chain([transmission]))
}

/// Whether a family says that all copies must be the ALT: those of all who are affected are, and
/// nobody else's.
pub(super) fn recessive(hit: &Hit) -> Verdict {
    let affected = hit.affected().map(|kin| is(kin.is_full(), true));
    all(affected.chain(none_is_full(hit)))
}

/// The same on X, where one copy may show in a female.
pub(super) fn x_linked(hit: &Hit) -> Verdict {
    let affected = hit.affected().map(|kin| match kin.who.sex {
        Sex::Male => is(kin.is_full(), true),
        Sex::Female | Sex::Unknown => is(kin.carries(), true),
    });
    all(affected.chain(none_is_full(hit)))
}

/// Whether all who are affected carry both of two variants, and nobody else does, or has either on
/// all copies.
pub(super) fn compound(a: &Hit, b: &Hit) -> Verdict {
    let pairs = || a.kin().zip(b.kin());
    let has_both = |a: Kin, b: Kin| match (a.carries(), b.carries()) {
        (Some(true), Some(true)) => Some(true),
        (Some(false), _) | (_, Some(false)) => Some(false),
        _ => None,
    };
    let found = pairs().map(|(a, b)| match a.who.affected {
        Some(affected) => is(has_both(a, b), affected),
        None => Some(Certain),
    });
    all(found.chain(none_is_full(a)).chain(none_is_full(b)))
}

/// Whether all who are affected and have their mitochondria of the same mother carry it, of whom these
/// are looked at: the mother, brothers and sisters. Those who carry it may be affected or not.
pub(super) fn mitochondrial(hit: &Hit) -> Verdict {
    let is_maternal = |kin: &Kin| matches!(kin.who.relation, Relation::Mother | Relation::Sibling);
    all(hit
        .affected()
        .filter(is_maternal)
        .map(|kin| is(kin.carries(), true)))
}

fn none_is_full<'a>(hit: &Hit<'a>) -> impl Iterator<Item = Verdict> + use<'a> {
    hit.unaffected().map(|kin| is(kin.is_full(), false))
}

fn is_known(sex: Sex) -> bool {
    sex != Sex::Unknown
}

fn is(found: Option<bool>, wanted: bool) -> Verdict {
    match found {
        Some(found) => (found == wanted).then_some(Certain),
        None => Some(Possible),
    }
}

fn both(a: Verdict, b: Verdict) -> Verdict {
    Some(a?.min(b?))
}

/// What is true of all: certain of none.
fn all(mut verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    verdicts.try_fold(Certain, |so_far, verdict| Some(so_far.min(verdict?)))
}

#[cfg(test)]
mod tests;
