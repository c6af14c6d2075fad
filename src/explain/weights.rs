//! Why genes have their scores by a model of profiles.
//!
//! Of a regression all that a block does to the log-odds is known: its weights times what its standardised
//! features lose. Of a file that does not have them in it (see [`Learnt`]) the model is asked anew, block by
//! block. The level of a gene, and its spread, are held fixed either way.

use std::ops::Range;

use ndarray::{Array1, Array3};

use super::{
    Error, GeneMap,
    judge::{Judge, Question},
    profiles::{Profiles, is_expressed},
    summary::{log_odds, logistic},
};
use crate::{
    bundle::{Blocks, Bundle, Replacement, Way},
    model::profile::{self, Learnt, MIN_VARIANCE, ProfileModel, UsualProfiles},
    score::check_profiles,
};

/// How far a model's probability may be from the one by its weights.
const TOLERANCE: f32 = 1e-5;
/// Nearer to 0 and 1 a probability in single precision says nothing of its log-odds.
const LEAST: f64 = 1e-7;
/// So many genes are scored at a time.
const AT_ONCE: usize = 1024;

/// What says why a model of profiles gives its scores, or in words why nothing can. `learnt` is what
/// its file says to have learnt.
///
/// # Errors
///
/// If the model learnt from other cell types, times or values than the condition's, expression is damaged,
/// or the model fails.
pub(super) fn judge<'b>(
    bundle: &'b Bundle,
    question: Question,
    learnt: Option<Learnt>,
    model: ProfileModel,
) -> Result<Result<Box<dyn Judge + 'b>, String>, Error> {
    let axes = &bundle.manifest().conditions[question.condition];
    check_profiles(bundle, axes, model.metadata())?;
    let transform = model.metadata().transform;
    let asked = Asked {
        bundle,
        question,
        profiles: Profiles::transformed(bundle, question.condition, transform)?,
        profile: model.metadata().profile,
    };
    let mut occlusion = Occlusion { asked, model };
    let learnt = learnt.filter(|learnt| {
        let [cell_types, times] = occlusion.model.metadata().shape();
        learnt.weights.len() == cell_types * times
    });
    if let Some(learnt) = learnt
        && occlusion.answers_by(&learnt)?
    {
        let asked = occlusion.asked;
        return Ok(Ok(Box::new(Weights { asked, learnt })));
    }
    Ok(match occlusion.asked.profile.takes_usual() {
        true => Ok(Box::new(occlusion)),
        false => Err(
            "the file does not have a regression's weights in it, and a gene's shape cannot be replaced in \
             part from outside: train it anew by dsdscore train --kind profile"
                .into(),
        ),
    })
}

/// What a model of profiles is asked of, and how.
struct Asked<'b> {
    bundle: &'b Bundle,
    question: Question,
    profiles: Profiles,
    profile: profile::Profile,
}

impl Asked<'_> {
    /// Whether the model scores a gene.
    fn is_scored(&self, gene: usize) -> bool {
        let mut values = self.profiles.values.row(gene).into_iter();
        values.any(|value| !value.is_nan())
            && is_expressed(self.bundle, gene, self.question.condition)
    }

    /// The maps of the genes that the model scores.
    fn maps(
        &self,
        genes: &[usize],
        mut map: impl FnMut(usize) -> Result<GeneMap, Error>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let mut of = |&gene: &usize| {
            let found = self.is_scored(gene).then(|| map(gene)).transpose();
            progress(1);
            found
        };
        genes.iter().map(&mut of).collect()
    }

    /// The features of a gene as it is.
    fn features(&self, gene: usize) -> Features<'_> {
        let moments = match self.profile {
            profile::Profile::Shape => Some(moments(self.profiles.values.row(gene).iter())),
            profile::Profile::Residual { .. } => None,
        };
        Features {
            asked: self,
            gene,
            moments,
        }
    }
}

