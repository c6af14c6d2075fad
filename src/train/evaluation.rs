//! The figures of an evaluation, as they are written as JSON
//! (`schemas/evaluation.schema.json`) and shown in the report.
//!
//! ```
//! use dsdscore::train::evaluation::Evaluation;
//!
//! let json = std::fs::read_to_string("tests/fixtures/train/evaluation.json")?;
//! let evaluation: Evaluation = serde_json::from_str(&json)?;
//! for method in &evaluation.comparisons[0].methods {
//!     println!("{}: {:.3}", method.name, method.mean_roc_auc.unwrap_or(f64::NAN));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod everything;

use std::collections::BTreeMap;

pub use self::everything::{
    Calibration, Candidate, Decision, Everything, GeneScores, PlacedMethod, PlacementTest,
    SubsetWorth,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The version of this layout.
pub const SCHEMA_VERSION: u64 = 2;

/// How well methods told disease genes from others, in one condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u64,
    /// The program and its version.
    pub program: String,
    /// What was trained, and how: the plan of the network.
    pub plan: Value,
    /// The condition's key.
    pub condition: String,
    /// The condition in words.
    pub label: String,
    /// The name of the atlas.
    pub atlas: String,
    /// The bundle's digest.
    pub bundle: String,
    /// Made from simulated data: no result.
    pub synthetic: bool,
    /// How genes were left out.
    pub protocol: Protocol,
    /// Known genes among all expressed genes; `None` by the paper's protocol.
    pub everything: Option<Everything>,
    /// One for each kind of negatives, by the paper's protocol.
    pub comparisons: Vec<Comparison>,
    /// What shows only where comparisons are put beside one another.
    pub findings: Vec<Finding>,
}

/// How genes were left out, learnt from and judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Protocol {
    /// Leave-N-out or k-fold.
    #[serde(flatten)]
    pub folds: Folds,
    /// The fraction of the genes of a fold that decide when to stop, 0-1.
    pub validation: f64,
    /// What all randomness follows from.
    pub seed: u64,
}

/// Which genes each fold leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Folds {
    /// So many genes of each class at random, so many times (section 2.5 of the GONAD-ResNet paper).
    LeaveOut {
        /// Genes of each class.
        per_class: usize,
        /// Times.
        repeats: usize,
    },
    /// Each gene once in each repeat; classes spread evenly.
    KFold {
        /// Parts.
        folds: usize,
        /// Times, each with other parts.
        repeats: usize,
    },
}

impl Folds {
    /// Genes of each class at random, so many times.
    #[must_use]
    pub const fn leave_out(per_class: usize, repeats: usize) -> Self {
        Self::LeaveOut { per_class, repeats }
    }

    /// Each gene once in each repeat.
    #[must_use]
    pub const fn k_fold(folds: usize, repeats: usize) -> Self {
        Self::KFold { folds, repeats }
    }
}

impl Default for Folds {
    /// The paper's.
    fn default() -> Self {
        Self::leave_out(25, 3)
    }
}

/// The methods on the same folds of the same genes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The kind of negatives, such as `housekeeping` or `matched`.
    pub negatives: String,
    /// Whether the negatives were chosen to have the levels of the disease genes, so that the level
    /// alone should tell nothing.
    pub matched: bool,
    /// How the genes were chosen, and which were dropped.
    pub choice: Value,
    /// Disease genes.
    pub positives_count: usize,
    /// Others.
    pub negatives_count: usize,
    /// The network first.
    pub methods: Vec<MethodResult>,
    /// Methods against one another, gene by gene.
    pub contrasts: Vec<Contrast>,
    /// Whether the network knows more than the level, and the like.
    pub findings: Vec<Finding>,
}

/// One method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodResult {
    /// Its short name.
    pub name: String,
    /// What it sees, and what learns.
    pub description: String,
    /// Why it was not run, where it was not; then nothing else is known.
    pub skipped: Option<String>,
    /// One a fold.
    pub folds: Vec<FoldResult>,
    /// Over the folds: the mean of their areas under the ROC curve.
    pub mean_roc_auc: Option<f64>,
    /// Its standard deviation over the folds.
    pub sd_roc_auc: Option<f64>,
    /// Over all scores of genes that were left out, all folds together.
    pub pooled: Option<Measures>,
    /// The mean area with as many random genes in the place of the known ones; `None` where that was not
    /// run.
    #[serde(default)]
    pub null: Option<NullArea>,
}

/// What comes out where there is nothing to know.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NullArea {
    /// Draws of random genes.
    pub draws: usize,
    /// The mean over draws of the mean area over folds.
    pub mean: f64,
    /// 5th and 95th percentile over draws.
    pub range: [f64; 2],
}

