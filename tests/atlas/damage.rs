//! One thing wrong in a file, and the error for it.

use std::fs;

use super::support::*;

/// An uncompressed file in which some stored numbers are replaced by others.
fn damaged(from: &[i32], to: &[i32]) -> Result<(), String> {
    let bytes = |numbers: &[i32]| -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_le_bytes())
            .collect()
    };
    let (from, to) = (bytes(from), bytes(to));
    let mut content = fs::read(fixture("plain.h5ad")).unwrap();
    let place = content
        .windows(from.len())
        .position(|window| window == from);
    let place = place.expect("the numbers are not in the file");
    content[place..place + to.len()].copy_from_slice(&to);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("damaged.h5ad");
    fs::write(&path, content).unwrap();
    read_all(&path).map_err(|error| error.to_string())
}

fn assert_error(result: Result<(), String>, object: &str, what: &str) {
    let message = result.unwrap_err();
    assert!(
        message.contains(object) && message.contains(what),
        "{message}"
    );
}

/// The indptr and the indices of `X`.
fn parts() -> (Vec<i32>, Vec<i32>) {
    let expected = expected(&fixture("plain.h5ad"));
    let x = &expected.matrices["X"];
    let indices = x.entries.iter().map(|&(_, gene, _)| gene as i32).collect();
    let mut indptr = vec![0; x.shape[0] + 1];
    for &(cell, _, _) in &x.entries {
        indptr[cell as usize + 1..]
            .iter_mut()
            .for_each(|offset| *offset += 1);
    }
    (indptr, indices)
}

#[test]
fn sound_file_is_read() {
    let (indptr, indices) = parts();
    damaged(&indptr, &indptr).unwrap();
    damaged(&indices, &indices).unwrap();
}

#[test]
fn offsets_that_make_no_sense_are_errors() {
    let (indptr, _) = parts();
    for (place, value, what) in [
        (0, 1, "begin"),
        (2, 1000, "below the one before"),
        (2, -1, "below the one before"),
        (indptr.len() - 1, 1000, "ends at 1000"),
    ] {
        let mut wrong = indptr.clone();
        wrong[place] = value;
        assert_error(damaged(&indptr, &wrong), "X/indptr", what);
    }
}

#[test]
fn index_outside_the_matrix_is_an_error() {
    let (_, indices) = parts();
    for value in [-1, 7, i32::MAX] {
        let mut wrong = indices.clone();
        wrong[3] = value;
        assert_error(damaged(&indices, &wrong), "X/indices", "entry 3");
    }
}

#[test]
fn cut_file_is_an_error_wherever_it_is_cut() {
    let content = fs::read(fixture("plain.h5ad")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cut.h5ad");
    for end in (0..content.len()).step_by(97) {
        fs::write(&path, &content[..end]).unwrap();
        assert!(read_all(&path).is_err(), "{end}");
    }
}
