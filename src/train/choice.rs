//! Which genes are learnt from, and why: section 2.6 of the GONAD-ResNet paper.
//!
//! Known genes that are expressed in the condition, and negatives of a kind that the user chooses.
//! What separates the classes depends on that kind, so evaluations show several.
//!
//! ```
//! use dsdscore::{
//!     bundle::{Bundle, Description},
//!     import::{ExpressionTable, from_table},
//!     train::{
//!         choice::{ChoiceOptions, Negatives, choose},
//!         dataset::examples,
//!         labels::Labels,
//!     },
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("gonad.dsd");
//! let table = ExpressionTable::read("examples/simulated-expression.tsv", &[])?;
//! let recipe = table.recipe();
//! from_table(table, recipe, Description::default())?.write(&path)?;
//! let bundle = Bundle::open(&path)?;
//! let labels = Labels {
//!     positives: vec![3, 5, 8],
//!     ..Labels::default()
//! };
//!
//! let options = ChoiceOptions {
//!     negatives: Negatives::Matched,
//!     ratio: Some(2.0),
//!     seed: 1,
//! };
//! let choice = choose(&bundle, 0, &labels, &options)?;
//! let (positives, negatives) = choice.counts();
//! assert_eq!(negatives, 2 * positives);
//! assert_eq!(examples(&bundle, &choice)?.len(), 3 * positives);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod draw;
mod error;
mod pool;
mod record;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use self::{
    draw::{halves, matched, random},
    pool::{ExpressedGene, Pool},
};
pub use self::{
    error::Error,
    record::{Choice, ChosenGene, DropReason, Dropped, Why},
};
use super::{
    labels::Labels,
    patterns::{self, patterns},
};
use crate::{
    bundle::Bundle,
    heatmap::{Pattern, PatternClass},
};

/// The kinds of negatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Negatives {
    /// From the list of negatives, half of them above and half below the median level of the
    /// list's expressed genes, at random.
    Housekeeping,
    /// Expressed genes that are in no list of negatives: for each positive gene, one of the ten
    /// nearest in level, at random.
    Matched,
    /// Expressed genes that are in no list of negatives, at random.
    Random,
    /// The genes that the list of known genes labels 0.
    Labelled,
}

impl Negatives {
    /// Its name in options and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Housekeeping => "housekeeping",
            Self::Matched => "matched",
            Self::Random => "random",
            Self::Labelled => "labelled",
        }
    }
}

/// How negatives are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceOptions {
    /// Their kind.
    pub negatives: Negatives,
    /// Negatives for each positive gene, above 0, rounded to whole genes. `None`: 1, but all of
    /// those that are labelled.
    pub ratio: Option<f64>,
    /// What is drawn at random follows from this.
    pub seed: u64,
}

/// The kinds of negatives that lists allow: those that are named, or where none is, housekeeping
/// genes with a list of negatives, labelled ones with labels of 0, and matched ones.
///
/// # Errors
///
/// If a kind that is named needs a list, or labels, that are not there.
pub fn kinds(labels: &Labels, named: &[Negatives]) -> Result<Vec<Negatives>, Error> {
    let (is_listed, is_labelled) = (labels.has_negatives(), !labels.labelled.is_empty());
    for kind in named {
        match kind {
            Negatives::Housekeeping if !is_listed => return Err(Error::NoList),
            Negatives::Labelled if !is_labelled => return Err(Error::NoneLabelled),
            _ => {}
        }
    }
    Ok(match named {
        [] if is_listed => vec![Negatives::Housekeeping, Negatives::Matched],
        [] if is_labelled => vec![Negatives::Labelled, Negatives::Matched],
        [] => vec![Negatives::Matched],
        named => named.to_vec(),
    })
}

/// Chooses genes of one condition. The order of genes in bundle and lists does not matter.
///
/// # Errors
///
/// If the bundle has no expression in the condition, the ratio is none, or no positive gene or no
/// negative is left.
pub fn choose(
    bundle: &Bundle,
    condition: usize,
    labels: &Labels,
    options: &ChoiceOptions,
) -> Result<Choice, Error> {
    let patterns = patterns(bundle, condition)?;
    let pool = Pool::new(bundle.genes(), &patterns);
    let key = bundle
        .manifest()
        .conditions
        .get(condition)
        .map(|axes| axes.key.clone());
    choose_from(&pool, key.unwrap_or_default(), labels, options)
}

/// The expressed genes of one condition that are in no list, by their keys.
///
/// # Errors
///
/// If the bundle has no expression in the condition.
pub fn unlisted(bundle: &Bundle, condition: usize, labels: &Labels) -> Result<Vec<usize>, Error> {
    let patterns = patterns(bundle, condition)?;
    let pool = Pool::new(bundle.genes(), &patterns);
    pool.check(labels)?;
    let is_labelled = |gene: &usize| labels.labelled.binary_search(gene).is_ok();
    let genes = pool.unlisted(labels).into_iter().map(|gene| gene.index);
    Ok(genes.filter(|gene| !is_labelled(gene)).collect())
}

