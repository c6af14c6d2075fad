//! What the numbers of a heatmap are.

use super::format;
use crate::heatmap::{Recipe, Scale, Transform};

/// What the numbers of a heatmap are.
#[derive(Debug)]
pub(super) struct Unit {
    /// What colours show, in a few words.
    pub(super) title: String,
    /// How colours are spaced, where that is not even; else empty.
    pub(super) scale: &'static str,
    /// Whether values are fractions of cells.
    is_share: bool,
    is_residual: bool,
}

impl Unit {
    /// `values` is what the bundle says of them: see
    /// [`Atlas::values`](crate::bundle::Atlas::values).
    pub(super) fn new(recipe: &Recipe, values: Option<&str>) -> Self {
        let is_share = values == Some("fractions");
        let is_residual = recipe.scale == Scale::Residual;
        let of = match values {
            Some("fractions") => "share of cells that express it",
            Some("counts") => "mean count in a cell",
            Some("normalised") => "mean expression, normalised as the atlas has it",
            Some("logarithms") => "logarithm of mean expression",
            _ => "mean expression",
        };
        Self {
            title: match is_residual {
                true => format!(
                    "how unusual the {of} is for a gene of its level, in standard deviations"
                ),
                false => of.into(),
            },
            scale: match recipe.transform {
                _ if is_residual => "",
                Transform::Log10 | Transform::Log1p => "on a logarithmic scale",
                Transform::Arcsine => "by the arcsine of its root",
                Transform::None => "",
            },
            is_share,
            is_residual,
        }
    }

    /// A value with what it is.
    pub(super) fn value(&self, value: f32) -> String {
        match self.is_share {
            true => format!("{:.0} %", f64::from(value) * 100.0),
            false => format::expression(value),
        }
    }

    /// A number beside the colour bar.
    pub(super) fn tick(&self, label: String) -> String {
        match label.parse::<f64>() {
            Ok(value) if self.is_share && !self.is_residual => {
                format!("{} %", format::trimmed(&format!("{:.2}", value * 100.0)))
            }
            _ => label,
        }
    }

    /// What the highest values are called.
    pub(super) fn highest(&self) -> &'static str {
        if self.is_share {
            "Expressed by the largest share of cells"
        } else {
            "Highest means"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_fractions_is_no_mean_expression() {
        let recipe = Recipe {
            transform: Transform::None,
            ..Recipe::default()
        };
        let unit = Unit::new(&recipe, Some("fractions"));
        assert_eq!(unit.title, "share of cells that express it");
        assert_eq!(unit.value(0.834), "83 %");
        assert_eq!(
            (unit.tick("0.5".into()), unit.tick("0".into())),
            ("50 %".into(), "0 %".into())
        );
        let unusual = Unit::new(&Recipe::residual(Transform::Arcsine), Some("fractions"));
        assert_has!(
            unusual.title,
            "share of cells that express it",
            "standard deviations"
        );
        assert_eq!(unusual.tick("+3".into()), "+3");
    }

    #[test]
    fn counts_and_what_is_not_known_are_means() {
        let counts = Unit::new(&Recipe::default(), Some("counts"));
        assert_eq!(
            (counts.title.as_str(), counts.scale),
            ("mean count in a cell", "on a logarithmic scale")
        );
        assert_eq!(Unit::new(&Recipe::default(), None).title, "mean expression");
        assert_eq!(counts.value(12.34), "12.3");
    }
}
