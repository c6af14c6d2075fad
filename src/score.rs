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

mod computed;
mod error;

use crate::{
    bundle::{Bundle, Condition, ModelSource, Scored},
    heatmap::Pattern,
    model::Model,
};

use self::computed::Computed;
pub use self::error::Error;

/// Gives genes their scores, one column a condition.
pub struct Scorer<'b> {
    bundle: &'b Bundle,
    columns: Vec<Column>,
}

/// The scores of one condition.
pub struct Column {
    /// The condition's index in the bundle.
    condition: usize,
    key: String,
    label: String,
    model: ModelSource,
    has_patterns: bool,
    /// `None` where the scores are in the bundle.
    computed: Option<Box<Computed>>,
}

impl Column {
    /// The condition within INFO keys.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The condition in words.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The model whose scores these are.
    #[must_use]
    pub fn model(&self) -> &ModelSource {
        &self.model
    }

    /// Whether genes have patterns in the condition.
    #[must_use]
    pub fn has_patterns(&self) -> bool {
        self.has_patterns
    }

    /// Whether a model computes the scores; else the bundle has them.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.computed.is_some()
    }
}

impl<'b> Scorer<'b> {
    /// Takes a condition's scores from its model, where one is given that is not the model of the
    /// stored scores, else from the bundle. A condition without either has no column.
    ///
    /// # Errors
    ///
    /// Returns an error where a model does not fit the bundle, or nothing has scores.
    pub fn new(bundle: &'b Bundle, mut models: Vec<Model>) -> Result<Self, Error> {
        check_conditions(bundle, &models)?;
        let mut columns = Vec::new();
        for (index, condition) in bundle.manifest().conditions.iter().enumerate() {
            let is_for = |model: &Model| model.common().condition == condition.key;
            let model = models.iter().position(is_for).map(|i| models.remove(i));
            columns.extend(column(bundle, index, condition, model)?);
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
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether simulated data or an untrained network stands behind any score.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.bundle.manifest().synthetic || self.columns.iter().any(|c| c.model.synthetic)
    }

    /// Whether scores are computed.
    #[must_use]
    pub fn is_computing(&self) -> bool {
        self.columns.iter().any(|column| column.computed.is_some())
    }

    /// Computes what some genes lack, in batches. Genes without an image, or without expression,
    /// stay without a score.
    ///
    /// # Errors
    ///
    /// Returns an error where a matrix or image is damaged or the network fails.
    pub fn compute(&mut self, genes: impl Iterator<Item = usize> + Clone) -> Result<(), Error> {
        for computed in self.columns.iter_mut().filter_map(|c| c.computed.as_mut()) {
            computed.compute(self.bundle, genes.clone(), &mut |_| ())?;
        }
        Ok(())
    }

    /// Computes all genes' scores of the columns that have a model; `progress` is told how many
    /// genes are done with each batch.
    ///
    /// # Errors
    ///
    /// As [`Scorer::compute`].
    pub fn compute_all(&mut self, progress: &mut impl FnMut(usize)) -> Result<Vec<Scored>, Error> {
        let genes = 0..self.bundle.genes().len();
        let mut scored = Vec::new();
        for column in &mut self.columns {
            if let Some(computed) = &mut column.computed {
                computed.compute(self.bundle, genes.clone(), progress)?;
                scored.push(Scored {
                    condition: column.key.clone(),
                    model: column.model.clone(),
                    values: computed.values().to_vec(),
                    complete: true,
                    evaluation: None,
                });
            }
        }
        Ok(scored)
    }

    /// A gene's score in a column, 0-1; NaN where it has none.
    #[must_use]
    pub fn score(&self, column: usize, gene: usize) -> f32 {
        let column = &self.columns[column];
        match &column.computed {
            Some(computed) => computed.values()[gene],
            None => self
                .bundle
                .score(gene, column.condition)
                .unwrap_or(f32::NAN),
        }
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
        let column = &self.columns[column];
        match &column.computed {
            Some(computed) => computed.common().percentile(score),
            None => self.bundle.percentile(column.condition, score),
        }
    }
}

/// A condition's column: of the bundle's own scores, unless another model is given.
fn column(
    bundle: &Bundle,
    index: usize,
    condition: &Condition,
    model: Option<Model>,
) -> Result<Option<Column>, Error> {
    let stored = bundle.manifest().score_source(&condition.key);
    let column = |model: ModelSource, computed| Column {
        condition: index,
        key: condition.key.clone(),
        label: condition.label.clone(),
        model,
        has_patterns: !bundle.patterns(index).is_empty(),
        computed,
    };
    let is_stored = |model: &Model| {
        stored.is_some_and(|s| s.complete && s.model.digest.as_deref() == Some(model.digest()))
            && !model.is_overridden()
    };
    match model {
        Some(model) if !is_stored(&model) => {
            let source = source_of(&model);
            let computed = Computed::new(bundle, condition, model)?;
            Ok(Some(column(source, Some(Box::new(computed)))))
        }
        _ => Ok(stored.map(|stored| column(stored.model.clone(), None))),
    }
}

fn source_of(model: &Model) -> ModelSource {
    let common = model.common();
    ModelSource {
        name: common.name.into(),
        version: common.version.into(),
        digest: Some(model.digest().into()),
        training_set: common.training_set.name.clone(),
        synthetic: common.synthetic,
        source: None,
        citation: None,
    }
}

fn check_conditions(bundle: &Bundle, models: &[Model]) -> Result<(), Error> {
    let manifest = bundle.manifest();
    for (i, model) in models.iter().enumerate() {
        let common = model.common();
        if manifest.condition(common.condition).is_none() {
            return Err(Error::UnknownCondition {
                model: common.name.into(),
                condition: common.condition.into(),
                known: manifest.conditions.iter().map(|c| c.key.clone()).collect(),
            });
        }
        let others = &models[..i];
        if others
            .iter()
            .any(|m| m.common().condition == common.condition)
        {
            return Err(Error::TwoModels(common.condition.into()));
        }
    }
    Ok(())
}
