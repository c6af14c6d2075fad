use super::super::cases::{CASES, HEADER};
use super::*;

/// The record of a line whose columns are separated by spaces.
fn encode_line(line: &str) -> Result<Vec<u8>, Error> {
    let dictionary = Dictionary::parse(HEADER).expect("valid header");
    let line = line.replace(' ', "\t");
    let mut out = Vec::new();
    encode(
        line.as_bytes(),
        &dictionary,
        &mut Scratch::default(),
        &mut out,
    )
    .map(|()| out)
}

fn refusal(line: &str) -> String {
    encode_line(line).expect_err("an error").to_string()
}

#[test]
fn records_are_those_of_htslib() {
    for case in CASES {
        let record = encode_line(case.line).expect(case.name);
        assert_eq!(record, case.record(), "{}", case.name);
    }
}

#[test]
fn a_used_scratch_makes_the_same_records() {
    let dictionary = Dictionary::parse(HEADER).expect("valid header");
    let mut scratch = Scratch::default();
    for case in CASES.iter().chain(CASES.iter().rev()) {
        let mut out = Vec::new();
        encode(case.line.as_bytes(), &dictionary, &mut scratch, &mut out).expect(case.name);
        assert_eq!(out, case.record(), "{}", case.name);
    }
}

#[test]
fn records_are_appended_and_an_error_leaves_no_part_of_one() {
    let dictionary = Dictionary::parse(HEADER).expect("valid header");
    let mut out = b"before".to_vec();
    let line = b"chr1\t9\t.\tA\tC\t.\t.\tDP=1\tGT\t0/1\tx";
    assert!(encode(line, &dictionary, &mut Scratch::default(), &mut out).is_err());
    assert_eq!(out, b"before");
    let case = &CASES[0];
    let line = case.line.as_bytes();
    encode(line, &dictionary, &mut Scratch::default(), &mut out).expect("valid line");
    assert_eq!(out[6..], case.record());
}

#[test]
fn what_the_header_lacks_is_named_with_the_remedy() {
    for (line, name) in [
        ("chr2 9 . A C . . . . . .", "##contig=<ID=chr2,"),
        ("chr1 9 . A C . LowQ . . . .", "##FILTER=<ID=LowQ,"),
        ("chr1 9 . A C . . DP=1;XX=2 . . .", "##INFO=<ID=XX,"),
        ("chr1 9 . A C . . GT=2 . . .", "##INFO=<ID=GT,"),
        ("chr1 9 . A C . . . GT:XX 0/1 0/1", "##FORMAT=<ID=XX,"),
    ] {
        let error = refusal(line);
        assert!(
            error.contains(name) && error.contains("write VCF instead"),
            "{error}"
        );
    }
}

#[test]
fn a_filter_needs_only_an_id_of_any_kind_as_in_htslib() {
    assert!(encode_line("chr1 9 . A C . DP . . . .").is_ok());
}

#[test]
fn malformed_columns_are_named() {
    for (line, what) in [
        ("chr1", "before its POS column"),
        ("chr1 9 . A C .", "before its FILTER column"),
        ("chr1 9 . A C . .", "before its INFO column"),
        ("chr1 x . A C . . . . . .", "POS is not a number: \"x\""),
        ("chr1  . A C . . . . . .", "POS is not a number: \"\""),
        ("chr1 -5 . A C . . . . . .", "POS is not a number: \"-5\""),
        (
            "chr1 2147483648 . A C . . . . . .",
            "POS 2147483648 is beyond",
        ),
        ("chr1 99999999999999999999 . A C . . . . . .", "is beyond"),
        (
            "chr1 9 . A C high . . . . .",
            "QUAL is not a number: \"high\"",
        ),
        ("chr1 9 . A C 5x . . . . .", "QUAL is not a number: \"5x\""),
        (
            "chr1 9 . A C . . . GT 0/1 0-1",
            "GT of sample column 2 is no genotype: \"0-1\"",
        ),
        (
            "chr1 9 . A C . . . GT:DP 0/1:1 0/1:1x",
            "DP of sample column 2",
        ),
        ("chr1 9 . A C . . . AD .5 .", "AD of sample column 1"),
        ("chr1 9 . A C . . . GL 1;2 .", "GL of sample column 1"),
        (
            "chr1 9 . A C . . . GT 0/1:5 0/1",
            "sample column 1 has more values",
        ),
        ("chr1 9 . A C . . . GT:GT 0/1:0/1 0/1", "names GT twice"),
        ("chr1 9 . A \0 . . . . . .", "NUL"),
    ] {
        let error = refusal(line);
        assert!(error.contains(what), "{line}: {error}");
    }
}

#[test]
fn there_must_be_as_many_sample_columns_as_the_header_has_samples() {
    for (columns, actual) in [
        ("", 0),
        (" GT", 0),
        (" GT ", 0),
        (" GT 0/1", 1),
        (" GT 0/1 ", 1),
    ] {
        let error = refusal(&format!("chr1 9 . A C . . .{columns}"));
        let expected = format!("2 samples, but the line has {actual} sample columns");
        assert!(error.contains(&expected), "{columns:?}: {error}");
    }
}

#[test]
fn columns_after_the_last_sample_are_left_out_as_htslib_does_it() {
    let record = |columns: &str| encode_line(&format!("chr1 9 . A C . . . {columns}"));
    let plain = record("GT 0/1 1/1").expect("valid line");
    for columns in ["GT 0/1 1/1 0/0", "GT 0/1 1/1 ?:? x", "GT 0/1 1/1 "] {
        assert_eq!(record(columns).expect(columns), plain);
    }
}

#[test]
fn a_header_without_samples_takes_lines_with_and_without_them() {
    let header = b"##contig=<ID=1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let dictionary = Dictionary::parse(header).expect("valid header");
    let mut out = Vec::new();
    let mut encode = |line: &[u8]| encode(line, &dictionary, &mut Scratch::default(), &mut out);
    assert!(encode(b"1\t9\t.\tA\tC\t.\t.\t.").is_ok());
    assert!(encode(b"1\t9\t.\tA\tC\t.\t.\t.\tGT").is_ok());
    assert!(encode(b"1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1").is_ok());
}

#[test]
fn a_left_out_or_empty_value_is_missing_where_htslib_invents_one() {
    let record = |columns: &str| encode_line(&format!("chr1 9 . A C . . . {columns}"));
    let genotype = record("DP:GT 5:0/1 6").expect("valid line");
    assert_eq!(genotype[genotype.len() - 4..], [2, 4, 0, 0x81]);
    let float = record("GL:DP :5 1:6").expect("valid line");
    assert_eq!(float[float.len() - 13..float.len() - 9], FLOAT_MISSING);
}

const FLOAT_MISSING: [u8; 4] = typed::FLOAT_MISSING.to_le_bytes();

#[test]
fn vectors_beyond_the_memory_of_a_record_are_refused_not_allocated() {
    let samples = 70_000;
    let names = "\ts".repeat(samples);
    let header = format!(
        "##contig=<ID=1>\n##FORMAT=<ID=S,Number=1,Type=String>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT{names}\n"
    );
    let dictionary = Dictionary::parse(header.as_bytes()).expect("valid header");
    let long = "x".repeat(40_000);
    let line = format!(
        "1\t9\t.\tA\tC\t.\t.\t.\tS\t{long}{}",
        "\tx".repeat(samples - 1)
    );
    let mut out = Vec::new();
    let result = encode(
        line.as_bytes(),
        &dictionary,
        &mut Scratch::default(),
        &mut out,
    );
    assert!(matches!(result, Err(Error::TooLarge(_))));
}
