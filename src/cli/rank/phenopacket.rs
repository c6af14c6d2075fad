//! The VCF of a phenopacket.

use std::path::Path;

use anyhow::{Context, anyhow, bail};

use crate::{
    cli::note,
    hits::assembly_of,
    phenotype::Phenopacket,
    rank::{Error, Ranked},
    variant::Reader,
};

/// The input: the one that is named, else the phenopacket's, else standard input.
pub(super) fn input(named: Option<String>, packet: Option<&Phenopacket>) -> anyhow::Result<String> {
    let Some(packet) = packet else {
        return Ok(named.unwrap_or_else(|| "-".into()));
    };
    if let Some(named) = named {
        note_other(&named, packet);
        return Ok(named);
    }
    let vcf = packet.vcf()?.with_context(|| {
        format!(
            "{} names no VCF among its files: name it as the input",
            packet.path.display()
        )
    })?;
    if !vcf.is_file() {
        bail!(
            "{} names {}, which is not there: put it there, or name the VCF as the input",
            packet.path.display(),
            vcf.display()
        );
    }
    Ok(vcf.to_string_lossy().into_owned())
}

/// Says so where the input is none of the phenopacket's files.
fn note_other(named: &str, packet: &Phenopacket) {
    let is_named = |path: &Path| {
        let same = path
            .canonicalize()
            .ok()
            .zip(Path::new(named).canonicalize().ok());
        same.is_some_and(|(a, b)| a == b)
    };
    let mut paths = packet.files.iter().flat_map(|vcf| vcf.path(&packet.path));
    if !packet.files.is_empty() && !paths.any(|path| is_named(&path)) {
        let uris: Vec<_> = packet.files.iter().map(|vcf| &*vcf.uri).collect();
        note(format_args!(
            "{named} is read, and not {}, which the phenopacket names",
            uris.join(", ")
        ));
    }
}

/// Refuses an input of another assembly than the phenopacket says.
pub(super) fn check_assembly(packet: &Phenopacket, reader: &Reader) -> anyhow::Result<()> {
    let found = assembly_of(reader.header());
    let [vcf] = &packet.files[..] else {
        return Ok(());
    };
    match (&found, vcf.assembly) {
        (Some(found), Some(said)) if found.assembly != said => bail!(
            "{} is of {found}, and {} says that it is of {said}: correct the genomeAssembly of its file",
            reader.name(),
            packet.path.display()
        ),
        _ => Ok(()),
    }
}

/// Says who named a sample that is not there.
pub(super) fn explain(
    ranked: anyhow::Result<Ranked>,
    packet: Option<&Phenopacket>,
) -> anyhow::Result<Ranked> {
    ranked.map_err(|error| match (error.downcast_ref::<Error>(), packet) {
        (Some(Error::NoSample { .. }), Some(packet)) => anyhow!(
            "{error}. {} is of {}: say what the VCF calls the patient in individualToFileIdentifiers of \
             its file, or by --samples",
            packet.path.display(),
            packet.proband.id
        ),
        _ => error,
    })
}
