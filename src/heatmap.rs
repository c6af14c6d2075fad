//! Expression matrices to RGB heatmaps.

mod recipe;

pub use self::recipe::Recipe;
