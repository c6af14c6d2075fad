use super::*;
use crate::rank::{
    Call, ClinicalClass, Dosage, EffectKind, Fit, Known, Structural, StructuralExtent,
    StructuralKind, Transcript,
    annotation::{Prediction, Predictions},
};

fn prediction(score: f32) -> Option<Prediction> {
    Some(Prediction {
        class: String::new(),
        score: Some(score),
        damaging: false,
    })
}

fn variant(consequence: &str) -> CandidateVariant {
    CandidateVariant {
        transcript: Some(Transcript {
            consequence: consequence.into(),
            impact: crate::gene::consequence::severity::worst_impact(consequence.as_bytes()),
            ..Transcript::default()
        }),
        call: Call::default(),
        ..CandidateVariant::default()
    }
}

fn candidate(mut variant: CandidateVariant, known: Option<Known>) -> Candidate {
    variant.effect = Tiers::built_in().effect(&variant);
    Candidate {
        known,
        variants: vec![variant],
        ..Candidate::default()
    }
}

const LIST: Basis = Basis {
    has_list: true,
    has_phenotypes: false,
    has_parent: false,
};

fn tier(mut candidate: Candidate, fit: Fit) -> usize {
    candidate.variants[0].fit = fit;
    Tiers::built_in().place(&candidate, LIST).tier.unwrap()
}

fn reported(class: ClinicalClass) -> CandidateVariant {
    CandidateVariant {
        clinical_class: Some(class),
        ..variant("missense_variant")
    }
}

/// Each row is a sentence of the order's description.
#[test]
fn each_tier_has_what_its_rule_says() {
    let known = || Some(Known::default());
    let mut damaging = variant("missense_variant");
    damaging.predictions.revel = prediction(0.7);
    let lost = || variant("splice_acceptor_variant&intron_variant");
    use {ClinicalClass::*, Fit::*};
    for (variant, known, fit, expected) in [
        (reported(Pathogenic), None, Yes, 1),
        (reported(LikelyPathogenic), known(), May, 1),
        (reported(Pathogenic), None, May, 7),
        (reported(Pathogenic), known(), No, 7),
        (reported(Conflicting), known(), Yes, 4),
        (lost(), known(), Yes, 2),
        (lost(), known(), May, 2),
        (lost(), known(), No, 7),
        (damaging.clone(), known(), May, 3),
        (lost(), None, May, 5),
        (lost(), None, No, 8),
        (damaging.clone(), None, May, 6),
        (damaging.clone(), None, No, 8),
        (variant("missense_variant"), known(), Yes, 4),
        (variant("synonymous_variant"), known(), Yes, 8),
        (variant("missense_variant"), None, Yes, 8),
        (reported(Benign), known(), Yes, 9),
        (reported(LikelyBenign), None, Yes, 9),
    ] {
        let shown = format!("{variant:?} {fit:?}");
        assert_eq!(tier(candidate(variant, known), fit), expected, "{shown}");
    }
}

#[test]
fn a_stop_that_is_reported_benign_is_benign() {
    let mut stop = variant("stop_gained");
    stop.clinical_class = Some(ClinicalClass::Benign);
    assert_eq!(tier(candidate(stop, Some(Known::default())), Fit::Yes), 9);
}

#[test]
fn without_any_list_a_reported_variant_may_fit() {
    let mut candidate = candidate(reported(ClinicalClass::Pathogenic), None);
    candidate.variants[0].fit = Fit::May;
    let place = Tiers::built_in().place(&candidate, Basis::default());
    assert_eq!(place.tier, Some(1));
    assert!(
        place.reason.starts_with("Reported pathogenic by ClinVar; "),
        "{}",
        place.reason
    );
}

#[test]
fn the_best_variant_decides_and_of_equals_the_one_that_fits() {
    let mut both = candidate(variant("synonymous_variant"), Some(Known::default()));
    for _ in 0..2 {
        both.variants.push(variant("stop_gained"));
    }
    let tiers = Tiers::built_in();
    for (variant, fit) in both.variants.iter_mut().zip([Fit::Yes, Fit::May, Fit::Yes]) {
        (variant.effect, variant.fit) = (tiers.effect(variant), fit);
    }
    let place = tiers.place(&both, LIST);
    assert_eq!((place.tier, place.variant), (Some(2), Some(2)));
}

