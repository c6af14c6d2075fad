//! `obs` or `var` as a group of columns, as anndata writes it from 0.7 on.

use std::path::Path;

use super::{
    column::{self, row_names},
    group::Group,
};
use crate::atlas::{AtlasError, Column, Frame, frame::ColumnSource};

/// The columns of a group.
pub(super) struct Table {
    group: Group,
    index: String,
    names: Vec<String>,
    rows: u64,
}

impl Table {
    pub(super) fn open(group: Group) -> Result<Self, AtlasError> {
        let index = index_name(&group)?;
        let rows = column::rows(&group, &index)?;
        let names = match group.texts("column-order")? {
            Some(names) => names,
            None => group.members()?,
        };
        let is_column = |name: &String| *name != index && name != "__categories";
        Ok(Self {
            names: names.into_iter().filter(is_column).collect(),
            group,
            index,
            rows,
        })
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn into_frame(self) -> Result<Frame, AtlasError> {
        let index = row_names(self.read(&self.index)?);
        Ok(Frame::new(index, Box::new(self)))
    }
}

/// The member that names the rows.
fn index_name(group: &Group) -> Result<String, AtlasError> {
    if let Some(name) = group.text("_index")? {
        return Ok(name);
    }
    let members = group.members()?;
    let usual = ["_index", "index"];
    let usual = usual.iter().find(|name| members.iter().any(|m| m == *name));
    match usual {
        Some(name) => Ok(name.to_string()),
        None => Err(group.missing("_index")?),
    }
}

impl ColumnSource for Table {
    fn path(&self) -> &Path {
        self.group.place().path()
    }

    fn object(&self) -> &str {
        self.group.place().object()
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn read(&self, name: &str) -> Result<Column, AtlasError> {
        match column::read(&self.group, name, self.rows)? {
            Some(column) => Ok(column),
            None => Err(self.group.missing(name)?),
        }
    }
}