/// What a regression sees of a gene.
struct Features<'a> {
    asked: &'a Asked<'a>,
    gene: usize,
    /// The mean of the gene's values, and their standard deviation, 0 if they are everywhere alike; where
    /// it sees the shape.
    moments: Option<[f64; 2]>,
}

impl Features<'_> {
    /// A feature; NaN where not measured.
    fn at(&self, place: usize) -> f64 {
        let at = [self.gene, place];
        match self.moments {
            None => f64::from(self.asked.profiles.residuals[at]),
            Some(_) => self.shape(self.asked.profiles.values[at]),
        }
    }

    /// What the feature is once the value there is replaced; NaN where nothing can replace it.
    fn replaced(&self, place: usize) -> f64 {
        let at = [self.gene, place];
        let Asked {
            profiles, question, ..
        } = self.asked;
        match (self.moments, question.replaced_by) {
            (None, by) => f64::from(profiles.replaced(self.gene, place, by)),
            (Some(_), Replacement::Usual) => self.shape(profiles.usual.means[at]),
            (Some(_), Replacement::Lowest) => self.shape(0.0),
        }
    }

    fn shape(&self, value: f32) -> f64 {
        let [mean, deviation] = self.moments.unwrap_or_default();
        match deviation > 0.0 {
            true => (f64::from(value) - mean) / deviation,
            // As nothing else, NaN stays.
            false => f64::from(value) * 0.0,
        }
    }
}

/// Mean and standard deviation of what was measured; a deviation of 0 where all is alike.
fn moments<'v>(values: impl Iterator<Item = &'v f32> + Clone) -> [f64; 2] {
    let values = values.filter(|value| !value.is_nan()).copied();
    let values = values.map(f64::from);
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    let varies = variance > MIN_VARIANCE;
    [mean, if varies { variance.sqrt() } else { 0.0 }]
}

/// A regression whose weights are known.
struct Weights<'b> {
    asked: Asked<'b>,
    learnt: Learnt,
}

impl Weights<'_> {
    fn map(&self, gene: usize) -> GeneMap {
        let features = self.asked.features(gene);
        let log_odds = self.log_odds(&features);
        GeneMap::new(log_odds, self.asked.question.blocks, |places| {
            self.change(&features, places)
        })
    }

    fn log_odds(&self, features: &Features<'_>) -> f64 {
        let places = 0..self.learnt.weights.len();
        self.learnt.log_odds(places.map(|place| features.at(place)))
    }

    /// What the log-odds lose with the features at some places; NaN where none was measured.
    fn change(&self, features: &Features<'_>, places: Range<usize>) -> f64 {
        let lost = places.map(|place| (place, features.at(place) - features.replaced(place)));
        let changes = lost.filter(|(_, lost)| !lost.is_nan());
        let mut changes = changes.map(|(place, lost)| self.learnt.rise(place, lost));
        let first = changes.next().unwrap_or(f64::NAN);
        first + changes.sum::<f64>()
    }
}

impl Judge for Weights<'_> {
    fn way(&self) -> Way {
        Way::Weights
    }

    fn blocks(&self) -> Blocks {
        self.asked.question.blocks
    }

    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let map = |gene| Ok(self.map(gene));
        self.asked.maps(genes, map, progress)
    }
}

/// A model of what is unusual, asked through ONNX Runtime.
struct Occlusion<'b> {
    asked: Asked<'b>,
    model: ProfileModel,
}

