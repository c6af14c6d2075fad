//! The members of an ensemble, where a file tells them: our own exports call what each network gives
//! `network0.softmax`, `network1.softmax`, and so on (`train::network::export`).

use super::wire::{Fields, Value, push_bytes};

/// Numbers of fields in onnx.proto.
const GRAPH: u64 = 7;
const NODE: u64 = 1;
const NODE_OUTPUT: u64 = 2;
const GRAPH_OUTPUT: u64 = 12;
const NAME: u64 = 1;

/// What a member's probabilities are called: `network`, a number, and this.
const PREFIX: &str = "network";
const SUFFIX: &str = ".softmax";

/// The network with what its members give as outputs after its own; none where it is no ensemble that
/// tells its members.
///
/// A second graph is appended, which readers merge with the first: nothing of the file is changed.
pub(super) fn told(network: &[u8]) -> Option<Vec<u8>> {
    let names = names(network);
    if names.len() < 2 {
        return None;
    }
    let mut graph = Vec::new();
    for name in names {
        let mut output = Vec::new();
        push_bytes(&mut output, NAME, name.as_bytes());
        push_bytes(&mut graph, GRAPH_OUTPUT, &output);
    }
    let mut whole = network.to_vec();
    push_bytes(&mut whole, GRAPH, &graph);
    Some(whole)
}

/// Whether an output is that of a member.
pub(super) fn is_member(name: &str) -> bool {
    let number = name.strip_prefix(PREFIX);
    let number = number.and_then(|rest| rest.strip_suffix(SUFFIX));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// What the members give is called so, in the order of the file.
fn names(network: &[u8]) -> Vec<&str> {
    let graphs = messages(network, GRAPH);
    let nodes = graphs.flat_map(|graph| messages(graph, NODE));
    let outputs = nodes.flat_map(|node| messages(node, NODE_OUTPUT));
    let names = outputs.filter_map(|name| str::from_utf8(name).ok());
    names.filter(|name| is_member(name)).collect()
}

/// What the fields of a number hold.
fn messages(message: &[u8], number: u64) -> impl Iterator<Item = &[u8]> {
    Fields::new(message).filter_map(move |field| match field.value {
        Value::Bytes(bytes) if field.number == number => Some(bytes),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_called_as_exports_call_them() {
        assert!(is_member("network0.softmax") && is_member("network12.softmax"));
        for other in [
            "softmax",
            "network.softmax",
            "network1.softmax.x",
            "network1.fc1",
        ] {
            assert!(!is_member(other), "{other}");
        }
    }

    #[test]
    fn a_single_network_has_none() {
        assert_eq!(
            told(include_bytes!("../../examples/networks/simulated-f.onnx")),
            None
        );
        assert_eq!(told(b"no network"), None);
    }
}
