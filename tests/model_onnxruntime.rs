//! Networks scored by the real ONNX Runtime, against Python's.
//!
//! The library is found by the usual search. Where there is none the tests say so
//! and pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME=1 asks for it. The fixtures are
//! made by tests/fixtures/model/make_fixtures.py.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use dsdscore::model::{self, Error, Found, Model, Options, Provider, metadata, runtime};
use serde_json::Value;

const HEIGHT: usize = 100;
const WIDTH: usize = 50;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn fixture(name: &str) -> PathBuf {
    root("tests/fixtures/model").join(name)
}

/// The library that the tests run with, or `None` where they may be skipped.
fn library() -> Option<Found> {
    match runtime::find(None, &runtime::Surroundings::of_process()) {
        Ok(found) => Some(found),
        Err(error) if std::env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some() => {
            panic!("ONNX Runtime is required: {error}")
        }
        Err(error) => {
            eprintln!("SKIPPED: {error}");
            None
        }
    }
}

macro_rules! require_library {
    () => {
        match library() {
            Some(found) => found,
            None => return,
        }
    };
}

fn processor() -> Options {
    Options {
        provider: Provider::Cpu,
        ..Options::default()
    }
}

fn open(name: &str) -> model::Result<Model> {
    Model::open(&fixture(name), &processor())
}

fn refusal(name: &str) -> String {
    open(name).expect_err(name).to_string()
}

fn scores(model: &mut Model, images: &[f32]) -> Vec<f32> {
    let mut out = Vec::new();
    model.score(images, &mut out).unwrap();
    out
}

/// One byte of an image, by the formula of make_fixtures.py.
fn pixel(kind: &str, seed: u32, c: u32, y: u32, x: u32) -> u8 {
    let value = match kind {
        "noise" => {
            let key = ((seed * 3 + c) * HEIGHT as u32 + y) * WIDTH as u32 + x;
            let key = key.wrapping_mul(2_654_435_761).wrapping_add(12_345);
            (key ^ (key >> 15)).wrapping_mul(2_246_822_519) >> 24
        }
        "bands" => y / (4 + seed) * (37 + 11 * seed) + c * 85 + x * seed,
        "columns" => x / (2 + seed) * (53 + 7 * seed) + c * (40 + seed),
        "flat" => seed * 31 + c * (seed * 17 + 5),
        _ => panic!("no such image: {kind}"),
    };
    (value % 256) as u8
}

fn image(kind: &str, seed: u32) -> Vec<f32> {
    let (height, width) = (HEIGHT as u32, WIDTH as u32);
    let place = |i: u32| (i / (height * width), i / width % height, i % width);
    let value = |(c, y, x)| f32::from(pixel(kind, seed, c, y, x)) / 255.0;
    (0..3 * height * width).map(place).map(value).collect()
}

struct Expected {
    images: Vec<f32>,
    scores: Vec<(String, Vec<f32>)>,
}

