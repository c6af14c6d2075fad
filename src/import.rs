//! Making bundles: of single-cell files, of tables of expression, and of published scores.

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
    identifiers::{Annotated, Identifiers},
    scores_table::ScoresTable,
    table::{ColumnPlace, ExpressionTable, MapCondition, Merge, TableMap, TableValues, WideError},
};
pub use crate::delimited::{RowError, TableError};
