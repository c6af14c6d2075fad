//! Genes to scores: those that the bundle holds, or a model's, computed when they are asked for.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description, ModelSource},
//!     import::{ScoresTable, from_scores},
//!     score::Scorer,
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = |name: &str| folder.path().join(name);
//! std::fs::write(path("scores.tsv"), "symbol\tcondition\tscore\nSOX9\tF\t0.25\nSRY\tM\t1\n")?;
//! let table = ScoresTable::read(path("scores.tsv"), &[])?;
//! let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! builder.write(path("scores.dsd"))?;
//!
//! let bundle = Bundle::open(path("scores.dsd"))?;
//! let scorer = Scorer::new(&bundle, Vec::new())?;
//! let sox9 = bundle.genes().iter().position(|gene| gene.symbol == "SOX9").unwrap();
//! assert_eq!(scorer.columns()[0].key(), "F");
//! assert_eq!(scorer.score(0, sox9), 0.25);
//! assert!(scorer.score(1, sox9).is_nan(), "no score of the condition M");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod column;
mod computed;
mod error;
mod opinion;
mod worth;

use crate::{
    bundle::{Bundle, Scored},
    heatmap::Pattern,
    model::Model,
};

pub(crate) use self::computed::check_profiles;
pub use self::{
    column::Column,
    computed::Inputs,
    error::Error,
    opinion::Opinion,
    worth::{Worth, WorthError},
};

/// Gives genes their scores, one column a condition.
pub struct Scorer<'b> {
    bundle: &'b Bundle,
    columns: Vec<Column<'b>>,
}

impl<'b> Scorer<'b> {
    /// Takes a condition's scores from the models that are given for it, in their order: the first
    /// decides, the others are second opinions. Where none is given, all are the bundle's; so are the
    /// scores of a given model whose scores the bundle has. A condition without either has no column.
    ///
    /// # Errors
    ///
    /// Returns an error where a model does not fit the bundle, models of one condition cannot be told
    /// apart by their names, or nothing has scores.
    pub fn new(bundle: &'b Bundle, models: Vec<Model>) -> Result<Self, Error> {
        check_conditions(bundle, &models)?;
        let mut columns = Vec::new();
        let mut left = models;
        for (index, condition) in bundle.manifest().conditions.iter().enumerate() {
            let is_for = |model: &mut Model| model.common().condition == condition.key;
            let models = left.extract_if(.., is_for).collect();
            columns.extend(Column::new(bundle, index, models)?);
        }
        if columns.is_empty() {
            return Err(Error::NothingScored(bundle.path().into()));
        }
        Ok(Self { bundle, columns })
    }

    /// The bundle.
    #[must_use]
    pub fn bundle(&self) -> &'b Bundle {
        self.bundle
    }

    /// The conditions that have scores.
    #[must_use]
    pub fn columns(&self) -> &[Column<'b>] {
        &self.columns
    }

    /// Whether simulated data or an untrained network stands behind any score.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.bundle.manifest().synthetic || self.opinions().any(|o| o.model().synthetic)
    }

    /// Whether scores are computed.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.opinions().any(Opinion::is_computed)
    }

    /// What all models say in all conditions.
    fn opinions(&self) -> impl Iterator<Item = &Opinion<'b>> {
        self.columns.iter().flat_map(Column::models)
    }

    /// Computes what some genes lack, in batches. Genes without an image, or without expression,
    /// stay without a score.
    ///
    /// # Errors
    ///
    /// Returns an error where a matrix or image is damaged or the network fails.
    pub fn compute(&mut self, genes: impl Iterator<Item = usize> + Clone) -> Result<(), Error> {
        for opinion in self.columns.iter_mut().flat_map(Column::models_mut) {
            opinion.compute(self.bundle, genes.clone(), &mut |_| ())?;
        }
        Ok(())
    }

    /// Computes all genes' scores of the conditions that models were given for, to be written into
    /// the bundle: for each of them all its models in their order, also those whose scores the bundle
    /// has. `progress` is told how many genes are done with each batch.
    ///
    /// # Errors
    ///
    /// As [`Scorer::compute`].
    pub fn compute_all(&mut self, progress: &mut impl FnMut(usize)) -> Result<Vec<Scored>, Error> {
        let genes = 0..self.bundle.genes().len();
        let mut scored = Vec::new();
        for column in self.columns.iter_mut().filter(|column| column.is_asked_for) {
            let key = column.key().to_string();
            for opinion in column.models_mut() {
                opinion.compute(self.bundle, genes.clone(), progress)?;
                scored.push(opinion.to_scored(&key));
            }
        }
        Ok(scored)
    }

    /// A gene's score in a column, 0-1; NaN where it has none.
    #[must_use]
    pub fn score(&self, column: usize, gene: usize) -> f32 {
        self.columns[column].deciding().score(gene)
    }

    /// A gene's pattern in the condition of a column; `None` where it has none.
    #[must_use]
    pub fn pattern(&self, column: usize, gene: usize) -> Option<&Pattern> {
        self.bundle.pattern(gene, self.columns[column].condition)
    }

    /// Where a score stands among those of all genes that the model scored, 0-100; `None` where
    /// their distribution is not known.
    #[must_use]
    pub fn percentile(&self, column: usize, score: f32) -> Option<f32> {
        self.columns[column].deciding().percentile(score)
    }
}

/// Each model must be for a condition of the bundle.
fn check_conditions(bundle: &Bundle, models: &[Model]) -> Result<(), Error> {
    let manifest = bundle.manifest();
    let mut all = models.iter().map(Model::common);
    match all.find(|common| manifest.condition(common.condition).is_none()) {
        Some(common) => Err(Error::UnknownCondition {
            model: common.name.into(),
            condition: common.condition.into(),
            known: manifest.conditions.iter().map(|c| c.key.clone()).collect(),
        }),
        None => Ok(()),
    }
}