/// One fold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoldResult {
    /// The repeat, from 0.
    pub repeat: usize,
    /// The fold within the repeat, from 0.
    pub fold: usize,
    /// The measures on the genes that were left out.
    pub measures: Measures,
    /// What it measured while it learnt; empty where it does not learn in epochs.
    pub epochs: Vec<Epoch>,
    /// Whether it gave one answer for all.
    pub collapse: Option<Collapse>,
}

/// What is measured on scores and labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// Area under the ROC curve.
    pub roc_auc: f64,
    /// Its 95 % confidence interval (DeLong et al. 1988, doi:10.2307/2531595).
    pub roc_auc_ci: [f64; 2],
    /// Area under the precision-recall curve, as average precision.
    pub pr_auc: f64,
    /// The fraction that a threshold of 0.5 gets right; `None` where scores are no probabilities.
    pub accuracy: Option<f64>,
    /// Brier's score: the mean squared distance of probabilities from labels.
    pub brier: Option<f64>,
    /// Points of the ROC curve: false positive rate, true positive rate; from (0, 0) to (1, 1).
    pub roc: Vec<[f64; 2]>,
    /// Points of the precision-recall curve: recall, precision.
    pub pr: Vec<[f64; 2]>,
    /// The reliability curve; empty where scores are no probabilities.
    pub reliability: Vec<ReliabilityBin>,
}

/// Genes of about the same probability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliabilityBin {
    /// How many.
    pub count: usize,
    /// Their mean probability.
    pub predicted: f64,
    /// The fraction of disease genes among them.
    pub observed: f64,
}

/// One pass through the training genes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Epoch {
    /// From 1.
    pub number: usize,
    /// Mean loss on training genes; not finite, and null in JSON, where the training diverged.
    #[serde(deserialize_with = "number_or_nan")]
    pub train_loss: f64,
    /// Accuracy on training genes, 0-1.
    pub train_accuracy: f64,
    /// Mean loss on validation genes, likewise.
    #[serde(deserialize_with = "number_or_nan")]
    pub validation_loss: f64,
    /// Accuracy on validation genes, 0-1.
    pub validation_accuracy: f64,
}

/// JSON has no number that is not finite: it becomes null.
fn number_or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let number = Option::deserialize(deserializer)?;
    Ok(number.unwrap_or(f64::NAN))
}

/// A network that answers the same for all genes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collapse {
    /// The class that all genes get, by the threshold 0.5: whether it is the positive one.
    pub to_positive: bool,
    /// The standard deviation of the probabilities.
    pub spread: f64,
    /// In words, with what to try.
    pub message: String,
}

/// Two methods on the same genes. A gene that was left out several times counts once, with the mean of
/// its scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The method.
    pub method: String,
    /// What it is compared with.
    pub rival: String,
    /// Genes that both scored.
    pub genes: usize,
    /// The method's area under the ROC curve on these genes.
    pub roc_auc: f64,
    /// The rival's.
    pub rival_roc_auc: f64,
    /// The method's less the rival's.
    pub difference: f64,
    /// Its 95 % confidence interval (DeLong et al. 1988, doi:10.2307/2531595).
    pub difference_ci: [f64; 2],
    /// Two-sided, of the same test: how likely so large a difference is where there is none.
    pub p: f64,
}

/// Something that a reader must see at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Which.
    pub kind: FindingKind,
    /// In words, with the figures.
    pub text: String,
}

/// The kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// A method is better than the named rival, or than chance, beyond chance.
    Better,
    /// No more than chance may lie between them.
    NotShown,
    /// The rival is better, beyond chance.
    Worse,
    /// Some training gave one answer for all.
    Collapsed,
    /// What the network tells apart by is gone where the levels are alike.
    MostlyLevel,
    /// A method that the conclusions are about gave no scores.
    NotRun,
    /// Which method decides.
    Decided,
}

/// The scores that the methods gave a gene in a fold that had left it out.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfFold {
    /// The condition's key.
    pub condition: String,
    /// The kind of negatives, as in [`Comparison::negatives`].
    pub negatives: String,
    /// The gene's symbol.
    pub gene: String,
    /// Its identifier, such as Ensembl's; may be empty.
    pub gene_id: String,
    /// Whether it is a known disease gene.
    pub is_positive: bool,
    /// The repeat, from 0.
    pub repeat: usize,
    /// The fold within the repeat, from 0.
    pub fold: usize,
    /// By the methods' names; a method that gave none is left out.
    pub scores: BTreeMap<String, f32>,
}
