//! The paper's patients, annotated with the scores that the paper prints.

use std::{collections::BTreeMap, fs};

use rust_htslib::bcf::Read;
use tempfile::NamedTempFile;

use super::{
    htslib,
    ours::fields,
    support::{annotate, path, published_scores},
};

/// A row of `examples/expected-scores.tsv`.
struct Row {
    patient: String,
    condition: String,
    symbol: String,
    score: String,
    site: (String, i64, String, String),
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(path("examples/expected-scores.tsv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows = lines.map(|line| {
        let columns: Vec<_> = line.split('\t').map(String::from).collect();
        let [
            patient,
            condition,
            symbol,
            _,
            score,
            chrom,
            pos,
            reference,
            alternate,
        ] = <[String; 9]>::try_from(columns).unwrap();
        Row {
            patient,
            condition,
            symbol,
            score,
            site: (chrom, pos.parse().unwrap(), reference, alternate),
        }
    });
    rows.collect()
}

#[test]
fn every_printed_score_is_found_again() {
    let file = NamedTempFile::with_suffix(".bcf").unwrap();
    let patients = path("examples/patients.vcf");
    let text = annotate(published_scores(), [&patients]);
    let output = file.path().to_str().unwrap();
    annotate(
        published_scores(),
        [patients.to_str().unwrap(), "-o", output],
    );
    let printed = fields(&text, "DSD");
    let mut reader = htslib::open(file.path());
    let samples: Vec<_> = reader
        .header()
        .samples()
        .iter()
        .map(|s| s.to_vec())
        .collect();
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    let sites: BTreeMap<_, _> = records
        .iter()
        .map(site)
        .zip(records.iter().zip(&printed))
        .collect();
    let rows = rows();
    assert!(rows.len() >= 72, "{} rows", rows.len());
    for row in rows {
        let (record, printed) = sites[&row.site];
        let key = format!("DSD_{}", row.condition);
        assert_eq!(printed[&key], row.score, "{}", row.symbol);
        let score: f32 = row.score.parse().unwrap();
        assert_eq!(
            htslib::floats(record, &key).unwrap(),
            [Some(score)],
            "{}",
            row.symbol
        );
        assert_eq!(
            htslib::texts(record, "DSD_GENE").unwrap(),
            [row.symbol.as_str()]
        );
        let patient = samples
            .iter()
            .position(|s| *s == row.patient.as_bytes())
            .unwrap();
        let genotype = record.genotypes().unwrap().get(patient).to_string();
        assert!(
            genotype.contains('1'),
            "{} {}: {genotype}",
            row.patient,
            row.symbol
        );
    }
}

fn site(record: &rust_htslib::bcf::Record) -> (String, i64, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let contig = record.header().rid2name(record.rid().unwrap()).unwrap();
    let alleles = record.alleles();
    (
        text(contig),
        record.pos() + 1,
        text(alleles[0]),
        text(alleles[1]),
    )
}
