//! What decided a gene's place, in a sentence.

use crate::rank::{
    Candidate, CandidateVariant, ClinicalClass, EffectKind, Fit, Inheritance, Known, Structural,
    StructuralExtent, StructuralKind, Transmission, Zygosity,
};

/// The sentence of a candidate, by the variant that decided.
pub fn of(candidate: &Candidate, variant: &CandidateVariant) -> String {
    let structural = variant.structural.as_ref();
    let parts = [
        variant.clinical_class.and_then(clinical).map(String::from),
        effect(variant),
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
    sentence(&parts.join("; "))
}

fn clinical(class: ClinicalClass) -> Option<&'static str> {
    Some(match class {
        ClinicalClass::Pathogenic => "reported pathogenic by ClinVar",
        ClinicalClass::LikelyPathogenic => "reported likely pathogenic by ClinVar",
        ClinicalClass::Conflicting => "ClinVar's submitters contradict one another",
        ClinicalClass::Benign => "reported benign by ClinVar",
        ClinicalClass::LikelyBenign => "reported likely benign by ClinVar",
        ClinicalClass::Uncertain => return None,
    })
}

fn effect(variant: &CandidateVariant) -> Option<String> {
    let Some(effect) = &variant.effect else {
        let is_silent = variant.clinical_class.is_none() && variant.structural.is_none();
        return is_silent.then(|| "nothing says that it does harm".into());
    };
    let by = effect.by.replace('_', " ");
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
    let matters = candidate
        .known
        .as_ref()
        .is_some_and(|k| !k.dosage.is_empty());
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
    let copies = match variant.call.zygosity {
        Zygosity::Heterozygous => "heterozygous",
        Zygosity::Homozygous => "homozygous",
        Zygosity::Hemizygous => "hemizygous",
    };
    let from = match variant.transmission {
        Some(Transmission::DeNovo) => ", in neither parent",
        Some(Transmission::Maternal) => ", from the mother",
        Some(Transmission::Paternal) => ", from the father",
        Some(Transmission::Biparental) => ", from both parents",
        Some(Transmission::Unknown) | None => "",
    };
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
    format!("{copies}{from}, {fits} {of_gene}")
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

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
