//! One variant: its alleles and genotypes.

use rand::{Rng, RngExt};

use crate::simulate::genome::{Gene, Genome};

/// The most variants of a gene.
const MOST: usize = 4;
/// The most bases that a deletion takes.
const LONGEST: u64 = 4;

/// A variant with its genotypes.
pub(super) struct Variant {
    /// 1-based.
    pub(super) position: u64,
    pub(super) reference: String,
    pub(super) alternatives: Vec<String>,
    pub(super) quality: u32,
    /// Whether it is in the gene, not before it.
    pub(super) is_in_gene: bool,
    /// The alleles of each sample.
    pub(super) genotypes: Vec<[usize; 2]>,
}

impl Variant {
    /// How often the samples have an allele.
    pub(super) fn count(&self, allele: usize) -> usize {
        let alleles = self.genotypes.iter().flatten();
        alleles.filter(|a| **a == allele).count()
    }
}

/// The variants of a gene and of what is before it, ascending and not over one another.
pub(super) fn draw(
    genome: &Genome,
    gene: usize,
    samples: usize,
    rng: &mut impl Rng,
) -> Vec<Variant> {
    let place = &genome.genes[gene];
    let mut positions = Vec::new();
    if rng.random_bool(0.3) {
        positions.push(rng.random_range(place.gap..place.start() - LONGEST));
    }
    let number = rng.random_range(1..=MOST);
    positions.extend((0..number).map(|_| position_in(place, rng)));
    positions.sort_unstable();
    positions.dedup_by(|next, kept| *next <= *kept + LONGEST);
    let positions = positions.into_iter();
    positions
        .map(|position| at(genome, place, position, samples, rng))
        .collect()
}

/// Mostly in the coding part of an exon, as in an exome.
fn position_in(gene: &Gene, rng: &mut impl Rng) -> u64 {
    if rng.random_bool(0.3) {
        return rng.random_range(gene.start()..=gene.end() - LONGEST);
    }
    let exons: Vec<_> = gene.coding_exons().collect();
    let (start, end) = exons[rng.random_range(0..exons.len())];
    rng.random_range(start..=end)
}

fn at(genome: &Genome, gene: &Gene, position: u64, samples: usize, rng: &mut impl Rng) -> Variant {
    let (reference, alternatives) = alleles(genome, gene.contig, position, rng);
    let genotypes = genotypes(alternatives.len(), samples, rng);
    Variant {
        position,
        reference,
        alternatives,
        quality: rng.random_range(30..1_000),
        is_in_gene: position >= gene.start(),
        genotypes,
    }
}

/// Mostly single bases, with some deletions, insertions and sites of two alternatives.
fn alleles(
    genome: &Genome,
    contig: usize,
    position: u64,
    rng: &mut impl Rng,
) -> (String, Vec<String>) {
    let text = |range: std::ops::RangeInclusive<u64>| -> String {
        range.map(|p| char::from(genome.base(contig, p))).collect()
    };
    let own = text(position..=position);
    let other = |step: usize| {
        let place = "ACGT".find(&own).unwrap_or(0);
        "ACGT".chars().cycle().nth(place + step).map(String::from)
    };
    let [first, second] = [1, 2].map(|step| other(step).unwrap_or_default());
    match rng.random_range(0..20) {
        0 => (
            text(position..=position + rng.random_range(1..=LONGEST)),
            vec![own],
        ),
        1 => (own.clone(), vec![format!("{own}{second}{first}")]),
        2 => (own, vec![first, second]),
        3..=11 => (own, vec![second]),
        _ => (own, vec![first]),
    }
}

/// Each sample's alleles; each alternative is rare, and at least one sample has the first.
fn genotypes(alternatives: usize, samples: usize, rng: &mut impl Rng) -> Vec<[usize; 2]> {
    let frequency = rng.random_range(0.05..0.5);
    let mut allele = || {
        if rng.random_bool(frequency) {
            rng.random_range(1..=alternatives)
        } else {
            0
        }
    };
    let mut genotypes: Vec<_> = (0..samples)
        .map(|_| {
            let mut pair = [allele(), allele()];
            pair.sort_unstable();
            pair
        })
        .collect();
    let carrier = rng.random_range(0..samples.max(1));
    if let Some(genotype) = genotypes.get_mut(carrier) {
        *genotype = [genotype[0].min(1), genotype[1].max(1)];
    }
    genotypes
}
