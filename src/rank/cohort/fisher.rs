//! Fisher's exact test.

/// Tables that are as unlikely as the one seen, but for rounding, count; R and SciPy have the same
/// margin.
const MARGIN: f64 = 1.0 + 1e-7;

/// Natural logarithms of factorials, from that of 0.
#[derive(Clone, Debug)]
pub struct LogFactorials(Vec<f64>);

impl LogFactorials {
    /// Up to that of a number.
    pub fn up_to(most: usize) -> Self {
        let logs = (1..=most).scan(0.0, |sum, number| {
            *sum += (number as f64).ln();
            Some(*sum)
        });
        Self(std::iter::once(0.0).chain(logs).collect())
    }

    /// The two-sided p-value: how likely a table that is no likelier than this one is, given its
    /// margins. `[a, b]` have something, of `[all_a, all_b]`, in all no more than the factorials go.
    pub fn fisher(&self, [a, b]: [usize; 2], [all_a, all_b]: [usize; 2]) -> f64 {
        let having = a + b;
        let log_of = |a: usize| self.log_choose(all_a, a) + self.log_choose(all_b, having - a);
        let whole = self.log_choose(all_a + all_b, having);
        let seen = (log_of(a) - whole).exp() * MARGIN;
        let possible = having.saturating_sub(all_b)..=having.min(all_a);
        let likelihoods = possible.map(|a| (log_of(a) - whole).exp());
        let p: f64 = likelihoods.filter(|&likelihood| likelihood <= seen).sum();
        p.min(1.0)
    }

    fn log_choose(&self, all: usize, some: usize) -> f64 {
        let Self(logs) = self;
        logs[all] - logs[some] - logs[all - some]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        table: [usize; 4],
        p: f64,
    }

    #[test]
    fn p_values_are_those_of_scipy() {
        let text = include_str!("../../../tests/fixtures/rank/fisher.json");
        let cases: Vec<Case> = serde_json::from_str(text).unwrap();
        assert!(cases.len() >= 70);
        for Case { table, p } in cases {
            let [a, not_a, b, not_b] = table;
            let logs = LogFactorials::up_to(table.iter().sum());
            let found = logs.fisher([a, b], [a + not_a, b + not_b]);
            let error = (found - p).abs() / p;
            assert!(error < 1e-7, "{table:?}: {found}, not {p}");
        }
    }

    #[test]
    fn without_anybody_or_any_carrier_nothing_is_unlikely() {
        let logs = LogFactorials::up_to(3);
        assert_eq!(logs.fisher([0, 0], [0, 0]), 1.0);
        assert_eq!(logs.fisher([0, 0], [3, 0]), 1.0);
        assert_eq!(logs.fisher([3, 0], [3, 0]), 1.0);
    }
}
