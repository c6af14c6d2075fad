//! `dsdscore bundle build`

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;

use crate::{
    bundle::{Atlas, Builder, Description, Identifiers, ModelSource, ScoresTable, Table},
    cli::note,
    heatmap::{self, Fill, Recipe, Transform},
};

const EXAMPLES: &str = "\
Examples:
  # from mean expression: columns gene, condition, cell_type, time, mean
  dsdscore bundle build --table pseudobulk.tsv.gz --atlas 'Garcia-Alonso 2022' -o gonad.dsd

  # the same, of values that are logarithms already, and with Ensembl IDs by symbol
  dsdscore bundle build --table means.csv --transform none --identifiers MANE.txt.gz -o gonad.dsd

  # from scores that somebody published: columns symbol, condition, score
  dsdscore bundle build --scores published.tsv --model-name GONAD-ResNet -o published.dsd";

/// Builds a bundle from a table of expression, or of scores
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    #[command(flatten)]
    source: Source,
    /// The bundle to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The bundle's name [default: the table's file name]
    #[arg(long)]
    name: Option<String>,
    /// The version of the bundle's content
    #[arg(long, default_value = "1", value_name = "VERSION")]
    bundle_version: String,
    /// What the INFO keys begin with
    #[arg(long, default_value = crate::bundle::DEFAULT_PREFIX)]
    prefix: String,
    /// Say that the data is simulated; annotating then needs --allow-synthetic
    #[arg(long)]
    synthetic: bool,
    /// The key of a condition within INFO keys, e.g. female=F; may be repeated [default: the label]
    #[arg(long, value_name = "LABEL=KEY", value_parser = parse_key)]
    condition: Vec<(String, String)>,
    /// Completes Ensembl and HGNC IDs and other names by symbol: the MANE summary, or HGNC's
    /// complete set
    #[arg(long, value_name = "FILE")]
    identifiers: Option<PathBuf>,
    #[command(flatten)]
    images: Images,
    #[command(flatten)]
    provenance: Provenance,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// Mean expression: gene, condition (or sex), cell_type, time, mean; TSV or CSV, gzipped or
    /// not; gene_id, hgnc_id and synonyms where it has them
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Scores: symbol, condition, score; gene_id and hgnc_id where it has them
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
}

/// How matrices become images.
#[derive(Args)]
#[command(next_help_heading = "Images (with --table)")]
struct Images {
    /// The image recipe as JSON (schemas/recipe.schema.json) [default: the paper's, filled with
    /// means]
    #[arg(long, value_name = "FILE", conflicts_with = "scores")]
    recipe: Option<PathBuf>,
    /// What is done to each value: log10 (of 1 + x), log1p or none
    #[arg(long, value_parser = parse_transform, conflicts_with = "scores")]
    transform: Option<Transform>,
}

/// Where the data is from.
#[derive(Args)]
#[command(next_help_heading = "Provenance")]
struct Provenance {
    /// The atlas's name
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME"
    )]
    atlas: String,
    /// Where the atlas is from: an accession, DOI or address
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "TEXT"
    )]
    atlas_source: String,
    /// Tissue, species, ages, processing
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "TEXT"
    )]
    atlas_description: String,
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

