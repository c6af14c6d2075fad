//! Libraries and providers: what is asked for is what runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use dsdscore::model::{self, Options, Provider, image::ImageModel, runtime};

use super::{fixture, library, open, processor, root};

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
        match ImageModel::open(&fixture("right.onnx"), &options) {
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
    let example = root("examples/networks/simulated-f.onnx");
    let report = model::examine(&Options::default(), Some(&example));
    assert!(report.is_well(), "{report}");
    let model = ImageModel::open(&example, &Options::default()).unwrap();
    assert_eq!(report.automatic(), Some(model.provider()));
    let text = report.to_string();
    let automatic = format!("--provider auto takes: {}", model.provider());
    for part in [
        &automatic,
        &found.version,
        "simulated-f 1",
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
    assert!(ImageModel::open(&fixture("right.onnx"), &same).is_ok());
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("libonnxruntime.so");
    std::fs::copy(&found.path, &copy).unwrap();
    let other = Options {
        library: Some(copy),
        ..processor()
    };
    let text = ImageModel::open(&fixture("right.onnx"), &other)
        .unwrap_err()
        .to_string();
    assert!(text.contains("in use already"), "{text}");
    let bad = Options {
        library: Some("/no/such/folder".into()),
        ..processor()
    };
    let text = ImageModel::open(&fixture("right.onnx"), &bad)
        .unwrap_err()
        .to_string();
    assert!(text.contains("/no/such/folder does not exist"), "{text}");
}

/// A library with ONNX Runtime's entry point that calls itself this version.
#[cfg(unix)]
fn library_that_says(version: &str, folder: &Path) -> PathBuf {
    let (source, library) = (folder.join("old.c"), folder.join("libonnxruntime.so"));
    let code = format!(
        "static const void *api(unsigned v) {{ (void)v; return 0; }}
         static const char *version(void) {{ return \"{version}\"; }}
         static const struct {{ const void *(*a)(unsigned); const char *(*v)(void); }} base =
             {{ api, version }};
         const void *OrtGetApiBase(void) {{ return &base; }}"
    );
    std::fs::write(&source, code).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]);
    assert!(
        compiler
            .arg(&library)
            .arg(&source)
            .status()
            .unwrap()
            .success()
    );
    library
}

#[cfg(unix)]
#[test]
fn a_library_that_is_too_old_is_refused_before_it_can_do_harm() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_that_says("1.16.3", folder.path());
    for named in [library.as_path(), folder.path()] {
        let around = runtime::Surroundings::default();
        let text = runtime::find(Some(named), &around).unwrap_err().to_string();
        assert!(
            text.contains("is ONNX Runtime 1.16.3; 1.17 or a later 1.x"),
            "{text}"
        );
    }
}
