//! Expression matrices to RGB heatmaps.
