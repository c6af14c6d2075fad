//! How matrices or cells become images.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::{
    cli::by_name,
    heatmap::{Fill, Recipe, Transform},
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
    /// What is done to each value: log10 (of 1 + x), log1p or none [default: the recipe's; without
    /// one log10, and none for a table of logarithms or fractions]
    #[arg(long, value_parser = parse_transform, conflicts_with = "scores")]
    transform: Option<Transform>,
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

    /// The recipe of the options, and `default` where they name none.
    pub fn recipe(&self, default: Recipe) -> anyhow::Result<Recipe> {
        let mut recipe = match &self.recipe {
            Some(path) => {
                let text =
                    text::read(path).with_context(|| format!("cannot read {}", path.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{} is not an image recipe", path.display()))?
            }
            None => default,
        };
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
    by_name(text, "log10, log1p or none")
}
