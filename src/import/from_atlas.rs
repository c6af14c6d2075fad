//! From single-cell files to a bundle.

mod counted;
mod error;
mod genes;
mod images;
mod measured;
mod opened;
mod options;
mod sources;

use self::opened::Opened;
pub use self::{
    error::FromAtlasError,
    options::{AtlasOptions, Step},
};
use crate::{
    atlas::{AtlasInput, Config},
    bundle::{Atlas, Builder, Description},
    heatmap::Fill,
};

/// A bundle that is not written yet, and what is worth knowing of its making.
#[derive(Debug)]
pub struct FromAtlas {
    /// The bundle, without scores.
    pub builder: Builder,
    /// What somebody should know, a sentence each.
    pub warnings: Vec<String>,
}

/// Makes a bundle of single-cell files: means of each cell type at each time, patterns and, where
/// the recipe's fill is of single cells, images. Each condition is of one file. Files are read
/// once for the means, and once for as many genes as fit into memory for the images.
///
/// # Errors
///
/// If a file cannot be read or is not as the configuration says, a condition is in no file or in
/// two, or a gene cannot be drawn.
pub fn from_atlas(
    inputs: &[AtlasInput],
    options: AtlasOptions,
    mut description: Description,
    progress: &mut dyn FnMut(Step),
) -> Result<FromAtlas, FromAtlasError> {
    let recipe = options.recipe;
    let checked = recipe.validate();
    checked.map_err(|error| FromAtlasError::Recipe(error.into()))?;
    let opened = Opened::open(inputs, options)?;
    opened.describe(&mut description);
    let warnings = opened.warnings();
    // What cannot be written is found before anything is read.
    opened.check_names(description.clone())?;
    let measured = opened.measure(progress)?;
    let (mut builder, counted) = measured.build(description)?;
    if recipe.fill != Fill::Mean {
        builder.set_images(counted.draw(&builder, progress)?);
    }
    Ok(FromAtlas { builder, warnings })
}

impl From<&Config> for Atlas {
    /// What a configuration says of its atlas.
    fn from(config: &Config) -> Self {
        Self {
            name: config.name.clone(),
            source: config.source.clone(),
            description: config.description.clone(),
            licence: config.licence.clone(),
            ..Self::default()
        }
    }
}
