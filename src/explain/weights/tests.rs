//! Against the regression that was fitted, and against the model in ONNX Runtime.

use ndarray::Array3;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::*;
use crate::{
    explain::fixture::{of_matrices, written},
    model::{Options, Provider, profile::Profile},
    testing::has_runtime,
    train::{
        baseline::{Fitted, Regression},
        choice::{ChoiceOptions, Negatives, choose},
        dataset::examples_without_images,
        labels::Labels,
        plan::Plan,
        profile::{ProfileOptions, RESIDUAL, train_profile},
        task::Task,
        training::About,
    },
};

const GENES: usize = 150;
const WIDTH: usize = 6;
const BOTH: [Profile; 2] = [Profile::Shape, RESIDUAL];

/// Random fractions; one in eight was not measured, and one gene is everywhere alike.
fn random(seed: u64) -> (TempDir, Bundle) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut matrices = Array3::zeros((GENES, 2, 3));
    for mut matrix in matrices.outer_iter_mut() {
        let level: f32 = rng.random();
        for value in &mut matrix {
            let is_measured = rng.random::<f32>() > 0.125;
            let fraction = level * rng.random::<f32>();
            *value = if is_measured { fraction } else { f32::NAN };
        }
    }
    matrices.slice_mut(ndarray::s![7, .., ..]).fill(0.25);
    let genes: Vec<_> = (0..GENES).collect();
    written(&of_matrices(&genes, matrices, 0.0))
}

fn labels() -> Labels {
    Labels {
        positives: (0..20).collect(),
        labelled: (20..70).collect(),
        ..Labels::default()
    }
}

/// The file of a regression, and what was fitted.
fn trained(bundle: &Bundle, profile: Profile, is_balanced: bool) -> (Vec<u8>, Fitted) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f.onnx");
    let options = ProfileOptions {
        condition: 0,
        profile,
        is_balanced,
        output: &path,
        record: &folder.path().join("f.json"),
        about: &About::default(),
        is_checked: false,
        library: None,
    };
    let (labels, plan) = (labels(), Plan::default());
    train_profile(&Task::new(bundle, &labels, &plan, 1), &options, &mut |_| ()).unwrap();
    let options = ChoiceOptions {
        negatives: Negatives::Labelled,
        ratio: None,
        seed: 1,
    };
    let choice = choose(bundle, 0, &labels, &options).unwrap();
    let examples = examples_without_images(bundle, &choice).unwrap();
    let regression = match profile {
        Profile::Shape => Regression::shape(),
        Profile::Residual { .. } => Regression::residual(),
    };
    let regression = if is_balanced {
        regression.balanced()
    } else {
        regression
    };
    let all: Vec<_> = (0..examples.len()).collect();
    (
        std::fs::read(&path).unwrap(),
        regression.fit(&examples, &all).unwrap(),
    )
}

fn question(replaced_by: Replacement) -> Question {
    Question {
        condition: 0,
        blocks: Blocks::new([2, 3], 2),
        replaced_by,
    }
}

fn asked(bundle: &Bundle, profile: Profile, replaced_by: Replacement) -> Asked<'_> {
    let transform = match profile {
        // The recipe's.
        Profile::Shape => profile::Transform::None,
        Profile::Residual { .. } => profile::Transform::Arcsine,
    };
    Asked {
        bundle,
        question: question(replaced_by),
        profiles: Profiles::transformed(bundle, 0, transform).unwrap(),
        profile,
    }
}

/// Less the mean, over the standard deviation, of a gene that varies; else 0. Of what was measured.
fn shape_of(values: &[f64], own: &[f64]) -> Vec<f64> {
    let measured: Vec<_> = own
        .iter()
        .copied()
        .filter(|value| !value.is_nan())
        .collect();
    let count = measured.len() as f64;
    let mean = measured.iter().sum::<f64>() / count;
    let squares = measured.iter().map(|value| (value - mean) * (value - mean));
    let deviation = (squares.sum::<f64>() / count).sqrt();
    let scale = if deviation > 1e-6 {
        1.0 / deviation
    } else {
        0.0
    };
    values.iter().map(|value| (value - mean) * scale).collect()
}

