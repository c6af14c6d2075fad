//! Drawing negatives at random. What is drawn from comes in the order of its keys.

use rand::{RngExt, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::ExpressedGene;

/// How many genes nearest in level one is drawn from.
const NEAREST: usize = 10;

/// Genes with high and with low levels.
pub(super) struct Halves<'a> {
    pub(super) high: Vec<ExpressedGene<'a>>,
    pub(super) low: Vec<ExpressedGene<'a>>,
    /// The lowest level of what high genes were drawn from.
    pub(super) split: f32,
}

/// So many genes, or all where there are fewer.
pub(super) fn random<'a>(
    mut genes: Vec<ExpressedGene<'a>>,
    wanted: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<ExpressedGene<'a>> {
    genes.shuffle(rng);
    genes.truncate(wanted);
    genes
}

/// Half of the wanted genes from those above the median level, half from those below; of an odd
/// number one more is high.
pub(super) fn halves<'a>(
    mut genes: Vec<ExpressedGene<'a>>,
    wanted: usize,
    rng: &mut ChaCha8Rng,
) -> Halves<'a> {
    sort_by_level(&mut genes);
    let high = genes.split_off(genes.len() / 2);
    let split = high.first().map_or(0.0, |gene| gene.level);
    Halves {
        high: random(high, wanted.div_ceil(2), rng),
        low: random(genes, wanted / 2, rng),
        split,
    }
}

/// For each positive gene in turn, and again until there are as many as wanted, one of the
/// [`NEAREST`] in level that no other has. Each comes with its positive gene.
pub(super) fn matched<'a>(
    mut genes: Vec<ExpressedGene<'a>>,
    positives: &[ExpressedGene<'a>],
    wanted: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<(ExpressedGene<'a>, ExpressedGene<'a>)> {
    sort_by_level(&mut genes);
    // At random, so that no gene's key decides who comes first to what is rare.
    let turns = random(positives.to_vec(), positives.len(), rng);
    let wanted = wanted.min(genes.len());
    let turns = turns.into_iter().cycle().take(wanted);
    let pairs = turns.map(|positive| {
        let (start, end) = nearest(&genes, positive.level);
        (genes.remove(rng.random_range(start..end)), positive)
    });
    pairs.collect()
}

/// Where the [`NEAREST`] genes are among some that are sorted by level: not empty.
fn nearest(genes: &[ExpressedGene<'_>], level: f32) -> (usize, usize) {
    let mut start = genes.partition_point(|gene| gene.level < level);
    let mut end = start;
    let distance = |gene: usize| (genes[gene].level - level).abs();
    while end - start < NEAREST.min(genes.len()) {
        let is_below_nearer =
            start > 0 && (end == genes.len() || distance(start - 1) <= distance(end));
        if is_below_nearer {
            start -= 1;
        } else {
            end += 1;
        }
    }
    (start, end)
}

fn sort_by_level(genes: &mut [ExpressedGene<'_>]) {
    genes.sort_by(|a, b| a.level.total_cmp(&b.level));
}
