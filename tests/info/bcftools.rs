//! Scores of ALTs that bcftools has split, dropped, trimmed, shifted and joined.
//!
//! Each ALT has a tag of its own in a field of one value an ALT, which says what it was.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use dsdscore::{gene::Gene, hits::Hit, info::Score, score::Scorer};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::{TempDir, tempdir};

use crate::support::{Found, annotate, bases, build, decode, hits, is_scored, open, truth};

const SITES: usize = 1500;
/// The distance of sites; no shift reaches from one to another.
const STEP: usize = 60;
const GENES: usize = 80;

/// Runs a command line of bcftools in a folder. Where there is none, the test is skipped.
fn bcftools(folder: &Path, line: &str) -> bool {
    let mut command = Command::new("bcftools");
    let Ok(output) = command.current_dir(folder).args(line.split(' ')).output() else {
        let required = env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|value| value == "1");
        assert!(!required, "bcftools is not on PATH");
        eprintln!("SKIPPED: bcftools is not on PATH");
        return false;
    };
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}: {err}");
    true
}

/// Sites with planted genes.
struct Sites {
    folder: TempDir,
    bundle: PathBuf,
    hits: Vec<Vec<Hit>>,
    /// By site, whether all of its ALTs are single bases.
    is_substitution: Vec<bool>,
}

/// A sequence full of repeats, where indels shift.
fn sequence(random: &mut ChaCha8Rng) -> String {
    let mut sequence = String::new();
    while sequence.len() < (SITES + 2) * STEP {
        let length = random.random_range(1..4);
        let unit = bases(random, length);
        sequence.push_str(&unit.repeat(random.random_range(1..7)));
    }
    sequence
}

/// An ALT of what follows POS: a substitution, an insertion or deletion that may be padded at the
/// right, or anything.
fn alternate(random: &mut ChaCha8Rng, reference: &str) -> String {
    let (first, rest) = reference.split_at(1);
    let length = random.random_range(1..4);
    match random.random_range(0..5) {
        0 => format!("{}{rest}", bases(random, 1)),
        1 => format!("{first}{}{rest}", bases(random, length)),
        2 => format!("{first}{}{rest}", &rest[..length.min(rest.len())]),
        3 => format!("{first}{}", &rest[length.min(rest.len())..]),
        _ => bases(random, length),
    }
}

