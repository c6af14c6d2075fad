//! Expression matrices to RGB heatmaps, as a [`Recipe`] says.

mod recipe;

pub use self::recipe::{
    Colormap, Fill, Gaps, Recipe, RecipeError, ResizeStage, RowOrder, Scale, TimeSpacing, Transform,
};
