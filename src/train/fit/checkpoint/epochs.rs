//! Epochs as bytes. Not as JSON, whose numbers may lose their last bit.

use crate::train::evaluation::Epoch;

/// Four numbers an epoch, little-endian.
pub(super) fn pack(epochs: &[Epoch]) -> Vec<u8> {
    let values = epochs.iter().flat_map(|epoch| {
        [
            epoch.train_loss,
            epoch.train_accuracy,
            epoch.validation_loss,
            epoch.validation_accuracy,
        ]
    });
    values.flat_map(f64::to_le_bytes).collect()
}

/// `None` where the bytes are no whole epochs.
pub(super) fn unpack(bytes: &[u8]) -> Option<Vec<Epoch>> {
    let (values, rest) = bytes.as_chunks::<8>();
    let values: Vec<f64> = values.iter().map(|&v| f64::from_le_bytes(v)).collect();
    let (epochs, loose) = values.as_chunks::<4>();
    let epoch = |(index, &[one, two, three, four]): (usize, &[f64; 4])| Epoch {
        number: index + 1,
        train_loss: one,
        train_accuracy: two,
        validation_loss: three,
        validation_accuracy: four,
    };
    let is_whole = rest.is_empty() && loose.is_empty();
    is_whole.then(|| epochs.iter().enumerate().map(epoch).collect())
}
