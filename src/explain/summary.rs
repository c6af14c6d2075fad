//! From maps to what is kept of them.

use ndarray::Array3;

use super::GeneMap;
use crate::bundle::{Blocks, GeneReasons, KEPT_BLOCKS, Moved, Without};

/// Changes of log-odds below this are rounding.
pub(super) const LEAST_CHANGE: f32 = 1e-4;

/// ln(p / (1 - p)) of p.
pub(super) fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

/// ln(p / (1 - p)) to p.
pub(super) fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The reasons of a gene. `residual` gives the mean level-conditional residual of a block; `None` where
/// it was not measured.
pub(super) fn reasons(map: &GeneMap, residual: impl Fn(usize) -> Option<f32>) -> GeneReasons {
    let moved = |sign: f32| {
        let changes = map.blocks.iter().enumerate();
        let mut moved: Vec<_> = changes
            .filter(|(_, change)| sign * **change >= LEAST_CHANGE)
            .map(|(block, &change)| Moved {
                block,
                change,
                residual: residual(block),
            })
            .collect();
        moved.sort_by(|a, b| {
            b.change
                .abs()
                .total_cmp(&a.change.abs())
                .then(a.block.cmp(&b.block))
        });
        moved.truncate(KEPT_BLOCKS);
        moved
    };
    GeneReasons {
        raising: moved(1.0),
        lowering: moved(-1.0),
        without: without(map),
        members: map.members,
    }
}

/// The cell type whose going lowers the score most.
fn without(map: &GeneMap) -> Option<Without> {
    let changes = map.cell_types.iter().copied().enumerate();
    let lowering = changes.filter(|(_, change)| *change >= LEAST_CHANGE);
    let most = lowering.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    most.map(|(cell_type, change)| Without {
        cell_type,
        score: logistic(map.log_odds - change),
    })
}

/// Genes × cell types × runs of times; NaN of a gene without a map.
pub(super) fn maps(maps: &[Option<GeneMap>], blocks: Blocks) -> Array3<f32> {
    let [rows, columns] = blocks.shape();
    let mut all = Array3::from_elem((maps.len(), rows, columns), f32::NAN);
    for (mut places, map) in all.outer_iter_mut().zip(maps) {
        let values = map.iter().flat_map(|map| &map.blocks);
        places
            .iter_mut()
            .zip(values)
            .for_each(|(place, value)| *place = *value);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_blocks_of_each_sign_are_kept() {
        let map = GeneMap {
            log_odds: 1.0,
            blocks: vec![0.5, -0.25, f32::NAN, 2.0, 0.0, 1.0, 0.75, 1e-6],
            cell_types: vec![0.25, 2.5],
            members: None,
        };
        let reasons = reasons(&map, |block| (block != 3).then_some(block as f32));
        let raising: Vec<_> = reasons
            .raising
            .iter()
            .map(|m| (m.block, m.residual))
            .collect();
        assert_eq!(raising, [(3, None), (5, Some(5.0)), (6, Some(6.0))]);
        let lowering: Vec<_> = reasons.lowering.iter().map(|m| m.block).collect();
        assert_eq!(lowering, [1]);
        let without = reasons.without.unwrap();
        assert_eq!(without.cell_type, 1);
        // Python: 1 / (1 + math.exp(1.5))
        assert!((without.score - 0.182_425_52).abs() < 1e-6);
    }
}
