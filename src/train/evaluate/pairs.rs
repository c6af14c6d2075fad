//! The networks on pairs of genes among the methods.

use std::collections::BTreeMap;

use super::Error;
use crate::{
    atlas::{AtlasInput, Config},
    train::{
        choice::Choice,
        cnnc::{Cnnc, CnncError, CnncOptions, Labelling, SingleCells},
        compare::Entrant,
        task::Task,
    },
};

/// The single cells that the networks on pairs of genes see, and how these are trained.
#[derive(Clone, Debug)]
pub struct PairCells {
    /// The files that the bundle was built from.
    pub inputs: Vec<AtlasInput>,
    /// What it was built by.
    pub config: Config,
    /// The time whose cells are seen; `None` for that of the most cells.
    pub time: Option<f64>,
    /// The same for some conditions, by their keys.
    pub times: BTreeMap<String, f64>,
    /// The networks; both labellings are run, whichever is here.
    pub options: CnncOptions,
}

impl PairCells {
    /// The cells of the chosen genes at one time.
    fn read(&self, task: &Task<'_>, choice: &Choice) -> Result<SingleCells, CnncError> {
        let key = &choice.condition;
        let time = self.times.get(key).copied().or(self.time);
        let chosen: Vec<_> = choice.genes.iter().map(|gene| gene.index).collect();
        let genes = task.bundle.genes();
        SingleCells::read(&self.inputs, &self.config, key, time, genes, &chosen)
    }
}

/// Those of the two labellings that are asked for, on the chosen genes, or why they are not run.
pub(super) fn entrants(
    task: &Task<'_>,
    cells: Option<&PairCells>,
    choice: &Choice,
    asks_for: &dyn Fn(&str) -> bool,
) -> Result<Vec<Entrant<'static>>, Error> {
    let labellings = Labelling::ALL.into_iter();
    let labellings: Vec<_> = labellings.filter(|one| asks_for(one.method())).collect();
    let Some(cells) = cells.filter(|_| !labellings.is_empty()) else {
        return Ok(labellings.into_iter().map(skipped).collect());
    };
    let (read, device) = (cells.read(task, choice)?, task.device.open()?);
    let runs = |labelling| {
        let options = CnncOptions {
            labelling,
            ..cells.options.clone()
        };
        let network = Cnnc::new(options, &read, device.clone())?;
        Ok(Entrant::Runs(Box::new(network)))
    };
    labellings.into_iter().map(runs).collect()
}

fn skipped(labelling: Labelling) -> Entrant<'static> {
    Entrant::Skipped {
        name: labelling.method(),
        description: labelling.outline().into(),
        reason: "it needs the single cells: name their file by --atlas".into(),
    }
}
