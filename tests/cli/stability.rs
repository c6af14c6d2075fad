//! The same bytes again: a second time, and with any number of threads.

use std::{collections::BTreeSet, fs};

use tempfile::{NamedTempFile, TempDir};

use super::{
    conversion::{self, FORMS},
    generated, htslib,
    support::{annotate, annotate_stdin, other_scores, path, scores},
};

const FORMATS: [&str; 4] = ["v", "z", "u", "b"];

#[test]
fn annotating_twice_is_annotating_once() {
    let directory = TempDir::new().unwrap();
    for form in FORMS {
        let vcf = path("tests/cases/every-type/input.vcf");
        let input = conversion::make(&vcf, form, directory.path());
        for format in FORMATS {
            let once = annotate(scores(), ["-O", format, input.to_str().unwrap()]);
            let twice = annotate_stdin(scores(), ["-O", format], &once);
            assert!(once == twice, "{form:?} to {format}");
        }
    }
}

#[test]
fn other_scores_between_two_runs_leave_no_trace_in_records() {
    let input = fs::read(path("tests/cases/every-type/input.vcf")).unwrap();
    for format in FORMATS {
        let prefix = ["--prefix", "X", "-O", format];
        let first = annotate_stdin(scores(), prefix, &input);
        let other = annotate_stdin(other_scores(), prefix, &first);
        let again = annotate_stdin(scores(), prefix, &other);
        let [first, other, again] = [first, other, again].map(|bytes| printed(&bytes));
        assert!(records(&first) != records(&other), "{format}: nothing new");
        assert!(records(&first) == records(&again), "{format}");
        assert_eq!(provenance(&first), provenance(&again), "{format}");
    }
}

fn printed(bytes: &[u8]) -> String {
    let file = NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    String::from_utf8(htslib::print(file.path())).unwrap()
}

fn records(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.starts_with('#')).collect()
}

fn provenance(text: &str) -> BTreeSet<&str> {
    let lines = text.lines();
    lines
        .filter(|line| line.starts_with("##dsdscore_"))
        .collect()
}

#[test]
fn threads_change_nothing_in_a_file_of_many_blocks() {
    let input = generated::vcf(5_000);
    let bgzipped = conversion::bgzip(input.as_bytes());
    for format in FORMATS {
        let single = annotate_stdin(scores(), ["-O", format], input.as_bytes());
        for threads in ["1", "2", "5"] {
            let args = ["-O", format, "--threads", threads];
            let several = annotate_stdin(scores(), args, &bgzipped);
            assert!(several == single, "{format}, {threads} threads");
        }
    }
}

#[test]
fn records_keep_their_order_and_number() {
    // Unsorted, and some of them twice.
    let count = 20_000;
    let mut input = generated::header();
    let indices: Vec<_> = (0..count).map(|i| i * 7_919 % 15_000).collect();
    for &i in &indices {
        generated::record(i, 1 + i, &mut input);
    }
    let output = annotate_stdin(scores(), [""; 0], input.as_bytes());
    let output = String::from_utf8(output).unwrap();
    let records = output.lines().filter(|line| !line.starts_with('#'));
    let found: Vec<_> = records
        .map(|line| line.split('\t').nth(2).unwrap())
        .collect();
    let expected: Vec<_> = indices.iter().map(|i| format!("r{i}")).collect();
    assert!(found == expected);
}
