//! Stretches of one contig.

/// Intervals of a contig: in order, and no two overlap. Those that touch stay apart, as htslib keeps
/// them: what lies between two bases, as an insertion does, is then in neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals(Vec<(u64, u64)>);

impl Intervals {
    /// Sorts intervals, both of whose ends belong to them, and merges those that overlap.
    #[must_use]
    pub fn new(mut intervals: Vec<(u64, u64)>) -> Self {
        intervals.sort_unstable();
        intervals.dedup_by(|next, held| {
            let is_one = next.0 <= held.1;
            if is_one {
                held.1 = held.1.max(next.1);
            }
            is_one
        });
        Self(intervals)
    }

    /// Whether some interval has a position from `start` to `end`. Where `end` is `start - 1`, the place
    /// between two bases, whether some interval has both of them.
    #[must_use]
    pub fn overlaps(&self, start: u64, end: u64) -> bool {
        let first = self.0.partition_point(|interval| interval.1 < start);
        self.0.get(first).is_some_and(|interval| interval.0 <= end)
    }

    /// The last position of all; 0 where there is no interval.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.0.last().map_or(0, |interval| interval.1)
    }

    /// Whether they are the whole contig.
    #[must_use]
    pub fn are_all(&self) -> bool {
        matches!(self.0[..], [(0 | 1, u64::MAX)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_belong_to_an_interval() {
        let intervals = Intervals::new(vec![(100, 200)]);
        for (start, end, expected) in [
            (99, 99, false),
            (90, 100, true),
            (100, 100, true),
            (150, 160, true),
            (200, 300, true),
            (201, 300, false),
            (1, 1000, true),
        ] {
            assert_eq!(intervals.overlaps(start, end), expected, "{start}-{end}");
        }
    }

    #[test]
    fn intervals_that_overlap_are_one_and_those_that_touch_are_two() {
        let intervals = Intervals::new(vec![(11, 20), (1, 10), (5, 7), (30, 40), (40, 50)]);
        assert_eq!(intervals.0, [(1, 10), (11, 20), (30, 50)]);
        assert!(!intervals.overlaps(21, 29));
        let between = |before: u64| intervals.overlaps(before + 1, before);
        assert!(!between(10) && between(9) && between(40) && !between(50));
    }

    #[test]
    fn the_answer_is_that_of_a_plain_scan() {
        let mut state = 7u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            (state >> 33) % below
        };
        let all: Vec<_> = (0..60)
            .map(|_| {
                let start = 1 + random(900);
                (start, start + random(20))
            })
            .collect();
        let intervals = Intervals::new(all.clone());
        for start in 1..950 {
            let end = start + start % 7;
            let expected = all.iter().any(|&(from, to)| from <= end && to >= start);
            assert_eq!(intervals.overlaps(start, end), expected, "{start}");
        }
    }
}
