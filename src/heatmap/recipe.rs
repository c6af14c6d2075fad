//! The image recipe: every step from expression to pixels, as data.

use serde::{Deserialize, Serialize};

/// How a matrix of expression values becomes an image.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {}
