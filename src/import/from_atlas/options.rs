//! How an atlas becomes a bundle, and what is told on the way.

use std::path::Path;

use crate::{atlas::Config, heatmap::Recipe};

/// How an atlas becomes a bundle.
#[derive(Clone, Copy, Debug)]
pub struct AtlasOptions<'a> {
    /// What columns and labels mean.
    pub config: &'a Config,
    /// How genes are drawn.
    pub recipe: &'a Recipe,
    /// Where the bundle will be written; images wait in the same folder.
    pub output: &'a Path,
    /// The bytes of single cells that are held at a time.
    pub memory: usize,
}

/// What is being done, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A file is read for its means: so many cells of all.
    Means(&'a Path, usize, usize),
    /// A file is read for the single cells of some genes: so many cells of all.
    Cells(&'a Path, usize, usize),
    /// Genes are drawn: so many of all.
    Images(&'a Path, usize, usize),
}
