//! A rival: the network on pairs of genes of Yuan and Bar-Joseph 2019 (PNAS 116:27151,
//! doi:10.1073/pnas.1911536116), as the GONAD-ResNet paper (section 2.8) adapted it.
//!
//! CNNC sees two genes as an image: how many of the cells of one time express the one so much and
//! the other so much. It was made to find genes that interact. The paper asks it instead for the
//! class of genes, from the cells of one week: "we labeled genes as 1 for DSD and 0 for non-DSD and
//! paired all genes with each other". It does not say which of the two genes gave a pair its label,
//! nor how pairs became the score of a gene. Both labellings are here ([`Labelling`]); a gene's
//! score is the mean over its pairs.
//!
//! No pair has a gene that is left out. Pairs that decide when to stop are of genes that no training
//! pair has.
//!
//! [`evaluate`](super::evaluate) has it among its methods where it is given the single cells.

mod cells;
mod error;
mod histogram;
mod network;
mod options;
mod pairs;
mod smooth;
#[cfg(test)]
mod tests;

use std::error::Error;

use burn::tensor::Device;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use self::pairs::{GenePair, GenePairs};
pub use self::{
    cells::SingleCells,
    error::CnncError,
    histogram::{BinnedGenes, MAX_BINS, MIN_BINS},
    network::PairNet,
    options::{CnncOptions, Labelling},
};
use super::{
    evaluation::Collapse,
    examples::Examples,
    fit::{FitOptions, Fitted, fit, logits, probability},
    folds::split,
    method::{Method, Outcome},
};

/// The network on pairs of genes, with the cells that it sees.
#[derive(Clone, Debug)]
pub struct Cnnc {
    options: CnncOptions,
    genes: BinnedGenes,
    /// The cells, in words.
    cells: String,
    device: Device,
}

impl Cnnc {
    /// A method that sees these cells.
    ///
    /// # Errors
    ///
    /// An option is out of its range.
    pub fn new(
        options: CnncOptions,
        cells: &SingleCells,
        device: Device,
    ) -> Result<Self, CnncError> {
        options.check()?;
        Ok(Self {
            genes: BinnedGenes::new(cells, options.bins),
            cells: cells.to_string(),
            options,
            device,
        })
    }

    /// The gene of the cells that each example is.
    fn places(&self, examples: &Examples) -> Result<Vec<usize>, CnncError> {
        let place = |example: &super::examples::Example| {
            let missing = || CnncError::NoCells(example.symbol.clone());
            self.genes.place(example.index).ok_or_else(missing)
        };
        examples.genes.iter().map(place).collect()
    }

    /// Trains on pairs of the genes `train`.
    fn learn(&self, round: &Round, rng: &mut ChaCha8Rng) -> Result<Fitted<PairNet>, CnncError> {
        let options = &self.options;
        let genes = split(&round.labels, round.train, options.validation, rng);
        let pairs = GenePairs::for_training(self.source(round), &genes, options.pairs, rng);
        let network = PairNet::new(options.bins, options.width, rng, &self.device);
        let fit_options = FitOptions {
            seed: round.seed,
            ..options.fit.clone()
        };
        let split = pairs.split();
        let silent = &mut |_: &_| ();
        Ok(fit(
            network,
            &pairs,
            &split,
            &fit_options,
            &self.device,
            None,
            silent,
        )?)
    }

    /// The mean probability of each of `test` over its pairs with training genes.
    fn judge(
        &self,
        network: &PairNet,
        round: &Round,
        test: &[usize],
        rng: &mut ChaCha8Rng,
    ) -> Result<Vec<f32>, CnncError> {
        let partners = self.partners(round, rng);
        let mut scores = Vec::with_capacity(test.len());
        for &gene in test {
            let pairs = partners.iter().map(|&second| GenePair {
                first: gene,
                second,
            });
            let pairs = GenePairs::of(self.source(round), pairs.collect());
            let all: Vec<_> = (0..pairs.len()).collect();
            let batch = self.options.fit.batch;
            let logits = logits(network, &pairs, &all, batch, &self.device)?;
            let sum: f64 = logits
                .outer_iter()
                .map(|of| f64::from(probability(of)))
                .sum();
            scores.push((sum / all.len() as f64) as f32);
        }
        Ok(scores)
    }

    /// The training genes that a gene is paired with, the same for all.
    fn partners(&self, round: &Round, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let wanted = |&&gene: &&usize| match self.options.labelling {
            Labelling::First => true,
            // With a partner that is no disease gene no pair is positive, whatever the gene.
            Labelling::Both => round.labels[gene],
        };
        let genes: Vec<_> = round.train.iter().filter(wanted).copied().collect();
        pairs::choose(&genes, self.options.partners, rng)
    }

    fn source<'a>(&'a self, round: &'a Round) -> pairs::PairGenes<'a> {
        pairs::PairGenes {
            binned: &self.genes,
            places: &round.places,
            labels: &round.labels,
            labelling: self.options.labelling,
            sigma: self.options.sigma,
        }
    }
}

/// One round of learning and judging.
struct Round<'a> {
    train: &'a [usize],
    places: Vec<usize>,
    /// Of the genes of `train`; false for others, which nobody looks at.
    labels: Vec<bool>,
    seed: u64,
}

impl Method for Cnnc {
    fn name(&self) -> &'static str {
        self.options.labelling.method()
    }

    fn description(&self) -> String {
        let label = match self.options.labelling {
            Labelling::First => "the first gene is a disease gene",
            Labelling::Both => "both genes are disease genes",
        };
        let bins = self.options.bins;
        format!(
            "a convolutional network on {bins} x {bins} histograms of pairs of genes (Yuan and \
             Bar-Joseph 2019) over {}; a pair is positive where {label}",
            self.cells
        )
    }

    fn score(
        &self,
        examples: &Examples,
        train: &[usize],
        test: &[usize],
        seed: u64,
    ) -> Result<Outcome, Box<dyn Error + Send + Sync>> {
        let mut labels = vec![false; examples.len()];
        for &gene in train {
            labels[gene] = examples.genes[gene].is_positive;
        }
        let round = Round {
            train,
            places: self.places(examples)?,
            labels,
            seed,
        };
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let fitted = self.learn(&round, &mut rng)?;
        Ok(Outcome {
            scores: self.judge(&fitted.network, &round, test, &mut rng)?,
            is_probability: true,
            epochs: fitted.epochs,
            collapse: fitted.collapse.map(of_pairs),
        })
    }
}

/// The loop counts what it is given as genes.
fn of_pairs(collapse: Collapse) -> Collapse {
    Collapse {
        message: format!("Counted in pairs of genes: {}", collapse.message),
        ..collapse
    }
}
