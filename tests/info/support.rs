//! Bundles, annotated files and what is read back of them.

use std::path::Path;

use dsdscore::{
    bundle::{Builder, Bundle, Condition, Description, ModelSource, Scored, Time},
    gene::Gene,
    heatmap::{Fill, Recipe},
    hits::Hit,
    info::{Annotation, Decoder, Naming, Score},
    score::Scorer,
    variant::{Edit, Format, Reader, Writer},
};
use ndarray::Array3;
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;

/// One of several things.
pub fn pick<'t, T>(random: &mut ChaCha8Rng, things: &'t [T]) -> &'t T {
    &things[random.random_range(0..things.len())]
}

/// A bundle of these genes with random scores: in each condition some lack one, unless it is
/// complete, and some conditions have patterns.
pub fn build(path: &Path, genes: Vec<Gene>, keys: &[&str], random: &mut ChaCha8Rng) {
    let time = |value: f64| Time {
        label: value.to_string(),
        value,
    };
    let conditions = keys.iter().enumerate().map(|(i, key)| {
        let has_matrix = i % 2 == 0;
        Condition {
            key: key.to_string(),
            label: format!("the \"{key}\" \\ condition"),
            cell_types: if has_matrix {
                vec!["germ".into()]
            } else {
                Vec::new()
            },
            times: if has_matrix {
                [6.0, 7.5].map(time).to_vec()
            } else {
                Vec::new()
            },
            ..Condition::default()
        }
    });
    let conditions: Vec<_> = conditions.collect();
    let matrices = conditions.iter().map(|condition| {
        let [cell_types, times] = condition.shape();
        let shape = (genes.len(), cell_types, times);
        Array3::from_shape_simple_fn(shape, || random.random_range(0.0..3.0))
    });
    let matrices = matrices.collect();
    let recipe = Recipe {
        fill: Fill::Mean,
        ..Recipe::default()
    };
    let description = Description {
        name: "a \"name\", with \\ signs; =".into(),
        ..Description::default()
    };
    let count = genes.len();
    let mut builder = Builder::new(description, Some(recipe), conditions, genes, matrices);
    for (i, key) in keys.iter().enumerate() {
        let complete = random.random_bool(0.5);
        if i % 2 == 0 {
            builder.compute_patterns(i, None).unwrap();
        }
        for (name, complete) in [(format!("net {i}"), complete), ("second".into(), true)] {
            let scored = Scored {
                condition: key.to_string(),
                model: ModelSource {
                    name,
                    ..ModelSource::default()
                },
                values: (0..count).map(|_| score(random, complete)).collect(),
                complete,
                evaluation: None,
            };
            builder.add_opinion(scored).unwrap();
        }
    }
    builder.write(path).unwrap();
}

/// A score with more than six digits, an equal one now and then, or none.
fn score(random: &mut ChaCha8Rng, complete: bool) -> f32 {
    match random.random_range(0..10) {
        0 | 1 if !complete => f32::NAN,
        2 => 0.5,
        3 => 0.0,
        4 => 1.0 - random.random_range(0.0..1e-6),
        _ => random.random(),
    }
}

/// Writes the records of a VCF text with the scores of the genes that their ALTs hit.
pub fn annotate(scorer: &Scorer, input: &Path, hits: &[Vec<Hit>], prefix: &str, output: &Path) {
    let mut reader = Reader::open(input.to_str().unwrap(), 0).unwrap();
    let naming = Naming {
        prefix: prefix.into(),
        why: false,
        program: "annotate",
        command: Some("test".into()),
    };
    let mut annotation = Annotation::new(reader.header(), scorer, &naming, &[]).unwrap();
    let output = output.to_str().unwrap();
    let format = Format::from_extension(output);
    let mut writer = Writer::create(output, format, 0, annotation.header()).unwrap();
    let keys = annotation.keys(reader.dictionary(), writer.dictionary());
    let mut hits = hits.iter();
    while reader.advance().unwrap() {
        for i in 0..reader.len() {
            let record = reader.record(i);
            annotation.set(&record, hits.next().unwrap(), scorer);
            let values = annotation.values();
            let keys = &keys;
            writer.write(&record, &Edit { keys, values }).unwrap();
        }
    }
    writer.finish(None).unwrap();
}

/// A gene as it was read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub symbol: String,
    pub id: String,
    pub alternates: Vec<usize>,
    pub scores: Vec<Score>,
}

/// What is read of each record, with the value of an INFO field of one text an ALT.
pub fn decode(path: &Path, prefix: &str, tag: &str) -> Vec<(Vec<String>, Vec<Found>)> {
    let name = path.to_str().unwrap();
    let mut reader = Reader::open(name, 0).unwrap();
    let (header, dictionary) = (reader.header(), reader.dictionary());
    let mut decoder = Decoder::find(header, dictionary, prefix, name).unwrap();
    let tag = dsdscore::variant::Key::new(tag, dictionary);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut records = Vec::new();
    while reader.advance().unwrap() {
        for i in 0..reader.len() {
            let record = reader.record(i);
            let mut found = Vec::new();
            decoder.read(&record, &mut |gene| {
                found.push(Found {
                    symbol: text(gene.gene.symbol),
                    id: text(gene.gene.ensembl_id),
                    alternates: gene.alternates.to_vec(),
                    scores: gene.scores,
                });
            });
            let tags = record.info(&tag).unwrap_or_default();
            let tags = tags.split(|&b| b == b',').map(text).collect();
            records.push((tags, found));
        }
    }
    assert_eq!(decoder.disagreements(), 0, "{name}");
    records
}

/// What a bundle says of a gene, without percentiles.
pub fn truth(scorer: &Scorer, gene: usize) -> Vec<Score> {
    let columns = 0..scorer.columns().len();
    let score = |column| {
        let value = scorer.score(column, gene);
        let pattern = scorer.pattern(column, gene);
        let opinions = scorer.columns()[column].opinions().iter();
        Score {
            value: (!value.is_nan()).then_some(value),
            percentile: None,
            pattern: pattern.map(|pattern| pattern.class.name().into()),
            opinions: opinions
                .map(|opinion| opinion.percentile_of(gene))
                .collect(),
        }
    };
    columns.map(score).collect()
}

/// Whether a gene has a score, so that it is written.
pub fn is_scored(scorer: &Scorer, gene: usize) -> bool {
    truth(scorer, gene)
        .iter()
        .any(|score| score.value.is_some())
}

/// The genes of a bundle.
pub fn open(path: &Path) -> Bundle {
    Bundle::open(path).unwrap()
}

/// Random hits of so many ALTs: up to three genes each.
pub fn hits(random: &mut ChaCha8Rng, alternates: usize, genes: usize) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for alternate in 0..alternates {
        for _ in 0..random.random_range(0..4) {
            let gene = random.random_range(0..genes);
            let hit = Hit { alternate, gene };
            if !hits.contains(&hit) {
                hits.push(hit);
            }
        }
    }
    hits
}

/// So many random bases.
pub fn bases(random: &mut impl Rng, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b"ACGT"[random.random_range(0..4)]))
        .collect()
}
