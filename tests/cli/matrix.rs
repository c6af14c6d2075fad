//! Every form of input, in every format of output, from and to files and pipes, with and without
//! threads: nothing but our fields changes, and they are the same everywhere.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rust_htslib::bcf::{Read, Record};
use tempfile::TempDir;

use super::{
    bcftools,
    conversion::{self, FORMS, Form, split_bcf},
    htslib,
    ours::{fields, without},
    support::{annotate, annotate_stdin, path, published_scores, scores},
};

/// A VCF, the bundle to annotate it with, and the bundle's prefix.
struct Subject {
    vcf: PathBuf,
    bundle: &'static Path,
    prefix: &'static str,
}

fn patients() -> Subject {
    Subject {
        vcf: path("examples/patients.vcf"),
        bundle: published_scores(),
        prefix: "DSD",
    }
}

/// All types, widths and shapes of values that INFO and FORMAT have.
fn rich() -> Subject {
    Subject {
        vcf: path("tests/cases/every-type/input.vcf"),
        bundle: scores(),
        prefix: "GND",
    }
}

#[test]
fn patients_come_through_every_format() {
    FORMS.iter().for_each(|form| check(&patients(), *form));
}

#[test]
fn every_type_comes_through_from_vcf() {
    let vcf = FORMS.iter().filter(|form| !form.is_bcf());
    vcf.for_each(|form| check(&rich(), *form));
}

#[test]
fn every_type_comes_through_from_bcf() {
    let bcf = FORMS.iter().filter(|form| form.is_bcf());
    bcf.for_each(|form| check(&rich(), *form));
}

#[test]
fn scores_of_bcf_are_printed_in_full() {
    let directory = TempDir::new().unwrap();
    let Subject {
        vcf,
        bundle,
        prefix,
    } = patients();
    let bcf = conversion::make(&vcf, Form::Bcf, directory.path());
    let [of_vcf, of_bcf] = [&vcf, &bcf].map(|input| fields(&annotate(bundle, [input]), prefix));
    assert_eq!(of_bcf, of_vcf);
}

fn check(subject: &Subject, form: Form) {
    let directory = TempDir::new().unwrap();
    let input = conversion::make(&subject.vcf, form, directory.path());
    let plain = annotate(subject.bundle, [&subject.vcf]);
    let expected = fields(&plain, subject.prefix);
    assert!(expected.iter().any(|fields| fields.len() > 3));
    for format in ["v", "z", "u", "b"] {
        let what = format!("{form:?} to {format}");
        let output = directory.path().join(format!("output-{format}"));
        let args = ["-O", format, "-o", output.to_str().unwrap()];
        annotate(
            subject.bundle,
            [&args[..], &[input.to_str().unwrap()]].concat(),
        );
        check_ways(subject, &input, format, &output, &what);
        check_ours(&output, &expected, &what);
        check_rest(subject, &input, &output, &what);
        check_bytes(subject, form, &input, &output, &what);
    }
}

/// Pipes and threads make no difference.
fn check_ways(subject: &Subject, input: &Path, format: &str, output: &Path, what: &str) {
    let expected = fs::read(output).unwrap();
    let stdin = fs::read(input).unwrap();
    for threads in ["0", "2"] {
        let args = ["-O", format, "--threads", threads];
        let from_file = [&args[..], &[input.to_str().unwrap()]].concat();
        let piped = annotate(subject.bundle, from_file);
        assert!(piped == expected, "{what}, {threads} threads, to a pipe");
        let piped = annotate_stdin(subject.bundle, args, &stdin);
        assert!(
            piped == expected,
            "{what}, {threads} threads, through pipes"
        );
    }
}

/// htslib finds our values, of their types.
fn check_ours(output: &Path, expected: &[BTreeMap<String, String>], what: &str) {
    let mut reader = htslib::open(output);
    let records: Result<Vec<_>, _> = reader.records().collect();
    let records = records.unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(records.len(), expected.len(), "{what}");
    for (i, (record, fields)) in records.iter().zip(expected).enumerate() {
        for (key, value) in fields {
            check_value(record, key, value, &format!("{what}, record {i}, {key}"));
        }
    }
}

fn check_value(record: &Record, key: &str, expected: &str, what: &str) {
    let is_text = !key.contains('_') || key.ends_with("_GENE");
    if is_text {
        let found = htslib::texts(record, key);
        assert_eq!(found.unwrap().join(","), expected, "{what}");
    } else {
        let expected: Vec<Option<f32>> = expected.split(',').map(|v| v.parse().ok()).collect();
        assert_eq!(htslib::floats(record, key).unwrap(), expected, "{what}");
    }
}

/// All but our fields is to htslib, and to bcftools, what it was.
fn check_rest(subject: &Subject, input: &Path, output: &Path, what: &str) {
    let rest = without(&htslib::print(output), subject.prefix);
    assert_same(&rest, &without(&htslib::print(input), subject.prefix), what);
    if bcftools::is_available() {
        let rest = without(&bcftools::view(output), subject.prefix);
        assert_same(&rest, &without(&bcftools::view(input), ""), what);
    }
}

/// What need not be rewritten stays byte for byte; what must be is as bcftools writes it.
fn check_bytes(subject: &Subject, form: Form, input: &Path, output: &Path, what: &str) {
    let (before, after) = (decompressed(input), decompressed(output));
    match (form.is_bcf(), after.starts_with(b"BCF")) {
        (false, false) => {
            let before = String::from_utf8(before).unwrap();
            assert_same(&without(&after, subject.prefix), &before, what);
        }
        (true, true) => {
            let header = without(split_bcf(&after).0.as_bytes(), subject.prefix);
            assert_same(&header, &split_bcf(&before).0, what);
        }
        (true, false) if bcftools::is_available() => {
            let records = |text: String| -> String {
                let records = text
                    .split_inclusive('\n')
                    .filter(|line| !line.starts_with('#'));
                records.collect()
            };
            let before = String::from_utf8(bcftools::view(input)).unwrap();
            let rest = without(&after, subject.prefix);
            assert_same(&records(rest), &records(before), what);
        }
        _ => {}
    }
}

fn decompressed(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    if bytes.starts_with(b"\x1f\x8b") {
        conversion::gunzip(&bytes)
    } else {
        bytes
    }
}

fn assert_same(found: &str, expected: &str, what: &str) {
    for (i, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{what}, line {}", i + 1);
    }
    assert_eq!(found, expected, "{what}");
}
