//! What all genes do in one condition.

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use super::{
    Options,
    design::Design,
    genes::Genes,
    levels::matching_factors,
    profile::Profile,
    random::{Purpose, Streams},
};

/// What all genes do in one condition. A profile's level is a share of the library: over all cells, the
/// means of all genes add up to 1. In a single cell type they need not.
pub(super) struct Expression {
    /// One a gene.
    pub(super) profiles: Vec<Profile>,
    /// For each gene the mean share of the library over all cells.
    pub(super) means: Vec<f64>,
    /// The cell type and time that are the cause of label 1, where one is planted.
    pub(super) planted: Option<(usize, usize)>,
}

impl Expression {
    pub(super) fn new(
        options: &Options,
        streams: &Streams,
        design: &Design,
        genes: &Genes,
        condition: usize,
    ) -> Self {
        let counts = &design.counts[condition];
        let measured: Vec<_> = (0..counts.len()).filter(|&g| counts[g] > 0).collect();
        let planted = options.planted.map(|_| {
            let mut rng = streams.get(Purpose::Planted, condition);
            measured[rng.random_range(0..measured.len())]
        });
        let mut profiles = draw(options, streams, (&measured, planted), genes, condition);
        let mean = |profile: &Profile| profile.mean(counts, options.cell_types.len());
        let mut means: Vec<_> = profiles.iter().map(mean).collect();
        if options.match_levels {
            let labels: Vec<_> = genes.classes.iter().map(|c| c.is_disease_like()).collect();
            let factors = matching_factors(&means, &labels);
            scale(&mut profiles, &mut means, |gene| factors[gene]);
        }
        let total: f64 = means.iter().sum();
        scale(&mut profiles, &mut means, |_| 1.0 / total);
        let types = options.cell_types.len();
        Self {
            profiles,
            means,
            planted: planted.map(|group| (group % types, group / types)),
        }
    }
}

fn draw(
    options: &Options,
    streams: &Streams,
    (measured, planted): (&[usize], Option<usize>),
    genes: &Genes,
    condition: usize,
) -> Vec<Profile> {
    let draw = |(gene, &class): (usize, _)| {
        let own: f64 = StandardNormal.sample(&mut streams.get(Purpose::Gene, gene));
        let index = (condition + 1) * genes.len() + gene;
        let mut rng = streams.get(Purpose::Gene, index);
        match planted {
            Some(planted) => {
                let groups = (measured, planted);
                Profile::draw_block(class, options, groups, own, &mut rng)
            }
            None => Profile::draw(class, options, measured, own, &mut rng),
        }
    };
    genes.classes.iter().enumerate().map(draw).collect()
}

fn scale(profiles: &mut [Profile], means: &mut [f64], factor: impl Fn(usize) -> f64) {
    for (gene, (profile, mean)) in profiles.iter_mut().zip(means).enumerate() {
        profile.level *= factor(gene);
        *mean *= factor(gene);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::{World, options::tests::small};

    #[test]
    fn means_add_up_to_the_library() {
        let options = small();
        let world = World::new(&options).unwrap();
        for (condition, expression) in world.expression.iter().enumerate() {
            assert!((expression.means.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for (profile, mean) in expression.profiles.iter().zip(&expression.means) {
                let again = profile.mean(&world.design.counts[condition], 4);
                assert!((again / mean - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn matched_levels_are_alike_in_both_labels() {
        let options = Options {
            match_levels: true,
            ..small()
        };
        let world = World::new(&options).unwrap();
        for expression in &world.expression {
            let of = |label| {
                let genes = (0..400).filter(|&g| world.genes.classes[g].is_disease_like() == label);
                let mut means: Vec<_> = genes.map(|gene| expression.means[gene]).collect();
                means.sort_by(f64::total_cmp);
                means
            };
            let (disease, other) = (of(true), of(false));
            for share in [10, 25, 50, 75, 90] {
                let at = |means: &[f64]| means[means.len() * share / 100];
                let ratio = at(&disease) / at(&other);
                assert!((0.9..1.1).contains(&ratio), "{share} %: {ratio}");
            }
        }
    }
}
