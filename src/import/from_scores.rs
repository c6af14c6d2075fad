//! From a table of published scores to a bundle.

use ndarray::Array3;

use super::ScoresTable;
use crate::bundle::{Builder, ContentError, Description, ModelSource, Scored};

/// Makes a bundle of scores alone. `complete` says that the table has the scores of all genes that
/// the model scored, so that percentiles have a meaning. No table tells that by itself: those that
/// were scored and not published are not in it. `model` says what made the scores of the condition
/// with the key that it is given.
///
/// # Errors
///
/// As [`Builder::set_scores`].
pub fn from_scores(
    table: ScoresTable,
    complete: bool,
    model: impl Fn(&str) -> ModelSource,
    description: Description,
) -> Result<Builder, ContentError> {
    let keys: Vec<_> = table.conditions.iter().map(|c| c.key.clone()).collect();
    let matrices = vec![Array3::default((0, 0, 0)); keys.len()];
    let mut builder = Builder::new(description, None, table.conditions, table.genes, matrices);
    for (condition, values) in keys.into_iter().zip(table.scores) {
        builder.set_scores(Scored {
            model: model(&condition),
            condition,
            values,
            complete,
            evaluation: None,
        })?;
    }
    Ok(builder)
}
