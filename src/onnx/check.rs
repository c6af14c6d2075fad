//! What a network answers in ONNX Runtime, beside what the trained one answered.

use std::{collections::BTreeMap, path::Path};

use ndarray::{Array1, ArrayD, ArrayView1};
use ort::{
    session::{SessionInputValue, SessionOutputs},
    value::Tensor,
};

use super::{Error, Graph, Range};
use crate::model::{self, Provider, runtime};

/// The inputs of some rows by name, each N × its extents.
pub type Batch = Vec<(&'static str, ArrayD<f32>)>;

/// What a trained network was given, and what it answered.
pub trait Reference {
    /// What a row is in messages, such as `image`.
    fn unit(&self) -> &'static str;

    /// What it was given, some rows at a time.
    fn batches(&self) -> Box<dyn Iterator<Item = Batch> + '_>;

    /// What it answered, one number a row.
    fn expected(&self) -> ArrayView1<'_, f32>;

    /// What a network answers to the same, opened as whoever gets its file opens it: an ONNX file
    /// without metadata.
    ///
    /// # Errors
    ///
    /// If it cannot be opened or run.
    fn answers(&self, network: &[u8]) -> Result<Array1<f32>, model::Error>;
}

/// How far an exported network is from the trained one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Difference {
    /// The largest difference of answers.
    pub largest: f32,
    /// Its row.
    pub row: usize,
    /// What the exported network answered there.
    pub found: f32,
    /// What the trained one answered there.
    pub expected: f32,
}

impl Difference {
    /// The largest, of as many answers.
    pub(super) fn of(found: ArrayView1<f32>, expected: ArrayView1<f32>) -> Self {
        let pairs = found.iter().zip(expected).enumerate();
        let differences = pairs.map(|(row, (&found, &expected))| Self {
            largest: (found - expected).abs(),
            row,
            found,
            expected,
        });
        let larger = |a: &Self, b: &Self| a.largest.total_cmp(&b.largest);
        differences.max_by(larger).unwrap_or_default()
    }
}

/// Finds ONNX Runtime, or says how to get it.
pub(super) fn runtime(library: Option<&Path>) -> Result<runtime::Loaded, Error> {
    runtime::load(library).map_err(Error::Runtime)
}

/// The smallest and largest value of every activation of a graph of
/// [`Arithmetic::Watched`](super::Arithmetic::Watched), by name.
///
/// # Errors
///
/// If there is no ONNX Runtime, or it cannot run the graph.
pub fn ranges(
    graph: Graph,
    batches: impl Iterator<Item = Batch>,
    library: Option<&Path>,
) -> Result<BTreeMap<String, Range>, Error> {
    let activations = graph.activations.clone();
    let mut session = Provider::Cpu.session(&runtime(library)?, None, &graph.encode())?;
    let mut ranges: BTreeMap<String, Range> = BTreeMap::new();
    for batch in batches {
        let input = |(name, values)| Ok((name, Tensor::from_array(values)?.into()));
        let inputs = batch.into_iter().map(input);
        let inputs: Vec<(&str, SessionInputValue)> = inputs.collect::<ort::Result<_>>()?;
        let outputs = session.run(inputs)?;
        for name in &activations {
            let range = Range {
                least: single(&outputs, &format!("{name}.min"))?,
                most: single(&outputs, &format!("{name}.max"))?,
            };
            let seen = ranges.entry(name.clone()).or_default();
            *seen = seen.with(range);
        }
    }
    Ok(ranges)
}

/// The only value of an output.
fn single(outputs: &SessionOutputs, name: &str) -> Result<f32, Error> {
    let output = outputs.get(name);
    let values = output.map(|output| output.try_extract_array::<f32>());
    let value = values
        .transpose()?
        .and_then(|values| values.first().copied());
    value.ok_or_else(|| Error::NoRange(name.into()))
}

#[cfg(test)]
mod tests {
    use ndarray::aview1;

    use super::*;

    #[test]
    fn the_largest_difference_is_found_on_either_side() {
        let of = |found: &[f32], expected: &[f32]| Difference::of(aview1(found), aview1(expected));
        let difference = of(&[0.5, 0.25, 0.5], &[0.5, 0.75, 0.625]);
        assert_eq!((difference.largest, difference.row), (0.5, 1));
        assert_eq!(of(&[0.5], &[0.5]).largest, 0.0);
    }
}
