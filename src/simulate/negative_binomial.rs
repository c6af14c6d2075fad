//! Negative-binomial counts that are not 0.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Gamma, Poisson};

/// Above this mean a count is drawn as Poisson of a gamma instead of by its cumulated probabilities.
const LONGEST_SEARCH: f64 = 32.0;
/// The greatest count: the last that a 32-bit float and its neighbours hold exactly.
const GREATEST: f64 = 16_777_215.0;

/// Counts of mean mu and variance mu + phi mu²: Poisson counts whose mean is gamma-distributed with
/// shape 1/phi and scale phi mu.
#[derive(Clone, Copy, Debug)]
pub(super) struct NegativeBinomial {
    dispersion: f64,
}

impl NegativeBinomial {
    /// Of a dispersion phi; 0 is Poisson.
    pub(super) fn new(dispersion: f64) -> Self {
        Self { dispersion }
    }

    /// The probability that a count of a mean is not 0: `1 - (1 + phi mu)^(-1/phi)`.
    pub(super) fn positive_probability(self, mean: f64) -> f64 {
        -(self.log_zero(mean)).exp_m1()
    }

    fn log_zero(self, mean: f64) -> f64 {
        if self.dispersion > 0.0 {
            -(self.dispersion * mean).ln_1p() / self.dispersion
        } else {
            -mean
        }
    }

    /// Draws a count of a mean, given that it is not 0.
    pub(super) fn positive(self, mean: f64, rng: &mut impl Rng) -> u32 {
        if mean <= LONGEST_SEARCH {
            self.search(mean, rng)
        } else {
            self.mix(mean, rng)
        }
    }

    /// Inverts the cumulated probabilities, by
    /// `P(k + 1) = P(k) (mu + k phi mu) / ((k + 1) (1 + phi mu))`.
    fn search(self, mean: f64, rng: &mut impl Rng) -> u32 {
        let zero = self.log_zero(mean).exp();
        let spread = self.dispersion * mean;
        let mut left = rng.random::<f64>() * self.positive_probability(mean);
        let (mut count, mut probability) = (0u32, zero);
        loop {
            let before = f64::from(count);
            probability *= (mean + before * spread) / ((before + 1.0) * (1.0 + spread));
            count += 1;
            left -= probability;
            // The rest of a tail that rounding leaves is beyond any count that matters.
            if left < 0.0 || probability < 1e-18 {
                return count;
            }
        }
    }

    /// Draws until it is not 0.
    fn mix(self, mean: f64, rng: &mut impl Rng) -> u32 {
        loop {
            let count = Poisson::new(self.rate(mean, rng)).map_or(0.0, |p| p.sample(rng));
            if count >= 1.0 {
                return count.min(GREATEST) as u32;
            }
        }
    }

    fn rate(self, mean: f64, rng: &mut impl Rng) -> f64 {
        if self.dispersion <= 0.0 {
            return mean;
        }
        let gamma = Gamma::new(1.0 / self.dispersion, self.dispersion * mean);
        gamma.map_or(mean, |gamma| gamma.sample(rng))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::random::{Purpose, Streams};

    /// Mean and variance of counts, zeros among them.
    fn moments(dispersion: f64, mean: f64) -> (f64, f64) {
        let law = NegativeBinomial::new(dispersion);
        let mut rng = Streams::new(9).get(Purpose::Cell, 0);
        let draws = 200_000;
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..draws {
            if rng.random::<f64>() < law.positive_probability(mean) {
                let count = f64::from(law.positive(mean, &mut rng));
                sum += count;
                squares += count * count;
            }
        }
        let average = sum / f64::from(draws);
        (average, squares / f64::from(draws) - average * average)
    }

    #[test]
    fn mean_and_variance_are_the_negative_binomials() {
        for dispersion in [0.0, 0.3, 2.0] {
            for mean in [0.01, 0.8, 20.0, 80.0] {
                let (average, variance) = moments(dispersion, mean);
                let wanted = mean + dispersion * mean * mean;
                assert!(
                    (average / mean - 1.0).abs() < 0.1,
                    "{dispersion} {mean}: {average}"
                );
                assert!(
                    (variance / wanted - 1.0).abs() < 0.15,
                    "{dispersion} {mean}: {variance}"
                );
            }
        }
    }

    #[test]
    fn no_count_is_zero_and_extremes_end() {
        for (dispersion, mean) in [(0.0, 1e-12), (10.0, 1e-12), (10.0, 1e7), (0.0, 1e9)] {
            let mut rng = Streams::new(9).get(Purpose::Cell, 1);
            let count = NegativeBinomial::new(dispersion).positive(mean, &mut rng);
            assert!((1..=16_777_215).contains(&count), "{count}");
        }
    }
}
