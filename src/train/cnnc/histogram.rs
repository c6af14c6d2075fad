//! Two genes as an image: the histogram of their expression.

use std::collections::HashMap;

use ndarray::{Array2, ArrayView1};

use super::{SingleCells, smooth::smooth};

/// Fewer bins leave nothing after the network's three poolings.
pub const MIN_BINS: usize = 22;

/// More bins are more weights than any list of genes can train.
pub const MAX_BINS: usize = 128;

/// What is added to expression before its logarithm, in CNNC's code.
const EXPRESSION_OFFSET: f64 = 1e-2;

/// What is added to the fraction of cells of a bin before its logarithm, in CNNC's code.
const FRACTION_OFFSET: f64 = 1e-4;

/// The bin of each gene in each cell.
#[derive(Clone, Debug)]
pub struct BinnedGenes {
    bins: usize,
    /// By the genes' indices in the bundle.
    places: HashMap<usize, usize>,
    /// Genes × cells.
    of_cells: Array2<u8>,
}

impl BinnedGenes {
    /// Bins log10(x + 0.01) of each gene between its lowest and highest, as `numpy.histogram2d`
    /// does: `bins` of one width, the last closed; half a unit to either side where all are equal.
    /// Up to 256 bins.
    #[must_use]
    pub fn new(cells: &SingleCells, bins: usize) -> Self {
        let bins = bins.clamp(1, 256);
        let genes = cells.genes.iter().copied();
        let mut of_cells = Array2::zeros(cells.values.raw_dim());
        for (mut row, values) in of_cells.rows_mut().into_iter().zip(cells.values.rows()) {
            row.assign(&ArrayView1::from(&bin(values, bins)));
        }
        Self {
            bins,
            places: genes.zip(0..).collect(),
            of_cells,
        }
    }

    /// The place of a gene of the bundle.
    pub(super) fn place(&self, gene: usize) -> Option<usize> {
        self.places.get(&gene).copied()
    }

    /// The bins of each axis.
    #[must_use]
    pub fn bins(&self) -> usize {
        self.bins
    }

    /// The image of two genes, bins × bins: rows are bins of the second gene, columns of the first. A bin that has the fraction f of all cells is (log10(f + 0.0001) + 4) / 4: 0
    /// without a cell, 1 (and 0.00001 more) with all. `sigma`: the counts are smoothed first.
    ///
    /// Source: `get_xy_label_data_cnn_combine_from_database.py` of Yuan and Bar-Joseph 2019.
    pub(super) fn image(&self, first: usize, second: usize, sigma: Option<f64>) -> Array2<f32> {
        let (first, second) = (self.of_cells.row(first), self.of_cells.row(second));
        let mut counts = Array2::zeros((self.bins, self.bins));
        for (&x, &y) in first.iter().zip(second) {
            counts[[usize::from(y), usize::from(x)]] += 1.0;
        }
        if let Some(sigma) = sigma {
            smooth(&mut counts, sigma);
        }
        let cells = first.len() as f64;
        counts.mapv(|count| (((count / cells + FRACTION_OFFSET).log10() + 4.0) / 4.0) as f32)
    }
}

fn bin(values: ArrayView1<'_, f32>, bins: usize) -> Vec<u8> {
    let logs = values
        .iter()
        .map(|&x| (f64::from(x) + EXPRESSION_OFFSET).log10());
    let logs: Vec<f64> = logs.collect();
    let edges = edges(&logs, bins);
    // The last bin is closed: what is on its edge belongs to it.
    let of = |log: &f64| edges.partition_point(|edge| edge <= log).clamp(1, bins) - 1;
    logs.iter().map(|log| of(log) as u8).collect()
}

/// The edges, as `numpy.linspace` computes them.
fn edges(logs: &[f64], bins: usize) -> Vec<f64> {
    let lowest = logs.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (start, end) = if lowest == highest {
        (lowest - 0.5, highest + 0.5)
    } else {
        (lowest, highest)
    };
    let step = (end - start) / bins as f64;
    let inner = (0..bins).map(|edge| edge as f64 * step + start);
    inner.chain([end]).collect()
}
