//! Which recipes can be drawn.

use thiserror::Error;

use super::{Fill, Recipe, Scale};

/// No image or column is longer than this: a damaged recipe must not ask for
/// all the memory.
const MAX_SIDE: u32 = 4096;
const MAX_LENGTH: u32 = 100_000;

/// A recipe that cannot be drawn.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum RecipeError {
    /// A number is outside its range.
    #[error("recipe: {field} is {value}; it must be {range}")]
    Range {
        /// The field's name in the JSON.
        field: &'static str,
        /// What it says.
        value: f64,
        /// What it may say.
        range: &'static str,
    },
    /// Single cells have no residuals.
    #[error("recipe: scale is \"residual\", which is of means; fill must be \"mean\"")]
    Residual,
}

impl Recipe {
    /// Checks that every number is in its range.
    ///
    /// # Errors
    ///
    /// Names the first field that is not.
    pub fn validate(&self) -> Result<(), RecipeError> {
        let positive = self.pseudocount > 0.0 && self.pseudocount.is_finite();
        check("pseudocount", self.pseudocount, positive, "above 0")?;
        self.validate_sizes()?;
        if let Scale::Percentile(p) = self.scale {
            let valid = p > 0.0 && p <= 100.0;
            check("scale.percentile", p, valid, "above 0 and at most 100")?;
        }
        if self.scale == Scale::Residual && self.fill != Fill::Mean {
            return Err(RecipeError::Residual);
        }
        let order = self.order;
        check(
            "order",
            order.into(),
            order <= 1,
            "0 (nearest) or 1 (linear)",
        )?;
        self.validate_patterns()
    }

    fn validate_patterns(&self) -> Result<(), RecipeError> {
        let patterns = &self.patterns;
        let (silent, sparse) = (patterns.silent_below, patterns.sparse_below);
        let valid = silent.is_finite() && silent >= 0.0;
        check("patterns.silent_below", silent, valid, "0 or more")?;
        let valid = sparse.is_finite() && sparse >= silent;
        let range = "at least patterns.silent_below";
        check("patterns.sparse_below", sparse, valid, range)?;
        for (field, fraction) in [
            ("patterns.detection_below", patterns.detection_below),
            ("patterns.ubiquitous_below", patterns.ubiquitous_below),
        ] {
            let valid = (0.0..=1.0).contains(&fraction);
            check(field, fraction, valid, "from 0 to 1")?;
        }
        Ok(())
    }

    fn validate_sizes(&self) -> Result<(), RecipeError> {
        for (field, side) in [("height", self.height), ("width", self.width)] {
            let valid = (1..=MAX_SIDE).contains(&side);
            check(field, side.into(), valid, "from 1 to 4096")?;
        }
        let length = self.length.unwrap_or(1);
        let valid = (1..=MAX_LENGTH).contains(&length);
        check("length", length.into(), valid, "from 1 to 100000")
    }
}

fn check(
    field: &'static str,
    value: f64,
    valid: bool,
    range: &'static str,
) -> Result<(), RecipeError> {
    if valid {
        Ok(())
    } else {
        Err(RecipeError::Range {
            field,
            value,
            range,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(json: &str) -> String {
        let recipe: Recipe = serde_json::from_str(json).unwrap();
        recipe.validate().unwrap_err().to_string()
    }

    #[test]
    fn errors_name_field_value_and_range() {
        assert_eq!(
            message(r#"{"order":3}"#),
            "recipe: order is 3; it must be 0 (nearest) or 1 (linear)"
        );
        assert_eq!(
            message(r#"{"scale":"residual","fill":"block"}"#),
            r#"recipe: scale is "residual", which is of means; fill must be "mean""#
        );
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for (json, field) in [
            (r#"{"pseudocount":0}"#, "pseudocount"),
            (r#"{"pseudocount":-1.0}"#, "pseudocount"),
            (r#"{"height":0}"#, "height"),
            (r#"{"width":5000}"#, "width"),
            (r#"{"length":0}"#, "length"),
            (r#"{"length":4000000000}"#, "length"),
            (r#"{"scale":{"percentile":0}}"#, "scale.percentile"),
            (r#"{"scale":{"percentile":100.5}}"#, "scale.percentile"),
            (r#"{"patterns":{"silent_below":-1}}"#, "silent_below is -1"),
            (r#"{"patterns":{"sparse_below":0.001}}"#, "sparse_below"),
            (r#"{"patterns":{"ubiquitous_below":1.5}}"#, "ubiquitous"),
        ] {
            assert!(message(json).contains(field), "{json}");
        }
    }

    #[test]
    fn not_a_number_is_refused() {
        let recipe = Recipe {
            scale: Scale::Percentile(f64::NAN),
            ..Recipe::default()
        };
        let error = recipe.validate().unwrap_err().to_string();
        assert!(error.contains("scale.percentile"), "{error}");
    }
}