/// The features of a gene, and what they are replaced by.
fn features(asked: &Asked<'_>, gene: usize) -> [Vec<f64>; 2] {
    let wide =
        |row: ndarray::ArrayView1<'_, f32>| row.iter().copied().map(f64::from).collect::<Vec<_>>();
    let values = wide(asked.profiles.values.row(gene));
    let (means, sds) = (
        wide(asked.profiles.usual.means.row(gene)),
        wide(asked.profiles.usual.sds.row(gene)),
    );
    let zeros = vec![0.0; WIDTH];
    match (asked.profile, asked.question.replaced_by) {
        (Profile::Shape, Replacement::Usual) => {
            [shape_of(&values, &values), shape_of(&means, &values)]
        }
        (Profile::Shape, Replacement::Lowest) => {
            [shape_of(&values, &values), shape_of(&zeros, &values)]
        }
        (Profile::Residual { .. }, by) => {
            let residuals = |values: &[f64]| {
                let of = |i: usize| ((values[i] - means[i]) / sds[i].max(1e-3)).clamp(-3.0, 3.0);
                (0..WIDTH).map(of).collect::<Vec<f64>>()
            };
            match by {
                Replacement::Usual => [residuals(&values), zeros],
                Replacement::Lowest => [residuals(&values), residuals(&zeros)],
            }
        }
    }
}

/// The log-odds that the regression gives features.
fn fitted_log_odds(fitted: &Fitted, features: &[f64]) -> f64 {
    let standardised =
        features
            .iter()
            .zip(fitted.moments())
            .map(|(feature, &(mean, deviation))| {
                let is_known = !feature.is_nan() && deviation > 0.0;
                if is_known {
                    (feature - mean) / deviation
                } else {
                    0.0
                }
            });
    let row: Vec<_> = standardised.collect();
    let probability = fitted.logistic.probability(ndarray::aview1(&row));
    (probability / (1.0 - probability)).ln()
}

fn assert_near(found: f32, wanted: Option<f64>, what: &str) {
    let is_right = match wanted {
        None => found.is_nan(),
        Some(wanted) => (f64::from(found) - wanted).abs() < 1e-5,
    };
    assert!(is_right, "{what}: {found}, not {wanted:?}");
}

#[test]
fn reasons_are_what_the_fitted_regression_loses() {
    for (seed, profile) in [(1, BOTH[0]), (2, BOTH[1]), (3, BOTH[0]), (4, BOTH[1])] {
        let (_directory, bundle) = random(seed);
        let (file, fitted) = trained(&bundle, profile, seed > 2);
        for by in [Replacement::Usual, Replacement::Lowest] {
            let mut weights = Weights {
                asked: asked(&bundle, profile, by),
                learnt: Learnt::of_file(&file).unwrap(),
            };
            let genes: Vec<_> = (0..GENES).collect();
            let maps = weights.maps(&genes, &mut |_| ()).unwrap();
            let mut measured = 0;
            for gene in genes {
                let what = format!("seed {seed}, {profile:?}, {by:?}, gene {gene}");
                let Some(map) = &maps[gene] else {
                    assert!(!weights.asked.is_scored(gene));
                    continue;
                };
                let [own, other] = features(&weights.asked, gene);
                let whole = fitted_log_odds(&fitted, &own);
                assert_near(map.log_odds, Some(whole), &what);
                let wanted = |places: Range<usize>| {
                    let mut left = own.clone();
                    let known = places.filter(|&place| !own[place].is_nan());
                    let known: Vec<_> = known.collect();
                    known.iter().for_each(|&place| left[place] = other[place]);
                    (!known.is_empty()).then(|| whole - fitted_log_odds(&fitted, &left))
                };
                for (found, places) in map.blocks.iter().zip([0..2, 2..3, 3..5, 5..6]) {
                    measured += u32::from(!found.is_nan());
                    assert_near(*found, wanted(places), &what);
                }
                for (found, places) in map.cell_types.iter().zip([0..3, 3..6]) {
                    assert_near(*found, wanted(places), &what);
                }
            }
            assert!(measured > 400, "{measured}");
        }
    }
}

