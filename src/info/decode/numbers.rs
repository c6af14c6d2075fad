//! The fields of one value an ALT.

use super::{Column, entry::Entry};
use crate::{
    info::percent,
    variant::{Key, Record},
};

/// A record's highest scores by ALT, their percentiles, and the genes that have them.
pub struct Numbers {
    /// Of each ALT; empty where nothing is said.
    genes: Vec<Vec<u8>>,
    /// By condition, of each ALT, NaN where it has none; empty where nothing is said.
    scores: Vec<Vec<f32>>,
    percentiles: Vec<Vec<f32>>,
}

impl Numbers {
    /// Fields that have more or fewer values than there are ALTs say nothing: a tool dropped some
    /// of the ALTs and not their values.
    pub fn read(record: &Record, alternates: usize, genes: &Key, columns: &[Column]) -> Self {
        let floats = |key: &Key| {
            let mut values = Vec::new();
            record.read_info_floats(key, &mut values);
            fitting(values, alternates)
        };
        let names = record.info(genes).into_iter();
        let names = names.flat_map(|value| value.split(|&b| b == b','));
        Self {
            genes: fitting(names.map(gene).collect(), alternates),
            scores: columns.iter().map(|c| floats(&c.highest)).collect(),
            percentiles: columns.iter().map(|c| floats(&c.percentile)).collect(),
        }
    }

    /// Whether nothing is said of any ALT.
    pub fn is_silent(&self) -> bool {
        self.genes.is_empty() && self.scores.iter().all(Vec::is_empty)
    }

    /// What is said of an ALT.
    pub fn of(&self, alternate: usize) -> Said<'_> {
        Said {
            numbers: self,
            alternate,
        }
    }

    /// The percentile of an ALT's highest score.
    pub fn percentile(&self, column: usize, alternate: usize) -> Option<f32> {
        let value = self.percentiles[column].get(alternate)?;
        (!value.is_nan()).then_some(*value)
    }

    /// The highest score of an ALT.
    pub fn score(&self, column: usize, alternate: usize) -> Option<f32> {
        self.of(alternate).score(column)?
    }
}

fn fitting<T>(values: Vec<T>, alternates: usize) -> Vec<T> {
    match values.len() == alternates {
        true => values,
        false => Vec::new(),
    }
}

/// Empty where it is missing.
fn gene(value: &[u8]) -> Vec<u8> {
    match value {
        b"." => Vec::new(),
        value => percent::decode(value, |_| true),
    }
}

/// What the fields of one value an ALT say of one.
#[derive(Clone, Copy)]
pub struct Said<'n> {
    numbers: &'n Numbers,
    alternate: usize,
}

impl<'n> Said<'n> {
    /// The gene with the highest score.
    pub fn gene(&self) -> Option<&'n [u8]> {
        let gene = self.numbers.genes.get(self.alternate)?;
        (!gene.is_empty()).then_some(gene)
    }

    /// The highest score in a condition, `Some(None)` where no gene of the ALT has one.
    fn score(&self, column: usize) -> Option<Option<f32>> {
        let score = self.numbers.scores[column].get(self.alternate)?;
        Some((!score.is_nan()).then_some(*score))
    }

    fn scores(&self) -> impl Iterator<Item = Option<Option<f32>>> {
        (0..self.numbers.scores.len()).map(|column| self.score(column))
    }

    /// Whether nothing is said.
    pub fn is_silent(&self) -> bool {
        self.numbers.is_silent()
    }

    /// Whether the ALT is said to have no gene with a score: in no condition, or by the genes.
    pub fn is_none(&self) -> bool {
        let is_whole = !self.numbers.genes.is_empty() || self.scores().all(|s| s.is_some());
        let has_score = self.scores().any(|score| score.flatten().is_some());
        is_whole && self.gene().is_none() && !has_score
    }

    /// The highest score of all and its condition: that of the gene. `None` where two are as high,
    /// or one is not said.
    pub fn best(&self) -> Option<(usize, f32)> {
        let scores: Option<Vec<_>> = self.scores().collect();
        let scores = scores?;
        let scores = scores.iter().enumerate();
        let scores = scores.filter_map(|(column, score)| Some((column, (*score)?)));
        let best = scores.clone().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let mut equal = scores.filter(|(_, score)| is_same(*score, best.1));
        (equal.clone().count() == 1).then(|| equal.next()).flatten()
    }

    /// Whether the genes of one allele, all of them, are what is said.
    pub fn is_of(&self, entries: &[&Entry]) -> bool {
        let is_highest = |(column, said): (usize, Option<Option<f32>>)| {
            let found = entries.iter().filter_map(|entry| entry.scores[column]);
            match (said, found.reduce(f32::max)) {
                (None, _) | (Some(None), None) => true,
                (Some(Some(said)), Some(found)) => is_same(said, found),
                _ => false,
            }
        };
        let is_there = |gene| entries.iter().any(|entry| entry.symbol == gene);
        self.scores().enumerate().all(is_highest) && self.gene().is_none_or(is_there)
    }

    /// Whether an entry may be among the ALT's: none of its scores is above the highest, and it has
    /// the highest of all where it is the gene that is said to.
    pub fn allows(&self, entry: &Entry) -> bool {
        let is_within = |(said, score): (Option<Option<f32>>, &Option<f32>)| match (said, score) {
            (None, _) | (_, None) => true,
            (Some(None), Some(_)) => false,
            (Some(Some(said)), Some(score)) => *score <= said || is_same(said, *score),
        };
        let is_best = |(column, best)| {
            let score: Option<f32> = entry.scores[column];
            score.is_some_and(|score| is_same(score, best))
        };
        let is_gene = self.gene().is_some_and(|gene| gene == entry.symbol);
        self.scores().zip(&entry.scores).all(is_within)
            && (!is_gene || self.best().is_none_or(is_best))
    }

    /// Whether an entry is the gene that is said to have the highest score or, where no gene is
    /// named, has a highest score.
    pub fn names(&self, entry: &Entry) -> bool {
        if let Some(gene) = self.gene() {
            return gene == entry.symbol;
        }
        let mut pairs = self.scores().zip(&entry.scores);
        pairs.any(|(said, score)| {
            let pair = said.flatten().zip(*score);
            pair.is_some_and(|(said, score)| is_same(said, score))
        })
    }
}

/// Whether two numbers are one that was printed in full and one that was printed in six digits, as
/// htslib prints.
pub fn is_same(a: f32, b: f32) -> bool {
    let (a, b) = (f64::from(a), f64::from(b));
    (a - b).abs() <= 5.1e-6 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_the_same_number() {
        for (full, printed) in [
            (0.999_995_95, 0.999_996),
            (0.123_456_78, 0.123_457),
            (0.000_123_456_78, 0.000_123_457),
            (0.5, 0.5),
            (0.0, 0.0),
        ] {
            assert!(is_same(full, printed), "{full}");
        }
        assert!(!is_same(0.123_456, 0.123_458));
        assert!(!is_same(0.0, 1e-30));
    }
}
