//! Scores: against Python's, against arithmetic, and against themselves.

use std::num::NonZeroUsize;

use dsdscore::model::{Options, Provider};
use ndarray::{Array4, arr2, s};

use super::images::{colour, expected, stacked, tiny_score};
use super::{HEIGHT, WIDTH, assert_near, example, library, open, processor, scores};

#[test]
fn scores_agree_with_python() {
    require_library!();
    let expected = expected();
    assert_eq!(expected.scores.len(), 2);
    for (name, wanted) in &expected.scores {
        let found = scores(&mut example(name, &processor()), expected.images.view());
        assert_eq!(found.len(), wanted.len());
        for (row, (found, wanted)) in found.iter().zip(wanted).enumerate() {
            assert!(
                (found - wanted).abs() <= 1e-5,
                "{name} {row}: {found}, not {wanted}"
            );
        }
    }
}

#[test]
fn different_images_get_different_scores_of_which_many_are_not_saturated() {
    for (name, scores) in expected().scores {
        let between = scores
            .iter()
            .filter(|score| (0.01..0.99).contains(*score))
            .count();
        assert!(between > scores.len() / 4, "{name}: {scores:?}");
        let mut distinct = scores.clone();
        distinct.sort_by(f32::total_cmp);
        distinct.dedup_by(|a, b| (*a - *b).abs() < 1e-4);
        assert!(distinct.len() > scores.len() / 2, "{name}: {scores:?}");
    }
}

#[test]
fn a_score_does_not_depend_on_the_images_beside_it() {
    require_library!();
    let images = expected().images;
    let mut model = example("simulated-f.onnx", &processor());
    let forward = scores(&mut model, images.view());
    let backward = scores(&mut model, images.slice(s![..;-1, .., .., ..]));
    assert!(
        forward.iter().eq(backward.iter().rev()),
        "{forward:?} {backward:?}"
    );
}

#[test]
fn a_score_does_not_depend_on_the_batch_size() {
    require_library!();
    let images = expected().images;
    let whole = scores(
        &mut example("simulated-m.onnx", &processor()),
        images.view(),
    );
    for batch in [1, 3, 8, 1000] {
        let options = Options {
            batch: NonZeroUsize::new(batch),
            ..processor()
        };
        let split = scores(&mut example("simulated-m.onnx", &options), images.view());
        let near = |(a, b): (&f32, &f32)| (a - b).abs() <= 1e-6;
        assert_eq!(split.len(), whole.len());
        assert!(
            split.iter().zip(&whole).all(near),
            "{batch}: {split:?} {whole:?}"
        );
    }
}

#[test]
fn a_second_run_gives_the_same_bits_and_no_images_give_none() {
    require_library!();
    let images = expected().images;
    let options = Options {
        threads: NonZeroUsize::new(2),
        ..processor()
    };
    let mut model = example("simulated-f.onnx", &options);
    assert_eq!(
        scores(&mut model, images.view()),
        scores(&mut model, images.view())
    );
    assert!(scores(&mut model, Array4::zeros((0, 3, HEIGHT, WIDTH)).view()).is_empty());
}

#[test]
fn the_example_networks_say_what_they_are() {
    require_library!();
    for (name, condition) in [("simulated-f.onnx", "F"), ("simulated-m.onnx", "M")] {
        let model = example(name, &processor());
        assert_eq!(model.metadata().condition, condition);
        assert!(model.metadata().synthetic);
        assert_eq!(model.metadata().common().percentile(0.5), None);
        assert_eq!(model.image_size(), (HEIGHT, WIDTH));
        assert_eq!(model.provider(), Provider::Cpu);
        assert_eq!(model.digest().len(), "sha256:".len() + 64);
    }
}

#[test]
fn a_small_network_gives_what_arithmetic_gives() {
    require_library!();
    let images = stacked(&[colour(0.5, 0.25, 1.0), colour(1.0, 0.0, 0.0)]);
    let wanted = [tiny_score(0.5, 0.25, 1.0), tiny_score(1.0, 0.0, 0.0)];
    assert_near(
        &scores(&mut open("right.onnx").unwrap(), images.view()),
        &wanted,
        1e-6,
    );
    assert_near(
        &scores(&mut open("half.onnx").unwrap(), images.view()),
        &wanted,
        2e-3,
    );
    let other = wanted.map(|score| 1.0 - score);
    assert_near(
        &scores(
            &mut open("first-class-positive.onnx").unwrap(),
            images.view(),
        ),
        &other,
        1e-6,
    );
}

#[test]
fn the_constants_of_the_metadata_are_applied() {
    require_library!();
    let mut model = open("constants.onnx").unwrap();
    let wanted = tiny_score((0.5 - 0.5) / 0.5, (1.0 - 0.25) / 0.25, (0.25 - 0.125) / 2.0);
    assert_near(
        &scores(&mut model, colour(0.5, 1.0, 0.25).view()),
        &[wanted],
        1e-6,
    );
}

#[test]
fn a_network_of_a_fixed_batch_size_takes_any_number() {
    require_library!();
    let mut model = open("fixed-batch.onnx").unwrap();
    assert_eq!(model.batch(), 4);
    let reds: Vec<f32> = (0..7).map(|i| i as f32 / 8.0).collect();
    let images: Vec<_> = reds.iter().map(|&red| colour(red, 0.5, 0.5)).collect();
    let images = stacked(&images);
    let wanted: Vec<f32> = reds.iter().map(|&red| tiny_score(red, 0.5, 0.5)).collect();
    assert_near(&scores(&mut model, images.view()), &wanted, 1e-6);
}

#[test]
fn features_reach_the_network_in_rows_and_batches_of_any_size() {
    require_library!();
    let mut model = open("features-fixed-batch.onnx").unwrap();
    assert_eq!(model.metadata().features, ["tau", "level"]);
    let pairs: [[f32; 2]; 7] = std::array::from_fn(|i| [i as f32 / 7.0, 0.5 * i as f32]);
    let images = stacked(&vec![colour(0.5, 0.25, 1.0); 7]);
    // The image's logits, and twice the first feature less the second.
    let image = tiny_score(0.5, 0.25, 1.0);
    let logit = (image / (1.0 - image)).ln();
    let wanted = pairs.iter().map(|[tau, level]| {
        let logit = logit + 2.0 * tau - level;
        1.0 / (1.0 + (-logit).exp())
    });
    let wanted: Vec<f32> = wanted.collect();
    let found = model.score_with(images.view(), arr2(&pairs).view());
    assert_near(&found.unwrap().to_vec(), &wanted, 1e-6);
}
