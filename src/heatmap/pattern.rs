//! What a gene's expression looks like, in a word and a few numbers.

use ndarray::ArrayView2;

use super::{
    error::Error,
    means::{check_measured, shape},
    pattern_class::PatternClass,
    recipe::Recipe,
    transform::transform,
};

/// The pattern of one gene in one condition. Expression is the mean of a combination of cell type
/// and time, transformed as the recipe says; what is below 0 counts as 0, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pattern {
    /// The class, by the recipe's [`Thresholds`](super::Thresholds).
    pub class: PatternClass,
    /// The mean over all combinations that were measured, each counted once.
    pub level: f32,
    /// Specificity, 0 (everywhere alike) to 1 (in one combination): Σ(1 − x/max) / (n − 1) over the
    /// trusted combinations (Yanai et al. 2005, doi:10.1093/bioinformatics/bti042). `None` where
    /// nothing is expressed, or fewer than two combinations were measured.
    pub tau: Option<f32>,
    /// The fraction of the measured cells that express the gene, 0-1; `None` where not known.
    pub expressed: Option<f32>,
    /// The fraction of cells that express the gene where most do, 0-1: the highest lower bound of a
    /// combination's 95 % interval (Wilson 1927, doi:10.1080/01621459.1927.10502953), so that few
    /// cells say little; `None` where not known.
    pub detection: Option<f32>,
    /// The trusted combination with the highest expression, the first of equals; `None` where
    /// nothing is expressed.
    pub peak: Option<Peak>,
    /// The expression there; 0 where nothing is expressed.
    pub peak_value: f32,
}

/// A combination of cell type and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peak {
    /// The row of the matrix.
    pub cell_type: usize,
    /// Its column.
    pub time: usize,
}

impl Pattern {
    /// The pattern of raw means: cell types × time points, NaN where not measured. Trusted
    /// combinations are those with at least `min_cells` cells, or all where none has as many or counts
    /// are not known.
    ///
    /// `cells` counts the cells of each combination, row by row, and `detected` those of them that
    /// express the gene; empty: not known.
    ///
    /// # Errors
    ///
    /// A value cannot be transformed, or none was measured; there are more or fewer counts than
    /// combinations, or more cells express the gene than there are.
    pub fn of(
        recipe: &Recipe,
        means: ArrayView2<'_, f32>,
        cells: &[u64],
        detected: &[u32],
    ) -> Result<Self, Error> {
        check_measured(means, recipe.transform)?;
        check_counts(means.len(), cells, detected)?;
        let value = |mean: f32| transform(recipe, f64::from(mean)).max(0.0);
        let values = || means.iter().copied().enumerate();
        let measured = || values().filter(|(_, mean)| !mean.is_nan());
        let least = recipe.patterns.min_cells;
        let many = |i: usize| cells.get(i).is_none_or(|&n| n >= least);
        let trust_all = !measured().any(|(i, _)| many(i));
        let trusted = || measured().filter(|(i, _)| trust_all || many(*i));
        let (peak, peak_value) = highest(trusted().map(|(i, mean)| (i, value(mean))));
        let tau = tau(trusted().map(|(_, mean)| value(mean)), peak_value);
        let counts = || cells.iter().zip(detected).map(|(&n, &k)| (n, u64::from(k)));
        let detection = counts().map(|(n, k)| lower_bound(k, n)).reduce(f64::max);
        Ok(Self {
            class: recipe.patterns.class(peak_value, tau, detection),
            level: mean(measured().map(|(_, mean)| value(mean))) as f32,
            tau: tau.map(|tau| tau as f32),
            expressed: fraction(counts()),
            detection: detection.map(|fraction| fraction as f32),
            peak: peak.map(|index| Peak {
                cell_type: index / means.ncols(),
                time: index % means.ncols(),
            }),
            peak_value: peak_value as f32,
        })
    }
}

/// Checks the numbers of cells, and of those that express a gene, where they are known.
fn check_counts(expected: usize, cells: &[u64], detected: &[u32]) -> Result<(), Error> {
    for found in [cells.len(), detected.len()] {
        if found != 0 && found != expected {
            return Err(shape("counts of cells", expected, found));
        }
    }
    let mut counts = cells.iter().zip(detected);
    match counts.find(|(n, k)| u64::from(**k) > **n) {
        Some((&cells, &detected)) => Err(Error::Detected { detected, cells }),
        None => Ok(()),
    }
}

/// The fraction of all cells; `None` where there is none.
fn fraction(counts: impl Iterator<Item = (u64, u64)>) -> Option<f32> {
    let (cells, detected) = counts.fold((0, 0), |(n, k), (cells, detected)| {
        (n + cells, k + detected)
    });
    (cells > 0).then(|| (detected as f64 / cells as f64) as f32)
}

/// The lower end of the 95 % interval of a fraction of `k` in `n` (Wilson 1927); 0 of none.
fn lower_bound(k: u64, n: u64) -> f64 {
    const Z: f64 = 1.96;
    if k == 0 {
        return 0.0;
    }
    let (p, n) = (k as f64 / n as f64, n as f64);
    let middle = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    ((middle - half) / (1.0 + Z * Z / n)).clamp(0.0, 1.0)
}

/// The first of the highest values that are above 0, and where it is.
fn highest(values: impl Iterator<Item = (usize, f64)>) -> (Option<usize>, f64) {
    values.fold((None, 0.0), |(peak, highest), (index, value)| {
        if value > highest {
            (Some(index), value)
        } else {
            (peak, highest)
        }
    })
}

