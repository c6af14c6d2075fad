//! How unusual expression is for a gene's level.
//!
//! The level of a gene is the mean of its transformed values. Most of what tells genes apart is their
//! level, so each value is compared with those of the genes that are nearest in level: its residual is
//! how many of their standard deviations it lies above their mean.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Zip};

use super::{error::Error, means::shape, memory::refill};

/// How many genes a gene is compared with.
pub const NEIGHBOURS: usize = 300;

/// Residuals are cut here, on either side of 0.
pub const MAX_RESIDUAL: f64 = 3.0;

/// Levels that differ by less differ by rounding.
const SAME_LEVEL: f64 = 1e-9;

/// Below this a standard deviation is taken as this: genes that are silent alike differ by rounding.
pub const MIN_SD: f64 = 1e-3;

/// What is usual for the level of each gene, in the order of the genes; or for that of one gene, cell
/// types × times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usual {
    /// Genes × values: the mean over the neighbours in level; NaN where none was measured.
    pub means: Array2<f32>,
    /// Their standard deviation (of the population, as `numpy.std`).
    pub sds: Array2<f32>,
}

/// What is usual for the level of one gene, cell types × times, as [`Usual`] has it.
#[derive(Clone, Copy, Debug)]
pub struct UsualRef<'a> {
    /// The means.
    pub means: ArrayView2<'a, f32>,
    /// The standard deviations.
    pub sds: ArrayView2<'a, f32>,
}

impl Usual {
    /// All of it.
    #[must_use]
    pub fn view(&self) -> UsualRef<'_> {
        UsualRef {
            means: self.means.view(),
            sds: self.sds.view(),
        }
    }

    /// Takes other values, in the memory that it has.
    pub(crate) fn refill(
        &mut self,
        shape: [usize; 2],
        means: impl Iterator<Item = f32>,
        sds: impl Iterator<Item = f32>,
    ) {
        refill(&mut self.means, shape, means);
        refill(&mut self.sds, shape, sds);
    }
}

impl UsualRef<'_> {
    /// Checks that there is a mean and a standard deviation for each value of an array.
    ///
    /// # Errors
    ///
    /// If the array is of another shape.
    pub fn check(&self, values: (usize, usize)) -> Result<(), Error> {
        let shapes = [self.means.dim(), self.sds.dim()];
        match shapes.into_iter().find(|&found| found != values) {
            Some((rows, columns)) => {
                let what = "values with what is usual for them";
                Err(shape(what, values.0 * values.1, rows * columns))
            }
            None => Ok(()),
        }
    }
}

/// The mean and standard deviation of each value among the `neighbours` other genes that are nearest
/// in level and those that are as near as the last of them, or among all others where they are fewer. So
/// the order of the genes does not matter.
///
/// `values` are transformed, genes × values; NaN is not measured and counts nowhere. A gene without
/// any measured value is no neighbour and has NaN.
#[must_use]
pub fn usual(values: ArrayView2<'_, f32>, neighbours: usize) -> Usual {
    let levels = levels(values);
    let mut order: Vec<usize> = (0..levels.len()).filter(|&i| !levels[i].is_nan()).collect();
    order.sort_by(|&a, &b| levels[a].total_cmp(&levels[b]).then(a.cmp(&b)));
    let mut usual = Usual {
        means: Array2::from_elem(values.dim(), f32::NAN),
        sds: Array2::from_elem(values.dim(), f32::NAN),
    };
    let sorted: Vec<f64> = order.iter().map(|&gene| levels[gene]).collect();
    let windows = windows(&sorted, neighbours);
    for (value, column) in values.axis_iter(Axis(1)).enumerate() {
        let sums = Sums::of(column, &order);
        for (rank, (&gene, window)) in order.iter().zip(&windows).enumerate() {
            let others = sums.without(window.clone(), rank);
            (usual.means[[gene, value]], usual.sds[[gene, value]]) = others.mean_and_sd();
        }
    }
    usual
}

