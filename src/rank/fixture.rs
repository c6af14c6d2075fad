//! A ranking for tests, with hostile texts.

use super::{
    BundleSource, Call, Candidate, CandidateVariant, Compound, Funnel, FunnelStep, GeneOpinion,
    GenePattern, GeneScore, HpoTerm, Impact, Known, Patient, RankedCondition, RankedGene,
    RankedOpinion, Ranking, Sex, SexCall, SexSource, Standing, Transcript, Transmission, Zygosity,
    annotation::{Frequency, Prediction, Predictions},
};
use crate::bundle::{LikelihoodRatio, ModelSource};

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
            chromosomes: Sex::Female,
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
            }],
        },
        candidates,
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
        tier: 1,
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
        phenotypes: Vec::new(),
        compound: None,
        variants,
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
        },
        transcript: None,
        frequency: Some(Frequency {
            value: 0.0001,
            field: "gnomADe_AF".into(),
        }),
        predictions: Predictions::default(),
        clinical_significance: String::new(),
        transmission: None,
        record: 0,
    }
}
