//! Whether reasons are a model's own: the same is asked of models that learnt nothing.
//!
//! Where the blocks that move the score are much the same whatever the weights, they tell what stands
//! out in the image and not what the model learnt (Adebayo et al. 2018,
//! <https://arxiv.org/abs/1810.03292>).

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{Error, GeneMap, judge::Judge};
use crate::{
    bundle::Control,
    model::{self, redraw},
};

/// What is drawn of a model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draws<'a> {
    /// The model's file.
    pub(super) network: &'a [u8],
    /// Its maps, one a gene of the bundle.
    pub(super) maps: &'a [Option<GeneMap>],
    /// How many genes' maps are compared, at most.
    pub(super) genes: usize,
    /// How many times the weights are drawn.
    pub(super) draws: usize,
    /// What genes and draws follow from.
    pub(super) seed: u64,
}

impl Draws<'_> {
    /// Asks models of random weights, each made by `judge` of its file's bytes, for the maps of genes
    /// that are drawn among those with one, and compares them. `drawn` hears of each draw.
    ///
    /// `None` where there are no weights to draw, or nothing to compare. A draw whose answers are no
    /// probabilities, as those of weights beyond what float16 holds, gives no correlations, and does not
    /// count as weaker.
    ///
    /// # Errors
    ///
    /// If a model of random weights cannot be opened or run.
    pub(super) fn control<'j>(
        self,
        mut judge: impl FnMut(Vec<u8>) -> Result<Box<dyn Judge + 'j>, Error>,
        mut drawn: impl FnMut(),
    ) -> Result<Option<Control>, Error> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let genes = self.some_genes(&mut rng);
        if genes.is_empty() || self.draws == 0 {
            return Ok(None);
        }
        let mut correlations = Vec::new();
        let strength = strength(genes.iter().map(|&gene| &self.maps[gene]));
        let (mut weaker, mut tells) = (0, false);
        for _ in 0..self.draws {
            let Some(network) = redraw(self.network, rng.random()) else {
                return Ok(None);
            };
            let mut random = judge(network)?;
            tells = random.is_strong_by_learning();
            match random.maps(&genes, &mut |_| ()) {
                Ok(maps) => {
                    correlations.extend(self.correlations(&genes, &maps));
                    weaker += usize::from(self::strength(maps.iter()) < strength);
                }
                Err(Error::Model(model::Error::Answer(_))) => {}
                Err(error) => return Err(error),
            }
            drawn();
        }
        Ok(Some(Control {
            draws: self.draws,
            genes: genes.len(),
            seed: self.seed,
            correlation: median(correlations).map(|found| found as f32),
            weaker: tells.then_some(weaker),
        }))
    }

    fn some_genes(&self, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let all = 0..self.maps.len();
        let mut genes: Vec<_> = all.filter(|&gene| self.maps[gene].is_some()).collect();
        genes.shuffle(rng);
        genes.truncate(self.genes);
        genes.sort_unstable();
        genes
    }

    /// Of the genes' maps with those of a model of random weights.
    fn correlations(&self, genes: &[usize], random: &[Option<GeneMap>]) -> Vec<f64> {
        let pairs = genes.iter().zip(random);
        let correlation = |(&gene, random): (&usize, &Option<GeneMap>)| {
            spearman(&self.maps[gene].as_ref()?.blocks, &random.as_ref()?.blocks)
        };
        pairs.filter_map(correlation).collect()
    }
}

/// How much scores are moved: the median over genes of the strongest change; `None`, which is less than
/// any, without genes.
fn strength<'m>(maps: impl Iterator<Item = &'m Option<GeneMap>>) -> Option<f64> {
    let strongest = |map: &GeneMap| {
        let changes = map.blocks.iter().filter(|change| !change.is_nan());
        f64::from(changes.fold(0.0, |most: f32, change| most.max(change.abs())))
    };
    median(maps.flatten().map(strongest).collect())
}

/// Spearman's correlation of absolute values over the blocks that have both; none where either are all
/// alike.
fn spearman(first: &[f32], second: &[f32]) -> Option<f64> {
    let pairs = first.iter().zip(second);
    let measured = pairs.filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let (first, second): (Vec<f32>, Vec<f32>) = measured.map(|(a, b)| (a.abs(), b.abs())).unzip();
    let (first, second) = (ranks(&first), ranks(&second));
    // Of ranks from 0, ties or not.
    let mean = (first.len() as f64 - 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum()
    };
    let spread = product(&first, &first) * product(&second, &second);
    (spread > 0.0).then(|| (product(&first, &second) / spread.sqrt()).clamp(-1.0, 1.0))
}

/// The ranks of values from 0; ties have their average.
fn ranks(values: &[f32]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let rank = |value: &f32| {
        let below = sorted.partition_point(|other| other < value);
        let up_to = sorted.partition_point(|other| other <= value);
        (below + up_to - 1) as f64 / 2.0
    };
    values.iter().map(rank).collect()
}

