//! What must hold among genes, matrices and scores.

use std::collections::HashSet;

use super::Condition;
use crate::{gene::Gene, heatmap};

/// A contradiction within the content of a bundle.
#[derive(Debug, thiserror::Error)]
pub enum ContentError {
    /// A gene has no symbol.
    #[error("gene number {0} has no symbol")]
    NoSymbol(usize),
    /// A name could break a line of text.
    #[error("the name \"{}\" of the gene {symbol} holds a control character: rename it in the data", name.escape_debug())]
    ControlCharacter {
        /// The gene.
        symbol: String,
        /// The name.
        name: String,
    },
    /// Two genes have one name.
    #[error("two genes have the {what} {name}")]
    Duplicate {
        /// `symbol`, `Ensembl ID` or `HGNC ID`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// There are more or fewer values than genes and axes ask for.
    #[error("the {what} of the condition {condition} are {found} values instead of {expected}")]
    Count {
        /// `scores`, or counts of cells.
        what: &'static str,
        /// The key of the condition.
        condition: String,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// The matrices do not fit genes and axes.
    #[error(
        "the matrices of the condition {condition} are {found:?} genes × cell types × times instead \
         of {expected:?}"
    )]
    Shape {
        /// The key of the condition.
        condition: String,
        /// The shape that they have.
        found: (usize, usize, usize),
        /// The shape that they should have.
        expected: (usize, usize, usize),
    },
    /// There are more or fewer lists than conditions.
    #[error("there are {what} for {found} conditions instead of {expected}")]
    Conditions {
        /// `matrices` or `scores`.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// An expression value is negative or infinite.
    #[error("the gene {gene} has the expression {value} in the condition {condition}")]
    Expression {
        /// The symbol.
        gene: String,
        /// The key of the condition.
        condition: String,
        /// The value.
        value: f32,
    },
    /// A score is not a probability.
    #[error(
        "the gene {gene} has the score {score} in the condition {condition}: a score is 0 to 1"
    )]
    Score {
        /// The symbol.
        gene: String,
        /// The key of the condition.
        condition: String,
        /// The score.
        score: f32,
    },
    /// There are more or fewer lists of scores than models that the manifest names.
    #[error("there are scores by {found} models instead of {expected}")]
    Sources {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// The manifest and the scores do not agree.
    #[error(
        "the manifest says that {said} genes of the condition {condition} have a score, {found} have"
    )]
    GenesScored {
        /// The key of the condition.
        condition: String,
        /// The manifest's number.
        said: usize,
        /// The number found.
        found: usize,
    },
    /// Scores are called complete and are not.
    #[error(
        "the scores of the condition {condition} are called complete, but {gene} has an image and no score"
    )]
    Incomplete {
        /// The key of the condition.
        condition: String,
        /// The first gene without a score.
        gene: String,
    },
    /// A pattern is out of range.
    #[error(
        "the pattern of the gene {gene} in the condition {condition} is out of range: it cannot \
         be one of its matrix"
    )]
    Pattern {
        /// The symbol.
        gene: String,
        /// The key of the condition.
        condition: String,
    },
    /// A gene's pattern cannot be told.
    #[error("the pattern of the gene {gene} in the condition {condition}")]
    Unclassed {
        /// The symbol.
        gene: String,
        /// The key of the condition.
        condition: String,
        /// The cause.
        source: Box<heatmap::Error>,
    },
    /// Images would show residuals, and nobody said from what.
    #[error(
        "the recipe's scale is \"residual\", and the condition {0} lacks what is usual for its genes' \
         levels"
    )]
    NoUsual(String),
    /// What is usual for a gene's level is no mean and standard deviation.
    #[error(
        "what is usual for the level of the gene {gene} in the condition {condition} is no mean and \
         standard deviation"
    )]
    Usual {
        /// The symbol.
        gene: String,
        /// The key of the condition.
        condition: String,
    },
    /// There are more or fewer patterns than genes and conditions ask for.
    #[error("there are {found} patterns instead of {expected}")]
    Patterns {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// An image is not of the recipe's size.
    #[error("an image is {} pixels high and {} wide, the recipe's {} and {}", found.0, found.1, expected.0, expected.1)]
    ImageSize {
        /// Its height and width.
        found: (usize, usize),
        /// Those that the recipe asks for.
        expected: (usize, usize),
    },
    /// There are images for other genes or conditions.
    #[error("there are images for {found} genes and conditions instead of {expected}")]
    Images {
        /// How many the images are made for.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// There are scores for a condition that does not exist.
    #[error("there is no condition {0} to give scores to")]
    UnknownCondition(String),
    /// The matrices are larger than this machine can address.
    #[error("the matrices are too large")]
    TooLarge,
}

/// Checks that every gene can be told from the others by each of its names.
pub(super) fn check_genes(genes: &[Gene]) -> Result<(), ContentError> {
    for (index, gene) in genes.iter().enumerate() {
        if gene.symbol.is_empty() {
            return Err(ContentError::NoSymbol(index));
        }
        check_names(gene)?;
    }
    check_distinct("symbol", genes.iter().map(|gene| &gene.symbol))?;
    check_distinct("Ensembl ID", genes.iter().map(|gene| &gene.ensembl_id))?;
    check_distinct("HGNC ID", genes.iter().map(|gene| &gene.hgnc_id))
}

fn check_names(gene: &Gene) -> Result<(), ContentError> {
    let names = [&gene.symbol, &gene.ensembl_id, &gene.hgnc_id];
    let mut names = names.into_iter().chain(&gene.synonyms);
    match names.find(|name| name.chars().any(char::is_control)) {
        Some(name) => Err(ContentError::ControlCharacter {
            symbol: gene.symbol.escape_debug().to_string(),
            name: name.clone(),
        }),
        None => Ok(()),
    }
}

fn check_distinct<'g>(
    what: &'static str,
    names: impl Iterator<Item = &'g String>,
) -> Result<(), ContentError> {
    let mut seen = HashSet::with_capacity(names.size_hint().0);
    match names
        .filter(|name| !name.is_empty())
        .find(|name| !seen.insert(name.as_str()))
    {
        Some(name) => Err(ContentError::Duplicate {
            what,
            name: name.clone(),
        }),
        None => Ok(()),
    }
}

