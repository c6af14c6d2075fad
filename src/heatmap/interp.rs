//! Linear interpolation.

use ndarray::ArrayView1;

/// The value at `x` of the piecewise linear function through the knots
/// (`xp`, `fp`), as `numpy.interp(x, xp, fp)`.
///
/// `xp` must rise strictly. Before the first knot and after the last the
/// function is flat; on a knot it is exactly that knot's value. NaN: `x` NaN
/// gives NaN (numpy's exception, one knot alone, gives that knot's value); a
/// NaN in `fp` spoils both neighbouring segments and nothing else. Where
/// there is no knot the result is NaN.
///
/// Source: `arr_interp` in numpy's `compiled_base.c`.
pub fn interp<'a>(x: f64, xp: &[f64], fp: impl Into<ArrayView1<'a, f64>>) -> f64 {
    let fp = fp.into();
    let after = xp.partition_point(|&knot| knot <= x);
    let knot = |i: usize| xp.get(i).copied().zip(fp.get(i).copied());
    match (after.checked_sub(1).and_then(knot), knot(after)) {
        (Some(left), Some(right)) => segment(x, left, right),
        (Some((_, last)), None) => last,
        (None, Some((_, only))) if xp.len() == 1 => only,
        (None, Some(_)) if x.is_nan() => f64::NAN,
        (None, Some((_, first))) => first,
        (None, None) => f64::NAN,
    }
}

/// Between two knots. On the left one exactly its value, even where the right
/// one is not finite.
fn segment(x: f64, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> f64 {
    if x == x0 {
        return y0;
    }
    (y1 - y0) / (x1 - x0) * (x - x0) + y0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_knot_or_none() {
        assert_eq!(interp(99.0, &[6.0], &[2.0]), 2.0);
        assert_eq!(interp(f64::NAN, &[6.0], &[2.0]), 2.0);
        assert!(interp(1.0, &[], &[]).is_nan());
    }
}