/// Every expressed gene of one condition: the known ones, and all others as those that negatives are
/// drawn from. `least` is the highest raw value from which a gene is expressed; without it the recipe's
/// thresholds say.
///
/// # Errors
///
/// If the bundle has no expression in the condition, or no known or no other gene is expressed.
pub fn expressed(
    bundle: &Bundle,
    condition: usize,
    labels: &Labels,
    least: Option<f32>,
) -> Result<Choice, Error> {
    let mut patterns = patterns(bundle, condition)?;
    if let Some(least) = least {
        silence(bundle, condition, least, patterns.to_mut())?;
    }
    let pool = Pool::new(bundle.genes(), &patterns);
    pool.check(labels)?;
    let key = bundle.manifest().conditions[condition].key.clone();
    let (positives, others) = (pool.expressed(&labels.positives), pool.not_positive(labels));
    let options = ChoiceOptions {
        negatives: Negatives::Random,
        ratio: None,
        seed: 0,
    };
    if positives.is_empty() {
        return Err(Error::NoPositives {
            condition: key,
            found: labels.positives.len(),
        });
    }
    if others.is_empty() {
        return Err(Error::NoCandidates {
            condition: key,
            negatives: options.negatives,
        });
    }
    let mut record = Choice::new(key, &options, others.len(), others.len());
    record.drop_genes(&pool, labels);
    record.add(&pool, &positives, |_| Why::Known);
    record.add(&pool, &others, |_| Why::Expressed);
    record.finish(&pool, labels);
    Ok(record)
}

/// Makes genes silent whose highest raw value is lower, and others not.
fn silence(
    bundle: &Bundle,
    condition: usize,
    least: f32,
    patterns: &mut [Option<Pattern>],
) -> Result<(), Error> {
    for (gene, pattern) in patterns.iter_mut().enumerate() {
        let matrix = bundle.matrix(gene, condition);
        let matrix = matrix.map_err(patterns::Error::from)?;
        let (Some(pattern), Some(matrix)) = (pattern, matrix) else {
            continue;
        };
        let highest = matrix.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        pattern.class = match (highest >= least, pattern.class) {
            (false, _) => PatternClass::Silent,
            (true, PatternClass::Silent) => PatternClass::Sparse,
            (true, class) => class,
        };
    }
    Ok(())
}

fn choose_from(
    pool: &Pool<'_>,
    condition: String,
    labels: &Labels,
    options: &ChoiceOptions,
) -> Result<Choice, Error> {
    pool.check(labels)?;
    let positives = pool.expressed(&labels.positives);
    if positives.is_empty() {
        return Err(Error::NoPositives {
            condition,
            found: labels.positives.len(),
        });
    }
    let candidates = candidates(pool, labels, options.negatives);
    if candidates.is_empty() {
        return Err(Error::NoCandidates {
            condition,
            negatives: options.negatives,
        });
    }
    let wanted = wanted(options, positives.len(), candidates.len())?;
    let mut record = Choice::new(condition, options, candidates.len(), wanted);
    record.drop_genes(pool, labels);
    record.add(pool, &positives, |_| Why::Known);
    draw_negatives(&mut record, pool, options, &positives, candidates);
    record.finish(pool, labels);
    Ok(record)
}

/// All that may become negatives.
fn candidates<'a>(
    pool: &Pool<'a>,
    labels: &Labels,
    negatives: Negatives,
) -> Vec<ExpressedGene<'a>> {
    match negatives {
        Negatives::Housekeeping => pool.expressed(&labels.listed),
        Negatives::Labelled => pool.expressed(&labels.labelled),
        Negatives::Matched | Negatives::Random => pool.unlisted(labels),
    }
}

fn wanted(options: &ChoiceOptions, positives: usize, candidates: usize) -> Result<usize, Error> {
    let ratio = match (options.ratio, options.negatives) {
        (None, Negatives::Labelled) => return Ok(candidates),
        (ratio, _) => ratio.unwrap_or(1.0),
    };
    // The cast saturates.
    let wanted = (positives as f64 * ratio).round() as usize;
    if !ratio.is_finite() || wanted == 0 {
        return Err(Error::Ratio { ratio, positives });
    }
    Ok(wanted)
}

fn draw_negatives<'a>(
    record: &mut Choice,
    pool: &Pool<'a>,
    options: &ChoiceOptions,
    positives: &[ExpressedGene<'a>],
    candidates: Vec<ExpressedGene<'a>>,
) {
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let wanted = record.wanted;
    match options.negatives {
        Negatives::Housekeeping => {
            let low_below = pool.median_level();
            let halves = halves(candidates, wanted, &mut rng);
            record.split_level = Some(halves.split);
            record.add(pool, &halves.high, |_| Why::High);
            record.add(pool, &halves.low, |gene| match gene.level < low_below {
                true => Why::Low,
                false => Why::LowToModerate,
            });
        }
        Negatives::Matched => {
            for (gene, to) in matched(candidates, positives, wanted, &mut rng) {
                let to = pool.symbol(to.index);
                record.add(pool, &[gene], |_| Why::Matched { to: to.into() });
            }
        }
        Negatives::Random => {
            record.add(pool, &random(candidates, wanted, &mut rng), |_| Why::Random);
        }
        Negatives::Labelled => {
            record.add(pool, &random(candidates, wanted, &mut rng), |_| {
                Why::Labelled
            });
        }
    }
}

#[cfg(test)]
mod tests;
