//! `-W`: the index finds what it must, as one that bcftools made does.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use rust_htslib::bcf::{IndexedReader, Read};
use tempfile::TempDir;

use super::{
    bcftools, generated,
    support::{annotate, dsdscore, scores},
};

/// Beyond what a TBI index can address.
const FAR: usize = 600_000_000;

struct Output {
    directory: TempDir,
    path: PathBuf,
}

/// Records on chr1 at growing distances up to a position, and long ones among them.
fn sorted(last: usize) -> String {
    let mut text = generated::header().replace("##FILTER", "##contig=<ID=2>\n##FILTER");
    let (mut i, mut position) = (0, 1);
    while position < last {
        generated::record(i, position, &mut text);
        if i % 400 == 0 {
            let end = position + 3_000_000;
            writeln!(
                text,
                "chr1\t{position}\tlong{i}\tA\t<DEL>\t.\t.\tEND={end}\tGT:AD\t.\t."
            )
            .unwrap();
        }
        i += 1;
        position += 1 + last / 4_000 + i % 50;
    }
    let second: Vec<_> = (0..50)
        .map(|i| format!("2\t{}\tx{i}\tA\tT\t.\t.\t.\tGT:AD\t.\t.\n", 100 * i))
        .collect();
    text + &second[1..].concat()
}

fn indexed(last: usize, name: &str, index: &str) -> Output {
    let directory = TempDir::new().unwrap();
    let input = directory.path().join("input.vcf");
    fs::write(&input, sorted(last)).unwrap();
    let path = directory.path().join(name);
    let args = [index, "-o", path.to_str().unwrap(), input.to_str().unwrap()];
    annotate(scores(), args);
    Output { directory, path }
}

const REGIONS: [(&str, u64, u64); 8] = [
    ("chr1", 1, 1),
    ("chr1", 1, 3_000),
    ("chr1", 2_999_000, 3_000_500),
    ("chr1", 16_384, 16_385),
    ("chr1", 200_000_000, 200_900_000),
    ("chr1", 536_000_000, 537_500_000),
    ("chr1", 599_900_000, 2_000_000_000),
    ("2", 500, 900),
];

/// The IDs of the records that overlap a region, by the index.
fn by_index(path: &Path, (contig, start, end): (&str, u64, u64)) -> Vec<String> {
    let mut reader = IndexedReader::from_path(path).unwrap();
    let contig = reader.header().name2rid(contig.as_bytes()).unwrap();
    reader.fetch(contig, start - 1, Some(end - 1)).unwrap();
    let ids = reader.records().map(|record| record.unwrap().id());
    ids.map(|id| String::from_utf8(id).unwrap()).collect()
}

/// The same by reading all.
fn by_reading(path: &Path, (contig, start, end): (&str, u64, u64)) -> Vec<String> {
    let mut reader = super::htslib::open(path);
    let contig = reader.header().name2rid(contig.as_bytes()).unwrap();
    let records = reader.records().map(Result::unwrap);
    let overlaps = |record: &rust_htslib::bcf::Record| {
        let first = record.pos() as u64 + 1;
        let last = first + record.rlen().max(1) as u64 - 1;
        record.rid() == Some(contig) && first <= end && last >= start
    };
    let ids = records.filter(overlaps).map(|record| record.id());
    ids.map(|id| String::from_utf8(id).unwrap()).collect()
}

fn check(output: &Output, extension: &str, regions: &[(&str, u64, u64)]) {
    let index = format!("{}.{extension}", output.path.display());
    assert!(Path::new(&index).exists(), "no {index}");
    let mut found = 0;
    for region in regions {
        let ids = by_index(&output.path, *region);
        assert_eq!(ids, by_reading(&output.path, *region), "{index} {region:?}");
        found += ids.len();
    }
    assert!(found > 10, "{found} records in all regions");
    if bcftools::is_available() {
        check_with_bcftools(output, extension, regions);
    }
}

