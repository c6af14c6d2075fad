//! The counts of a cell.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};

use super::{expression::Expression, negative_binomial::NegativeBinomial};

/// The counts of cells of one condition, type and time.
///
/// Most counts are 0, so they are not drawn one by one. Genes of like expression are a bin. In it the
/// genes that may have a count are found by geometric jumps, at the greatest probability of a
/// count in the bin, and taken at their own probability: so each count is distributed as if all were
/// drawn.
pub(super) struct Group {
    bins: Vec<Bin>,
    law: NegativeBinomial,
}

/// Genes whose rates are within a factor of 2, and their fractions as well.
#[derive(Default)]
struct Bin {
    genes: Vec<Gene>,
    rate: f64,
    fraction: f64,
}

#[derive(Clone, Copy)]
struct Gene {
    index: u32,
    /// The share of the library, in the cells that have the gene.
    rate: f64,
    /// The fraction of cells that have it.
    fraction: f64,
}

impl Group {
    pub(super) fn new(
        expression: &Expression,
        (cell_type, time): (usize, usize),
        law: NegativeBinomial,
    ) -> Self {
        let mut bins: BTreeMap<(i32, i32), Bin> = BTreeMap::new();
        for (index, profile) in expression.profiles.iter().enumerate() {
            let (rate, fraction) = (profile.rate(cell_type, time), profile.fraction);
            let bin = bins.entry((octave(rate), octave(fraction))).or_default();
            bin.add(Gene {
                index: index as u32,
                rate,
                fraction,
            });
        }
        let bins = bins.into_values().collect();
        Self { bins, law }
    }

    /// Draws the counts of a cell of a library size, as `gene << 32 | count` by gene.
    pub(super) fn draw(&self, library: f64, rng: &mut impl Rng, counts: &mut Vec<u64>) {
        counts.clear();
        for bin in &self.bins {
            bin.draw(self.law, library, rng, counts);
        }
        counts.sort_unstable();
    }
}

fn octave(value: f64) -> i32 {
    value.log2().floor() as i32
}

impl Bin {
    fn add(&mut self, gene: Gene) {
        self.rate = self.rate.max(gene.rate);
        self.fraction = self.fraction.max(gene.fraction);
        self.genes.push(gene);
    }

    fn draw(&self, law: NegativeBinomial, library: f64, rng: &mut impl Rng, counts: &mut Vec<u64>) {
        let bound = self.fraction * law.positive_probability(self.rate * library);
        let scale = (-bound).ln_1p().recip();
        let mut at = jump(scale, rng);
        while let Some(gene) = self.genes.get(at) {
            let mean = gene.rate * library;
            if rng.random::<f64>() * bound < gene.fraction * law.positive_probability(mean) {
                let count = law.positive(mean, rng);
                counts.push(u64::from(gene.index) << 32 | u64::from(count));
            }
            at = at.saturating_add(1).saturating_add(jump(scale, rng));
        }
    }
}

/// A geometric number of failures before a success of probability p, `scale` being `1 / ln(1 - p)`.
fn jump(scale: f64, rng: &mut impl Rng) -> usize {
    // From (0, 1], so that the logarithm is finite; a float beyond the range saturates.
    ((1.0 - rng.random::<f64>()).ln() * scale) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::{
        World,
        options::tests::small,
        random::{Purpose, Streams},
    };

    #[test]
    fn each_gene_has_its_mean_and_its_fraction_of_cells() {
        let options = small();
        let world = World::new(&options).unwrap();
        let law = NegativeBinomial::new(0.3);
        let group = Group::new(&world.expression[0], (1, 2), law);
        let (cells, library) = (20_000, 800.0);
        let (mut sums, mut cells_of) = (vec![0.0; 400], vec![0.0; 400]);
        let mut counts = Vec::new();
        for cell in 0..cells {
            let mut rng = Streams::new(1).get(Purpose::Cell, cell);
            group.draw(library, &mut rng, &mut counts);
            assert!(counts.is_sorted() && counts.iter().all(|c| c & 0xffff_ffff > 0));
            for count in &counts {
                sums[(count >> 32) as usize] += (count & 0xffff_ffff) as f64;
                cells_of[(count >> 32) as usize] += 1.0;
            }
        }
        for (gene, profile) in world.expression[0].profiles.iter().enumerate() {
            let rate = profile.rate(1, 2) * library;
            let mean = rate * profile.fraction;
            let share = law.positive_probability(rate) * profile.fraction;
            // Six standard errors.
            let variance = profile.fraction * (rate + 1.3 * rate * rate);
            let error = 6.0 * (variance / cells as f64).sqrt() + 5.0 / cells as f64;
            assert!(
                (sums[gene] / cells as f64 - mean).abs() < error,
                "{profile:?}"
            );
            let error = 6.0 * (share / cells as f64).sqrt() + 5.0 / cells as f64;
            assert!(
                (cells_of[gene] / cells as f64 - share).abs() < error,
                "{profile:?}"
            );
        }
    }
}
