//! One condition's scores by a model.

mod features;
mod images;
mod inputs;
mod profiles;

use ndarray::Array1;

use self::{images::Images, profiles::GeneProfiles};
pub use self::{inputs::Inputs, profiles::check as check_profiles};
use super::Error;
use crate::{
    bundle::{Bundle, Condition},
    model::{Model, metadata::Common},
};

/// A model, and the scores that it has given so far.
pub struct Computed {
    asked: Box<dyn Asked>,
    /// One a gene; NaN where it has none, or not yet.
    values: Vec<f32>,
    is_known: Vec<bool>,
    /// The genes that wait for the model.
    waiting: Vec<usize>,
}

/// A model of some kind, with what it is asked of genes that wait for it.
trait Asked {
    /// What the model says of itself.
    fn common(&self) -> Common<'_>;

    /// How many genes may wait.
    fn batch(&self) -> usize;

    /// Puts what the model takes of a gene into a row, counted from 0; `false` where the bundle has
    /// nothing of it.
    fn put(&mut self, bundle: &Bundle, gene: usize, row: usize) -> Result<bool, Error>;

    /// The scores of the first rows.
    fn score(&mut self, rows: usize) -> Result<Array1<f32>, Error>;
}

impl Computed {
    /// Pairs a model with a condition of a bundle.
    ///
    /// # Errors
    ///
    /// Returns an error where the bundle has nothing to show to the model, or other than it learnt
    /// from.
    pub fn new(bundle: &Bundle, condition: &Condition, model: Model) -> Result<Self, Error> {
        let count = bundle.genes().len();
        Ok(Self {
            asked: match model {
                Model::Image(model) => Box::new(Images::new(bundle, condition, *model)?),
                Model::Profile(model) => Box::new(GeneProfiles::new(bundle, condition, *model)?),
            },
            values: vec![f32::NAN; count],
            is_known: vec![false; count],
            waiting: Vec::new(),
        })
    }

    /// What the model says of itself.
    pub fn common(&self) -> Common<'_> {
        self.asked.common()
    }

    /// The scores so far, one a gene; NaN where it has none.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Scores the genes that are not known yet, in batches.
    ///
    /// # Errors
    ///
    /// Returns an error where a matrix or image is damaged or the model fails.
    pub fn compute(
        &mut self,
        bundle: &Bundle,
        genes: impl Iterator<Item = usize>,
        progress: &mut impl FnMut(usize),
    ) -> Result<(), Error> {
        for gene in genes {
            let is_new = !std::mem::replace(&mut self.is_known[gene], true);
            if is_new && self.asked.put(bundle, gene, self.waiting.len())? {
                self.waiting.push(gene);
            }
            if self.waiting.len() == self.asked.batch() {
                self.flush(progress)?;
            }
        }
        self.flush(progress)
    }

    fn flush(&mut self, progress: &mut impl FnMut(usize)) -> Result<(), Error> {
        let rows = self.waiting.len();
        if rows == 0 {
            return Ok(());
        }
        let probabilities = self.asked.score(rows)?;
        for (gene, probability) in self.waiting.drain(..).zip(probabilities) {
            self.values[gene] = probability;
        }
        progress(rows);
        Ok(())
    }
}
