//! What is asked of a model, of whatever kind.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Error, ModelFile, occlusion::Occlusion, weights};
use crate::{
    bundle::{Blocks, Bundle, Replacement, Way},
    model::{self, Model, profile::Learnt},
};

/// What moves a gene's score by a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeneMap {
    /// ln(p / (1 - p)) of the gene's score.
    pub log_odds: f32,
    /// For each block the log-odds of the gene less those of the gene without the block; NaN where it was
    /// not measured.
    pub blocks: Vec<f32>,
    /// The same for each cell type with all of its blocks at once.
    pub cell_types: Vec<f32>,
    /// The lowest and the highest score by a member of an ensemble.
    pub members: Option<[f32; 2]>,
}

impl GeneMap {
    /// Of a gene whose log-odds fall by so much, `change`, without the values at some places, row-major cell
    /// types × times.
    pub(super) fn new(log_odds: f64, blocks: Blocks, change: impl Fn(Range<usize>) -> f64) -> Self {
        let of_block = |block| change(blocks.values(block)) as f32;
        let of_cell_type = |cell_type| change(blocks.values_of(cell_type)) as f32;
        Self {
            log_odds: log_odds as f32,
            blocks: (0..blocks.len()).map(of_block).collect(),
            cell_types: (0..blocks.shape()[0]).map(of_cell_type).collect(),
            members: None,
        }
    }
}

/// Of what a model is asked, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    /// The condition, by its index in the bundle.
    pub(super) condition: usize,
    /// The blocks.
    pub(super) blocks: Blocks,
    /// What a block is replaced by.
    pub(super) replaced_by: Replacement,
}

/// A model of one condition that says what moves its scores.
pub(super) trait Judge {
    /// How it says so.
    fn way(&self) -> Way;

    /// The blocks that it is asked of.
    fn blocks(&self) -> Blocks;

    /// Whether moving scores strongly is something that the model learnt.
    fn is_strong_by_learning(&self) -> bool {
        false
    }

    /// The maps of genes of the bundle, in their order; `None` of a gene that it does not score.
    /// `progress` is told how many more genes are done.
    fn maps(
        &mut self,
        genes: &[usize],
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Option<GeneMap>>, Error>;
}

/// Opens a model that scored genes of a bundle, to be asked, or says in words why it cannot be.
///
/// # Errors
///
/// If it cannot be opened, or does not fit the bundle.
pub(super) fn open<'b>(
    bundle: &'b Bundle,
    question: Question,
    file: ModelFile,
    options: &model::Options,
) -> Result<Result<Box<dyn Judge + 'b>, String>, Error> {
    let options = model::Options {
        members: true,
        ..options.clone()
    };
    let learnt = Learnt::of_file(&file.bytes);
    match Model::of_bytes(file.bytes, &file.path, &options)? {
        Model::Image(network) => {
            let occlusion = Occlusion::new(bundle, question, *network)?;
            Ok(Ok(Box::new(occlusion)))
        }
        Model::Profile(model) => weights::judge(bundle, question, learnt, *model),
    }
}