fn expected() -> Expected {
    let text = std::fs::read_to_string(fixture("expected.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let images = json["images"].as_array().unwrap().iter();
    let images = images.flat_map(|which| {
        image(
            which[0].as_str().unwrap(),
            which[1].as_u64().unwrap() as u32,
        )
    });
    let numbers = |list: &Value| -> Vec<f32> { serde_json::from_value(list.clone()).unwrap() };
    let scores = json["scores"].as_object().unwrap().iter();
    Expected {
        images: images.collect(),
        scores: scores
            .map(|(name, list)| (name.clone(), numbers(list)))
            .collect(),
    }
}

fn example(name: &str, options: &Options) -> Model {
    Model::open(&root("examples/networks").join(name), options).unwrap()
}

#[test]
fn scores_agree_with_python() {
    require_library!();
    let expected = expected();
    assert_eq!(expected.scores.len(), 2);
    for (name, wanted) in &expected.scores {
        let found = scores(&mut example(name, &processor()), &expected.images);
        assert_eq!(found.len(), wanted.len());
        for (row, (found, wanted)) in found.iter().zip(wanted).enumerate() {
            assert!(
                (found - wanted).abs() <= 1e-5,
                "{name} {row}: {found}, not {wanted}"
            );
        }
    }
}

#[test]
fn different_images_get_different_scores_that_are_not_saturated() {
    for (name, scores) in expected().scores {
        let between = scores
            .iter()
            .filter(|score| (0.01..0.99).contains(*score))
            .count();
        assert!(between > scores.len() / 2, "{name}: {scores:?}");
        let mut distinct = scores.clone();
        distinct.sort_by(f32::total_cmp);
        distinct.dedup_by(|a, b| (*a - *b).abs() < 1e-4);
        assert!(distinct.len() > scores.len() / 2, "{name}: {scores:?}");
    }
}

#[test]
fn a_score_does_not_depend_on_the_images_beside_it() {
    require_library!();
    let images = expected().images;
    let mut model = example("untrained-f.onnx", &processor());
    let size = model.image_len();
    let forward = scores(&mut model, &images);
    let turned: Vec<f32> = images.chunks(size).rev().flatten().copied().collect();
    let backward = scores(&mut model, &turned);
    assert!(
        forward.iter().eq(backward.iter().rev()),
        "{forward:?} {backward:?}"
    );
}

#[test]
fn a_score_does_not_depend_on_the_batch_size() {
    require_library!();
    let images = expected().images;
    let whole = scores(&mut example("untrained-m.onnx", &processor()), &images);
    for batch in [1, 3, 8, 1000] {
        let options = Options {
            batch: NonZeroUsize::new(batch),
            ..processor()
        };
        let split = scores(&mut example("untrained-m.onnx", &options), &images);
        let near = |(a, b): (&f32, &f32)| (a - b).abs() <= 1e-6;
        assert_eq!(split.len(), whole.len());
        assert!(
            split.iter().zip(&whole).all(near),
            "{batch}: {split:?} {whole:?}"
        );
    }
}

#[test]
fn a_second_run_gives_the_same_bits_and_no_images_give_none() {
    require_library!();
    let images = expected().images;
    let options = Options {
        threads: NonZeroUsize::new(2),
        ..processor()
    };
    let mut model = example("untrained-f.onnx", &options);
    assert_eq!(scores(&mut model, &images), scores(&mut model, &images));
    assert!(scores(&mut model, &[]).is_empty());
}

#[test]
fn the_example_networks_say_what_they_are() {
    require_library!();
    for (name, condition) in [("untrained-f.onnx", "F"), ("untrained-m.onnx", "M")] {
        let model = example(name, &processor());
        assert_eq!(model.metadata().condition, condition);
        assert!(model.metadata().synthetic);
        assert_eq!(model.metadata().percentile(0.5), None);
        assert_eq!(model.image_size(), (HEIGHT, WIDTH));
        assert_eq!(model.provider(), Provider::Cpu);
        assert_eq!(model.digest().len(), "sha256:".len() + 64);
    }
}

/// 1 / (1 + e^(a - b)) of a tiny network's two logits: mean colours times
/// [[-2, -1], [0, 1], [2, -2]].
fn tiny_score(red: f32, green: f32, blue: f32) -> f32 {
    let logits = (-2.0 * red + 2.0 * blue, -red + green - 2.0 * blue);
    1.0 / (1.0 + (logits.0 - logits.1).exp())
}

fn colour(red: f32, green: f32, blue: f32) -> Vec<f32> {
    [red, green, blue]
        .into_iter()
        .flat_map(|value| [value; 8])
        .collect()
}

fn assert_near(found: &[f32], wanted: &[f32], within: f32) {
    assert_eq!(found.len(), wanted.len());
    let near = |(a, b): (&f32, &f32)| (a - b).abs() <= within;
    assert!(
        found.iter().zip(wanted).all(near),
        "{found:?}, not {wanted:?}"
    );
}

#[test]
fn a_small_network_gives_what_arithmetic_gives() {
    require_library!();
    let images = [colour(0.5, 0.25, 1.0), colour(1.0, 0.0, 0.0)].concat();
    let wanted = [tiny_score(0.5, 0.25, 1.0), tiny_score(1.0, 0.0, 0.0)];
    assert_near(
        &scores(&mut open("right.onnx").unwrap(), &images),
        &wanted,
        1e-6,
    );
    assert_near(
        &scores(&mut open("half.onnx").unwrap(), &images),
        &wanted,
        2e-3,
    );
    let other = wanted.map(|score| 1.0 - score);
    assert_near(
        &scores(&mut open("first-class-positive.onnx").unwrap(), &images),
        &other,
        1e-6,
    );
}

#[test]
fn the_constants_of_the_metadata_are_applied() {
    require_library!();
    let mut model = open("constants.onnx").unwrap();
    let wanted = tiny_score((0.5 - 0.5) / 0.5, (1.0 - 0.25) / 0.25, (0.25 - 0.125) / 2.0);
    assert_near(
        &scores(&mut model, &colour(0.5, 1.0, 0.25)),
        &[wanted],
        1e-6,
    );
}

#[test]
fn a_network_of_a_fixed_batch_size_takes_any_number() {
    require_library!();
    let mut model = open("fixed-batch.onnx").unwrap();
    assert_eq!(model.batch(), 4);
    let reds: Vec<f32> = (0..7).map(|i| i as f32 / 8.0).collect();
    let images: Vec<f32> = reds.iter().flat_map(|&red| colour(red, 0.5, 0.5)).collect();
    let wanted: Vec<f32> = reds.iter().map(|&red| tiny_score(red, 0.5, 0.5)).collect();
    assert_near(&scores(&mut model, &images), &wanted, 1e-6);
}

#[test]
fn missing_metadata_is_listed_and_can_be_supplied() {
    require_library!();
    let text = refusal("no-metadata.onnx");
    assert!(
        metadata::REQUIRED.iter().all(|key| text.contains(key)),
        "{text}"
    );
    let text = refusal("some-metadata.onnx");
    let lacks = "lacks condition, training_set.name, training_set.genes_digest, \
                 training_set.count, licence; supply them with --model-metadata";
    assert!(
        text.contains(lacks) && text.contains("some-metadata.onnx"),
        "{text}"
    );

    let whole = open("right.onnx").unwrap().metadata().clone();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), serde_json::to_string(&whole).unwrap()).unwrap();
    let overrides = metadata::read_overrides(file.path()).unwrap();
    let options = Options {
        metadata: Some(overrides),
        ..processor()
    };
    let model = Model::open(&fixture("no-metadata.onnx"), &options).unwrap();
    assert_eq!(*model.metadata(), whole);
}

