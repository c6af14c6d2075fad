//! Stretching or compressing a vector to a length.

/// Resamples `values` at `length` evenly spaced positions from the first to the
/// last, as `numpy.interp(numpy.linspace(0, n - 1, length), arange(n), values)`.
/// A length of 1 takes the first value.
///
/// Where there is no value to stretch, the result is NaN: not measured.
pub fn stretch(values: &[f32], length: usize) -> impl Iterator<Item = f64> {
    let (step, last) = spacing(values, length);
    (0..length).map(move |i| value_at(values, (i as f64 * step).min(last)))
}

/// Gives `each` what [`stretch`] gives, with its place, and passes over zeros where they are most:
/// of most genes most cells have nothing. Returns whether it left a zero out.
pub(super) fn stretch_sparse(
    values: &[f32],
    length: usize,
    mut each: impl FnMut(usize, f64),
) -> bool {
    let nonzero = values.iter().filter(|v| **v != 0.0).count();
    // To search for what is not 0 takes longer than to take all where it is not rare.
    if nonzero >= values.len() / RARE {
        stretch(values, length)
            .enumerate()
            .for_each(|(i, v)| each(i, v));
        return false;
    }
    let (step, last) = spacing(values, length);
    let (mut i, mut taken) = (0, 0);
    while i < length {
        let position = (i as f64 * step).min(last);
        let value = value_at(values, position);
        if value != 0.0 {
            each(i, value);
            taken += 1;
            i += 1;
            continue;
        }
        let start = position as usize;
        let Some(zeros) = leading_zeros(values.get(start..).unwrap_or_default()) else {
            break;
        };
        // Up to the value before the next one that is not 0, all is 0.
        let next = (start + zeros).saturating_sub(1) as f64 / step;
        i = (next as usize).max(i + 1);
    }
    taken < length
}

/// Fewer than one value in so many is rare.
const RARE: usize = 6;

/// How many zeros there are before something else; `None` where there is nothing else.
fn leading_zeros(values: &[f32]) -> Option<usize> {
    const BLOCK: usize = 16;
    let is_zero = |block: &&[f32]| block.iter().fold(true, |zero, v| zero & (*v == 0.0));
    let zeros = values.chunks(BLOCK).take_while(is_zero).count() * BLOCK;
    let rest = values.get(zeros..)?;
    rest.iter().position(|v| *v != 0.0).map(|i| zeros + i)
}

/// From one position to the next, and the last.
fn spacing(values: &[f32], length: usize) -> (f64, f64) {
    let last = values.len().saturating_sub(1) as f64;
    (last / length.saturating_sub(1).max(1) as f64, last)
}

/// Linear between neighbours; `position` is in 0 to n - 1.
fn value_at(values: &[f32], position: f64) -> f64 {
    let i = position as usize;
    let fraction = position - i as f64;
    match (values.get(i), values.get(i + 1)) {
        (Some(&left), Some(&right)) if fraction > 0.0 => {
            (f64::from(right) - f64::from(left)) * fraction + f64::from(left)
        }
        (Some(&exact), _) => f64::from(exact),
        (None, _) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretched(values: &[f32], length: usize) -> Vec<f64> {
        stretch(values, length).collect()
    }

    #[test]
    fn passing_over_zeros_leaves_nothing_out() {
        let mut seed = 1_u32;
        for n in [1, 2, 3, 7, 40, 333] {
            for length in [0, 1, 2, 5, 39, 40, 41, 333, 700] {
                for rarity in [1, 2, 9, 60, 1000] {
                    let mut value = || {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let is_zero = !(seed >> 8).is_multiple_of(rarity);
                        if is_zero {
                            0.0
                        } else {
                            (seed >> 16) as f32 - 3e4
                        }
                    };
                    let values: Vec<f32> = (0..n).map(|_| value()).collect();
                    let mut found = vec![0.0; length];
                    let left_out = stretch_sparse(&values, length, |i, v| found[i] = v);
                    assert!(!left_out || found.contains(&0.0));
                    assert_eq!(found, stretched(&values, length), "{n} {length} {rarity}");
                }
            }
        }
    }

    #[test]
    fn nothing_to_stretch_is_not_measured() {
        assert!(stretched(&[], 2).iter().all(|v| v.is_nan()));
        assert!(stretched(&[], 0).is_empty());
    }
}
