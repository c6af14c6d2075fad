//! Where the data of a bundle is from.

use clap::Args;

use crate::{
    atlas::Config,
    bundle::{Atlas, ModelSource},
};

/// Where the data is from.
#[derive(Args)]
#[command(next_help_heading = "Provenance")]
pub struct Provenance {
    /// The atlas's name [default: that of its configuration]
    #[arg(long, value_name = "NAME")]
    atlas_name: Option<String>,
    /// Where the atlas is from: an accession, DOI or address
    #[arg(long, value_name = "TEXT")]
    atlas_source: Option<String>,
    /// Tissue, species, ages, processing
    #[arg(long, value_name = "TEXT")]
    atlas_description: Option<String>,
    /// The terms of the data
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
    /// The model behind published scores
    #[arg(
        long,
        default_value = "published",
        requires = "scores",
        value_name = "NAME"
    )]
    model_name: String,
    /// Its version
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        requires = "scores",
        value_name = "VERSION"
    )]
    model_version: String,
    /// What it was trained on
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        requires = "scores",
        value_name = "TEXT"
    )]
    training_set: String,
    /// What to cite for the scores
    #[arg(long, requires = "scores", value_name = "TEXT")]
    citation: Option<String>,
}

impl Provenance {
    /// The atlas, by the options and, where they say nothing, by its configuration.
    pub fn atlas(&self, config: Option<&Config>) -> Atlas {
        let text = |option: &Option<String>, of: fn(&Config) -> &String| {
            let configured = || config.map(of).cloned();
            option.clone().or_else(configured).unwrap_or_default()
        };
        let licence = || config.and_then(|config| config.licence.clone());
        Atlas {
            name: text(&self.atlas_name, |config| &config.name),
            source: text(&self.atlas_source, |config| &config.source),
            description: text(&self.atlas_description, |config| &config.description),
            licence: self.licence.clone().or_else(licence),
            ..Atlas::default()
        }
    }

    /// The model behind published scores.
    pub fn model(&self, synthetic: bool) -> ModelSource {
        ModelSource {
            name: self.model_name.clone(),
            version: self.model_version.clone(),
            training_set: self.training_set.clone(),
            synthetic,
            citation: self.citation.clone(),
            ..ModelSource::default()
        }
    }
}
