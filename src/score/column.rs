//! A condition's models: the one that decides, and second opinions.

use super::{Error, Opinion};
use crate::{
    bundle::{Bundle, Condition, Evaluation, ModelSource, short_names},
    model::Model,
};

/// The scores of one condition.
pub struct Column<'b> {
    /// The condition's index in the bundle.
    pub(super) condition: usize,
    key: String,
    label: String,
    has_patterns: bool,
    /// Whether its models were named, and not taken from the bundle.
    pub(super) is_asked_for: bool,
    deciding: Opinion<'b>,
    others: Vec<Opinion<'b>>,
}

impl<'b> Column<'b> {
    /// A condition's column: of the models that are given for it, else of the bundle's scores; `None`
    /// where there is neither.
    pub(super) fn new(
        bundle: &'b Bundle,
        index: usize,
        models: Vec<Model>,
    ) -> Result<Option<Self>, Error> {
        let condition = &bundle.manifest().conditions[index];
        let is_asked_for = !models.is_empty();
        let models = models.into_iter();
        let opinions: Vec<_> = match is_asked_for {
            true => models
                .map(|model| Opinion::by_model(bundle, (index, condition), model))
                .collect::<Result<_, _>>()?,
            false => bundle.opinions(index).map(Opinion::stored).collect(),
        };
        let mut opinions = named(condition, opinions)?.into_iter();
        let deciding = opinions.next();
        Ok(deciding.map(|deciding| Self {
            condition: index,
            key: condition.key.clone(),
            label: condition.label.clone(),
            has_patterns: !bundle.patterns(index).is_empty(),
            is_asked_for,
            deciding,
            others: opinions.collect(),
        }))
    }

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
        self.deciding.model()
    }

    /// What these scores are worth; `None` where nobody evaluated them.
    #[must_use]
    pub fn evaluation(&self) -> Option<&Evaluation> {
        self.deciding.evaluation()
    }

    /// The model whose scores these are, with all that it says.
    #[must_use]
    pub fn deciding(&self) -> &Opinion<'b> {
        &self.deciding
    }

    /// The second opinions.
    #[must_use]
    pub fn opinions(&self) -> &[Opinion<'b>] {
        &self.others
    }

    /// All models, the one that decides first.
    pub fn models(&self) -> impl Iterator<Item = &Opinion<'b>> {
        std::iter::once(&self.deciding).chain(&self.others)
    }

    pub(super) fn models_mut(&mut self) -> impl Iterator<Item = &mut Opinion<'b>> {
        std::iter::once(&mut self.deciding).chain(&mut self.others)
    }

    /// Whether genes have patterns in the condition.
    #[must_use]
    pub fn has_patterns(&self) -> bool {
        self.has_patterns
    }

    /// Whether a model computes the scores; else the bundle has them.
    #[must_use]
    pub fn is_computed(&self) -> bool {
        self.deciding.is_computed()
    }
}

/// Gives models their names.
fn named<'b>(condition: &Condition, opinions: Vec<Opinion<'b>>) -> Result<Vec<Opinion<'b>>, Error> {
    let names = short_names(opinions.iter().map(Opinion::model));
    let names = names.map_err(|source| Error::Names {
        condition: condition.key.clone(),
        source,
    })?;
    let named = opinions.into_iter().zip(names);
    Ok(named
        .map(|(opinion, name)| opinion.with_name(name))
        .collect())
}
