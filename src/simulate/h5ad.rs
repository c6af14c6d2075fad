//! The atlas as anndata writes it today.
//!
//! The encodings are those of <https://anndata.readthedocs.io/en/stable/fileformat-prose.html>:
//! `X` is a `csr_matrix` 0.1.0, `obs` and `var` are a `dataframe` 0.2.0, texts a `string-array` 0.2.0
//! or a `categorical` 0.2.0.

mod chunked;
mod frame;
mod matrix;

use std::ops::Range;

use rust_hdf5::{H5File, H5Group, types::HBool};

use super::{Failure, Folder, Result, World, atlas_files, genes, options::Condition};

/// The result of writing a part of a file.
type Written<T = ()> = std::result::Result<T, Failure>;

/// Writes all files of the atlas.
pub(super) fn write(
    world: &World,
    folder: &Folder,
    command: &str,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<()> {
    for (name, condition) in atlas_files(world.options) {
        folder.create_by_path(&name, |path| {
            let file = H5File::options().no_locking().create(path)?;
            write_file(world, &file, condition, command, progress)?;
            Ok(file.close()?)
        })?;
    }
    Ok(())
}

fn write_file(
    world: &World,
    file: &H5File,
    condition: Option<usize>,
    command: &str,
    progress: &(dyn Fn(u64) + Sync),
) -> Written {
    let root = file.root_group();
    file.set_attr_string("encoding-type", "anndata")?;
    file.set_attr_string("encoding-version", "0.1.0")?;
    let cells = cells_of(world, condition);
    matrix::write(world, &root, cells.clone(), progress)?;
    write_obs(world, &root, cells)?;
    write_var(world, &root)?;
    for name in ["layers", "obsm", "obsp", "varm", "varp"] {
        dict(&root, name)?;
    }
    write_uns(&root, command)
}

/// The cells of a file, which are next to one another.
fn cells_of(world: &World, condition: Option<usize>) -> Range<usize> {
    let Some(condition) = condition else {
        return 0..world.design.cells.len();
    };
    let upto = |condition| (0..condition).map(|c| world.options.cells_of(c)).sum();
    upto(condition)..upto(condition + 1)
}

fn write_obs(world: &World, root: &H5Group, range: Range<usize>) -> Written {
    let (options, columns) = (world.options, &world.options.columns);
    let cells = &world.design.cells[range.clone()];
    let names = cells.iter().zip(range).map(|(cell, index)| {
        let Condition { key, .. } = &options.conditions[cell.condition as usize];
        format!("SIM-{key}-{:07}", index + 1)
    });
    let order = [
        &columns.cell_type,
        &columns.condition,
        &columns.time,
        &columns.sample,
    ];
    let obs = frame::create(root, "obs", names, &order.map(String::as_str))?;
    let labels: Vec<_> = options.conditions.iter().map(|c| c.label.clone()).collect();
    frame::categorical(
        &obs,
        &columns.condition,
        &labels,
        cells.iter().map(|c| c.condition),
    )?;
    let types = cells.iter().map(|c| c.cell_type);
    frame::categorical(&obs, &columns.cell_type, &options.cell_types, types)?;
    let samples = cells.iter().map(|c| c.sample);
    frame::categorical(&obs, &columns.sample, &world.design.samples, samples)?;
    let times = cells.iter().map(|c| options.times[c.time as usize]);
    frame::numbers(&obs, &columns.time, times)
}

fn write_var(world: &World, root: &H5Group) -> Written {
    let all = 0..world.genes.len();
    let var = frame::create(root, "var", all.clone().map(genes::symbol), &["gene_ids"])?;
    let ids: Vec<_> = all.map(|gene| genes::stable_id('G', gene)).collect();
    frame::texts(&var, "gene_ids", &ids)
}

/// What says that all is made up: `uns/dsdscore/synthetic` is true.
fn write_uns(root: &H5Group, command: &str) -> Written {
    let ours = dict(&dict(root, "uns")?, "dsdscore")?;
    let synthetic = ours.new_dataset::<HBool>().scalar().create("synthetic")?;
    synthetic.write_raw(&[HBool::from(true)])?;
    frame::encode(&synthetic, "numeric-scalar", "0.2.0")?;
    let program = format!("dsdscore {}", env!("CARGO_PKG_VERSION"));
    let provenance = [program, command.into()];
    frame::texts(&ours, "created_by", &provenance)
}

fn dict(parent: &H5Group, name: &str) -> Written<H5Group> {
    let group = parent.create_group(name)?;
    group.set_attr_string("encoding-type", "dict")?;
    group.set_attr_string("encoding-version", "0.1.0")?;
    Ok(group)
}