/// The level of each gene: the mean of its measured values, NaN where there is none.
#[must_use]
pub fn levels(values: ArrayView2<'_, f32>) -> Array1<f64> {
    let level = |gene: ArrayView1<'_, f32>| {
        let measured = gene.iter().filter(|value| !value.is_nan());
        let (sum, count) = measured.fold((0.0, 0_u32), |(sum, count), &value| {
            (sum + f64::from(value), count + 1)
        });
        // 0 / 0 is NaN: not measured.
        sum / f64::from(count)
    };
    values.outer_iter().map(level).collect()
}

/// For each rank the ranks of itself and its nearest.
fn windows(sorted: &[f64], neighbours: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let window = |(rank, &level): (usize, &f64)| {
        start = start.max(rank.saturating_sub(neighbours));
        while sorted
            .get(start + neighbours + 1)
            .is_some_and(|above| above - level < level - sorted[start])
        {
            start += 1;
        }
        let last = (start + neighbours).min(sorted.len() - 1);
        let reach = (level - sorted[start]).max(sorted[last] - level) + SAME_LEVEL;
        let below = sorted.partition_point(|&other| other < level - reach);
        let up_to = sorted.partition_point(|&other| other <= level + reach);
        below..up_to
    };
    sorted.iter().enumerate().map(window).collect()
}

/// Sums over the first ranks: entry i of those below rank i.
struct Sums {
    totals: Vec<Moments>,
}

/// Number, sum and sum of squares of measured values.
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Sums {
    fn of(column: ArrayView1<'_, f32>, order: &[usize]) -> Self {
        let mut total = Moments::default();
        let mut totals = vec![total];
        for &gene in order {
            total = total.plus(Moments::of(column[gene]), 1.0);
            totals.push(total);
        }
        Self { totals }
    }

    /// Over a window of ranks, but for one of them.
    fn without(&self, window: Range<usize>, rank: usize) -> Moments {
        let between = |from: usize, to: usize| self.totals[to].plus(self.totals[from], -1.0);
        between(window.start, window.end).plus(between(rank, rank + 1), -1.0)
    }
}

impl Moments {
    fn of(value: f32) -> Self {
        if value.is_nan() {
            return Self::default();
        }
        let value = f64::from(value);
        Self {
            count: 1.0,
            sum: value,
            squares: value * value,
        }
    }

    fn plus(self, other: Self, times: f64) -> Self {
        Self {
            count: self.count + times * other.count,
            sum: self.sum + times * other.sum,
            squares: self.squares + times * other.squares,
        }
    }

    fn mean_and_sd(self) -> (f32, f32) {
        let mean = self.sum / self.count;
        let variance = self.squares / self.count - mean * mean;
        // Rounding may leave a little less than 0, and NaN must stay.
        let variance = if variance < 0.0 { 0.0 } else { variance };
        (mean as f32, variance.sqrt() as f32)
    }
}

/// How many standard deviations a transformed value lies above what is usual, cut at
/// ±[`MAX_RESIDUAL`]; NaN where any of them is.
#[must_use]
pub fn residual(value: f64, mean: f64, sd: f64) -> f64 {
    ((value - mean) / sd.max(MIN_SD)).clamp(-MAX_RESIDUAL, MAX_RESIDUAL)
}

/// Where a residual lies between the lowest colour, 0, and the highest, 1.
#[must_use]
pub fn shade(residual: f64) -> f64 {
    (residual + MAX_RESIDUAL) / (2.0 * MAX_RESIDUAL)
}

/// The residuals of transformed values of many genes, of one shape with what is usual.
///
/// # Panics
///
/// If the shapes differ.
#[must_use]
pub fn residuals(values: ArrayView2<'_, f32>, usual: &Usual) -> Array2<f32> {
    let of = |&value: &f32, &mean: &f32, &sd: &f32| {
        residual(f64::from(value), f64::from(mean), f64::from(sd)) as f32
    };
    Zip::from(values)
        .and(&usual.means)
        .and(&usual.sds)
        .map_collect(of)
}

/// What scores are called that say how unusual a gene is for its level: its [`mean_square`], as the
/// share of genes whose is lower.
pub const DEV: &str = "dev";

