//! One condition's scores by a model.

mod features;

use ndarray::{Array2, Array4, Axis, s};
use serde_json::Value;

use self::features::Feature;
use super::Error;
use crate::{
    bundle::{Bundle, Condition, GeneImages},
    heatmap::{Image, Recipe},
    model::image::ImageModel,
};

/// A model, and the scores that it has given so far.
pub struct Computed {
    model: ImageModel,
    /// What it takes beside an image.
    features: Vec<Feature>,
    /// The condition's index in the bundle.
    condition: usize,
    gene_images: GeneImages,
    /// One a gene; NaN where it has none, or not yet.
    values: Vec<f32>,
    is_known: Vec<bool>,
    batch: Batch,
}

/// Genes that wait for the network, with their images, N of them at most.
struct Batch {
    genes: Vec<usize>,
    image: Image,
    /// N×3×H×W.
    images: Array4<f32>,
    /// N×K.
    features: Array2<f32>,
}

impl Computed {
    /// Pairs a model with a condition of a bundle.
    ///
    /// # Errors
    ///
    /// Returns an error where the bundle has no images, the model learnt from images of another
    /// recipe or size, or it takes features that the bundle lacks.
    pub fn new(bundle: &Bundle, condition: &Condition, model: ImageModel) -> Result<Self, Error> {
        let manifest = bundle.manifest();
        let (Some(recipe), Some(index)) = (&manifest.recipe, manifest.condition(&condition.key))
        else {
            return Err(Error::NoImages(bundle.path().into()));
        };
        check_recipe(recipe, &model)?;
        let features = features::of(&model, bundle, condition)?;
        let gene_images = bundle.gene_images(index)?;
        let count = bundle.genes().len();
        let (height, width) = model.image_size();
        let batch = Batch {
            genes: Vec::new(),
            image: Image::default(),
            images: Array4::zeros((model.batch(), 3, height, width)),
            features: Array2::zeros((model.batch(), features.len())),
        };
        Ok(Self {
            model,
            features,
            condition: index,
            gene_images: gene_images.ok_or_else(|| Error::NoImages(bundle.path().into()))?,
            values: vec![f32::NAN; count],
            is_known: vec![false; count],
            batch,
        })
    }

    /// The model.
    pub fn model(&self) -> &ImageModel {
        &self.model
    }

    /// The scores so far, one a gene; NaN where it has none.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Scores the genes that are not known yet, in batches.
    ///
    /// # Errors
    ///
    /// Returns an error where a matrix or image is damaged or the network fails.
    pub fn compute(
        &mut self,
        bundle: &Bundle,
        genes: impl Iterator<Item = usize>,
        progress: &mut impl FnMut(usize),
    ) -> Result<(), Error> {
        for gene in genes {
            if !std::mem::replace(&mut self.is_known[gene], true) {
                self.draw(bundle, gene)?;
            }
            if self.batch.genes.len() == self.model.batch() {
                self.flush(progress)?;
            }
        }
        self.flush(progress)
    }

    fn draw(&mut self, bundle: &Bundle, gene: usize) -> Result<(), Error> {
        let batch = &mut self.batch;
        if !self
            .gene_images
            .read_or_draw(bundle, gene, &mut batch.image)?
        {
            return Ok(());
        }
        let row = batch.genes.len();
        let place = batch.images.index_axis_mut(Axis(0), row);
        batch.image.write_chw(place);
        batch.genes.push(gene);
        self.add_features(bundle, gene, row)
    }

    fn add_features(&mut self, bundle: &Bundle, gene: usize, row: usize) -> Result<(), Error> {
        if self.features.is_empty() {
            return Ok(());
        }
        let Some(pattern) = bundle.pattern(gene, self.condition) else {
            let place = format!("gene {}", bundle.genes()[gene].symbol);
            return Err(features::none(&self.model, bundle, place));
        };
        let places = self.batch.features.row_mut(row);
        for (place, feature) in places.into_iter().zip(&self.features) {
            *place = feature.value(pattern);
        }
        Ok(())
    }

    fn flush(&mut self, progress: &mut impl FnMut(usize)) -> Result<(), Error> {
        let batch = &mut self.batch;
        let rows = batch.genes.len();
        if rows == 0 {
            return Ok(());
        }
        let images = batch.images.slice(s![..rows, .., .., ..]);
        let features = batch.features.slice(s![..rows, ..]);
        let probabilities = self.model.score_with(images, features)?;
        for (&gene, probability) in std::iter::zip(&batch.genes, probabilities) {
            self.values[gene] = probability;
        }
        progress(rows);
        batch.genes.clear();
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
