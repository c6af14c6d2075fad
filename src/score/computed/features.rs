//! The numbers that a model takes beside an image.

use crate::{
    bundle::{Bundle, Condition},
    heatmap::Pattern,
    model::image::ImageModel,
    score::Error,
};

/// A number that a gene's pattern has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// [`Pattern::level`].
    Level,
    /// [`Pattern::tau`]; 0 where a gene has none, as in training.
    Tau,
}

impl Feature {
    const ALL: [Self; 2] = [Self::Level, Self::Tau];

    /// Its name in a model's metadata.
    fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Tau => "tau",
        }
    }

    pub(super) fn value(self, pattern: &Pattern) -> f32 {
        match self {
            Self::Level => pattern.level,
            Self::Tau => pattern.tau.unwrap_or(0.0),
        }
    }
}

/// What a model takes, if it is known and the bundle has it.
pub(super) fn of(
    model: &ImageModel,
    bundle: &Bundle,
    condition: &Condition,
) -> Result<Vec<Feature>, Error> {
    let features = named(&model.metadata().features).map_err(|feature| Error::UnknownFeature {
        model: model.metadata().name.clone(),
        feature: feature.into(),
        known: Feature::ALL.map(Feature::name).into(),
    })?;
    let index = bundle.manifest().condition(&condition.key);
    let has_patterns = index.is_some_and(|index| !bundle.patterns(index).is_empty());
    match features.is_empty() || has_patterns {
        true => Ok(features),
        false => Err(none(model, bundle, format!("condition {}", condition.key))),
    }
}

/// The features of these names, or the name that is no feature's.
fn named(names: &[String]) -> Result<Vec<Feature>, &str> {
    let feature = |name| {
        let mut all = Feature::ALL.into_iter();
        all.find(|feature| feature.name() == name).ok_or(name)
    };
    names.iter().map(|name| feature(name.as_str())).collect()
}

/// That the bundle has none of what the model takes.
pub(super) fn none(model: &ImageModel, bundle: &Bundle, place: String) -> Error {
    Error::NoFeatures {
        model: model.metadata().name.clone(),
        features: model.metadata().features.clone(),
        bundle: bundle.path().into(),
        place,
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::heatmap::Recipe;

    #[test]
    fn features_are_taken_in_the_models_order_and_by_known_names_only() {
        let names = |names: &[&str]| names.iter().map(|&name| name.into()).collect::<Vec<_>>();
        let both = names(&["tau", "level"]);
        assert_eq!(named(&both), Ok(vec![Feature::Tau, Feature::Level]));
        assert_eq!(named(&[]), Ok(Vec::new()));
        assert_eq!(named(&names(&["level", "Tau"])), Err("Tau"));
    }

    #[test]
    fn a_silent_gene_has_a_tau_of_0() {
        let means = array![[0.0, 0.0]];
        let pattern = Pattern::of(&Recipe::default(), means.view(), &[], &[]).unwrap();
        assert_eq!(pattern.tau, None);
        assert_eq!(Feature::ALL.map(|f| f.value(&pattern)), [0.0, 0.0]);
    }
}
