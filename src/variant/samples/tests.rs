use super::*;
use crate::variant::{
    bcf::Block,
    cases::{CASES, HEADER},
    encode,
    vcf::{Line, split},
};

/// Of both kinds of a record the genotypes and numbers of two samples, or what is wrong.
fn both(header: &[u8], line: &[u8], keys: &[&str]) -> [Result<Vec<String>, String>; 2] {
    let dictionary = Dictionary::parse(header).unwrap();
    let (ends, _) = split(line, None).unwrap();
    let text = Record::Vcf(Line::new(line, &ends));
    let mut block = Vec::new();
    encode::encode(
        line,
        &dictionary,
        &mut encode::Scratch::default(),
        &mut block,
    )
    .unwrap();
    let block = Record::Bcf(Block::new(&block), &dictionary);
    [text, block].map(|record| read(&record, keys, &dictionary).map_err(|e| e.to_string()))
}

fn read(record: &Record, keys: &[&str], dictionary: &Dictionary) -> Result<Vec<String>, Error> {
    let (samples, mut genotype) = (record.samples(), Genotype::default());
    let (mut numbers, mut found) = (Vec::new(), Vec::new());
    for sample in 0..2 {
        samples.genotype(sample, &mut genotype)?;
        found.push(genotype.to_string());
        for key in keys {
            let key = FormatKey::new(key, dictionary);
            samples.integers(&key, sample, &mut numbers)?;
            found.push(format!("{numbers:?}"));
        }
    }
    Ok(found)
}

#[track_caller]
fn check(columns: &str, expected: &[&str]) {
    let line = format!("chr1\t9\t.\tA\tC,G\t.\t.\t.\t{columns}");
    let [text, block] = both(HEADER, line.as_bytes(), &["DP", "AD"]);
    let expected = Ok(expected.iter().map(ToString::to_string).collect());
    assert_eq!(text, expected, "VCF: {columns}");
    assert_eq!(block, expected, "BCF: {columns}");
}

#[test]
fn both_kinds_of_a_record_give_the_same_values() {
    let none = "[]";
    check("GT\t0/1\t1|2", &["0/1", none, none, "1|2", none, none]);
    check("GT\t1\t0|1/2", &["1", none, none, "0|1/2", none, none]);
    check("GT\t.\t./.", &[".", none, none, "./.", none, none]);
    check("GT\t./1\t.|.", &["./1", none, none, ".|.", none, none]);
    check(
        "GT:DP:AD\t0/1:9:4,5,0\t1/1",
        &[
            "0/1",
            "[Some(9)]",
            "[Some(4), Some(5), Some(0)]",
            "1/1",
            none,
            none,
        ],
    );
    check(
        "AD:GT:DP\t.,7,.:0/2:.\t.:.:300",
        &[
            "0/2",
            none,
            "[None, Some(7), None]",
            ".",
            "[Some(300)]",
            none,
        ],
    );
    check("DP\t3\t.", &[".", "[Some(3)]", none, ".", none, none]);
    check(".\t.\t.", &[".", none, none, ".", none, none]);
}

#[test]
fn the_records_of_another_writer_read_as_they_print() {
    let dictionary = Dictionary::parse(HEADER).unwrap();
    let keys = ["DP", "AD"];
    for case in CASES.iter().filter(|case| case.name != "alleles beyond 62") {
        let (bytes, line) = (case.record(), case.printed.as_bytes());
        let (ends, _) = split(line, None).unwrap();
        let block = read(
            &Record::Bcf(Block::new(&bytes), &dictionary),
            &keys,
            &dictionary,
        );
        let text = read(&Record::Vcf(Line::new(line, &ends)), &keys, &dictionary);
        assert_eq!(block, text, "{}", case.name);
    }
}

#[test]
fn marks_of_phase_are_told_from_old_phases() {
    let header = String::from_utf8_lossy(HEADER).replace("VCFv4.2", "VCFv4.4");
    let line = b"chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t/0|1\t0|1";
    let [text, block] = both(header.as_bytes(), line, &[]);
    assert_eq!(text, Ok(vec!["/0|1".into(), "0|1".into()]));
    assert_eq!(block, text);
}

