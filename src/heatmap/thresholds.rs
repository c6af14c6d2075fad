//! Where one class of patterns ends and the next begins.

use serde::{Deserialize, Serialize};

use super::pattern_class::PatternClass;

/// What tells the classes of patterns apart, in transformed expression. Images do not depend on it.
///
/// The defaults suit log10(1 + count). `docs/patterns.md` says what they were chosen by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// `silent`: the peak is below this.
    pub silent_below: f64,
    /// `sparse`: the peak is below this, and the gene not silent.
    pub sparse_below: f64,
    /// `sparse` as well: nowhere do more than this fraction of the cells express the gene, as far as
    /// their number allows to say ([`Pattern::detection`](super::Pattern::detection)).
    pub detection_below: f64,
    /// `ubiquitous`: tau is below this, and the gene neither silent nor sparse; else `banded`.
    pub ubiquitous_below: f64,
    /// Combinations of cell type and time with fewer cells count neither for the peak nor for tau.
    pub min_cells: u64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            silent_below: 0.01,
            sparse_below: 0.1,
            detection_below: 0.1,
            ubiquitous_below: 0.5,
            min_cells: 10,
        }
    }
}

impl Thresholds {
    /// The class of a gene. One without tau that is expressed is so wherever it was measured.
    pub(super) fn class(
        &self,
        peak: f64,
        tau: Option<f64>,
        detection: Option<f64>,
    ) -> PatternClass {
        let is_rare = detection.is_some_and(|fraction| fraction < self.detection_below);
        // A value of 0.01 is not below 0.01, which its rounding to 32 bits is.
        if (peak as f32) < self.silent_below as f32 || peak == 0.0 {
            PatternClass::Silent
        } else if peak < self.sparse_below || is_rare {
            PatternClass::Sparse
        } else if tau.unwrap_or(0.0) < self.ubiquitous_below {
            PatternClass::Ubiquitous
        } else {
            PatternClass::Banded
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::Recipe;
    use crate::heatmap::Transform;

    #[test]
    fn a_value_is_of_one_class_by_every_transform() {
        let recipe = |transform| Recipe {
            transform,
            ..Recipe::default()
        };
        let class = |transform: Transform, raw: f64| {
            let value = super::super::transform(&recipe(transform), raw);
            Recipe::thresholds(transform).class(value, None, None)
        };
        for raw in (1..400).map(|i| f64::from(i) / 1000.0 + 5e-4) {
            let log10 = class(Transform::Log10, raw);
            assert_eq!(class(Transform::Log1p, raw), log10, "{raw}");
            let stored = class(Transform::None, raw);
            assert_eq!(class(Transform::Arcsine, raw), stored, "{raw}");
        }
    }

    #[test]
    fn no_expression_is_silent_whatever_the_thresholds() {
        let none = Thresholds {
            silent_below: 0.0,
            sparse_below: 0.0,
            detection_below: 0.0,
            ubiquitous_below: 0.0,
            min_cells: 0,
        };
        assert_eq!(none.class(0.0, None, Some(0.0)), PatternClass::Silent);
        assert_eq!(none.class(1e-9, Some(0.0), Some(0.0)), PatternClass::Banded);
    }

    #[test]
    fn a_value_of_32_bits_is_not_below_itself() {
        let class = |peak: f32| Thresholds::default().class(peak.into(), None, None);
        assert_eq!(class(0.01), PatternClass::Sparse);
        assert_eq!(class(0.009_999), PatternClass::Silent);
    }
}
