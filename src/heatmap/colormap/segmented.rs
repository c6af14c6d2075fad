//! Maps whose channels are lines from knot to knot.

use crate::heatmap::interp::interp;

/// Where the lines of a channel begin and end: value, brightness.
pub(super) type Knots<'k> = &'k [(f64, f64)];

/// 256 colours at even values from 0 to 1, as matplotlib's
/// `_create_lookup_table` makes them.
pub(super) fn table([red, green, blue]: [Knots<'_>; 3]) -> [[f64; 3]; 256] {
    let (red, green, blue) = (channel(red), channel(green), channel(blue));
    std::array::from_fn(|i| [red[i], green[i], blue[i]])
}

fn channel(knots: Knots<'_>) -> [f64; 256] {
    let xp: Vec<f64> = knots.iter().map(|(x, _)| x * 255.0).collect();
    let fp: Vec<f64> = knots.iter().map(|(_, y)| *y).collect();
    std::array::from_fn(|i| interp(i as f64, &xp, &fp))
}