/// How unusual a gene is for its level: the mean of its squared residuals, NaN left out; 0 of nothing.
#[must_use]
pub fn mean_square(residuals: impl IntoIterator<Item = f32>) -> f64 {
    let measured = residuals.into_iter().filter(|residual| !residual.is_nan());
    let (sum, count) = measured.fold((0.0, 0_u32), |(sum, count), residual| {
        (sum + f64::from(residual).powi(2), count + 1)
    });
    sum / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the definition says it, gene by gene.
    fn by_definition(values: &Array2<f32>, neighbours: usize) -> Usual {
        let levels = levels(values.view());
        let mut order: Vec<_> = (0..levels.len()).filter(|&i| !levels[i].is_nan()).collect();
        order.sort_by(|&a, &b| levels[a].total_cmp(&levels[b]).then(a.cmp(&b)));
        let mut usual = Usual {
            means: Array2::from_elem(values.dim(), f32::NAN),
            sds: Array2::from_elem(values.dim(), f32::NAN),
        };
        for (rank, &gene) in order.iter().enumerate() {
            let mut others: Vec<_> = (0..order.len()).filter(|&other| other != rank).collect();
            let away = |other: &usize| (levels[order[*other]] - levels[gene]).abs();
            let mut reaches: Vec<_> = others.iter().map(away).collect();
            reaches.sort_by(f64::total_cmp);
            let reach = reaches[neighbours.min(reaches.len()) - 1];
            others.retain(|other| away(other) <= reach + 1e-9);
            for value in 0..values.ncols() {
                let of = |&other: &usize| f64::from(values[[order[other], value]]);
                let measured: Vec<_> = others.iter().map(of).filter(|v| !v.is_nan()).collect();
                let count = measured.len() as f64;
                let mean = measured.iter().sum::<f64>() / count;
                let variance = measured.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / count;
                usual.means[[gene, value]] = mean as f32;
                usual.sds[[gene, value]] = variance.sqrt() as f32;
            }
        }
        usual
    }

    fn assert_near(found: &Array2<f32>, expected: &Array2<f32>) {
        for (found, expected) in found.iter().zip(expected) {
            let is_near = (found - expected).abs() < 1e-5;
            assert!(
                is_near || found.is_nan() && expected.is_nan(),
                "{found} {expected}"
            );
        }
    }

    #[test]
    fn neighbours_are_those_nearest_in_level() {
        // Few distinct values, so that many levels are equal; one in nine not measured.
        let value = |(gene, value): (usize, usize)| match (gene * 31 + value * 7) % 9 {
            0 => f32::NAN,
            other => ((other * gene * gene + value) % 11) as f32 / 4.0,
        };
        let mut values = Array2::from_shape_fn((60, 4), value);
        values.row_mut(7).fill(f32::NAN);
        for neighbours in [1, 5, 20, 59, 100] {
            let (found, expected) = (
                usual(values.view(), neighbours),
                by_definition(&values, neighbours),
            );
            assert_near(&found.means, &expected.means);
            assert_near(&found.sds, &expected.sds);
            assert!(found.means.row(7).iter().all(|mean| mean.is_nan()));
        }
    }

    #[test]
    fn the_order_of_genes_does_not_matter() {
        let value =
            |(gene, value): (usize, usize)| ((gene * gene * 7 + value * 3) % 5) as f32 / 10.0;
        let values = Array2::from_shape_fn((40, 3), value);
        let reversed = values.slice(ndarray::s![..;-1, ..]);
        let (there, back) = (usual(values.view(), 7), usual(reversed, 7));
        assert_near(
            &there.means,
            &back.means.slice(ndarray::s![..;-1, ..]).to_owned(),
        );
        assert_near(
            &there.sds,
            &back.sds.slice(ndarray::s![..;-1, ..]).to_owned(),
        );
    }

    #[test]
    fn residuals_are_cut() {
        assert_eq!(
            residual(0.5, 0.3, 0.1).to_bits(),
            ((0.5_f64 - 0.3) / 0.1).to_bits()
        );
        assert_eq!(residual(9.0, 0.3, 0.1), MAX_RESIDUAL);
        assert_eq!(residual(0.0, 0.0, 0.0), 0.0);
        assert!(residual(f64::NAN, 0.3, 0.1).is_nan());
    }
}
