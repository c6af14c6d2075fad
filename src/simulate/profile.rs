//! What one gene does in one condition.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

use super::{Class, Options};

/// How much of a band's level is left outside, at no overlap of the classes.
const CONTRAST: f64 = 0.01;
/// The logarithms of the least and the greatest fraction of cells that a sparse gene is in.
const FRACTIONS: (f64, f64) = (-5.3, -3.5);
/// How much of the level in a gene's block is left outside, at no overlap, where a cause is planted.
const BLOCK_CONTRAST: f64 = 0.2;
/// How soft the edges of a block are: not at all, so that no other one tells of it.
const SHARP: f64 = 0.01;
/// How soft the edges of a band are, in rows and columns of the matrix: the scale of a logistic curve.
const SOFTNESS: f64 = 0.2;

/// What a gene does in a condition.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// The relative expression where the gene is on: within the band, in the cells that have it.
    pub(super) level: f64,
    /// The fraction of cells that have it at all.
    pub(super) fraction: f64,
    /// Where it is on; none: everywhere.
    pub(super) band: Option<Band>,
}

/// A window of cell types and times.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Band {
    /// The first and the last cell type.
    pub(super) cell_types: (usize, usize),
    /// The first and the last time.
    pub(super) times: (usize, usize),
    /// What is left of the level outside.
    pub(super) outside: f64,
    /// How soft its edges are.
    softness: f64,
}

impl Profile {
    /// Draws a gene's profile. `own` is the gene's deviation from its class's level in all conditions.
    pub(super) fn draw(
        class: Class,
        options: &Options,
        measured: &[usize],
        own: f64,
        rng: &mut impl Rng,
    ) -> Self {
        let (level, kept) = (class.level(options.overlap), 1.0 - options.overlap);
        let here: f64 = StandardNormal.sample(rng);
        let deviation = level.deviation * (0.8 * own + 0.6 * here);
        let (low, high) = FRACTIONS;
        let fraction = rng.random_range(low..high) * kept;
        // Drawn for each class, so that a gene's stream is used alike.
        let band = Band::draw(options, measured, rng);
        Self {
            level: 10f64.powf(level.mean + deviation),
            fraction: if class == Class::Sparse {
                fraction.exp()
            } else {
                1.0
            },
            band: (class == Class::Banded).then_some(band),
        }
    }

    /// Draws the profile of a gene that is high in one group: the planted one, or another of those that
    /// are measured.
    pub(super) fn draw_block(
        class: Class,
        options: &Options,
        (measured, planted): (&[usize], usize),
        own: f64,
        rng: &mut impl Rng,
    ) -> Self {
        let level = class.level(options.overlap);
        let here: f64 = StandardNormal.sample(rng);
        let deviation = level.deviation * (0.8 * own + 0.6 * here);
        let others = measured.iter().copied().filter(|&group| group != planted);
        let others: Vec<_> = others.collect();
        let group = match class {
            Class::Planted => planted,
            _ => others[rng.random_range(0..others.len())],
        };
        Self {
            level: 10f64.powf(level.mean + deviation),
            fraction: 1.0,
            band: Some(Band::block(options, group)),
        }
    }

    /// The relative expression in a group, in the cells that have the gene at all.
    pub(super) fn rate(&self, cell_type: usize, time: usize) -> f64 {
        let share = self.band.as_ref().map_or(1.0, |b| b.share(cell_type, time));
        self.level * share
    }

    /// The mean relative expression over all cells, given their number in each group, time-major.
    pub(super) fn mean(&self, counts: &[usize], cell_types: usize) -> f64 {
        let cells: usize = counts.iter().sum();
        let group = |(group, &count): (usize, &usize)| {
            self.rate(group % cell_types, group / cell_types) * count as f64
        };
        let sum: f64 = counts.iter().enumerate().map(group).sum();
        self.fraction * sum / cells.max(1) as f64
    }
}

impl Band {
    /// A window around a measured group: up to a third of the cell types, up to half of the times.
    fn draw(options: &Options, measured: &[usize], rng: &mut impl Rng) -> Self {
        let (types, times) = (options.cell_types.len(), options.times.len());
        let anchor = measured[rng.random_range(0..measured.len())];
        Self {
            cell_types: window(anchor % types, types, types.div_ceil(3), rng),
            times: window(anchor / types, times, times.div_ceil(2), rng),
            outside: CONTRAST.powf(1.0 - options.overlap),
            softness: SOFTNESS,
        }
    }

