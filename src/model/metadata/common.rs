//! What the metadata of all kinds say.

use super::{Error, Quantiles, TrainingSet, check};

/// What the metadata of all kinds say, as far as it matters to scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Common<'a> {
    /// The model's name.
    pub name: &'a str,
    /// The model's version.
    pub version: &'a str,
    /// Which condition's genes it judges; part of output keys.
    pub condition: &'a str,
    /// The classes, in the order of the two outputs.
    pub classes: &'a [String; 2],
    /// The class whose probability is the score.
    pub positive: &'a str,
    /// The genes that it was trained on.
    pub training_set: &'a TrainingSet,
    /// Made from simulated data, or not trained: its scores are no results.
    pub synthetic: bool,
    /// How its scores of all genes are distributed.
    pub quantiles: Option<&'a Quantiles>,
}

impl Common<'_> {
    /// Which of the two outputs is the probability of the positive class.
    #[must_use]
    pub fn positive_index(&self) -> usize {
        usize::from(self.classes[1] == self.positive)
    }

    /// The percentile (0-100) of a score among all genes that the model scored; `None` where the
    /// metadata has no quantiles.
    #[must_use]
    pub fn percentile(&self, score: f32) -> Option<f32> {
        Some(self.quantiles?.percentile(score))
    }

    /// Checks that nothing is there that cannot be.
    pub(in crate::model) fn check(&self) -> Result<(), Error> {
        let checks = [
            (
                "condition",
                is_key_part(self.condition),
                "only letters, digits, _ and . can be part of an output key",
            ),
            (
                "classes",
                self.classes[0] != self.classes[1],
                "the two are the same",
            ),
            (
                "positive",
                self.classes.iter().any(|class| class == self.positive),
                "it is none of the classes",
            ),
        ];
        check(checks)?;
        self.training_set.check()
    }
}

/// Whether a text can be part of an output key.
fn is_key_part(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    !text.is_empty() && text.bytes().all(allowed)
}
