//! Whose the entries of a consequence field are, after bcftools took ALTs away, and split, joined,
//! trimmed and shifted records: random sites, spelt by a speller of the tests' own.
//!
//! Every ALT has a gene, a consequence, a frequency and a prediction of its own, and a sample that
//! carries it. `DSDSCORE_SEED` makes other sites.

mod genome;
mod outcome;
mod producer;
mod site;

use std::{env, fs, path::Path, process::Command};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use self::{
    genome::Genome,
    outcome::{Genes, Rows},
    producer::Producer,
    site::{Kind, Site},
};
use super::{bcftools::is_available, support::succeed};

/// Sites of each kind.
const SITES: usize = 400;
/// Bases from one site to the next.
const DISTANCE: usize = 60;

/// What bcftools does to a file; `REF` is the genome. One command a line of a pipe.
const WAYS: [&[&[&str]]; 10] = [
    &[&["view"]],
    &[&["view", "-a", "-s", "S1"]],
    &[&["view", "-a", "-s", "S2,S3"]],
    &[&["view", "-a", "-s", "S1,S4"]],
    &[&["norm", "-m-any"]],
    &[&["norm", "-f", "REF"]],
    &[&["norm", "-m-any", "-f", "REF"]],
    &[&["norm", "-m-any"], &["norm", "-m+any"]],
    &[&["norm", "-f", "REF"], &["view", "-a", "-s", "S2,S4"]],
    &[
        &["norm", "-m-any", "-f", "REF"],
        &["norm", "-m+any", "-f", "REF"],
    ],
];

fn sites() -> (Genome, Vec<Site>) {
    let seed = env::var("DSDSCORE_SEED").map_or(1, |seed| seed.parse().unwrap());
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let kinds = [Kind::Substitutions, Kind::Indels, Kind::Mixed];
    let count = SITES * kinds.len();
    let genome = Genome::random((count + 2) * DISTANCE, &mut random);
    let sites = (1..=count)
        .map(|i| Site::random(kinds[i % kinds.len()], &genome, i * DISTANCE, &mut random));
    let sites = sites.collect();
    (genome, sites)
}

struct Folder {
    folder: TempDir,
    genome: Genome,
    sites: Vec<Site>,
}

impl Folder {
    /// The genome, and a bundle of all genes.
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (genome, sites) = sites();
        fs::write(folder.path().join("REF"), genome.fasta()).unwrap();
        let mut scores = String::from("symbol\tcondition\tscore\n");
        for gene in sites.iter().flat_map(Site::genes) {
            scores.push_str(&format!("{gene}\tF\t0.5\n"));
        }
        fs::write(folder.path().join("scores.tsv"), scores).unwrap();
        let folder = Self {
            folder,
            genome,
            sites,
        };
        folder.dsdscore("bundle build --scores scores.tsv -o all.dsd");
        folder
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn dsdscore(&self, args: &str) -> Vec<u8> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dsdscore"));
        command.args(args.split(' ')).current_dir(self.path());
        succeed(command)
    }

    /// Writes `in.vcf` as a producer annotates the sites, and `out.vcf` as bcftools leaves it.
    fn write(&self, producer: Producer, way: &[&[&str]]) {
        let text = producer.vcf(&self.genome, &self.sites);
        fs::write(self.path().join("0.vcf"), text).unwrap();
        for (i, args) in way.iter().enumerate() {
            let mut command = Command::new("bcftools");
            let output = format!("{}.vcf", i + 1);
            command
                .args(*args)
                .args(["-o", &output, &format!("{i}.vcf")]);
            succeed_in(command, self.path());
        }
        let last = format!("{}.vcf", way.len());
        fs::rename(self.path().join(last), self.path().join("out.vcf")).unwrap();
    }

    fn genes(&self) -> Vec<Genes> {
        let text = self.dsdscore("annotate -b all.dsd out.vcf");
        outcome::genes(&String::from_utf8(text).unwrap())
    }

    fn rows(&self) -> Rows {
        let text = self.dsdscore("rank -b all.dsd --sex female --json out.json -o out.tsv out.vcf");
        assert!(text.is_empty());
        Rows::read(&fs::read(self.path().join("out.json")).unwrap())
    }
}

fn succeed_in(mut command: Command, folder: &Path) {
    command.current_dir(folder);
    succeed(command);
}

/// Asks of every ALT that is left whether its gene is there, and no other's where that can be told.
fn check(folder: &Folder, producer: Producer, way: &[&[&str]]) -> usize {
    let found = folder.genes();
    for genes in &found {
        let site = &folder.sites[genes.site];
        let own = site.gene(genes.alternate);
        let what = format!("{producer:?} {way:?} {site:?} {genes:?}");
        assert!(genes.symbols.contains(&own), "{own} is lost: {what}");
        if producer.tells(site) {
            assert_eq!(genes.symbols, [own], "{what}");
        }
    }
    found.len()
}

#[test]
fn an_alt_keeps_its_genes_whatever_bcftools_did() {
    if !is_available() {
        return;
    }
    let folder = Folder::new();
    for producer in Producer::ALL {
        for way in WAYS {
            folder.write(producer, way);
            let count = check(&folder, producer, way);
            assert!(count > SITES, "only {count} ALTs are left");
        }
    }
}

#[test]
fn the_original_site_tells_where_bcftools_wrote_it_down() {
    if !is_available() {
        return;
    }
    let folder = Folder::new();
    let way: &[&[&str]] = &[&["norm", "-m-any", "-f", "REF", "--old-rec-tag", "WAS"]];
    for producer in Producer::ALL {
        folder.write(producer, way);
        for genes in folder.genes() {
            let site = &folder.sites[genes.site];
            let own = site.gene(genes.alternate);
            assert_eq!(genes.symbols, [own], "{producer:?} {site:?} {genes:?}");
        }
    }
}

#[test]
fn a_variant_is_ranked_by_its_own_entries_whatever_bcftools_did() {
    if !is_available() {
        return;
    }
    let folder = Folder::new();
    for producer in [
        Producer::Vep,
        Producer::VepWithNumbers,
        Producer::VepWithHgvs,
    ] {
        for way in WAYS {
            folder.write(producer, way);
            let rows = folder.rows();
            for (number, site) in folder.sites.iter().enumerate() {
                rows.check(number, site, producer.tells(site));
            }
        }
    }
}
