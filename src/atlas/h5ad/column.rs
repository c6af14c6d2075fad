//! A column of `obs` or `var`, in the encodings of anndata 0.7 and later.

use hdf5_reader::Datatype;

use super::{
    dataset::Dataset,
    group::{Group, referred_address},
    number::{Kind, kind},
    object_path::ObjectPath,
};
use crate::atlas::{
    AtlasError, Column,
    labels::{LabelsBuilder, number_label},
};

/// Reads a column of a group, of `rows` rows; none if there is no such member.
pub(super) fn read(group: &Group, name: &str, rows: u64) -> Result<Option<Column>, AtlasError> {
    if let Some(dataset) = group.dataset(name)? {
        check_rows(&dataset, rows)?;
        return of_dataset(&dataset, group).map(Some);
    }
    match group.group(name)? {
        Some(column) => of_group(&column, rows).map(Some),
        None => Ok(None),
    }
}

/// The number of rows of a column, without reading it.
pub(super) fn rows(group: &Group, name: &str) -> Result<u64, AtlasError> {
    let Some(column) = group.group(name)? else {
        return group.require(name)?.len();
    };
    let values = match column.dataset("codes")? {
        Some(codes) => codes,
        None => column.require("values")?,
    };
    values.len()
}

fn check_rows(dataset: &Dataset, rows: u64) -> Result<(), AtlasError> {
    let found = dataset.len()?;
    if found != rows {
        return Err(dataset.place().damaged(format!(
            "it has {found} values, where {rows} cells or genes are expected"
        )));
    }
    Ok(())
}

/// A plain column, or one of anndata 0.7 whose attribute refers to its categories.
fn of_dataset(dataset: &Dataset, group: &Group) -> Result<Column, AtlasError> {
    let Some(attribute) = dataset.attribute("categories")? else {
        return values(dataset, None);
    };
    let address = referred_address(&attribute).ok_or_else(|| {
        let what = "its attribute `categories` is not a reference";
        dataset.place().damaged(what)
    })?;
    let categories = match group.group("__categories")? {
        Some(all) => all.referred(address)?,
        None => None,
    };
    let lost = || {
        dataset
            .place()
            .damaged("its categories are not in the file")
    };
    categorical(dataset, &texts(&categories.ok_or_else(lost)?)?)
}

fn of_group(group: &Group, rows: u64) -> Result<Column, AtlasError> {
    if let Some(codes) = group.dataset("codes")? {
        check_rows(&codes, rows)?;
        return categorical(&codes, &categories(group)?);
    }
    let Some(stored) = group.dataset("values")? else {
        let kind = group.text("encoding-type")?.unwrap_or_default();
        return Err(group.place().unsupported(format!(
            "it is a column of the kind \"{kind}\", which is not supported: \
             make it text, categories, numbers or truth values, or choose another"
        )));
    };
    let mask = group.require("mask")?;
    check_rows(&stored, rows)?;
    check_rows(&mask, rows)?;
    values(&stored, Some(&mask.numbers::<i32>()?))
}

/// The categories, which may be an array or such a group with a mask.
fn categories(group: &Group) -> Result<Vec<String>, AtlasError> {
    match group.group("categories")? {
        Some(nullable) => texts(&nullable.require("values")?),
        None => texts(&group.require("categories")?),
    }
}

fn categorical(codes: &Dataset, categories: &[String]) -> Result<Column, AtlasError> {
    let stored = codes.numbers::<i32>()?;
    with_categories(codes.place(), stored, categories)
}

/// A column of codes, each -1 or the index of a category.
pub(super) fn with_categories(
    place: &ObjectPath,
    codes: Vec<i32>,
    categories: &[String],
) -> Result<Column, AtlasError> {
    let known = |&&code: &&i32| code < -1 || code >= 0 && code as usize >= categories.len();
    if let Some(code) = codes.iter().find(known) {
        return Err(place.damaged(format!(
            "it has the code {code}, and there are {} categories",
            categories.len()
        )));
    }
    Ok(Column::Labels {
        codes,
        labels: categories.to_vec(),
    })
}

/// The values of a dataset; where the mask is not 0 they are missing.
fn values(dataset: &Dataset, mask: Option<&[i32]>) -> Result<Column, AtlasError> {
    let is_missing = |row: usize| mask.is_some_and(|mask| mask[row] != 0);
    if is_text(dataset.datatype()) {
        let texts = dataset.texts()?;
        let texts = texts.iter().enumerate();
        let texts = texts.map(|(row, text)| (!is_missing(row)).then_some(text.as_str()));
        return Ok(labels(texts));
    }
    if is_bool(dataset.datatype()) {
        let truths = dataset.numbers::<i32>()?;
        let truths = truths.iter().enumerate();
        return Ok(labels(truths.map(|(row, &truth)| {
            (!is_missing(row)).then_some(truth_label(truth))
        })));
    }
    check_is_number(dataset.place(), dataset.datatype())?;
    let mut numbers = dataset.numbers::<f64>()?;
    for (row, number) in numbers.iter_mut().enumerate() {
        if is_missing(row) {
            *number = f64::NAN;
        }
    }
    Ok(Column::Numbers(numbers))
}

pub(super) fn check_is_number(place: &ObjectPath, datatype: &Datatype) -> Result<(), AtlasError> {
    match kind(datatype) {
        Some(_) => Ok(()),
        None => Err(place.unsupported(
            "its type is not text, categories, numbers or truth values: convert it in Python",
        )),
    }
}

fn labels<'t>(texts: impl Iterator<Item = Option<&'t str>>) -> Column {
    let mut labels = LabelsBuilder::default();
    texts.for_each(|text| labels.push(text));
    labels.finish()
}

/// What Python writes for a truth value.
pub(super) fn truth_label(truth: i32) -> &'static str {
    if truth == 0 { "False" } else { "True" }
}

pub(super) fn is_text(datatype: &Datatype) -> bool {
    matches!(datatype, Datatype::String { .. } | Datatype::VarLen { .. })
}

pub(super) fn is_bool(datatype: &Datatype) -> bool {
    matches!(datatype, Datatype::Enum { .. })
}

/// All values of a dataset as text.
pub(super) fn texts(dataset: &Dataset) -> Result<Vec<String>, AtlasError> {
    dataset.len()?;
    match values(dataset, None)? {
        Column::Numbers(numbers) => {
            let stored = kind(dataset.datatype());
            let is_integer = matches!(stored, Some((Kind::Integer { .. }, _)));
            let is_single = matches!(stored, Some((Kind::Float { size: 4 }, _)));
            let label = |&number: &f64| number_label(number, is_integer, is_single);
            let labels = numbers.iter().map(label);
            Ok(labels.collect())
        }
        Column::Labels { codes, labels } => Ok(spelt_out(&codes, &labels)),
    }
}

/// The names of rows: the labels, or the numbers as text.
pub(super) fn row_names(column: Column) -> Vec<String> {
    match column {
        Column::Labels { codes, labels } => spelt_out(&codes, &labels),
        Column::Numbers(numbers) => {
            let is_integer = numbers.iter().all(|number| number.fract() == 0.0);
            let name = |&number: &f64| number_label(number, is_integer, false);
            numbers.iter().map(name).collect()
        }
    }
}

/// The label of each row; a missing one is `nan`, as Python has it.
fn spelt_out(codes: &[i32], labels: &[String]) -> Vec<String> {
    let label = |&code: &i32| usize::try_from(code).ok().and_then(|code| labels.get(code));
    let labels = codes.iter().map(label);
    labels
        .map(|label| label.map_or("nan", String::as_str).into())
        .collect()
}
