//! A bundle in a few lines.

use std::fmt;

use super::{Bundle, Condition, Manifest, ScoreSource, worth};
use crate::heatmap::{Pattern, PatternClass};

/// A summary for people; its `Display` has a line for each thing.
#[derive(Debug)]
pub struct Info<'b>(&'b Bundle);

impl Bundle {
    /// What is in the bundle, for people.
    pub fn info(&self) -> Info<'_> {
        Info(self)
    }
}

impl fmt::Display for Info<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = self.0;
        let manifest = bundle.manifest();
        if manifest.is_synthetic() {
            writeln!(f, "SYNTHETIC: made from simulated data, not for real use")?;
        }
        writeln!(f, "bundle      {} {}", manifest.name, manifest.version)?;
        writeln!(f, "digest      {}", bundle.digest())?;
        writeln!(
            f,
            "format      {} (written by {})",
            manifest.format_version, manifest.created_by
        )?;
        if let Some(from) = &manifest.slimmed_from {
            writeln!(f, "slim of     {from}: no matrices, no images")?;
        }
        write_atlas(f, manifest)?;
        writeln!(f, "prefix      {}", manifest.prefix)?;
        write_genes(f, bundle)?;
        for index in 0..manifest.conditions.len() {
            write_condition(f, bundle, index)?;
        }
        Ok(())
    }
}

fn write_atlas(f: &mut fmt::Formatter<'_>, manifest: &Manifest) -> fmt::Result {
    let atlas = &manifest.atlas;
    let optional = |text: &'_ Option<String>| text.clone().unwrap_or_default();
    let [licence, matrix, values, config] =
        [&atlas.licence, &atlas.matrix, &atlas.values, &atlas.config].map(optional);
    for (what, text) in [
        ("atlas", atlas.name.as_str()),
        ("source", &atlas.source),
        ("description", &atlas.description),
        ("licence", &licence),
        ("matrix", &matrix),
        ("values", &values),
        ("config", &config),
    ] {
        if !text.is_empty() {
            writeln!(f, "{what:<11} {text}")?;
        }
    }
    Ok(())
}

fn write_genes(f: &mut fmt::Formatter<'_>, bundle: &Bundle) -> fmt::Result {
    let genes = bundle.genes();
    let ensembl = genes.iter().filter(|g| !g.ensembl_id.is_empty()).count();
    let hgnc = genes.iter().filter(|g| !g.hgnc_id.is_empty()).count();
    writeln!(
        f,
        "genes       {} ({ensembl} with an Ensembl ID, {hgnc} with an HGNC ID)",
        genes.len()
    )
}

fn write_condition(f: &mut fmt::Formatter<'_>, bundle: &Bundle, index: usize) -> fmt::Result {
    let condition = &bundle.manifest().conditions[index];
    writeln!(f, "condition   {} ({})", condition.key, condition.label)?;
    write_axes(f, condition)?;
    write_patterns(f, bundle.patterns(index))?;
    write_images(f, bundle, index)?;
    let mut sources = bundle.manifest().score_sources(&condition.key);
    write_scores(f, sources.next())?;
    sources.try_for_each(|source| write_opinion(f, source))
}

fn write_axes(f: &mut fmt::Formatter<'_>, condition: &Condition) -> fmt::Result {
    let (rows, columns) = (condition.cell_types.len(), condition.times.len());
    match condition.times.as_slice() {
        [first, .., last] => {
            let (first, last) = (&first.label, &last.label);
            write!(
                f,
                "  matrices  {rows} cell types x {columns} times, {first} to {last}"
            )?;
        }
        [only] => write!(f, "  matrices  {rows} cell types at {}", only.label)?,
        [] => write!(f, "  matrices  none")?,
    }
    if !condition.cells.is_empty() {
        let cells = condition
            .cells
            .iter()
            .fold(0, |sum: u64, &n| sum.saturating_add(n));
        write!(f, ", of {cells} cells")?;
    }
    writeln!(f)
}

fn write_patterns(f: &mut fmt::Formatter<'_>, patterns: &[Option<Pattern>]) -> fmt::Result {
    if patterns.is_empty() {
        return Ok(());
    }
    let counts = PatternClass::ALL.map(|class| {
        let of_class = |pattern: &&Pattern| pattern.class == class;
        let count = patterns.iter().flatten().filter(of_class).count();
        format!("{} {count}", class.name())
    });
    writeln!(f, "  patterns  {}", counts.join(", "))
}

fn write_images(f: &mut fmt::Formatter<'_>, bundle: &Bundle, index: usize) -> fmt::Result {
    let manifest = bundle.manifest();
    if !manifest.has_matrices() {
        return Ok(());
    }
    match bundle.image_extent(index) {
        (0, _) if manifest.draws_residuals() => writeln!(
            f,
            "  images    drawn from the matrices: how unusual values are for their gene's level"
        ),
        (0, _) if manifest.draws_means() => writeln!(f, "  images    drawn from the matrices"),
        (0, _) => writeln!(f, "  images    none"),
        (count, bytes) => {
            let megabytes = bytes as f64 / 1e6;
            writeln!(f, "  images    {count} stored ({megabytes:.1} MB)")
        }
    }
}

fn write_scores(f: &mut fmt::Formatter<'_>, source: Option<&ScoreSource>) -> fmt::Result {
    let Some(source) = source else {
        return writeln!(f, "  scores    none");
    };
    writeln!(f, "  scores    {}", extent_and_model(source))?;
    writeln!(f, "  worth     {}", worth(source.evaluation.as_ref()))?;
    write_reasons(f, "  reasons  ", source)
}

fn write_opinion(f: &mut fmt::Formatter<'_>, source: &ScoreSource) -> fmt::Result {
    writeln!(f, "  2nd       {}", extent_and_model(source))?;
    writeln!(f, "    worth   {}", worth(source.evaluation.as_ref()))?;
    write_reasons(f, "    reasons", source)
}

fn write_reasons(f: &mut fmt::Formatter<'_>, head: &str, source: &ScoreSource) -> fmt::Result {
    match &source.explanation {
        Some(explanation) => writeln!(f, "{head} {explanation}"),
        None => Ok(()),
    }
}

fn extent_and_model(source: &ScoreSource) -> String {
    let (model, scored) = (&source.model, source.genes_scored);
    let extent = if source.complete {
        "all that can be"
    } else {
        "not said to be all genes"
    };
    let name = [model.name.as_str(), &model.version].join(" ");
    let synthetic = if model.synthetic { ", SYNTHETIC" } else { "" };
    format!("{scored} ({extent}), model {}{synthetic}", name.trim_end())
}
