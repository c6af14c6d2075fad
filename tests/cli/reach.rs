//! How far variants reach: by coordinates, and in regions by an index.

mod oracle;

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use self::oracle::{CONTIGS, LENGTH, Variant};
use super::{
    bcftools,
    regions::{Random, ids},
    support::{annotate, dsdscore, succeed},
};

/// Each gene is so long, and the next begins where it ends: gene 3 of chr1 is A3, from 300,001 to
/// 400,000.
const TILE: u64 = 100_000;
const TILED: [(&str, &str); 4] = [
    ("chr1", "A"),
    ("chr2", "B"),
    ("HLA-A*01:01", "C"),
    ("ctg1", "D"),
];

/// Genes everywhere, and a bundle of them all.
struct World {
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (mut bed, mut scores) = (String::new(), String::from("symbol\tcondition\tscore\n"));
        for (contig, letter) in TILED {
            for i in 0..LENGTH / TILE {
                let (start, end) = (i * TILE, (i + 1) * TILE);
                writeln!(bed, "{contig}\t{start}\t{end}\t{letter}{i}").unwrap();
                writeln!(scores, "{letter}{i}\tF\t0.5").unwrap();
            }
        }
        fs::write(folder.path().join("genes.bed"), bed).unwrap();
        fs::write(folder.path().join("scores.tsv"), scores).unwrap();
        let world = Self { folder };
        let mut command = dsdscore();
        let build = ["bundle", "build", "--scores"];
        command.args(build).arg(world.path("scores.tsv"));
        command.arg("-o").arg(world.path("all.dsd"));
        succeed(command);
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn annotate(&self, file: &Path, args: &[&str]) -> Vec<u8> {
        let (genes, file) = (self.path("genes.bed"), file.to_str().unwrap());
        let source = ["-s", "genes", "-g", genes.to_str().unwrap()];
        annotate(&self.path("all.dsd"), [&source, args, &[file]].concat())
    }

    /// The genes of each ALT of each record.
    fn genes(&self, vcf: &str) -> Vec<Vec<BTreeSet<String>>> {
        let file = self.path("in.vcf");
        fs::write(&file, vcf).unwrap();
        let text = String::from_utf8(self.annotate(&file, &[])).unwrap();
        let records = text.lines().filter(|line| !line.starts_with('#'));
        records.map(genes_of).collect()
    }
}

fn genes_of(line: &str) -> Vec<BTreeSet<String>> {
    let columns: Vec<_> = line.split('\t').collect();
    let value = columns[7].split(';').find_map(|f| f.strip_prefix("DSD="));
    let entries = value.into_iter().flat_map(|value| value.split(','));
    let entries: Vec<Vec<_>> = entries.map(|entry| entry.split('|').collect()).collect();
    let of = |alternate| {
        let own = entries.iter().filter(|entry| entry[0] == alternate);
        own.map(|entry| entry[2].to_string()).collect()
    };
    let alternates = columns[4].split(',');
    alternates
        .filter(|alternate| *alternate != ".")
        .map(of)
        .collect()
}

fn header(version: u32) -> String {
    let number = if version >= 4 { "A" } else { "." };
    let contigs = CONTIGS.map(|name| format!("##contig=<ID={name},length={LENGTH}>\n"));
    format!(
        "##fileformat=VCFv4.{version}\n{}\
         ##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=SVLEN,Number={number},Type=Integer,Description=\"x\">\n\
         ##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"x\">\n\
         ##INFO=<ID=CHR2,Number=1,Type=String,Description=\"x\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
        contigs.concat()
    )
}

/// Of records, `POS REF ALT INFO` of chr1 in VCF 4.`version`, checks the genes of each ALT.
fn check(version: u32, cases: &[(&str, &[&str])]) {
    let mut text = header(version);
    for (record, _) in cases {
        let columns: Vec<_> = record.split(' ').collect();
        let [position, reference, alternates, info] = columns[..] else {
            panic!("{record}");
        };
        let fixed = format!("chr1\t{position}\t.\t{reference}\t{alternates}");
        writeln!(text, "{fixed}\t.\t.\t{info}").unwrap();
    }
    let found = World::new().genes(&text);
    for ((record, expected), genes) in cases.iter().zip(found) {
        let genes: Vec<_> = genes
            .into_iter()
            .map(|of| Vec::from_iter(of).join(" "))
            .collect();
        assert_eq!(genes, *expected, "{record}");
    }
}

