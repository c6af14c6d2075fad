//! Against what torch gives (tests/fixtures/onnx/make_fixtures.py). Where there is no ONNX Runtime
//! the tests that need it say so and pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

mod smaller;

use std::fs;

use ndarray::{Array2, Array4, ArrayD, aview1};
use prost::Message;
use serde_json::{Value, json};

use super::{super::tensor::NamedTensor, graph::IMAGES, *};
use crate::{
    model::{Options, Provider, image::ImageModel},
    onnx::proto,
    testing::has_runtime,
};

const SIZE: (usize, usize) = (40, 24);
const FIRST: Calibration = Calibration {
    scale: 1.25,
    bias: -0.5,
};
const SECOND: Calibration = Calibration {
    scale: 0.5,
    bias: 0.25,
};

/// The fixture: names, extents and bytes of its tensors.
struct Fixture(Vec<(String, Vec<usize>, Vec<u8>)>);

impl Fixture {
    /// safetensors: the length of the header, the header as JSON, the bytes.
    fn read() -> Self {
        let file = include_bytes!("../../../../tests/fixtures/onnx/networks.safetensors");
        let (length, rest) = file.split_at(8);
        let length = u64::from_le_bytes(length.try_into().unwrap()) as usize;
        let (header, data) = rest.split_at(length);
        let header: serde_json::Map<String, Value> = serde_json::from_slice(header).unwrap();
        let numbers =
            |value: &Value| -> Vec<usize> { serde_json::from_value(value.clone()).unwrap() };
        let tensors = header.iter().filter(|(name, _)| *name != "__metadata__");
        let tensor = |(name, about): (&String, &Value)| {
            let place = numbers(&about["data_offsets"]);
            let bytes = data[place[0]..place[1]].to_vec();
            (name.clone(), numbers(&about["shape"]), bytes)
        };
        Self(tensors.map(tensor).collect())
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        let mut tensors = self.0.iter();
        tensors.find(|tensor| tensor.0 == name).unwrap().2.clone()
    }

    fn floats(&self, name: &str) -> Vec<f32> {
        floats(&self.bytes(name))
    }

    fn member(&self, network: &str, calibration: Option<Calibration>) -> Member {
        let prefix = format!("{network}/");
        let tensor = |(name, shape, bytes): &(String, Vec<usize>, Vec<u8>)| {
            Some(NamedTensor {
                name: name.strip_prefix(&prefix)?.into(),
                values: ArrayD::from_shape_vec(shape.clone(), floats(bytes)).unwrap(),
            })
        };
        let features = Standardisation {
            mean: vec![1.5, 0.25],
            deviation: vec![0.75, 0.125],
        };
        Member {
            tensors: self.0.iter().filter_map(tensor).collect(),
            standardisation: (network != "plain").then_some(features),
            calibration,
        }
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let numbers = bytes.as_chunks().0.iter();
    numbers.map(|&bytes| f32::from_le_bytes(bytes)).collect()
}

fn metadata(features: &[&str]) -> ImageMetadata {
    let value = json!({
        "schema_version": 1, "name": "a", "version": "1", "condition": "F", "recipe": {"x": 1},
        "classes": ["other", "disease"], "positive": "disease", "normalisation": "graph",
        "features": features, "atlas": "none",
        "training_set": {
            "name": "t", "genes_digest": format!("sha256:{}", "0".repeat(64)), "count": 16
        },
        "metrics": {"auc": 0.5}, "licence": "MIT", "intended_use": "test", "synthetic": true,
    });
    serde_json::from_value(value).unwrap()
}

/// A case of the fixture, and what torch gives.
struct Case {
    members: Vec<Member>,
    metadata: ImageMetadata,
    /// N × height × width × 3.
    images: Array4<u8>,
    /// N × features.
    features: Array2<f32>,
    probabilities: Vec<f32>,
}

impl Case {
    fn new(expected: &str) -> Self {
        let fixture = Fixture::read();
        let (members, features) = match expected {
            "plain" => (vec![fixture.member("plain", None)], vec![]),
            "first" | "second" => (vec![fixture.member(expected, None)], vec!["level", "tau"]),
            _ => {
                let first = fixture.member("first", Some(FIRST));
                let second = fixture.member("second", Some(SECOND));
                (vec![first, second], vec!["level", "tau"])
            }
        };
        Self {
            members,
            metadata: metadata(&features),
            images: Array4::from_shape_vec((16, SIZE.0, SIZE.1, 3), fixture.bytes("images"))
                .unwrap(),
            features: match features.len() {
                0 => Array2::zeros((16, 0)),
                _ => Array2::from_shape_vec((16, 2), fixture.floats("features")).unwrap(),
            },
            probabilities: fixture.floats(&format!("expected/{expected}")),
        }
    }

