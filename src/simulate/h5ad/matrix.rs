//! `X`: the counts, a batch of cells at a time.

use std::ops::Range;

use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;
use rust_hdf5::H5Group;

use super::{chunked::Chunked, frame::encode};
use crate::simulate::{
    Number, World, counts::Group, design::Cell, error::Failure,
    negative_binomial::NegativeBinomial, random::Purpose,
};

/// Cells × genes of a batch: what is drawn before anything is written, 8 bytes for each that is not 0.
const BATCH: usize = 1 << 24;

/// Writes the counts of some cells.
pub(super) fn write(
    world: &World,
    root: &H5Group,
    cells: Range<usize>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(), Failure> {
    let group = root.create_group("X")?;
    group.set_attr_string("encoding-type", "csr_matrix")?;
    group.set_attr_string("encoding-version", "0.1.0")?;
    let shape = [cells.len() as i64, world.genes.len() as i64];
    group.set_attr_array_numeric("shape", &shape)?;
    let mut matrix = Matrix::create(world, &group)?;
    for slice in of_one_condition_and_time(world, cells) {
        let groups = Slice::new(world, slice.start);
        for batch in batches(slice, world.genes.len()) {
            let drawn: Vec<_> = batch
                .into_par_iter()
                .map(|cell| groups.draw(cell))
                .collect();
            matrix.add(&drawn)?;
            progress(drawn.len() as u64);
        }
    }
    matrix.finish(&group)
}

/// Runs of cells of one condition and time.
fn of_one_condition_and_time(world: &World, cells: Range<usize>) -> Vec<Range<usize>> {
    let mut start = cells.start;
    let of = |cell: &Cell| (cell.condition, cell.time);
    let runs = world.design.cells[cells].chunk_by(|a, b| of(a) == of(b));
    runs.map(|run| {
        start += run.len();
        start - run.len()..start
    })
    .collect()
}

fn batches(cells: Range<usize>, genes: usize) -> impl Iterator<Item = Range<usize>> {
    let step = (BATCH / genes).max(1);
    let end = cells.end;
    cells
        .step_by(step)
        .map(move |start| start..(start + step).min(end))
}

/// What is needed to draw cells of one condition and time.
struct Slice<'a> {
    world: &'a World<'a>,
    /// One a cell type.
    groups: Vec<Group>,
}

impl<'a> Slice<'a> {
    /// For the condition and time of a cell.
    fn new(world: &'a World<'a>, cell: usize) -> Self {
        let cell = world.design.cells[cell];
        let expression = &world.expression[cell.condition as usize];
        let law = NegativeBinomial::new(world.options.dispersion);
        let types = (0..world.options.cell_types.len()).into_par_iter();
        let group = |kind| Group::new(expression, (kind, cell.time as usize), law);
        Self {
            world,
            groups: types.map(group).collect(),
        }
    }

    fn draw(&self, cell: usize) -> Vec<u64> {
        let mut rng = self.world.streams.get(Purpose::Cell, cell);
        let options = self.world.options;
        let normal: f64 = StandardNormal.sample(&mut rng);
        let library = options.library_size * (options.library_spread * normal).exp();
        let mut counts = Vec::new();
        let kind = self.world.design.cells[cell].cell_type as usize;
        self.groups[kind].draw(library, &mut rng, &mut counts);
        counts
    }
}

/// The three datasets of a CSR matrix.
struct Matrix {
    indices: Chunked,
    data: Chunked,
    indptr: Vec<i64>,
    number: Number,
}

impl Matrix {
    fn create(world: &World, group: &H5Group) -> Result<Self, Failure> {
        let (number, level) = (world.options.number, world.options.compression);
        Ok(Self {
            indices: Chunked::create::<i32>(group, "indices", level)?,
            data: match number {
                Number::F32 => Chunked::create::<f32>(group, "data", level)?,
                Number::I32 => Chunked::create::<i32>(group, "data", level)?,
            },
            indptr: vec![0],
            number,
        })
    }

    /// Adds cells, each with its `gene << 32 | count`.
    fn add(&mut self, cells: &[Vec<u64>]) -> Result<(), Failure> {
        let number = self.number;
        for cell in cells {
            let indices = cell
                .iter()
                .map(|entry| ((entry >> 32) as u32).to_le_bytes());
            self.indices.extend(indices);
            self.data.extend(cell.iter().map(|&entry| match number {
                Number::F32 => (entry as u32 as f32).to_le_bytes(),
                Number::I32 => (entry as u32).to_le_bytes(),
            }));
            let before = self.indptr.last().copied().unwrap_or(0);
            self.indptr.push(before + cell.len() as i64);
        }
        self.indices.write_full()?;
        self.data.write_full()
    }

    /// Row pointers have the type of the column indices where they fit, as scipy wants it.
    fn finish(self, group: &H5Group) -> Result<(), Failure> {
        encode(&self.indices.finish()?, "array", "0.2.0")?;
        encode(&self.data.finish()?, "array", "0.2.0")?;
        let narrow = self.indptr.iter().map(|&at| i32::try_from(at));
        let shape = [self.indptr.len()];
        let dataset = if let Ok(narrow) = narrow.collect::<Result<Vec<_>, _>>() {
            let dataset = group.new_dataset::<i32>().shape(shape).create("indptr")?;
            dataset.write_raw(&narrow)?;
            dataset
        } else {
            let dataset = group.new_dataset::<i64>().shape(shape).create("indptr")?;
            dataset.write_raw(&self.indptr)?;
            dataset
        };
        encode(&dataset, "array", "0.2.0")
    }
}
