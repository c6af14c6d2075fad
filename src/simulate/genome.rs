//! Where the genes are: on contigs that no assembly has, none over another.

use rand::{Rng, RngExt};

use super::{
    genes::Genes,
    random::{Purpose, Streams},
};

/// Genes of a contig.
const GENES: usize = 1000;
/// What follows a contig's last gene.
const TAIL: u64 = 10_000;

/// The genes' places.
pub(super) struct Genome {
    pub(super) contigs: Vec<Contig>,
    /// One a gene, contig by contig in ascending order.
    pub(super) genes: Vec<Gene>,
    bases: u64,
}

/// A contig.
pub(super) struct Contig {
    pub(super) name: String,
    pub(super) length: u64,
}

/// A gene with one transcript. Positions are 1-based, ends inclusive.
pub(super) struct Gene {
    /// The index of its contig.
    pub(super) contig: usize,
    /// The first position after the gene before it, or the contig's first.
    pub(super) gap: u64,
    pub(super) forward: bool,
    /// Ascending.
    pub(super) exons: Vec<(u64, u64)>,
    /// The first and the last coding position. What is coding is a multiple of three long.
    pub(super) coding: (u64, u64),
}

impl Genome {
    pub(super) fn new(genes: &Genes, streams: &Streams) -> Self {
        let mut genome = Self {
            contigs: Vec::new(),
            genes: Vec::with_capacity(genes.len()),
            bases: streams.get(Purpose::Genome, genes.len()).random(),
        };
        for index in 0..genes.len() {
            if index % GENES == 0 {
                let name = format!("simchr{}", index / GENES + 1);
                genome.contigs.push(Contig { name, length: 0 });
            }
            let contig = index / GENES;
            let gap = genome.genes.last().filter(|gene| gene.contig == contig);
            let gap = gap.map_or(1, |gene| gene.end() + 1);
            let mut rng = streams.get(Purpose::Genome, index);
            let gene = Gene::draw(contig, gap, &mut rng);
            genome.contigs[contig].length = gene.end() + TAIL;
            genome.genes.push(gene);
        }
        genome
    }

    /// The base of the reference at a position.
    pub(super) fn base(&self, contig: usize, position: u64) -> u8 {
        // SplitMix64's finalizer: a sequence would be gigabytes, and nobody reads most of it.
        let mut bits = self.bases ^ (contig as u64) << 40 ^ position;
        bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        b"ACGT"[((bits ^ bits >> 31) & 3) as usize]
    }
}

impl Gene {
    fn draw(contig: usize, gap: u64, rng: &mut impl Rng) -> Self {
        let mut start = gap + rng.random_range(1_000..10_000);
        let (exons, before, after) = (
            rng.random_range(1..=6),
            rng.random_range(30..90),
            rng.random_range(30..90),
        );
        let mut gene = Self {
            contig,
            gap,
            forward: rng.random(),
            exons: Vec::new(),
            coding: (start + before, 0),
        };
        for _ in 0..exons {
            let end = start + rng.random_range(200..500);
            gene.exons.push((start, end));
            start = end + rng.random_range(200..3_000);
        }
        gene.coding.1 = gene.end() - after;
        gene.coding.1 -= gene.coding_exons().map(|(s, e)| e - s + 1).sum::<u64>() % 3;
        gene
    }

    pub(super) fn start(&self) -> u64 {
        self.exons.first().map_or(self.gap, |exon| exon.0)
    }

    pub(super) fn end(&self) -> u64 {
        self.exons.last().map_or(self.gap, |exon| exon.1)
    }

    /// What of each exon is coding, ascending. Each exon has some.
    pub(super) fn coding_exons(&self) -> impl DoubleEndedIterator<Item = (u64, u64)> {
        let (first, last) = self.coding;
        let exons = self.exons.iter();
        exons.map(move |exon| (exon.0.max(first), exon.1.min(last)))
    }

    /// What is before the coding part, and what is after it.
    pub(super) fn untranslated(&self) -> [(u64, u64); 2] {
        let (first, last) = self.coding;
        [(self.start(), first - 1), (last + 1, self.end())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::{Options, options::tests::small};

    #[test]
    fn genes_do_not_overlap_and_code_for_whole_codons() {
        let options = Options {
            genes: 2500,
            ..small()
        };
        let streams = Streams::new(1);
        let genome = Genome::new(&Genes::new(&options, &streams), &streams);
        assert_eq!(genome.contigs.len(), 3);
        for pair in genome
            .genes
            .windows(2)
            .filter(|p| p[0].contig == p[1].contig)
        {
            assert!(pair[0].end() + 1 == pair[1].gap && pair[1].gap < pair[1].start());
        }
        for gene in &genome.genes {
            assert!(gene.coding_exons().all(|(start, end)| start <= end));
            let coding: u64 = gene.coding_exons().map(|(s, e)| e - s + 1).sum();
            assert_eq!(coding % 3, 0);
            assert!(gene.end() < genome.contigs[gene.contig].length);
            assert!(gene.untranslated().iter().all(|(start, end)| start <= end));
        }
        let bases = (1..10_000).filter(|&p| genome.base(0, p) == b'G').count();
        assert!((2_300..2_700).contains(&bases), "{bases}");
    }
}
