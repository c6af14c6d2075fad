//! Which genes a gene is like, and how unusual it is for its level.
//!
//! Likeness is Pearson's correlation of two genes' level-conditional
//! [residuals](crate::heatmap::residual) over the values that were measured in both, three at least. It
//! orders nothing.

use rayon::prelude::*;

use super::{
    Error, Listed,
    profiles::{Profiles, is_expressed},
};
use crate::{
    bundle::{Alike, Bundle, ConditionReasons, Likeness, ReferenceGenes},
    heatmap::residual::mean_square,
    share,
};

/// So many known genes are named.
const KNOWN: usize = 5;
/// So many housekeeping genes are.
const HOUSEKEEPING: usize = 2;
/// Two values correlate whatever they are.
const LEAST_VALUES: usize = 3;
/// A profile whose values vary less is flat.
const LEAST_VARIANCE: f64 = 1e-12;
/// Of so many references at a time the similarities of all genes are held.
const AT_ONCE: usize = 64;

/// What genes of each condition are like; `None` of a condition without expression. Only genes that are
/// expressed in the condition can be resembled.
pub(super) fn conditions(
    bundle: &Bundle,
    known: Option<&Listed>,
    housekeeping: Option<&Listed>,
) -> Result<Vec<Option<ConditionReasons>>, Error> {
    let lists = [known, housekeeping].map(|list| list.cloned().unwrap_or_default());
    let conditions = bundle.manifest().conditions.iter().enumerate();
    let reasons = conditions.map(|(index, axes)| match axes.matrix_len() {
        0 => Ok(None),
        _ => condition(bundle, index, &lists).map(Some),
    });
    reasons.collect()
}

fn condition(
    bundle: &Bundle,
    index: usize,
    [known, housekeeping]: &[Listed; 2],
) -> Result<ConditionReasons, Error> {
    let profiles = Profiles::read(bundle, index)?;
    let genes = 0..bundle.genes().len();
    let is_there = |gene: &usize| {
        let is_measured = profiles.residual(*gene).iter().any(|value| !value.is_nan());
        is_measured && is_expressed(bundle, *gene, index)
    };
    let expressed: Vec<usize> = genes.filter(is_there).collect();
    let all = All::new(&profiles, &expressed);
    let mut like_known = all.most_similar(&known.genes, KNOWN);
    let mut like_housekeeping = all.most_similar(&housekeeping.genes, HOUSEKEEPING);
    let mut likeness = vec![None; bundle.genes().len()];
    for (place, profile) in all.0.iter().enumerate() {
        likeness[profile.gene] = (!profile.is_flat()).then(|| Likeness {
            known: std::mem::take(&mut like_known[place]),
            housekeeping: std::mem::take(&mut like_housekeeping[place]),
        });
    }
    Ok(ConditionReasons {
        known: reference(known),
        housekeeping: reference(housekeeping),
        likeness,
        dev: unusual(&profiles, &expressed),
    })
}

fn reference(list: &Listed) -> ReferenceGenes {
    ReferenceGenes {
        name: list.name.clone(),
        genes: list.genes.clone(),
    }
}

/// The percentile (0-100) of the mean squared residual among the expressed genes; NaN of others.
fn unusual(profiles: &Profiles, expressed: &[usize]) -> Vec<f32> {
    let square = |&gene: &usize| mean_square(profiles.residual(gene).iter().copied());
    let squares: Vec<_> = expressed.iter().map(square).collect();
    let mut sorted = squares.clone();
    sorted.sort_by(f64::total_cmp);
    let mut all = vec![f32::NAN; profiles.residuals.nrows()];
    for (&gene, square) in expressed.iter().zip(&squares) {
        all[gene] = (100.0 * share::below(&sorted, square)) as f32;
    }
    all
}

/// The profiles of the expressed genes of a condition.
struct All(Vec<Profile>);

/// The level-conditional profile of a gene.
struct Profile {
    gene: usize,
    /// Less the mean of those measured; NaN where not measured.
    values: Vec<f64>,
    /// The sum of their squares.
    squares: f64,
    /// Whether all values were measured.
    is_whole: bool,
}

impl Profile {
    fn new(gene: usize, residuals: impl Iterator<Item = f32>) -> Self {
        let mut values: Vec<_> = residuals.map(f64::from).collect();
        let measured = || values.iter().filter(|value| !value.is_nan());
        let (sum, count) = (measured().sum::<f64>(), measured().count());
        let mean = sum / count as f64;
        values.iter_mut().for_each(|value| *value -= mean);
        let squares = values.iter().filter(|value| !value.is_nan());
        Self {
            gene,
            squares: squares.map(|value| value * value).sum(),
            is_whole: count == values.len(),
            values,
        }
    }

