//! What Python's onnxruntime gives for a trained network and the images that `show` writes.

use std::{env, process::Command};

use super::{folder, trained};
use crate::support::{Folder, has_runtime};

/// Prints the probability of the second class for pixels (N×3×20×10) and features (N×2).
const SCRIPT: &str = "
import sys, numpy, onnxruntime
session = onnxruntime.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider'])
images = numpy.fromfile(sys.argv[2], '<f4').reshape(-1, 3, 20, 10)
inputs = {'images': images}
if len(session.get_inputs()) == 2:
    inputs['features'] = numpy.fromfile(sys.argv[3], '<f4').reshape(-1, 2)
print(*session.run(None, inputs)[0][:, 1])
";

pub fn has_python() -> bool {
    let python = Command::new("python3")
        .args(["-c", "import onnxruntime"])
        .output();
    let is_there = python.is_ok_and(|output| output.status.success());
    let is_required = env::var_os("DSDSCORE_REQUIRE_ONNXRUNTIME").is_some();
    assert!(is_there || !is_required, "python3 has no onnxruntime");
    if !is_there {
        eprintln!("SKIPPED: python3 has no onnxruntime");
    }
    is_there
}

/// A gene as the table of the bundle's scores has it.
struct Row {
    symbol: String,
    score: f32,
    level: f32,
    tau: f32,
}

/// The genes of the condition F that have a score.
fn rows(folder: &Folder) -> Vec<Row> {
    let export = folder.succeed("bundle export sim.dsd");
    let lines = export.text().lines().filter(|line| !line.starts_with('#'));
    let mut lines = lines.map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let column = |name| head.iter().position(|found| *found == name).expect(name);
    let [symbol, score, level, tau] = ["symbol", "DSD_F", "DSD_F_LEVEL", "DSD_F_TAU"].map(column);
    let rows = lines.filter(|row| row[score] != ".");
    // A silent gene has no tau.
    let number = |text: &str| text.parse().unwrap_or(0.0);
    let row = |row: Vec<&str>| Row {
        symbol: row[symbol].into(),
        score: row[score].parse().unwrap(),
        level: number(row[level]),
        tau: number(row[tau]),
    };
    rows.map(row).collect()
}

/// 3×20×10 values of 0-1.
fn pixels(folder: &Folder, symbol: &str) -> Vec<f32> {
    let png = image::open(folder.path(&format!("{symbol}.F.png"))).unwrap();
    let png = png.into_rgb8();
    let plane = |colour: usize| png.pixels().map(move |pixel| pixel.0[colour]);
    let bytes: Vec<_> = (0..3).flat_map(plane).collect();
    assert_eq!(bytes.len(), 600);
    bytes
        .into_iter()
        .map(|byte| f32::from(byte) / 255.0)
        .collect()
}

fn write(folder: &Folder, name: &str, values: impl Iterator<Item = f32>) {
    let bytes: Vec<_> = values.flat_map(f32::to_le_bytes).collect();
    folder.write(name, bytes);
}

fn python(folder: &Folder, network: &str) -> Vec<f32> {
    let mut python = Command::new("python3");
    python.args(["-c", SCRIPT, network, "images", "features"]);
    let output = python.current_dir(folder.path("")).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{:?}", output.stderr);
    let numbers = text.split_whitespace().map(|number| number.parse());
    numbers.map(Result::unwrap).collect()
}

#[test]
fn scores_are_those_of_pythons_onnxruntime_for_the_images_that_show_writes() {
    if !(has_runtime() && has_python()) {
        return;
    }
    let folder = folder();
    for options in [
        "--epochs 4",
        "--epochs 4 --features --members 2 --calibrate",
    ] {
        trained(&folder, &format!("{options} -o f.onnx"));
        let score = "score -b sim.dsd -m f.onnx --provider cpu";
        folder.succeed(score);
        let rows = rows(&folder);
        assert!(rows.len() > 50, "{} genes have a score", rows.len());
        let symbols = rows.iter().map(|row| row.symbol.as_str());
        let show = ["show", "-b", "sim.dsd", "--kind", "input"].into_iter();
        folder.run(show.chain(symbols)).assert_success();
        let images = rows.iter().flat_map(|row| pixels(&folder, &row.symbol));
        write(&folder, "images", images);
        let features = rows.iter().flat_map(|row| [row.level, row.tau]);
        write(&folder, "features", features);
        let wanted = python(&folder, "f.onnx");
        assert_eq!(wanted.len(), rows.len());
        let spread = wanted
            .iter()
            .fold(0.0_f32, |most, p| most.max((p - wanted[0]).abs()));
        assert!(spread > 0.01, "all are alike: {wanted:?}");
        for (row, wanted) in rows.iter().zip(wanted) {
            let (symbol, found) = (&row.symbol, row.score);
            assert!(
                (found - wanted).abs() < 1e-4,
                "{symbol}: {found}, not {wanted}"
            );
        }
    }
}
