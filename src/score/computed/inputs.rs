//! What a network takes of genes, and whether a bundle has it.

use ndarray::ArrayViewMut1;
use serde_json::Value;

use super::features::{self, Feature};
use crate::{
    bundle::{Bundle, Condition},
    heatmap::Recipe,
    model::image::ImageModel,
    score::Error,
};

/// What a network takes beside images of genes of one condition.
#[derive(Debug)]
pub struct Inputs {
    features: Vec<Feature>,
    /// The condition's index in the bundle.
    condition: usize,
}

impl Inputs {
    /// Checks that a bundle has for a condition what a network takes.
    ///
    /// # Errors
    ///
    /// Returns an error where the bundle has no images, the network learnt from images of another
    /// recipe or size, or it takes features that the bundle lacks.
    pub fn new(bundle: &Bundle, condition: &Condition, model: &ImageModel) -> Result<Self, Error> {
        let manifest = bundle.manifest();
        let (Some(recipe), Some(index)) = (&manifest.recipe, manifest.condition(&condition.key))
        else {
            return Err(Error::NoImages(bundle.path().into()));
        };
        check_recipe(recipe, model)?;
        Ok(Self {
            features: features::of(model, bundle, condition)?,
            condition: index,
        })
    }

    /// How many numbers come beside an image.
    #[must_use]
    pub fn features(&self) -> usize {
        self.features.len()
    }

    /// Puts the numbers of a gene where they belong, as many as there are features.
    ///
    /// # Errors
    ///
    /// Returns an error where the gene has none.
    pub fn put(
        &self,
        bundle: &Bundle,
        model: &ImageModel,
        gene: usize,
        places: ArrayViewMut1<'_, f32>,
    ) -> Result<(), Error> {
        if self.features.is_empty() {
            return Ok(());
        }
        let Some(pattern) = bundle.pattern(gene, self.condition) else {
            let place = format!("gene {}", bundle.genes()[gene].symbol);
            return Err(features::none(model, bundle, place));
        };
        for (place, feature) in places.into_iter().zip(&self.features) {
            *place = feature.value(pattern);
        }
        Ok(())
    }
}

/// A model knows only images like those that it learnt from.
fn check_recipe(recipe: &Recipe, model: &ImageModel) -> Result<(), Error> {
    let metadata = model.metadata();
    if let Some(missing) = missing_step(recipe, &metadata.recipe) {
        return Err(Error::IncompleteRecipe {
            model: metadata.name.clone(),
            missing,
        });
    }
    let learnt: Recipe =
        serde_json::from_value(metadata.recipe.clone()).map_err(|source| Error::UnknownRecipe {
            model: metadata.name.clone(),
            source,
        })?;
    if !learnt.draws_like(recipe) {
        return Err(Error::OtherRecipe {
            model: metadata.name.clone(),
            differences: differences(&serde_json::json!(learnt), &serde_json::json!(recipe)),
        });
    }
    let (height, width) = model.image_size();
    if (height, width) != (recipe.height as usize, recipe.width as usize) {
        return Err(Error::OtherSize {
            model: metadata.name.clone(),
            height,
            width,
        });
    }
    Ok(())
}

/// The one part of a recipe that is no step of the image.
const PATTERNS: &str = "patterns";

/// A step that the model's recipe does not name: it must not be filled with today's default.
fn missing_step(recipe: &Recipe, learnt: &Value) -> Option<String> {
    let steps = serde_json::json!(recipe);
    let mut names = steps.as_object()?.keys();
    names
        .find(|name| *name != PATTERNS && learnt.get(name).is_none())
        .cloned()
}

/// Which steps of two recipes differ, in words.
fn differences(learnt: &Value, recipe: &Value) -> String {
    let (Value::Object(learnt), Value::Object(recipe)) = (learnt, recipe) else {
        return String::new();
    };
    let differing = learnt
        .iter()
        .filter(|(key, value)| *key != PATTERNS && recipe.get(*key) != Some(value));
    let words = differing.map(|(key, value)| {
        let other = recipe.get(key).unwrap_or(&Value::Null);
        format!("{key} is {value} for the model, {other} in the bundle")
    });
    words.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_must_name_every_step() {
        let recipe = Recipe::default();
        let mut learnt = serde_json::json!(recipe);
        learnt.as_object_mut().unwrap().remove("patterns");
        assert_eq!(missing_step(&recipe, &learnt), None);
        learnt.as_object_mut().unwrap().remove("colormap");
        assert_eq!(missing_step(&recipe, &learnt).as_deref(), Some("colormap"));
        assert!(missing_step(&recipe, &Value::Null).is_some());
    }

    #[test]
    fn differing_steps_are_named() {
        let learnt = serde_json::json!({"height": 100, "colormap": "jet", "patterns": {}});
        let recipe = serde_json::json!({"height": 100, "colormap": "turbo", "patterns": 1});
        let expected = r#"colormap is "jet" for the model, "turbo" in the bundle"#;
        assert_eq!(differences(&learnt, &recipe), expected);
    }
}