    fn export(&self, precision: Precision) -> Export<'_> {
        Export {
            members: &self.members,
            height: SIZE.0,
            width: SIZE.1,
            metadata: &self.metadata,
            precision,
            reference: Some(Reference {
                images: self.images.view(),
                features: self.features.view(),
                probabilities: aview1(&self.probabilities),
            }),
            library: None,
        }
    }

    fn unchecked(&self, precision: Precision) -> Export<'_> {
        Export {
            reference: None,
            ..self.export(precision)
        }
    }
}

#[test]
fn every_kind_of_network_gives_torchs_probabilities_in_onnx_runtime() {
    if !has_runtime() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.onnx");
    for name in ["plain", "first", "ensemble"] {
        let case = Case::new(name);
        let spread = case
            .probabilities
            .iter()
            .fold(0.0_f32, |most, p| most.max(p - case.probabilities[0]));
        assert!(spread > 0.05, "{name}: torch gives one answer for all");
        let done = export(&case.export(Precision::Float32), &path).unwrap();
        assert!(done.difference.unwrap() < 1e-5, "{name}: {done:?}");
        assert_eq!(fs::metadata(&path).unwrap().len(), done.bytes as u64);
    }
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

/// Torch gives the mean of two members: so the lowest and the highest are both, and their mean is torch's.
#[test]
fn members_of_an_ensemble_tell_their_scores_where_they_are_asked() {
    if !has_runtime() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.onnx");
    let judged = |case: &Case, members| {
        export(&case.unchecked(Precision::Float32), &path).unwrap();
        let options = Options {
            provider: Provider::Cpu,
            members,
            ..Options::default()
        };
        let mut model = ImageModel::open(&path, &options).unwrap();
        let images = case.images.mapv(|byte| f32::from(byte) / 255.0);
        let images = images.permuted_axes([0, 3, 1, 2]);
        let images = images.as_standard_layout();
        let digest = model.digest().to_string();
        (
            model.judge(images.view(), case.features.view()).unwrap(),
            model.members(),
            digest,
        )
    };
    let case = Case::new("ensemble");
    let (all, members, digest) = judged(&case, true);
    assert_eq!(members, 2);
    let (quiet, none, same) = judged(&case, false);
    assert_eq!((none, same), (0, digest));
    for ((judged, quiet), torch) in all.iter().zip(quiet).zip(&case.probabilities) {
        let [low, high] = judged.members.unwrap();
        assert!((f32::midpoint(low, high) - torch).abs() < 1e-5);
        assert_eq!((quiet.score, quiet.members), (judged.score, None));
        let log_odds = (torch / (1.0 - torch)).ln();
        assert!(
            (judged.log_odds - log_odds).abs() < 1e-3,
            "{judged:?} {torch}"
        );
    }
    // One of the two alone.
    let mut first = Case::new("ensemble");
    first.members.truncate(1);
    let (alone, members, _) = judged(&first, true);
    assert_eq!(members, 0);
    for (judged, alone) in all.iter().zip(&alone) {
        let told = judged.members.unwrap();
        assert!(told.iter().any(|score| (score - alone.score).abs() < 1e-5));
    }
    assert!(
        all.iter()
            .any(|one| one.members.is_some_and(|[low, high]| high - low > 0.01))
    );
}

#[test]
fn a_file_is_a_model_like_any_other_and_says_how_it_was_checked() {
    if !has_runtime() {
        return;
    }
    let (folder, case) = (tempfile::tempdir().unwrap(), Case::new("first"));
    let path = folder.path().join("x.onnx");
    let done = export(&case.export(Precision::Float32), &path).unwrap();
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    let model = ImageModel::open(&path, &options).unwrap();
    assert_eq!(
        (model.metadata(), model.image_size()),
        (&done.metadata, SIZE)
    );
    let metrics = &model.metadata().metrics;
    assert_eq!(metrics["auc"], 0.5);
    let measured = &metrics["export"];
    assert_eq!(measured["precision"], "float32");
    assert_eq!(
        (&measured["checked"], &measured["images"]),
        (&json!(true), &json!(16))
    );
    assert!(measured["largest_difference"].as_f64().unwrap() < 1e-5);
}

#[test]
fn a_network_that_differs_leaves_no_file_and_an_old_one_as_it_was() {
    if !has_runtime() {
        return;
    }
    let (folder, mut case) = (tempfile::tempdir().unwrap(), Case::new("plain"));
    let path = folder.path().join("x.onnx");
    case.probabilities[3] -= 2e-4;
    let error = export(&case.export(Precision::Float32), &path).unwrap_err();
    assert!(
        matches!(error, Error::Onnx(onnx::Error::Differs { row: 3, .. })),
        "{error}"
    );
    assert!(error.to_string().contains("no file was written"), "{error}");
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
    fs::write(&path, "old").unwrap();
    case.probabilities[3] -= 0.1;
    for precision in [Precision::Float16, Precision::Int8] {
        let error = export(&case.export(precision), &path)
            .unwrap_err()
            .to_string();
        assert!(error.contains("export it as float32"), "{error}");
    }
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn an_unchecked_file_says_so_and_needs_no_runtime() {
    let (folder, case) = (tempfile::tempdir().unwrap(), Case::new("ensemble"));
    let path = folder.path().join("x.onnx");
    for precision in [Precision::Float32, Precision::Float16] {
        let done = export(&case.unchecked(precision), &path).unwrap();
        assert_eq!(done.difference, None);
        let file = proto::Model::decode(&fs::read(&path).unwrap()[..]).unwrap();
        let [entry] = &file.metadata_props[..] else {
            panic!("{:?}", file.metadata_props);
        };
        let metadata = ImageMetadata::parse(Some(&entry.value), None).unwrap();
        assert_eq!(metadata, done.metadata);
        assert_eq!(metadata.metrics["export"]["checked"], false);
        let graph = file.graph.unwrap();
        let inputs: Vec<_> = graph
            .input
            .iter()
            .map(|input| input.name.as_str())
            .collect();
        assert_eq!(inputs, [IMAGES, "features"]);
        assert_eq!(graph.output.len(), 1);
    }
    let error = export(&case.unchecked(Precision::Int8), &path).unwrap_err();
    assert!(matches!(error, Error::Onnx(onnx::Error::NoReference)));
}

#[test]
fn without_a_runtime_the_way_out_is_named() {
    let (folder, case) = (tempfile::tempdir().unwrap(), Case::new("plain"));
    let absent = folder.path().join("none");
    let mut asked = case.export(Precision::Float32);
    asked.library = Some(&absent);
    let error = export(&asked, &folder.path().join("x.onnx")).unwrap_err();
    assert!(
        matches!(error, Error::Onnx(onnx::Error::Runtime(_))),
        "{error}"
    );
    assert!(error.to_string().contains("without the check"), "{error}");
}

/// Exports without a check, which must fail.
fn refusal(case: &Case) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.onnx");
    let error = export(&case.unchecked(Precision::Float32), &path).unwrap_err();
    assert!(!path.exists());
    error.to_string()
}

#[test]
fn what_does_not_go_together_is_refused() {
    type Change = fn(&mut Case);
    let changes: [(Change, &str); 9] = [
        (|case| case.members.clear(), "no network"),
        (|case| case.metadata.features.clear(), "takes 2 features"),
        (
            |case| case.members[1].standardisation = None,
            "network 1 takes features without",
        ),
        (
            |case| case.members[0].standardisation.as_mut().unwrap().deviation[1] = 0.0,
            "network 0",
        ),
        (
            |case| {
                case.members[0]
                    .standardisation
                    .as_mut()
                    .unwrap()
                    .mean
                    .truncate(1)
            },
            "network 0",
        ),
        (
            |case| case.members[0].calibration.as_mut().unwrap().scale = -1.0,
            "calibration",
        ),
        (
            |case| case.members[0].calibration.as_mut().unwrap().bias = f32::NAN,
            "calibration",
        ),
        (
            |case| case.metadata.classes.swap(0, 1),
            "positive class must be the second",
        ),
        (
            |case| {
                let (mean, std) = ([0.0; 3], [1.0; 3]);
                case.metadata.normalisation = Normalisation::Constants { mean, std };
            },
            "normalisation must be",
        ),
    ];
    for (change, part) in changes {
        let mut case = Case::new("ensemble");
        change(&mut case);
        let text = refusal(&case);
        assert!(text.contains(part), "{part} is missing from: {text}");
    }
}

#[test]
fn a_reference_of_another_size_is_refused() {
    if !has_runtime() {
        return;
    }
    type Change = fn(&mut Case);
    let changes: [Change; 5] = [
        |case| case.images = Array4::zeros((16, 5, 5, 3)),
        |case| case.features = Array2::zeros((16, 1)),
        |case| case.probabilities.truncate(3),
        |case| case.probabilities.clear(),
        |case| case.probabilities[0] = f32::NAN,
    ];
    for change in changes {
        let mut case = Case::new("first");
        change(&mut case);
        let error = export(
            &case.export(Precision::Float32),
            Path::new("/nonexistent/x.onnx"),
        );
        assert!(matches!(error, Err(Error::Unfit(_))), "{error:?}");
    }
}

#[test]
fn what_float16_cannot_hold_is_refused_by_name() {
    let mut case = Case::new("plain");
    let mut tensors = case.members[0].tensors.iter_mut();
    let bias = tensors.find(|tensor| tensor.name == "fc1.bias").unwrap();
    bias.values[2] = 1e5;
    let folder = tempfile::tempdir().unwrap();
    let error = export(
        &case.unchecked(Precision::Float16),
        &folder.path().join("x.onnx"),
    );
    let error = error.unwrap_err().to_string();
    assert!(error.contains("fc1.bias reaches 100000"), "{error}");
}
