//! The epochs of a training.

use std::path::Path;

use burn::{
    optim::{GradientsParams, ModuleOptimizer},
    tensor::Device,
};
use rand_chacha::ChaCha8Rng;

use crate::train::{
    evaluation::{Collapse, Epoch},
    folds::Split,
};

use super::{
    Classifier, Error, FitOptions, Fitted, Source,
    batches::{batches, generator, shuffled},
    checkpoint::Checkpoint,
    collapse::collapse,
    identity,
    loss::{Loss, probability},
    optimiser,
    predict::{logits, pairs},
    schedule,
    tally::Tally,
};

/// What stays the same from epoch to epoch.
pub(super) struct Run<'a, S> {
    source: &'a S,
    split: &'a Split,
    options: &'a FitOptions,
    /// Without gradients.
    device: Device,
    loss: Loss,
}

/// What changes from epoch to epoch.
pub(super) struct State<N> {
    /// Learning.
    pub(super) network: N,
    /// As it was after the best epoch, not learning.
    pub(super) best: N,
    pub(super) optimiser: ModuleOptimizer,
    pub(super) epochs: Vec<Epoch>,
}

impl<N> State<N> {
    /// The validation losses.
    pub(super) fn losses(&self) -> Vec<f64> {
        let losses = self.epochs.iter().map(|epoch| epoch.validation_loss);
        losses.collect()
    }
}

impl<'a, S: Source> Run<'a, S> {
    pub(super) fn new(
        source: &'a S,
        split: &'a Split,
        options: &'a FitOptions,
        device: &Device,
    ) -> Result<Self, Error> {
        enough("training", split.train.len(), 2)?;
        enough("validation", split.validation.len(), 1)?;
        let genes = split.train.len();
        let positives = split.train.iter().filter(|&&i| source.label(i)).count();
        if positives == 0 || positives == genes {
            return Err(Error::OneClass(genes));
        }
        Ok(Self {
            source,
            split,
            options,
            device: device.clone().without_autodiff(),
            loss: Loss::new(genes, positives, options),
        })
    }

    /// Before the first epoch. The network is detached from clones of it, with which it would
    /// share the running means of batch normalisation.
    pub(super) fn start<N: Classifier>(&self, network: N) -> State<N> {
        let best = network.valid().to_device(&self.device);
        State {
            network: best.valid().train(),
            best,
            optimiser: optimiser::new(self.options),
            epochs: Vec::new(),
        }
    }

    /// The file that the training goes on from and leaves. `state` is as before the first epoch.
    pub(super) fn checkpoint<'b, N: Classifier>(
        &'b self,
        path: &'b Path,
        state: &State<N>,
    ) -> Result<Checkpoint<'b>, Error> {
        let data = identity::of_data(self.source, self.split, self.options.batch, &self.device)?;
        let network = identity::of_network(&state.best)?;
        Ok(Checkpoint::new(path, self.options, data, network))
    }

    pub(super) fn is_over<N>(&self, state: &State<N>) -> bool {
        schedule::is_over(&state.losses(), self.options)
    }

    /// One more epoch.
    pub(super) fn epoch<N: Classifier>(&self, state: State<N>) -> Result<State<N>, Error> {
        let rate = schedule::rate(&state.losses(), self.options);
        let number = state.epochs.len() + 1;
        let (mut state, train) = self.learn(state, number, rate)?;
        let now = state.network.valid();
        let validation = self.validate(&now, number, rate)?;
        state.epochs.push(Epoch {
            number,
            train_loss: train.loss(),
            train_accuracy: train.accuracy(),
            validation_loss: validation.loss(),
            validation_accuracy: validation.accuracy(),
        });
        if schedule::best(&state.losses(), self.options.min_delta) == Some(number - 1) {
            state.best = now;
        }
        Ok(state)
    }

    fn learn<N: Classifier>(
        &self,
        mut state: State<N>,
        number: usize,
        rate: f64,
    ) -> Result<(State<N>, Tally), Error> {
        let mut rng = generator(self.options.seed, number);
        let order = shuffled(&self.split.train, &mut rng);
        let mut tally = Tally::default();
        for genes in batches(&order, self.options.batch) {
            state = self.step(state, genes, rate, &mut rng, &mut tally)?;
            self.check_finite("training", number, rate, &tally)?;
        }
        Ok((state, tally))
    }

    fn step<N: Classifier>(
        &self,
        mut state: State<N>,
        genes: &[usize],
        rate: f64,
        rng: &mut ChaCha8Rng,
        tally: &mut Tally,
    ) -> Result<State<N>, Error> {
        let device = self.device.clone().autodiff();
        let labels = self.labels(genes);
        let inputs = self.source.inputs(genes, Some(rng), &device);
        let logits = state.network.training_logits(inputs, rng);
        let values = pairs(logits.clone().detach(), genes.len())?;
        tally.add(&values, &labels, &self.loss);
        let gradients = self.loss.tensor(logits, &labels).backward();
        let gradients = GradientsParams::from_grads(gradients, &state.network);
        state.network = state.optimiser.step(rate, state.network, gradients);
        Ok(state)
    }

    fn validate<N: Classifier>(
        &self,
        network: &N,
        number: usize,
        rate: f64,
    ) -> Result<Tally, Error> {
        let mut tally = Tally::default();
        let genes = &self.split.validation;
        let logits = self.logits(network, genes)?;
        tally.add(&logits, &self.labels(genes), &self.loss);
        self.check_finite("validation", number, rate, &tally)?;
        Ok(tally)
    }

    fn check_finite(
        &self,
        part: &'static str,
        epoch: usize,
        rate: f64,
        tally: &Tally,
    ) -> Result<(), Error> {
        let loss = tally.loss();
        if loss.is_finite() {
            return Ok(());
        }
        Err(Error::Diverged {
            part,
            epoch,
            loss,
            rate,
        })
    }

    fn logits<N: Classifier>(&self, network: &N, genes: &[usize]) -> Result<Vec<[f32; 2]>, Error> {
        logits(
            network,
            self.source,
            genes,
            self.options.batch,
            &self.device,
        )
    }

    fn labels(&self, genes: &[usize]) -> Vec<bool> {
        genes.iter().map(|&gene| self.source.label(gene)).collect()
    }

    /// After the last epoch.
    pub(super) fn finish<N: Classifier>(&self, state: State<N>) -> Result<Fitted<N>, Error> {
        let best = schedule::best(&state.losses(), self.options.min_delta).unwrap_or(0);
        let validation = self.collapse(&state.best, &self.split.validation, "validation")?;
        let collapse = match validation {
            None => self.collapse(&state.best, &self.split.train, "training")?,
            found => found,
        };
        Ok(Fitted {
            network: state.best,
            epochs: state.epochs,
            best,
            collapse,
        })
    }

    fn collapse<N: Classifier>(
        &self,
        network: &N,
        genes: &[usize],
        part: &str,
    ) -> Result<Option<Collapse>, Error> {
        let logits = self.logits(network, genes)?;
        let probabilities: Vec<f32> = logits.into_iter().map(probability).collect();
        let labels = self.labels(genes);
        Ok(collapse(&probabilities, &labels, part, self.options))
    }
}

fn enough(part: &'static str, found: usize, needed: usize) -> Result<(), Error> {
    if found >= needed {
        return Ok(());
    }
    Err(Error::TooFew {
        part,
        found,
        needed,
    })
}
