//! Whether an ONNX file has external data: weights that are kept in another file.
//!
//! They would be looked for in the current folder, and the digest of the model would not cover
//! them: whoever writes there would decide on scores. ONNX Runtime does not tell, so the file's
//! protocol buffer is walked (onnx.proto).

use super::wire::{Fields, Value};

/// The messages on the way to a tensor.
#[derive(Clone, Copy)]
enum Message {
    Model,
    Graph,
    Function,
    Node,
    Attribute,
    Sparse,
    Tensor,
}

/// Deeper nesting than protocol buffer readers take.
const DEEPEST: usize = 100;
/// `TensorProto.data_location`, and its value `EXTERNAL`.
const DATA_LOCATION: (u64, u64) = (14, 1);

/// Whether any tensor of the file is kept in another. False for what is no protocol buffer, which
/// ONNX Runtime refuses.
pub(super) fn is_used(network: &[u8]) -> bool {
    walk(Message::Model, network, 0)
}

fn walk(message: Message, bytes: &[u8], depth: usize) -> bool {
    depth < DEEPEST
        && Fields::new(bytes).any(|field| match field.value {
            Value::Number(value) => {
                matches!(message, Message::Tensor) && (field.number, value) == DATA_LOCATION
            }
            Value::Bytes(inner) => {
                child(message, field.number).is_some_and(|message| walk(message, inner, depth + 1))
            }
        })
}

/// The message in a field, where it may hold a tensor.
fn child(message: Message, number: u64) -> Option<Message> {
    match (message, number) {
        (Message::Model, 7) | (Message::Attribute, 6 | 11) => Some(Message::Graph),
        (Message::Model, 25) => Some(Message::Function),
        (Message::Graph, 1) | (Message::Function, 7) => Some(Message::Node),
        (Message::Node, 5) => Some(Message::Attribute),
        (Message::Graph, 15) | (Message::Attribute, 22 | 23) => Some(Message::Sparse),
        (Message::Graph | Message::Attribute, 5)
        | (Message::Attribute, 10)
        | (Message::Sparse, 1 | 2) => Some(Message::Tensor),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn external_data_are_found_and_weights_of_the_file_are_not() {
        let external = include_bytes!("../../tests/fixtures/model/outside.onnx");
        let whole = include_bytes!("../../examples/networks/simulated-f.onnx");
        assert!(is_used(external));
        assert!(!is_used(whole));
    }

    #[test]
    fn a_tensor_of_a_subgraph_is_reached() {
        // model.graph.node.attribute.g.initializer.data_location = EXTERNAL
        let mut bytes = vec![14 << 3, 1];
        for field in [5, 6, 5, 1, 7] {
            bytes = [vec![field << 3 | 2, bytes.len() as u8], bytes].concat();
        }
        assert!(is_used(&bytes));
    }

    #[test]
    fn what_is_cut_or_no_protocol_buffer_is_no_fault() {
        let external = include_bytes!("../../tests/fixtures/model/outside.onnx");
        for end in 0..external.len() {
            is_used(&external[..end]);
        }
        assert!(!is_used(&[0xff; 100]));
        assert!(!is_used(&[0x3a, 0x7f, 0]));
    }
}
