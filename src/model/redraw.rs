//! Networks that learnt nothing: an ONNX file whose weights are drawn anew.

use std::ops::Range;

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    profile::WEIGHTS,
    tensors,
    wire::{Fields, Value},
};

/// Draws a network's weights anew at random, as a control of whatever is said to be learnt (Adebayo et
/// al. 2018, <https://arxiv.org/abs/1810.03292>): gives the bytes of the same file with other weights,
/// all else as it was. Equal seeds give equal bytes.
///
/// The weights of a layer are drawn without replacement from its own, so that activations keep their
/// scale, and a file its length. Weights are floating point numbers, and integers of 16 bits or fewer,
/// of a tensor of which at least two axes are longer than 1, and the
/// [weights of a regression](WEIGHTS), which have one. Biases, what normalises, and shapes stay.
/// `None` where the file has no weights such as these.
#[must_use]
pub fn redraw(network: &[u8], seed: u64) -> Option<Vec<u8>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut redrawn = None;
    for place in tensors::places(network) {
        let tensor = Tensor::new(&network[place.clone()]);
        let Some((data, mut elements)) = tensor.weights() else {
            continue;
        };
        elements.shuffle(&mut rng);
        let data = place.start + data.start..place.start + data.end;
        redrawn.get_or_insert_with(|| network.to_vec())[data].copy_from_slice(&elements.concat());
    }
    redrawn
}

/// What of a `TensorProto` says whether it is weights.
#[derive(Default)]
struct Tensor<'a> {
    dims: Vec<u64>,
    data_type: u64,
    name: &'a [u8],
    /// The fields that may hold elements: number, value, place.
    data: Vec<(u64, &'a [u8], Range<usize>)>,
}

impl<'a> Tensor<'a> {
    fn new(message: &'a [u8]) -> Self {
        let mut tensor = Self::default();
        for field in Fields::new(message) {
            match (field.number, field.value) {
                (1, Value::Number(extent)) => tensor.dims.push(extent),
                (1, Value::Bytes(packed)) => tensor.dims.extend(numbers(packed).map(value)),
                (2, Value::Number(kind)) => tensor.data_type = kind,
                (8, Value::Bytes(name)) => tensor.name = name,
                (4 | 5 | 9 | 10, Value::Bytes(data)) if !data.is_empty() => {
                    tensor.data.push((field.number, data, field.place));
                }
                _ => {}
            }
        }
        tensor
    }

    /// The elements, and where they are in the message.
    fn weights(self) -> Option<(Range<usize>, Vec<&'a [u8]>)> {
        let is_matrix = self.dims.iter().filter(|&&extent| extent > 1).count() > 1;
        if !is_matrix && self.name != WEIGHTS.as_bytes() {
            return None;
        }
        let width = width(self.data_type)?;
        let [(number, data, place)] = self.data.try_into().ok()?;
        let elements: Vec<_> = match number {
            // `raw_data`, `float_data`, `double_data`
            9 => data.chunks(width).collect(),
            4 => data.chunks(4).collect(),
            10 => data.chunks(8).collect(),
            // `int32_data`, which has what is narrower
            _ => numbers(data).collect(),
        };
        let count = self.dims.iter().product::<u64>();
        (elements.len() as u64 == count).then_some((place, elements))
    }
}

/// The bytes of an element of a type that weights have (`TensorProto.DataType`); those of 4 bits share
/// theirs and are left as they are.
fn width(data_type: u64) -> Option<usize> {
    match data_type {
        // float, double
        1 => Some(4),
        11 => Some(8),
        // uint16, int16, float16, bfloat16
        4 | 5 | 10 | 16 => Some(2),
        // uint8, int8, float8 of four forms
        2 | 3 | 17..=20 => Some(1),
        _ => None,
    }
}

/// Packed numbers of variable length, each as its bytes.
fn numbers(packed: &[u8]) -> impl Iterator<Item = &[u8]> {
    packed.split_inclusive(|byte| *byte < 0x80)
}

