//! The network beside its rivals.

use std::{
    error::Error as StdError,
    path::{Path, PathBuf},
};

use super::Learner;
use crate::train::{
    examples::Examples,
    method::{Method, Outcome},
    plan::Plan,
};

/// Networks by a plan, as a method.
pub struct Network<'a> {
    learner: Learner<'a>,
    plan: &'a Plan,
    /// Where checkpoints go.
    checkpoints: Option<PathBuf>,
}

impl<'a> Network<'a> {
    /// Trains as the learner does. In the folder `checkpoints` a training that was killed finds
    /// how far it was.
    #[must_use]
    pub fn new(learner: Learner<'a>, plan: &'a Plan, checkpoints: Option<&Path>) -> Self {
        Self {
            learner,
            plan,
            checkpoints: checkpoints.map(Path::to_path_buf),
        }
    }
}

impl Method for Network<'_> {
    fn name(&self) -> &'static str {
        "network"
    }

    fn description(&self) -> String {
        let Plan {
            width,
            members,
            freeze,
            features,
            ..
        } = self.plan;
        let layers = if *freeze {
            ", of which the added layers learn"
        } else {
            ""
        };
        let beside = if *features {
            ", level and tau beside it"
        } else {
            ""
        };
        let several = if *members > 1 {
            format!("{members} averaged; ")
        } else {
            String::new()
        };
        format!("{several}ResNet-50 of width {width}{layers}, on the image{beside}")
    }

    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        seed: u64,
    ) -> Result<Outcome, Box<dyn StdError + Send + Sync>> {
        // Different folds have different seeds.
        let name = |folder: &PathBuf| folder.join(format!("{}-{seed:016x}", examples.condition));
        let checkpoint = self.checkpoints.as_ref().map(name);
        let learner = &self.learner;
        let learnt = learner.learn(examples, train, seed, checkpoint.as_deref(), &mut |_, _| ())?;
        Ok(Outcome {
            scores: learnt.probabilities(examples, test)?,
            is_probability: true,
            collapse: learnt.collapse().cloned(),
            epochs: learnt
                .members
                .into_iter()
                .next()
                .map_or(Vec::new(), |member| member.epochs),
        })
    }
}
