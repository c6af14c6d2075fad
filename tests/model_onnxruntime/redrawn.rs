//! Networks of weights drawn anew: they load, and say something else.

use dsdscore::model::{
    image::ImageModel,
    profile::{ProfileModel, Profiles},
    redraw,
};
use ndarray::{Array1, Array2, Array3, Array4};

use super::{fixture, library, processor, root};

/// Some images, the same for every network of a size.
fn images((height, width): (usize, usize)) -> Array4<f32> {
    Array4::from_shape_fn((4, 3, height, width), |(n, c, y, x)| {
        ((n * 7 + c * 5 + y * 3 + x) * (n + 2) % 17) as f32 / 17.0
    })
}

fn scores_of_images(network: Vec<u8>) -> Array1<f32> {
    let mut model = ImageModel::of_bytes(network, "test".as_ref(), &processor()).unwrap();
    let features = Array2::from_elem((4, model.metadata().features.len()), 0.5);
    let images = images(model.image_size());
    model.score_with(images.view(), features.view()).unwrap()
}

/// Two of this program's exporter, four of another one, one of them in float16.
#[test]
fn a_network_of_other_weights_loads_and_says_something_else() {
    require_library!();
    let examples = ["simulated-f.onnx", "simulated-m.onnx"];
    let examples = examples.map(|name| root("examples/networks").join(name));
    let fixtures = [
        "features.onnx",
        "fixed-batch.onnx",
        "half.onnx",
        "right.onnx",
    ];
    for path in examples.into_iter().chain(fixtures.map(fixture)) {
        let network = std::fs::read(&path).unwrap();
        let scores = scores_of_images(network.clone());
        let redrawn = |seed| scores_of_images(redraw(&network, seed).unwrap());
        let others = [redrawn(3), redrawn(4), redrawn(5)];
        let differ = others.iter().filter(|other| **other != scores).count();
        assert!(differ > 1, "{}: {scores} {others:?}", path.display());
        assert_eq!(redrawn(3), others[0]);
    }
}

fn scores_of_profiles(network: Vec<u8>) -> Array1<f32> {
    let mut model = ProfileModel::of_bytes(network, "test".as_ref(), &processor()).unwrap();
    let expression = Array3::from_shape_fn((4, 2, 3), |(n, row, column)| {
        ((n * 5 + row * 3 + column) % 7) as f32 / 7.0
    });
    let profiles = Profiles {
        expression: expression.view(),
        usual: None,
    };
    model.score(profiles).unwrap()
}

#[test]
fn a_regression_of_other_weights_loads_and_says_something_else() {
    require_library!();
    let network = std::fs::read(fixture("profile.onnx")).unwrap();
    let redrawn = redraw(&network, 1).unwrap();
    assert_ne!(scores_of_profiles(network), scores_of_profiles(redrawn));
}
