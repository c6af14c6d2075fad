//! What is simulated.

mod validate;

use super::Class;

/// A condition, e.g. a sex: its cells are apart from those of the others, and so is what genes do in
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The condition within INFO keys and file names.
    pub key: String,
    /// The condition in words, as the cells' column has it.
    pub label: String,
}

/// The numbers that counts are stored as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// 32-bit floating point, as most atlases have them.
    F32,
    /// 32-bit integers.
    I32,
}

/// The names of the columns of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnNames {
    /// Cell types.
    pub cell_type: String,
    /// Times, as numbers.
    pub time: String,
    /// Conditions.
    pub condition: String,
    /// The samples, each of one condition and time.
    pub sample: String,
}

impl Default for ColumnNames {
    fn default() -> Self {
        Self {
            cell_type: "cell_type".into(),
            time: "time".into(),
            condition: "condition".into(),
            sample: "sample".into(),
        }
    }
}

/// How many genes are of each class, in the order of [`Class::ALL`]; the sum is what counts as all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proportions(pub [f64; 5]);

impl Proportions {
    /// The share of a class, 0 to 1.
    pub(super) fn share(&self, class: Class) -> f64 {
        let total: f64 = self.0.iter().sum();
        let own = Class::ALL.iter().zip(self.0).find(|(c, _)| **c == class);
        own.map_or(0.0, |(_, proportion)| proportion / total)
    }

    /// The same with low genes in the place of silent ones.
    pub(super) fn without_silent(self) -> Self {
        let [banded, high, low, sparse, silent] = self.0;
        Self([banded, high, low + silent, sparse, 0.0])
    }
}

/// What is simulated.
#[derive(Clone, Debug)]
pub struct Options {
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// The cell types, in the order in which bands are next to one another.
    pub cell_types: Vec<String>,
    /// The times, ascending.
    pub times: Vec<f64>,
    /// The number of cells, of all conditions together.
    pub cells: usize,
    /// The number of genes.
    pub genes: usize,
    /// The fraction of combinations of cell type and time without cells, 0 to 1.
    pub missing: f64,
    /// The median number of counts of a cell.
    pub library_size: f64,
    /// The standard deviation of the natural logarithm of library sizes.
    pub library_spread: f64,
    /// Phi: a count of mean mu has the variance mu + phi mu². 0 is Poisson.
    pub dispersion: f64,
    /// How many genes are of each class.
    pub proportions: Proportions,
    /// How far the classes overlap: at 0 as the paper shows them, at 1 nothing tells them apart.
    pub overlap: f64,
    /// Whether genes of both labels have the same distribution of mean expression. There are then no
    /// silent genes, for nothing that has a pattern is expressed as little: the rest of the genes of
    /// label 0 take their place.
    pub match_levels: bool,
    /// The share of genes of label 1 whose cause is one block, if that is asked for; the proportions then
    /// have no say. In each condition one cell type at one time is drawn: there these genes are
    /// unusually high for their level, and each of the others in another cell type or at another time.
    /// Both have one distribution of levels.
    pub planted: Option<f64>,
    /// The number of samples in the VCF.
    pub samples: usize,
    /// The names of the columns of cells.
    pub columns: ColumnNames,
    /// Whether each condition has a file of its own.
    pub per_condition: bool,
    /// The numbers that counts are stored as.
    pub number: Number,
    /// The level of gzip, 0 to 9.
    pub compression: u8,
    /// What decides all randomness.
    pub seed: u64,
}

impl Default for Options {
    /// An atlas of two sexes, which a laptop makes in seconds.
    fn default() -> Self {
        let condition = |key: &str, label: &str| Condition {
            key: key.into(),
            label: label.into(),
        };
        Self {
            conditions: vec![condition("F", "female"), condition("M", "male")],
            cell_types: ["stem", "nurse", "wall", "blood"].map(String::from).into(),
            times: vec![6.0, 7.0, 8.0, 10.0, 12.0],
            cells: 4000,
            genes: 2000,
            missing: 0.2,
            library_size: 4000.0,
            library_spread: 0.4,
            dispersion: 0.3,
            proportions: Proportions([20.0, 25.0, 25.0, 20.0, 10.0]),
            overlap: 0.0,
            match_levels: false,
            planted: None,
            samples: 4,
            columns: ColumnNames::default(),
            per_condition: false,
            number: Number::F32,
            compression: 4,
            seed: 1,
        }
    }
}

impl Options {
    /// The proportions that are made.
    pub(super) fn made(&self) -> Proportions {
        if self.match_levels {
            self.proportions.without_silent()
        } else {
            self.proportions
        }
    }

    /// How many genes a share of planted ones is.
    pub(super) fn planted_genes(&self, share: f64) -> usize {
        (share * self.genes as f64).round() as usize
    }

    /// The number of combinations of cell type and time.
    pub(super) fn groups(&self) -> usize {
        self.cell_types.len() * self.times.len()
    }

    /// Of all cells, those of a condition: as many for each, and the remainder for the first ones.
    pub(super) fn cells_of(&self, condition: usize) -> usize {
        let conditions = self.conditions.len();
        self.cells / conditions + usize::from(condition < self.cells % conditions)
    }

    /// The number of combinations without cells in each condition.
    pub(super) fn missing_groups(&self) -> usize {
        (self.missing * self.groups() as f64).round() as usize
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Few cells and genes.
    pub(in crate::simulate) fn small() -> Options {
        let condition = |key: &str, label: &str| Condition {
            key: key.into(),
            label: label.into(),
        };
        Options {
            conditions: vec![condition("A", "first"), condition("B", "second")],
            times: vec![1.0, 1.5, 2.0, 4.0, 5.0],
            cells: 600,
            genes: 400,
            library_size: 800.0,
            samples: 3,
            ..Options::default()
        }
    }
}
