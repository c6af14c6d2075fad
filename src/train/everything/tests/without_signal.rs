//! Where expression says nothing of the known genes, every method is at chance against every contrast.

use crate::train::statistics::mean;
use ndarray::Array2;
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::train::{
    baseline::{Deviation, Forest, Regression},
    everything::{
        EverythingEvent, Panel,
        placement::Contrasts,
        pool::Pool,
        rounds::Draw,
        run::{Plan, Progress, run},
    },
    examples::{Example, Examples},
    method::{AVERAGE, DEV, FOREST, LEVEL, LOGISTIC, Method, RESIDUAL, SHAPE},
};

const GENES: usize = 300;
const KNOWN: usize = 40;
const SEEDS: u64 = 40;

/// Genes of a level and a pattern each at random, of which some are called known.
fn pool(seed: u64) -> Pool {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut gene = |index| {
        let level: f32 = rng.random();
        let values = Array2::from_shape_fn((2, 3), |_| level * rng.random::<f32>());
        Example {
            index,
            symbol: format!("G{index}"),
            level: values.mean().unwrap_or_default(),
            tau: Some(rng.random()),
            residual: values.mapv(|value| 4.0 * (value - level / 2.0)),
            matrix: values,
            ..Example::default()
        }
    };
    let genes = (0..GENES).map(&mut gene).collect();
    let mut order: Vec<_> = (0..GENES).collect();
    order.shuffle(&mut rng);
    let (mut known, mut others) = (order[..KNOWN].to_vec(), order[KNOWN..].to_vec());
    // Those of a list are others as well, at random.
    let list = ("list".to_string(), others[..100].to_vec());
    known.sort_unstable();
    others.sort_unstable();
    let examples = Examples {
        genes,
        ..Examples::default()
    };
    let levels = examples.genes.iter().map(|gene| gene.level).collect();
    let mut pool = Pool {
        dropped: Vec::new(),
        unmatched: Vec::new(),
        contrasts: Contrasts::new(levels, &[list]),
        list_genes: Vec::new(),
        known: known.clone(),
        others,
        examples,
    };
    pool.relabel(&known);
    pool
}

fn panel() -> Panel<'static> {
    let small = |forest: Forest| {
        let mut forest = forest.balanced();
        forest.trees = 15;
        forest
    };
    let methods: Vec<Box<dyn Method>> = vec![
        Box::new(Regression::level().balanced()),
        Box::new(Regression::level_and_tau().balanced()),
        Box::new(Regression::shape().balanced()),
        Box::new(small(Forest::default())),
        Box::new(small(Forest::residual())),
        Box::new(Deviation),
    ];
    Panel {
        methods,
        names: vec![LEVEL, LOGISTIC, SHAPE, FOREST, RESIDUAL, DEV, AVERAGE],
    }
}

#[test]
fn areas_are_those_of_chance() {
    let panel = panel();
    let heard = |_: EverythingEvent<'_>| ();
    let mut areas = std::collections::BTreeMap::<(&str, usize), Vec<f64>>::new();
    for seed in 0..SEEDS {
        let pool = pool(seed);
        let plan = Plan {
            draw: Draw {
                folds: 5,
                ratio: 2.0,
                seed,
            },
            repeats: panel.names.iter().map(|name| (*name, 1)).collect(),
        };
        let tallies = run(&panel, &pool, &plan, &Progress::new(&heard, 5)).unwrap();
        for tally in &tallies {
            for contrast in 0..3 {
                let area = tally.area(contrast, &pool.known);
                areas
                    .entry((tally.method, contrast))
                    .or_default()
                    .push(area);
            }
        }
    }
    assert_eq!(areas.len(), 21);
    for ((method, contrast), areas) in areas {
        let middle = mean(&areas);
        let squares: f64 = areas.iter().map(|area| (area - middle).powi(2)).sum();
        let error = (squares / (SEEDS * (SEEDS - 1)) as f64).sqrt();
        // One of 21 is beyond 3.5 errors once in a hundred times; and the seeds do not change.
        assert!(error < 0.012, "{method} {contrast}: {error}");
        assert!(
            (middle - 0.5).abs() < 3.5 * error,
            "{method} {contrast}: {middle} ± {error}"
        );
    }
}
