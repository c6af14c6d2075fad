//! `-r`, `-R`: what an index finds is what reading all finds, and what bcftools finds.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::{
    bcftools,
    conversion::bgzip,
    support::{annotate, dsdscore, path, scores},
};

const CONTIGS: [(&str, u64); 4] = [
    ("chr1", 40_000_000),
    ("chr2", 3_000_000),
    ("chrUn_x", 70_000),
    ("empty", 100),
];

/// The same numbers in each run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }

    fn bases(&mut self, count: u64) -> String {
        (0..count)
            .map(|_| self.one_of(&['A', 'C', 'G', 'T']))
            .collect()
    }
}

/// Substitutions, insertions, deletions, long events with END, and records without ALT.
fn generated(records: usize) -> String {
    let mut random = Random::new(5);
    let mut text = String::from("##fileformat=VCFv4.2\n");
    for (name, length) in CONTIGS {
        writeln!(text, "##contig=<ID={name},length={length}>").unwrap();
    }
    text.push_str(
        "##FILTER=<ID=PASS,Description=\"x\">\n\
         ##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"x. Format: Allele|Consequence|SYMBOL|Gene\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
    );
    for (name, length) in &CONTIGS[..3] {
        let mut positions: Vec<_> = (0..records).map(|_| 1 + random.below(*length)).collect();
        positions.sort_unstable();
        for (i, position) in positions.into_iter().enumerate() {
            record(name, position, i, &mut random, &mut text);
        }
    }
    text
}

fn record(contig: &str, position: u64, i: usize, random: &mut Random, text: &mut String) {
    let length = random.one_of(&[1, 1, 1, 2, 5, 30]);
    let reference = random.bases(length);
    let first = &reference[..1];
    let (reference, alternate, end) = match random.below(12) {
        0..=4 => (&*reference, random.bases(1), None),
        5 => (&*reference, format!("{reference}GTC"), None),
        6 | 7 => (&*reference, first.to_string(), None),
        8 => (&*reference, format!("{first}T,{reference}G"), None),
        9 => (&*reference, ".".into(), None),
        _ => {
            let length = random.one_of(&[10, 1_000, 50_000, 3_000_000]);
            (first, "<DEL>".into(), Some(position + length))
        }
    };
    let end = end.map_or_else(String::new, |end| format!("END={end};"));
    writeln!(
        text,
        "{contig}\t{position}\t{contig}_{i}\t{reference}\t{alternate}\t.\tPASS\t{end}CSQ=C|x|WT1|"
    )
    .unwrap();
}

/// One input in each form that has an index.
struct Forms {
    _directory: TempDir,
    plain: PathBuf,
    indexed: Vec<PathBuf>,
}

fn forms(text: &str) -> Forms {
    let directory = TempDir::new().unwrap();
    let at = |name: &str| directory.path().join(name);
    let plain = at("in.vcf");
    fs::write(&plain, text).unwrap();
    let names = [
        ("t.vcf.gz", "-W=tbi"),
        ("c.vcf.gz", "-W=csi"),
        ("b.bcf", "-W"),
    ];
    for (name, index) in names {
        let output = at(name);
        let args = [
            index,
            "--no-version",
            "-o",
            output.to_str().unwrap(),
            plain.to_str().unwrap(),
        ];
        annotate(scores(), args);
        if bcftools::is_available() {
            let kind = if index.ends_with("tbi") {
                "--tbi"
            } else {
                "--csi"
            };
            bcftools::run(&["index", "--force", kind], &output);
        }
    }
    let indexed = names.map(|(name, _)| at(name)).into();
    Forms {
        _directory: directory,
        plain,
        indexed,
    }
}

fn records(vcf: &[u8]) -> String {
    let text = std::str::from_utf8(vcf).unwrap();
    let lines = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with('#'));
    lines.collect()
}

pub fn ids(vcf: &[u8]) -> Vec<String> {
    let text = records(vcf);
    let id = |line: &str| line.split('\t').nth(2).unwrap().to_string();
    text.lines().map(id).collect()
}

/// What `annotate` makes of regions.
fn read(file: &Path, args: &[&str]) -> Vec<u8> {
    annotate(scores(), [args, &[file.to_str().unwrap()]].concat())
}

fn random_regions(random: &mut Random) -> String {
    let region = |random: &mut Random| {
        let (name, length) = random.one_of(&CONTIGS);
        let start = 1 + random.below(length);
        let end = start + random.one_of(&[0, 9, 999, 99_999, 4_999_999]);
        match random.below(8) {
            0 => name.to_string(),
            1 => format!("{name}:{start}"),
            2 => format!("{name}:{start}-"),
            _ => format!("{name}:{start}-{end}"),
        }
    };
    let count = random.one_of(&[1, 1, 2, 5, 30]);
    let regions: Vec<_> = (0..count).map(|_| region(random)).collect();
    regions.join(",")
}

