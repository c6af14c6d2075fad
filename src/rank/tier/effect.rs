//! What a variant does to the protein.

use super::config::{Config, CutOff};
use crate::{
    gene::consequence::severity::{canonical, split},
    rank::{
        CandidateVariant, Effect, EffectKind, Predictor, StructuralExtent, StructuralKind,
        annotation::Prediction, text::terms,
    },
};

/// The worst that consequences, the caller of structural variants and predictors say.
pub fn of(config: &Config, variant: &CandidateVariant) -> Option<Effect> {
    let lost = lost(config, variant).or_else(|| whole_loss(variant));
    lost.map(|by| Effect {
        kind: EffectKind::LossOfFunction,
        by,
    })
    .or_else(|| {
        let by = damaging(config, variant)?;
        let kind = EffectKind::Damaging;
        Some(Effect { kind, by })
    })
}

/// The term by which the protein is taken away.
fn lost(config: &Config, variant: &CandidateVariant) -> Option<String> {
    let terms = &config.loss_of_function.terms;
    let transcript = variant.transcript.as_ref()?;
    let mut found = split(transcript.consequence.as_bytes()).map(canonical);
    let is_loss = |term: &&[u8]| terms.iter().any(|known| known.as_bytes() == *term);
    let term = found.find(is_loss)?;
    Some(String::from_utf8_lossy(term).into_owned())
}

fn whole_loss(variant: &CandidateVariant) -> Option<String> {
    let structural = variant.structural.as_ref()?;
    let is_loss = structural.kind == StructuralKind::Loss;
    (is_loss && structural.extent == StructuralExtent::Whole)
        .then(|| "deletion of the whole gene".into())
}

/// Who calls it damaging: of splicing anybody, of all else the first who says anything.
fn damaging(config: &Config, variant: &CandidateVariant) -> Option<String> {
    let asked = |cut_off: &CutOff| answer(cut_off, variant);
    let splicing = config.splicing.iter().filter_map(asked);
    let first = config.predictors.iter().find_map(asked);
    let mut said = first
        .into_iter()
        .chain(splicing)
        .filter(|said| said.damaging);
    let mut by = said.next()?.words;
    for support in config.supporting.iter().filter_map(asked) {
        if support.damaging {
            by += &format!(", supported by {}", support.words);
        }
    }
    Some(by)
}

/// What the first says who says anything, of a variant that nobody calls damaging.
pub fn first_word(config: &Config, variant: &CandidateVariant) -> Option<String> {
    let mut asked = config
        .predictors
        .iter()
        .filter_map(|one| answer(one, variant));
    asked.next().map(|said| said.words)
}

struct Said {
    damaging: bool,
    words: String,
}

/// What a predictor says; `None` where it says nothing of the variant. Its number decides, and its word
/// where it has none.
fn answer(cut_off: &CutOff, variant: &CandidateVariant) -> Option<Said> {
    let prediction = variant.predictions.get(cut_off.predictor)?;
    let name = cut_off.predictor.name();
    match prediction {
        Prediction {
            score: Some(score), ..
        } => {
            let is_low = cut_off.predictor == Predictor::Sift;
            let (damaging, words) = match is_low {
                true => (*score <= cut_off.damaging, "down"),
                false => (*score >= cut_off.damaging, "on"),
            };
            let words = format!(
                "{name} {score} (damaging from {} {words})",
                cut_off.damaging
            );
            Some(Said { damaging, words })
        }
        Prediction { class, .. } if class.is_empty() => None,
        Prediction {
            class, damaging, ..
        } => Some(Said {
            damaging: *damaging,
            words: format!("{name} ({})", terms(class)),
        }),
    }
}
