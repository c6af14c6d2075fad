//! The percentile of very many values, exactly and in little memory.

/// The bits of a number that are left for the second look.
const FINE_BITS: u32 = 11;

/// The buckets of numbers above 0: all that has the sign bit unset.
const BUCKETS: usize = 1 << (31 - FINE_BITS);

/// How often each value above 0 occurs, to 13 significant bits. Takes 8 MB.
///
/// The bit patterns of numbers of 0 or more are in the order of the numbers. Whole numbers up to
/// 8192 have a bucket each, so that counts need no second look.
#[derive(Clone, Debug)]
pub struct Histogram {
    counts: Vec<u64>,
    /// A bit for each bucket: whether a value in it is not the lowest.
    mixed: Vec<u64>,
}

/// Two neighbours in the order of all values, and how far between them the percentile lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// The value at the lower rank.
    pub below: f32,
    /// That at the next.
    pub above: f32,
    /// From 0 at the lower to 1 at the upper.
    pub fraction: f64,
}

/// Where a percentile lies, to the bucket.
#[derive(Clone, Copy, Debug)]
struct BucketRank {
    bucket: usize,
    /// The rank among the values in the bucket.
    rank: u64,
}

/// A percentile that needs a second look at the values.
#[derive(Clone, Debug)]
pub struct SecondLook {
    places: [Option<BucketRank>; 2],
    known: [f32; 2],
    fraction: f64,
    /// For each place, how often each value of its bucket occurs.
    counts: [Vec<u64>; 2],
}

/// A percentile, or how to find it.
#[derive(Clone, Debug)]
pub enum PercentileSearch {
    /// It is known.
    Found(Percentile),
    /// [`SecondLook::add`] all values once more.
    Again(Box<SecondLook>),
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

impl Histogram {
    /// No value.
    pub fn new() -> Self {
        Self {
            counts: vec![0; BUCKETS],
            mixed: vec![0; BUCKETS / 64],
        }
    }

    /// Counts a value above 0; others are not counted.
    #[inline]
    pub fn add(&mut self, value: f32) {
        let Some(bucket) = bucket(value) else { return };
        self.counts[bucket] += 1;
        if !value.to_bits().is_multiple_of(1 << FINE_BITS) {
            self.mixed[bucket / 64] |= 1 << (bucket % 64);
        }
    }

    /// Takes a value back.
    #[inline]
    pub fn remove(&mut self, value: f32) {
        if let Some(bucket) = bucket(value) {
            self.counts[bucket] = self.counts[bucket].saturating_sub(1);
        }
    }

    /// The percentile `p` (0 to 100) of `all` values, those that were not added being 0, as
    /// `numpy.percentile` has it; `None` of no values.
    pub fn percentile(&self, all: u64, p: f64) -> Option<PercentileSearch> {
        let last = all.checked_sub(1)?;
        let rank = p / 100.0 * last as f64;
        let below = (rank.floor() as u64).min(last);
        let ranks = [below, (below + 1).min(last)];
        let zeros = all.saturating_sub(self.counts.iter().sum());
        let places = ranks.map(|rank| self.place(rank.checked_sub(zeros)?));
        let fraction = rank - below as f64;
        let known = places.map(|place| place.map_or(0.0, |place| lowest(place.bucket)));
        let mixed =
            |place: &BucketRank| self.mixed[place.bucket / 64] >> (place.bucket % 64) & 1 == 1;
        let places = places.map(|place| place.filter(mixed));
        if places.iter().all(Option::is_none) {
            return Some(PercentileSearch::Found(Percentile {
                below: known[0],
                above: known[1],
                fraction,
            }));
        }
        let counts = [vec![0; 1 << FINE_BITS], vec![0; 1 << FINE_BITS]];
        Some(PercentileSearch::Again(Box::new(SecondLook {
            places,
            known,
            fraction,
            counts,
        })))
    }

