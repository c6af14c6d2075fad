//! Intervals and tests over genes.

use libm::lgamma;

pub use crate::share::below as share_below;

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The mean of values.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation of a sample; NaN of fewer than two values.
fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (values.len() as f64 - 1.0)).sqrt()
}

/// The 95 % confidence interval of the mean of values from 0 to 1 (Student 1908,
/// doi:10.1093/biomet/6.1.1), cut off there; all of it for fewer than two values.
#[must_use]
pub fn interval_of_mean(values: &[f64]) -> [f64; 2] {
    if values.len() < 2 {
        return [0.0, 1.0];
    }
    let count = values.len() as f64;
    let half = t_quantile(count - 1.0) * deviation(values) / count.sqrt();
    [-half, half].map(|off| (mean(values) + off).clamp(0.0, 1.0))
}

/// The 95 % confidence interval of a share, `count` of `of` (Wilson 1927,
/// doi:10.1080/01621459.1927.10502953); all of 0-1 of nothing.
#[must_use]
pub fn wilson(count: usize, of: usize) -> [f64; 2] {
    if of == 0 {
        return [0.0, 1.0];
    }
    let (n, share) = (of as f64, count as f64 / of as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    [-half, half].map(|off| ((middle + off) / (1.0 + Z * Z / n)).clamp(0.0, 1.0))
}

/// The two-sided p of Student's paired test that two methods place the same genes alike.
///
/// Where the differences have no variance p is 1 where they are 0, else 0; of fewer than two genes it
/// is 1.
#[must_use]
pub fn paired_p(first: &[f64], second: &[f64]) -> f64 {
    let differences: Vec<_> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    let count = differences.len() as f64;
    if differences.len() < 2 {
        return 1.0;
    }
    let (mean, deviation) = (mean(&differences), deviation(&differences));
    if deviation < 1e-12 {
        return if mean.abs() < 1e-12 { 1.0 } else { 0.0 };
    }
    t_two_sided(mean / (deviation / count.sqrt()), count - 1.0)
}

/// The p-values, each corrected for their number (Holm 1979, <https://www.jstor.org/stable/4615733>).
#[must_use]
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<_> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let (mut corrected, mut highest) = (vec![0.0; values.len()], 0.0_f64);
    for (rank, index) in order.into_iter().enumerate() {
        highest = highest.max(values[index] * (values.len() - rank) as f64);
        corrected[index] = highest.min(1.0);
    }
    corrected
}

/// A percentile, 0-100, with what lies between two values taken by proportion, as `numpy.percentile`.
///
/// # Panics
///
/// If there is no value.
#[must_use]
pub fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = percent / 100.0 * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

/// How likely a `t` at least so far from 0 is.
fn t_two_sided(t: f64, freedom: f64) -> f64 {
    beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The t that a share of 0.05 is beyond, on either side together.
fn t_quantile(freedom: f64) -> f64 {
    // With one degree of freedom it is 12.7.
    let (mut low, mut high) = (1.0, 13.0);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if t_two_sided(middle, freedom) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22).
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // There the fraction converges quickly.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * x.ln() + b * (1.0 - x).ln();
    front.exp() / a * fraction(x, a, b)
}

/// 1 / (1 + d₁ / (1 + d₂ / (1 + …))) by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut product = d;
    for m in (1..500).map(f64::from) {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for step in [even, odd] {
            d = 1.0 / away(1.0 + step * d);
            c = away(1.0 + step / c);
            change = c * d;
            product *= change;
        }
        if (change - 1.0_f64).abs() < 1e-15 {
            break;
        }
    }
    product
}
