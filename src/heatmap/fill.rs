//! From the cells or means of a gene to a matrix.

mod block;
mod column;
mod gaps;
mod mean;
mod spacing;

pub(super) use self::column::column_length;
pub use self::{
    block::fill_block, column::fill_column, gaps::fill_gaps, mean::fill_mean,
    spacing::space_by_value,
};
