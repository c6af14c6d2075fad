//! A ranking for tests, with hostile texts.

use super::{
    BundleSource, Call, Candidate, CandidateVariant, CellLine, ClinicalClass, Compound, Confidence,
    Dosage, Effect, EffectKind, Finding, Fit, Funnel, FunnelMode, FunnelStep, GeneOpinion,
    GenePattern, GeneScore, GeneWhy, HpoTerm, Impact, Inheritance, Known, Mode, Patient,
    PhenotypeMatch, Place, RankedCondition, RankedGene, RankedOpinion, Ranking, RelatedCall,
    RelativeCall, Sex, SexCall, SexSource, Standing, Structural, StructuralExtent, StructuralKind,
    TermMatch, TierRule, Transcript, Transmission, Zygosity,
    annotation::{Frequency, Prediction, Predictions},
};
use crate::{
    bundle::{LikelihoodRatio, ModelSource},
    testing::why,
};

/// Two conditions; a patient with a known gene with a homozygous hit, and another with two hits.
pub(super) fn ranking() -> Ranking {
    let condition = |key: &str, label: &str, model: Option<ModelSource>| RankedCondition {
        key: key.into(),
        label: label.into(),
        model,
        worth: "worth\tnothing".into(),
        likelihood_ratios: vec![LikelihoodRatio::default(); 10],
        opinions: vec![RankedOpinion {
            name: "shape".into(),
            worth: "not told".into(),
            ..RankedOpinion::default()
        }],
    };
    let model = ModelSource {
        name: "m".into(),
        version: "1".into(),
        ..ModelSource::default()
    };
    Ranking {
        program: "dsdscore 0".into(),
        command: "rank -b a.dsd\n".into(),
        synthetic: true,
        genes_from: "INFO/CSQ".into(),
        assembly: Some(super::Assembly::GRCh38),
        bundle: Some(BundleSource {
            name: "a".into(),
            version: "1".into(),
            digest: format!("sha256:{}", "0".repeat(64)),
            atlas: "b".into(),
            atlas_source: String::new(),
        }),
        annotated_by: vec!["dsdscore_model=<ID=F>".into()],
        conditions: vec![
            condition("F", "female", Some(model)),
            condition("M", "male", None),
        ],
        order: "as in the paper".into(),
        tiers: vec![TierRule {
            name: "a tier".into(),
            rule: "its rule".into(),
        }],
        patients: vec![patient("=patient\t1", vec![known(), other()])],
    }
}

pub(super) fn patient(sample: &str, candidates: Vec<Candidate>) -> Patient {
    Patient {
        sample: sample.into(),
        input: "\"#in.vcf".into(),
        sex: SexCall {
            sex: Sex::Female,
            source: SexSource::Given,
            declared: Sex::Female,
            declared_by: SexSource::Given,
            chromosomes: vec![CellLine::new(1, 1)],
            chromosomes_by: SexSource::Karyotype,
            karyotype: "46,XY\t".parse().ok(),
            ..SexCall::default()
        },
        condition: Some(0),
        funnel: Funnel {
            steps: vec![FunnelStep {
                name: "read".into(),
                rule: "all".into(),
                passed: "variants read",
                variants: 9,
                genes: 8,
                unknown: 0,
                modes: vec![FunnelMode {
                    mode: Mode::DeNovo,
                    kept: true,
                    genes: 1,
                    variants: 2,
                    possible: 0,
                }],
            }],
        },
        candidates,
        findings: vec![Finding {
            of: "SRY".into(),
            said: "no call".into(),
        }],
        banners: vec!["a banner".into()],
        notes: vec!["a note\n##x".into()],
    }
}

pub(super) fn known() -> Candidate {
    let mut variant = variant(100, Zygosity::Homozygous);
    variant.transcript = Some(Transcript {
        id: "NM_1.2".into(),
        consequence: "missense_variant".into(),
        impact: Some(Impact::Moderate),
        hgvs_c: "NM_1.2:c.1A>G".into(),
        hgvs_p: "NP_1.2:p.Lys1=".into(),
        standing: Standing::ManeSelect,
    });
    let prediction = |class: &str, score| {
        Some(Prediction {
            class: class.into(),
            score: Some(score),
            damaging: true,
        })
    };
    variant.predictions = Predictions {
        polyphen: prediction("probably_damaging", 0.98),
        revel: prediction("", 0.75),
        ..Predictions::default()
    };
    Candidate {
        known: Some(Known {
            list: "panel.tsv".into(),
            confidence: "Green".into(),
            note: "BIALLELIC".into(),
            level: Confidence::Green,
            inheritance: vec![Inheritance::Biallelic],
            sex_limited: Some(Sex::Male),
            dosage: vec![Dosage::Loss],
        }),
        phenotypes: vec![HpoTerm {
            id: "HP:0000133".into(),
            name: "Gonadal dysgenesis".into(),
            diseases: vec!["OMIM:1".into()],
        }],
        ..candidate("SRY", 0, 0.875, vec![variant])
    }
}

