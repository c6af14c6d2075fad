//! How matrices or cells become images.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::{
    cli::by_name,
    heatmap::{Fill, Recipe, Scale, Transform},
    text,
};

/// How matrices or cells become images.
#[derive(Args)]
#[command(next_help_heading = "Images")]
pub struct ImageOptions {
    /// The image recipe as JSON (schemas/recipe.schema.json) [default: the paper's]
    #[arg(long, value_name = "FILE", conflicts_with = "scores")]
    recipe: Option<PathBuf>,
    /// What a time point of an image is made of [default: the recipe's; the paper's is column for
    /// an atlas; a table has means only]
    #[arg(long, value_enum, conflicts_with_all = ["scores", "table"])]
    fill: Option<FillName>,
    /// What is done to each value: log10 (of 1 + x), log1p, arcsine (of a fraction's square root) or
    /// none [default: the recipe's; without one log10, and none for a table of logarithms or fractions]
    #[arg(long, value_parser = parse_transform, conflicts_with = "scores")]
    transform: Option<Transform>,
    /// What has the highest colour: max (of all genes), percentile=P (of all values), per-gene; or
    /// residual, which draws how unusual each value is for its gene's level: without a recipe, means,
    /// in blue, white and red, and by log1p, or for a table of fractions arcsine, of logarithms none
    /// [default: the recipe's; the paper's is max]
    #[arg(long, value_parser = parse_scale, conflicts_with = "scores")]
    scale: Option<Scale>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FillName {
    /// All single cells sorted by cell type, stretched to one length
    Column,
    /// The same within each cell type, so that cell types are aligned
    Block,
    /// One mean for each cell type
    Mean,
}

impl FillName {
    fn fill(self) -> Fill {
        match self {
            Self::Column => Fill::Column,
            Self::Block => Fill::Block,
            Self::Mean => Fill::Mean,
        }
    }
}

impl ImageOptions {
    /// The files that are named.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.recipe.iter().map(PathBuf::as_path)
    }

    /// The recipe of the options; where they name none, `default`, or for the scale residual the one
    /// given for it.
    pub fn recipe(&self, default: Recipe, residual: Recipe) -> anyhow::Result<Recipe> {
        let mut recipe = match (&self.recipe, self.scale) {
            (Some(path), _) => {
                let text =
                    text::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{} is not an image recipe", path.display()))?
            }
            (None, Some(Scale::Residual)) => self.transform.map_or(residual, Recipe::residual),
            (None, _) => default,
        };
        if let Some(scale) = self.scale {
            recipe.scale = scale;
        }
        if let Some(transform) = self.transform {
            recipe.transform = transform;
        }
        if let Some(fill) = self.fill {
            recipe.fill = fill.fill();
        }
        recipe.validate()?;
        Ok(recipe)
    }
}

fn parse_transform(text: &str) -> Result<Transform, String> {
    by_name(text, "log10, log1p, arcsine or none")
}

fn parse_scale(text: &str) -> Result<Scale, String> {
    let names = "max, percentile=P (e.g. percentile=99.9), per-gene or residual";
    match text.split_once("percentile=") {
        Some(("", percentile)) => percentile
            .parse()
            .map(Scale::Percentile)
            .map_err(|_| format!("use {names}")),
        _ => by_name(text, names),
    }
}
