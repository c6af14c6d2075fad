//! What a network says of an image, before it is rounded to a score.

use ort::session::SessionOutputs;

use super::UNIT;
use crate::model::{Result, answer, members::is_member};

/// What a network says of an image.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The probability of the positive class.
    pub score: f32,
    /// ln(p / (1 - p)), of both probabilities as the network gives them: near 1 a score has no digits
    /// left, and the other class's probability still has. Each counts as float32's smallest normal number
    /// at least.
    pub log_odds: f32,
    /// The lowest and the highest probability by a member of an ensemble; none where none tells.
    pub members: Option<[f32; 2]>,
}

/// Appends what was said of `rows` images.
pub(super) fn append(
    outputs: &SessionOutputs<'_>,
    rows: usize,
    positive: usize,
    judged: &mut Vec<Judged>,
) -> Result<()> {
    let before = judged.len();
    let answers = answer::of(outputs, rows, UNIT)?;
    let pairs = answer::checked(answers.view(), rows, before, UNIT)?;
    judged.extend(pairs.map(|pair| Judged::of(pair, positive)));
    for (name, output) in outputs.iter() {
        if !is_member(name) {
            continue;
        }
        let answers = answer::pairs(&output, rows, UNIT)?;
        let pairs = answer::checked(answers.view(), rows, before, UNIT)?;
        for (judged, pair) in judged[before..].iter_mut().zip(pairs) {
            judged.hear(pair[positive].clamp(0.0, 1.0));
        }
    }
    Ok(())
}

impl Judged {
    /// Of the probabilities of the two classes.
    fn of(pair: [f32; 2], positive: usize) -> Self {
        let log = |value: f32| value.max(f32::MIN_POSITIVE).ln();
        Self {
            score: pair[positive].clamp(0.0, 1.0),
            log_odds: log(pair[positive]) - log(pair[1 - positive]),
            members: None,
        }
    }

    /// Takes in what one more member says.
    fn hear(&mut self, score: f32) {
        let [low, high] = self.members.unwrap_or([score; 2]);
        self.members = Some([low.min(score), high.max(score)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Python: math.log(1e-20), math.log(0.25 / 0.75), math.log(2 ** -126).
    #[test]
    fn log_odds_keep_what_a_score_loses() {
        let near = |pair, positive, expected: f32| {
            let found = Judged::of(pair, positive).log_odds;
            assert!((found - expected).abs() < 1e-5, "{found}");
        };
        near([1e-20, 1.0], 1, 46.051_7);
        near([1.0, 1e-20], 1, -46.051_7);
        near([0.25, 0.75], 0, -1.098_612_3);
        near([0.0, 1.0], 1, 87.336_54);
    }

    #[test]
    fn members_are_a_range() {
        let mut judged = Judged::of([0.5, 0.5], 1);
        for score in [0.5, 0.25, 0.75] {
            judged.hear(score);
        }
        assert_eq!(judged.members, Some([0.25, 0.75]));
    }
}
