//! A bundle in a few lines.

use std::fmt;

use super::{Bundle, Condition, Manifest};

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
        write_atlas(f, manifest)?;
        writeln!(f, "prefix      {}", manifest.prefix)?;
        write_genes(f, bundle)?;
        for condition in &manifest.conditions {
            write_condition(f, manifest, condition)?;
        }
        Ok(())
    }
}

fn write_atlas(f: &mut fmt::Formatter<'_>, manifest: &Manifest) -> fmt::Result {
    let atlas = &manifest.atlas;
    let licence = atlas.licence.as_deref().unwrap_or_default();
    for (what, text) in [
        ("atlas", atlas.name.as_str()),
        ("source", &atlas.source),
        ("description", &atlas.description),
        ("licence", licence),
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

fn write_condition(
    f: &mut fmt::Formatter<'_>,
    manifest: &Manifest,
    condition: &Condition,
) -> fmt::Result {
    let (key, label) = (&condition.key, &condition.label);
    writeln!(f, "condition   {key} ({label})")?;
    match condition.times.as_slice() {
        [first, .., last] => {
            let (rows, columns) = (condition.cell_types.len(), condition.times.len());
            let (first, last) = (&first.label, &last.label);
            writeln!(
                f,
                "  matrices  {rows} cell types x {columns} times, {first} to {last}"
            )?;
        }
        [only] => {
            let rows = condition.cell_types.len();
            writeln!(f, "  matrices  {rows} cell types at {}", only.label)?;
        }
        [] => writeln!(f, "  matrices  none")?,
    }
    match manifest.score_source(key) {
        Some(source) => {
            let (model, scored) = (&source.model, source.genes_scored);
            let extent = if source.complete {
                "all that can be"
            } else {
                "not all genes"
            };
            let name = [model.name.as_str(), &model.version].join(" ");
            writeln!(
                f,
                "  scores    {scored} ({extent}), model {}",
                name.trim_end()
            )
        }
        None => writeln!(f, "  scores    none"),
    }
}
