//! A page of made-up patients, written by the library.

use std::{fs::File, path::PathBuf};

use dsdscore::{
    bundle::{Builder, Bundle, Condition, Description, ImageStore, Time},
    gene::Gene,
    heatmap::{Image, Recipe},
    rank::{
        Assembly, Call, Candidate, CandidateVariant, Effect, EffectKind, Finding, Funnel,
        FunnelStep, GenePattern, GeneScore, HpoTerm, Known, Patient, Place, RankedCondition,
        RankedGene, Ranking, RelativeCall, SexCall, TierRule, Transcript, Transmission, Zygosity,
        annotation::{Frequency, Prediction, Predictions},
        report::Page,
    },
};
use ndarray::Array3;
use tempfile::TempDir;

/// Text that would like to be a script.
pub const HOSTILE: &str = "<script>alert(1)</script>";
const GENES: [&str; 6] = ["SOX9", "NR5A1", "WT1", "AMH", "GATA4", "FOXL2"];

/// A page in a folder that is removed in the end.
pub struct Written {
    _folder: TempDir,
    pub path: PathBuf,
}

/// A page of two patients with six genes.
pub fn page() -> Written {
    written(
        "Two patients",
        &ranking(vec![patient(HOSTILE), patient("P2")]),
        GENES.len(),
    )
}

/// A page of one patient.
pub fn page_of_one() -> Written {
    written(
        "Candidate genes of P1",
        &ranking(vec![patient("P1")]),
        GENES.len(),
    )
}

/// A page of one patient with so many genes, all of them with a heatmap.
pub fn large_page(count: usize) -> Written {
    let mut patient = patient("P1");
    patient.candidates = (0..count)
        .map(|index| {
            let mut candidate = candidate(index % GENES.len());
            candidate.rank = index + 1;
            candidate.gene.symbol = format!("G{index}");
            candidate
        })
        .collect();
    written("Many", &ranking(vec![patient]), count)
}

fn written(title: &str, ranking: &Ranking, most: usize) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let bundle = bundle(&folder);
    let page = Page {
        title,
        made: "2026-12-01",
        ranking,
        bundle: Some(&bundle),
        most,
    };
    let path = folder.path().join("page.html");
    page.write_html(File::create(&path).unwrap()).unwrap();
    Written {
        _folder: folder,
        path,
    }
}

fn bundle(folder: &TempDir) -> Bundle {
    let time = |week: i32| Time {
        label: format!("PCW{week}"),
        value: week.into(),
    };
    let condition = |key: &str, label: &str| Condition {
        key: key.into(),
        label: label.into(),
        cell_types: ["germ", "supporting", "<b>interstitial</b>"]
            .map(String::from)
            .into(),
        times: (6..12).map(time).collect(),
        ceiling: Some(2.0),
        ..Condition::default()
    };
    let genes = GENES.map(|symbol| Gene {
        symbol: symbol.into(),
        ..Gene::default()
    });
    let value = |i: usize| {
        if i % 7 == 3 {
            f32::NAN
        } else {
            (i % 23) as f32
        }
    };
    let values = (0..18 * GENES.len()).map(value).collect();
    let matrices = vec![Array3::from_shape_vec((GENES.len(), 3, 6), values).unwrap(); 2];
    let path = folder.path().join("gonad.dsd");
    let mut images = ImageStore::create(&path, 2, GENES.len()).unwrap();
    for condition in 0..2 {
        for gene in 0..GENES.len() {
            let mut image = Image::default();
            image.set_rgb8(100, 50, &[40 * gene as u8; 15_000]).unwrap();
            images.push(condition, gene, &image).unwrap();
        }
    }
    let conditions = vec![condition("F", "female"), condition("M", "male")];
    let recipe = Some(Recipe::default());
    let mut builder = Builder::new(
        Description::default(),
        recipe,
        conditions,
        genes.into(),
        matrices,
    );
    builder.set_images(images);
    builder.write(&path).unwrap();
    Bundle::open(&path).unwrap()
}

