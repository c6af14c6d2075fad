//! `obs` or `var` as an array of records, as anndata wrote it before 0.7.

use std::path::Path;

use hdf5_reader::{CompoundField, Datatype, StringPadding, StringSize};

use super::{
    column::{check_is_number, is_bool, is_text, row_names, texts, truth_label, with_categories},
    dataset::Dataset,
    group::Group,
    number::{Kind, Stored, decode, kind},
    object_path::ObjectPath,
};
use crate::atlas::{AtlasError, Column, Frame, frame::ColumnSource, labels::LabelsBuilder};

/// The names of the field that names the rows, the usual one first.
const INDEX: [&str; 6] = [
    "index",
    "row_names",
    "obs_names",
    "smp_names",
    "col_names",
    "var_names",
];

/// The fields of an array of records.
pub(super) struct Records {
    dataset: Dataset,
    fields: Vec<CompoundField>,
    names: Vec<String>,
    /// The field that names the rows.
    index: String,
    /// Where the categories of the fields are, called `<field>_categories`.
    categories: Option<Group>,
}

impl Records {
    pub(super) fn open(dataset: Dataset, categories: Option<Group>) -> Result<Self, AtlasError> {
        let Datatype::Compound { fields, .. } = dataset.datatype() else {
            return Err(dataset.place().damaged("it is not a table of records"));
        };
        let fields = fields.clone();
        let has = |name: &&&str| fields.iter().any(|field| field.name == **name);
        let index = INDEX.iter().find(has).ok_or_else(|| {
            let what = "none of its fields is the index";
            dataset.place().damaged(what)
        })?;
        let names = fields.iter().map(|field| field.name.clone());
        Ok(Self {
            names: names.filter(|name| name != index).collect(),
            index: index.to_string(),
            fields,
            dataset,
            categories,
        })
    }

    pub(super) fn rows(&self) -> Result<u64, AtlasError> {
        self.dataset.len()
    }

    pub(super) fn into_frame(self) -> Result<Frame, AtlasError> {
        let index = row_names(self.values(&self.index)?);
        if index.len() as u64 != self.rows()? {
            return Err(self
                .place(&self.index)
                .damaged("it does not name every row"));
        }
        Ok(Frame::new(index, Box::new(self)))
    }

    fn place(&self, name: &str) -> ObjectPath {
        self.dataset.place().child(name)
    }

    fn field(&self, name: &str) -> Result<&CompoundField, AtlasError> {
        let field = self.fields.iter().find(|field| field.name == name);
        field.ok_or_else(|| self.place(name).damaged("there is no such field"))
    }

    /// The bytes of a field, one row after the other.
    fn bytes(&self, field: &CompoundField) -> Result<Vec<u8>, AtlasError> {
        let size = match &field.datatype {
            Datatype::VarLen { .. }
            | Datatype::String {
                size: StringSize::Variable,
                ..
            } => self.dataset.text_size(),
            datatype => hdf5_reader::dtype_element_size(datatype).unwrap_or(0),
        };
        let start = field.byte_offset as usize;
        let record = self.dataset.element_size()?;
        let end = start.checked_add(size).filter(|&end| end <= record);
        let outside = || {
            self.place(&field.name)
                .damaged("it lies outside the records")
        };
        let range = start..end.ok_or_else(outside)?;
        let mut bytes = Vec::new();
        for record in self.dataset.bytes()?.chunks_exact(record.max(1)) {
            bytes.extend_from_slice(&record[range.clone()]);
        }
        Ok(bytes)
    }

    fn values(&self, name: &str) -> Result<Column, AtlasError> {
        let field = self.field(name)?;
        let bytes = self.bytes(field)?;
        if is_text(&field.datatype) {
            return self.labels(field, &bytes);
        }
        let place = self.place(name);
        check_is_number(&place, &field.datatype)?;
        let numbers = place.read(|| decode::<f64>(&bytes, &field.datatype))?;
        let numbers = numbers.into_iter().map(|Stored(number)| number);
        if !is_bool(&field.datatype) {
            return Ok(Column::Numbers(numbers.collect()));
        }
        let mut labels = LabelsBuilder::default();
        numbers.for_each(|truth| labels.push(Some(truth_label(i32::from(truth != 0.0)))));
        Ok(labels.finish())
    }

    fn labels(&self, field: &CompoundField, bytes: &[u8]) -> Result<Column, AtlasError> {
        let fixed = match &field.datatype {
            Datatype::String {
                size: StringSize::Fixed(size),
                padding,
                ..
            } => Some((*size as usize, *padding)),
            _ => None,
        };
        let size = fixed.map_or(self.dataset.text_size(), |(size, _)| size);
        let mut labels = LabelsBuilder::default();
        for stored in bytes.chunks_exact(size.max(1)) {
            let text = match fixed {
                Some((_, padding)) => unpadded(stored, padding).to_vec(),
                None => self.dataset.text(stored)?,
            };
            let text = String::from_utf8(text);
            let text = text.map_err(|_| self.place(&field.name).damaged("it is not UTF-8"))?;
            labels.push(Some(&text));
        }
        Ok(labels.finish())
    }

    /// The categories of a field of codes, if it has any.
    fn categories(&self, name: &str) -> Result<Option<Vec<String>>, AtlasError> {
        let is_integer = |field: &CompoundField| {
            matches!(kind(&field.datatype), Some((Kind::Integer { .. }, _)))
        };
        let Some(group) = self.categories.as_ref() else {
            return Ok(None);
        };
        if !is_integer(self.field(name)?) {
            return Ok(None);
        }
        let categories = group.dataset(&format!("{name}_categories"))?;
        categories.as_ref().map(texts).transpose()
    }
}

fn unpadded(bytes: &[u8], padding: StringPadding) -> &[u8] {
    let is_text = |&byte: &u8| {
        byte != if padding == StringPadding::SpacePad {
            b' '
        } else {
            0
        }
    };
    let end = match padding {
        StringPadding::NullTerminate => bytes.iter().position(|&byte| byte == 0),
        _ => bytes
            .iter()
            .rposition(is_text)
            .map_or(Some(0), |last| Some(last + 1)),
    };
    &bytes[..end.unwrap_or(bytes.len())]
}

impl ColumnSource for Records {
    fn path(&self) -> &Path {
        self.dataset.place().path()
    }

    fn object(&self) -> &str {
        self.dataset.place().object()
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn read(&self, name: &str) -> Result<Column, AtlasError> {
        match (self.values(name)?, self.categories(name)?) {
            (Column::Numbers(codes), Some(categories)) => {
                let codes = codes.iter().map(|&code| code as i32).collect();
                with_categories(&self.place(name), codes, &categories)
            }
            (column, _) => Ok(column),
        }
    }
}
