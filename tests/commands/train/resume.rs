//! Trainings that were killed.

use std::{
    os::unix::process::ExitStatusExt,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use super::{TINY, folder, train, trained};
use crate::support::Folder;

const LONG: &str = "--epochs 40 --patience 40 --unchecked --name n";

/// Starts a training and kills it once it has written a checkpoint.
fn kill(folder: &Folder) {
    let args = format!(
        "train -b sim.dsd --condition F -g sim/labels.tsv {TINY} {LONG} --checkpoint c -o killed.onnx"
    );
    let mut command = folder.command(args.split(' '));
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    while !folder.path("c").exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "no checkpoint");
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(9), "it was over before");
}

#[test]
fn a_killed_training_goes_on_and_gives_the_bytes_of_one_that_was_not() {
    let folder = folder();
    kill(&folder);
    assert!(!folder.path("killed.onnx").exists() && !folder.path("killed.json").exists());
    trained(&folder, &format!("{LONG} --checkpoint c -o killed.onnx"));
    trained(&folder, &format!("{LONG} -o whole.onnx"));
    assert!(folder.read("killed.onnx") == folder.read("whole.onnx"));
    assert!(folder.read("killed.json") == folder.read("whole.json"));
}

#[test]
fn a_checkpoint_of_another_training_or_none_at_all_is_refused() {
    let folder = folder();
    trained(&folder, "--epochs 2 --unchecked --checkpoint c -o f.onnx");
    let before = (folder.read("f.onnx"), folder.read("c"));
    for (args, part) in [
        (
            "--epochs 2 --learning-rate 0.02",
            "learning_rate is 0.01 there and 0.02 here",
        ),
        ("--epochs 3", "epochs is 2 there and 3 here"),
        ("--epochs 2 --seed 2", "another training"),
        ("--epochs 2 --features", "it began with another network"),
        (
            "--epochs 2 --choose random",
            "its genes, labels, inputs or split are others",
        ),
    ] {
        let run = train(
            &folder,
            &format!("{args} --unchecked --checkpoint c -o f.onnx"),
        );
        let error = run.assert_error();
        assert!(error.contains(part), "{args}: {error}");
        assert!(error.contains("or name another file"), "{args}: {error}");
    }
    assert!(before == (folder.read("f.onnx"), folder.read("c")));

    let bytes = folder.read("c");
    for damaged in [&bytes[..bytes.len() / 2], b"no checkpoint"] {
        folder.write("c", damaged);
        let run = train(&folder, "--epochs 2 --unchecked --checkpoint c -o f.onnx");
        let error = run.assert_error();
        assert_has!(error, "remove the file to train from the start");
    }
}
