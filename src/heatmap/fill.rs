//! From the cells or means of a gene to a matrix.

mod block;
mod column;
mod gaps;
mod mean;
mod spacing;

use ndarray::ArrayViewMut1;

pub use self::{
    block::fill_block,
    column::fill_column,
    gaps::fill_gaps,
    mean::{fill_mean, fill_residual},
    spacing::space_by_value,
};
pub(super) use self::{column::column_length, mean::residuals};

/// Writes values down a part of a column, as many as it has places.
fn write_down(places: ArrayViewMut1<'_, f64>, values: impl Iterator<Item = f64>) {
    for (place, value) in places.into_iter().zip(values) {
        *place = value;
    }
}
