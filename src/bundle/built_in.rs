//! The bundle that is part of the program.

use super::{Bundle, BundleError, bytes::Bytes, open};

/// What messages call it.
const NAME: &str = "(the built-in bundle)";

/// Slim, made by `scripts/default-bundle`.
static CONTENT: &[u8] = include_bytes!("../../assets/default.dsd");

impl Bundle {
    /// Opens the bundle that is part of the program: scores, why genes have them, patterns and what the
    /// scores are worth, but no images.
    ///
    /// ```
    /// let bundle = dsdscore::bundle::Bundle::built_in()?;
    /// for source in &bundle.manifest().scores {
    ///     println!("{}: {}", source.condition, source.model.name);
    /// }
    /// # Ok::<(), dsdscore::bundle::BundleError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the program was built with a file that is none.
    pub fn built_in() -> Result<Self, BundleError> {
        open::read(NAME.as_ref(), Bytes::Static(CONTENT))
    }

    /// Whether it is the one that is part of the program.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        matches!(self.file, Bytes::Static(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_whole_and_small_and_says_what_its_scores_are_worth() {
        let bundle = Bundle::built_in().unwrap();
        assert!(bundle.is_built_in() && bundle.verify().is_ok());
        assert!(CONTENT.len() <= 4_000_000, "{}", CONTENT.len());
        let manifest = bundle.manifest();
        assert!(manifest.slimmed_from.is_some() && !manifest.is_synthetic());
        assert!(
            manifest
                .conditions
                .iter()
                .all(|c| manifest.score_source(&c.key).is_some())
        );
        for source in &manifest.scores {
            let evaluation = source.evaluation.as_ref().unwrap();
            assert!(
                source.complete && !evaluation.lists.is_empty(),
                "{source:?}"
            );
            assert!(source.explanation.is_some() || source.model.name != "dev");
            for contrast in ["random", "neighbours"] {
                assert!(evaluation.contrast(contrast).unwrap().null_auc.is_some());
            }
        }
        let genes = bundle.genes();
        assert!(
            genes
                .iter()
                .all(|gene| !gene.ensembl_id.is_empty() && !gene.hgnc_id.is_empty())
        );
    }
}
