use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use crate::train::fit::{
    FitOptions, Fitted, Optimiser, Schedule, fit,
    fixture::{Points, Small, device, numbers},
};
use crate::train::{evaluation::Epoch, fit::Error};

/// Every piece of state takes part: momentum, batch normalisation, a schedule, a best epoch.
fn options() -> FitOptions {
    FitOptions {
        epochs: 6,
        batch: 7,
        learning_rate: 2.0,
        momentum: Some(0.9),
        schedule: Schedule::Plateau {
            factor: 0.5,
            patience: 0,
        },
        seed: 3,
        ..FitOptions::default()
    }
}

fn run(
    points: &Points,
    options: &FitOptions,
    checkpoint: Option<&Path>,
    progress: &mut dyn FnMut(&Epoch),
) -> Result<Fitted<Small>, Error> {
    let split = points.split();
    let network = Small::new(1);
    fit(
        network,
        points,
        &split,
        options,
        &device(),
        checkpoint,
        progress,
    )
}

/// Trains until an epoch is over, then dies.
fn die_after(epoch: usize, points: &Points, options: &FitOptions, path: &Path) {
    let mut progress = |e: &Epoch| assert_ne!(e.number, epoch, "killed on purpose");
    let run = AssertUnwindSafe(|| run(points, options, Some(path), &mut progress).map(drop));
    assert!(catch_unwind(run).is_err());
}

#[test]
fn a_training_that_was_killed_gives_bit_for_bit_what_an_uninterrupted_one_gives() {
    // Nothing to learn, so that the last epoch need not be the best.
    let points = Points::shifted(40, 20, 0.0, 1);
    let mut bests = Vec::new();
    for optimiser in [Optimiser::Sgd, Optimiser::Adam, Optimiser::RmsProp] {
        let momentum = (optimiser == Optimiser::Sgd).then_some(0.9);
        let options = FitOptions {
            optimiser,
            momentum,
            ..options()
        };
        let whole = run(&points, &options, None, &mut |_| ()).unwrap();
        bests.push(whole.best);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("checkpoint");
        die_after(2, &points, &options, &path);
        die_after(5, &points, &options, &path);
        let mut heard = Vec::new();
        let resumed = run(&points, &options, Some(&path), &mut |e| {
            heard.push(e.number)
        })
        .unwrap();
        assert_eq!(heard, [6]);
        assert_eq!(resumed.epochs, whole.epochs);
        assert_eq!(resumed.best, whole.best);
        assert_eq!(numbers(&resumed.network), numbers(&whole.network));
        assert_eq!(dir.path().read_dir().unwrap().count(), 1);
    }
    assert!(bests.iter().any(|&best| best < 4), "{bests:?}");
}

#[test]
fn a_training_that_was_over_gives_its_network_again() {
    let points = Points::striped(40, 20, 1);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("checkpoint");
    let first = run(&points, &options(), Some(&path), &mut |_| ()).unwrap();
    let again = run(&points, &options(), Some(&path), &mut |_| panic!("trained")).unwrap();
    assert_eq!(again.epochs, first.epochs);
    assert_eq!(numbers(&again.network), numbers(&first.network));
}

#[test]
fn a_checkpoint_of_another_training_is_refused_with_what_differs() {
    let points = Points::striped(40, 20, 1);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("checkpoint");
    die_after(1, &points, &options(), &path);
    let refused = |points: &Points, options: &FitOptions, network| {
        let split = points.split();
        let checkpoint = Some(path.as_path());
        let result = fit(
            network,
            points,
            &split,
            options,
            &device(),
            checkpoint,
            &mut |_| (),
        );
        result.err().unwrap().to_string()
    };
    let other = FitOptions {
        learning_rate: 0.2,
        batch: 5,
        ..options()
    };
    let message = refused(&points, &other, Small::new(1));
    assert!(message.contains("batch is 7 there and 5 here; learning_rate is 2.0 there and 0.2"));
    let mut labels = Points::striped(40, 20, 1);
    labels.labels.swap(0, 39);
    for other in [Points::striped(40, 20, 2), labels] {
        let message = refused(&other, &options(), Small::new(1));
        assert!(message.contains("its genes, labels, inputs or split are others"));
    }
    let message = refused(&points, &options(), Small::new(2));
    assert!(message.contains("it began with another network"));
}

#[test]
fn a_damaged_checkpoint_is_refused() {
    let points = Points::striped(40, 20, 1);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("checkpoint");
    die_after(1, &points, &options(), &path);
    let bytes = fs::read(&path).unwrap();
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let result = run(&points, &options(), Some(&path), &mut |_| ());
        result.err().unwrap().to_string()
    };
    let message = refused(&bytes[..bytes.len() - 1]);
    assert!(message.contains("the checkpoint was cut; remove the file"));
    let mut changed = bytes.clone();
    changed[bytes.len() - 1] ^= 1;
    assert!(refused(&changed).contains("the checkpoint was changed"));
    assert!(refused(b"text").contains("no checkpoint of this version"));
    let missing = dir.path().join("none").join("checkpoint");
    let error = run(&points, &options(), Some(&missing), &mut |_| ())
        .err()
        .unwrap();
    assert!(error.to_string().contains("cannot write the checkpoint"));
}
