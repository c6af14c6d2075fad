//! The single cells of one time.

use std::{collections::HashMap, fmt};

use ndarray::Array2;

use super::CnncError;
use crate::{
    atlas::{AtlasInput, ConditionGroups, Config, GroupedFile, TimePoint},
    gene::Gene,
};

/// The expression of some genes in the cells of one condition and time.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleCells {
    /// The key of the condition.
    pub condition: String,
    /// The time.
    pub time: TimePoint,
    /// The genes, by their indices in the bundle.
    pub genes: Vec<usize>,
    /// Genes × cells, in the unit of the atlas.
    pub values: Array2<f32>,
}

impl SingleCells {
    /// Reads the cells of a condition at a time (where none is given, that of the most cells) for
    /// the genes `chosen` of a bundle that was made from these files by this configuration.
    /// `genes` are all genes of the bundle. Reads one matrix once; holds chosen genes × cells of
    /// that time.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is not as the configuration says, none has the condition, it has
    /// no cells at the time, or a gene is not in the file.
    ///
    /// # Panics
    ///
    /// If an index of `chosen` is past the end of `genes`.
    pub fn read(
        files: &[AtlasInput],
        config: &Config,
        condition: &str,
        time: Option<f64>,
        genes: &[Gene],
        chosen: &[usize],
    ) -> Result<Self, CnncError> {
        for input in files {
            let only = input.condition.as_deref();
            if only.is_some_and(|key| key != condition) {
                continue;
            }
            let file = input.open(config)?;
            let mut groups = file.groups().conditions().iter();
            let Some(groups) = groups.find(|groups| groups.key == condition) else {
                continue;
            };
            let at = place_of(groups, time)?;
            let rows = rows_of(&file, genes, chosen)?;
            let types = groups.cell_types.len();
            let first = groups.first + at * types;
            return Ok(Self {
                condition: condition.into(),
                time: groups.times[at].clone(),
                genes: chosen.to_vec(),
                values: file.values_of(&rows, first..first + types)?,
            });
        }
        Err(CnncError::NoCondition(condition.into()))
    }

    /// The number of cells.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.values.ncols()
    }
}

impl fmt::Display for SingleCells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            condition, time, ..
        } = self;
        let cells = self.cells();
        write!(
            f,
            "the {cells} cells of {condition} at the time {}",
            time.label
        )
    }
}

/// The place of a time among those of a condition.
fn place_of(groups: &ConditionGroups, time: Option<f64>) -> Result<usize, CnncError> {
    let Some(time) = time else {
        return Ok(most_cells(groups));
    };
    let place = groups.times.iter().position(|found| found.value == time);
    place.ok_or_else(|| {
        let found = groups.times.iter().map(|found| found.value.to_string());
        CnncError::NoTime {
            condition: groups.key.clone(),
            time,
            found: found.collect::<Vec<_>>().join(", "),
        }
    })
}

/// The first of the times with the most cells.
fn most_cells(groups: &ConditionGroups) -> usize {
    let per_time = groups.cells.chunks(groups.cell_types.len().max(1));
    let cells: Vec<usize> = per_time.map(|cells| cells.iter().sum()).collect();
    let most = cells.iter().max();
    cells
        .iter()
        .position(|cells| Some(cells) == most)
        .unwrap_or(0)
}

/// The file's numbers of the chosen genes: by the Ensembl ID, else by the symbol.
fn rows_of(file: &GroupedFile, genes: &[Gene], chosen: &[usize]) -> Result<Vec<usize>, CnncError> {
    let (mut ids, mut symbols) = (HashMap::new(), HashMap::new());
    for (row, name) in file.genes().genes.iter().enumerate() {
        symbols.entry(name.symbol.as_str()).or_insert(row);
        if !name.id.is_empty() {
            ids.entry(name.id.as_str()).or_insert(row);
        }
    }
    let row = |&index: &usize| {
        let gene = &genes[index];
        let by_id = ids.get(gene.ensembl_id.as_str());
        let found = by_id.or_else(|| symbols.get(gene.symbol.as_str()));
        found.copied().ok_or_else(|| CnncError::NoGene {
            gene: gene.symbol.clone(),
            file: file.path().display().to_string(),
        })
    };
    chosen.iter().map(row).collect()
}
