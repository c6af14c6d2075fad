//! Where held-out known genes stand among others.

use crate::train::statistics::share_below;

/// The nearest in level that a known gene is placed among.
pub const NEIGHBOURS: usize = 100;

/// What known genes are told from.
#[derive(Clone, Debug, Default)]
pub(super) struct Contrasts {
    levels: Vec<f32>,
    /// The genes by level.
    order: Vec<usize>,
    /// Where each stands in that order.
    rank: Vec<usize>,
    /// Genes of one kind each, with a flag for every gene.
    lists: Vec<(String, Vec<bool>)>,
}

/// Scores of the genes of a round.
pub(super) struct Scores<'a> {
    /// Known genes that were left out.
    pub(super) held_out: &'a [usize],
    /// All others that were not learnt from.
    pub(super) others: &'a [usize],
    /// Of the former, then of the latter.
    pub(super) scores: &'a [f32],
}

impl Contrasts {
    /// Of genes with these levels, and lists of some of them by name.
    pub(super) fn new(levels: Vec<f32>, lists: &[(String, Vec<usize>)]) -> Self {
        let mut order: Vec<_> = (0..levels.len()).collect();
        order.sort_by(|&a, &b| levels[a].total_cmp(&levels[b]));
        let mut rank = vec![0; levels.len()];
        for (place, &gene) in order.iter().enumerate() {
            rank[gene] = place;
        }
        let flags = |(name, genes): &(String, Vec<usize>)| {
            let mut flags = vec![false; levels.len()];
            genes.iter().for_each(|&gene| flags[gene] = true);
            (name.clone(), flags)
        };
        Self {
            lists: lists.iter().map(flags).collect(),
            levels,
            order,
            rank,
        }
    }

    /// The names of all contrasts, in their order.
    pub(super) fn names(&self) -> Vec<&str> {
        let lists = self.lists.iter().map(|(name, _)| name.as_str());
        ["random", "neighbours"].into_iter().chain(lists).collect()
    }

    /// For each contrast the placement of each held-out gene: the share of the other genes of that
    /// kind that it scores above, ties counting half; NaN where there is none.
    pub(super) fn place(&self, round: &Scores<'_>) -> Vec<Vec<f64>> {
        let (own, others) = round.scores.split_at(round.held_out.len());
        let mut by_gene = vec![f32::NAN; self.levels.len()];
        for (&gene, &score) in round.others.iter().zip(others) {
            by_gene[gene] = score;
        }
        let held_out = || round.held_out.iter().zip(own);
        let among = |scores: Vec<f32>| {
            let sorted = sorted(scores);
            own.iter()
                .map(|&score| share_below(&sorted, &score))
                .collect()
        };
        let near = held_out()
            .map(|(&gene, &score)| share_below(&sorted(self.neighbours(gene, &by_gene)), &score));
        let near = near.collect();
        let lists = self.lists.iter().map(|(_, flags)| {
            let listed = round.others.iter().zip(others);
            let listed = listed.filter(|(gene, _)| flags[**gene]);
            among(listed.map(|(_, &score)| score).collect())
        });
        [among(others.to_vec()), near]
            .into_iter()
            .chain(lists)
            .collect()
    }

    /// The scores of the [`NEIGHBOURS`] genes with a score that are nearest in level, and of those that
    /// are as near as the last of them.
    fn neighbours(&self, gene: usize, scores: &[f32]) -> Vec<f32> {
        let level = f64::from(self.levels[gene]);
        let away = |other: usize| (f64::from(self.levels[other]) - level).abs();
        let is_there = |other: &usize| *other != gene && !scores[*other].is_nan();
        let (below, above) = self.order.split_at(self.rank[gene]);
        let mut below = below.iter().rev().copied().filter(is_there).peekable();
        let mut above = above.iter().copied().filter(is_there).peekable();
        let (mut found, mut last) = (Vec::new(), 0.0);
        loop {
            let next = match (below.peek().copied(), above.peek().copied()) {
                (Some(low), Some(high)) if away(low) <= away(high) => below.next(),
                (_, Some(_)) => above.next(),
                _ => below.next(),
            };
            match next {
                Some(next) if found.len() < NEIGHBOURS || away(next) <= last => {
                    last = away(next);
                    found.push(scores[next]);
                }
                _ => return found,
            }
        }
    }
}

fn sorted(mut scores: Vec<f32>) -> Vec<f32> {
    scores.sort_unstable_by(f32::total_cmp);
    scores
}

/// Where each score stands among all, 0-1, ties sharing the middle.
pub(super) fn percentiles(scores: &[f32]) -> Vec<f32> {
    let sorted = sorted(scores.to_vec());
    let of = |&score: &f32| share_below(&sorted, &score) as f32;
    scores.iter().map(of).collect()
}
