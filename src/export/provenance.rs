//! Where exported scores come from.

use std::io::{self, Write};

use crate::bundle::Bundle;

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
    for source in &manifest.scores {
        let (key, model) = (&source.condition, &source.model);
        let digest = model.digest.as_deref().unwrap_or("no digest");
        let (name, version) = (&model.name, &model.version);
        writeln!(writer, "# model of {key}: {name} {version} {digest}")?;
    }
    Ok(())
}