#[test]
fn texts_of_both_kinds_of_a_record_are_the_same() {
    let header = String::from_utf8_lossy(HEADER).replace(
        "#CHROM",
        "##FORMAT=<ID=PID,Number=1,Type=String,Description=\"\">\n#CHROM",
    );
    let dictionary = Dictionary::parse(header.as_bytes()).unwrap();
    let key = FormatKey::new("PID", &dictionary);
    for (columns, expected) in [
        (
            "GT:PID\t0/1:9_A_C\t0/1:12_GT_G",
            [Some("9_A_C"), Some("12_GT_G")],
        ),
        ("GT:PID\t0/1:.\t0/1:9", [None, Some("9")]),
        ("GT:PID\t0/1\t0/1:9_A_C", [None, Some("9_A_C")]),
        ("GT\t0/1\t0/1", [None, None]),
    ] {
        let line = format!("chr1\t9\t.\tA\tC,G\t.\t.\t.\t{columns}");
        let (ends, _) = split(line.as_bytes(), None).unwrap();
        let text = Record::Vcf(Line::new(line.as_bytes(), &ends));
        let (mut block, mut scratch) = (Vec::new(), encode::Scratch::default());
        encode::encode(line.as_bytes(), &dictionary, &mut scratch, &mut block).unwrap();
        let block = Record::Bcf(Block::new(&block), &dictionary);
        for record in [text, block] {
            let samples = record.samples();
            let found = [0, 1].map(|sample| samples.text(&key, sample).unwrap());
            assert_eq!(
                found,
                expected.map(|text| text.map(str::as_bytes)),
                "{columns}"
            );
        }
    }
}

#[test]
fn a_malformed_genotype_is_an_error_that_names_its_sample() {
    let error = |line: &[u8]| {
        let dictionary = Dictionary::parse(HEADER).unwrap();
        let (ends, _) = split(line, None).unwrap();
        let record = Record::Vcf(Line::new(line, &ends));
        read(&record, &["DP"], &dictionary).unwrap_err().to_string()
    };
    let said = error(b"chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/x");
    assert!(said.contains("sample 2") && said.contains("0/x"), "{said}");
    let said = error(b"chr1\t9\t.\tA\tC\t.\t.\t.\tGT\t0/2\t0/0");
    assert!(
        said.contains("allele 2") && said.contains("1 ALT"),
        "{said}"
    );
    let said = error(b"chr1\t9\t.\tA\tC\t.\t.\t.\tGT:DP\t0/1:many\t0/0");
    assert!(said.contains("DP of sample 1 is \"many\""), "{said}");
}

#[test]
fn an_allele_of_a_record_without_alternates_is_passed_over() {
    let line = b"chr1\t9\t.\tA\t.\t.\t.\t.\tGT\t1/1\t0/0";
    let [text, block] = both(HEADER, line, &[]);
    assert_eq!(text, Ok(vec!["1/1".into(), "0/0".into()]));
    assert_eq!(block, text);
}

#[test]
fn a_block_that_lacks_samples_is_an_error() {
    let dictionary = Dictionary::parse(HEADER).unwrap();
    let mut record = CASES[0].record();
    record[28] = 1;
    let block = Record::Bcf(Block::new(&record), &dictionary);
    let (expected, found) = (2, 1);
    let error = Err(Error::SampleCount { expected, found });
    assert_eq!(read(&block, &[], &dictionary), error);
}

#[test]
fn every_damaged_byte_of_the_samples_is_survived() {
    let dictionary = Dictionary::parse(HEADER).unwrap();
    for case in CASES {
        let record = case.record();
        let shared = u32::from_le_bytes([record[0], record[1], record[2], record[3]]) as usize;
        for at in (28..32).chain(8 + shared..record.len()) {
            for flip in [1, 0x10, 0x80, 0xff] {
                let mut damaged = record.clone();
                damaged[at] ^= flip;
                let block = Record::Bcf(Block::new(&damaged), &dictionary);
                let _ = read(&block, &["DP", "AD", "FT", "GL"], &dictionary);
            }
        }
    }
}
