//! With ONNX Runtime, without it, and with what is not it.

use std::fs;

use crate::{
    network::{FEMALE, models},
    support::{Folder, Run, has_runtime, info, patients},
};

/// With `published.dsd`, which has scores, `simulated.dsd`, which has none, and `in.vcf`.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    folder.build_simulated();
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

/// As on a machine without Python and without the library, unless the system has one.
fn bare(folder: &Folder, args: &str) -> Run {
    let mut command = folder.command(args.split_whitespace());
    let command = command
        .env("PATH", folder.path(""))
        .env_remove("ORT_DYLIB_PATH");
    command.output().unwrap().into()
}

fn system_has_it(folder: &Folder) -> bool {
    let found = bare(folder, "doctor").code == Some(0);
    if found {
        eprintln!("SKIPPED: the system's library folders have ONNX Runtime");
    }
    found
}

#[test]
fn a_bundle_with_scores_needs_no_runtime() {
    let folder = folder();
    let run = bare(&folder, "annotate -b published.dsd in.vcf").assert_success();
    assert_eq!(info(run.text(), "DSD_GENE").iter().flatten().count(), 72);
    assert!(!run.err.contains("ONNX"), "{}", run.err);
}

#[test]
fn without_a_runtime_a_network_is_an_error_that_says_how_to_get_it() {
    let folder = folder();
    if system_has_it(&folder) {
        return;
    }
    let model = models(&[FEMALE]);
    for args in [
        format!("annotate -b simulated.dsd in.vcf --allow-synthetic -o out.vcf {model}"),
        format!("score -b simulated.dsd -o out.dsd {model}"),
    ] {
        let err = bare(&folder, &args).assert_error();
        for part in [
            "none was found",
            "pip install onnxruntime",
            "--onnxruntime",
            "ORT_DYLIB_PATH",
        ] {
            assert_eq!(err.matches(part).count().min(1), 1, "{part}: {err}");
        }
        assert_eq!(folder.names(), ["in.vcf", "published.dsd", "simulated.dsd"]);
    }
}

#[test]
fn a_bundle_without_scores_says_how_to_get_them() {
    let folder = folder();
    let err = bare(
        &folder,
        "annotate -b simulated.dsd in.vcf --allow-synthetic",
    )
    .assert_error();
    assert_has!(
        err,
        "simulated.dsd holds no scores",
        "--model",
        "dsdscore score"
    );
}

#[test]
fn the_doctor_fails_without_a_runtime_and_lists_where_it_looked() {
    let folder = Folder::new();
    if system_has_it(&folder) {
        return;
    }
    let run = bare(&folder, "doctor");
    assert_eq!(run.code, Some(1));
    assert_has!(
        run.text(),
        "ORT_DYLIB_PATH: not set",
        "python3",
        "the system's libraries",
        "pip install"
    );
}

#[test]
fn a_named_library_that_is_none_is_an_error_and_no_other_is_taken() {
    let folder = folder();
    folder.write("text.so", "no library");
    let model = models(&[FEMALE]);
    for (path, part) in [
        ("absent", "absent does not exist"),
        ("text.so", "cannot be loaded"),
    ] {
        let option = format!("--onnxruntime {}", folder.path(path).display());
        let args = format!("annotate -b simulated.dsd in.vcf -o out.vcf {model} {option}");
        let err = folder.run(args.split_whitespace()).assert_error();
        assert!(err.contains(part) && err.contains("--onnxruntime"), "{err}");
        assert!(!folder.path("out.vcf").exists());
        let doctor = folder.run(format!("doctor {option}").split(' '));
        assert_eq!(doctor.code, Some(1), "{}", doctor.text());
        assert!(doctor.text().contains(part), "{}", doctor.text());
        let mut command = folder.command(["doctor"]);
        let run = Run::from(
            command
                .env("ORT_DYLIB_PATH", folder.path(path))
                .output()
                .unwrap(),
        );
        assert_eq!(run.code, Some(1), "{}", run.text());
    }
}

#[test]
fn the_doctor_says_what_runs_and_tries_a_model() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::new();
    let run = folder.succeed("doctor");
    assert_has!(
        run.text(),
        "In use: ONNX Runtime 1.",
        "cpu: works",
        "--provider auto takes: "
    );
    let try_model =
        |path: &str| folder.run(format!("doctor --provider cpu{}", models(&[path])).split(' '));
    let run = try_model(FEMALE).assert_success();
    let wanted = "The model works: simulated-f 1, condition F, images of 3×100×50, on cpu, sha256:";
    assert!(run.text().contains(wanted), "{}", run.text());
    for (path, part) in [
        ("tests/fixtures/model/logits.onnx", "sum 1"),
        (
            "tests/fixtures/model/no-metadata.onnx",
            "lacks schema_version",
        ),
        ("examples/absent.onnx", "No such file"),
    ] {
        let run = try_model(path);
        assert_eq!(run.code, Some(1), "{}", run.text());
        let text = run.text();
        assert_has!(text, "The model cannot be used", part);
    }
}

/// A GPU that was asked for by name is never replaced by the processor.
#[test]
fn a_provider_that_does_not_work_is_an_error_without_output() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let report = folder.succeed("doctor");
    for provider in ["cuda", "tensorrt"] {
        let works = report.text().contains(&format!("{provider}: works"));
        let option = format!("--provider {provider}");
        let doctor = folder.run(format!("doctor {option}").split(' '));
        assert_eq!(doctor.code == Some(0), works, "{}", doctor.err);
        let model = models(&[FEMALE]);
        let args = format!(
            "annotate -b simulated.dsd in.vcf --allow-synthetic -o out.vcf {option}{model}"
        );
        let run = folder.run(args.split(' '));
        if works {
            assert!(run.assert_success().err.contains(&format!("on {provider}")));
        } else {
            let err = run.assert_error();
            assert_has!(err, &format!("provider {provider} was asked for"));
            assert!(!folder.path("out.vcf").exists());
        }
    }
}
