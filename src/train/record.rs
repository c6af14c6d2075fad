//! The record of a training, written beside the network.
//!
//! The example of [`training`](super::training) reads one.

use std::{
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{
    choice::Choice,
    evaluation::{Collapse, Epoch},
    learn::{Learnt, Member},
    network::export::Exported,
    plan::Plan,
};
use crate::{bundle::Bundle, target::write_whole};

/// The version of this layout.
pub const SCHEMA_VERSION: u64 = 1;

/// How a network came about (`schemas/training.schema.json`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingRecord {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u64,
    /// The program and its version.
    pub program: String,
    /// The condition's key.
    pub condition: String,
    /// The name of the atlas.
    pub atlas: String,
    /// The bundle's digest.
    pub bundle: String,
    /// Made from simulated data.
    pub synthetic: bool,
    /// What all randomness followed from.
    pub seed: u64,
    /// What was trained, and how; after a search, with what it found best.
    pub plan: Plan,
    /// The networks.
    pub members: Vec<MemberRecord>,
    /// The network's file.
    pub model: ModelRecord,
    /// The genes, and why they were chosen.
    pub choice: Choice,
}

/// How one network learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberRecord {
    /// What its randomness followed from.
    pub seed: u64,
    /// The number of the epoch whose weights were kept, from 1.
    pub best_epoch: usize,
    /// All epochs.
    pub epochs: Vec<Epoch>,
    /// Whether it gives one answer for all.
    pub collapse: Option<Collapse>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelRecord {
    /// `float32`, `float16`, `int8`, or `int8-weights`; `float64` of a regression.
    pub precision: String,
    /// The largest difference of a training gene's probability in ONNX Runtime from the trained
    /// networks'; `None` where it was not checked.
    pub difference: Option<f32>,
    /// The file's size.
    pub bytes: usize,
}

impl From<&Member> for MemberRecord {
    fn from(member: &Member) -> Self {
        Self {
            seed: member.seed,
            best_epoch: member.best + 1,
            epochs: member.epochs.clone(),
            collapse: member.collapse.clone(),
        }
    }
}

impl From<&Exported> for ModelRecord {
    fn from(exported: &Exported) -> Self {
        Self {
            precision: exported.precision.into(),
            difference: exported.difference,
            bytes: exported.bytes,
        }
    }
}

impl TrainingRecord {
    /// The record of networks that learnt the chosen genes of a bundle.
    #[must_use]
    pub fn new(
        bundle: &Bundle,
        seed: u64,
        plan: Plan,
        learnt: &Learnt,
        exported: &Exported,
        choice: Choice,
    ) -> Self {
        let manifest = bundle.manifest();
        Self {
            schema_version: SCHEMA_VERSION,
            program: format!("dsdscore {}", env!("CARGO_PKG_VERSION")),
            condition: choice.condition.clone(),
            atlas: manifest.atlas.name.clone(),
            bundle: bundle.digest(),
            synthetic: manifest.synthetic,
            seed,
            plan,
            members: learnt.members.iter().map(MemberRecord::from).collect(),
            model: exported.into(),
            choice,
        }
    }

    /// Writes it as JSON, whole or not at all; `-` is standard output.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        write_whole(path, |out| {
            serde_json::to_writer_pretty(&mut *out, self)?;
            out.write_all(b"\n")
        })
    }
}
