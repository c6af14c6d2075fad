//! `dsdscore bundle build`

pub(in crate::cli) mod cells;
mod images;
mod names;
mod provenance;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::bail;
use clap::Args;

use self::{
    cells::CellOptions, images::ImageOptions, names::NameOptions, provenance::ProvenanceOptions,
};
use crate::{
    atlas::Config,
    bundle::{Atlas, Builder, Description},
    cli::{
        atlas_inputs::files,
        keep::{check_output, repeated},
        note,
    },
    heatmap::{Recipe, Transform},
    import::{self, ExpressionTable, ScoresTable, TableError, TableMap},
};

const EXAMPLES: &str = "\
Examples:
  # from single cells; `dsdscore atlas describe` writes a first atlas.toml
  dsdscore bundle build --atlas female.h5ad --atlas male.h5ad --config atlas.toml -o gonad.dsd

  # a file that no column says the condition of, drawn by means
  dsdscore bundle build --atlas WT=wt.h5ad --config atlas.toml --fill mean -o heart.dsd

  # from mean expression: columns gene, condition, cell_type, time, mean
  dsdscore bundle build --table pseudobulk.tsv.gz --atlas-name 'Garcia-Alonso 2022' -o gonad.dsd

  # from a matrix of genes x populations, whose columns a mapping explains
  dsdscore bundle build --table fractions.csv --config populations.toml -o ovary.dsd

  # the same, drawn by how unusual each value is for its gene's level
  dsdscore bundle build --table fractions.csv --config populations.toml --scale residual -o ovary.dsd

  # from several such matrices of the same genes, each gene by the symbol that it has now
  dsdscore bundle build --table ovary.csv --table testis.csv --config populations.toml \
    --identifiers MANE.txt.gz --identifiers renamed.tsv --current-symbols -o gonad.dsd

  # from a table of values that are logarithms already, and with Ensembl IDs by symbol
  dsdscore bundle build --table means.csv --transform none --identifiers MANE.txt.gz -o gonad.dsd

  # from scores that somebody published: columns symbol, condition, score
  dsdscore bundle build --scores published.tsv --model-name GONAD-ResNet -o published.dsd

  # from the scores of all genes, for percentiles
  dsdscore bundle build --scores all-genes.tsv.gz --scores-complete -o gonad.dsd";

/// Builds a bundle from a single-cell atlas, a table of expression, or scores
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    #[command(flatten)]
    source: SourceOptions,
    /// What columns and labels mean, as TOML: of an atlas, or of a table of genes x populations
    /// (docs/atlas.md)
    #[arg(long, value_name = "FILE", conflicts_with = "scores")]
    config: Option<PathBuf>,
    /// The bundle to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The bundle's name [default: the atlas's, or the table's file name]
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
    /// The key of a table's condition within INFO keys, e.g. female=F; may be repeated [default: the
    /// label]
    #[arg(long, value_name = "LABEL=KEY", value_parser = parse_key,
        conflicts_with_all = ["atlas", "config"])]
    condition: Vec<(String, String)>,
    #[command(flatten)]
    names: NameOptions,
    #[command(flatten)]
    cells: CellOptions,
    #[command(flatten)]
    images: ImageOptions,
    #[command(flatten)]
    provenance: ProvenanceOptions,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct SourceOptions {
    /// A single-cell file: .h5ad, or 10x Genomics' Matrix Market; KEY=FILE where no column says its
    /// condition; may be repeated. Needs --config
    #[arg(long, value_name = "[KEY=]FILE", requires = "config")]
    atlas: Vec<PathBuf>,
    /// Mean expression: gene, condition (or sex), cell_type, time, mean; TSV or CSV, gzipped or
    /// not; gene_id, hgnc_id and synonyms where it has them. With --config: a row each gene, a
    /// column each population; may be repeated then, and tables are joined by gene
    #[arg(long, value_name = "FILE")]
    table: Vec<PathBuf>,
    /// Scores: symbol, condition, score; gene_id and hgnc_id where it has them
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
}

/// Fewer genes than any model of a whole genome scores.
const FEW_GENES: usize = 10_000;

