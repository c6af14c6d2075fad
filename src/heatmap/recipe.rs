//! The image recipe: every step from expression to pixels, as data.

mod validate;

use serde::{Deserialize, Serialize};

pub use self::validate::RecipeError;
use super::thresholds::Thresholds;

/// How the expression of one gene becomes an image.
///
/// Written in a bundle's manifest and in a model's metadata; a model reads only
/// images of its own recipe. Every field is written; a field that is left out
/// of a file has its default. `schemas/recipe.schema.json` describes the JSON.
///
/// The steps run in this order, after section 2.2 of the GONAD-ResNet paper:
/// fill and gaps, time spacing, row order, transform, scale, colours, size;
/// the transform comes first where [`TransformStage`] or the scale says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Recipe {
    /// What is done to an expression value before it is scaled.
    pub transform: Transform,
    /// Whether values are transformed before or after they are interpolated.
    pub transform_stage: TransformStage,
    /// The count that `log10` adds: log10(1 + count / pseudocount), so that no
    /// expression is always 0. Above 0; other transforms ignore it.
    pub pseudocount: f64,
    /// What a column of the matrix, one time point, is made of.
    pub fill: Fill,
    /// Values per time point (`column`), or per cell type and time point
    /// (`block`); none: as many as the largest has cells. `mean` ignores it.
    pub length: Option<u32>,
    /// What stands where a cell type has no cell at a time point
    /// (`block`, `mean`).
    pub gaps: Gaps,
    /// Which transformed value has the highest colour.
    pub scale: Scale,
    /// From scaled values to colours.
    pub colormap: Colormap,
    /// Height of the image in pixels.
    pub height: u32,
    /// Width of the image in pixels.
    pub width: u32,
    /// Whether colours or values are resized.
    pub resize: ResizeStage,
    /// Spline order of the resizing: 0 (nearest) or 1 (linear).
    pub order: u8,
    /// Whether a Gaussian smooths the image along an axis that shrinks.
    pub anti_aliasing: bool,
    /// Which cell type is at the top.
    pub row_order: RowOrder,
    /// How far apart time points are.
    pub time_spacing: TimeSpacing,
    /// What tells the classes of patterns apart. No step of the image: see
    /// [`Recipe::draws_like`].
    pub patterns: Thresholds,
}

impl Recipe {
    /// Means, drawn by how unusual each is for its gene's level, from blue over white to red. Classes
    /// of patterns are told apart as they are without it: see [`Recipe::thresholds`].
    #[must_use]
    pub fn residual(transform: Transform) -> Self {
        Self {
            transform,
            fill: Fill::Mean,
            scale: Scale::Residual,
            colormap: Colormap::Bwr,
            patterns: Self::thresholds(transform),
            ..Self::default()
        }
    }

    /// The default thresholds for a transform: the classes are those of log10(1 + count) for log1p, and
    /// those of fractions as they are for their arcsine, but that tau is of the transformed values.
    #[must_use]
    pub fn thresholds(transform: Transform) -> Thresholds {
        let transformed = |below: f64| match transform {
            Transform::Log1p => below * std::f64::consts::LN_10,
            Transform::Arcsine => below.sqrt().asin(),
            Transform::Log10 | Transform::None => below,
        };
        let defaults = Thresholds::default();
        Thresholds {
            silent_below: transformed(defaults.silent_below),
            sparse_below: transformed(defaults.sparse_below),
            ..defaults
        }
    }

    /// Whether both recipes draw the same images.
    #[must_use]
    pub fn draws_like(&self, other: &Self) -> bool {
        let other = Self {
            patterns: self.patterns.clone(),
            ..other.clone()
        };
        *self == other
    }
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            transform: Transform::Log10,
            transform_stage: TransformStage::AfterInterpolation,
            pseudocount: 1.0,
            fill: Fill::Column,
            length: None,
            gaps: Gaps::Interpolate,
            scale: Scale::Max,
            colormap: Colormap::Jet,
            height: 100,
            width: 50,
            resize: ResizeStage::AfterColouring,
            order: 1,
            anti_aliasing: true,
            row_order: RowOrder::Given,
            time_spacing: TimeSpacing::Even,
            patterns: Thresholds::default(),
        }
    }
}

/// What is done to an expression value before it is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transform {
    /// Decimal logarithm, log10(1 + count / pseudocount).
    Log10,
    /// Natural logarithm, ln(1 + count).
    Log1p,
    /// The arcsine of the square root of a fraction, 0 to 1, which makes the variance of fractions
    /// about the same everywhere.
    Arcsine,
    /// The value as it is stored, e.g. normalised already; below 0 is drawn as 0.
    None,
}