#[test]
fn random_regions_have_the_records_that_bcftools_finds_in_its_order() {
    if !bcftools::is_available() {
        return;
    }
    let forms = forms(&generated(2_000));
    let (mut random, mut found) = (Random::new(11), 0);
    for round in 0..60 {
        let regions = random_regions(&mut random);
        let mode = random.one_of(&["pos", "record", "variant", "0", "1", "2"]);
        let args = ["-r", &regions, "--regions-overlap", mode];
        let file = &forms.indexed[round % forms.indexed.len()];
        let expected = ids(&bcftools::run(&[&["view", "-H"], &args[..]].concat(), file));
        let threads = random.one_of(&["0", "2"]);
        let ours = ids(&read(file, &[&args[..], &["--threads", threads]].concat()));
        assert_eq!(ours, expected, "{args:?} {}", file.display());
        found += ours.len();
    }
    assert!(found > 10_000, "{found} records in all regions");
}

#[test]
fn files_of_regions_are_read_as_by_bcftools() {
    if !bcftools::is_available() {
        return;
    }
    let forms = forms(&generated(500));
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        (
            "a.bed",
            "chr2\t0\t500000\nchr1\t999999\t2000000\nchr1\t1500000\t9000000\n",
        ),
        ("a.txt", "chr2\t1\t500000\nchr1\t1000000\t2000000\n"),
        ("b.txt", "chr2\t300000\t600000\tx\n"),
    ] {
        let regions = folder.path().join(name);
        fs::write(&regions, text).unwrap();
        let args = ["-R", regions.to_str().unwrap()];
        for file in &forms.indexed {
            let expected = ids(&bcftools::run(&[&["view", "-H"], &args[..]].concat(), file));
            assert!(expected.len() > 20);
            assert_eq!(ids(&read(file, &args)), expected, "{name}");
        }
    }
}

/// Regions that have each position of each contig once.
fn partition(random: &mut Random) -> Vec<String> {
    let mut parts = Vec::new();
    for (name, length) in CONTIGS {
        let mut start = 1;
        while start < length {
            let end = start + random.below(length / 3 + 1);
            parts.push(format!("{name}:{start}-{end}"));
            start = end + 1;
        }
        parts.push(format!("{name}:{start}-"));
    }
    parts
}

#[test]
fn the_parts_of_a_partition_are_the_whole_byte_for_byte() {
    let telomere = "chr1\t0\ttelomere\tN\tA\t.\tPASS\tCSQ=A|x|SOX9|\n";
    let text = generated(700);
    let at = text.find("\nchr1\t").unwrap() + 1;
    let text = [&text[..at], telomere, &text[at..]].concat();
    let forms = forms(&text);
    for (seed, file) in forms.indexed.iter().enumerate() {
        let whole = records(&read(file, &[]));
        assert_eq!(whole.lines().count(), 2_101);
        let parts = partition(&mut Random::new(seed as u64));
        let part = |region: &String| {
            let overlap = ["-r", region, "--regions-overlap", "pos"];
            records(&read(file, &overlap))
        };
        let gathered: String = parts.iter().map(part).collect();
        assert!(
            gathered == whole,
            "{} parts of {}",
            parts.len(),
            file.display()
        );
        let contigs = CONTIGS.map(|(name, _)| name).join(",");
        for mode in ["pos", "record"] {
            let all = read(file, &["-r", &contigs, "--regions-overlap", mode]);
            assert!(records(&all) == whole, "all contigs of {}", file.display());
        }
    }
}

#[test]
fn a_region_has_what_reading_all_has_between_the_same_headers() {
    let forms = forms(&generated(300));
    for file in &forms.indexed {
        let whole = String::from_utf8(read(file, &["--no-version"])).unwrap();
        let part = String::from_utf8(read(file, &["--no-version", "-r", "chr2"])).unwrap();
        let of_chr2 = |line: &&str| line.starts_with('#') || line.starts_with("chr2\t");
        let expected: String = whole.split_inclusive('\n').filter(of_chr2).collect();
        assert!(part == expected, "{}", file.display());
    }
}

#[test]
fn bcsq_references_are_followed_out_of_a_region() {
    let case = path("tests/cases/bcsq-references/input.vcf");
    let forms = forms(&fs::read_to_string(case).unwrap());
    let whole = records(&annotate(scores(), [&forms.plain]));
    assert!(whole.contains("@104;GND"), "{whole}");
    for file in &forms.indexed {
        let (mut gathered, mut position) = (String::new(), String::new());
        for line in whole.lines() {
            let columns: Vec<_> = line.split('\t').collect();
            position = format!("{}:{}", columns[0], columns[1]);
            gathered += &records(&read(file, &["-r", &position, "--regions-overlap", "pos"]));
        }
        assert!(gathered == whole, "{position}: {gathered}\n{whole}");
    }
}