/// gnomAD-SV 2 has the mate's position for END of `<CTX>`.
#[test]
fn a_translocation_has_the_genes_at_its_place_alone() {
    check(
        2,
        &[
            ("150000 N <CTX> SVTYPE=CTX;CHR2=chr2;END=950000", &["A1"]),
            ("150000 N <BND> CHR2=chr2;END=950000", &["A1"]),
            ("150000 N <DUP> CHR2=2;END=350000", &["A1"]),
            ("150000 N <CPX> CHR2=NC_000002.12;SVLEN=200000", &["A1"]),
            ("150000 N <DUP> CHR2=1;END=350000", &["A1 A2 A3"]),
        ],
    );
}

#[test]
fn an_end_before_pos_leaves_the_word_to_svlen() {
    check(
        2,
        &[
            ("150000 N <DEL> END=3751;SVLEN=-200000", &["A1 A2 A3"]),
            ("150000 N <DEL> SVLEN=-200000;END=150000", &["A1 A2 A3"]),
            ("150000 N <DEL> END=3751", &["A1"]),
            ("150000 N <INS> END=3751;SVLEN=200000", &["A1"]),
        ],
    );
}

#[test]
fn lengths_are_each_its_alternates_and_from_4_4_on_before_end() {
    let several = "150000 N <DEL>,<DUP>,<INS> END=450000;SVLEN=100000,300000,900000";
    let wrong = "150000 N <INV> END=950000;SVLEN=100000";
    check(
        4,
        &[
            (several, &["A1 A2", "A1 A2 A3 A4", "A1"]),
            (wrong, &["A1 A2"]),
            ("150000 N <CNV:TR> END=250000", &["A1 A2"]),
        ],
    );
    let all = "A1 A2 A3 A4";
    let until_end = "A1 A2 A3 A4 A5 A6 A7 A8 A9";
    check(
        3,
        &[
            (several, &[all, all, "A1"]),
            (wrong, &[until_end]),
            ("150000 N <DEL>,<DUP> SVLEN=-100000,300000", &["A1 A2", all]),
            ("150000 N C,<DUP> SVLEN=300000", &["A1", all]),
        ],
    );
}

/// GATK 3 wrote `*` of VCF 4.2 so.
#[test]
fn an_allele_that_a_deletion_upstream_spans_has_no_gene() {
    check(
        2,
        &[
            ("150000 A C,<*:DEL> .", &["A1", ""]),
            ("150000 A *,C,<NON_REF> .", &["", "A1", ""]),
        ],
    );
}

#[test]
fn a_breakend_has_the_genes_at_both_ends() {
    check(
        3,
        &[
            ("150000 G G]chr2:250000] .", &["A1 B2"]),
            ("150000 G ]2:250000]G,C .", &["A1 B2", "A1"]),
            ("150000 G [chr1:950000[G END=950000", &["A1 A9"]),
            ("150000 G GTT[HLA-A*01:01:350000[ .", &["A1 C3"]),
            ("150000 G G[<ctg1>:7[ .", &["A1 D0"]),
            ("150000 G G[chr1:150010[ .", &["A1"]),
            ("150000 G G.,.G .", &["A1", "A1"]),
        ],
    );
}

/// Records of a version in the order of the genome.
fn variants(version: u32, random: &mut Random, count: usize) -> Vec<Variant> {
    let mut variants: Vec<_> = (0..count)
        .map(|_| Variant::random(version, random))
        .collect();
    variants.sort_by_key(|variant| (variant.contig, variant.position));
    variants
}

fn vcf(version: u32, variants: &[Variant]) -> String {
    let lines = variants.iter().enumerate().map(|(i, v)| v.line(i));
    header(version) + &lines.collect::<String>()
}

