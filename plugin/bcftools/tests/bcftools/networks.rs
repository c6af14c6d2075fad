//! Scores that networks compute within bcftools. Where there is no ONNX Runtime the test says so and
//! passes, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

use std::env;

use dsdscore::model::{Options, image::ImageModel};

use crate::support::{Folder, root};

const FEMALE: &str = "examples/networks/simulated-f.onnx";
const MALE: &str = "examples/networks/simulated-m.onnx";

fn has_runtime() -> bool {
    let opened = ImageModel::open(&root(FEMALE), &Options::default());
    let is_required = env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some();
    let why = opened.err().map(|error| error.to_string());
    assert!(
        why.is_none() || !is_required,
        "ONNX Runtime is required: {why:?}"
    );
    if let Some(why) = &why {
        eprintln!("SKIPPED: no ONNX Runtime: {why}");
    }
    why.is_none()
}

#[test]
fn networks_run_within_bcftools_as_within_the_program() {
    let Some(folder) = Folder::new() else { return };
    if !has_runtime() {
        return;
    }
    folder.build_simulated();
    let [female, male] = [FEMALE, MALE].map(|name| root(name).display().to_string());
    let options = format!("--allow-synthetic --provider cpu -m {female} -m {male}");
    let input = folder.path("in.vcf");
    let expected = folder.annotate_by("simulated.dsd", &input, &format!("-Ob {options}"));
    for _ in 0..3 {
        let line = format!("+dsdscore in.vcf -Ob -- -b simulated.dsd {options}");
        let run = folder.run(&line).assert_success();
        assert!(run.err.contains("72 scored"), "{}", run.err);
        assert!(run.out == expected);
    }
}
