//! Where the data of a bundle is from.

use clap::Args;

use crate::bundle::{Atlas, ModelSource};

/// Where the data is from.
#[derive(Args)]
#[command(next_help_heading = "Provenance")]
pub struct ProvenanceOptions {
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
    /// Say that --scores has all genes that the model scored: then there are percentiles, which among
    /// a selection of genes would be wrong
    #[arg(long, conflicts_with_all = ["atlas", "table"])]
    scores_complete: bool,
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

impl ProvenanceOptions {
    /// The atlas, by the options and, where they say nothing, as `configured`.
    pub fn atlas(&self, configured: Atlas) -> Atlas {
        let text = |option: &Option<String>, configured| option.clone().unwrap_or(configured);
        Atlas {
            name: text(&self.atlas_name, configured.name),
            source: text(&self.atlas_source, configured.source),
            description: text(&self.atlas_description, configured.description),
            licence: self.licence.clone().or(configured.licence),
            ..configured
        }
    }

    /// Whether published scores are those of all genes that the model scored.
    pub fn scores_complete(&self) -> bool {
        self.scores_complete
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