fn check_with_bcftools(output: &Output, extension: &str, regions: &[(&str, u64, u64)]) {
    let copy = output.directory.path().join("copy");
    fs::copy(&output.path, &copy).unwrap();
    bcftools::run(&["index", &format!("--{extension}")], &copy);
    for (contig, start, end) in regions {
        let region = format!("{contig}:{start}-{end}");
        let view = |file| bcftools::run(&["view", "-H", "-r", &region], file);
        assert!(view(&output.path) == view(&copy), "{extension} {region}");
    }
    let counts = |file| bcftools::run(&["index", "--stats"], file);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    assert_eq!(text(counts(&output.path)), text(counts(&copy)));
}

#[test]
fn a_long_deletion_is_found_where_it_ends() {
    for name in ["out.vcf.gz", "out.bcf"] {
        let output = indexed(20_000_000, name, "-W");
        let ids = by_index(&output.path, ("chr1", 3_000_000, 3_000_001));
        assert!(ids.contains(&"long0".into()), "{name}: {ids:?}");
    }
}

#[test]
fn contigs_may_come_in_another_order_than_in_the_header() {
    let directory = TempDir::new().unwrap();
    let input = directory.path().join("input.vcf");
    let header = generated::header().replace("##FILTER", "##contig=<ID=2>\n##FILTER");
    let record = |contig| format!("{contig}\t5\t{contig}\tA\tT\t.\t.\t.\tGT:AD\t.\t.\n");
    fs::write(&input, header + &record("2") + &record("chr1")).unwrap();
    for name in ["out.vcf.gz", "out.bcf"] {
        let path = directory.path().join(name);
        annotate(
            scores(),
            ["-W", "-o", path.to_str().unwrap(), input.to_str().unwrap()],
        );
        for contig in ["chr1", "2"] {
            assert_eq!(by_index(&path, (contig, 5, 5)), [contig], "{name}");
        }
    }
}

#[test]
fn a_position_beyond_the_length_in_the_header_is_indexed() {
    let directory = TempDir::new().unwrap();
    let input = directory.path().join("input.vcf");
    let text = sorted(1_000_000).replace("length=2147483646", "length=1000");
    fs::write(&input, text).unwrap();
    let path = directory.path().join("out.bcf");
    annotate(
        scores(),
        ["-W", "-o", path.to_str().unwrap(), input.to_str().unwrap()],
    );
    let region = ("chr1", 900_000, 910_000);
    assert!(by_index(&path, region).len() > 10);
    assert_eq!(by_index(&path, region), by_reading(&path, region));
}

#[test]
fn csi_of_bgzipped_vcf_finds_what_it_must_beyond_512_megabases() {
    check(&indexed(FAR, "out.vcf.gz", "-W"), "csi", &REGIONS);
}

#[test]
fn csi_of_bcf_finds_what_it_must_beyond_512_megabases() {
    check(&indexed(FAR, "out.bcf", "-W=csi"), "csi", &REGIONS);
}

#[test]
fn tbi_finds_what_it_must() {
    let output = indexed(500_000_000, "out.vcf.gz", "-W=tbi");
    check(&output, "tbi", &REGIONS[..5]);
}

/// The message of a run that cannot index this, and leaves no file.
fn refused(text: &str, index: &str) -> String {
    let directory = TempDir::new().unwrap();
    let input = directory.path().join("input.vcf");
    fs::write(&input, text).unwrap();
    let mut command = dsdscore();
    command.args(["annotate", index, "-b"]).arg(scores());
    let output = directory.path().join("out.vcf.gz");
    let result = command.arg("-o").arg(output).arg(&input).output().unwrap();
    assert_eq!(result.status.code(), Some(1));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    String::from_utf8(result.stderr).unwrap()
}

#[test]
fn what_cannot_be_indexed_is_an_error_and_leaves_no_file() {
    let far = refused(&sorted(FAR), "-W=tbi");
    assert!(far.contains("use --write-index=csi"), "{far}");
    let mut text = generated::header();
    generated::record(1, 5_000_000_000, &mut text);
    let beyond = refused(&text, "-W");
    assert!(beyond.contains("##contig"), "{beyond}");
    generated::record(2, 5, &mut text);
    generated::record(3, 4, &mut text);
    let unsorted = refused(&text.replace("5000000000", "6"), "-W");
    assert!(unsorted.contains("bcftools sort"), "{unsorted}");
}
