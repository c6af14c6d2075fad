//! Files with random bytes changed: errors or values, never a crash, never a hang.

use std::{
    fs,
    panic::{self, AssertUnwindSafe},
    path::Path,
    time::{Duration, Instant},
};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::support::*;

/// How many changed files of each.
const CHANGES: usize = 150;

/// Changes some bytes, most often few, or cuts the file.
fn change(content: &mut Vec<u8>, random: &mut impl Rng) {
    if random.random_ratio(1, 10) {
        let end = random.random_range(0..content.len());
        return content.truncate(end);
    }
    for _ in 0..random.random_range(1..8) {
        let place = random.random_range(0..content.len());
        content[place] = match random.random_range(0..3) {
            0 => random.random(),
            1 => 0xff,
            _ => content[place] ^ (1 << random.random_range(0..8)),
        };
    }
}

fn assert_no_crash(path: &Path, case: &str) {
    let start = Instant::now();
    let read = panic::catch_unwind(AssertUnwindSafe(|| read_all(path)));
    assert!(read.is_ok(), "{case} crashed");
    assert!(start.elapsed() < Duration::from_secs(20), "{case} hung");
}

#[test]
fn changed_files_never_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changed.h5ad");
    for file in read_by_python() {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let sound = fs::read(&file).unwrap();
        for number in 0..CHANGES {
            let mut content = sound.clone();
            change(&mut content, &mut random);
            fs::write(&path, content).unwrap();
            assert_no_crash(&path, &format!("{}, change {number}", file.display()));
        }
    }
}

#[test]
fn changed_matrix_market_files_never_crash() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(8);
    for kind in ["10x-2", "10x-3"] {
        let files = fs::read_dir(fixture(kind)).unwrap();
        let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        for number in 0..CHANGES {
            for file in &files {
                let mut content = fs::read(file).unwrap();
                if random.random_ratio(1, 2) {
                    change(&mut content, &mut random);
                }
                fs::write(folder.path().join(file.file_name().unwrap()), content).unwrap();
            }
            assert_no_crash(folder.path(), &format!("{kind}, change {number}"));
        }
        for file in &files {
            fs::remove_file(folder.path().join(file.file_name().unwrap())).unwrap();
        }
    }
}
