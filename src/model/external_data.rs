//! Whether an ONNX file has external data: weights that are kept in another file.
//!
//! They would be looked for in the current folder, and the digest of the model would not cover
//! them: whoever writes there would decide on scores. ONNX Runtime does not tell.

use super::{
    tensors,
    wire::{Fields, Value},
};

/// `TensorProto.data_location`, and its value `EXTERNAL`.
const DATA_LOCATION: (u64, Value<'_>) = (14, Value::Number(1));

/// Whether any tensor of the file is kept in another. False for what is no protocol buffer, which
/// ONNX Runtime refuses.
pub(super) fn is_used(network: &[u8]) -> bool {
    let mut places = tensors::places(network).into_iter();
    places.any(|place| {
        let mut fields = Fields::new(&network[place]);
        fields.any(|field| (field.number, field.value) == DATA_LOCATION)
    })
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
        assert!(!is_used(&[0xff; 100]));
    }
}
