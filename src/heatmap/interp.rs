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

    const XP: [f64; 3] = [6.0, 8.8, 21.0];
    const FP: [f64; 3] = [1.0, 3.0, -1.0];

    #[test]
    fn ends_are_flat() {
        assert_eq!(interp(-1e9, &XP, &FP), 1.0);
        assert_eq!(interp(f64::INFINITY, &XP, &FP), -1.0);
    }

    #[test]
    fn knots_are_exact() {
        for (x, y) in XP.iter().zip(FP) {
            assert_eq!(interp(*x, &XP, &FP), y);
        }
    }

    #[test]
    fn between_knots_it_is_linear() {
        assert!((interp(7.4, &XP, &FP) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn nan_spoils_only_its_neighbourhood() {
        let fp = [1.0, f64::NAN, -1.0];
        assert_eq!(interp(6.0, &XP, &fp), 1.0);
        assert!(interp(7.0, &XP, &fp).is_nan());
        assert_eq!(interp(21.0, &XP, &fp), -1.0);
        assert!(interp(f64::NAN, &XP, &FP).is_nan());
    }

    #[test]
    fn one_knot_or_none() {
        assert_eq!(interp(99.0, &[6.0], &[2.0]), 2.0);
        assert_eq!(interp(f64::NAN, &[6.0], &[2.0]), 2.0);
        assert!(interp(1.0, &[], &[]).is_nan());
    }
}
