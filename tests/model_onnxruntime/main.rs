//! Networks scored by the real ONNX Runtime, against Python's.
//!
//! The library is found by the usual search. Where there is none the tests say so
//! and pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME=1 asks for it. The fixtures are
//! made by tests/fixtures/model/make_fixtures.py.

use std::path::{Path, PathBuf};

use dsdscore::model::{self, Found, Options, Provider, image::ImageModel, runtime};
use ndarray::ArrayView4;

macro_rules! require_library {
    () => {
        match library() {
            Some(found) => found,
            None => return,
        }
    };
}

mod images;
mod profiles;
mod providers;
mod redrawn;
mod refusals;
mod scores;

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

fn processor() -> Options {
    Options {
        provider: Provider::Cpu,
        ..Options::default()
    }
}

fn open(name: &str) -> model::Result<ImageModel> {
    ImageModel::open(&fixture(name), &processor())
}

fn refusal(name: &str) -> String {
    open(name).expect_err(name).to_string()
}

fn scores(model: &mut ImageModel, images: ArrayView4<f32>) -> Vec<f32> {
    model.score(images).unwrap().to_vec()
}

fn example(name: &str, options: &Options) -> ImageModel {
    ImageModel::open(&root("examples/networks").join(name), options).unwrap()
}

fn assert_near(found: &[f32], wanted: &[f32], within: f32) {
    assert_eq!(found.len(), wanted.len());
    let near = |(a, b): (&f32, &f32)| (a - b).abs() <= within;
    assert!(
        found.iter().zip(wanted).all(near),
        "{found:?}, not {wanted:?}"
    );
}
