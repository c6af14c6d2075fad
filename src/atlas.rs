//! Single-cell atlases: the expression of genes in cells, and what is known of the cells.
//!
//! Knows cells and genes by their labels, nothing of images, variants or models.

mod block;
mod column;
mod error;
mod file;
mod frame;
mod h5ad;
mod labels;
mod matrix;
mod matrix_name;
mod mtx;

pub use self::{
    block::{Axis, Block},
    column::Column,
    error::AtlasError,
    file::AtlasFile,
    frame::Frame,
    matrix::Matrix,
    matrix_name::MatrixName,
};
