//! The patterns of a bundle's genes: level, specificity, and whether they are expressed.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     import::{ExpressionTable, from_table},
//!     train::patterns::patterns,
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = table.recipe();
//! from_table(table, recipe, Description::default())?.write(&path)?;
//! let bundle = Bundle::open(&path)?;
//! assert_eq!(patterns(&bundle, 0)?.len(), bundle.genes().len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;

use crate::{
    bundle::{Bundle, BundleError},
    heatmap::{self, Pattern, PatternClass},
};

/// Why there are no patterns.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bundle cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The bundle has nothing to learn from.
    #[error(
        "the bundle {path} has no expression in the condition {condition}, only scores or nothing: \
         build one from an atlas or from a table of expression"
    )]
    NoMatrices {
        /// The bundle.
        path: String,
        /// The condition's key, or its number.
        condition: String,
    },
    /// A matrix is none.
    #[error("the expression of the gene {gene} in the condition {condition}")]
    Matrix {
        /// The symbol.
        gene: String,
        /// The condition's key.
        condition: String,
        /// What is wrong with it.
        source: heatmap::Error,
    },
}

/// The patterns of a condition, one a gene, `None` for a gene that is absent from it: as the bundle
/// has them, else computed from its matrices.
///
/// # Errors
///
/// If the bundle has neither, or there is no such condition.
pub fn patterns(bundle: &Bundle, condition: usize) -> Result<Cow<'_, [Option<Pattern>]>, Error> {
    let stored = bundle.patterns(condition);
    if !stored.is_empty() {
        return Ok(Cow::Borrowed(stored));
    }
    let manifest = bundle.manifest();
    let axes = manifest.conditions.get(condition);
    let axes = axes.filter(|axes| axes.matrix_len() > 0);
    let (Some(recipe), Some(axes)) = (&manifest.recipe, axes) else {
        return Err(no_matrices(bundle, condition));
    };
    let of = |gene| {
        let means = bundle.matrix(gene, condition)?;
        let pattern = means.map(|means| Pattern::of(recipe, means.view(), &axes.cells, &[]));
        let failed = |source| Error::Matrix {
            gene: bundle.genes()[gene].symbol.clone(),
            condition: axes.key.clone(),
            source,
        };
        pattern.transpose().map_err(failed)
    };
    (0..bundle.genes().len())
        .map(of)
        .collect::<Result<_, _>>()
        .map(Cow::Owned)
}

/// Whether the gene is expressed at all, as far as the recipe's thresholds say.
pub(super) fn is_expressed(pattern: &Pattern) -> bool {
    pattern.class != PatternClass::Silent
}

fn no_matrices(bundle: &Bundle, condition: usize) -> Error {
    let axes = bundle.manifest().conditions.get(condition);
    Error::NoMatrices {
        path: bundle.path().display().to_string(),
        condition: axes.map_or_else(|| condition.to_string(), |axes| axes.key.clone()),
    }
}
