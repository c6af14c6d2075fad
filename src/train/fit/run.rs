//! The epochs of a training.

use std::path::Path;

use burn::{optim::GradientsParams, tensor::Device};
use ndarray::Array2;
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
    loss::Loss,
    optimiser,
    predict::{self, logits, probability},
    schedule,
    state::State,
    tally::Tally,
};

/// Trains a network on `split.train` until the options' epochs are over or the loss on
/// `split.validation` has not improved for long; keeps the weights of the best epoch. `progress`
/// hears of each epoch when it is over.
///
/// After every epoch all that is needed to go on is written to the file `checkpoint`. Where that
/// file is there already, the training goes on from it, and gives bit for bit the network that it
/// would have given without a stop; one that was over gives its network again at once.
///
/// # Errors
///
/// Options out of range, too few genes, genes of one class, a loss that is not finite; a
/// checkpoint that cannot be read or written, or is of other options, genes or weights.
pub fn fit<N: Classifier>(
    network: N,
    source: &impl Source,
    split: &Split,
    options: &FitOptions,
    device: &Device,
    checkpoint: Option<&Path>,
    progress: &mut dyn FnMut(&Epoch),
) -> Result<Fitted<N>, Error> {
    options.check()?;
    let run = Run::new(source, split, options, device)?;
    let mut state = run.start(network);
    let checkpoint = match checkpoint {
        Some(path) => Some(run.checkpoint(path, &state)?),
        None => None,
    };
    if let Some(checkpoint) = &checkpoint {
        state = checkpoint.resume(state)?;
    }
    while !run.is_over(&state) {
        state = run.epoch(state)?;
        if let Some(checkpoint) = &checkpoint {
            checkpoint.write(&state)?;
        }
        if let Some(epoch) = state.epochs.last() {
            progress(epoch);
        }
    }
    run.finish(state)
}

/// What stays the same from epoch to epoch.
struct Run<'a, S> {
    source: &'a S,
    split: &'a Split,
    options: &'a FitOptions,
    /// Without gradients.
    device: Device,
    loss: Loss,
}

impl<'a, S: Source> Run<'a, S> {
    fn new(
        source: &'a S,
        split: &'a Split,
        options: &'a FitOptions,
        device: &Device,
    ) -> Result<Self, Error> {
        enough("training", split.train.len(), 2)?;
        enough("validation", split.validation.len(), 1)?;
        let mut genes = vec![0; source.classes()];
        for &gene in &split.train {
            genes[source.class(gene)] += 1;
        }
        if genes.contains(&0) {
            return Err(Error::OneClass(split.train.len()));
        }
        Ok(Self {
            source,
            split,
            options,
            device: device.clone().without_autodiff(),
            loss: Loss::new(&genes, options),
        })
    }

    /// Before the first epoch. The network is detached from clones of it, with which it would
    /// share the running means of batch normalisation.
    fn start<N: Classifier>(&self, network: N) -> State<N> {
        let best = network.valid().to_device(&self.device);
        State {
            network: best.valid().train(),
            best,
            optimiser: optimiser::new(self.options),
            epochs: Vec::new(),
        }
    }

    /// The file that the training goes on from and leaves. `state` is as before the first epoch.
    fn checkpoint<'b, N: Classifier>(
        &'b self,
        path: &'b Path,
        state: &State<N>,
    ) -> Result<Checkpoint<'b>, Error> {
        let data = identity::of_data(self.source, self.split, self.options.batch, &self.device)?;
        let network = identity::of_network(&state.best)?;
        Ok(Checkpoint::new(path, self.options, data, network))
    }

    fn is_over<N>(&self, state: &State<N>) -> bool {
        schedule::is_over(&state.losses(), self.options)
    }

    /// One more epoch.
    fn epoch<N: Classifier>(&self, state: State<N>) -> Result<State<N>, Error> {
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
        let classes = self.classes(genes);
        let inputs = self.source.inputs(genes, Some(rng), &device);
        let logits = state.network.training_logits(inputs, rng);
        let values = logits.clone().detach();
        let values = predict::read(values, genes.len(), self.loss.classes())?;
        tally.add(values.view(), &classes, &self.loss);
        let gradients = self.loss.tensor(logits, &classes).backward();
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
        tally.add(logits.view(), &self.classes(genes), &self.loss);
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

    fn logits<N: Classifier>(&self, network: &N, genes: &[usize]) -> Result<Array2<f32>, Error> {
        logits(
            network,
            self.source,
            genes,
            self.options.batch,
            &self.device,
        )
    }

    fn classes(&self, genes: &[usize]) -> Vec<usize> {
        genes.iter().map(|&gene| self.source.class(gene)).collect()
    }

    /// After the last epoch.
    fn finish<N: Classifier>(&self, state: State<N>) -> Result<Fitted<N>, Error> {
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
        let probabilities: Vec<f32> = logits.outer_iter().map(probability).collect();
        let labels: Vec<_> = genes
            .iter()
            .map(|&gene| self.source.class(gene) == 1)
            .collect();
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