fn value(number: &[u8]) -> u64 {
    let bytes = number.iter().take(9).rev();
    bytes.fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f))
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::{
        model::wire::push_bytes,
        onnx::proto::{DataType, Model, Tensor as TensorMessage},
    };

    const NETWORKS: [&[u8]; 3] = [
        include_bytes!("../../examples/networks/simulated-f.onnx"),
        include_bytes!("../../examples/networks/simulated-m.onnx"),
        // By another exporter.
        include_bytes!("../../tests/fixtures/model/features.onnx"),
    ];

    /// The initialisers as prost reads them.
    fn tensors(network: &[u8]) -> Vec<TensorMessage> {
        Model::decode(network).unwrap().graph.unwrap().initializer
    }

    fn is_matrix(tensor: &TensorMessage) -> bool {
        tensor.dims.iter().filter(|&&extent| extent > 1).count() > 1
    }

    fn sorted(raw: &[u8], width: usize) -> Vec<&[u8]> {
        let mut elements: Vec<_> = raw.chunks(width).collect();
        elements.sort();
        elements
    }

    #[test]
    fn weights_are_other_ones_of_the_same_layer() {
        for network in NETWORKS {
            let redrawn = redraw(network, 1).unwrap();
            let (before, after) = (tensors(network), tensors(&redrawn));
            assert_eq!(before.len(), after.len());
            let mut matrices = 0;
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(is_matrix(before), before != after, "{}", before.name);
                matrices += usize::from(is_matrix(before));
                let raw = |tensor: &TensorMessage| tensor.raw_data.clone().unwrap();
                let width = raw(before).len() / before.dims.iter().product::<i64>() as usize;
                assert_eq!(sorted(&raw(before), width), sorted(&raw(after), width));
            }
            assert!(matrices > 0);
        }
    }

    /// The weights' bytes are found by what they are, not by where the walk finds them.
    #[test]
    fn every_other_byte_is_as_it_was() {
        for network in NETWORKS {
            let (mut before, mut after) = (network.to_vec(), redraw(network, 1).unwrap());
            for tensor in tensors(network).iter().filter(|tensor| is_matrix(tensor)) {
                let raw = tensor.raw_data.as_ref().unwrap();
                let place = network.windows(raw.len()).position(|bytes| bytes == raw);
                let place = place.unwrap()..place.unwrap() + raw.len();
                before[place.clone()].fill(0);
                after[place].fill(0);
            }
            assert!(before == after);
        }
    }

    #[test]
    fn a_seed_gives_its_bytes_and_another_others() {
        let draw = |seed| redraw(NETWORKS[0], seed).unwrap();
        assert!(draw(1) == draw(1));
        assert!(draw(1) != draw(2));
    }

    /// A file of tensors, some of which have more fields than are written here.
    fn file(tensors: &[(TensorMessage, Vec<u8>)]) -> Vec<u8> {
        let mut graph = Vec::new();
        for (tensor, more) in tensors {
            push_bytes(
                &mut graph,
                5,
                &[tensor.encode_to_vec(), more.clone()].concat(),
            );
        }
        let mut file = Vec::new();
        push_bytes(&mut file, 7, &graph);
        file
    }

    fn tensor(name: &str, kind: i32, dims: &[i64]) -> TensorMessage {
        TensorMessage {
            dims: dims.to_vec(),
            data_type: Some(kind),
            name: name.into(),
            raw_data: None,
        }
    }

    fn packed(number: u64, bytes: &[u8]) -> Vec<u8> {
        let mut field = Vec::new();
        push_bytes(&mut field, number, bytes);
        field
    }

    #[test]
    fn weights_in_any_field_are_drawn_and_nothing_else() {
        let bytes: Vec<u8> = (0..64).collect();
        let floats = (
            tensor("w", DataType::Float as i32, &[4, 4]),
            packed(4, &bytes),
        );
        let doubles = (
            tensor("w", DataType::Double as i32, &[2, 4]),
            packed(10, &bytes),
        );
        let learnt = (
            tensor(WEIGHTS, DataType::Double as i32, &[1, 8]),
            packed(9, &bytes),
        );
        // 0 to 7 and 300 in packed numbers: of one byte, and of two.
        let halves: Vec<u8> = [&bytes[..8], &[0xac, 0x02]].concat();
        let halves = (
            tensor("w", DataType::Float16 as i32, &[3, 3]),
            packed(5, &halves),
        );
        for drawn in [floats, doubles, learnt, halves] {
            let before = file(&[drawn]);
            let after = redraw(&before, 1).unwrap();
            assert!(before != after && before.len() == after.len());
            let sorted = |mut bytes: Vec<u8>| {
                bytes.sort_unstable();
                bytes
            };
            assert_eq!(sorted(before), sorted(after));
        }
        let bias = (
            tensor("b", DataType::Float as i32, &[1, 16]),
            packed(9, &bytes),
        );
        let indices = (
            tensor("i", DataType::Int64 as i32, &[2, 4]),
            packed(9, &bytes),
        );
        let nibbles = (tensor("n", 22, &[2, 64]), packed(9, &bytes));
        let short = (
            tensor("w", DataType::Float as i32, &[4, 5]),
            packed(9, &bytes),
        );
        assert_eq!(redraw(&file(&[bias, indices, nibbles, short]), 1), None);
        assert_eq!(redraw(b"no network", 1), None);
    }

    #[test]
    fn weights_of_a_node_in_a_graph_in_a_node_are_drawn() {
        let bytes: Vec<u8> = (0..16).collect();
        let weights = tensor("w", DataType::Float as i32, &[2, 2]).encode_to_vec();
        let mut message = [weights, packed(9, &bytes)].concat();
        // graph.node.attribute.g.node.attribute.t
        for field in [5, 5, 1, 6, 5, 1, 7] {
            message = packed(field, &message);
        }
        let redrawn = redraw(&message, 1).unwrap();
        let data = message.len() - bytes.len();
        assert!(redrawn[..data] == message[..data] && redrawn[data..] != message[data..]);
        assert_eq!(sorted(&redrawn[data..], 4), sorted(&bytes, 4));
    }
}
