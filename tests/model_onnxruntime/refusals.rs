//! What is refused, and in what words.

use std::path::Path;

use dsdscore::model::{
    AnswerError, Error, Options,
    image::{ImageError, ImageModel, REQUIRED},
    metadata,
};
use ndarray::{array, s};

use super::images::{colour, stacked};
use super::{fixture, library, open, processor, refusal, root};

#[test]
fn missing_metadata_is_listed_and_can_be_supplied() {
    require_library!();
    let text = refusal("no-metadata.onnx");
    assert!(REQUIRED.iter().all(|key| text.contains(key)), "{text}");
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
    let model = ImageModel::open(&fixture("no-metadata.onnx"), &options).unwrap();
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
    let images = stacked(&[colour(0.0, 0.0, 0.0), colour(1.0, 1.0, 0.5)]);
    for name in ["logits.onnx", "not-a-number.onnx", "sigmoids.onnx"] {
        let mut model = open(name).unwrap();
        let error = model.score(images.view()).expect_err(name);
        assert!(
            matches!(error, Error::Answer(AnswerError::NotProbabilities { .. })),
            "{name}: {error}"
        );
    }
}

#[test]
fn pixels_that_are_no_colours_never_reach_the_network() {
    require_library!();
    let mut model = open("right.onnx").unwrap();
    let mut image = colour(0.5, 0.5, 0.5);
    image[[0, 0, 1, 1]] = f32::NAN;
    assert!(matches!(
        model.score(image.view()),
        Err(Error::Image(ImageError::Pixel { row: 0, .. }))
    ));
    assert!(matches!(
        model.score(image.slice(s![.., .., 1.., ..])),
        Err(Error::Image(ImageError::Size { .. }))
    ));
}

#[test]
fn damaged_cut_and_absent_files_are_errors() {
    require_library!();
    let whole = std::fs::read(root("examples/networks/simulated-f.onnx")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.onnx");
    let cuts = [0, 1, 100, whole.len() / 2, whole.len() - 1].map(|n| whole[..n].to_vec());
    for bytes in cuts.into_iter().chain([b"not a network".to_vec()]) {
        std::fs::write(&path, &bytes).unwrap();
        let error = ImageModel::open(&path, &processor()).expect_err("a damaged file was opened");
        assert!(error.to_string().contains("bad.onnx"), "{error}");
    }
    let absent = ImageModel::open(&folder.path().join("none.onnx"), &processor());
    assert!(matches!(absent, Err(Error::Read { .. })));
}

/// The digest of the model would not cover them, and whoever writes into the
/// current folder would decide on scores.
#[test]
fn weights_in_another_file_are_refused_even_in_the_current_folder() {
    require_library!();
    assert!(Path::new("tests/fixtures/model/outside.bin").is_file());
    let text = refusal("outside.onnx");
    assert!(text.contains("keeps weights in another file"), "{text}");
}

#[test]
fn features_and_metadata_must_go_together() {
    require_library!();
    let open_with = |name: &str, features: &[&str]| {
        let overrides = serde_json::json!({ "features": features });
        let options = Options {
            metadata: overrides.as_object().cloned(),
            ..processor()
        };
        ImageModel::open(&fixture(name), &options)
            .unwrap_err()
            .to_string()
    };
    for (name, features, part) in [
        ("right.onnx", &["level"][..], "two inputs are wanted"),
        ("two-inputs.onnx", &["level"], "two inputs are wanted"),
        ("features.onnx", &["level"], "N×1 of float32"),
        ("features.onnx", &[], "2 inputs, and one is wanted"),
    ] {
        let text = open_with(name, features);
        assert!(text.contains(part) && text.contains(name), "{text}");
    }
}

#[test]
fn features_that_are_missing_or_no_numbers_never_reach_the_network() {
    require_library!();
    let mut model = open("features-fixed-batch.onnx").unwrap();
    let image = colour(0.5, 0.5, 0.5);
    let error = model.score(image.view()).unwrap_err();
    let wanted = "0 features were given for 1 images; the model takes 2 an image";
    assert_eq!(error.to_string(), wanted);
    assert!(matches!(
        model.score_with(image.view(), array![[0.5, f32::NAN]].view()),
        Err(Error::Image(ImageError::Feature { row: 0, .. }))
    ));
}