/// Makes of some percents of a file what is no BGZF.
fn spoil(file: &Path, from: u64, to: u64) {
    let percent = fs::metadata(file).unwrap().len() / 100;
    let mut opened = File::options().write(true).open(file).unwrap();
    opened.seek(SeekFrom::Start(from * percent)).unwrap();
    let zeros = vec![0; ((to - from) * percent) as usize];
    opened.write_all(&zeros).unwrap();
}

/// Short variants with long names, so that the file has many blocks; a third of it is each contig.
fn large() -> String {
    let text = generated(0);
    let mut random = Random::new(2);
    let mut all = text;
    for (name, length) in &CONTIGS[..3] {
        for i in 0..6_000 {
            let (position, id) = (1 + i * (length / 6_000), random.bases(600));
            writeln!(all, "{name}\t{position}\t{id}\tA\tC\t.\t.\tCSQ=C|x|WT1|").unwrap();
        }
    }
    all
}

#[test]
fn what_lies_elsewhere_in_the_file_is_not_read() {
    let forms = forms(&large());
    for file in &forms.indexed {
        let ends = ["chr1:1-300000,chrUn_x:60000-", "chr1:300000-900000"];
        let before = ends.map(|regions| records(&read(file, &["-r", regions])));
        assert!(before[0].lines().count() > 500);
        spoil(file, 15, 64);
        let after = ends.map(|regions| records(&read(file, &["-r", regions])));
        assert!(after == before, "{}", file.display());
        let err = refused(file, &["-r", "chr1"]);
        assert!(err.contains("cannot be read"), "{err}");
    }
}

/// The message of a run that must fail and leave no output.
fn refused(file: &Path, args: &[&str]) -> String {
    let output = file.with_extension("refused");
    let mut command = dsdscore();
    command.args(["annotate", "-b"]).arg(scores()).args(args);
    let result = command.arg("-o").arg(&output).arg(file).output().unwrap();
    assert_eq!(result.status.code(), Some(1), "{args:?} {}", file.display());
    assert!(!output.exists());
    String::from_utf8(result.stderr).unwrap()
}

fn index_of(file: &Path) -> PathBuf {
    let kinds = ["csi", "tbi"].map(|kind| PathBuf::from(format!("{}.{kind}", file.display())));
    kinds.into_iter().find(|path| path.exists()).unwrap()
}

#[test]
fn a_damaged_index_is_an_error_or_finds_all() {
    let forms = forms(&generated(200));
    for file in &forms.indexed {
        let index = index_of(file);
        let whole = read(file, &["-r", "chr1,chr2,chrUn_x"]);
        let bytes = fs::read(&index).unwrap();
        for cut in [0, 10, bytes.len() / 2, bytes.len() - 40] {
            fs::write(&index, &bytes[..cut]).unwrap();
            let err = refused(file, &["-r", "chr1"]);
            assert!(err.contains("bcftools index -f"), "{err}");
        }
        let decoded = super::conversion::gunzip(&bytes);
        let mut random = Random::new(3);
        for _ in 0..40 {
            let mut changed = decoded.clone();
            let at = random.below(changed.len() as u64) as usize;
            changed[at] ^= 1 << random.below(8);
            fs::write(&index, bgzip(&changed)).unwrap();
            let mut command = dsdscore();
            command
                .args(["annotate", "-r", "chr1,chr2,chrUn_x", "-b"])
                .arg(scores())
                .arg(file);
            let result = command.output().unwrap();
            let is_whole = records(&result.stdout) == records(&whole);
            assert!(
                is_whole || result.status.code() == Some(1),
                "byte {at} of {}",
                index.display()
            );
        }
    }
}

#[test]
fn an_index_of_another_state_of_the_file_is_refused() {
    let (small, large) = (forms(&generated(100)), forms(&generated(150)));
    for (small, large) in small.indexed.iter().zip(&large.indexed) {
        for (file, other) in [(small, large), (large, small)] {
            let input = format!("{}##idx##{}", file.display(), index_of(other).display());
            let mut command = dsdscore();
            command
                .args(["annotate", "-r", "chr2:1-9", "-b"])
                .arg(scores())
                .arg(input);
            let result = command.output().unwrap();
            let err = String::from_utf8(result.stderr).unwrap();
            assert_eq!(result.status.code(), Some(1), "{err}");
            assert!(
                err.contains("does not fit") && err.contains("bcftools index -f"),
                "{err}"
            );
        }
    }
}
