//! Weights that torchvision trained on ImageNet, from a file.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
};

use burn::{
    store::{ModuleStore, PytorchStore, SafetensorsStore, burn_pack::Tensor as Stored},
    tensor::DType,
};
use half::{bf16, f16};

use super::{error::Error, mismatch::compare};

/// What each ResNet of bottlenecks or basic blocks has.
const ANCHOR: &str = "layer1.0.conv1.weight";

/// ImageNet's classifier.
const CLASSIFIER: &str = "fc.";

/// A counter beside each batch normalisation; torchvision's files have it since 2018, and only its
/// own training reads it.
pub(super) const COUNTER: &str = ".num_batches_tracked";

/// How many names a message lists.
const LISTED: usize = 3;

/// Reads the tensors that `wanted` names with their shapes from a `.pth` or `.safetensors` file.
///
/// What the file is shows in its content, not in its name. Names may have a prefix in common, such
/// as `module.` or `state_dict.`; then tensors without it (of an optimiser, say) do not count.
pub(super) fn read(
    path: &Path,
    wanted: &[(String, Vec<usize>)],
) -> Result<BTreeMap<String, Vec<f32>>, Error> {
    let mut stored = below_prefix(path, open(path)?)?;
    stored.retain(|name, _| !name.starts_with(CLASSIFIER) && !name.ends_with(COUNTER));
    let shapes = stored
        .iter()
        .map(|(name, tensor)| (name.clone(), tensor.shape.to_vec()));
    let other = |source| Error::Other {
        path: path.to_owned(),
        source,
    };
    compare(wanted, &shapes.collect()).map_err(other)?;
    let values = stored.into_iter().map(|(name, tensor)| {
        let values = decode(path, &name, tensor)?;
        Ok((name, values))
    });
    values.collect()
}

/// All tensors of a file by name, not yet read.
fn open(path: &Path) -> Result<BTreeMap<String, Stored>, Error> {
    let read = |source| Error::Read {
        path: path.to_owned(),
        source,
    };
    if is_safetensors(path).map_err(read)? {
        let mut store = SafetensorsStore::from_file(path);
        let tensors = store.get_all_tensors();
        tensors.cloned().map_err(|source| Error::Safetensors {
            path: path.to_owned(),
            source,
        })
    } else {
        // The reader would otherwise renumber parts of lists.
        let mut store = PytorchStore::from_file(path).map_indices_contiguous(false);
        let tensors = store.get_all_tensors();
        tensors.cloned().map_err(|source| Error::Pytorch {
            path: path.to_owned(),
            source,
        })
    }
}

/// A safetensors file begins with the length of its header, 8 bytes, and the header, JSON.
fn is_safetensors(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    File::open(path)?.take(9).read_to_end(&mut start)?;
    Ok(start.get(8) == Some(&b'{'))
}

/// The tensors of the one network that is there, without what its names have before them.
fn below_prefix(
    path: &Path,
    stored: BTreeMap<String, Stored>,
) -> Result<BTreeMap<String, Stored>, Error> {
    let prefixes: Vec<String> = stored.keys().filter_map(|name| prefix(name)).collect();
    let [prefix] = prefixes.as_slice() else {
        return Err(no_single(path, &stored, prefixes));
    };
    let tensors = stored.into_iter().filter_map(|(name, tensor)| {
        let name = name.strip_prefix(prefix.as_str())?.to_owned();
        Some((name, tensor))
    });
    Ok(tensors.collect())
}

/// What stands before the anchor's name, such as `module.`.
fn prefix(name: &str) -> Option<String> {
    let prefix = name.strip_suffix(ANCHOR)?;
    (prefix.is_empty() || prefix.ends_with('.')).then(|| prefix.to_owned())
}

fn no_single(path: &Path, stored: &BTreeMap<String, Stored>, prefixes: Vec<String>) -> Error {
    let path = path.to_owned();
    if prefixes.is_empty() {
        let found = stored.keys().take(LISTED).cloned().collect();
        Error::NoResNet {
            path,
            count: stored.len(),
            anchor: ANCHOR,
            found,
        }
    } else {
        let quoted = prefixes.iter().map(|prefix| format!("\"{prefix}\""));
        Error::Several {
            path,
            prefixes: quoted.collect(),
        }
    }
}

/// A tensor's values, which must be numbers, and positive where they are variances.
fn decode(path: &Path, name: &str, tensor: Stored) -> Result<Vec<f32>, Error> {
    let unusable = |problem| Error::Unusable {
        path: path.to_owned(),
        tensor: name.to_owned(),
        problem,
    };
    let (dtype, expected) = (tensor.dtype, tensor.shape.num_elements());
    let bytes = tensor.into_bytes().map_err(|source| Error::Values {
        path: path.to_owned(),
        tensor: name.to_owned(),
        source,
    })?;
    let values = floats(dtype, &bytes).ok_or_else(|| unusable("has no floating-point numbers"))?;
    if values.len() != expected {
        return Err(unusable("has fewer or more values than its shape"));
    }
    if !values.iter().all(|value| value.is_finite()) {
        return Err(unusable("has values that are no finite numbers"));
    }
    if name.ends_with("running_var") && values.iter().any(|&value| value < 0.0) {
        return Err(unusable("has negative variances"));
    }
    Ok(values)
}

/// Little-endian numbers of any floating-point type; `None` for other types. By hand, since the
/// framework's conversion wants bytes that are aligned, which those of a mapped file may not be.
pub(super) fn floats(dtype: DType, bytes: &[u8]) -> Option<Vec<f32>> {
    match dtype {
        DType::F64 => Some(numbers(bytes, |bytes| f64::from_le_bytes(bytes) as f32)),
        DType::F32 => Some(numbers(bytes, f32::from_le_bytes)),
        DType::F16 => Some(numbers(bytes, |bytes| f16::from_le_bytes(bytes).to_f32())),
        DType::BF16 => Some(numbers(bytes, |bytes| bf16::from_le_bytes(bytes).to_f32())),
        _ => None,
    }
}

fn numbers<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes
        .as_chunks::<N>()
        .0
        .iter()
        .map(|&chunk| number(chunk))
        .collect()
}