#[test]
fn networks_of_another_shape_are_refused() {
    require_library!();
    for (name, part) in [
        ("one-channel.onnx", "N×3×H×W"),
        ("any-size.onnx", "fixed height and width"),
        ("integers.onnx", "float32 or float16"),
        ("two-inputs.onnx", "2 inputs"),
        ("three-classes.onnx", "N×2"),
    ] {
        let text = refusal(name);
        assert!(text.contains(part) && text.contains(name), "{text}");
    }
}

#[test]
fn an_answer_that_is_no_probability_is_an_error_with_its_row() {
    require_library!();
    let images = [colour(0.0, 0.0, 0.0), colour(1.0, 1.0, 0.5)].concat();
    for name in ["logits.onnx", "not-a-number.onnx", "sigmoids.onnx"] {
        let (mut model, mut out) = (open(name).unwrap(), vec![0.5]);
        let error = model.score(&images, &mut out).expect_err(name);
        assert!(
            matches!(error, Error::NotProbabilities { .. }),
            "{name}: {error}"
        );
        assert!(out.is_empty(), "{name}: {out:?}");
    }
}

#[test]
fn pixels_that_are_no_colours_never_reach_the_network() {
    require_library!();
    let mut model = open("right.onnx").unwrap();
    let mut out = Vec::new();
    let mut image = colour(0.5, 0.5, 0.5);
    image[3] = f32::NAN;
    assert!(matches!(
        model.score(&image, &mut out),
        Err(Error::Pixel { row: 0, .. })
    ));
    assert!(matches!(
        model.score(&image[1..], &mut out),
        Err(Error::Pixels { .. })
    ));
}

