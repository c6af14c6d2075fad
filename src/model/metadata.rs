//! What every model says of itself: one JSON object under the key `dsdscore` of the ONNX file's
//! `metadata_props`, as `schemas/model-metadata.schema.json` has it. What a kind of model says
//! beside is with that kind: [`ImageMetadata`](super::image::ImageMetadata),
//! [`ProfileMetadata`](super::profile::ProfileMetadata).
//!
//! ```
//! use dsdscore::model::{image::ImageMetadata, metadata::KINDS};
//!
//! let error = ImageMetadata::parse(Some(r#"{"kind": "profile"}"#), None).unwrap_err();
//! assert!(error.to_string().contains(KINDS[0]), "{error}");
//! ```

mod common;
mod error;
mod layout;
mod quantiles;

use std::path::Path;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

pub use self::common::Common;
pub use self::error::Error;
pub use self::layout::{KEY, KINDS, SCHEMA_VERSION};
pub use self::quantiles::Quantiles;
use crate::text;

/// The genes that a model was trained on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingSet {
    /// Its name.
    pub name: String,
    /// `sha256:` and the digest of the list of genes, in hexadecimal.
    pub genes_digest: String,
    /// How many genes.
    pub count: u64,
}

impl TrainingSet {
    /// Checks that the digest is one.
    pub(super) fn check(&self) -> Result<(), Error> {
        let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let digits = self.genes_digest.strip_prefix("sha256:");
        match digits {
            Some(digits) if digits.len() == 64 && digits.bytes().all(hexadecimal) => Ok(()),
            _ => Err(Error::wrong(
                "training_set.genes_digest",
                "it must be sha256: and 64 hexadecimal digits",
            )),
        }
    }
}

/// What the metadata of one kind of model say, read by [`parse`].
pub(super) trait OfKind: DeserializeOwned {
    /// Its word in [`KINDS`].
    const KIND: &'static str;
    /// What must be there, as paths into the object.
    const REQUIRED: &'static [&'static str];

    /// Checks that nothing is there that cannot be.
    fn check(&self) -> Result<(), Error>;
}

/// Reads the JSON of a model's file, if it has any, with what `overrides` replaces.
///
/// # Errors
///
/// The JSON is none, of another kind of model, or lacks something (all that it lacks is listed), or
/// has a value that cannot be.
pub(super) fn parse<M: OfKind>(
    json: Option<&str>,
    overrides: Option<&Map<String, Value>>,
) -> Result<M, Error> {
    let object = object(json, overrides, M::KIND, M::REQUIRED)?;
    let metadata: M = serde_json::from_value(object.into()).map_err(Error::Json)?;
    metadata.check()?;
    Ok(metadata)
}

/// The error of the first of some keys whose value is not right, with what is wrong.
pub(super) fn check<'t>(
    checks: impl IntoIterator<Item = (&'static str, bool, &'t str)>,
) -> Result<(), Error> {
    match checks.into_iter().find(|(_, is_right, _)| !is_right) {
        Some((key, _, what)) => Err(Error::wrong(key, what)),
        None => Ok(()),
    }
}

/// The object of a model of a kind: the JSON of its file, if it has any, with what `overrides`
/// replaces, without the key `kind`.
///
/// # Errors
///
/// The JSON is no object, of another kind or version, or lacks what is `required`, as paths into it
/// (all that it lacks is listed).
fn object(
    json: Option<&str>,
    overrides: Option<&Map<String, Value>>,
    kind: &str,
    required: &[&'static str],
) -> Result<Map<String, Value>, Error> {
    let object = json.map(serde_json::from_str).transpose();
    let mut object: Map<String, Value> = object.map_err(Error::Json)?.unwrap_or_default();
    let was_synthetic = is_synthetic(&object);
    for (key, value) in overrides.into_iter().flatten() {
        object.insert(key.clone(), value.clone());
    }
    if was_synthetic && !is_synthetic(&object) {
        return Err(Error::wrong(
            "synthetic",
            "the file itself says true, which nothing takes back",
        ));
    }
    // Before the rest, which belongs to the kind.
    match object.remove("kind").unwrap_or_else(|| KINDS[0].into()) {
        found if found == kind => {}
        found => return Err(Error::kind(found, kind)),
    }
    let lacks = |path: &&&str| !has(&object, path);
    let missing: Vec<_> = required.iter().filter(lacks).copied().collect();
    if !missing.is_empty() {
        return Err(Error::Missing(missing));
    }
    check_version(&object)?;
    Ok(object)
}

/// Reads a JSON file that completes or replaces a model's metadata, key by key.
///
/// # Errors
///
/// The file cannot be read, or holds no JSON object.
pub fn read_overrides(path: &Path) -> Result<Map<String, Value>, Error> {
    let text = text::read(path);
    let text = text.map_err(|source| Error::Read {
        path: path.into(),
        source,
    })?;
    serde_json::from_str(&text).map_err(|source| Error::NoObject {
        path: path.into(),
        source,
    })
}

/// The kind that the metadata of a file say, with what `overrides` replaces; that of metadata that say
/// none where they are no object either.
pub(super) fn kind(json: Option<&str>, overrides: Option<&Map<String, Value>>) -> Value {
    let object = json.and_then(|json| serde_json::from_str::<Map<String, Value>>(json).ok());
    let of = |object: &Map<String, Value>| object.get("kind").cloned();
    let found = overrides
        .and_then(of)
        .or_else(|| object.as_ref().and_then(of));
    found.unwrap_or_else(|| KINDS[0].into())
}

fn is_synthetic(object: &Map<String, Value>) -> bool {
    object.get("synthetic") == Some(&Value::Bool(true))
}

fn has(object: &Map<String, Value>, path: &str) -> bool {
    match path.split_once('.') {
        None => object.get(path).is_some_and(|value| !value.is_null()),
        Some((key, rest)) => object
            .get(key)
            .and_then(Value::as_object)
            .is_some_and(|inner| has(inner, rest)),
    }
}

/// Before the rest, since a newer layout would be called wrong in some detail.
fn check_version(object: &Map<String, Value>) -> Result<(), Error> {
    match object.get("schema_version") {
        Some(version) if version.as_u64() == Some(SCHEMA_VERSION) => Ok(()),
        version => Err(Error::Version(version.cloned().unwrap_or_default())),
    }
}
