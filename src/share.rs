//! Where a value stands among others.

/// The share of sorted values that are below one, ties counting half, as
/// `scipy.stats.percentileofscore(sorted, value, kind="mean") / 100`; NaN of none.
#[must_use]
pub fn below<T: PartialOrd>(sorted: &[T], value: &T) -> f64 {
    let below = sorted.partition_point(|other| other < value);
    let up_to = sorted.partition_point(|other| other <= value);
    (below + up_to) as f64 / 2.0 / sorted.len() as f64
}