impl Build {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut builder = match (&self.source.table, &self.source.scores) {
            (Some(table), _) => self.build_from_table(table)?,
            (None, Some(scores)) => self.build_from_scores(scores)?,
            // The command line has one of the two.
            (None, None) => bail!("neither --table nor --scores"),
        };
        self.check_keys(&builder)?;
        self.identify(&mut builder)?;
        builder.write(&self.output)?;
        let manifest = builder.manifest();
        let keys: Vec<_> = manifest.conditions.iter().map(|c| c.key.as_str()).collect();
        note(format_args!(
            "{}: {} genes, conditions {}",
            self.output.display(),
            builder.genes().len(),
            keys.join(", ")
        ));
        Ok(ExitCode::SUCCESS)
    }

    fn build_from_table(&self, path: &Path) -> anyhow::Result<Builder> {
        let table = Table::read(path, &self.condition)?;
        let recipe = self.images.recipe()?;
        let mut builder = table.into_builder(self.description(path), recipe.clone());
        for condition in 0..builder.manifest().conditions.len() {
            let genes = 0..builder.genes().len();
            let matrices = genes.filter_map(|gene| builder.matrix(gene, condition));
            let ceiling = heatmap::ceiling(&recipe, matrices).with_context(|| {
                let label = &builder.manifest().conditions[condition].label;
                format!("{}, condition {label}", path.display())
            })?;
            builder.set_ceiling(condition, Some(ceiling));
            builder.compute_patterns(condition, &[])?;
        }
        Ok(builder)
    }

    fn build_from_scores(&self, path: &Path) -> anyhow::Result<Builder> {
        let table = ScoresTable::read(path, &self.condition)?;
        let model = ModelSource {
            name: self.provenance.model_name.clone(),
            version: self.provenance.model_version.clone(),
            training_set: self.provenance.training_set.clone(),
            synthetic: self.synthetic,
            citation: self.provenance.citation.clone(),
            ..ModelSource::default()
        };
        Ok(table.into_builder(self.description(path), |_| model.clone())?)
    }

    fn description(&self, path: &Path) -> Description {
        let stem = || {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        Description {
            name: self.name.clone().unwrap_or_else(stem),
            version: self.bundle_version.clone(),
            prefix: self.prefix.clone(),
            synthetic: self.synthetic,
            atlas: Atlas {
                name: self.provenance.atlas.clone(),
                source: self.provenance.atlas_source.clone(),
                description: self.provenance.atlas_description.clone(),
                licence: self.provenance.licence.clone(),
                ..Atlas::default()
            },
        }
    }

    /// A key for a condition that is not there is a typing error.
    fn check_keys(&self, builder: &Builder) -> anyhow::Result<()> {
        let conditions = &builder.manifest().conditions;
        for (label, key) in &self.condition {
            if !conditions.iter().any(|condition| condition.label == *label) {
                let labels: Vec<_> = conditions.iter().map(|c| c.label.as_str()).collect();
                let labels = labels.join(", ");
                bail!("--condition {label}={key}: the table has the conditions {labels}");
            }
        }
        Ok(())
    }

    fn identify(&self, builder: &mut Builder) -> anyhow::Result<()> {
        if let Some(path) = &self.identifiers {
            let annotated = Identifiers::read(path)?.annotate(builder.genes_mut());
            note(format_args!(
                "{}: {} genes named by their current and {} by a previous symbol, {} in \
                 conflict, {} unknown",
                path.display(),
                annotated.current,
                annotated.previous,
                annotated.conflicting,
                annotated.unknown
            ));
        }
        Ok(())
    }
}

impl Images {
    fn recipe(&self) -> anyhow::Result<Recipe> {
        let mut recipe = match &self.recipe {
            Some(path) => {
                let text = fs::read_to_string(path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                serde_json::from_str(&text)
                    .with_context(|| format!("{} is not an image recipe", path.display()))?
            }
            // A table has no single cells, which the paper's own filling needs.
            None => Recipe {
                fill: Fill::Mean,
                ..Recipe::default()
            },
        };
        if let Some(transform) = self.transform {
            recipe.transform = transform;
        }
        recipe.validate()?;
        anyhow::ensure!(
            recipe.fill == Fill::Mean,
            "a table of means has no single cells: the recipe's fill must be mean"
        );
        Ok(recipe)
    }
}

fn parse_key(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((label, key)) if !label.is_empty() && !key.is_empty() => {
            Ok((label.into(), key.into()))
        }
        _ => Err("write LABEL=KEY, e.g. female=F".into()),
    }
}

fn parse_transform(text: &str) -> Result<Transform, String> {
    let value = serde_json::Value::String(text.into());
    serde_json::from_value(value).map_err(|_| "use log10, log1p or none".into())
}
