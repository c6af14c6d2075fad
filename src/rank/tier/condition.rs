//! Whether a variant meets a tier's conditions.

use super::{
    Basis,
    config::{Condition, Tier},
};
use crate::rank::{
    Candidate, CandidateVariant, ClinicalClass, Dosage, EffectKind, Fit, Impact, Structural,
    StructuralExtent, StructuralKind,
};

/// What is known of a variant, as far as conditions ask.
pub struct Evidence {
    clinical: Option<ClinicalClass>,
    effect: Option<EffectKind>,
    impact: Option<Impact>,
    fit: Fit,
    known: bool,
    with_list: bool,
    dosage: bool,
    regulatory: bool,
}

impl Evidence {
    pub fn new(candidate: &Candidate, variant: &CandidateVariant, basis: Basis) -> Self {
        let structural = variant.structural.as_ref();
        Self {
            clinical: variant.clinical_class,
            effect: variant.effect.as_ref().map(|effect| effect.kind),
            impact: impact(variant),
            fit: variant.fit,
            known: candidate.known.is_some(),
            with_list: basis.has_list,
            dosage: structural.is_some_and(|found| changes_dosage(candidate, found)),
            regulatory: structural.is_some_and(|found| !found.regulatory.is_empty()),
        }
    }
}

/// The consequence's impact; of what rearranges a part of a gene at least moderate, for annotators call
/// most of it a modifier.
fn impact(variant: &CandidateVariant) -> Option<Impact> {
    let told = variant.transcript.as_ref().and_then(|found| found.impact);
    let is_part = |found: &Structural| found.extent == StructuralExtent::Part;
    let part = variant.structural.as_ref().is_some_and(is_part);
    told.max(part.then_some(Impact::Moderate))
}

/// Whether all of a gene is lost or gained of which the list says that this causes disease.
fn changes_dosage(candidate: &Candidate, found: &Structural) -> bool {
    let dosage = match found.kind {
        StructuralKind::Loss => Dosage::Loss,
        StructuralKind::Gain => Dosage::Gain,
        _ => return false,
    };
    let known = candidate.known.as_ref();
    found.extent == StructuralExtent::Whole && known.is_some_and(|k| k.dosage.contains(&dosage))
}

impl Tier {
    pub fn is_met(&self, evidence: &Evidence) -> bool {
        self.when.iter().any(|condition| condition.is_met(evidence))
    }
}

impl Condition {
    fn is_met(&self, evidence: &Evidence) -> bool {
        let is = |asked: Option<bool>, found: bool| asked.is_none_or(|asked| asked == found);
        is_one_of(self.clinical.as_deref(), evidence.clinical)
            && is_none_of(self.unless_clinical.as_deref(), evidence.clinical)
            && is_one_of(self.effect.as_deref(), evidence.effect)
            && self
                .impact
                .is_none_or(|least| evidence.impact >= Some(least))
            && self.fit.is_none_or(|least| evidence.fit >= least)
            && is(self.known, evidence.known)
            && is(self.with_list, evidence.with_list)
            && is(self.dosage, evidence.dosage)
            && is(self.regulatory, evidence.regulatory)
    }
}

fn is_one_of<T: PartialEq>(asked: Option<&[T]>, found: Option<T>) -> bool {
    asked.is_none_or(|asked| found.is_some_and(|found| asked.contains(&found)))
}

fn is_none_of<T: PartialEq>(asked: Option<&[T]>, found: Option<T>) -> bool {
    let is_in = |found: T| asked.is_some_and(|asked| asked.contains(&found));
    !found.is_some_and(is_in)
}