#[test]
fn the_first_predictor_that_says_anything_decides() {
    let by = |predictions: Predictions| {
        let mut variant = variant("missense_variant");
        variant.predictions = predictions;
        Tiers::built_in().effect(&variant).map(|effect| effect.by)
    };
    let revel_says_no = Predictions {
        revel: prediction(0.1),
        polyphen: prediction(0.999),
        ..Predictions::default()
    };
    assert_eq!(by(revel_says_no), None);
    let words = Predictions {
        polyphen: Some(Prediction {
            class: "probably_damaging".into(),
            score: None,
            damaging: true,
        }),
        sift: prediction(0.0),
        ..Predictions::default()
    };
    let expected = "PolyPhen-2 (probably damaging), supported by SIFT 0 (damaging from 0.001 down)";
    assert_eq!(by(words).as_deref(), Some(expected));
    let sift_alone = Predictions {
        sift: prediction(0.0),
        ..Predictions::default()
    };
    assert_eq!(by(sift_alone), None, "it supports, and does not decide");
}

fn structural(kind: StructuralKind, extent: StructuralExtent) -> CandidateVariant {
    CandidateVariant {
        structural: Some(Structural {
            kind,
            length: None,
            copies: None,
            extent,
            regulatory: Vec::new(),
        }),
        ..CandidateVariant::default()
    }
}

#[test]
fn dosage_counts_where_the_list_says_so_and_the_whole_gene_is_hit() {
    let of = |kind, extent, dosage: &[Dosage]| {
        let variant = structural(kind, extent);
        let known = Known {
            dosage: dosage.to_vec(),
            ..Known::default()
        };
        tier(candidate(variant, Some(known)), Fit::No)
    };
    use {StructuralExtent::*, StructuralKind::*};
    assert_eq!(of(Gain, Whole, &[Dosage::Gain]), 2);
    assert_eq!(of(Gain, Part, &[Dosage::Gain]), 8, "it does not fit");
    assert_eq!(of(Gain, Whole, &[Dosage::Loss]), 8);
    assert_eq!(of(Loss, Whole, &[Dosage::Loss]), 2);
    let loss = structural(Loss, Whole);
    let effect = Tiers::built_in().effect(&loss).unwrap();
    assert_eq!(effect.kind, EffectKind::LossOfFunction);
}

#[test]
fn a_part_of_a_known_gene_that_is_lost_counts_as_changed() {
    let lost = structural(StructuralKind::Loss, StructuralExtent::Part);
    let known = || Some(Known::default());
    assert_eq!(tier(candidate(lost.clone(), known()), Fit::Yes), 4);
    assert_eq!(tier(candidate(lost, None), Fit::Yes), 8);
}

#[test]
fn a_file_of_tiers_is_refused_with_its_line_or_remedy() {
    let parse = |text: &str| {
        let error = Tiers::parse(text, Path::new("t.toml")).unwrap_err();
        let source = std::error::Error::source(&error).map(ToString::to_string);
        format!("{error} {}", source.unwrap_or_default())
    };
    let built_in = BUILT_IN;
    let cut = built_in.replace("when = [{}]", "when = [{ known = true }]");
    assert_has!(parse(&cut), "t.toml", "when = [{}]");
    let odd = built_in.replace("fit = \"yes\"", "fits = \"yes\"");
    assert_has!(parse(&odd), "t.toml", "fits");
    let twice = built_in.replace("name = \"polyphen\"", "name = \"revel\"");
    assert_has!(parse(&twice), "REVEL twice");
}

#[test]
fn the_guide_says_each_tiers_rule() {
    let guide = include_str!("../../../docs/ranking.md");
    let (_, rest) = guide.split_once("<!-- tiers -->\n").unwrap();
    let (found, _) = rest.split_once("<!-- end tiers -->").unwrap();
    let rules = Tiers::built_in().rules();
    let line = |(number, tier): (usize, &TierRule)| {
        format!("{}. **{}**: {}\n", number + 1, tier.name, tier.rule)
    };
    assert_eq!(
        found,
        rules.iter().enumerate().map(line).collect::<String>()
    );
}
