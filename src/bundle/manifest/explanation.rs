//! How the reasons of a model's scores were found.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Condition;
use crate::bundle::Blocks;

/// How a model's reasons were found, and whether they are of the model at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// How the model was asked.
    pub way: Way,
    /// What a block was replaced by.
    pub replaced_by: Replacement,
    /// How many neighbouring times are one block; the last of a cell type may have fewer.
    pub times_per_block: usize,
    /// What the same says of models with random weights; none where a model has none to draw.
    #[serde(default)]
    pub control: Option<Control>,
}

/// How a model is asked what moved a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Block by block is replaced, and the gene scored anew (Zeiler & Fergus 2014,
    /// doi:10.1007/978-3-319-10590-1_53).
    Occlusion,
    /// A regression's weights times what its standardised features lose: exact.
    Weights,
    /// What the definition of the score says: exact; nothing was learnt.
    Definition,
}

/// What stands in the place of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// What is usual there for genes of the same level.
    #[default]
    Usual,
    /// The lowest colour of the image.
    Lowest,
}

/// Whether a model's reasons are its own: the same was asked of models whose weights were drawn anew at
/// random (Adebayo et al. 2018, <https://arxiv.org/abs/1810.03292>).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// How many times weights were drawn.
    pub draws: usize,
    /// Of how many genes maps were compared.
    pub genes: usize,
    /// What the draws follow from.
    pub seed: u64,
    /// Spearman's correlation of the absolute maps of the model and of one with random weights: the median
    /// over genes and draws; none where no map of random weights varies.
    pub correlation: Option<f32>,
    /// In how many of the draws scores are moved less than by the model: the median over genes of the
    /// strongest change is smaller. None of models of which it tells nothing: a regression moves scores
    /// as much with its weights in any order.
    #[serde(default)]
    pub weaker: Option<usize>,
}

impl Control {
    /// Above this correlation reasons are the image's, not the model's.
    pub const LIMIT: f32 = 0.5;

    /// Whether models that learnt nothing give such reasons: much the same, or as strong ones. A network
    /// that learnt nothing itself is as likely as each of its draws to move scores most, so that it passes
    /// for one that learnt once in `draws` + 1 times.
    #[must_use]
    pub fn is_of_the_image(&self) -> bool {
        self.is_alike() || self.is_as_weak()
    }

    fn is_alike(&self) -> bool {
        self.correlation.is_some_and(|found| found > Self::LIMIT)
    }

    fn is_as_weak(&self) -> bool {
        self.weaker.is_some_and(|weaker| weaker < self.draws)
    }
}

impl Explanation {
    /// The blocks of a condition.
    #[must_use]
    pub fn blocks(&self, condition: &Condition) -> Blocks {
        Blocks::new(condition.shape(), self.times_per_block)
    }

    /// Whether its numbers can be.
    pub(super) fn is_sound(&self) -> bool {
        let is_sound = |control: &Control| {
            let is_correlation = |found: f32| (-1.0..=1.0).contains(&found);
            control.draws > 0
                && control.genes > 0
                && control.correlation.is_none_or(is_correlation)
                && control.weaker.is_none_or(|weaker| weaker <= control.draws)
        };
        self.times_per_block > 0 && self.control.as_ref().is_none_or(is_sound)
    }

    /// Whether the reasons say nothing of the model.
    #[must_use]
    pub fn is_of_the_image(&self) -> bool {
        self.control.as_ref().is_some_and(Control::is_of_the_image)
    }
}

/// How they were found and whether they are the model's, in a line.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "by {}: ", self.way.words())?;
        match self.times_per_block {
            1 => write!(f, "each cell type at each time ")?,
            times => write!(f, "each cell type at {times} times ")?,
        }
        write!(f, "replaced by {}", self.replaced_by.words())?;
        match &self.control {
            Some(control) => write!(f, "; {control}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let draws = self.draws;
        match self.correlation {
            Some(found) => write!(
                f,
                "maps correlate by {found:.2} (rank correlation) with those of {draws} models with \
                 random weights"
            )?,
            None => write!(f, "maps of {draws} models with random weights do not vary")?,
        }
        if self.is_as_weak() {
            let strong = draws - self.weaker.unwrap_or_default();
            write!(f, ", {strong} of which move scores as much")?;
        }
        match self.is_of_the_image() {
            true => write!(f, ": the reasons are the image's, not the model's"),
            false => write!(f, ": the reasons are the model's"),
        }
    }
}

impl Way {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Occlusion => "occlusion",
            Self::Weights => "the model's weights",
            Self::Definition => "the score's definition",
        }
    }
}

impl Replacement {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Usual => "what is usual for the gene's level",
            Self::Lowest => "the lowest colour",
        }
    }
}
