//! Labelled genes of one condition, with what the methods see of them.
//!
//! ```
//! use dsdscore::train::examples::{Example, Examples};
//! use ndarray::Array4;
//!
//! let examples = Examples {
//!     genes: vec![Example::default(), Example::default()],
//!     images: Array4::zeros((2, 100, 50, 3)),
//!     ..Examples::default()
//! };
//! assert_eq!(examples.size(), (100, 50));
//! assert_eq!(examples.image(1).dim(), (100, 50, 3));
//! ```

use ndarray::{Array2, Array4, ArrayView3, Axis};

/// Genes with labels, in the order in which they were chosen.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// The condition's key, such as a sex.
    pub condition: String,
    /// The genes.
    pub genes: Vec<Example>,
    /// Genes × height × width × 3: 8-bit RGB, rows from the top. The network sees byte / 255.
    pub images: Array4<u8>,
}

/// A gene with its label.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Its index in the bundle.
    pub index: usize,
    /// Its symbol, or its identifier where it has none.
    pub symbol: String,
    /// Its identifier, such as Ensembl's; may be empty.
    pub id: String,
    /// Whether it is a known disease gene.
    pub is_positive: bool,
    /// The mean over all combinations of cell type and time, transformed as the recipe says.
    pub level: f32,
    /// Specificity, 0-1; `None` where nothing is expressed.
    pub tau: Option<f32>,
    /// Cell types × times: means, transformed as the recipe says; NaN where not measured.
    pub matrix: Array2<f32>,
    /// Cell types × times: how unusual each value is for the gene's level, in standard deviations
    /// ([`heatmap::residual`](crate::heatmap::residual)); NaN where not measured.
    pub residual: Array2<f32>,
}

impl Examples {
    /// How many genes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.genes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.genes.is_empty()
    }

    /// Height and width of an image, pixels.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let (_, height, width, _) = self.images.dim();
        (height, width)
    }

    /// A gene's image: height × width × 3.
    #[must_use]
    pub fn image(&self, gene: usize) -> ArrayView3<'_, u8> {
        self.images.index_axis(Axis(0), gene)
    }

    /// Each gene's label.
    #[must_use]
    pub fn labels(&self) -> Vec<bool> {
        self.genes.iter().map(|gene| gene.is_positive).collect()
    }
}
