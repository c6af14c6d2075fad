//! Which genes are left out, which are learnt from, and which decide when to stop.
//!
//! ```
//! use dsdscore::train::{evaluation::Folds, folds};
//!
//! let labels = [true, true, true, true, false, false, false, false];
//! let found = folds::folds(&labels, Folds::k_fold(2, 1), 1)?;
//! // Each gene is left out once, and half of each class at a time.
//! assert_eq!(found[0].train, found[1].test);
//! assert_eq!(found[0].test.iter().filter(|&&gene| labels[gene]).count(), 2);
//! # Ok::<(), folds::Error>(())
//! ```

use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::evaluation::Folds;

/// Each class needs as many genes to learn from, so that it has one for validation.
const LEAST_TO_LEARN: usize = 2;

/// One round of learning and judging. Indices ascend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The repeat, from 0.
    pub repeat: usize,
    /// The fold within the repeat, from 0.
    pub fold: usize,
    /// The genes to learn from.
    pub train: Vec<usize>,
    /// The genes that are left out.
    pub test: Vec<usize>,
}

/// The genes of a fold to learn from, and those to watch while learning. Indices ascend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The genes whose errors are learnt from.
    pub train: Vec<usize>,
    /// The genes whose errors say when to stop.
    pub validation: Vec<usize>,
}

/// Why genes cannot be left out in this way.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A class is too small to leave out so many.
    #[error(
        "there are {found} {class} genes, of which leaving out {left_out} leaves fewer than \
         {LEAST_TO_LEARN} to learn from: {}",
        remedy(*found)
    )]
    LeaveOut {
        /// `positive` or `negative`.
        class: &'static str,
        /// Its genes.
        found: usize,
        /// How many of them were to be left out.
        left_out: usize,
    },
    /// A class is too small for so many folds.
    #[error(
        "there are {found} {class} genes for {folds} folds: each fold needs one, and \
         {LEAST_TO_LEARN} beyond it to learn from; choose fewer folds, or label more genes"
    )]
    KFold {
        /// `positive` or `negative`.
        class: &'static str,
        /// Its genes.
        found: usize,
        /// The folds.
        folds: usize,
    },
    /// A number that must be larger.
    #[error("{what} is {found}, it must be at least {least}")]
    Number {
        /// What was given.
        what: &'static str,
        /// As it was given.
        found: usize,
        /// The smallest that has a meaning.
        least: usize,
    },
}

fn remedy(found: usize) -> String {
    match found.saturating_sub(LEAST_TO_LEARN) {
        0 => "label more genes".into(),
        most => format!("leave out at most {most}, choose k-fold, or label more genes"),
    }
}

/// The folds of genes with these labels. The seed decides all; what is drawn in a repeat does not
/// depend on how many follow.
///
/// # Errors
///
/// If a class has too few genes, or a number of the protocol is too small.
pub fn folds(labels: &[bool], protocol: Folds, seed: u64) -> Result<Vec<Fold>, Error> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let all: Vec<_> = (0..labels.len()).collect();
    let mut classes = by_class(labels, &all);
    match protocol {
        Folds::LeaveOut { per_class, repeats } => {
            at_least(
                "the number of genes to leave out of each class",
                per_class,
                1,
            )?;
            at_least("the number of repeats", repeats, 1)?;
            check_leave_out(&classes, per_class)?;
            let draw = |repeat| leave_out(&mut classes, labels.len(), per_class, repeat, &mut rng);
            Ok((0..repeats).map(draw).collect())
        }
        Folds::KFold { folds, repeats } => {
            at_least("the number of folds", folds, 2)?;
            at_least("the number of repeats", repeats, 1)?;
            check_k_fold(&classes, folds)?;
            let draw = |repeat| k_fold(&mut classes, labels.len(), folds, repeat, &mut rng);
            Ok((0..repeats).flat_map(draw).collect())
        }
    }
}

