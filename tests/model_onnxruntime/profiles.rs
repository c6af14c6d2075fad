//! Models of profiles: by arithmetic, and what they refuse.

use dsdscore::model::{
    Error, Model, Options,
    profile::{ProfileError, ProfileModel, Profiles, UsualProfiles},
};
use ndarray::{Array3, ArrayView3, array, s};

use super::{assert_near, fixture, library, processor, root};

const WEIGHTS: [f32; 6] = [1.0, -2.0, 3.0, -4.0, 5.0, -6.0];

fn open(name: &str) -> ProfileModel {
    ProfileModel::open(&fixture(name), &processor()).unwrap()
}

/// Five genes of 2 cell types × 3 times, one in seven values not measured.
fn genes() -> Array3<f32> {
    Array3::from_shape_fn((5, 2, 3), |(gene, row, column)| {
        match gene * 6 + row * 3 + column {
            n if n % 7 == 3 => f32::NAN,
            n => (n * n % 11) as f32 / 16.0,
        }
    })
}

fn probability(values: impl Iterator<Item = f32>) -> f32 {
    let known = values.map(|value| if value.is_nan() { 0.0 } else { value });
    let logit: f32 = known
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    1.0 / (1.0 + (-logit).exp())
}

fn alone(expression: ArrayView3<'_, f32>) -> Profiles<'_> {
    Profiles {
        expression,
        usual: None,
    }
}

/// The file fixes N to 4.
#[test]
fn profiles_get_what_arithmetic_gives_in_batches_of_any_size() {
    require_library!();
    let (mut model, genes) = (open("profile.onnx"), genes());
    assert_eq!(model.batch(), 4);
    let wanted: Vec<_> = genes
        .outer_iter()
        .map(|gene| probability(gene.iter().copied()))
        .collect();
    let found = model.score(alone(genes.view())).unwrap();
    assert_near(&found.to_vec(), &wanted, 1e-6);
    let found = model.score(alone(genes.slice(s![..0, .., ..]))).unwrap();
    assert!(found.is_empty());
}

#[test]
fn what_is_usual_reaches_the_model() {
    require_library!();
    let (mut model, genes) = (open("profile-residual.onnx"), genes());
    let means = genes.mapv(|value| {
        if value > 0.5 {
            f32::NAN
        } else {
            0.25 + value / 2.0
        }
    });
    let sds = Array3::from_shape_fn(genes.dim(), |(gene, ..)| 0.5 + gene as f32 / 8.0);
    let profiles = |genes| Profiles {
        expression: genes,
        usual: Some(UsualProfiles {
            means: means.view(),
            sds: sds.view(),
        }),
    };
    let residuals = (&genes - &means) / &sds;
    let wanted: Vec<_> = residuals
        .outer_iter()
        .map(|gene| probability(gene.iter().copied()))
        .collect();
    let found = model.score(profiles(genes.view())).unwrap();
    assert_near(&found.to_vec(), &wanted, 1e-6);

    let error = model.score(alone(genes.view())).unwrap_err();
    assert!(matches!(error, Error::Profile(ProfileError::NoUsual)));
    let error = model
        .score(profiles(genes.slice(s![..4, .., ..])))
        .unwrap_err();
    assert!(
        error.to_string().starts_with("usual_mean is [5, 2, 3]"),
        "{error}"
    );
}

#[test]
fn what_has_no_transform_or_was_not_measured_never_reaches_the_model() {
    require_library!();
    let mut model = open("profile.onnx");
    let nan = f32::NAN;
    for (gene, part) in [
        (
            [[nan, nan, nan], [nan, nan, nan]],
            "profile 1 has no measured value",
        ),
        (
            [[0.5, f32::INFINITY, nan], [nan, nan, nan]],
            "profile 1 has the value inf",
        ),
    ] {
        let pair = array![[[0.5, nan, 0.0], [0.0, -0.5, 0.0]], gene];
        let error = model.score(alone(pair.view())).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = model
        .score(alone(genes().slice(s![.., .., ..2])))
        .unwrap_err();
    assert!(
        error.to_string().contains("expression is [5, 2, 2]"),
        "{error}"
    );
}

#[test]
fn a_file_is_opened_as_what_it_says_it_is() {
    require_library!();
    let image = root("examples/networks/simulated-f.onnx");
    let model = Model::open(&image, &processor()).unwrap();
    assert!(matches!(model, Model::Image(_)));
    assert_eq!(model.to_string(), "images of 3×100×50");
    let model = Model::open(&fixture("profile.onnx"), &processor()).unwrap();
    assert!(matches!(model, Model::Profile(_)));
    assert_eq!(model.to_string(), "profiles of 2 cell types × 3 times");
    assert_eq!(model.common().condition, "F");
    let text = ProfileModel::open(&image, &processor())
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("a model of the kind profile is wanted here"),
        "{text}"
    );
}

#[test]
fn inputs_and_metadata_must_go_together() {
    require_library!();
    let residual = serde_json::json!({"residual": {"neighbours": 300}});
    for (name, key, value, part) in [
        (
            "profile.onnx",
            "profile",
            residual,
            "the input \"usual_mean\"; it has expression",
        ),
        (
            "profile-residual.onnx",
            "profile",
            "shape".into(),
            "it has 3 inputs; wanted: expression",
        ),
        (
            "profile.onnx",
            "times",
            ["6", "7"].as_slice().into(),
            "N×2×2 of float32",
        ),
        (
            "profile.onnx",
            "kind",
            "image".into(),
            "lacks recipe, normalisation",
        ),
        (
            "profile.onnx",
            "kind",
            "sequence".into(),
            "reads models of the kind image, profile",
        ),
    ] {
        let overrides = [(key.to_string(), value)].into_iter().collect();
        let options = Options {
            metadata: Some(overrides),
            ..processor()
        };
        let text = Model::open(&fixture(name), &options)
            .unwrap_err()
            .to_string();
        assert!(text.contains(part) && text.contains(name), "{text}");
    }
}