fn ranking(patients: Vec<Patient>) -> Ranking {
    let condition = |key: &str, label: &str| RankedCondition {
        key: key.into(),
        label: label.into(),
        worth: format!("never evaluated {HOSTILE}"),
        ..RankedCondition::default()
    };
    Ranking {
        program: "dsdscore".into(),
        command: "dsdscore rank".into(),
        synthetic: true,
        genes_from: "INFO/CSQ".into(),
        assembly: Some(Assembly::GRCh38),
        bundle: None,
        annotated_by: Vec::new(),
        conditions: vec![condition("F", "female"), condition("M", "male")],
        order: "the highest score first".into(),
        tiers: vec![TierRule {
            name: "loss of function in a known gene".into(),
            rule: format!("A variant takes the protein away {HOSTILE}."),
        }],
        patients,
    }
}

fn patient(sample: &str) -> Patient {
    let step = |name: &str, variants: u64| FunnelStep {
        name: name.into(),
        rule: "a rule".into(),
        passed: "",
        variants,
        genes: variants,
        unknown: 0,
        modes: Vec::new(),
    };
    Patient {
        sample: sample.into(),
        input: "exome.vcf".into(),
        sex: SexCall::default(),
        condition: Some(0),
        funnel: Funnel {
            steps: vec![step("read", 37_709), step("damaging", 6)],
        },
        candidates: (0..GENES.len()).map(candidate).collect(),
        banners: vec![
            "The genotypes contradict the declared sex, and copies are counted by them.".into(),
        ],
        findings: vec![Finding {
            of: "SRY".into(),
            said: "no call, which in a file of variants alone is no absence".into(),
        }],
        ..Patient::default()
    }
}

/// The first is known; the third has no score, and every second one is damaging.
fn candidate(index: usize) -> Candidate {
    let score = |score: f32| GeneScore {
        score: (index != 2).then_some(score),
        percentile: (index != 2).then_some(100.0 * score),
        pattern: Some(GenePattern {
            class: ["banded", "sparse"][index % 2].into(),
            ..GenePattern::default()
        }),
        ..GeneScore::default()
    };
    let mut candidate = Candidate {
        rank: index + 1,
        place: Place {
            tier: Some(1),
            name: "loss of function in a known gene".into(),
            reason: "Loss of function (frameshift variant); heterozygous; known by panel.tsv."
                .into(),
            variant: Some(0),
            missing: vec!["the genotypes of both parents, surely called".into()],
        },
        gene: RankedGene {
            symbol: GENES[index].into(),
            index: Some(index),
            ..RankedGene::default()
        },
        known: (index == 0).then(|| Known {
            list: "panel.tsv".into(),
            ..Known::default()
        }),
        scores: vec![
            score(0.99 - 0.1 * index as f32),
            score(0.1 + 0.1 * index as f32),
        ],
        variants: vec![variant(index)],
        ..Candidate::default()
    };
    if index == 3 {
        candidate.variants[0].call.zygosity = Zygosity::Homozygous;
        candidate.variants[0].transmission = Some(Transmission::Biparental);
        candidate.phenotypes.push(HpoTerm {
            id: "HP:0000133".into(),
            name: "Gonadal dysgenesis".into(),
            diseases: Vec::new(),
        });
    }
    candidate
}

fn variant(index: usize) -> CandidateVariant {
    let effect = Effect {
        kind: EffectKind::Damaging,
        by: "PolyPhen-2 0.99".into(),
    };
    let polyphen = Prediction {
        class: "probably_damaging".into(),
        score: Some(0.99),
        damaging: true,
    };
    CandidateVariant {
        contig: "chr17".into(),
        position: 100 + index as u64,
        id: String::new(),
        // Longer than any screen is wide.
        reference: "ACGT".repeat(2500),
        alternate: "A".into(),
        quality: None,
        filter: "PASS".into(),
        call: Call::default(),
        transcript: Some(Transcript {
            consequence: "frameshift_variant".into(),
            hgvs_p: format!("ENSP1:p.Arg{index}{}", "Ser".repeat(40)),
            ..Transcript::default()
        }),
        frequency: Some(Frequency {
            value: 1e-5 * index as f64,
            field: "gnomADe_AF".into(),
        }),
        predictions: Predictions {
            polyphen: (index % 2 == 1).then_some(polyphen),
            ..Predictions::default()
        },
        effect: (index % 2 == 1).then_some(effect),
        mother: Some(RelativeCall {
            carries: Some(true),
            genotype: "0/1".into(),
            allele_depths: Some([15, 14]),
            ..RelativeCall::default()
        }),
        ..CandidateVariant::default()
    }
}
