//! What a regression learnt, read off its file.

use super::WEIGHTS;
use crate::model::{
    tensors,
    wire::{Fields, Value},
};

/// A gene whose transformed values have no greater variance is everywhere alike: its shape is 0.
pub const MIN_VARIANCE: f64 = 1e-12;

/// The names of the constants in a file that have what a regression learnt, float64: means and standard
/// deviations that features are standardised by, weights, and the intercept.
pub const LEARNT: [&str; 4] = [
    "learnt.means",
    "learnt.deviations",
    WEIGHTS,
    "learnt.intercept",
];

/// `TensorProto.data_type`, `name` and `raw_data`, and the type `DOUBLE`, of onnx.proto.
const DATA_TYPE: u64 = 2;
const NAME: u64 = 8;
const RAW_DATA: u64 = 9;
const DOUBLE: u64 = 11;

/// A regression: log-odds are the intercept and, of each feature, the weight times the feature less its
/// mean over its deviation. Features are row-major cell types × times; one that was not measured counts
/// nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Learnt {
    /// What standardised features are centred by.
    pub means: Vec<f64>,
    /// What they are scaled by, above 0.
    pub deviations: Vec<f64>,
    /// What the log-odds rise by with a standardised feature.
    pub weights: Vec<f64>,
    /// The log-odds of a gene whose features are the means.
    pub intercept: f64,
}

impl Learnt {
    /// Off an ONNX file, by the names of its constants ([`LEARNT`]); `None` where it lacks one. Whether the
    /// file does with them what the names say only its answers tell.
    #[must_use]
    pub fn of_file(file: &[u8]) -> Option<Self> {
        let [means, deviations, weights, intercept] = LEARNT.map(|name| constant(file, name));
        let [intercept] = intercept?[..] else {
            return None;
        };
        let learnt = Self {
            means: means?,
            deviations: deviations?,
            weights: weights?,
            intercept,
        };
        learnt.is_sound().then_some(learnt)
    }

    fn is_sound(&self) -> bool {
        let Self {
            means,
            deviations,
            weights,
            intercept,
        } = self;
        let all = [means, deviations, weights];
        all.iter().all(|part| part.len() == means.len())
            && all.into_iter().flatten().all(|value| value.is_finite())
            && deviations.iter().all(|&deviation| deviation > 0.0)
            && intercept.is_finite()
    }

    /// What the log-odds rise by with a feature that is higher by so much.
    #[must_use]
    pub fn rise(&self, feature: usize, by: f64) -> f64 {
        self.weights[feature] * by / self.deviations[feature]
    }

    /// The log-odds of a gene's features; NaN is not measured.
    #[must_use]
    pub fn log_odds(&self, features: impl IntoIterator<Item = f64>) -> f64 {
        let features = features.into_iter().enumerate();
        let measured = features.filter(|(_, value)| !value.is_nan());
        let parts = measured.map(|(i, value)| self.rise(i, value - self.means[i]));
        self.intercept + parts.sum::<f64>()
    }
}

/// The values of a constant of float64.
fn constant(file: &[u8], name: &str) -> Option<Vec<f64>> {
    let tensors = tensors::places(file).into_iter();
    let mut tensors = tensors.map(|place| &file[place]);
    let tensor =
        tensors.find(|tensor| messages(tensor, NAME).any(|found| found == name.as_bytes()))?;
    let is_double = |field| field == Value::Number(DOUBLE);
    let mut types = Fields::new(tensor).filter(|field| field.number == DATA_TYPE);
    if !types.any(|field| is_double(field.value)) {
        return None;
    }
    let raw = messages(tensor, RAW_DATA).next()?;
    let (values, rest) = raw.as_chunks::<8>();
    let values = values.iter().map(|&bytes| f64::from_le_bytes(bytes));
    rest.is_empty().then(|| values.collect())
}

/// The fields of a number that hold bytes.
fn messages(message: &[u8], number: u64) -> impl Iterator<Item = &[u8]> {
    let fields = Fields::new(message).filter(move |field| field.number == number);
    fields.filter_map(|field| match field.value {
        Value::Bytes(bytes) => Some(bytes),
        Value::Number(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx::proto::DataType;

    #[test]
    fn a_file_without_the_constants_has_learnt_nothing_that_is_known() {
        let other = include_bytes!("../../../tests/fixtures/model/profile.onnx");
        assert_eq!(Learnt::of_file(other), None);
        assert_eq!(Learnt::of_file(b"no protocol buffer"), None);
        assert_eq!(DataType::Double as u64, DOUBLE);
    }
}
