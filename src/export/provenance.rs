//! Where exported scores come from.

use std::io::{self, Write};

use crate::bundle::{Bundle, Condition, ModelSource, short_names, worth};

/// Writes comments that name the bundle, its atlas, conditions and models.
pub(super) fn write_provenance(writer: &mut impl Write, bundle: &Bundle) -> io::Result<()> {
    let manifest = bundle.manifest();
    let (name, version, digest) = (&manifest.name, &manifest.version, bundle.digest());
    writeln!(writer, "# bundle: {name} {version} {digest}")?;
    writeln!(writer, "# synthetic: {}", manifest.is_synthetic())?;
    if let Some(from) = &manifest.slimmed_from {
        writeln!(writer, "# slim of: {from}")?;
    }
    let atlas = [manifest.atlas.name.as_str(), &manifest.atlas.source];
    let atlas = atlas.map(str::trim).join(" ");
    if !atlas.trim().is_empty() {
        writeln!(writer, "# atlas: {}", atlas.trim())?;
    }
    writeln!(writer, "# prefix: {}", manifest.prefix)?;
    for condition in &manifest.conditions {
        writeln!(writer, "# condition {}: {}", condition.key, condition.label)?;
    }
    for Condition { key, .. } in &manifest.conditions {
        let sources: Vec<_> = manifest.score_sources(key).collect();
        // The manifest has been seen to tell them apart.
        let names = short_names(sources.iter().map(|source| &source.model)).unwrap_or_default();
        for (place, (source, name)) in sources.iter().zip(&names).enumerate() {
            let of = match place {
                0 => key.clone(),
                _ => format!("{key} {name}"),
            };
            let (model, worth) = (describe(&source.model), worth(source.evaluation.as_ref()));
            writeln!(writer, "# model of {of}: {model}")?;
            writeln!(writer, "# worth of {of}: {worth}")?;
        }
    }
    Ok(())
}

fn describe(model: &ModelSource) -> String {
    let digest = model.digest.as_deref().unwrap_or("no digest");
    format!("{} {} {digest}", model.name, model.version)
}
