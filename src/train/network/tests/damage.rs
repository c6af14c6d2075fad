//! Files of weights that are not what they must be.

use std::{
    collections::HashMap,
    error::Error as _,
    fs,
    path::{Path, PathBuf},
};

use burn::{
    store::{ModuleStore, SafetensorsStore},
    tensor::Device,
};

use super::{NARROW, by_name, expected::fixture, random};
use crate::train::network::ResNetConfig;

/// What is said of a file, with its cause.
fn refusal(path: &Path, config: &ResNetConfig) -> String {
    let error = random(config, &Device::default())
        .load_imagenet(path)
        .unwrap_err();
    let cause = error
        .source()
        .map(|cause| format!(": {cause}"))
        .unwrap_or_default();
    format!("{error}{cause}")
}

fn written(folder: &tempfile::TempDir, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join("weights");
    fs::write(&path, bytes).unwrap();
    path
}

/// A tensor as it stands in a safetensors file: its type, shape and bytes.
type Stored = (&'static str, Vec<usize>, Vec<u8>);

/// The tensors of `narrow.safetensors`.
fn stored() -> HashMap<String, Stored> {
    let mut store = SafetensorsStore::from_file(fixture("narrow.safetensors"));
    let tensors = store.get_all_tensors().unwrap().clone();
    let floats = tensors
        .into_iter()
        .filter(|(name, _)| !name.ends_with("_tracked"));
    floats
        .map(|(name, tensor)| {
            let shape = tensor.shape.to_vec();
            (name, ("F32", shape, tensor.into_bytes().unwrap().to_vec()))
        })
        .collect()
}

/// A safetensors file: the length of a JSON header, the header, the bytes.
fn safetensors(tensors: &HashMap<String, Stored>) -> Vec<u8> {
    let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, (kind, shape, bytes)) in tensors {
        let offsets = [data.len(), data.len() + bytes.len()];
        data.extend_from_slice(bytes);
        let entry = serde_json::json!({"dtype": kind, "shape": shape, "data_offsets": offsets});
        header.insert(name.clone(), entry);
    }
    let header = serde_json::to_vec(&header).unwrap();
    [
        &(header.len() as u64).to_le_bytes(),
        header.as_slice(),
        &data,
    ]
    .concat()
}

fn renamed(tensors: HashMap<String, Stored>, prefix: &str) -> HashMap<String, Stored> {
    tensors
        .into_iter()
        .map(|(name, tensor)| (format!("{prefix}{name}"), tensor))
        .collect()
}

#[test]
fn says_that_a_file_is_not_there() {
    let message = refusal(Path::new("no-such.pth"), &NARROW);
    assert!(
        message.starts_with("cannot read the weights no-such.pth: "),
        "{message}"
    );
}

#[test]
fn refuses_every_truncation() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["narrow.pth", "narrow-legacy.pth", "narrow.safetensors"] {
        let bytes = fs::read(fixture(name)).unwrap();
        for part in [0, 1, 8, 20, 1000, bytes.len() / 2, bytes.len() - 1] {
            let path = written(&folder, &bytes[..part]);
            let message = refusal(&path, &NARROW);
            assert!(
                message.contains("cut short or damaged"),
                "{name} to {part}: {message}"
            );
        }
    }
}

#[test]
fn refuses_what_is_no_file_of_weights() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [
        b"gene\tlabel\nSOX9\t1\n".as_slice(),
        b"{\"a\": [1, 2, 3]}",
        &[0x80; 100],
    ] {
        let message = refusal(&written(&folder, bytes), &NARROW);
        assert_has!(message, "it must be a .safetensors file");
    }
}

#[test]
fn refuses_another_network_and_says_which() {
    let message = refusal(&fixture("basic.safetensors"), &NARROW);
    assert_has!(message, "layer1.0.conv3.weight", "ResNet-18 and -34");
    let message = refusal(&fixture("narrow.pth"), &ResNetConfig { width: 4, ..NARROW });
    assert_has!(
        message,
        "conv1.weight [2, 3, 7, 7] in place of [4, 3, 7, 7]",
        "their network has width 2, this one 4"
    );
    let message = refusal(&fixture("expected.safetensors"), &NARROW);
    assert_has!(message, "no ResNet with torchvision's names");
}

#[test]
fn refuses_more_blocks_and_fewer_tensors() {
    let folder = tempfile::tempdir().unwrap();
    let mut tensors = stored();
    let more = tensors["layer3.5.bn1.bias"].clone();
    tensors.insert("layer3.6.bn1.bias".to_owned(), more);
    let message = refusal(&written(&folder, &safetensors(&tensors)), &NARROW);
    assert!(message.contains("ResNet-101 and -152"), "{message}");
    tensors.remove("layer3.6.bn1.bias");
    tensors.remove("layer2.3.bn2.running_var");
    let message = refusal(&written(&folder, &safetensors(&tensors)), &NARROW);
    assert_has!(message, "1 missing (layer2.3.bn2.running_var)");
}

#[test]
fn refuses_numbers_that_no_network_has() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value, problem) in [
        ("layer1.0.conv1.weight", f32::NAN, "no finite numbers"),
        ("bn1.running_var", -1.0, "negative variances"),
    ] {
        let mut tensors = stored();
        tensors.get_mut(name).unwrap().2[..4].copy_from_slice(&value.to_le_bytes());
        let message = refusal(&written(&folder, &safetensors(&tensors)), &NARROW);
        assert_has!(message, name, problem);
    }
    let mut tensors = stored();
    tensors.get_mut("bn1.bias").unwrap().0 = "I32";
    let message = refusal(&written(&folder, &safetensors(&tensors)), &NARROW);
    assert!(message.contains("no floating-point numbers"), "{message}");
}

#[test]
fn takes_names_with_a_prefix_and_files_without_counters() {
    let folder = tempfile::tempdir().unwrap();
    let read = |path: &Path| {
        by_name(
            &random(&NARROW, &Device::default())
                .load_imagenet(path)
                .unwrap(),
        )
    };
    let plain = read(&fixture("narrow.safetensors"));
    for prefix in ["", "module.", "state_dict.module."] {
        let bytes = safetensors(&renamed(stored(), prefix));
        assert_eq!(read(&written(&folder, &bytes)), plain, "{prefix}");
    }
}

#[test]
fn does_not_choose_between_two_networks() {
    let folder = tempfile::tempdir().unwrap();
    let mut tensors = renamed(stored(), "model.");
    tensors.extend(renamed(stored(), "average."));
    let message = refusal(&written(&folder, &safetensors(&tensors)), &NARROW);
    assert!(message.contains("\"average.\", \"model.\""), "{message}");
}