impl Sites {
    fn new(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let folder = tempdir().unwrap();
        let genes = (0..GENES).map(|i| Gene {
            symbol: format!("G{i};,"),
            ensembl_id: format!("ENSG{i:011}"),
            ..Gene::default()
        });
        let bundle = folder.path().join("b.dsd");
        build(&bundle, genes.collect(), &["F", "M"], &mut random);
        let mut sites = Self {
            folder,
            bundle,
            hits: Vec::new(),
            is_substitution: Vec::new(),
        };
        let sequence = sequence(&mut random);
        fs::write(sites.path("ref.fa"), format!(">1\n{sequence}\n")).unwrap();
        let mut text = format!(
            "##fileformat=VCFv4.3\n##contig=<ID=1,length={}>\n\
             ##INFO=<ID=TAG,Number=A,Type=String,Description=\"\">\n\
             ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
             #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts\tt\n",
            sequence.len()
        );
        for site in 0..SITES {
            text.push_str(&sites.line(site, &sequence, &mut random));
        }
        fs::write(sites.path("in.vcf"), text).unwrap();
        sites
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a site up, and its line.
    fn line(&mut self, site: usize, sequence: &str, random: &mut ChaCha8Rng) -> String {
        let position = (site + 1) * STEP;
        let is_substitution = random.random_bool(0.3);
        let length = match is_substitution {
            true => 1,
            false => random.random_range(1..7),
        };
        let reference = &sequence[position - 1..position - 1 + length];
        let mut alternates: Vec<String> = Vec::new();
        let wanted = random.random_range(1..4);
        while alternates.len() < wanted {
            let alternate = match is_substitution {
                true => bases(random, 1),
                false => alternate(random, reference),
            };
            if alternate != reference && !alternates.contains(&alternate) {
                alternates.push(alternate);
            }
        }
        self.is_substitution.push(is_substitution);
        self.hits.push(hits(random, alternates.len(), GENES));
        let tags: Vec<_> = (0..wanted).map(|i| format!("{site}.{i}")).collect();
        let genotypes = [0, 1].map(|_| {
            let alleles = [0, 1].map(|_| random.random_range(0..=wanted).to_string());
            alleles.join("/")
        });
        format!(
            "1\t{position}\t.\t{reference}\t{}\t.\t.\tTAG={}\tGT\t{}\n",
            alternates.join(","),
            tags.join(","),
            genotypes.join("\t")
        )
    }

    /// Annotates the sites, and has bcftools change them: a line a step. `false` where there is none.
    /// The last file is `done.` and the format; text has six digits of each number.
    fn change(&self, scorer: &Scorer, lines: &[&str], format: &str) -> bool {
        let file = |i: usize| match i == lines.len() {
            true => format!("done.{format}"),
            false => format!("{i}.{format}"),
        };
        let input = self.path("in.vcf");
        annotate(scorer, &input, &self.hits, "DSD", &self.path(&file(0)));
        let mut steps = lines.iter().enumerate();
        steps.all(|(i, line)| {
            let kind = if format == "bcf" { "b" } else { "v" };
            let line = format!("{line} -O{kind} -o {} {}", file(i + 1), file(i));
            bcftools(self.folder.path(), &line)
        })
    }

    /// The symbols of an ALT's genes, and whether its site has single bases alone.
    fn of_tag(&self, scorer: &Scorer, tag: &str) -> (Vec<usize>, bool) {
        let (site, alternate) = tag.split_once('.').unwrap();
        let (site, alternate): (usize, usize) = (site.parse().unwrap(), alternate.parse().unwrap());
        let of_alt = |hit: &&Hit| hit.alternate == alternate && is_scored(scorer, hit.gene);
        let genes = self.hits[site].iter().filter(of_alt).map(|hit| hit.gene);
        (genes.collect(), self.is_substitution[site])
    }
}

/// A gene's number and the values of its scores.
fn number(found: &Found) -> usize {
    let digits = found.symbol.trim_start_matches('G').trim_end_matches(";,");
    digits.parse().unwrap()
}

fn values(scores: &[Score]) -> Vec<Option<f32>> {
    scores.iter().map(|score| score.value).collect()
}

/// Whether a score that is told of a gene's name alone is not told, or told in six digits.
fn is_some(told: &Option<f32>, planted: &Option<f32>) -> bool {
    let pair = told.zip(*planted);
    told.is_none() || pair.is_some_and(|(told, planted)| (told - planted).abs() <= 1e-5 * planted)
}

/// How many ALTs have the genes that they had, and how many have some besides.
#[derive(Debug, Default)]
struct Tally {
    equal: usize,
    more: usize,
}

/// Checks all ALTs of a file against what was planted.
fn check(sites: &Sites, scorer: &Scorer, file: &str, has_entries: bool) -> Tally {
    let mut tally = Tally::default();
    for (tags, found) in decode(&sites.path(file), "DSD", "TAG") {
        for gene in &found {
            let (told, planted) = (values(&gene.scores), values(&truth(scorer, number(gene))));
            let is_told =
                |(told, planted)| told == planted || !has_entries && is_some(told, planted);
            assert!(
                told.iter().zip(&planted).all(is_told),
                "{gene:?}: {planted:?}"
            );
        }
        for (i, tag) in tags.iter().enumerate().filter(|(_, tag)| !tag.is_empty()) {
            let (planted, is_substitution) = sites.of_tag(scorer, tag);
            let of_alt = found.iter().filter(|gene| gene.alternates.contains(&i));
            let mut numbers: Vec<_> = of_alt.map(number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            let mut planted = planted;
            planted.sort_unstable();
            if has_entries {
                let is_found = |gene| numbers.contains(gene);
                assert!(
                    planted.iter().all(is_found),
                    "{file}, {tag}: {planted:?}, {numbers:?}"
                );
            } else {
                assert_eq!(numbers.is_empty(), planted.is_empty(), "{file}, {tag}");
                assert!(
                    numbers.iter().all(|gene| planted.contains(gene)),
                    "{file}, {tag}"
                );
                continue;
            }
            assert!(
                !is_substitution || numbers == planted,
                "{file}, {tag}: {numbers:?}"
            );
            match numbers == planted {
                true => tally.equal += 1,
                false => tally.more += 1,
            }
        }
    }
    tally
}

/// What bcftools does, a line a step.
const CHANGES: [&[&str]; 8] = [
    &["norm -m-any"],
    &["norm -m-any -f ref.fa"],
    &["view -a -s s"],
    &["view -a -s t", "norm -m-any -f ref.fa"],
    &["norm -m-any", "norm -m+any"],
    &["norm -m-any -f ref.fa", "norm -m+any"],
    &["norm -f ref.fa"],
    &["norm -a --atom-overlaps ."],
];

#[test]
fn an_alt_keeps_its_genes_whatever_bcftools_makes_of_it() {
    let sites = Sites::new(1);
    let bundle = open(&sites.bundle);
    let scorer = Scorer::new(&bundle, Vec::new()).unwrap();
    for (lines, format) in CHANGES
        .iter()
        .flat_map(|lines| [(lines, "bcf"), (lines, "vcf")])
    {
        if !sites.change(&scorer, lines, format) {
            return;
        }
        let tally = check(&sites, &scorer, &format!("done.{format}"), true);
        // Two ALTs may have genes of the same highest score.
        assert!(
            tally.equal > SITES && tally.more < SITES / 50,
            "{lines:?}: {tally:?}"
        );
    }
}

#[test]
fn without_the_numbers_an_alt_has_its_genes_and_perhaps_others() {
    let sites = Sites::new(2);
    let bundle = open(&sites.bundle);
    let scorer = Scorer::new(&bundle, Vec::new()).unwrap();
    for line in [
        "norm -m-any",
        "norm -m-any -f ref.fa",
        "norm -f ref.fa",
        "norm -a --atom-overlaps .",
        "view -a -s s",
    ] {
        let without = "annotate -x INFO/DSD_GENE,INFO/DSD_F,INFO/DSD_M";
        if !sites.change(&scorer, &[without, line], "bcf") {
            return;
        }
        let tally = check(&sites, &scorer, "done.bcf", true);
        assert!(tally.equal > tally.more, "{line}: {tally:?}");
    }
}

#[test]
fn without_the_entries_an_alt_has_its_best_gene() {
    let sites = Sites::new(3);
    let bundle = open(&sites.bundle);
    let scorer = Scorer::new(&bundle, Vec::new()).unwrap();
    for line in ["norm -m-any -f ref.fa", "view -a -s s"] {
        if !sites.change(&scorer, &["annotate -x INFO/DSD", line], "vcf") {
            return;
        }
        check(&sites, &scorer, "done.vcf", false);
    }
}
