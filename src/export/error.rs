use std::path::PathBuf;

/// Why genes cannot be exported with their places.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No gene of the bundle has a score.
    #[error("the bundle {} has no scores: write them into it with `dsdscore score` first", path.display())]
    NoScores {
        /// The bundle.
        path: PathBuf,
    },
    /// The coordinates are of other genes.
    #[error(
        "none of the scored genes of the bundle {} is among the gene coordinates: \
         name coordinates of the same species, with Ensembl or HGNC IDs or symbols",
        path.display()
    )]
    NoneLocated {
        /// The bundle.
        path: PathBuf,
    },
    /// There is no such column of numbers.
    #[error("the bundle {} has no numbers called {key}: use one of {known}", path.display())]
    NoColumn {
        /// The bundle.
        path: PathBuf,
        /// What was asked for.
        key: String,
        /// What there is.
        known: String,
    },
}
