//! The cells: how many of which condition, type, time and sample.

use rand::{Rng, RngExt, seq::SliceRandom};
use rand_distr::{Distribution, StandardNormal};

use super::{
    Options,
    missing::measured,
    random::{Purpose, Streams},
};

/// How uneven the numbers of cells are: the standard deviation of their natural logarithm.
const UNEVENNESS: f64 = 0.8;
/// Samples of each condition and time.
const SAMPLES: usize = 2;

/// A cell, by the indices of what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) condition: u32,
    pub(super) time: u32,
    pub(super) cell_type: u32,
    /// Its sample's index in [`Design::samples`].
    pub(super) sample: u32,
}

/// The cells, condition by condition, time by time; cell types are mixed as in a real file.
pub(super) struct Design {
    pub(super) cells: Vec<Cell>,
    /// The samples' names.
    pub(super) samples: Vec<String>,
    /// For each condition the cells of each combination of cell type and time, time-major.
    pub(super) counts: Vec<Vec<usize>>,
}

impl Design {
    pub(super) fn new(options: &Options, streams: &Streams) -> Self {
        let mut design = Self {
            cells: Vec::with_capacity(options.cells),
            samples: Vec::new(),
            counts: Vec::new(),
        };
        for condition in 0..options.conditions.len() {
            let counts = counts(options, condition, streams);
            let mut order = streams.get(Purpose::Order, condition);
            let by_time = counts.chunks(options.cell_types.len());
            for (time, of_types) in by_time.enumerate() {
                design.add(options, (condition, time), of_types, &mut order);
            }
            design.counts.push(counts);
        }
        design
    }

    /// Adds the cells of a condition and time.
    fn add(
        &mut self,
        options: &Options,
        (condition, time): (usize, usize),
        of_types: &[usize],
        rng: &mut impl Rng,
    ) {
        let (key, week) = (&options.conditions[condition].key, options.times[time]);
        let first_sample = self.samples.len() as u32;
        let names = (1..=SAMPLES).map(|number| format!("{key}-{week}-{number}"));
        self.samples.extend(names);
        let first = self.cells.len();
        for (cell_type, &count) in of_types.iter().enumerate() {
            self.cells.extend((0..count).map(|_| Cell {
                condition: condition as u32,
                time: time as u32,
                cell_type: cell_type as u32,
                sample: first_sample + rng.random_range(0..SAMPLES as u32),
            }));
        }
        self.cells[first..].shuffle(rng);
    }
}

/// The cells of each combination in a condition: none, or one and a random share of the rest.
fn counts(options: &Options, condition: usize, streams: &Streams) -> Vec<usize> {
    let mut rng = streams.get(Purpose::Design, condition);
    let (types, times) = (options.cell_types.len(), options.times.len());
    let measured = measured(types, times, options.missing_groups(), &mut rng);
    let mut weight = |is_measured: &bool| {
        let normal: f64 = StandardNormal.sample(&mut rng);
        f64::from(u8::from(*is_measured)) * (UNEVENNESS * normal).exp()
    };
    let weights: Vec<f64> = measured.iter().map(&mut weight).collect();
    let least = measured.iter().filter(|is_measured| **is_measured).count();
    let rest = options.cells_of(condition).saturating_sub(least);
    let shares = share_out(rest, &weights);
    let one = measured.into_iter().map(usize::from);
    one.zip(shares).map(|(one, share)| one + share).collect()
}

/// Whole numbers in proportion to the weights, `total` together: those of cumulated weights, rounded.
fn share_out(total: usize, weights: &[f64]) -> Vec<usize> {
    let all: f64 = weights.iter().sum();
    let (mut cumulated, mut given) = (0.0, 0);
    let share = |weight: &f64| {
        cumulated += weight;
        let upto = ((cumulated / all * total as f64).round() as usize).clamp(given, total);
        std::mem::replace(&mut given, upto).abs_diff(upto)
    };
    weights.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::options::tests::small;

    #[test]
    fn every_cell_is_given_and_missing_combinations_get_none() {
        let options = Options {
            cells: 1001,
            ..small()
        };
        let design = Design::new(&options, &Streams::new(3));
        assert_eq!(design.cells.len(), 1001);
        for (condition, counts) in design.counts.iter().enumerate() {
            assert_eq!(counts.iter().sum::<usize>(), options.cells_of(condition));
            assert_eq!(counts.iter().filter(|count| **count == 0).count(), 4);
            let (least, most) = (counts.iter().filter(|c| **c > 0).min(), counts.iter().max());
            assert!(most.unwrap() > &(3 * least.unwrap()), "{counts:?}");
        }
        assert_ne!(design.counts[0], design.counts[1]);
        let of = |c: &Cell| (c.condition, c.time);
        assert!(design.cells.is_sorted_by_key(of));
        assert!(!design.cells.is_sorted_by_key(|c| (of(c), c.cell_type)));
    }
}
