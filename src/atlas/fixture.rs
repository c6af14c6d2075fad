//! A small matrix for tests, in every layout.

use std::path::Path;

use super::{Axis, Block, Column, Config, Groups, Obs};

/// Cells × genes that no formula of a reader hides behind: half of the entries are 0.
pub(super) const CELLS: usize = 40;
pub(super) const GENES: usize = 23;

pub(super) fn value(cell: usize, gene: usize) -> f32 {
    let mixed = (cell * 31 + gene * 17 + cell * gene) % 12;
    mixed.saturating_sub(6) as f32
}

/// The matrix in blocks of `size` vectors. With `split`, an entry is stored in two parts.
pub(super) fn blocks(axis: Axis, size: usize, split: bool) -> Vec<Block> {
    let (majors, minors) = match axis {
        Axis::Cells => (CELLS, GENES),
        Axis::Genes => (GENES, CELLS),
    };
    let mut blocks = vec![Block::new(axis)];
    for major in 0..majors {
        if blocks.last().unwrap().majors.len() == size {
            blocks.push(Block::new(axis));
        }
        let block = blocks.last_mut().unwrap();
        for minor in 0..minors {
            let value = match axis {
                Axis::Cells => value(major, minor),
                Axis::Genes => value(minor, major),
            };
            let parts = match split {
                true => vec![1.0_f32.min(value), value - 1.0_f32.min(value), 0.0],
                false if value == 0.0 => vec![],
                false => vec![value],
            };
            for part in parts {
                block.minors.push(minor as u32);
                block.values.push(part);
            }
        }
        block.majors.push(major as u32);
        block.offsets.push(block.values.len());
    }
    blocks
}

/// All layouts of the matrix.
pub(super) fn layouts() -> Vec<Vec<Block>> {
    let axes = [Axis::Cells, Axis::Genes];
    let sizes = axes
        .into_iter()
        .flat_map(|axis| [1, 7, 100].map(|size| (axis, size)));
    let splits = sizes.flat_map(|(axis, size)| [false, true].map(|split| (axis, size, split)));
    splits
        .map(|(axis, size, split)| blocks(axis, size, split))
        .collect()
}

/// Two conditions of two and one cell types at three times; some cells are in no group.
pub(super) fn groups() -> Groups {
    let config = r#"
        [columns]
        cell_type = "type"
        time = "day"
        condition = "line"
        [[condition]]
        key = "WT"
        [[condition]]
        key = "KO"
        cell_types = ["b"]
        [ignore]
        cell_types = ["x", "a"]
        [cell_types]
        c = "a'"
    "#;
    let column = |labels: &[&str], code: fn(usize) -> usize| Column::Labels {
        codes: (0..CELLS).map(|cell| code(cell) as i32).collect(),
        labels: labels.iter().map(|label| label.to_string()).collect(),
    };
    let obs = Obs {
        cell_type: &column(&["b", "c", "x"], |cell| cell % 3),
        time: &column(&["day 9", "day 1", "day 4"], |cell| cell / 3 % 3),
        condition: Some(&column(&["WT", "KO"], |cell| cell % 4 / 3)),
    };
    let config = Config::parse(config, Path::new("atlas.toml")).unwrap();
    Groups::new(&config, obs, None).unwrap()
}
