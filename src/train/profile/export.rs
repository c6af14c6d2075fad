//! A regression as a file that is known to give its probabilities.

use std::path::{Path, PathBuf};

use ndarray::{Array1, ArrayView1, aview1};
use serde_json::json;

use super::{Error, ProfileOptions, graph::graph, inputs::Inputs};
use crate::{
    model::{
        self, Options, Provider, metadata,
        profile::{INPUTS, ProfileMetadata, ProfileModel},
    },
    onnx::{self, Batch, metadata_entry},
    train::{baseline::Fitted, record::ModelRecord},
};

/// How far a probability by the file may be from the regression's: both are rounded to float32.
const TOLERANCE: f32 = 1e-6;

/// What is written, and what it is checked by.
pub(super) struct Export<'a> {
    pub(super) fitted: &'a Fitted,
    /// What the file says of itself, but for what the check measures.
    pub(super) metadata: &'a ProfileMetadata,
    /// The genes learnt from.
    pub(super) inputs: &'a Inputs,
    /// What the regression gives for each.
    pub(super) probabilities: &'a [f32],
}

impl Export<'_> {
    /// Writes the file, whole or not at all.
    pub(super) fn write(&self, options: &ProfileOptions<'_>) -> Result<ModelRecord, Error> {
        let json = serde_json::to_string(self.metadata)?;
        let check = Check {
            export: self,
            metadata: &json,
            path: options.output,
            library: options.library,
        };
        let reference = options.is_checked.then_some(&check as &dyn onnx::Reference);
        let graph = graph(self.metadata, self.fitted);
        let exported = onnx::export_double(graph, TOLERANCE, reference, options.library)?;
        let difference = exported.difference.map(|difference| difference.largest);
        let metadata = self.measured(exported.precision, difference);
        let entry = metadata_entry(metadata::KEY, &serde_json::to_string(&metadata)?);
        let file = [exported.network, entry].concat();
        onnx::write(options.output, &file)?;
        Ok(ModelRecord {
            precision: exported.precision.into(),
            difference,
            bytes: file.len(),
        })
    }

    /// The metadata with what was measured.
    fn measured(&self, precision: &str, difference: Option<f32>) -> ProfileMetadata {
        let mut metadata = self.metadata.clone();
        let measured = match difference {
            Some(difference) => json!({
                "precision": precision,
                "checked": true,
                "genes": self.probabilities.len(),
                "largest_difference": f64::from(difference),
                "tolerance": 1e-6,
            }),
            None => json!({"precision": precision, "checked": false}),
        };
        metadata.metrics.insert("export".into(), measured);
        metadata
    }
}

/// The genes learnt from, as the file is checked by them.
struct Check<'a> {
    export: &'a Export<'a>,
    metadata: &'a str,
    /// The file's name in errors.
    path: &'a Path,
    library: Option<&'a Path>,
}

impl onnx::Reference for Check<'_> {
    fn unit(&self) -> &'static str {
        "gene"
    }

    fn batches(&self) -> Box<dyn Iterator<Item = Batch> + '_> {
        let inputs = INPUTS.into_iter().zip(self.export.inputs.in_order());
        let all = inputs.map(|(name, input)| (name, input.clone().into_dyn()));
        Box::new(std::iter::once(all.collect()))
    }

    fn expected(&self) -> ArrayView1<'_, f32> {
        aview1(self.export.probabilities)
    }

    fn answers(&self, network: &[u8]) -> Result<Array1<f32>, model::Error> {
        let file = [network, &metadata_entry(metadata::KEY, self.metadata)].concat();
        let options = Options {
            library: self.library.map(PathBuf::from),
            provider: Provider::Cpu,
            ..Options::default()
        };
        let mut model = ProfileModel::of_bytes(file, self.path, &options)?;
        model.score(self.export.inputs.profiles())
    }
}
