//! Phenopackets as JSON has them: the fields that are used, in either spelling that protobuf's JSON
//! allows. Those of version 1 that have another name stand beside version 2's.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A `Phenopacket` or a `Family`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    #[serde(deserialize_with = "or_default")]
    pub(super) subject: Option<Subject>,
    #[serde(alias = "phenotypicFeatures", deserialize_with = "or_default")]
    pub(super) phenotypic_features: Vec<Feature>,
    #[serde(
        alias = "htsFiles",
        alias = "hts_files",
        deserialize_with = "or_default"
    )]
    pub(super) files: Vec<File>,
    #[serde(deserialize_with = "or_default")]
    pub(super) proband: Option<Box<Message>>,
    #[serde(deserialize_with = "or_default")]
    pub(super) relatives: Vec<Message>,
    #[serde(deserialize_with = "or_default")]
    pub(super) pedigree: Pedigree,
    /// Of a `Cohort`.
    #[serde(deserialize_with = "or_default")]
    pub(super) members: Vec<serde::de::IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Subject {
    #[serde(deserialize_with = "or_default")]
    pub(super) id: String,
    #[serde(deserialize_with = "or_default")]
    pub(super) sex: Word,
    #[serde(alias = "karyotypicSex", deserialize_with = "or_default")]
    pub(super) karyotypic_sex: Word,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Feature {
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub(super) of: Class,
    /// `negated` in version 1.
    #[serde(alias = "negated", deserialize_with = "or_default")]
    pub(super) excluded: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Class {
    #[serde(deserialize_with = "or_default")]
    pub(super) id: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    #[serde(deserialize_with = "or_default")]
    pub(super) uri: String,
    /// In version 1 of samples.
    #[serde(
        alias = "individualToFileIdentifiers",
        alias = "individualToSampleIdentifiers",
        alias = "individual_to_sample_identifiers",
        deserialize_with = "or_default"
    )]
    pub(super) individual_to_file_identifiers: BTreeMap<String, String>,
    #[serde(alias = "fileAttributes", deserialize_with = "or_default")]
    pub(super) file_attributes: BTreeMap<String, Value>,
    /// Of version 1, as the next.
    #[serde(alias = "htsFormat", deserialize_with = "or_default")]
    pub(super) hts_format: Word,
    #[serde(alias = "genomeAssembly", deserialize_with = "or_default")]
    pub(super) genome_assembly: Word,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pedigree {
    #[serde(deserialize_with = "or_default")]
    pub(super) persons: Vec<Person>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Person {
    #[serde(alias = "familyId", deserialize_with = "or_default")]
    pub(super) family_id: String,
    #[serde(alias = "individualId", deserialize_with = "or_default")]
    pub(super) individual_id: String,
    #[serde(alias = "paternalId", deserialize_with = "or_default")]
    pub(super) paternal_id: String,
    #[serde(alias = "maternalId", deserialize_with = "or_default")]
    pub(super) maternal_id: String,
    #[serde(deserialize_with = "or_default")]
    pub(super) sex: Word,
    #[serde(alias = "affectedStatus", deserialize_with = "or_default")]
    pub(super) affected_status: Word,
}

/// A value of an enum: its name, or its number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Word {
    Name(String),
    Number(usize),
}

impl Default for Word {
    fn default() -> Self {
        Self::Number(0)
    }
}

impl Word {
    /// The name; of a number that of its place in `names`.
    pub(super) fn name<'w>(&'w self, names: &[&'w str]) -> &'w str {
        match self {
            Self::Name(name) => name.trim(),
            Self::Number(number) => names.get(*number).copied().unwrap_or_default(),
        }
    }
}

/// In protobuf's JSON `null` is a field's default.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
