//! What is asked for.

use std::path::{Path, PathBuf};

use crate::bundle::Replacement;

/// An ONNX file that scored genes of the bundle.
#[derive(Clone, Debug)]
pub struct ModelFile {
    /// Where it is, for errors.
    pub path: PathBuf,
    /// All of it: weights are drawn anew in a copy.
    pub bytes: Vec<u8>,
}

/// Genes of the bundle that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// What the list is called.
    pub name: String,
    /// Indices, ascending, each once.
    pub genes: Vec<usize>,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct ExplainOptions {
    /// What a block is replaced by.
    pub replaced_by: Replacement,
    /// How many neighbouring times are one block; as few as make eight runs at most if `None`.
    pub times_per_block: Option<usize>,
    /// Known genes, for likeness.
    pub known: Option<Listed>,
    /// Housekeeping genes, for likeness.
    pub housekeeping: Option<Listed>,
    /// How many times a network's weights are drawn anew; 0 for no control.
    pub draws: usize,
    /// Of how many genes, drawn at random among those with a score, the control compares maps.
    pub control_genes: usize,
    /// What all that is random follows from.
    pub seed: u64,
    /// Where what is done is kept until all is, so that a run that was stopped goes on.
    pub journal: Option<PathBuf>,
}

impl Default for ExplainOptions {
    fn default() -> Self {
        Self {
            replaced_by: Replacement::Usual,
            times_per_block: None,
            known: None,
            housekeeping: None,
            draws: 20,
            control_genes: 200,
            seed: 1,
            journal: None,
        }
    }
}

/// What happens, as it happens.
#[derive(Clone, Debug)]
pub enum ExplainEvent<'a> {
    /// There is a journal of other inputs, options or of another version: it is begun anew.
    OtherJournal(&'a Path),
    /// A model's genes are to be explained, so many of them; some may be done already.
    Begun {
        /// The condition's key.
        condition: &'a str,
        /// The model's name.
        model: &'a str,
        /// Genes.
        genes: usize,
        /// Of an earlier run that was stopped.
        done: usize,
    },
    /// So many more genes are done.
    Progress(usize),
    /// The control's weights are to be drawn so many times.
    Control {
        /// How many times.
        draws: usize,
    },
    /// One more draw is done.
    Drawn,
}
