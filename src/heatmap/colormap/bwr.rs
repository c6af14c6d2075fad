//! The table of the blue-white-red colour map.

use super::segmented::table;

/// Source: `_bwr_data` in matplotlib's `_cm.py`.
const RED: [(f64, f64); 3] = [(0.0, 0.0), (0.5, 1.0), (1.0, 1.0)];
const GREEN: [(f64, f64); 3] = [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)];
const BLUE: [(f64, f64); 3] = [(0.0, 1.0), (0.5, 1.0), (1.0, 0.0)];

/// From blue over white to red.
pub(super) fn bwr() -> [[f64; 3]; 256] {
    table([&RED, &GREEN, &BLUE])
}
