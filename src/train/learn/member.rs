//! One network of those whose probabilities are averaged.

use std::path::{Path, PathBuf};

use burn::tensor::Device;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    Error,
    calibration::{calibration, probability},
};
use crate::train::{
    evaluation::{Collapse, Epoch},
    examples::Examples,
    fit::{FitOptions, Fitted, ImageSource, fit, fit_head, logits},
    folds::{Split, split},
    network::{
        ResNet, Trunk,
        export::{self, Calibration, Standardisation},
    },
    plan::Plan,
};

/// A network that has learnt.
#[derive(Debug)]
pub struct Member {
    /// What all that was random followed from.
    pub seed: u64,
    /// The network, ready to predict.
    pub network: ResNet,
    /// What its features are standardised by; `None` where it sees images alone.
    pub standard: Option<Standardisation>,
    /// From its log odds to probabilities; `None` where they are taken as they are.
    pub calibration: Option<Calibration>,
    /// All epochs.
    pub epochs: Vec<Epoch>,
    /// The index in `epochs` of the one whose weights were kept.
    pub best: usize,
    /// Whether it gives one answer for all.
    pub collapse: Option<Collapse>,
}

/// What a member learns from.
pub(super) struct Training<'a> {
    pub(super) plan: &'a Plan,
    pub(super) start: Option<&'a Trunk>,
    pub(super) device: &'a Device,
    pub(super) examples: &'a Examples,
    pub(super) genes: &'a [usize],
    pub(super) seed: u64,
    pub(super) checkpoint: Option<PathBuf>,
}

/// The trunk of a file of weights.
pub(super) fn start(plan: &Plan, path: &Path, device: &Device) -> Result<Trunk, Error> {
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let network = ResNet::new(&plan.network(), &mut rng, device)?;
    Ok(network.load_imagenet(path)?.trunk)
}

impl Training<'_> {
    pub(super) fn run(self, progress: &mut dyn FnMut(&Epoch)) -> Result<Member, Error> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let labels = self.examples.labels();
        let split = split(&labels, self.genes, self.plan.validation, &mut rng);
        let network = self.network(&mut rng)?;
        let options = FitOptions {
            seed: rng.random(),
            ..self.plan.fit.clone()
        };
        let standard = self
            .plan
            .features
            .then(|| Standardisation::of(self.examples, &split.train));
        let fitted = self.fit(network, &split, &options, standard.as_ref(), progress)?;
        let mut member = Member {
            seed: self.seed,
            network: fitted.network,
            standard,
            calibration: None,
            epochs: fitted.epochs,
            best: fitted.best,
            collapse: fitted.collapse,
        };
        if self.plan.calibrate {
            let odds = member.log_odds(self.examples, &split.validation, self.device)?;
            let labels: Vec<_> = split.validation.iter().map(|&gene| labels[gene]).collect();
            member.calibration = calibration(&odds, &labels);
        }
        Ok(member)
    }

    fn network(&self, rng: &mut ChaCha8Rng) -> Result<ResNet, Error> {
        let network = ResNet::new(&self.plan.network(), rng, self.device)?;
        Ok(match self.start {
            Some(trunk) => ResNet {
                trunk: trunk.clone(),
                ..network
            },
            None => network,
        })
    }

    fn fit(
        &self,
        network: ResNet,
        split: &Split,
        options: &FitOptions,
        standard: Option<&Standardisation>,
        progress: &mut dyn FnMut(&Epoch),
    ) -> Result<Fitted<ResNet>, Error> {
        let source = source(self.examples, standard).with_augmentation(self.plan.augment);
        let device = self.device;
        Ok(if self.plan.freeze {
            fit_head(network, &source, split, options, device, progress)?
        } else {
            let checkpoint = self.checkpoint.as_deref();
            fit(
                network, &source, split, options, device, checkpoint, progress,
            )?
        })
    }
}

impl Member {
    /// The probability of the disease class of some genes, in their order.
    ///
    /// # Errors
    ///
    /// If the device fails.
    pub fn probabilities(
        &self,
        examples: &Examples,
        genes: &[usize],
        device: &Device,
    ) -> Result<Vec<f32>, Error> {
        let odds = self.log_odds(examples, genes, device)?;
        let calibrated = odds
            .into_iter()
            .map(|value| probability(value, self.calibration));
        Ok(calibrated.collect())
    }

    fn log_odds(
        &self,
        examples: &Examples,
        genes: &[usize],
        device: &Device,
    ) -> Result<Vec<f32>, Error> {
        let source = source(examples, self.standard.as_ref());
        let logits = logits(&self.network, &source, genes, BATCH, device)?;
        Ok(logits.outer_iter().map(|of| of[1] - of[0]).collect())
    }

    /// What is exported of it.
    #[must_use]
    pub fn to_export(&self) -> export::Member {
        export::Member {
            tensors: self.network.tensors(),
            standardisation: self.standard.clone(),
            calibration: self.calibration,
        }
    }
}

/// Genes that are predicted at a time.
const BATCH: usize = 64;

fn source<'a>(examples: &'a Examples, standard: Option<&'a Standardisation>) -> ImageSource<'a> {
    let source = ImageSource::new(examples);
    match standard {
        Some(standard) => source.with_features(standard),
        None => source,
    }
}
