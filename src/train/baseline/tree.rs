//! Trees of a random forest.

use ndarray::{Array2, ArrayView1};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What a tree learns from.
pub(super) struct Learnt<'a> {
    /// Genes × features.
    pub(super) rows: &'a Array2<f64>,
    /// Whether each is positive.
    pub(super) labels: &'a [bool],
    /// Whether as many genes are drawn of either class (Chen et al. 2004, "Using random forest to learn
    /// imbalanced data"): leaves of one class would not know of weights.
    pub(super) balanced: bool,
    /// Features that are tried for a split, of those that vary.
    pub(super) tried: usize,
}

/// A regression tree on labels that is grown until its leaves are of one class or cannot be split
/// (Breiman et al. 1984).
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Where a tree forks, or ends.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The index of the node for genes up to the threshold; that for genes above follows. 0 at a leaf.
    below: u32,
    feature: u32,
    /// The threshold; at a leaf the share of positive genes.
    value: f64,
}

/// A gene that was drawn.
#[derive(Clone, Copy)]
struct Drawn {
    gene: usize,
    /// How often.
    weight: f64,
    /// The same where it is positive, else 0.
    positive: f64,
}

/// The best way found to split a node.
#[derive(Clone, Copy)]
struct Split {
    feature: usize,
    threshold: f64,
    gain: f64,
}

impl Tree {
    /// Grows a tree on as many genes as there are, drawn with replacement.
    pub(super) fn grow(learnt: &Learnt<'_>, rng: &mut ChaCha8Rng) -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
        };
        let mut open = vec![(0, learnt.draw(rng))];
        while let Some((node, drawn)) = open.pop() {
            match learnt.split(&drawn, rng) {
                Some(split) => {
                    let below = tree.nodes.len();
                    tree.nodes.extend([Node::default(); 2]);
                    tree.nodes[node] = Node {
                        below: below as u32,
                        feature: split.feature as u32,
                        value: split.threshold,
                    };
                    let is_below =
                        |one: &Drawn| learnt.rows[[one.gene, split.feature]] <= split.threshold;
                    let (low, high) = drawn.into_iter().partition(is_below);
                    open.extend([(below, low), (below + 1, high)]);
                }
                None => tree.nodes[node].value = share(&drawn),
            }
        }
        tree
    }

    /// The share of positive genes in the leaf of a gene with these values.
    pub(super) fn predict(&self, row: ArrayView1<'_, f64>) -> f64 {
        let mut node = self.nodes[0];
        while node.below > 0 {
            let is_above = row[node.feature as usize] > node.value;
            node = self.nodes[node.below as usize + usize::from(is_above)];
        }
        node.value
    }
}

impl Learnt<'_> {
    fn draw(&self, rng: &mut ChaCha8Rng) -> Vec<Drawn> {
        let mut times = vec![0_u32; self.labels.len()];
        let all: Vec<usize> = (0..times.len()).collect();
        let (positive, negative): (Vec<usize>, Vec<usize>) =
            all.iter().partition(|&&gene| self.labels[gene]);
        for number in 0..times.len() {
            let from = match (self.balanced, number % 2) {
                (false, _) => &all,
                (true, 0) => &positive,
                (true, _) => &negative,
            };
            times[from[rng.random_range(0..from.len())]] += 1;
        }
        let drawn = times.into_iter().enumerate();
        let drawn = drawn.filter(|(_, times)| *times > 0);
        let weighted = |(gene, times)| Drawn {
            gene,
            weight: f64::from(times),
            positive: f64::from(times * u32::from(self.labels[gene])),
        };
        drawn.map(weighted).collect()
    }

    /// The best split by some features at random; `None` where there is nothing to gain.
    fn split(&self, drawn: &[Drawn], rng: &mut ChaCha8Rng) -> Option<Split> {
        let of_one_class = drawn
            .iter()
            .all(|one| self.labels[one.gene] == self.labels[drawn[0].gene]);
        if of_one_class {
            return None;
        }
        let mut features: Vec<_> = (0..self.rows.ncols()).collect();
        let (mut best, mut tried): (Option<Split>, _) = (None, 0);
        for place in 0..features.len() {
            features.swap(place, rng.random_range(place..self.rows.ncols()));
            if let Some(found) = self.by_feature(drawn, features[place]) {
                tried += 1;
                best = match best {
                    Some(best) if best.gain >= found.gain => Some(best),
                    _ => Some(found),
                };
            }
            if tried == self.tried {
                break;
            }
        }
        best
    }

    /// The split by one feature that leaves the least variance of labels; `None` where all genes have
    /// one value.
    fn by_feature(&self, drawn: &[Drawn], feature: usize) -> Option<Split> {
        let mut sorted: Vec<(f64, Drawn)> = drawn
            .iter()
            .map(|one| (self.rows[[one.gene, feature]], *one))
            .collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let weight: f64 = drawn.iter().map(|one| one.weight).sum();
        let positive: f64 = drawn.iter().map(|one| one.positive).sum();
        let (mut low, mut low_positive) = (0.0, 0.0);
        let mut best: Option<Split> = None;
        for pair in sorted.windows(2) {
            let (value, one) = pair[0];
            low += one.weight;
            low_positive += one.positive;
            if value == pair[1].0 {
                continue;
            }
            let high_positive = positive - low_positive;
            // What the variance falls by, but for what is the same of all splits.
            let gain =
                low_positive * low_positive / low + high_positive * high_positive / (weight - low);
            if best.is_none_or(|best| gain > best.gain) {
                best = Some(Split {
                    feature,
                    threshold: between(value, pair[1].0),
                    gain,
                });
            }
        }
        best
    }
}

/// The middle of two values, or the lower where rounding would give the higher.
fn between(low: f64, high: f64) -> f64 {
    let middle = low + (high - low) / 2.0;
    if middle < high { middle } else { low }
}

fn share(drawn: &[Drawn]) -> f64 {
    let weight: f64 = drawn.iter().map(|one| one.weight).sum();
    drawn.iter().map(|one| one.positive).sum::<f64>() / weight
}