    fn is_flat(&self) -> bool {
        let count = self.values.iter().filter(|value| !value.is_nan()).count();
        count < LEAST_VALUES || self.squares <= LEAST_VARIANCE * count as f64
    }

    /// Pearson's correlation; NaN where there is none, and of the gene with itself.
    fn similarity(&self, other: &Self) -> f32 {
        if self.gene == other.gene {
            return f32::NAN;
        }
        let pairs = self.values.iter().zip(&other.values);
        let sums = match self.is_whole && other.is_whole {
            true => Sums {
                count: self.values.len() as f64,
                squares: [self.squares, other.squares],
                products: pairs.map(|(a, b)| a * b).sum(),
                ..Sums::default()
            },
            false => pairs.fold(Sums::default(), |sums, (&a, &b)| sums.plus(a, b)),
        };
        sums.correlation() as f32
    }
}

/// Over values that were measured in both of two genes.
#[derive(Clone, Copy, Default)]
struct Sums {
    count: f64,
    values: [f64; 2],
    squares: [f64; 2],
    products: f64,
}

impl Sums {
    fn plus(self, a: f64, b: f64) -> Self {
        // NaN where either was not measured.
        if (a * b).is_nan() {
            return self;
        }
        Self {
            count: self.count + 1.0,
            values: [self.values[0] + a, self.values[1] + b],
            squares: [self.squares[0] + a * a, self.squares[1] + b * b],
            products: self.products + a * b,
        }
    }

    fn correlation(self) -> f64 {
        let Self {
            count,
            values: [a, b],
            squares: [aa, bb],
            products,
        } = self;
        let (aa, bb) = (aa - a * a / count, bb - b * b / count);
        let is_varied = |squares: f64| squares > LEAST_VARIANCE * count;
        match count >= LEAST_VALUES as f64 && is_varied(aa) && is_varied(bb) {
            true => ((products - a * b / count) / (aa * bb).sqrt()).clamp(-1.0, 1.0),
            false => f64::NAN,
        }
    }
}

impl All {
    fn new(profiles: &Profiles, expressed: &[usize]) -> Self {
        let is_measured = |place: &usize| {
            let mut genes = expressed.iter();
            genes.any(|&gene| !profiles.residuals[[gene, *place]].is_nan())
        };
        let places = 0..profiles.residuals.ncols();
        // Where no gene was measured there is nothing to compare.
        let places: Vec<_> = places.filter(is_measured).collect();
        let of = |&gene: &usize| {
            let residuals = profiles.residual(gene);
            Profile::new(gene, places.iter().map(|&place| residuals[place]))
        };
        Self(expressed.iter().map(of).collect())
    }

    /// For each expressed gene the references that it is most similar to, of two alike the first in the
    /// bundle; a gene is none of its own. A reference that is not expressed is none.
    fn most_similar(&self, references: &[usize], count: usize) -> Vec<Vec<Alike>> {
        let mut most = vec![Vec::new(); self.0.len()];
        let place = |gene: &usize| self.0.binary_search_by_key(gene, |one| one.gene).ok();
        let references: Vec<_> = references.iter().filter_map(place).collect();
        for some in references.chunks(AT_ONCE) {
            let columns: Vec<_> = some.par_iter().map(|&place| self.column(place)).collect();
            most.par_iter_mut().enumerate().for_each(|(gene, most)| {
                for column in &columns {
                    column.offer(gene, most, count);
                }
            });
        }
        most
    }

    fn column(&self, reference: usize) -> Column {
        let reference = &self.0[reference];
        let similarity = |one: &Profile| one.similarity(reference);
        let similarities: Vec<_> = self.0.iter().map(similarity).collect();
        let known = similarities.iter().copied().filter(|one| !one.is_nan());
        let mut sorted: Vec<_> = known.collect();
        sorted.sort_unstable_by(f32::total_cmp);
        Column {
            gene: reference.gene,
            similarities,
            sorted,
        }
    }
}

/// How similar all genes are to a reference.
struct Column {
    gene: usize,
    /// NaN where there is no similarity, and of the reference itself.
    similarities: Vec<f32>,
    sorted: Vec<f32>,
}

impl Column {
    /// Puts the reference among the most similar of a gene, where it belongs there.
    fn offer(&self, gene: usize, most: &mut Vec<Alike>, count: usize) {
        let similarity = self.similarities[gene];
        let place = most.partition_point(|one| one.similarity >= similarity);
        if similarity.is_nan() || place >= count {
            return;
        }
        let percentile = (100.0 * share::below(&self.sorted, &similarity)) as f32;
        most.truncate(count - 1);
        most.insert(
            place,
            Alike {
                gene: self.gene,
                similarity,
                percentile,
            },
        );
    }
}

#[cfg(test)]
mod tests;
