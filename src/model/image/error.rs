//! Why images get no score.

/// Why images get no score.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The images are not of the model's size.
    #[error("images of {found:?} values were given; the model takes {wanted:?}")]
    Size {
        /// Colours, rows and columns of those given.
        found: [usize; 3],
        /// Of those that the model takes.
        wanted: [usize; 3],
    },
    /// A pixel is no colour.
    #[error("image {row} has a value outside 0-1: {value}")]
    Pixel {
        /// Which of the images given, from 0.
        row: usize,
        /// The value.
        value: f32,
    },
    /// More or fewer features than the images want.
    #[error("{found} features were given for {rows} images; the model takes {each} an image")]
    Features {
        /// How many were given.
        found: usize,
        /// How many images.
        rows: usize,
        /// How many the model takes for an image.
        each: usize,
    },
    /// A feature is no number.
    #[error("image {row} has a feature that is no number: {value}")]
    Feature {
        /// Which of the images given, from 0.
        row: usize,
        /// The value.
        value: f32,
    },
}
