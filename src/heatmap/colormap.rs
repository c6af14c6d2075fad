//! From scaled values to colours.

mod bwr;
mod jet;
mod segmented;
mod turbo;

use std::sync::LazyLock;

use super::recipe::Colormap;

/// How many colours a map has: matplotlib's default.
pub(super) const COLOURS: usize = 256;

static JET: LazyLock<[[f64; 3]; COLOURS]> = LazyLock::new(jet::jet);
static BWR: LazyLock<[[f64; 3]; COLOURS]> = LazyLock::new(bwr::bwr);

/// The number of the colour of a value in 0-1.
pub(super) fn number(value: f64) -> usize {
    // The cast saturates: below 0 and NaN are 0.
    ((value * COLOURS as f64) as usize).min(COLOURS - 1)
}

impl Colormap {
    /// The colour, red, green and blue in 0-1, of a value in 0-1, as
    /// matplotlib's `cmap(value)` with its default of 256 colours: number
    /// ⌊256 × value⌋, and the last for 1. Below 0 is the first, above 1 the
    /// last; NaN is the first (matplotlib's is transparent, which RGB has not).
    pub fn rgb(self, value: f64) -> [f64; 3] {
        self.colours()[number(value)]
    }

    /// All colours, from the lowest to the highest.
    pub(super) fn colours(self) -> &'static [[f64; 3]; COLOURS] {
        match self {
            Self::Jet => &JET,
            Self::Turbo => &turbo::TURBO,
            Self::Bwr => &BWR,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_outside_have_the_colours_of_the_ends() {
        for map in [Colormap::Jet, Colormap::Turbo, Colormap::Bwr] {
            assert_eq!(map.rgb(-1.0), map.rgb(0.0));
            assert_eq!(map.rgb(f64::NAN), map.rgb(0.0));
            assert_eq!(map.rgb(f64::INFINITY), map.rgb(1.0));
        }
    }
}
