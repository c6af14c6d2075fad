//! The evidence for a candidate, as badges of text.

use super::{format, words};
use crate::rank::{Candidate, ClinicalClass, Compound, Confidence, Effect, EffectKind, Fit, Mode};

/// A badge.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    /// What the filter knows it by.
    pub(super) kind: &'static str,
    /// How it looks.
    pub(super) look: &'static str,
    pub(super) text: String,
}

/// Kinds of marks in the order in which they are shown, with their names in the filter.
pub(super) const KINDS: [(&str, &str); 17] = [
    ("known", "known gene"),
    ("pathogenic", "ClinVar: pathogenic or likely so"),
    ("clinvar", "ClinVar: anything else"),
    ("lof", "loss of function"),
    ("damaging", "predicted damaging"),
    ("fits", "fits the inheritance"),
    ("mayfit", "may fit the inheritance"),
    ("nofit", "does not fit the inheritance"),
    ("denovo", "de novo"),
    ("maydenovo", "may be de novo"),
    ("trans", "compound heterozygous, in trans"),
    ("unphased", "two hits, phase unknown"),
    ("cis", "two hits, in cis"),
    ("hits", "two or more variants"),
    ("structural", "structural variant"),
    ("phenotype", "phenotype match"),
    ("aside", "set aside"),
];

const STRONG: &str = "strong";
const PLAIN: &str = "plain";
const WEAK: &str = "weak";

/// The marks of a candidate.
pub(super) fn of(candidate: &Candidate) -> Vec<Mark> {
    let marks = KINDS.iter().filter_map(|&(kind, _)| {
        let (look, text) = mark(kind, candidate)?;
        Some(Mark { kind, look, text })
    });
    marks.collect()
}

/// The badge of a kind; `None` where the candidate has it not.
fn mark(kind: &str, candidate: &Candidate) -> Option<(&'static str, String)> {
    let is = |mode| candidate.modes.contains(&mode);
    let compound = |of| (candidate.compound == Some(of)).then_some(());
    let clinical = candidate
        .variants
        .iter()
        .filter_map(|v| v.clinical_class)
        .max();
    let is_reported = clinical >= Some(ClinicalClass::LikelyPathogenic);
    let fit = candidate.place_fit();
    let fits = |wanted: Fit| (fit == wanted && has_mode(candidate)).then(|| inheritance(candidate));
    Some(match kind {
        "known" => known(candidate)?,
        "pathogenic" if is_reported => (STRONG, clinvar(clinical?)),
        "clinvar" if !is_reported => (PLAIN, clinvar(clinical?)),
        "lof" => (
            STRONG,
            effect(candidate, EffectKind::LossOfFunction).map(|_| "loss of function".into())?,
        ),
        "damaging" => (
            PLAIN,
            effect(candidate, EffectKind::Damaging).map(damaging)?,
        ),
        "fits" => (PLAIN, fits(Fit::Yes)?),
        "mayfit" => (PLAIN, format!("maybe {}", fits(Fit::May)?)),
        "nofit" => (WEAK, "does not fit the inheritance".to_string())
            .given(fit == Fit::No && candidate.known.is_some())?,
        "denovo" => (STRONG, "de novo".to_string()).given(is(Mode::DeNovo))?,
        "maydenovo" => (PLAIN, "may be de novo".to_string()).given(is(Mode::PossiblyDeNovo))?,
        "trans" => (
            STRONG,
            compound(Compound::Trans).map(|()| "on both copies".into())?,
        ),
        "unphased" => (
            PLAIN,
            compound(Compound::Unphased).map(|()| "phase unknown".into())?,
        ),
        "cis" => (
            WEAK,
            compound(Compound::Cis).map(|()| "on one copy".into())?,
        ),
        "hits" => (PLAIN, format!("{} variants", candidate.variants.len()))
            .given(candidate.variants.len() > 1)?,
        "structural" => (PLAIN, structural(candidate)?),
        "phenotype" => (PLAIN, phenotype(candidate)?),
        "aside" => (WEAK, "set aside".to_string()).given(candidate.set_aside)?,
        _ => return None,
    })
}

/// Something under a condition.
trait Given: Sized {
    fn given(self, condition: bool) -> Option<Self> {
        condition.then_some(self)
    }
}

