use super::*;
use crate::atlas::{
    Pseudobulk, Values,
    fixture::{CELLS, GENES, blocks, groups, layouts, value},
};

/// For each condition the number of entries of each gene.
fn entries(groups: &Groups, blocks: &[Block]) -> Vec<Vec<u32>> {
    let mut pseudobulk = Pseudobulk::new(groups, GENES, Values::Counts, false);
    for block in blocks {
        pseudobulk.add(block).unwrap();
    }
    pseudobulk
        .finish()
        .into_iter()
        .map(|found| found.stats.entries)
        .collect()
}

/// The values of a gene's cells, by sorting the cells.
fn sorted(groups: &Groups, condition: usize, gene: usize) -> Vec<f32> {
    let condition = &groups.conditions()[condition];
    let numbers = condition.first..condition.first + condition.cells.len();
    let of = |group| (0..CELLS).filter(move |&cell| groups.of_cell()[cell] as usize == group);
    numbers.flat_map(of).map(|cell| value(cell, gene)).collect()
}

#[test]
fn passes_of_any_size_give_the_same_cells_in_any_layout() {
    let groups = groups();
    let order = CellOrder::new(&groups);
    for blocks in layouts() {
        let counted = entries(&groups, &blocks);
        let counted: Vec<_> = counted.iter().map(Vec::as_slice).collect();
        for budget in [0, 300, 2_000, usize::MAX] {
            let mut cells = GeneCells::new(&order);
            let mut values = Vec::new();
            let mut seen = 0;
            for pass in passes(&counted, budget) {
                assert_eq!(pass.start, seen);
                seen = pass.end;
                cells.start(pass.clone(), &counted);
                blocks.iter().for_each(|block| cells.add(block).unwrap());
                cells.check().unwrap();
                for (gene, condition) in pass.flat_map(|gene| [(gene, 0), (gene, 1)]) {
                    cells.fill(gene, condition, &mut values);
                    assert_eq!(values, sorted(&groups, condition, gene), "{gene}");
                }
            }
            assert_eq!(seen, GENES);
        }
    }
}

#[test]
fn passes_keep_to_the_memory() {
    assert_eq!(
        passes(&[&[2, 2, 2, 9, 1]], 4 * ENTRY),
        [0..2, 2..3, 3..4, 4..5]
    );
    assert_eq!(passes(&[&[1, 1], &[1, 1]], 4 * ENTRY).len(), 1);
    assert_eq!(passes(&[&[0, 0]], 0).len(), 1);
    assert!(passes(&[], 8).is_empty());
}

#[test]
fn another_matrix_than_was_counted_is_an_error() {
    let groups = groups();
    let order = CellOrder::new(&groups);
    let whole = blocks(Axis::Cells, 100, false);
    let counted = entries(&groups, &whole);
    let counted: Vec<_> = counted.iter().map(Vec::as_slice).collect();
    let mut cells = GeneCells::new(&order);
    cells.start(0..GENES, &counted);
    assert_eq!(cells.check(), Err(Changed));
    cells.add(&whole[0]).unwrap();
    cells.check().unwrap();
    assert_eq!(cells.add(&whole[0]), Err(Changed));
}

#[test]
fn genes_of_another_pass_have_no_cells() {
    let groups = groups();
    let order = CellOrder::new(&groups);
    let cells = GeneCells::new(&order);
    assert_eq!(cells.entries(0, 0), []);
    assert_eq!(cells.entries(0, 9), []);
}
