use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::*;

const ROW: [f32; 5] = [0.0, 0.2, 0.6, 0.4, 1.0];

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

fn assert_close(found: &[f32], expected: &[f32]) {
    for (f, e) in found.iter().zip(expected) {
        assert!((f - e).abs() < 1e-6, "{found:?} {expected:?}");
    }
}

/// `numpy.interp(2 + (numpy.arange(5) - 2 - shift) / scale, numpy.arange(5), row)`
#[test]
fn time_is_resampled_as_numpy_interpolates() {
    for (shift, scale, expected) in [
        (1.0, 1.0, [0.0, 0.0, 0.2, 0.6, 0.4]),
        (-1.5, 1.0, [0.4, 0.5, 0.7, 1.0, 1.0]),
        (0.0, 2.0, [0.2, 0.4, 0.6, 0.5, 0.4]),
        (0.5, 0.8, [0.0, 0.025, 0.35, 0.475, 0.925]),
    ] {
        let mut rows = [ROW, [0.5; 5]].concat();
        resample(&mut rows, 5, shift, scale);
        assert_close(&rows[..5], &expected);
        assert_close(&rows[5..], &[0.5; 5]);
    }
}

#[test]
fn a_lost_band_is_filled_from_its_neighbours() {
    let filled = |start, end| {
        let mut row = ROW.to_vec();
        fill(&mut row, 5, start, end);
        row
    };
    assert_close(&filled(1, 3), &[0.0, 0.4 / 3.0, 0.8 / 3.0, 0.4, 1.0]);
    assert_close(&filled(0, 2), &[0.6, 0.6, 0.6, 0.4, 1.0]);
    assert_close(&filled(3, 5), &[0.0, 0.2, 0.6, 0.6, 0.6]);
    assert_close(&filled(0, 5), &ROW);
}

#[test]
fn nothing_is_varied_by_default() {
    let mut row = ROW;
    Augmentation::default().vary(&mut row, 5, &mut rng());
    assert_eq!(row, ROW);
}

#[test]
fn a_seed_gives_the_same_variation_again_and_intensities_stay_in_range() {
    let strong = Augmentation {
        noise: 0.5,
        cutout: 1.0,
        ..Augmentation::moderate()
    };
    let vary = |rng: &mut ChaCha8Rng| {
        let mut image: Vec<f32> = (0..3 * 7 * 50).map(|i| (i % 50) as f32 / 49.0).collect();
        strong.vary(&mut image, 50, rng);
        image
    };
    let mut rng = rng();
    let (first, second) = (vary(&mut rng), vary(&mut rng));
    assert_ne!(first, second);
    assert_eq!(first, vary(&mut self::rng()));
    assert!(first.iter().chain(&second).all(|v| (0.0..=1.0).contains(v)));
}

#[test]
fn noise_has_the_deviation_that_is_asked_for() {
    let mut image = vec![0.5; 20_000];
    add_noise(&mut image, 0.05, &mut rng());
    let mean = image.iter().sum::<f32>() / 20_000.0;
    let variance = image.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 20_000.0;
    assert!((mean - 0.5).abs() < 0.002, "{mean}");
    assert!((variance.sqrt() - 0.05).abs() < 0.001, "{variance}");
}

#[test]
fn strengths_out_of_range_are_refused_by_name() {
    Augmentation::moderate().check().unwrap();
    for (json, name) in [
        (r#"{"shift": 1}"#, "augmentation.shift is 1"),
        (r#"{"stretch": -0.1}"#, "augmentation.stretch is -0.1"),
        (r#"{"noise": 1}"#, "augmentation.noise is 1"),
        (r#"{"cutout": 1.5}"#, "augmentation.cutout is 1.5"),
        (r#"{"cutout_width": 1}"#, "augmentation.cutout_width is 1"),
    ] {
        let augmentation: Augmentation = serde_json::from_str(json).unwrap();
        let message = augmentation.check().unwrap_err().to_string();
        assert!(message.contains(name), "{message}");
    }
    let error = serde_json::from_str::<Augmentation>(r#"{"flip": 1}"#).unwrap_err();
    assert!(error.to_string().contains("unknown field `flip`"));
}