impl Build {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        check_output(&self.output, self.inputs())?;
        let builder = match (self.source.table.as_slice(), &self.source.scores) {
            ([], Some(scores)) => self.build_from_scores(scores)?,
            ([], None) => self.build_from_cells()?,
            (tables, _) => self.build_from_tables(tables)?,
        };
        self.check_keys(&builder)?;
        write(&builder, &self.output)?;
        Ok(ExitCode::SUCCESS)
    }

    /// All files that are named.
    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let source = &self.source;
        let atlases = source.atlas.iter().flat_map(|path| files(path));
        let tables = source.table.iter().chain(&source.scores);
        let tables = tables.map(PathBuf::as_path).chain(self.names.files());
        atlases
            .chain(tables)
            .chain(self.config.as_deref())
            .chain(self.cells.files())
            .chain(self.images.files())
    }

    fn build_from_cells(&self) -> anyhow::Result<Builder> {
        // The command line has one.
        let path = self.config.as_deref().unwrap_or(Path::new("atlas.toml"));
        let config = Config::read(path)?;
        let name = cells::name(&config.name, &self.source.atlas);
        let description = self.description(Path::new(&name), Atlas::from(&config));
        let recipe = self
            .images
            .recipe(Recipe::default(), Recipe::residual(Transform::Log1p))?;
        let atlases = &self.source.atlas;
        let mut builder = self
            .cells
            .build(atlases, &config, &recipe, description, &self.output)?;
        self.names.name(builder.genes_mut())?;
        Ok(builder)
    }

    fn build_from_tables(&self, paths: &[PathBuf]) -> anyhow::Result<Builder> {
        check_once(paths)?;
        let mut table = match (&self.config, paths) {
            (Some(map), paths) => ExpressionTable::read_wide(paths, &TableMap::read(map)?)?,
            (None, [path]) => self.read_long(path)?,
            (None, _) => bail!(
                "several --table are joined by gene where --config says what their columns are (docs/atlas.md)"
            ),
        };
        self.names.name_table(&mut table)?;
        let name = match table.atlas().name.as_str() {
            "" => &paths[0],
            name => Path::new(name),
        };
        let description = self.description(name, table.atlas().clone());
        let recipe = self
            .images
            .recipe(table.recipe(), table.residual_recipe())?;
        Ok(import::from_table(table, recipe, description)?)
    }

    fn read_long(&self, path: &Path) -> anyhow::Result<ExpressionTable> {
        ExpressionTable::read(path, &self.condition).map_err(|error| match error {
            TableError::MissingColumn { .. } => anyhow::anyhow!(
                "{error}; if it is a matrix of genes x populations, say by --config what its columns are (docs/atlas.md)"
            ),
            error => error.into(),
        })
    }

    fn build_from_scores(&self, path: &Path) -> anyhow::Result<Builder> {
        let table = ScoresTable::read(path, &self.condition)?;
        let model = self.provenance.model(self.synthetic);
        let description = self.description(path, Atlas::default());
        let is_complete = self.provenance.scores_complete();
        let mut builder = import::from_scores(table, is_complete, |_| model.clone(), description)?;
        self.names.name(builder.genes_mut())?;
        for source in &builder.manifest().scores {
            if is_complete && source.genes_scored < FEW_GENES {
                note(format_args!(
                    "warning: percentiles of condition {} will be among {} genes; leave \
                     --scores-complete out if others were scored",
                    source.condition, source.genes_scored
                ));
            }
        }
        Ok(builder)
    }

    fn description(&self, path: &Path, atlas: Atlas) -> Description {
        let name = self.name.clone();
        Description {
            name: name.unwrap_or_else(|| cells::file_name(path)),
            version: self.bundle_version.clone(),
            prefix: self.prefix.clone(),
            synthetic: self.synthetic,
            atlas: self.provenance.atlas(atlas),
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
}

/// Refuses a table that is named twice: where values are merged it would count twice.
fn check_once(paths: &[PathBuf]) -> anyhow::Result<()> {
    let files = paths.iter().map(PathBuf::as_path);
    let files: Vec<_> = files.filter(|path| path.exists()).collect();
    match repeated(&files) {
        None => Ok(()),
        Some(path) => bail!("--table names {} twice: leave one", path.display()),
    }
}

/// Writes a bundle, and says on stderr what it has.
pub fn write(builder: &Builder, path: &Path) -> anyhow::Result<()> {
    builder.write(path)?;
    let manifest = builder.manifest();
    let keys: Vec<_> = manifest.conditions.iter().map(|c| c.key.as_str()).collect();
    note(format_args!(
        "{}: {} genes, conditions {}",
        path.display(),
        builder.genes().len(),
        keys.join(", ")
    ));
    Ok(())
}

fn parse_key(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((label, key)) if !label.is_empty() && !key.is_empty() => {
            Ok((label.into(), key.into()))
        }
        _ => Err("write LABEL=KEY, e.g. female=F".into()),
    }
}