/// Splits the genes `indices`, so much of each class for validation (rounded), but one gene of
/// each class at least on either side where it has two. What is outside 0-1 is taken as 0 or 1;
/// of 0, nothing is for validation.
///
/// The paper (section 2.5) has 0.3.
///
/// # Panics
///
/// If an index is past the end of the labels.
#[must_use]
pub fn split(
    labels: &[bool],
    indices: &[usize],
    validation_fraction: f64,
    rng: &mut ChaCha8Rng,
) -> Split {
    let (mut train, mut validation) = (Vec::new(), Vec::new());
    for mut class in by_class(labels, indices) {
        class.sort_unstable();
        class.shuffle(rng);
        let (watched, learnt) = class.split_at(share(class.len(), validation_fraction));
        validation.extend(watched);
        train.extend(learnt);
    }
    train.sort_unstable();
    validation.sort_unstable();
    Split { train, validation }
}

/// How many of a class are for validation.
fn share(count: usize, fraction: f64) -> usize {
    if count < 2 || fraction.is_nan() || fraction <= 0.0 {
        return 0;
    }
    // The cast saturates.
    let share = (count as f64 * fraction).round() as usize;
    share.clamp(1, count - 1)
}

/// Positive genes, then the others.
fn by_class(labels: &[bool], indices: &[usize]) -> [Vec<usize>; 2] {
    let of = |class: bool| indices.iter().copied().filter(move |&i| labels[i] == class);
    [of(true).collect(), of(false).collect()]
}

fn leave_out(
    classes: &mut [Vec<usize>; 2],
    genes: usize,
    per_class: usize,
    repeat: usize,
    rng: &mut ChaCha8Rng,
) -> Fold {
    let mut test = Vec::with_capacity(2 * per_class);
    for class in classes {
        class.shuffle(rng);
        test.extend(class.iter().take(per_class));
    }
    fold(repeat, 0, test, genes)
}

fn k_fold(
    classes: &mut [Vec<usize>; 2],
    genes: usize,
    folds: usize,
    repeat: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<Fold> {
    let mut parts = vec![Vec::new(); folds];
    classes.iter_mut().for_each(|class| class.shuffle(rng));
    // Dealt round, the second class where the first ended, so that sizes differ by one at most.
    for (turn, &gene) in classes.iter().flatten().enumerate() {
        parts[turn % folds].push(gene);
    }
    let parts = parts.into_iter().enumerate();
    parts
        .map(|(number, test)| fold(repeat, number, test, genes))
        .collect()
}

fn fold(repeat: usize, fold: usize, mut test: Vec<usize>, genes: usize) -> Fold {
    test.sort_unstable();
    let is_left = |gene: &usize| test.binary_search(gene).is_err();
    Fold {
        repeat,
        fold,
        train: (0..genes).filter(is_left).collect(),
        test,
    }
}

fn at_least(what: &'static str, found: usize, least: usize) -> Result<(), Error> {
    if found < least {
        return Err(Error::Number { what, found, least });
    }
    Ok(())
}

fn named(classes: &[Vec<usize>; 2]) -> [(&'static str, usize); 2] {
    let [positives, negatives] = classes;
    [("positive", positives.len()), ("negative", negatives.len())]
}

fn check_leave_out(classes: &[Vec<usize>; 2], left_out: usize) -> Result<(), Error> {
    let is_small = |(_, found): &(_, usize)| *found < left_out.saturating_add(LEAST_TO_LEARN);
    match named(classes).into_iter().find(is_small) {
        Some((class, found)) => Err(Error::LeaveOut {
            class,
            found,
            left_out,
        }),
        None => Ok(()),
    }
}

/// The largest part that is left out must leave enough as well.
fn check_k_fold(classes: &[Vec<usize>; 2], folds: usize) -> Result<(), Error> {
    let is_small =
        |(_, found): &(_, usize)| *found < folds || found - found.div_ceil(folds) < LEAST_TO_LEARN;
    match named(classes).into_iter().find(is_small) {
        Some((class, found)) => Err(Error::KFold {
            class,
            found,
            folds,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