pub(super) fn other() -> Candidate {
    let mut second = variant(200, Zygosity::Heterozygous);
    second.transmission = Some(Transmission::Paternal);
    let mut first = variant(201, Zygosity::Heterozygous);
    first.transmission = Some(Transmission::DeNovo);
    Candidate {
        compound: Some(Compound::Trans),
        ..candidate("AK7", 1, 0.5, vec![first, second])
    }
}

pub(super) fn candidate(
    symbol: &str,
    index: usize,
    score: f32,
    variants: Vec<CandidateVariant>,
) -> Candidate {
    Candidate {
        rank: 1,
        gene: RankedGene {
            symbol: symbol.into(),
            index: Some(index),
            ..RankedGene::default()
        },
        known: None,
        place: Place {
            tier: Some(4),
            name: "a tier".into(),
            reason: "a\treason".into(),
            variant: Some(0),
            missing: vec!["something".into()],
        },
        set_aside: false,
        modes: vec![Mode::Recessive],
        possible_modes: vec![Mode::Recessive],
        fit: Fit::May,
        fit_reason: "homozygous, <b>".into(),
        scores: vec![
            GeneScore {
                score: Some(score),
                percentile: Some(100.0 * score),
                likelihood_ratio: Some(LikelihoodRatio::default()),
                opinions: vec![GeneOpinion {
                    model: "shape".into(),
                    percentile: Some(62.5),
                }],
                pattern: None,
                why: [GeneWhy::from(why(symbol, "F"))].into(),
            },
            GeneScore {
                pattern: Some(GenePattern {
                    class: "banded".into(),
                    peak_cell_type: "Sertoli".into(),
                    peak_time: "8".into(),
                    ..GenePattern::default()
                }),
                ..GeneScore::default()
            },
        ],
        phenotype: Some(PhenotypeMatch {
            similarity: 0.5,
            percentile: 90.0,
            disease: "OMIM:1".into(),
            disease_name: "A\tdisease".into(),
            terms: vec![TermMatch::default()],
        }),
        variants,
        ..Candidate::default()
    }
}

pub(super) fn variant(position: u64, zygosity: Zygosity) -> CandidateVariant {
    CandidateVariant {
        contig: "chr1".into(),
        position,
        id: "a\tb\nc".into(),
        reference: "A".into(),
        alternate: "G".into(),
        quality: Some(99.5),
        filter: "PASS".into(),
        call: Call {
            genotype: "1/1".into(),
            zygosity,
            quality: Some(99),
            depth: Some(30),
            allele_depths: Some([1, 29]),
            phase: None,
            physical_phase: None,
            copies: None,
            is_gain: false,
            heteroplasmy: Some(0.25),
        },
        transcript: None,
        frequency: Some(Frequency {
            value: 0.0001,
            field: "gnomADe_AF".into(),
        }),
        clinical_class: Some(ClinicalClass::LikelyPathogenic),
        effect: Some(Effect {
            kind: EffectKind::Damaging,
            by: "REVEL 0.75".into(),
        }),
        structural: Some(Structural {
            kind: StructuralKind::Loss,
            length: Some(9),
            copies: Some(1),
            extent: StructuralExtent::Part,
            regulatory: vec!["an enhancer".into()],
        }),
        father: Some(RelativeCall {
            carries: Some(true),
            genotype: "0/1".into(),
            allele_depths: Some([1, 2]),
            zygosity: Some(Zygosity::Heterozygous),
            ..RelativeCall::default()
        }),
        relatives: vec![RelatedCall {
            sample: "=sister".into(),
            affected: Some(true),
            ..RelatedCall::default()
        }],
        modes: vec![Mode::Recessive],
        fit: Fit::May,
        fit_reason: "homozygous, <b>".into(),
        ..CandidateVariant::default()
    }
}
