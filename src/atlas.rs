//! Single-cell atlases: the expression of genes in cells, and what is known of the cells.
//!
//! Knows cells and genes by their labels, nothing of images, variants or models.
//!
//! ```
//! use dsdscore::atlas::{AtlasInput, Config};
//!
//! # use dsdscore::simulate::{Options, simulate};
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("atlas");
//! # let options = Options { cells: 200, genes: 60, ..Options::default() };
//! # simulate(&options, &path, false, "", &|_| ())?;
//! let config = Config::read(path.join("atlas.toml"))?;
//! let input = AtlasInput { path: path.join("atlas.h5ad"), ..AtlasInput::default() };
//! let file = input.open(&config)?;
//! let female = &file.expression(false, |_| ())?[0];
//! // Genes × cell types × times.
//! assert_eq!(female.means.dim(), (60, 4, 5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod block;
mod blocks;
mod column;
mod config;
mod describe;
mod error;
mod file;
#[cfg(test)]
mod fixture;
mod frame;
mod gene_cells;
mod genes;
mod grouped;
mod groups;
mod h5ad;
mod input;
mod labels;
mod matrix;
mod matrix_name;
mod mtx;
mod obs_labels;
mod peek;
mod percentile;
mod pseudobulk;
mod time;

pub use self::{
    block::{Axis, Block},
    column::Column,
    config::{
        CellColumns, ConditionConfig, Config, ConfigError, GeneColumns, Ignore, TimeName, Values,
    },
    describe::{AtlasSummary, Chosen, ColumnSummary, MatrixSummary},
    error::AtlasError,
    file::AtlasFile,
    frame::Frame,
    gene_cells::{CellOrder, Changed, GeneCells, passes},
    genes::{GeneName, GeneNames, GenesError},
    grouped::{GroupedError, GroupedFile},
    groups::{Census, ConditionGroups, Groups, GroupsError, NO_GROUP, Obs},
    input::AtlasInput,
    matrix::Matrix,
    matrix_name::MatrixName,
    obs_labels::LabelCount,
    peek::Peek,
    percentile::{Histogram, Percentile, PercentileSearch, SecondLook},
    pseudobulk::{CellStats, Expression, Pseudobulk, WrongValue},
    time::{TimePoint, parse_time},
};
