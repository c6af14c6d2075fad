//! Search for options: grid and random search, each candidate scored by a function of the caller's,
//! such as the mean over cross-validation folds.
//!
//! ```
//! use dsdscore::train::fit::{
//!     FitOptions,
//!     search::{Goal, search},
//! };
//!
//! let candidates = [0.1, 0.01, 0.001].map(|learning_rate| FitOptions {
//!     learning_rate,
//!     ..FitOptions::default()
//! });
//! let mut evaluate = |options: &FitOptions| Ok(-(options.learning_rate - 0.01).abs());
//! let found = search(&candidates, Goal::Highest, None, &mut evaluate, &mut |_, _| ())?;
//! assert_eq!(found.best, Some(1));
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```

mod record;
mod space;

use std::{error::Error as StdError, path::Path};

pub use self::{
    record::{Candidate, Goal, Search},
    space::{ParameterGrid, ParameterSampler},
};
use super::{Error, FitOptions};

/// Any error of the caller's.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Scores every candidate in its order and says which is best: the first of those with the best
/// score. A candidate whose training [diverges](Error::Diverged) has no score, and the search
/// goes on.
///
/// `progress` hears of each candidate and its index. Where `file` is named, the table is written
/// there after each candidate, and what it has already is not scored again.
///
/// # Errors
///
/// Any other error of `evaluate`; a file that cannot be read or written, or is of another search.
pub fn search(
    candidates: &[FitOptions],
    goal: Goal,
    file: Option<&Path>,
    evaluate: &mut dyn FnMut(&FitOptions) -> Result<f64, BoxError>,
    progress: &mut dyn FnMut(usize, &Candidate),
) -> Result<Search, BoxError> {
    let mut search = match file {
        Some(path) => Search::open(path, goal)?,
        None => Search::new(goal),
    };
    let mut earlier = std::mem::take(&mut search.candidates);
    for options in candidates {
        let index = search.candidates.len();
        let candidate = match earlier.iter().position(|known| known.options == *options) {
            Some(known) => earlier.remove(known),
            None => {
                let candidate = score(options, evaluate)?;
                search.candidates.push(candidate.clone());
                search.save(file, &earlier)?;
                progress(index, &candidate);
                continue;
            }
        };
        search.candidates.push(candidate);
    }
    search.choose();
    search.save(file, &[])?;
    Ok(search)
}

fn score(
    options: &FitOptions,
    evaluate: &mut dyn FnMut(&FitOptions) -> Result<f64, BoxError>,
) -> Result<Candidate, BoxError> {
    let (score, failure) = match evaluate(options) {
        Ok(score) if score.is_finite() => (Some(score), None),
        Ok(score) => (None, Some(format!("the score is {score}"))),
        Err(error) => match error.downcast_ref::<Error>() {
            Some(diverged @ Error::Diverged { .. }) => (None, Some(diverged.to_string())),
            _ => return Err(error),
        },
    };
    Ok(Candidate {
        options: options.clone(),
        score,
        failure,
    })
}

#[cfg(test)]
mod tests;