/// The middle, or the mean of both; none of nothing.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.len() / 2;
    let lower = values.len().checked_sub(1)? / 2;
    Some(f64::midpoint(values[lower], values[upper]))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::bundle::{Blocks, Way};

    const NETWORK: &[u8] = include_bytes!("../../examples/networks/simulated-f.onnx");

    /// What scipy says (make_control.py).
    #[derive(Deserialize)]
    struct Expected {
        model: Vec<Vec<Option<f32>>>,
        draws: Vec<Vec<Vec<Option<f32>>>>,
        correlations: Vec<Vec<Option<f64>>>,
        correlation: f64,
        weaker: usize,
    }

    fn expected() -> Expected {
        let json = include_str!("../../tests/fixtures/explain/control.json");
        serde_json::from_str(json).unwrap()
    }

    fn maps(genes: &[Vec<Option<f32>>]) -> Vec<Option<GeneMap>> {
        let map = |blocks: &Vec<Option<f32>>| GeneMap {
            log_odds: 0.0,
            blocks: blocks.iter().map(|b| b.unwrap_or(f32::NAN)).collect(),
            cell_types: Vec::new(),
            members: None,
        };
        genes.iter().map(|blocks| Some(map(blocks))).collect()
    }

    struct Known(Vec<Option<GeneMap>>);

    impl Judge for Known {
        fn way(&self) -> Way {
            Way::Occlusion
        }

        fn blocks(&self) -> Blocks {
            Blocks::new([3, 3], 1)
        }

        fn is_strong_by_learning(&self) -> bool {
            true
        }

        fn maps(
            &mut self,
            genes: &[usize],
            _: &mut dyn FnMut(usize),
        ) -> Result<Vec<Option<GeneMap>>, Error> {
            Ok(genes.iter().map(|&gene| self.0[gene].clone()).collect())
        }
    }

    fn draws(maps: &[Option<GeneMap>]) -> Draws<'_> {
        Draws {
            network: NETWORK,
            maps,
            genes: 4,
            draws: 3,
            seed: 1,
        }
    }

    #[test]
    fn correlations_are_those_of_scipy() {
        let expected = expected();
        for (draw, wanted) in expected.draws.iter().zip(&expected.correlations) {
            for ((model, random), &wanted) in expected.model.iter().zip(draw).zip(wanted) {
                let [model, random] = [model, random].map(|map| {
                    let map = map.iter().map(|value| value.unwrap_or(f32::NAN));
                    map.collect::<Vec<_>>()
                });
                match (spearman(&model, &random), wanted) {
                    (Some(found), Some(wanted)) => assert!((found - wanted).abs() < 1e-12),
                    (found, wanted) => assert_eq!(found, wanted),
                }
            }
        }
        assert_eq!(spearman(&[f32::NAN], &[1.0]), None);
        assert_eq!(spearman(&[], &[]), None);
    }

    #[test]
    fn the_median_is_over_genes_and_draws() {
        let expected = expected();
        let (model, mut networks) = (maps(&expected.model), Vec::new());
        let judge = |network: Vec<u8>| {
            let random = maps(&expected.draws[networks.len()]);
            networks.push(network);
            Ok(Box::new(Known(random)) as Box<dyn Judge>)
        };
        let mut heard = 0;
        let control = draws(&model).control(judge, || heard += 1);
        let control = control.unwrap().unwrap();
        assert_eq!((control.draws, control.genes, heard), (3, 4, 3));
        let found = f64::from(control.correlation.unwrap());
        assert!((found - expected.correlation).abs() < 1e-6);
        assert_eq!(control.weaker, Some(expected.weaker));
        networks.sort();
        networks.dedup();
        assert!(networks.len() == 3 && networks.iter().all(|one| one != NETWORK));
    }

    #[test]
    fn genes_are_drawn_by_seed_among_those_with_a_map() {
        let mut model = maps(&vec![vec![Some(1.0)]; 100]);
        model[..50].fill(None);
        let genes = |seed| {
            let draws = Draws {
                seed,
                genes: 10,
                ..draws(&model)
            };
            draws.some_genes(&mut ChaCha8Rng::seed_from_u64(seed))
        };
        let first = genes(1);
        assert!(first.len() == 10 && first.is_sorted() && first[0] >= 50);
        assert_eq!(first, genes(1));
        assert_ne!(first, genes(2));
    }

    /// Each in its own way: no weights, no genes, no maps that vary, answers that are none.
    #[test]
    fn where_nothing_is_compared_there_is_no_correlation() {
        let expected = expected();
        let model = maps(&expected.model);
        let flat = vec![expected.model[3].clone(); 4];
        let flat = |_| Ok(Box::new(Known(maps(&flat))) as Box<dyn Judge>);
        let control = |draws: Draws<'_>| draws.control(flat, || ()).unwrap();
        let found = control(draws(&model)).unwrap();
        assert_eq!((found.draws, found.correlation), (3, None));
        let none = [const { None }; 4];
        assert_eq!(control(draws(&none)), None);
        let without = Draws {
            network: b"",
            ..draws(&model)
        };
        assert_eq!(control(without), None);
    }
}
