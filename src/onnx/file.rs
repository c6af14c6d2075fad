//! The bytes of a file. Messages one after another are one message with the fields of all, so a
//! network and its metadata are encoded apart.

use std::{io::Write, path::Path};

use prost::Message;

use super::{
    Error,
    proto::{Entry, Model},
};
use crate::target;

/// The part of an ONNX file that has one entry of its metadata.
#[must_use]
pub fn metadata_entry(key: &str, value: &str) -> Vec<u8> {
    let entry = Entry {
        key: key.into(),
        value: value.into(),
    };
    let model = Model {
        metadata_props: vec![entry],
        ..Model::default()
    };
    model.encode_to_vec()
}

/// Writes a file, whole or not at all; `-` is standard output.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(path: &Path, file: &[u8]) -> Result<(), Error> {
    let written = target::write_whole(path, |out| out.write_all(file));
    written.map_err(|source| Error::Write {
        path: path.into(),
        source,
    })
}
