//! The table of a search.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{target::write_whole, train::fit::FitOptions};

use super::BoxError;

/// Which scores are better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// The lower, as of losses.
    Lowest,
    /// The higher, as of areas under curves.
    Highest,
}

/// All candidates with their scores.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Which scores are better.
    pub goal: Goal,
    /// In the order in which they were tried.
    pub candidates: Vec<Candidate>,
    /// The index of the best, when all were tried; `None` also where none has a score.
    pub best: Option<usize>,
}

/// Options that were tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The options.
    pub options: FitOptions,
    /// Their score; `None` where the training failed.
    pub score: Option<f64>,
    /// How it failed.
    pub failure: Option<String>,
}

impl Search {
    pub(super) fn new(goal: Goal) -> Self {
        Self {
            goal,
            candidates: Vec::new(),
            best: None,
        }
    }

    /// The table in a file, where there is one.
    pub(super) fn open(path: &Path, goal: Goal) -> Result<Self, BoxError> {
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::new(goal)),
            Err(error) => return Err(format!("cannot read {}: {error}", path.display()).into()),
            Ok(text) => text,
        };
        let found: Self = serde_json::from_str(&text).map_err(|error| {
            let path = path.display();
            format!("{path} is no table of a search ({error}); name another file")
        })?;
        if found.goal == goal {
            return Ok(found);
        }
        let path = path.display();
        Err(format!("{path} is of a search for the other goal; name another file").into())
    }

    /// Writes the table with those that were tried earlier behind, whole or not at all.
    pub(super) fn save(&self, file: Option<&Path>, earlier: &[Candidate]) -> Result<(), BoxError> {
        let Some(path) = file else {
            return Ok(());
        };
        let mut table = self.clone();
        table.candidates.extend_from_slice(earlier);
        let text = serde_json::to_string_pretty(&table)?;
        let written = write_whole(path, |writer| writeln!(writer, "{text}"));
        written.map_err(|error: io::Error| format!("cannot write {}: {error}", path.display()))?;
        Ok(())
    }

    /// Finds the best: the first of those with the best score.
    pub(super) fn choose(&mut self) {
        let scores = self.candidates.iter().enumerate();
        let scores = scores.filter_map(|(index, candidate)| Some((index, candidate.score?)));
        let better = |new: f64, old: f64| match self.goal {
            Goal::Lowest => new < old,
            Goal::Highest => new > old,
        };
        let best = scores.reduce(|old, new| if better(new.1, old.1) { new } else { old });
        self.best = best.map(|(index, _)| index);
    }
}
