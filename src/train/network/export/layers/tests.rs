use ndarray::ArrayD;

use super::*;

fn tensor(name: &str, shape: &[usize], value: f32) -> NamedTensor {
    NamedTensor {
        name: name.into(),
        values: ArrayD::from_elem(shape, value),
    }
}

/// A convolution and its batch normalisation, under torchvision's names.
fn conv_tensors(name: &str, shape: [usize; 4]) -> Vec<NamedTensor> {
    let norm = norm_of(name);
    let part = |part: &str, value| tensor(&format!("{norm}.{part}"), &shape[..1], value);
    vec![
        tensor(&format!("{name}.weight"), &shape, 0.5),
        part("weight", 2.0),
        part("bias", 0.25),
        part("running_mean", 3.0),
        part("running_var", 4.0),
        tensor(&format!("{norm}.num_batches_tracked"), &[], 7.0),
    ]
}

/// One block a stage, of one channel inside and two outside.
fn network() -> Vec<NamedTensor> {
    let mut tensors = conv_tensors("conv1", [1, 3, 7, 7]);
    for stage in 1..=4 {
        let (name, inputs) = (format!("layer{stage}.0"), if stage == 1 { 1 } else { 2 });
        tensors.extend(conv_tensors(&format!("{name}.conv1"), [1, inputs, 1, 1]));
        tensors.extend(conv_tensors(&format!("{name}.conv2"), [1, 1, 3, 3]));
        tensors.extend(conv_tensors(&format!("{name}.conv3"), [2, 1, 1, 1]));
        if stage == 1 {
            tensors.extend(conv_tensors("layer1.0.downsample.0", [2, 1, 1, 1]));
        }
    }
    tensors.push(tensor("fc1.weight", &[3, 4], 0.5));
    tensors.push(tensor("fc1.bias", &[3], 0.5));
    tensors.push(tensor("fc2.weight", &[2, 3], 0.5));
    tensors.push(tensor("fc2.bias", &[2], 0.5));
    tensors
}

/// What is said of a network of which one tensor was changed.
fn refusal(name: &str, change: impl Fn(&mut NamedTensor)) -> String {
    let mut tensors = network();
    let mut iter = tensors.iter_mut();
    change(iter.find(|tensor| tensor.name == name).unwrap());
    let text = Layers::of(2, &tensors).err().unwrap().to_string();
    assert!(text.starts_with("network 2: tensor "), "{text}");
    text
}

#[test]
fn a_missing_tensor_is_named() {
    for name in [
        "conv1.weight",
        "layer3.0.bn2.running_var",
        "layer4.0.conv1.weight",
        "fc2.bias",
    ] {
        let text = refusal(name, |tensor| tensor.name = "other".into());
        assert!(text.contains(&format!("{name} is missing")), "{text}");
    }
}

#[test]
fn a_tensor_of_no_use_or_there_twice_is_named() {
    for name in ["classifier.weight", "fc1.bias"] {
        let mut tensors = network();
        tensors.push(tensor(name, &[3], 0.0));
        let text = Layers::of(0, &tensors).err().unwrap().to_string();
        assert!(text.contains(name) && text.contains("twice"), "{text}");
    }
}

#[test]
fn a_wrong_shape_is_named_with_the_wanted() {
    let cases: [(&str, &[usize], &str); 6] = [
        ("conv1.weight", &[1, 1, 7, 7], "n × 3 × 7 × 7"),
        ("layer2.0.conv2.weight", &[1, 1, 1, 1], "n × 1 × 3 × 3"),
        ("layer2.0.conv3.weight", &[3, 1, 1, 1], "2 × 1 × 1 × 1"),
        ("layer1.0.bn1.bias", &[2], "1 is wanted"),
        ("fc1.weight", &[3, 1], "each of the 2 outputs"),
        ("fc2.weight", &[3, 3], "2 × 3"),
    ];
    for (name, shape, wanted) in cases {
        let text = refusal(name, |tensor| *tensor = self::tensor(name, shape, 0.5));
        assert!(text.contains(name) && text.contains(wanted), "{text}");
    }
    let text = refusal("fc2.weight", |tensor| {
        *tensor = self::tensor("fc2.weight", &[2, 0], 0.0)
    });
    assert!(text.contains("fc2.weight"), "{text}");
}

#[test]
fn values_that_cannot_be_are_named() {
    let cases = [
        ("layer1.0.conv1.weight", f32::NAN),
        ("fc1.bias", f32::INFINITY),
        ("bn1.running_var", -0.5),
        ("layer1.0.downsample.1.weight", 3e38),
    ];
    for (name, value) in cases {
        let text = refusal(name, |tensor| {
            tensor.values.iter_mut().take(1).for_each(|v| *v = value)
        });
        assert!(text.contains("has the value"), "{text}");
    }
}
