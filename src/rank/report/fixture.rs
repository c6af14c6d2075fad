//! A small ranking, for tests.

use crate::{
    bundle::{LikelihoodRatio, ModelSource, NEVER_EVALUATED},
    rank::{
        Assembly, BundleSource, Call, Candidate, CandidateVariant, CellLine, Funnel, FunnelStep,
        GeneOpinion, GenePattern, GeneScore, GeneWhys, Impact, Patient, RankedCondition,
        RankedGene, RankedOpinion, Ranking, Sex, SexCall, SexEvidence, SexSource, Standing,
        Transcript, Zygosity,
        annotation::{Frequency, Prediction, Predictions},
    },
};

pub(in crate::rank) fn variant() -> CandidateVariant {
    let polyphen = Prediction {
        class: "probably_damaging".into(),
        score: Some(0.998),
        damaging: true,
    };
    CandidateVariant {
        contig: "chr17".into(),
        position: 72_121_000,
        id: "rs1".into(),
        reference: "A".into(),
        alternate: "G".into(),
        quality: Some(500.0),
        filter: "PASS".into(),
        call: Call {
            genotype: "0/1".into(),
            zygosity: Zygosity::Heterozygous,
            quality: Some(99),
            depth: Some(31),
            allele_depths: Some([15, 16]),
            phase: None,
            physical_phase: None,
            copies: None,
            is_gain: false,
            heteroplasmy: None,
        },
        transcript: Some(Transcript {
            id: "ENST00000245479.3".into(),
            consequence: "missense_variant".into(),
            impact: Some(Impact::Moderate),
            hgvs_c: "ENST00000245479.3:c.329G>A".into(),
            hgvs_p: "ENSP00000245479.2:p.Arg110Gln".into(),
            standing: Standing::ManeSelect,
        }),
        frequency: Some(Frequency {
            value: 1.2e-5,
            field: "gnomADe_AF".into(),
        }),
        predictions: Predictions {
            polyphen: Some(polyphen),
            ..Predictions::default()
        },
        ..CandidateVariant::default()
    }
}

pub(in crate::rank) fn candidate(rank: usize, symbol: &str) -> Candidate {
    let score = |score, percentile| GeneScore {
        score: Some(score),
        percentile: Some(percentile),
        likelihood_ratio: Some(LikelihoodRatio {
            ratio: 3.12,
            ci: [1.7, 5.2],
        }),
        opinions: vec![GeneOpinion {
            model: "shape".into(),
            percentile: Some(91.27),
        }],
        pattern: Some(GenePattern {
            class: "banded".into(),
            tau: Some(0.81),
            expressed: Some(0.123),
            peak_cell_type: "supporting".into(),
            peak_time: "8".into(),
        }),
        why: GeneWhys::default(),
    };
    Candidate {
        rank,
        gene: RankedGene {
            symbol: symbol.into(),
            ensembl_id: "ENSG00000125398".into(),
            hgnc_id: "HGNC:11204".into(),
            index: None,
            ..RankedGene::default()
        },
        known: None,
        scores: vec![score(0.999_9, 98.7), score(0.25, 40.0)],
        variants: vec![variant()],
        ..Candidate::default()
    }
}

pub(in crate::rank) fn patient(sample: &str, candidates: Vec<Candidate>) -> Patient {
    let step = |name: &str, rule: &str, variants, genes, unknown| FunnelStep {
        name: name.into(),
        rule: rule.into(),
        passed: "",
        variants,
        genes,
        unknown,
        modes: Vec::new(),
    };
    Patient {
        sample: sample.into(),
        input: "exome.vcf.gz".into(),
        sex: SexCall {
            sex: Sex::Female,
            source: SexSource::Pedigree,
            declared: Sex::Female,
            declared_by: SexSource::Pedigree,
            chromosomes: vec![CellLine::new(2, 0)],
            chromosomes_by: SexSource::Genotypes,
            evidence: SexEvidence {
                x_sites: 40,
                x_heterozygous: 30,
                y_sites: 0,
                inferred: Sex::Female,
                reason: "the genotypes look like two X".into(),
            },
            ..SexCall::default()
        },
        condition: Some(0),
        funnel: Funnel {
            steps: vec![
                step("read", "all variants of the input", 37_709, 14_020, 0),
                step("genotype", "the patient carries the ALT", 20_100, 9_300, 0),
                step("frequency", "at most 0.01 in gnomADe_AF", 1_465, 1_200, 310),
                step("damaging", "PolyPhen-2 says damaging", 127, 121, 0),
            ],
        },
        candidates,
        notes: vec!["The father is not among the samples.".into()],
        ..Patient::default()
    }
}

pub(in crate::rank) fn ranking(patients: Vec<Patient>) -> Ranking {
    let condition = |key: &str, label: &str| RankedCondition {
        key: key.into(),
        label: label.into(),
        model: Some(ModelSource {
            name: "resnet".into(),
            version: "1.2".into(),
            digest: Some("sha256:abcd".into()),
            training_set: "149 genes".into(),
            synthetic: false,
            source: None,
            citation: Some("doi:10.1016/j.csbj.2025.12.019".into()),
        }),
        worth: format!("On 44 known genes of {label}. A score is no probability."),
        likelihood_ratios: Vec::new(),
        opinions: vec![RankedOpinion {
            name: "shape".into(),
            model: None,
            worth: NEVER_EVALUATED.into(),
        }],
    };
    Ranking {
        program: "dsdscore 0.1.0".into(),
        command: "dsdscore rank -b gonad.dsd exome.vcf.gz".into(),
        synthetic: false,
        genes_from: "INFO/CSQ of VEP".into(),
        assembly: Some(Assembly::GRCh38),
        bundle: Some(BundleSource {
            name: "gonad".into(),
            version: "1".into(),
            digest: "sha256:1234".into(),
            atlas: "gonads".into(),
            atlas_source: "E-MTAB-1".into(),
        }),
        annotated_by: vec!["dsdscore_bundle=<Name=gonad>".into()],
        conditions: vec![condition("F", "female"), condition("M", "male")],
        order: "PolyPhen-2 damaging first, then the highest score".into(),
        tiers: Vec::new(),
        patients,
    }
}
