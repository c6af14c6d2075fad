//! Images on their way into a network.

use std::array;

use ndarray::{Array2, Array4, ArrayView2, ArrayView4, ArrayViewMut1, Axis, s};

use crate::model::image::ImageModel;

/// Images that wait for a network, and the numbers beside them.
pub(super) struct Batch {
    /// N×3×H×W.
    images: Array4<f32>,
    /// N×K.
    features: Array2<f32>,
    /// How many there are.
    rows: usize,
    /// Each byte as a value in 0-1.
    values: [f32; 256],
}

impl Batch {
    /// For so many features.
    pub(super) fn new(model: &ImageModel, features: usize) -> Self {
        let (height, width) = model.image_size();
        Self {
            images: Array4::zeros((model.batch(), 3, height, width)),
            features: Array2::zeros((model.batch(), features)),
            rows: 0,
            values: array::from_fn(|byte| byte as f32 / 255.0),
        }
    }

    /// Puts an image, height × width × RGB of a byte each, into the next row, and gives the places of the
    /// numbers beside it. There is room.
    pub(super) fn put(&mut self, image: &[u8]) -> ArrayViewMut1<'_, f32> {
        let row = self.rows;
        self.rows += 1;
        let mut planes = self.images.index_axis_mut(Axis(0), row);
        for (channel, mut plane) in planes.outer_iter_mut().enumerate() {
            let bytes = image.iter().skip(channel).step_by(3);
            let places = plane.as_slice_mut().unwrap_or_default();
            for (place, &byte) in places.iter_mut().zip(bytes) {
                *place = self.values[usize::from(byte)];
            }
        }
        self.features.row_mut(row)
    }

    /// Whether there is no room.
    pub(super) fn is_full(&self) -> bool {
        self.rows == self.images.len_of(Axis(0))
    }

    /// What is there.
    pub(super) fn filled(&self) -> (ArrayView4<'_, f32>, ArrayView2<'_, f32>) {
        let rows = self.rows;
        (
            self.images.slice(s![..rows, .., .., ..]),
            self.features.slice(s![..rows, ..]),
        )
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.rows = 0;
    }
}