impl Occlusion<'_> {
    /// Whether the model's probability of every gene is the one by the weights.
    fn answers_by(&mut self, learnt: &Learnt) -> Result<bool, Error> {
        let genes = 0..self.asked.bundle.genes().len();
        let scored: Vec<_> = genes.filter(|&gene| self.asked.is_scored(gene)).collect();
        for genes in scored.chunks(AT_ONCE) {
            let rows: Vec<_> = genes.iter().map(|&gene| (gene, 0..0)).collect();
            let found = score(&self.asked, &mut self.model, &rows)?;
            let is_same = |(&gene, found): (&usize, &f32)| {
                let features = self.asked.features(gene);
                let places = 0..learnt.weights.len();
                let log_odds = learnt.log_odds(places.map(|place| features.at(place)));
                (logistic(log_odds as f32) - found).abs() <= TOLERANCE
            };
            if !genes.iter().zip(&found).all(is_same) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Judge for Occlusion<'_> {
    fn way(&self) -> Way {
        Way::Occlusion
    }

    fn blocks(&self) -> Blocks {
        self.asked.question.blocks
    }

    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let (asked, model) = (&self.asked, &mut self.model);
        let map = |gene| occluded(asked, model, gene);
        asked.maps(genes, map, progress)
    }
}

fn occluded(asked: &Asked<'_>, model: &mut ProfileModel, gene: usize) -> Result<GeneMap, Error> {
    let blocks = asked.question.blocks;
    let of_blocks = (0..blocks.len()).map(|block| blocks.values(block));
    let of_cell_types = (0..blocks.shape()[0]).map(|cell_type| blocks.values_of(cell_type));
    let places: Vec<_> = std::iter::once(0..0)
        .chain(of_blocks)
        .chain(of_cell_types)
        .collect();
    let rows: Vec<_> = places.iter().map(|places| (gene, places.clone())).collect();
    let found = score(asked, model, &rows)?;
    let of = |score: f32| log_odds(f64::from(score).clamp(LEAST, 1.0 - LEAST));
    let is_measured = |place: usize| !asked.profiles.residuals[[gene, place]].is_nan();
    Ok(GeneMap::new(of(found[0]), blocks, |wanted| {
        let row = places.iter().rposition(|places| *places == wanted);
        match row.filter(|_| wanted.clone().any(is_measured)) {
            Some(row) => of(found[0]) - of(found[row]),
            None => f64::NAN,
        }
    }))
}

/// The scores of genes without the values at some places. By what is usual a value is replaced from outside
/// as what is usual by the value: nothing is left of its residual, and the level stays.
fn score(
    asked: &Asked<'_>,
    model: &mut ProfileModel,
    rows: &[(usize, Range<usize>)],
) -> Result<Array1<f32>, Error> {
    let profiles = &asked.profiles;
    let [cell_types, times] = model.metadata().shape();
    let matrix = |(gene, _): &(usize, _)| asked.bundle.matrix(*gene, asked.question.condition);
    let matrices: Vec<_> = rows.iter().map(matrix).collect::<Result<_, _>>()?;
    let is_replaced = |row: usize, place: usize, by: Replacement| {
        let (gene, places): &(usize, Range<usize>) = &rows[row];
        let is_measured = !profiles.residuals[[*gene, place]].is_nan();
        by == asked.question.replaced_by && is_measured && places.contains(&place)
    };
    let shape = (rows.len(), cell_types, times);
    let expression = Array3::from_shape_fn(shape, |(row, cell_type, time)| {
        match is_replaced(row, cell_type * times + time, Replacement::Lowest) {
            // All transforms leave 0 as it is.
            true => 0.0,
            false => matrices[row]
                .as_ref()
                .map_or(f32::NAN, |m| m[[cell_type, time]]),
        }
    });
    let means = Array3::from_shape_fn(shape, |(row, cell_type, time)| {
        let place = cell_type * times + time;
        match is_replaced(row, place, Replacement::Usual) {
            true => profiles.values[[rows[row].0, place]],
            false => profiles.usual.means[[rows[row].0, place]],
        }
    });
    let sds = Array3::from_shape_fn(shape, |(row, cell_type, time)| {
        profiles.usual.sds[[rows[row].0, cell_type * times + time]]
    });
    let usual = UsualProfiles {
        means: means.view(),
        sds: sds.view(),
    };
    Ok(model.score(profile::Profiles {
        expression: expression.view(),
        usual: asked.profile.takes_usual().then_some(usual),
    })?)
}

#[cfg(all(test, feature = "train"))]
mod tests;
