use super::super::cases::{CASES, HEADER};
use super::*;

fn decode_record(record: &[u8]) -> Result<String, Error> {
    let dictionary = Dictionary::parse(HEADER).expect("valid header");
    let mut out = Vec::new();
    decode(record, &dictionary, &mut out)?;
    Ok(String::from_utf8(out).expect("ASCII"))
}

fn case(name: &str) -> Vec<u8> {
    CASES
        .iter()
        .find(|case| case.name == name)
        .expect("a case")
        .record()
}

#[test]
fn lines_are_those_of_bcftools() {
    for case in CASES {
        let line = decode_record(&case.record()).expect(case.name);
        assert_eq!(line, case.printed, "{}", case.name);
    }
}

#[test]
fn a_cut_record_is_an_error_and_leaves_no_part_of_a_line() {
    let dictionary = Dictionary::parse(HEADER).expect("valid header");
    for case in CASES {
        let record = case.record();
        for end in 0..record.len() {
            let mut out = b"before".to_vec();
            assert!(
                decode(&record[..end], &dictionary, &mut out).is_err(),
                "{} {end}",
                case.name
            );
            assert_eq!(out, b"before");
        }
    }
}

#[test]
fn a_block_shorter_than_its_values_is_an_error() {
    let mut record = case("END");
    record.truncate(record.len() - 1);
    record[0] -= 1;
    let error = decode_record(&record).expect_err("an error").to_string();
    assert!(error.contains("INFO is malformed"), "{error}");
}

#[test]
fn indexes_that_the_header_lacks_are_named() {
    let check = |at: usize, value: u8, what: &str| {
        let mut record = case("semicolons without a field");
        record[at] = value;
        let error = decode_record(&record).expect_err("an error").to_string();
        assert!(error.contains(what), "{error}");
    };
    check(8, 1, "entry 1 for CHROM");
    check(11, 0xff, "for CHROM");
    check(38, 99, "entry 99 for FILTER");
    check(38, 0x80, "for FILTER");
    check(40, 99, "entry 99 for INFO");
}

#[test]
fn senseless_types_and_counts_are_errors() {
    let with = |changes: &[(usize, u8)]| {
        let mut record = case("genotypes of one ploidy");
        changes.iter().for_each(|&(at, value)| record[at] = value);
        decode_record(&record)
    };
    assert!(with(&[]).is_ok());
    assert!(matches!(with(&[(26, 0)]), Err(Error::NoReference)));
    assert!(matches!(
        with(&[(28, 3)]),
        Err(Error::SampleCount {
            expected: 2,
            actual: 3
        })
    ));
    assert!(matches!(
        with(&[(32, 0x00)]),
        Err(Error::UnexpectedType {
            section: Section::Id,
            ..
        })
    ));
    let genotype = with(&[(40, 0x27)]);
    assert!(matches!(
        genotype,
        Err(Error::UnexpectedType {
            section: Section::Format,
            ..
        })
    ));
}

#[test]
fn phase_of_the_first_allele_is_shown_for_later_versions() {
    let header = String::from_utf8_lossy(HEADER).replace("VCFv4.2", "VCFv4.4");
    let dictionary = Dictionary::parse(header.as_bytes()).expect("valid header");
    let samples = |genotypes: [u8; 4]| {
        let mut record = case("genotypes of one ploidy");
        record[41..].copy_from_slice(&genotypes);
        let mut out = Vec::new();
        decode(&record, &dictionary, &mut out).expect("valid record");
        String::from_utf8_lossy(&out)
            .split('\t')
            .skip(9)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(samples([3, 4, 3, 5]), "|0/1 0|1");
    assert_eq!(samples([2, 5, 3, 5]), "/0|1 0|1");
    // No first allele is phased: the writer did not know of it.
    assert_eq!(samples([2, 4, 2, 5]), "0/1 0|1");
}
