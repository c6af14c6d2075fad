//! What a model of profiles is asked.

use ndarray::{Array1, Array3, Axis, s};

use super::Asked;
use crate::{
    bundle::{Bundle, Condition},
    heatmap::PatternClass,
    heatmap::residual::{NEIGHBOURS, Usual},
    model::{
        metadata::Common,
        profile::{Profile, ProfileMetadata, ProfileModel, Profiles, UsualProfiles},
    },
    score::Error,
};

/// A model, and the profiles of genes that wait for it, N of them at most.
pub(super) struct GeneProfiles {
    model: ProfileModel,
    /// The condition's index in the bundle.
    condition: usize,
    /// What is usual for the level of each gene, where the model takes it.
    usual: Option<Usual>,
    /// N×C×T.
    expression: Array3<f32>,
    /// N×C×T.
    means: Array3<f32>,
    /// N×C×T.
    sds: Array3<f32>,
}

impl GeneProfiles {
    /// Pairs a model with a condition of a bundle.
    ///
    /// # Errors
    ///
    /// Returns an error where the bundle has no expression, or of other cell types, times or values
    /// than the model learnt from.
    pub(super) fn new(
        bundle: &Bundle,
        condition: &Condition,
        model: ProfileModel,
    ) -> Result<Self, Error> {
        let metadata = model.metadata();
        let index = bundle.manifest().condition(&condition.key);
        let index = index.filter(|_| condition.matrix_len() > 0);
        let index = index.ok_or_else(|| Error::NoExpression(bundle.path().into()))?;
        check(bundle, condition, metadata)?;
        let usual = match metadata.profile {
            Profile::Shape => None,
            Profile::Residual { .. } => {
                let transform = |value| metadata.transform.apply(value);
                Some(bundle.usual_by_level(index, transform)?)
            }
        };
        let [cell_types, times] = metadata.shape();
        let empty = Array3::zeros((model.batch(), cell_types, times));
        Ok(Self {
            condition: index,
            usual,
            expression: empty.clone(),
            means: empty.clone(),
            sds: empty,
            model,
        })
    }
}

impl Asked for GeneProfiles {
    fn common(&self) -> Common<'_> {
        self.model.metadata().common()
    }

    fn batch(&self) -> usize {
        self.model.batch()
    }

    fn put(&mut self, bundle: &Bundle, gene: usize, row: usize) -> Result<bool, Error> {
        // Nor does `evaluate` place a gene that is expressed nowhere: there is no shape to look at.
        let pattern = bundle.pattern(gene, self.condition);
        if pattern.is_some_and(|pattern| pattern.class == PatternClass::Silent) {
            return Ok(false);
        }
        let Some(matrix) = bundle.matrix(gene, self.condition)? else {
            return Ok(false);
        };
        self.expression.index_axis_mut(Axis(0), row).assign(&matrix);
        if let Some(usual) = &self.usual {
            let parts = [(&mut self.means, &usual.means), (&mut self.sds, &usual.sds)];
            for (places, values) in parts {
                let mut places = places.index_axis_mut(Axis(0), row);
                let values = values.row(gene);
                places
                    .iter_mut()
                    .zip(values)
                    .for_each(|(place, value)| *place = *value);
            }
        }
        Ok(true)
    }

    fn score(&mut self, rows: usize) -> Result<Array1<f32>, Error> {
        let first = s![..rows, .., ..];
        let usual = UsualProfiles {
            means: self.means.slice(first),
            sds: self.sds.slice(first),
        };
        let profiles = Profiles {
            expression: self.expression.slice(first),
            usual: self.usual.is_some().then_some(usual),
        };
        Ok(self.model.score(profiles)?)
    }
}

/// Checks that a condition's profiles are of the cell types, times and values that a model learnt from: it
/// knows only such.
///
/// # Errors
///
/// What differs.
pub fn check(bundle: &Bundle, condition: &Condition, model: &ProfileMetadata) -> Result<(), Error> {
    let times: Vec<_> = condition
        .times
        .iter()
        .map(|time| time.label.clone())
        .collect();
    let parts = [
        axis("cell types", &model.cell_types, &condition.cell_types),
        axis("times", &model.times, &times),
        values(model, bundle.manifest().atlas.values.as_deref()),
        neighbours(model.profile),
    ];
    let differences: Vec<_> = parts.into_iter().flatten().collect();
    if differences.is_empty() {
        return Ok(());
    }
    Err(Error::OtherProfiles {
        model: model.name.clone(),
        condition: condition.key.clone(),
        bundle: bundle.path().into(),
        differences: differences.join("; "),
    })
}

/// How an axis of the bundle differs from the model's, in words.
fn axis(what: &str, model: &[String], bundle: &[String]) -> Option<String> {
    if model == bundle {
        return None;
    }
    let beyond = |these: &[String], others: &[String]| {
        let beyond = these.iter().filter(|name| !others.contains(name));
        beyond.cloned().collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("only in the model", beyond(model, bundle)),
        ("only in the bundle", beyond(bundle, model)),
    ];
    let parts = parts.iter().filter(|(_, names)| !names.is_empty());
    let words: Vec<_> = parts
        .map(|(whose, names)| format!("{names} {whose}"))
        .collect();
    Some(match words.is_empty() {
        true => format!("{what} in another order than {}", model.join(", ")),
        false => format!("{what} {}", words.join(", ")),
    })
}

fn values(model: &ProfileMetadata, bundle: Option<&str>) -> Option<String> {
    let (model, bundle) = (model.values.as_deref()?, bundle?);
    let differ = model != bundle;
    differ.then(|| format!("values are {model} for the model, {bundle} in the bundle"))
}

fn neighbours(profile: Profile) -> Option<String> {
    match profile {
        Profile::Residual { neighbours } if neighbours != NEIGHBOURS => Some(format!(
            "genes are compared with {neighbours} others of their level by the model, with \
             {NEIGHBOURS} by this program"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_that_differ_are_told_by_name() {
        let names = |names: &[&str]| names.iter().map(|&name| name.into()).collect::<Vec<_>>();
        let model = names(&["germ", "supporting"]);
        let told = |bundle: &[&str]| axis("cell types", &model, &names(bundle));
        assert_eq!(told(&["germ", "supporting"]), None);
        assert_eq!(
            told(&["germ", "myocyte"]).as_deref(),
            Some("cell types supporting only in the model, myocyte only in the bundle")
        );
        assert_eq!(
            told(&["germ"]).as_deref(),
            Some("cell types supporting only in the model")
        );
        assert_eq!(
            told(&["supporting", "germ"]).as_deref(),
            Some("cell types in another order than germ, supporting")
        );
    }

    #[test]
    fn a_number_of_neighbours_that_is_not_counted_here_is_told() {
        let neighbours = |neighbours| super::neighbours(Profile::Residual { neighbours });
        assert_eq!(neighbours(NEIGHBOURS), None);
        assert_has!(
            neighbours(50).unwrap(),
            "with 50 others",
            "with 300 by this program"
        );
        assert_eq!(super::neighbours(Profile::Shape), None);
    }
}
