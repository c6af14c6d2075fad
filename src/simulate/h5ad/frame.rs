//! Data frames: `obs` and `var`.

use std::collections::BTreeSet;

use rust_hdf5::{H5Dataset, H5Group, H5Type, types::VarLenUnicode};

use crate::simulate::error::Failure;

type Result<T> = std::result::Result<T, Failure>;

/// A data frame with its index; its columns, in order, are to follow.
pub(super) fn create(
    parent: &H5Group,
    name: &str,
    index: impl Iterator<Item = String>,
    columns: &[&str],
) -> Result<H5Group> {
    let frame = parent.create_group(name)?;
    frame.set_attr_string("encoding-type", "dataframe")?;
    frame.set_attr_string("encoding-version", "0.2.0")?;
    frame.set_attr_string("_index", "_index")?;
    frame.set_attr_string_array("column-order", columns)?;
    texts(&frame, "_index", &index.collect::<Vec<_>>())?;
    Ok(frame)
}

/// A column of texts.
pub(super) fn texts(frame: &H5Group, name: &str, texts: &[String]) -> Result<()> {
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let dataset = frame.write_vlen_strings(name, &texts)?;
    encode(&dataset, "string-array", "0.2.0")
}

/// A column of numbers.
pub(super) fn numbers(
    frame: &H5Group,
    name: &str,
    values: impl Iterator<Item = f64>,
) -> Result<()> {
    array(frame, name, &values.collect::<Vec<_>>())
}

/// A column of labels, by their indices. Labels that no row has are left out, as anndata does it.
pub(super) fn categorical(
    frame: &H5Group,
    name: &str,
    labels: &[String],
    codes: impl Iterator<Item = u32> + Clone,
) -> Result<()> {
    let used: BTreeSet<u32> = codes.clone().collect();
    let mut place = vec![0; labels.len()];
    for (new, &old) in used.iter().enumerate() {
        place[old as usize] = new;
    }
    let kept: Vec<_> = used
        .iter()
        .map(|&old| labels[old as usize].clone())
        .collect();
    let column = frame.create_group(name)?;
    column.set_attr_string("encoding-type", "categorical")?;
    column.set_attr_string("encoding-version", "0.2.0")?;
    column.set_attr_numeric("ordered", &rust_hdf5::types::HBool::from(false))?;
    texts(&column, "categories", &kept)?;
    let codes = codes.map(|code| place[code as usize]);
    // The narrowest signed integer, as pandas has it.
    match kept.len() {
        0..=127 => array(
            &column,
            "codes",
            &codes.map(|c| c as i8).collect::<Vec<_>>(),
        ),
        128..=32767 => array(
            &column,
            "codes",
            &codes.map(|c| c as i16).collect::<Vec<_>>(),
        ),
        _ => array(
            &column,
            "codes",
            &codes.map(|c| c as i32).collect::<Vec<_>>(),
        ),
    }
}

fn array<T: H5Type>(group: &H5Group, name: &str, values: &[T]) -> Result<()> {
    let dataset = group
        .new_dataset::<T>()
        .shape([values.len()])
        .create(name)?;
    dataset.write_raw(values)?;
    encode(&dataset, "array", "0.2.0")
}

/// Marks a dataset as anndata does.
pub(super) fn encode(dataset: &H5Dataset, kind: &str, version: &str) -> Result<()> {
    for (name, value) in [("encoding-type", kind), ("encoding-version", version)] {
        let attribute = dataset.new_attr::<VarLenUnicode>().shape(()).create(name)?;
        attribute.write_string(value)?;
    }
    Ok(())
}
