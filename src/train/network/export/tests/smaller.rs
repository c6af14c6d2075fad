//! float16 and int8.

use super::*;
use crate::onnx::Arithmetic;

/// The probabilities of the disease class that a file gives for the fixture's images.
fn scores(path: &Path, case: &Case) -> Vec<f32> {
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    let mut model = ImageModel::open(path, &options).unwrap();
    let planes = case.images.view().permuted_axes([0, 3, 1, 2]);
    let planes = planes.mapv(|byte| f32::from(byte) / 255.0);
    let scores = model.score_with(planes.view(), case.features.view());
    scores.unwrap().to_vec()
}

#[test]
fn smaller_forms_agree_with_the_float32_file_on_every_image() {
    if !has_runtime() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.onnx");
    for name in ["plain", "second"] {
        let case = Case::new(name);
        export(&case.export(Precision::Float32), &path).unwrap();
        let whole = scores(&path, &case);
        for (found, wanted) in whole.iter().zip(&case.probabilities) {
            assert!(
                (found - wanted).abs() < 1e-5,
                "{name}: {found}, not {wanted}"
            );
        }
        for precision in [Precision::Float16, Precision::Int8] {
            let done = export(&case.export(precision), &path).unwrap();
            let smaller = scores(&path, &case);
            let apart = smaller.iter().zip(&whole).map(|(a, b)| (a - b).abs());
            let apart = apart.fold(0.0_f32, f32::max);
            let allowed = precision.tolerance() + 1e-5;
            assert!(apart > 0.0 && apart <= allowed, "{name}: {apart}, {done:?}");
        }
    }
}

/// Whatever the scores then are: the arithmetic is that of integers. The first convolution takes the
/// images as they are.
#[test]
fn the_integer_form_has_integers_before_and_in_every_convolution_but_the_first() {
    if !has_runtime() {
        return;
    }
    let case = Case::new("second");
    let asked = case.export(Precision::Int8);
    let ensemble = asked.ensemble().unwrap();
    let check = Check {
        reference: asked.reference.unwrap(),
        metadata: "",
        path: Path::new("x.onnx"),
        library: None,
    };
    let watched = ensemble.graph(Arithmetic::Watched).unwrap();
    let ranges = onnx::ranges(watched, onnx::Reference::batches(&check), None).unwrap();
    let graph = ensemble
        .graph(Arithmetic::Integers(&ranges))
        .unwrap()
        .message;
    let maker = |output: &String| graph.node.iter().find(|node| node.output[0] == *output);
    let convs = graph.node.iter().filter(|node| node.op_type == "Conv");
    let mut count = 0;
    for conv in convs.skip(1) {
        for input in &conv.input {
            // A pool of integers' values has the same values.
            let mut made = maker(input).unwrap();
            while made.op_type == "MaxPool" {
                made = maker(&made.input[0]).unwrap();
            }
            assert_eq!(made.op_type, "DequantizeLinear", "{}: {input}", conv.name);
        }
        let weights = maker(&conv.input[1]).unwrap();
        let mut kept = graph.initializer.iter();
        let kept = kept.find(|one| one.name == weights.input[0]).unwrap();
        // Larger products overflow 16 bits on older processors.
        let bytes = kept.raw_data.as_ref().unwrap().iter();
        let largest = bytes.map(|&byte| (byte as i8).unsigned_abs()).max();
        assert!(largest.is_some_and(|largest| largest <= 64), "{largest:?}");
        count += 1;
    }
    // Four blocks of three with a shortcut each.
    assert_eq!(count, 4 * 4);
}