/// Checks one condition's scores, one a gene; NaN is a gene without.
pub(super) fn check_scores(
    condition: &str,
    genes: &[Gene],
    scores: &[f32],
) -> Result<(), ContentError> {
    check_count("scores", condition, scores.len(), genes.len())?;
    let wrong = |&(_, score): &(&Gene, &f32)| !score.is_nan() && !(0.0..=1.0).contains(score);
    match genes.iter().zip(scores).find(wrong) {
        Some((gene, &score)) => Err(ContentError::Score {
            gene: gene.symbol.clone(),
            condition: condition.into(),
            score,
        }),
        None => Ok(()),
    }
}

/// Checks the expression of one gene in one condition.
pub(super) fn check_expression<'m>(
    condition: &str,
    gene: &Gene,
    matrix: impl IntoIterator<Item = &'m f32>,
) -> Result<(), ContentError> {
    let wrong = |value: &&f32| **value < 0.0 || value.is_infinite();
    match matrix.into_iter().find(wrong) {
        Some(&value) => Err(ContentError::Expression {
            gene: gene.symbol.clone(),
            condition: condition.into(),
            value,
        }),
        None => Ok(()),
    }
}

/// Checks that there are `expected` values.
pub(super) fn check_count(
    what: &'static str,
    condition: &str,
    found: usize,
    expected: usize,
) -> Result<(), ContentError> {
    if found == expected {
        return Ok(());
    }
    Err(ContentError::Count {
        what,
        condition: condition.into(),
        found,
        expected,
    })
}

/// Checks that a condition's array is genes × cell types × times; where the condition has no axes, that
/// it is empty.
pub(super) fn check_shape(
    condition: &Condition,
    genes: usize,
    found: (usize, usize, usize),
) -> Result<(), ContentError> {
    let [cell_types, times] = condition.shape();
    let expected = (genes, cell_types, times);
    let is_empty = |(a, b, c): (usize, usize, usize)| a == 0 || b == 0 || c == 0;
    if found == expected || is_empty(found) && is_empty(expected) {
        return Ok(());
    }
    Err(ContentError::Shape {
        condition: condition.key.clone(),
        found,
        expected,
    })
}

/// Checks that there is a list for each condition.
pub(super) fn check_conditions(
    what: &'static str,
    found: usize,
    expected: usize,
) -> Result<(), ContentError> {
    if found == expected {
        return Ok(());
    }
    Err(ContentError::Conditions {
        what,
        found,
        expected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gene(symbol: &str, ensembl_id: &str) -> Gene {
        Gene {
            symbol: symbol.into(),
            ensembl_id: ensembl_id.into(),
            ..Gene::default()
        }
    }

    #[test]
    fn genes_need_distinct_names_but_may_lack_identifiers() {
        check_genes(&[gene("A", ""), gene("B", "")]).unwrap();
        for (genes, part) in [
            (
                [gene("A", ""), gene("A", "")],
                "two genes have the symbol A",
            ),
            ([gene("A", "ENSG1"), gene("B", "ENSG1")], "Ensembl ID ENSG1"),
            ([gene("A", ""), gene("", "ENSG1")], "number 1 has no symbol"),
            ([gene("A", ""), gene("B\t", "")], "a control character"),
        ] {
            let error = check_genes(&genes).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn scores_are_probabilities_or_missing() {
        let genes = [gene("A", ""), gene("B", "")];
        check_scores("F", &genes, &[0.0, 1.0]).unwrap();
        check_scores("F", &genes, &[f32::NAN, 0.5]).unwrap();
        for scores in [[0.5, 1.0001], [-0.1, 0.0], [f32::INFINITY, 0.0]] {
            let error = check_scores("F", &genes, &scores).unwrap_err();
            assert!(matches!(error, ContentError::Score { .. }), "{scores:?}");
        }
        let error = check_scores("F", &genes, &[0.5]).unwrap_err();
        assert!(matches!(error, ContentError::Count { .. }));
    }
}
