use ndarray::Axis as Dimension;

use super::*;
use crate::atlas::{
    Block,
    fixture::{GENES, groups, layouts, value},
    percentile::PercentileSearch,
};

fn run(blocks: &[Block], values: Values) -> Result<Vec<Expression>, WrongValue> {
    let groups = groups();
    let mut pseudobulk = Pseudobulk::new(&groups, GENES, values, true);
    for block in blocks {
        pseudobulk.add(block)?;
    }
    Ok(pseudobulk.finish())
}

/// The cells of a group.
fn cells_of(groups: &Groups, group: usize) -> Vec<usize> {
    let cells = groups.of_cell().iter().enumerate();
    cells
        .filter(|&(_, &g)| g as usize == group)
        .map(|(cell, _)| cell)
        .collect()
}

#[test]
fn means_are_those_of_each_group_in_any_layout() {
    let groups = groups();
    for blocks in layouts() {
        for (found, condition) in run(&blocks, Values::Counts)
            .unwrap()
            .iter()
            .zip(groups.conditions())
        {
            let (types, times) = (condition.cell_types.len(), condition.times.len());
            for gene in 0..GENES {
                for place in 0..types * times {
                    let group = condition.first + place % times * types + place / times;
                    let cells = cells_of(&groups, group);
                    let sum: f32 = cells.iter().map(|&cell| value(cell, gene)).sum();
                    let mean = found.means[[gene, place / times, place % times]];
                    assert!(
                        (mean - sum / cells.len() as f32).abs() < 1e-6,
                        "{gene} {place}"
                    );
                }
            }
        }
    }
}

#[test]
fn cells_are_counted_once_however_they_are_stored() {
    let groups = groups();
    for blocks in layouts() {
        for (found, condition) in run(&blocks, Values::Counts)
            .unwrap()
            .iter()
            .zip(groups.conditions())
        {
            let of_condition = condition.first..condition.first + condition.cells.len();
            let cells: Vec<_> = of_condition
                .flat_map(|group| cells_of(&groups, group))
                .collect();
            let mut all = Vec::new();
            for gene in 0..GENES {
                let values: Vec<_> = cells.iter().map(|&cell| value(cell, gene)).collect();
                let expressed = values.iter().filter(|&&value| value > 0.0).count();
                let detected = found.detected.index_axis(Dimension(0), gene).sum();
                assert_eq!(detected as usize, expressed);
                assert!(found.stats.entries[gene] >= detected);
                assert_eq!(
                    found.stats.max[gene],
                    values.iter().copied().fold(0.0, f32::max)
                );
                all.extend(values);
            }
            all.sort_by(f32::total_cmp);
            let histogram = found.stats.histogram.as_ref().unwrap();
            let Some(PercentileSearch::Found(p)) = histogram.percentile(all.len() as u64, 75.0)
            else {
                panic!("counts need no second look");
            };
            let rank = 0.75 * (all.len() - 1) as f64;
            assert_eq!(p.below, all[rank.floor() as usize]);
        }
    }
}

#[test]
fn a_group_without_cells_has_no_mean() {
    let groups = groups();
    let found = run(&[], Values::Counts).unwrap();
    for (found, condition) in found.iter().zip(groups.conditions()) {
        let cells = condition.cells_by_type();
        for (mean, place) in found.means.iter().zip((0..cells.len()).cycle()) {
            assert_eq!(mean.is_nan(), cells[place] == 0);
        }
    }
}

/// One entry: of a cell and gene 3.
fn single(cell: u32, value: f32) -> [Block; 1] {
    [Block {
        axis: Axis::Cells,
        majors: vec![cell],
        offsets: vec![0, 3],
        minors: vec![0, 3, 4],
        values: vec![2.0, value, 16_777_216.0 * 4_096.0],
    }]
}

#[test]
fn impossible_values_are_named() {
    for value in [f32::NAN, f32::INFINITY, -1.0] {
        for kind in [Values::Counts, Values::Normalised] {
            let wrong = run(&single(0, value), kind).unwrap_err();
            assert_eq!((wrong.gene, wrong.cell, wrong.fractions), (3, 0, None));
        }
    }
}

#[test]
fn fractions_are_no_counts() {
    let wrong = run(&single(0, 0.5), Values::Counts).unwrap_err();
    assert_eq!(
        (wrong.gene, wrong.value, wrong.fractions),
        (3, 0.5, Some((1, 3)))
    );
    run(&single(0, 0.5), Values::Normalised).unwrap();
    run(&single(0, 5.0), Values::Counts).unwrap();
}

#[test]
fn values_of_cells_that_are_left_out_do_not_matter() {
    assert_eq!(groups().of_cell()[2], NO_GROUP);
    run(&single(2, f32::NAN), Values::Counts).unwrap();
}
