//! The network beside its rivals.

use std::{
    error::Error as StdError,
    path::{Path, PathBuf},
};

use super::Learner;
use crate::train::{
    examples::Examples,
    method::{Method, NETWORK, Outcome},
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
        NETWORK
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

#[cfg(test)]
mod tests {
    use burn::tensor::Device;
    use ndarray::{Array4, s};

    use super::*;
    use crate::train::{examples::Example, fit::Augmentation};

    /// Random pixels, levels that go with the labels.
    fn examples(genes: usize) -> Examples {
        let gene = |index: usize| Example {
            index,
            symbol: format!("G{index}"),
            is_positive: index.is_multiple_of(2),
            level: (index % 5) as f32,
            ..Example::default()
        };
        let pixel = |n: usize| (n.wrapping_mul(2_654_435_761) >> 7) as u8;
        Examples {
            condition: "X".into(),
            genes: (0..genes).map(gene).collect(),
            images: Array4::from_shape_vec(
                (genes, 12, 8, 3),
                (0..genes * 12 * 8 * 3).map(pixel).collect(),
            )
            .unwrap(),
        }
    }

    #[test]
    fn genes_that_are_left_out_teach_nothing_by_label_level_or_image() {
        let mut plan = Plan {
            width: 1,
            hidden: 2,
            features: true,
            calibrate: true,
            augment: Augmentation::moderate(),
            ..Plan::default()
        };
        plan.fit.epochs = 2;
        let learner = Learner::new(&plan, None, Device::flex()).unwrap();
        let network = Network::new(learner, &plan, None);
        let train: Vec<_> = (0..12).collect();
        let score = |examples: &Examples, test: &[usize]| {
            let outcome = network.score(examples, &train, test, 1).unwrap();
            outcome.scores
        };
        let (before, mut after) = (examples(16), examples(16));
        for gene in &mut after.genes[12..] {
            gene.is_positive ^= true;
        }
        let scores = score(&before, &[12, 13, 14, 15]);
        assert_eq!(score(&after, &[12, 13, 14, 15]), scores, "labels");
        for gene in &mut after.genes[13..] {
            gene.level = 99.0;
        }
        after.images.slice_mut(s![13.., .., .., ..]).fill(0);
        assert_eq!(score(&after, &[12]), scores[..1], "levels and images");
    }
}
