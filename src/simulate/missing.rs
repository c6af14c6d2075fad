//! Combinations of cell type and time without cells.

use rand::{Rng, seq::SliceRandom};

/// For each combination, time-major, whether it has cells. `missing` of them have none, but every
/// cell type and every time keeps one, as far as `missing` is at most
/// (types - 1) × (times - 1), which this can always reach.
pub(super) fn measured(
    types: usize,
    times: usize,
    missing: usize,
    rng: &mut impl Rng,
) -> Vec<bool> {
    let mut measured = vec![true; types * times];
    let (mut of_type, mut of_time) = (vec![times; types], vec![types; times]);
    let mut order: Vec<usize> = (0..types * times).collect();
    order.shuffle(rng);
    let mut left = missing;
    for group in order {
        let (time, kind) = (group / types, group % types);
        if left == 0 {
            break;
        }
        if of_type[kind] > 1 && of_time[time] > 1 {
            measured[group] = false;
            of_type[kind] -= 1;
            of_time[time] -= 1;
            left -= 1;
        }
    }
    measured
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::random::{Purpose, Streams};

    #[test]
    fn no_type_and_no_time_loses_all_and_the_number_is_reached() {
        for (types, times) in [(1, 1), (1, 7), (5, 1), (4, 5), (8, 12)] {
            for seed in 0..50 {
                let mut rng = Streams::new(seed).get(Purpose::Design, 0);
                let missing = (types - 1) * (times - 1);
                let measured = measured(types, times, missing, &mut rng);
                assert_eq!(measured.iter().filter(|m| !**m).count(), missing);
                for kind in 0..types {
                    assert!((0..times).any(|time| measured[time * types + kind]));
                }
                for time in 0..times {
                    assert!((0..types).any(|kind| measured[time * types + kind]));
                }
            }
        }
    }
}
