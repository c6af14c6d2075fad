//! The table of the jet colour map.

use crate::heatmap::interp::interp;

/// Where the lines of a channel begin and end: value, brightness.
type Knots = [(f64, f64)];

/// Source: `_jet_data` in matplotlib's `_cm.py`.
const RED: [(f64, f64); 5] = [
    (0.0, 0.0),
    (0.35, 0.0),
    (0.66, 1.0),
    (0.89, 1.0),
    (1.0, 0.5),
];
const GREEN: [(f64, f64); 6] = [
    (0.0, 0.0),
    (0.125, 0.0),
    (0.375, 1.0),
    (0.64, 1.0),
    (0.91, 0.0),
    (1.0, 0.0),
];
const BLUE: [(f64, f64); 5] = [
    (0.0, 0.5),
    (0.11, 1.0),
    (0.34, 1.0),
    (0.65, 0.0),
    (1.0, 0.0),
];

/// 256 colours at even values from 0 to 1, as matplotlib's
/// `_create_lookup_table` makes them.
pub(super) fn jet() -> [[f64; 3]; 256] {
    let (red, green, blue) = (channel(&RED), channel(&GREEN), channel(&BLUE));
    std::array::from_fn(|i| [red[i], green[i], blue[i]])
}

fn channel(knots: &Knots) -> [f64; 256] {
    let xp: Vec<f64> = knots.iter().map(|(x, _)| x * 255.0).collect();
    let fp: Vec<f64> = knots.iter().map(|(_, y)| *y).collect();
    std::array::from_fn(|i| interp(i as f64, &xp, &fp))
}
