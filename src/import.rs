//! Making bundles: of single-cell files, of tables of expression, and of published scores.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     heatmap::Image,
//!     import::{ExpressionTable, from_table},
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let (recipe, mut image) = (table.recipe(), Image::default());
//! from_table(table, recipe, Description::default())?.write(&path)?;
//!
//! let bundle = Bundle::open(&path)?;
//! let mut images = bundle.gene_images(0)?.ok_or("nothing to draw")?;
//! assert!(images.read_or_draw(&bundle, 0, &mut image)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod condition_key;
mod from_atlas;
mod from_scores;
mod from_table;
mod identifiers;
mod scores_table;
mod table;
mod table_genes;

pub use self::{
    condition_key::condition_key,
    from_atlas::{AtlasOptions, FromAtlas, FromAtlasError, Step, from_atlas},
    from_scores::from_scores,
    from_table::{FromTableError, from_table},
    identifiers::{Annotated, Identifiers, Symbols},
    scores_table::ScoresTable,
    table::{ColumnPlace, ExpressionTable, MapCondition, Merge, TableMap, TableValues, WideError},
};
pub use crate::delimited::{RowError, TableError};
