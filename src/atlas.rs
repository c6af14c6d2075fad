//! Single-cell atlases: the expression of genes in cells, and what is known of the cells.
//!
//! Knows cells and genes by their labels, nothing of images, variants or models.

mod block;
mod column;
mod matrix_name;

pub use self::{
    block::{Axis, Block},
    column::Column,
    matrix_name::MatrixName,
};