fn expected_genes(variant: &Variant, i: usize) -> BTreeSet<String> {
    let touched = variant.touched(i).into_iter();
    let tiles = touched.flat_map(|(contig, first, last)| {
        let (_, letter) = TILED.iter().find(|(name, _)| *name == contig).unwrap();
        let tiles = (first - 1) / TILE..=(last - 1) / TILE;
        tiles
            .filter(|i| i * TILE < LENGTH)
            .map(move |i| format!("{letter}{i}"))
    });
    tiles.collect()
}

#[test]
fn random_variants_hit_what_they_reach_by_the_specification() {
    let (world, mut random) = (World::new(), Random::new(29));
    for version in 1..=5 {
        let variants = variants(version, &mut random, 2_000);
        let found = world.genes(&vcf(version, &variants));
        assert_eq!(found.len(), variants.len());
        for (variant, genes) in variants.iter().zip(found) {
            let alternates = 0..variant.alternate_count();
            let expected: Vec<_> = alternates.map(|i| expected_genes(variant, i)).collect();
            assert_eq!(genes, expected, "4.{version}: {}", variant.line(0));
        }
    }
}

/// The same records in each form that has an index, which this program wrote.
fn indexed(world: &World, vcf: &str) -> [PathBuf; 3] {
    let plain = world.path("in.vcf");
    fs::write(&plain, vcf).unwrap();
    let names = [
        ("t.vcf.gz", "-W=tbi"),
        ("c.vcf.gz", "-W=csi"),
        ("b.bcf", "-W"),
    ];
    names.map(|(name, index)| {
        let output = world.path(name);
        world.annotate(&plain, &[index, "-o", output.to_str().unwrap()]);
        output
    })
}

/// What bcftools finds by our index; by one of its own it finds the same.
fn by_bcftools(file: &Path, region: &str) -> Vec<String> {
    let copy = TempDir::new().unwrap();
    let own = copy.path().join(file.file_name().unwrap());
    fs::copy(file, &own).unwrap();
    bcftools::run(&["index"], &own);
    let [ours, own] =
        [file, &own].map(|file| ids(&bcftools::run(&["view", "-H", "-r", region], file)));
    assert_eq!(ours, own, "{region} {}", file.display());
    ours
}

#[test]
fn an_index_misses_nothing_that_reaches_into_a_region() {
    let (world, mut random) = (World::new(), Random::new(31));
    let has_bcftools = bcftools::is_available();
    let (mut found, mut far) = (0, 0);
    for version in 1..=5 {
        let variants = variants(version, &mut random, 1_000);
        let files = indexed(&world, &vcf(version, &variants));
        for round in 0..15 {
            let (contig, start) = (random.one_of(&CONTIGS), 1 + random.below(LENGTH));
            let end = start + random.one_of(&[0, 999, 99_999]);
            let is_in = |v: &Variant| v.contig == contig && v.position <= end && v.last() >= start;
            let is_in = |(i, v): (usize, &Variant)| is_in(v).then(|| i.to_string());
            let expected: Vec<_> = variants.iter().enumerate().filter_map(is_in).collect();
            let (file, region) = (&files[round % 3], format!("{contig}:{start}-{end}"));
            let ours = ids(&world.annotate(file, &["-r", &region]));
            assert_eq!(ours, expected, "4.{version} {region} {}", file.display());
            if has_bcftools {
                let simple = |id: &String| variants[id.parse::<usize>().unwrap()].is_simple();
                let theirs = by_bcftools(file, &region).into_iter().filter(simple);
                let ours = ours.iter().filter(|id| simple(id)).cloned();
                assert_eq!(
                    ours.collect::<Vec<_>>(),
                    theirs.collect::<Vec<_>>(),
                    "{region}"
                );
            }
            found += expected.len();
            far += variants
                .iter()
                .filter(|v| v.contig == contig && v.position + TILE < start && v.last() >= start)
                .count();
        }
    }
    assert!(
        found > 500 && far > 100,
        "{found} records in all regions, {far} from afar"
    );
}
