//! Runs of homozygosity.
//!
//! Each site of an autosome with an ALT speaks for a run or against it by the logarithm of a ratio: how
//! likely its genotype is where both copies are of one ancestor, over how likely it is elsewhere. These are
//! the emissions of `bcftools roh -G30 --AF-dflt 0.4` (Narasimhan et al. 2016,
//! doi:10.1093/bioinformatics/btw044). A run begins where the sum begins to rise, and ends at its
//! highest, once it has fallen by [`SWITCH`]; it counts where it rose by as much. This is what a Viterbi
//! path with a constant price for two switches gives, in one pass and without keeping sites. Sites where
//! a patient is like the reference are not seen, as in any file of variants.

use super::Place;
use crate::{
    contig::canonical_contig,
    rank::{CandidateVariant, Chromosome, Finding, Zygosity},
    variant::Genotype,
};

/// With an allele frequency of 0.4 and one wrong genotype in 1,000: ln((0.4·0.998 + 0.6·0.001) /
/// (0.16·0.998 + 0.48·0.001 + 0.36·0.001)), and of a heterozygous site ln(0.001 / (0.48·0.998 +
/// 0.52·0.001)).
const HOMOZYGOUS: f64 = 0.9126;
const HETEROZYGOUS: f64 = -6.1728;
/// The price of going into a run and out of it: -ln(6.7e-8 · d) - ln(5e-9 · d), by the defaults of
/// `bcftools roh` for sites d = 10,000 bases apart.
const SWITCH: f64 = 17.2;
/// Shorter runs are common in everybody: 1.5 Mb, as McQuillan et al. 2008 have it
/// (doi:10.1016/j.ajhg.2008.08.007).
const MIN_LENGTH: u64 = 1_500_000;
/// A run ends where nothing is known for so many bases, as at a centromere: AutoMap's largest gap
/// (Quinodoz et al. 2021, doi:10.1038/s41467-020-20584-4).
const MAX_GAP: u64 = 10_000_000;
/// The autosomes of GRCh38.
const AUTOSOMES: f64 = 2_875_001_522.0;
/// A panel of genes has too few sites to speak of the genome; an exome has 15,000 and more.
const MIN_SITES: u64 = 5_000;
const MIN_SITES_OF_GENOME: u64 = 500_000;
/// Genotypes below this GQ do not count, where it is known.
const MIN_QUALITY: i32 = 20;

/// Finds the runs of one patient while records pass in their order.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    found: Vec<Run>,
    /// Sites that counted.
    sites: u64,
    contig: Vec<u8>,
    last: u64,
    open: Option<Open>,
}

/// A stretch where both copies are alike; positions are 1-based, and both ends belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The contig by its shortest name.
    contig: Box<[u8]>,
    start: u64,
    end: u64,
}

/// What may become a run.
#[derive(Clone, Copy, Debug)]
struct Open {
    start: u64,
    /// Where the sum was highest.
    end: u64,
    sum: f64,
    highest: f64,
}

impl Run {
    pub fn length(&self) -> u64 {
        self.end - self.start + 1
    }
}

impl Runs {
    /// Takes in a genotype with its GQ. `is_substitution`: REF and all ALTs are one base, and FILTER is
    /// `PASS` or `.`; others do not count.
    pub fn observe(
        &mut self,
        place: Place,
        genotype: &Genotype,
        quality: Option<i32>,
        is_substitution: bool,
    ) {
        let is_unsure = quality.is_some_and(|quality| quality < MIN_QUALITY);
        let is_diploid = genotype.alleles.len() == 2 && genotype.is_complete();
        if place.chromosome != Chromosome::Autosome || !is_substitution || is_unsure || !is_diploid
        {
            return;
        }
        self.arrive(place);
        self.sites += 1;
        let step = match genotype.alleles[0] == genotype.alleles[1] {
            true => HOMOZYGOUS,
            false => HETEROZYGOUS,
        };
        self.add(place.position, step);
    }

    /// Ends what cannot go on at a place.
    fn arrive(&mut self, place: Place) {
        let is_elsewhere = self.contig != place.contig || place.position < self.last;
        if is_elsewhere || place.position - self.last > MAX_GAP {
            self.close();
        }
        if self.contig != place.contig {
            self.contig.clear();
            self.contig.extend_from_slice(place.contig);
        }
        self.last = place.position;
    }

    fn add(&mut self, position: u64, step: f64) {
        let Some(open) = &mut self.open else {
            self.open = (step > 0.0).then_some(Open {
                start: position,
                end: position,
                sum: step,
                highest: step,
            });
            return;
        };
        open.sum += step;
        if open.sum > open.highest {
            (open.highest, open.end) = (open.sum, position);
        }
        let has_fallen = open.highest - open.sum > SWITCH;
        if has_fallen || (open.sum <= 0.0 && open.highest < SWITCH) {
            self.close();
        }
    }

    fn close(&mut self) {
        let open = self.open.take().filter(|open| open.highest >= SWITCH);
        let run = open.map(|open| Run {
            contig: self.contig.as_slice().into(),
            start: open.start,
            end: open.end,
        });
        self.found
            .extend(run.filter(|run| run.length() >= MIN_LENGTH));
    }

    /// Ends the last run, when all records were read.
    pub fn finish(&mut self) {
        self.close();
    }

    /// The length in bases of the run that a variant lies in, where it is homozygous and the sites are
    /// enough to tell.
    pub fn around(&self, variant: &CandidateVariant) -> Option<u64> {
        if variant.call.zygosity != Zygosity::Homozygous || self.sites < MIN_SITES {
            return None;
        }
        let contig = canonical_contig(variant.contig.as_bytes());
        let is_around = |run: &&Run| {
            *run.contig == *contig && (run.start..=run.end).contains(&variant.position)
        };
        self.found.iter().find(is_around).map(Run::length)
    }

    pub fn finding(&self) -> Finding {
        Finding {
            of: "Runs of homozygosity".into(),
            said: self.said(),
        }
    }

    fn said(&self) -> String {
        let sites = self.sites;
        if sites < MIN_SITES {
            return format!(
                "Not told: {sites} sites of autosomes with an ALT are too few ({MIN_SITES} are needed)."
            );
        }
        let limit = match sites {
            MIN_SITES_OF_GENOME.. => String::new(),
            _ => format!(
                " By {sites} sites, few as in an exome: ends are rough, and short runs are missed."
            ),
        };
        let Some(longest) = self.found.iter().max_by_key(|run| run.length()) else {
            return format!("None of 1.5 Mb or more.{limit}");
        };
        let total: u64 = self.found.iter().map(Run::length).sum();
        let count = self.found.len();
        format!(
            "{count} of 1.5 Mb or more, {:.1} Mb together, which is {:.1} % of the autosomes; the longest has \
             {:.1} Mb ({}:{}-{}). A child of first cousins has 6 % on average, and one of unrelated parents \
             mostly less than 1 %.{limit}",
            megabases(total),
            100.0 * total as f64 / AUTOSOMES,
            megabases(longest.length()),
            String::from_utf8_lossy(&longest.contig),
            longest.start,
            longest.end
        )
    }
}

fn megabases(bases: u64) -> f64 {
    bases as f64 / 1e6
}

#[cfg(test)]
mod tests;