impl Given for (&'static str, String) {}

fn known(candidate: &Candidate) -> Option<(&'static str, String)> {
    let known = candidate.known.as_ref()?;
    let look = match known.level {
        Confidence::Green | Confidence::Unrated => STRONG,
        Confidence::Amber => PLAIN,
        Confidence::Red => WEAK,
    };
    Some(match known.confidence.as_str() {
        "" => (look, "known gene".into()),
        confidence => (look, format!("known gene, {}", format::cut(confidence))),
    })
}

fn clinvar(class: ClinicalClass) -> String {
    format!("ClinVar {}", class.name())
}

fn effect(candidate: &Candidate, kind: EffectKind) -> Option<&Effect> {
    let effects = candidate.variants.iter().filter_map(|v| v.effect.as_ref());
    effects.into_iter().find(|effect| effect.kind == kind)
}

/// `damaging (REVEL 0.93)`
fn damaging(effect: &Effect) -> String {
    let by = effect.by.split(" (").next().unwrap_or_default();
    match by {
        "" => "damaging".into(),
        by => format!("damaging: {}", format::cut(&words::terms(by))),
    }
}

/// De novo and compound have badges of their own.
fn has_mode(candidate: &Candidate) -> bool {
    modes(candidate).next().is_some()
}

fn modes(candidate: &Candidate) -> impl Iterator<Item = Mode> + '_ {
    let own = [
        Mode::DeNovo,
        Mode::PossiblyDeNovo,
        Mode::CompoundHeterozygous,
    ];
    candidate
        .modes
        .iter()
        .copied()
        .filter(move |mode| !own.contains(mode))
}

fn inheritance(candidate: &Candidate) -> String {
    modes(candidate)
        .map(words::mode)
        .collect::<Vec<_>>()
        .join(" or ")
}

fn structural(candidate: &Candidate) -> Option<String> {
    let found = candidate
        .variants
        .iter()
        .find_map(|v| v.structural.as_ref())?;
    let words = words::structural(found);
    Some(words.split(',').next().unwrap_or_default().into())
}

fn phenotype(candidate: &Candidate) -> Option<String> {
    match (&candidate.phenotype, candidate.phenotypes.len()) {
        (Some(found), _) if found.percentile.is_finite() => {
            let percentile = format::percentile(Some(found.percentile));
            Some(format!("phenotype: percentile {percentile}"))
        }
        (_, 0) => None,
        (_, 1) => Some("1 phenotype".into()),
        (_, count) => Some(format!("{count} phenotypes")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::{HpoTerm, Known, PhenotypeMatch, report::fixture};

    fn texts(change: impl Fn(&mut Candidate)) -> Vec<String> {
        let mut candidate = fixture::candidate(1, "SOX9");
        change(&mut candidate);
        of(&candidate).into_iter().map(|mark| mark.text).collect()
    }

    #[test]
    fn what_nothing_is_known_of_has_no_mark() {
        assert!(texts(|_| ()).is_empty());
    }

    #[test]
    fn each_fact_is_a_badge() {
        let found = texts(|candidate| {
            candidate.variants.push(candidate.variants[0].clone());
            candidate.variants[0].clinical_class = Some(ClinicalClass::LikelyPathogenic);
            candidate.variants[1].clinical_class = Some(ClinicalClass::Benign);
            candidate.variants[1].effect = Some(Effect {
                kind: EffectKind::Damaging,
                by: "REVEL 0.93 (from 0.644 on)".into(),
            });
            candidate.known = Some(Known {
                confidence: "Green".into(),
                ..Known::default()
            });
            candidate.modes = vec![Mode::DeNovo, Mode::Dominant];
            candidate.fit = Fit::May;
            candidate.compound = Some(Compound::Trans);
            candidate.phenotype = Some(PhenotypeMatch {
                percentile: 97.25,
                ..PhenotypeMatch::default()
            });
            candidate.set_aside = true;
        });
        assert_eq!(
            found,
            [
                "known gene, Green",
                "ClinVar likely pathogenic",
                "damaging: REVEL 0.93",
                "maybe dominant",
                "de novo",
                "on both copies",
                "2 variants",
                "phenotype: percentile 97.2",
                "set aside",
            ]
        );
    }

    #[test]
    fn what_does_not_fit_a_known_gene_is_said() {
        let known = |c: &mut Candidate| c.known = Some(Known::default());
        assert_eq!(texts(known), ["known gene", "does not fit the inheritance"]);
        let with_term = |c: &mut Candidate| {
            c.phenotypes.push(HpoTerm {
                id: "HP:1".into(),
                name: String::new(),
                diseases: Vec::new(),
            });
        };
        assert_eq!(texts(with_term), ["1 phenotype"]);
    }
}