    /// A group alone.
    fn block(options: &Options, group: usize) -> Self {
        let types = options.cell_types.len();
        let [cell_type, time] = [group % types, group / types];
        Self {
            cell_types: (cell_type, cell_type),
            times: (time, time),
            outside: BLOCK_CONTRAST.powf(1.0 - options.overlap),
            softness: SHARP,
        }
    }

    /// How much of the level a group has, 0 to 1.
    fn share(&self, cell_type: usize, time: usize) -> f64 {
        let within = |at, window| within(at, window, self.softness);
        let inside = within(cell_type, self.cell_types) * within(time, self.times);
        self.outside + (1.0 - self.outside) * inside
    }
}

/// A window of 1 to `longest` of `len` places that has `anchor`.
fn window(anchor: usize, len: usize, longest: usize, rng: &mut impl Rng) -> (usize, usize) {
    let length = rng.random_range(1..=longest.max(1));
    let before = rng.random_range(0..length);
    let first = anchor
        .saturating_sub(before)
        .min(len.saturating_sub(length));
    (first, first + length - 1)
}

/// Logistic edges, half a place outside the window's first and last.
fn within(at: usize, (first, last): (usize, usize), softness: f64) -> f64 {
    let edge = |distance: f64| 1.0 / (1.0 + (-distance / softness).exp());
    edge(at as f64 - first as f64 + 0.5) * edge(last as f64 - at as f64 + 0.5)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::simulate::{
        options::tests::small,
        random::{Purpose, Streams},
    };

    fn draw(class: Class, overlap: f64, gene: usize) -> Profile {
        let options = Options { overlap, ..small() };
        let mut rng = Streams::new(5).get(Purpose::Gene, gene);
        Profile::draw(class, &options, &[7], 0.0, &mut rng)
    }

    #[test]
    fn a_band_is_high_in_its_window_and_fades_at_its_edges() {
        for gene in 0..50 {
            let profile = draw(Class::Banded, 0.0, gene);
            let band = profile.band.clone().unwrap();
            let (types, times) = (band.cell_types, band.times);
            assert!((types.0..=types.1).contains(&3) && (times.0..=times.1).contains(&1));
            assert!(types.1 < 4 && times.1 < 5);
            assert!(profile.rate(3, 1) > 0.7 * profile.level);
            let far = (0..20).map(|group| profile.rate(group % 4, group / 4));
            assert!(far.fold(f64::MAX, f64::min) < 0.03 * profile.level);
        }
    }

    #[test]
    fn a_planted_block_is_that_of_its_genes_and_of_no_other() {
        let mut blocks = HashSet::new();
        for gene in 0..200 {
            let mut rng = Streams::new(5).get(Purpose::Gene, gene);
            let mut high = |class| {
                let groups = (&[3, 7, 9, 12][..], 7);
                let profile = Profile::draw_block(class, &small(), groups, 0.0, &mut rng);
                let rate = |group: usize| profile.rate(group % 4, group / 4) / profile.level;
                let high = (0..20).filter(|&group| rate(group) > 0.999);
                let high: Vec<_> = high.collect();
                // Five times what is anywhere else.
                let rest = (0..20).filter(|group| !high.contains(group));
                assert!(rest.map(rate).all(|rate| (rate - 0.2).abs() < 1e-6));
                high
            };
            assert_eq!(high(Class::Planted), [7]);
            blocks.extend(high(Class::Elsewhere));
        }
        assert_eq!(blocks, HashSet::from([3, 9, 12]));
    }

    #[test]
    fn full_overlap_makes_all_classes_flat_and_alike() {
        let flat = draw(Class::UbiquitousHigh, 1.0, 1);
        for class in Class::ALL {
            let profile = draw(class, 1.0, 1);
            assert_eq!(profile.fraction, 1.0);
            for group in 0..20 {
                assert_eq!(profile.rate(group % 4, group / 4), flat.level, "{class:?}");
            }
        }
    }
}