#[test]
fn damaged_cut_and_absent_files_are_errors() {
    require_library!();
    let whole = std::fs::read(root("examples/networks/untrained-f.onnx")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.onnx");
    let cuts = [0, 1, 100, whole.len() / 2, whole.len() - 1].map(|n| whole[..n].to_vec());
    for bytes in cuts.into_iter().chain([b"not a network".to_vec()]) {
        std::fs::write(&path, &bytes).unwrap();
        let error = Model::open(&path, &processor()).expect_err("a damaged file was opened");
        assert!(error.to_string().contains("bad.onnx"), "{error}");
    }
    let absent = Model::open(&folder.path().join("none.onnx"), &processor());
    assert!(matches!(absent, Err(Error::Read { .. })));
}

#[test]
fn a_gpu_asked_for_by_name_is_never_replaced_by_the_processor() {
    let found = require_library!();
    let works = |provider| {
        let report = model::examine(&Options::default(), None);
        report
            .providers
            .iter()
            .any(|r| r.provider == provider && r.works.is_ok())
    };
    for provider in [Provider::Cuda, Provider::TensorRt] {
        let options = Options {
            provider,
            ..Options::default()
        };
        match Model::open(&fixture("right.onnx"), &options) {
            Ok(model) => assert_eq!(model.provider(), provider),
            Err(error) => {
                let text = error.to_string();
                assert!(!works(provider), "{text}");
                assert!(text.contains(&format!("provider {provider}")), "{text}");
                let named = text.contains(&found.version) || text.contains("NVIDIA");
                assert!(named, "{text}");
            }
        }
    }
}

#[test]
fn automatic_takes_what_the_doctor_says() {
    let found = require_library!();
    let example = root("examples/networks/untrained-f.onnx");
    let report = model::examine(&Options::default(), Some(&example));
    assert!(report.is_well(), "{report}");
    let model = Model::open(&example, &Options::default()).unwrap();
    assert_eq!(report.automatic(), Some(model.provider()));
    let text = report.to_string();
    let automatic = format!("--provider auto takes: {}", model.provider());
    for part in [
        &automatic,
        &found.version,
        "untrained-f 1",
        "ORT_DYLIB_PATH",
        "cpu: works",
    ] {
        assert!(text.contains(part), "{part} is missing from: {text}");
    }
}

#[test]
fn a_second_library_is_refused_and_the_same_one_is_not() {
    let found = require_library!();
    open("right.onnx").unwrap();
    let same = Options {
        library: Some(found.path.clone()),
        ..processor()
    };
    assert!(Model::open(&fixture("right.onnx"), &same).is_ok());
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("libonnxruntime.so");
    std::fs::copy(&found.path, &copy).unwrap();
    let other = Options {
        library: Some(copy),
        ..processor()
    };
    let text = Model::open(&fixture("right.onnx"), &other)
        .unwrap_err()
        .to_string();
    assert!(text.contains("in use already"), "{text}");
    let bad = Options {
        library: Some("/no/such/folder".into()),
        ..processor()
    };
    let text = Model::open(&fixture("right.onnx"), &bad)
        .unwrap_err()
        .to_string();
    assert!(text.contains("/no/such/folder does not exist"), "{text}");
}