fn model(file: &[u8]) -> ProfileModel {
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    ProfileModel::of_bytes(file.to_vec(), "f.onnx".as_ref(), &options).unwrap()
}

/// The judge that is chosen, or its words.
fn chosen<'b>(
    bundle: &'b Bundle,
    file: &[u8],
    of: &[u8],
    by: Replacement,
) -> Result<Box<dyn Judge + 'b>, String> {
    judge(bundle, question(by), Learnt::of_file(file), model(of)).unwrap()
}

/// The same file by whose constants nobody can tell what they are.
fn nameless(file: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    let name = b"learnt.means";
    let places: Vec<_> = (0..file.len())
        .filter(|&at| file[at..].starts_with(name))
        .collect();
    assert!(places.len() > 1);
    places
        .iter()
        .for_each(|&at| file[at + name.len() - 1] = b'z');
    file
}

#[test]
fn reasons_by_weights_are_those_of_the_model_itself() {
    if !has_runtime() {
        return;
    }
    let (_directory, bundle) = random(5);
    let (file, _) = trained(&bundle, RESIDUAL, false);
    for by in [Replacement::Usual, Replacement::Lowest] {
        let mut weights = chosen(&bundle, &file, &file, by).unwrap();
        let nameless = nameless(&file);
        let mut occlusion = chosen(&bundle, &nameless, &nameless, by).unwrap();
        assert_eq!(
            [weights.way(), occlusion.way()],
            [Way::Weights, Way::Occlusion]
        );
        let genes: Vec<_> = (0..GENES).collect();
        let maps = |judge: &mut dyn Judge| judge.maps(&genes, &mut |_| ()).unwrap();
        let (weights, occlusion) = (maps(&mut *weights), maps(&mut *occlusion));
        let mut compared = 0;
        for (one, other) in weights.iter().flatten().zip(occlusion.iter().flatten()) {
            let all = |map: &GeneMap| {
                let changes = map.blocks.iter().chain(&map.cell_types).copied();
                std::iter::once(map.log_odds)
                    .chain(changes)
                    .collect::<Vec<_>>()
            };
            let (one, other) = (all(one), all(other));
            for (found, wanted) in one.iter().zip(&other) {
                assert_eq!(found.is_nan(), wanted.is_nan());
                // Where single precision tells log-odds.
                if one[0].abs() < 3.0 && (one[0] - wanted).abs() < 3.0 {
                    assert!(
                        (found - wanted).abs() < 1e-5,
                        "{by:?}: {found}, not {wanted}"
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
}

#[test]
fn constants_that_do_not_decide_are_not_taken_for_weights() {
    if !has_runtime() {
        return;
    }
    let (_directory, bundle) = random(6);
    let way = |file: &[u8], of: &[u8]| {
        chosen(&bundle, file, of, Replacement::Usual).map(|judge| judge.way())
    };
    let files =
        BOTH.map(|profile| [false, true].map(|balanced| trained(&bundle, profile, balanced).0));
    let [[shape, other_shape], [residual, other_residual]] = &files;
    assert_eq!(way(shape, shape), Ok(Way::Weights));
    assert_eq!(way(other_residual, residual), Ok(Way::Occlusion));
    assert_has!(
        way(other_shape, shape).unwrap_err(),
        "a regression's weights"
    );
    assert_has!(way(&nameless(shape), shape).unwrap_err(), "train it anew");
}