    fn place(&self, mut rank: u64) -> Option<BucketRank> {
        for (bucket, &count) in self.counts.iter().enumerate() {
            if rank < count {
                return Some(BucketRank { bucket, rank });
            }
            rank -= count;
        }
        None
    }
}

impl SecondLook {
    /// Counts values; all that the histogram has must come by once.
    pub fn add(&mut self, values: &[f32]) {
        for (place, counts) in self.places.iter().zip(&mut self.counts) {
            let Some(place) = place else { continue };
            for &value in values
                .iter()
                .filter(|&&value| bucket(value) == Some(place.bucket))
            {
                counts[fine(value)] += 1;
            }
        }
    }

    /// The percentile; `None` where values have changed since the first look.
    pub fn finish(&self) -> Option<Percentile> {
        let value = |index: usize| match self.places[index] {
            None => Some(self.known[index]),
            Some(place) => within(place, &self.counts[index]),
        };
        Some(Percentile {
            below: value(0)?,
            above: value(1)?,
            fraction: self.fraction,
        })
    }
}

fn within(place: BucketRank, counts: &[u64]) -> Option<f32> {
    let mut rank = place.rank;
    for (fine, &count) in (0..).zip(counts) {
        if rank < count {
            return Some(f32::from_bits(lowest(place.bucket).to_bits() + fine));
        }
        rank -= count;
    }
    None
}

fn bucket(value: f32) -> Option<usize> {
    (value > 0.0).then_some((value.to_bits() >> FINE_BITS) as usize)
}

fn fine(value: f32) -> usize {
    value.to_bits() as usize % (1 << FINE_BITS)
}

fn lowest(bucket: usize) -> f32 {
    f32::from_bits((bucket as u32) << FINE_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `numpy.percentile` of the values, by sorting.
    fn sorted(values: &[f32], p: f64) -> Percentile {
        let mut values = values.to_vec();
        values.sort_by(f32::total_cmp);
        let rank = p / 100.0 * (values.len() - 1) as f64;
        let below = rank.floor() as usize;
        Percentile {
            below: values[below],
            above: values[(below + 1).min(values.len() - 1)],
            fraction: rank - below as f64,
        }
    }

    fn search(values: &[f32], p: f64) -> PercentileSearch {
        let mut histogram = Histogram::new();
        values.iter().for_each(|&value| histogram.add(value));
        histogram.percentile(values.len() as u64, p).unwrap()
    }

    #[test]
    fn counts_are_found_at_once() {
        let values: Vec<_> = (0..500_u16)
            .map(|i| f32::from(i % 31 * (i % 97) * (i % 3)))
            .collect();
        for p in [0.0, 1.0, 33.3, 50.0, 90.0, 99.9, 100.0] {
            let PercentileSearch::Found(found) = search(&values, p) else {
                panic!("{p}");
            };
            assert_eq!(found, sorted(&values, p), "{p}");
        }
    }

    #[test]
    fn fractions_take_a_second_look() {
        let values: Vec<_> = (0..500_u16)
            .map(|i| f32::from(i % 89).sqrt() / 1e3)
            .collect();
        for p in [0.5, 20.0, 50.1, 77.7, 100.0] {
            let found = match search(&values, p) {
                PercentileSearch::Found(found) => found,
                PercentileSearch::Again(mut look) => {
                    let (start, end) = values.split_at(123);
                    look.add(start);
                    look.add(end);
                    look.finish().unwrap()
                }
            };
            assert_eq!(found, sorted(&values, p), "{p}");
        }
    }

    #[test]
    fn a_second_look_at_other_values_finds_nothing() {
        let PercentileSearch::Again(mut look) = search(&[0.1, 0.2, 0.3], 50.0) else {
            panic!("a fraction was taken for a whole number");
        };
        look.add(&[0.5]);
        assert_eq!(look.finish(), None);
    }

    #[test]
    fn what_is_taken_back_does_not_count() {
        let mut histogram = Histogram::new();
        [3.0, 5.0, 8.0]
            .iter()
            .for_each(|&value| histogram.add(value));
        histogram.remove(5.0);
        assert!(histogram.percentile(0, 50.0).is_none());
        let Some(PercentileSearch::Found(found)) = histogram.percentile(3, 50.0) else {
            panic!("counts need no second look");
        };
        assert_eq!(found.below, 3.0);
    }
}