fn tau(values: impl Iterator<Item = f64>, highest: f64) -> Option<f64> {
    let (count, sum) = values.fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    let expressed = highest > 0.0 && count > 1;
    // The sum of 1 - x/max is n - sum/max. Rounding must not lead out of 0-1.
    let tau = || (f64::from(count) - sum / highest) / f64::from(count - 1);
    expressed.then(|| tau().clamp(0.0, 1.0))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    sum / f64::from(count.max(1))
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::heatmap::Transform;

    const NAN: f32 = f32::NAN;

    fn pattern(values: &[f32], cells: &[u64]) -> Result<Pattern, Error> {
        let recipe = Recipe {
            transform: Transform::None,
            ..Recipe::default()
        };
        let means = ArrayView2::from_shape((values.len() / 2, 2), values).unwrap();
        Pattern::of(&recipe, means, cells, &[])
    }

    /// Worked out by hand: 1 - x/max is 1, 0.5, 0 and 0.75, over 3.
    #[test]
    fn tau_is_yanais() {
        let pattern = pattern(&[0.0, 2.0, 4.0, 1.0, NAN, NAN], &[]).unwrap();
        assert_eq!(pattern.tau, Some(0.75));
        assert_eq!(pattern.level, 1.75);
        assert_eq!(pattern.peak_value, 4.0);
        let peak = Peak {
            cell_type: 1,
            time: 0,
        };
        assert_eq!(pattern.peak, Some(peak));
        assert_eq!(pattern.class, PatternClass::Banded);
        assert_eq!((pattern.expressed, pattern.detection), (None, None));
    }

    #[test]
    fn expression_in_one_place_is_1_and_everywhere_alike_0() {
        let tau = |values: &[f32]| pattern(values, &[]).unwrap().tau;
        assert_eq!(tau(&[0.0, 3.0, 0.0, 0.0]), Some(1.0));
        assert_eq!(tau(&[0.1, 0.1, 0.1, 0.1]), Some(0.0));
        assert_eq!(tau(&[0.0, NAN, 0.0, 0.0]), None);
        assert_eq!(tau(&[NAN, NAN, NAN, 3.0]), None);
    }

    #[test]
    fn classes_are_cut_at_the_thresholds() {
        for (values, class) in [
            ([0.0, 0.0, 0.0, NAN], "silent"),
            ([0.009, 0.009, 0.009, 0.0], "silent"),
            ([0.0, 0.02, 0.0, 0.0], "sparse"),
            ([0.09, 0.09, 0.09, 0.09], "sparse"),
            ([0.0, 0.0, 0.2, 0.2], "banded"),
            ([0.1, 0.1, 0.2, 0.2], "ubiquitous"),
            ([NAN, NAN, NAN, 2.0], "ubiquitous"),
        ] {
            let found = pattern(&values, &[]).unwrap().class.name();
            assert_eq!(found, class, "{values:?}");
        }
    }

    #[test]
    fn a_mean_of_few_cells_is_no_peak() {
        let values = [1.0, 9.0, 2.0, 1.0];
        let of = |cells: &[u64]| pattern(&values, cells).unwrap();
        assert_eq!(of(&[]).peak_value, 9.0);
        assert_eq!(of(&[10, 9, 10, 500]).peak_value, 2.0);
        assert_eq!(of(&[10, 9, 10, 500]).tau, Some(0.5));
        assert_eq!(of(&[10, 9, 10, 500]).level, 3.25);
        assert_eq!(of(&[1, 9, 2, 3]).peak_value, 9.0);
    }

    /// By statsmodels' `proportion_confint(k, n, method="wilson")`.
    #[test]
    fn few_cells_say_little_of_a_fraction() {
        for (k, n, expected) in [
            (0, 10, 0.0),
            (1, 3, 0.0615),
            (5, 10, 0.2366),
            (10, 10, 0.7225),
            (300, 1000, 0.2724),
        ] {
            let found = lower_bound(k, n);
            assert!((found - expected).abs() < 1e-4, "{k} of {n}: {found}");
        }
    }

    #[test]
    fn a_dot_of_many_counts_is_sparse_and_a_band_is_not() {
        let class = |detected: &[u32]| {
            let means = array![[9.0, 0.0]];
            let found = Pattern::of(&Recipe::default(), means.view(), &[20, 100], detected);
            found.map(|pattern| (pattern.class.name(), pattern.expressed))
        };
        assert_eq!(class(&[1, 5]).unwrap(), ("sparse", Some(0.05)));
        assert_eq!(class(&[9, 0]).unwrap(), ("banded", Some(0.075)));
        assert_eq!(class(&[]).unwrap(), ("banded", None));
        let error = class(&[21, 0]).unwrap_err().to_string();
        assert_eq!(error, "21 cells express the gene where there are 20");
        let error = class(&[1]).unwrap_err().to_string();
        assert_eq!(error, "counts of cells: expected 2, found 1");
    }

    #[test]
    fn values_are_transformed_first() {
        let means = array![[9.0, 99.0]];
        let pattern = Pattern::of(&Recipe::default(), means.view(), &[], &[]).unwrap();
        assert_eq!((pattern.level, pattern.peak_value), (1.5, 2.0));
        assert_eq!(pattern.tau, Some(0.5));
    }

    #[test]
    fn values_below_0_count_as_0() {
        let pattern = pattern(&[-1.0, 4.0, 0.0, 0.0], &[]).unwrap();
        assert_eq!((pattern.level, pattern.tau), (1.0, Some(1.0)));
    }

    #[test]
    fn what_was_not_measured_has_no_pattern() {
        let error = pattern(&[NAN; 4], &[]).unwrap_err();
        assert!(matches!(error, Error::NotMeasured));
        let error = pattern(&[1.0; 4], &[1; 3]).unwrap_err().to_string();
        assert_has!(error, "counts of cells: expected 4, found 3");
    }
}
