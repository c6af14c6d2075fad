//! The network beside torchvision's, whose numbers `tests/fixtures/network/make_fixtures.py` wrote.

use burn::{
    nn::loss::CrossEntropyLossConfig,
    tensor::{Int, TensorData},
};
use rand::SeedableRng;

use super::*;

mod damage;
mod expected;

use expected::{Expected, fixture, gradients, noise};

const NARROW: ResNetConfig = ResNetConfig {
    width: 2,
    hidden: 8,
    features: 2,
    dropout: 0.0,
};

fn random(config: &ResNetConfig, device: &Device) -> ResNet {
    ResNet::new(config, &mut ChaCha8Rng::seed_from_u64(7), device).unwrap()
}

/// The trunk of `narrow.pth` with the expected head.
fn narrow(expected: &Expected, device: &Device) -> ResNet {
    let network = random(&NARROW, device)
        .load_imagenet(&fixture("narrow.pth"))
        .unwrap();
    let head = expected.below("head.").into_iter();
    named::replace(network, head.collect())
}

fn inputs(expected: &Expected, device: &Device) -> (Tensor<4>, Tensor<2>) {
    let images = TensorData::new(expected.values("images"), [4, 3, 40, 24]);
    let features = TensorData::new(expected.values("features"), [4, 2]);
    (
        Tensor::from_data(images, device),
        Tensor::from_data(features, device),
    )
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

/// The greatest difference in units of the greatest expected value.
fn difference(ours: &[f32], theirs: &[f32]) -> f32 {
    assert_eq!(ours.len(), theirs.len());
    let largest = |values: &mut dyn Iterator<Item = f32>| values.fold(0.0, f32::max);
    let scale = largest(&mut theirs.iter().map(|value| value.abs()));
    assert!(scale > 0.0 && ours.iter().all(|value| value.is_finite()));
    largest(&mut ours.iter().zip(theirs).map(|(a, b)| (a - b).abs())) / scale
}

#[test]
fn embeds_and_classifies_as_torchvision_does() {
    let (expected, device) = (Expected::read(), Device::default());
    let network = narrow(&expected, &device);
    let (images, features) = inputs(&expected, &device);
    let embedding = network.embed(images.clone());
    assert_eq!(embedding.dims(), [4, NARROW.embedding()]);
    assert!(difference(&values(embedding), &expected.values("embedding")) < 1e-5);
    let logits = network.logits(images, Some(features));
    assert!(difference(&values(logits), &expected.values("logits")) < 1e-5);
}

#[test]
fn learns_as_pytorch_does() {
    let (expected, device) = (Expected::read(), Device::default().autodiff());
    let network = narrow(&expected, &device);
    let (images, features) = inputs(&expected, &device);
    let logits = network.logits(images, Some(features));
    let labels = Tensor::<1, Int>::from_ints([0, 1, 1, 0], &device);
    let loss = CrossEntropyLossConfig::new()
        .init(&device)
        .forward(logits, labels);
    assert!(difference(&values(loss.clone()), &expected.values("loss")) < 1e-4);
    let named = gradients(&network, &loss.backward());
    for (name, theirs) in expected.below("gradient.") {
        let apart = difference(&named[&name], &theirs);
        assert!(
            apart < 2e-3,
            "the gradient of {name} is {apart} from PyTorch's"
        );
    }
    let tensors = by_name(&network);
    for (name, theirs) in expected.below("after.") {
        let apart = difference(&tensors[&name], &theirs);
        assert!(apart < 1e-4, "{name} is {apart} from PyTorch's");
    }
}

#[test]
fn the_full_network_embeds_as_torchvision_does() {
    let (expected, device) = (Expected::read(), Device::default());
    let config = ResNetConfig {
        hidden: 1,
        ..ResNetConfig::default()
    };
    let network = random(&config, &device);
    let tensors = network.tensors().into_iter().zip(0..);
    let tensors = tensors.map(|(tensor, index)| (tensor.name.clone(), formula(index, &tensor)));
    let network = named::replace(network, tensors.collect());
    let image = noise(1000, 3 * 100 * 50, |value| value / 2.0 + 0.5);
    let image = Tensor::from_data(TensorData::new(image, [1, 3, 100, 50]), &device);
    let embedding = values(network.embed(image));
    assert!(difference(&embedding, &expected.values("full.embedding")) < 1e-4);
}

/// A tensor's values as `make_fixtures.py` makes them.
fn formula(index: u32, tensor: &NamedTensor) -> Vec<f32> {
    let length = tensor.values.len();
    match *tensor.values.shape() {
        [outputs, _, height, width] => {
            let scale = (6.0 / (outputs * height * width) as f64).sqrt() as f32;
            noise(index, length, |value| value * scale)
        }
        _ if tensor.name.ends_with("running_var") => noise(index, length, |v| 1.0 + 0.5 * v),
        _ if tensor.name.ends_with(".weight") => noise(index, length, |v| 0.75 + 0.25 * v),
        _ => noise(index, length, |value| 0.1 * value),
    }
}

fn by_name(network: &ResNet) -> BTreeMap<String, Vec<f32>> {
    network
        .tensors()
        .into_iter()
        .map(|tensor| (tensor.name, tensor.values.into_iter().collect()))
        .collect()
}

#[test]
fn reads_each_format_to_the_same_trunk() {
    let device = Device::default();
    let read = |name| {
        by_name(
            &random(&NARROW, &device)
                .load_imagenet(&fixture(name))
                .unwrap(),
        )
    };
    let zip = read("narrow.pth");
    assert_ne!(zip, by_name(&random(&NARROW, &device)));
    assert_eq!(zip, read("narrow-legacy.pth"));
    assert_eq!(zip, read("narrow.safetensors"));
}

#[test]
fn a_seed_decides_all_weights() {
    let device = Device::default();
    let weights = |seed| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        by_name(&ResNet::new(&NARROW, &mut rng, &device).unwrap())
    };
    assert_eq!(weights(1), weights(1));
    assert_ne!(weights(1), weights(2));
}

#[test]
fn a_copy_does_not_learn_with_the_original() {
    let (expected, device) = (Expected::read(), Device::default().autodiff());
    let network = random(&NARROW, &device);
    let (copy, validation) = (network.clone(), network.valid());
    let before = by_name(&network);
    let _ = network.embed(inputs(&expected, &device).0);
    assert_ne!(by_name(&network), before);
    assert_eq!(by_name(&copy), before);
    assert_eq!(by_name(&validation), before);
}

#[test]
fn refuses_options_out_of_range() {
    for (width, hidden, dropout, option) in [
        (0, 8, 0.0, "width"),
        (257, 8, 0.0, "width"),
        (2, 0, 0.0, "hidden"),
        (2, 8, 1.0, "dropout"),
        (2, 8, f64::NAN, "dropout"),
    ] {
        let config = ResNetConfig {
            width,
            hidden,
            dropout,
            ..NARROW
        };
        let message = config.check().unwrap_err().to_string();
        assert!(message.contains(option), "{message}");
    }
}