/// Whether values are transformed before or after they are interpolated: stretched (fills `column` and
/// `block`), filled in where there are gaps, spaced. The GONAD-ResNet paper has it both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TransformStage {
    /// Section 2.2: the matrix is interpolated, and its values are then "log-compressed".
    AfterInterpolation,
    /// Section 2.1: raw values are "logarithmically transformed using base 10 (log10) prior to
    /// downstream analyses".
    BeforeInterpolation,
}

/// What a column of the matrix, one time point, is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fill {
    /// All single cells sorted by cell type, stretched to a common length.
    Column,
    /// The single cells of each cell type, stretched to a common length, so
    /// that cell types are aligned across time.
    Block,
    /// One mean for each cell type.
    Mean,
}

/// What stands where a cell type has no cell at a time point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gaps {
    /// Linear interpolation between the nearest measured time points, flat
    /// before the first and after the last. A cell type that is never measured
    /// is drawn as 0, the lowest colour; by scale `residual` as usual, the middle one.
    Interpolate,
}

/// Which transformed value has the highest colour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// The maximum over all genes of a condition.
    Max,
    /// A percentile, above 0 and at most 100, over all measured values of all
    /// genes of a condition, zeros counted.
    Percentile(f64),
    /// The gene's own maximum: shows the pattern and hides the level.
    PerGene,
    /// How unusual a value is for the level of its gene ([`residual`](super::residual)): 3 standard
    /// deviations above what is usual have the highest colour, 3 below the lowest. For the fill
    /// `mean`; values are transformed first, and what is interpolated are residuals.
    Residual,
}

/// From scaled values to colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colormap {
    /// matplotlib's `jet`: dark blue, blue, turquoise, yellow, red, dark red.
    Jet,
    /// Google's `turbo`: jet's hues with an even rise in lightness.
    Turbo,
    /// matplotlib's `bwr`: blue, white, red; for what lies on both sides of a middle.
    Bwr,
}

/// Whether colours or values are resized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResizeStage {
    /// Colour, then resize the RGB image.
    AfterColouring,
    /// Resize the scaled values, then colour.
    BeforeColouring,
}

/// Which cell type is at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowOrder {
    /// The first of the list of cell types.
    Given,
    /// The last of the list.
    Reversed,
}

/// How far apart time points are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeSpacing {
    /// Every time point is one column, whatever lies between.
    Even,
    /// By their values (e.g. weeks): interpolated at `width` evenly spaced
    /// times from the first to the last.
    ByValue,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_the_default_names_every_field() {
        let json = serde_json::to_string(&Recipe::default()).unwrap();
        let expected = concat!(
            r#"{"transform":"log10","transform_stage":"after-interpolation","pseudocount":1.0,"#,
            r#""fill":"column","length":null,"#,
            r#""gaps":"interpolate","scale":"max","colormap":"jet","height":100,"width":50,"#,
            r#""resize":"after-colouring","order":1,"anti_aliasing":true,"#,
            r#""row_order":"given","time_spacing":"even","#,
            r#""patterns":{"silent_below":0.01,"sparse_below":0.1,"detection_below":0.1,"#,
            r#""ubiquitous_below":0.5,"min_cells":10}}"#
        );
        assert_eq!(json, expected);
    }

    #[test]
    fn the_schema_names_every_field_and_its_default() {
        let schema = include_str!("../../schemas/recipe.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let fields = schema["properties"].as_object().unwrap().iter();
        let defaults = fields.map(|(name, field)| (name.clone(), field["default"].clone()));
        let recipe = serde_json::to_value(Recipe::default()).unwrap();
        assert_eq!(recipe, defaults.collect::<serde_json::Value>());
    }

    #[test]
    fn thresholds_of_patterns_do_not_change_the_image() {
        let json = r#"{"patterns":{"sparse_below":0.2}}"#;
        let recipe: Recipe = serde_json::from_str(json).unwrap();
        assert_eq!(recipe.patterns.min_cells, 10);
        assert_ne!(recipe, Recipe::default());
        assert!(recipe.draws_like(&Recipe::default()));
        let turbo = Recipe {
            colormap: Colormap::Turbo,
            ..Recipe::default()
        };
        assert!(!turbo.draws_like(&Recipe::default()));
    }

    #[test]
    fn unknown_fields_and_values_are_refused() {
        for (json, part) in [
            (r#"{"colour":"jet"}"#, "unknown field `colour`"),
            (r#"{"colormap":"viridis"}"#, "unknown variant `viridis`"),
            (r#"{"height":-1}"#, "invalid value: integer `-1`"),
            (
                r#"{"patterns":{"dots_below":1}}"#,
                "unknown field `dots_below`",
            ),
        ] {
            let error = serde_json::from_str::<Recipe>(json)
                .unwrap_err()
                .to_string();
            assert!(error.contains(part), "{json}: {error}");
        }
    }
}
