//! The table of the jet colour map.

use super::segmented::table;

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

/// From dark blue to dark red.
pub(super) fn jet() -> [[f64; 3]; 256] {
    table([&RED, &GREEN, &BLUE])
}
