//! What the unit tests of all rooms share.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use ndarray::Array3;

#[cfg(feature = "train")]
use crate::model::runtime;
use crate::{
    bundle::{
        Alike, Bundle, ConditionReasons, Control, Explained, Explanation, GeneReasons, Likeness,
        Moved, ReferenceGenes, Replacement, Way, Without,
    },
    explain::{Like, Reason, Why, WithoutCellType},
    variant::{Input, Reader},
};

/// Asserts that a text, or the message of an error, has all parts.
macro_rules! assert_has {
    ($text:expr, $($part:expr),+ $(,)?) => {{
        let text = $text.to_string();
        $(
            let part = $part;
            assert!(text.contains(part), "{part} is missing from: {text}");
        )+
    }};
}

/// Whether there is an ONNX Runtime; a test that needs one says that it is skipped where there is none,
/// unless `DSDSCORE_REQUIRE_ONNXRUNTIME` is set.
#[cfg(feature = "train")]
pub(crate) fn has_runtime() -> bool {
    let found = runtime::find(None, &runtime::Surroundings::of_process());
    let required = std::env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some();
    match found {
        Ok(_) => true,
        Err(error) if required => panic!("ONNX Runtime is required: {error}"),
        Err(error) => {
            eprintln!("SKIPPED: {error}");
            false
        }
    }
}

/// In one gzip member.
pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes.as_ref()).unwrap();
    writer.finish().unwrap()
}

/// Reads a VCF that is named `test`.
pub(crate) fn reader(vcf: impl Into<Vec<u8>>) -> Reader {
    let input = Input::new("test", Box::new(Cursor::new(vcf.into())), 0).unwrap();
    Reader::new(input).unwrap()
}

/// Why a gene has its score, with something in every field.
pub(crate) fn why(gene: &str, condition: &str) -> Why {
    let reason = |cell_type: &str, change, residual| Reason {
        cell_type: cell_type.into(),
        times: vec!["week 8".into()],
        first_time: 1,
        change,
        residual: Some(residual),
    };
    let like = |gene: &str, similarity, percentile| Like {
        gene: gene.into(),
        similarity,
        percentile,
    };
    Why {
        gene: gene.into(),
        condition: condition.into(),
        label: "a <label>".into(),
        model: "resnet".into(),
        decides: true,
        source: 0,
        one_time: false,
        score: 0.875,
        percentile: Some(87.5),
        found: "by occlusion".into(),
        way: Way::Occlusion,
        replaced_by: Replacement::Usual,
        raising: vec![reason("Leydig", 1.5, 2.0)],
        lowering: vec![reason("Germ <cells>", -0.5, -1.5)],
        without: Some(WithoutCellType {
            cell_type: "Leydig".into(),
            score: 0.25,
            percentile: Some(30.5),
        }),
        known: vec![like("STAR", 0.75, 97.5)],
        as_like: None,
        housekeeping: vec![like("ACTB", 0.25, 40.0)],
        level: Some(61.5),
        tau: Some(70.5),
        dev: Some(80.5),
        opinions: vec![("shape".into(), Some(62.5))],
        members: Some([0.75, 0.9]),
        control: Some(Control {
            draws: 20,
            genes: 200,
            seed: 1,
            correlation: Some(0.125),
            weaker: None,
        }),
    }
}

/// Writes a bundle to `path` with reasons of all of its scores, made up by a rule: the change by block
/// `b` of gene `g` is that of place `(b + g) % 7` in -1.5, -1, …, 1.5.
pub(crate) fn with_reasons(bundle: &Bundle, path: &std::path::Path) -> Bundle {
    let sources = 0..bundle.manifest().scores.len();
    let explained = sources.map(|source| explained(bundle, source)).collect();
    let conditions = bundle.manifest().conditions.iter();
    let conditions = conditions.map(|_| Some(condition_reasons(bundle.genes().len())));
    bundle
        .write_with_reasons(path, explained, conditions.collect())
        .unwrap();
    Bundle::open(path).unwrap()
}

fn explained(bundle: &Bundle, source: usize) -> Explained {
    let manifest = bundle.manifest();
    let condition = manifest
        .condition(&manifest.scores[source].condition)
        .unwrap();
    let opinion = bundle
        .opinions(condition)
        .find(|one| one.source() == source);
    let explanation = Explanation {
        way: Way::Occlusion,
        replaced_by: Replacement::Usual,
        times_per_block: 1,
        control: None,
    };
    let [rows, runs] = explanation.blocks(&manifest.conditions[condition]).shape();
    let change = |gene: usize, block: usize| ((block + gene) % 7) as f32 / 2.0 - 1.5;
    let maps = Array3::from_shape_fn((bundle.genes().len(), rows, runs), |(gene, row, run)| {
        change(gene, row * runs + run)
    });
    let moved = |gene: usize, sign: f32| {
        let blocks = (0..rows * runs).filter(|&block| sign * change(gene, block) > 0.0);
        let moved = blocks.map(|block| Moved {
            block,
            change: change(gene, block),
            residual: Some(2.0 * sign),
        });
        moved.take(3).collect()
    };
    let reasons = |gene: usize| {
        let score = opinion?.score(gene)?;
        Some(GeneReasons {
            raising: moved(gene, 1.0),
            lowering: moved(gene, -1.0),
            without: (rows > 0).then_some(Without {
                cell_type: 0,
                score: score / 2.0,
            }),
            members: None,
        })
    };
    Explained {
        source,
        explanation,
        genes: (0..bundle.genes().len()).map(reasons).collect(),
        maps,
    }
}

/// All genes are like the first.
fn condition_reasons(genes: usize) -> ConditionReasons {
    let list = |name: &str| ReferenceGenes {
        name: name.into(),
        genes: vec![0],
    };
    let likeness = Likeness {
        known: vec![Alike {
            gene: 0,
            similarity: 1.0,
            percentile: 97.5,
        }],
        housekeeping: Vec::new(),
    };
    ConditionReasons {
        known: list("known.tsv"),
        housekeeping: list("housekeeping.tsv"),
        likeness: vec![Some(likeness); genes],
        dev: vec![80.5; genes],
    }
}
