//! Arrays that keep their memory from gene to gene.

use std::{iter, mem};

use ndarray::{Array, Dimension, IntoDimension};

/// Makes the array of this shape, with these values row by row, in the memory that it has. As many
/// values as the shape has places are for the caller to give: otherwise the array is empty.
pub(super) fn refill<A: Default, D: Dimension>(
    array: &mut Array<A, D>,
    shape: impl IntoDimension<Dim = D>,
    values: impl IntoIterator<Item = A>,
) {
    let (mut memory, _) = mem::take(array).into_raw_vec_and_offset();
    memory.clear();
    memory.extend(values);
    *array = Array::from_shape_vec(shape.into_dimension(), memory).unwrap_or_default();
}

/// Makes the array of this shape, with one value everywhere, in the memory that it has.
pub(super) fn reset<A: Copy + Default, D: Dimension>(
    array: &mut Array<A, D>,
    shape: impl IntoDimension<Dim = D>,
    value: A,
) {
    let shape = shape.into_dimension();
    let size = shape.size();
    refill(array, shape, iter::repeat_n(value, size));
}
