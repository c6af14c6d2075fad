//! Where the tensors of an ONNX file are: its protocol buffer (onnx.proto) is walked, as no reader of
//! whole messages knows all fields of what others wrote.

use std::ops::Range;

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

/// Where the message of each tensor is in a file, in their order; also those of nodes and of graphs
/// within graphs. None of what is no protocol buffer, which ONNX Runtime refuses.
pub(super) fn places(network: &[u8]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    walk(Message::Model, network, 0, 0, &mut places);
    places
}

/// Walks a message that begins at `start` in the file.
fn walk(
    message: Message,
    bytes: &[u8],
    start: usize,
    depth: usize,
    places: &mut Vec<Range<usize>>,
) {
    if depth == DEEPEST {
        return;
    }
    for field in Fields::new(bytes) {
        let (Value::Bytes(inner), Some(child)) = (field.value, child(message, field.number)) else {
            continue;
        };
        let place = start + field.place.start..start + field.place.end;
        match child {
            Message::Tensor => places.push(place),
            child => walk(child, inner, place.start, depth + 1, places),
        }
    }
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
    fn a_tensor_of_a_subgraph_is_reached() {
        // model.graph.node.attribute.g.initializer, a tensor of two bytes
        let mut bytes = vec![14 << 3, 1];
        for field in [5, 6, 5, 1, 7] {
            bytes = [vec![field << 3 | 2, bytes.len() as u8], bytes].concat();
        }
        let places = places(&bytes);
        assert_eq!(places, std::slice::from_ref(&(10..12)));
        assert_eq!(bytes[places[0].clone()], [14 << 3, 1]);
    }

    #[test]
    fn what_is_cut_or_no_protocol_buffer_is_no_fault() {
        let external = include_bytes!("../../tests/fixtures/model/outside.onnx");
        for end in 0..external.len() {
            places(&external[..end]);
        }
        assert!(places(&[0xff; 100]).is_empty());
        assert!(places(&[0x3a, 0x7f, 0]).is_empty());
    }
}
