//! What decided a gene's place, in a sentence.

use super::Tiers;
use crate::rank::{
    Candidate, CandidateVariant, ClinicalClass, Dosage, EffectKind, Fit, Inheritance, Known,
    Structural, StructuralExtent, StructuralKind,
    inheritance::NO_PARENT,
    text::{capitalised, terms},
};

/// The sentence of a candidate, by the variant that decided.
pub fn of(tiers: &Tiers, candidate: &Candidate, variant: &CandidateVariant) -> String {
    let structural = variant.structural.as_ref();
    let parts = [
        variant.clinical_class.and_then(clinical),
        effect(tiers, variant),
        structural.and_then(|found| dosage(candidate, found)),
        structural.and_then(regulatory),
        Some(inheritance(candidate, variant)),
        Some(
            candidate
                .known
                .as_ref()
                .map_or("in no list of known genes".into(), known),
        ),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    format!("{}.", capitalised(&parts.join("; ")))
}

fn clinical(class: ClinicalClass) -> Option<String> {
    match class {
        ClinicalClass::Uncertain => None,
        ClinicalClass::Conflicting => Some("ClinVar's submitters contradict one another".into()),
        class => Some(format!("reported {} by ClinVar", class.name())),
    }
}

/// What the variant does; of one that nobody calls harmful what it is, and who was asked.
fn effect(tiers: &Tiers, variant: &CandidateVariant) -> Option<String> {
    let Some(effect) = &variant.effect else {
        let transcript = variant.transcript.as_ref();
        let what = transcript.map(|found| terms(&found.consequence));
        let what = what.filter(|what| !what.is_empty());
        let said = tiers.undamaging(variant);
        let said = said.map_or("nobody says that it does harm".into(), |by| {
            format!("not damaging by {by}")
        });
        let parts = what.into_iter().chain([said]).collect::<Vec<_>>();
        return variant.structural.is_none().then(|| parts.join(", "));
    };
    let by = terms(&effect.by);
    Some(match effect.kind {
        EffectKind::LossOfFunction => format!("loss of function ({by})"),
        EffectKind::Damaging => format!("damaging by {by}"),
    })
}

fn dosage(candidate: &Candidate, found: &Structural) -> Option<String> {
    if found.extent != StructuralExtent::Whole {
        return None;
    }
    let change = match found.kind {
        StructuralKind::Loss => return None,
        StructuralKind::Gain => "a copy of the whole gene more",
        _ => return None,
    };
    let known = candidate.known.as_ref();
    let matters = known.is_some_and(|k| k.dosage.contains(&Dosage::Gain));
    let words = if matters {
        ", and the list says that its dosage matters"
    } else {
        ""
    };
    Some(format!("{change}{words}"))
}

fn regulatory(found: &Structural) -> Option<String> {
    let regions = &found.regulatory;
    (!regions.is_empty()).then(|| format!("it touches {}", regions.join(" and ")))
}

/// How many copies, from whom, and whether that fits.
fn inheritance(candidate: &Candidate, variant: &CandidateVariant) -> String {
    let rule = candidate.known.as_ref().map(rule).unwrap_or_default();
    let of_gene = match rule.is_empty() {
        true => "a mode of inheritance".into(),
        false => format!("the gene's mode of inheritance ({rule})"),
    };
    let fits = match variant.fit {
        Fit::Yes => "which fits",
        Fit::May => "which may fit",
        Fit::No => "which does not fit",
    };
    // That no parent is there is said as what is missing.
    let found = variant
        .fit_reason
        .split("; ")
        .filter(|part| *part != NO_PARENT);
    let found = found.collect::<Vec<_>>().join(", ");
    format!("{found}, {fits} {of_gene}")
}

fn rule(known: &Known) -> String {
    let words = known
        .inheritance
        .iter()
        .map(|inheritance| match inheritance {
            Inheritance::Monoallelic => "one copy",
            Inheritance::Biallelic => "both copies",
            Inheritance::XHemizygous => "the only X, or both",
            Inheritance::XMonoallelic => "one X",
            Inheritance::YHemizygous => "the Y",
            Inheritance::Mitochondrial => "mitochondrial",
        });
    words.collect::<Vec<_>>().join(", or ")
}

fn known(known: &Known) -> String {
    match known.confidence.as_str() {
        "" => format!("known by {}", known.list),
        confidence => format!("known by {} ({confidence})", known.list),
    }
}
