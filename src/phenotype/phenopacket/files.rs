//! The files that a phenopacket names.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{PhenopacketError, message};
use crate::{
    gene::{Assembly, assembly::Clues},
    remote::reading_command,
};

/// A VCF that a phenopacket names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketVcf {
    /// As the phenopacket has it.
    pub uri: String,
    /// Its assembly, where the phenopacket says.
    pub assembly: Option<Assembly>,
    /// What the file calls the individuals, where it calls them otherwise.
    pub(super) samples: BTreeMap<String, String>,
}

impl PacketVcf {
    /// The file, where it is a VCF or BCF.
    pub(super) fn of(file: message::File) -> Option<Self> {
        let attributes = &file.file_attributes;
        let format = match attribute(attributes, "fileformat") {
            Some(format) => format,
            None => file.hts_format.name(&[]).into(),
        };
        is_vcf(&format, &file.uri).then(|| Self {
            assembly: attribute(attributes, "genomeassembly")
                .or_else(|| Some(file.genome_assembly.name(&[]).into()))
                .and_then(|name| assembly(&name)),
            uri: file.uri,
            samples: file.individual_to_file_identifiers,
        })
    }

    /// Where it is: a path, or a `file:` URI; relative to the folder of the phenopacket at `packet`.
    ///
    /// # Errors
    ///
    /// If it is an address that is not read.
    pub fn path(&self, packet: &Path) -> Result<PathBuf, PhenopacketError> {
        let remote = |remedy: String| PhenopacketError::Remote {
            path: packet.into(),
            uri: self.uri.clone(),
            remedy,
        };
        if let Some(command) = reading_command(&self.uri) {
            return Err(remote(command));
        }
        let path = match self.uri.split_once(':') {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => decoded(local(rest)),
            Some((scheme, rest)) if rest.starts_with("//") && is_scheme(scheme) => {
                return Err(remote(format!("by a program for {scheme}:")));
            }
            _ => self.uri.clone(),
        };
        let folder = packet.parent().unwrap_or(Path::new(""));
        Ok(folder.join(path))
    }
}

/// The path of a `file:` URI, without an empty host or this machine's. Some programs write a relative
/// path in the place of the host.
fn local(rest: &str) -> &str {
    let Some(path) = rest.strip_prefix("//") else {
        return rest;
    };
    let host = path.split('/').next().unwrap_or_default();
    match host.eq_ignore_ascii_case("localhost") {
        true => &path[host.len()..],
        false => path,
    }
}

fn is_scheme(text: &str) -> bool {
    let mut letters = text.chars();
    let is_first = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    is_first && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// A text with `%20` as blanks.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, end @ ..] = rest {
        let hex = (*first == b'%').then(|| end.get(..2)).flatten();
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        let hex = hex.filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &end[2..] } else { end };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.into())
}

/// An attribute by its name in small letters, without `_`.
fn attribute(attributes: &BTreeMap<String, Value>, name: &str) -> Option<String> {
    let plain = |key: &str| key.to_ascii_lowercase().replace(['_', ' '], "");
    let mut found = attributes.iter().filter(|(key, _)| plain(key) == name);
    found.find_map(|(_, value)| Some(value.as_str()?.trim().into()))
}

/// By its format, also as a media type; without one by its ending.
fn is_vcf(format: &str, uri: &str) -> bool {
    let format = format.to_ascii_lowercase();
    let uri = uri.to_ascii_lowercase();
    let is_one = |text: &str| text.contains("vcf") || text.contains("bcf");
    match format.is_empty() {
        true => [".vcf", ".vcf.gz", ".vcf.bgz", ".bcf"]
            .iter()
            .any(|end| uri.ends_with(end)),
        false => is_one(&format) && !format.contains("gvcf"),
    }
}

fn assembly(name: &str) -> Option<Assembly> {
    let mut clues = Clues::default();
    clues.words(name.as_bytes(), name.as_bytes());
    clues.told().map(|told| told.assembly)
}
