//! htslib, the first judge, through rust-htslib.

use std::{fs, path::Path};

use rust_htslib::{
    bcf::{Format, Header, Read, Reader, Record, Writer},
    errors::Error,
};
use tempfile::NamedTempFile;

/// Opens a file that we wrote.
pub fn open(path: &Path) -> Reader {
    Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The file as VCF text, as htslib prints it.
pub fn print(path: &Path) -> Vec<u8> {
    let printed = NamedTempFile::new().unwrap();
    convert(path, printed.path(), Format::Vcf);
    fs::read(printed.path()).unwrap()
}

/// Has htslib write a file in another format, uncompressed if VCF and compressed if BCF.
pub fn convert(from: &Path, to: &Path, format: Format) {
    let mut reader = open(from);
    let header = Header::from_template(reader.header());
    let is_uncompressed = matches!(format, Format::Vcf);
    let mut writer = Writer::from_path(to, &header, is_uncompressed, format).unwrap();
    for record in reader.records() {
        let mut record = record.unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        writer.translate(&mut record);
        writer.write(&record).unwrap();
    }
}

/// The values of a Float field, a missing one as `None`. The header must say that it is one.
pub fn floats(record: &Record, key: &str) -> Result<Vec<Option<f32>>, Error> {
    let values = record.info(key.as_bytes()).float()?;
    let values = values.as_deref().map(|values| values.iter().copied());
    let present = |value: f32| Some(value).filter(|value| !value.is_nan());
    Ok(values.into_iter().flatten().map(present).collect())
}

/// The values of a String field as they stand between commas. The header must say that it is one.
pub fn texts(record: &Record, key: &str) -> Result<Vec<String>, Error> {
    let values = record.info(key.as_bytes()).string()?;
    let values = values.as_deref().map(|values| values.iter());
    let text = |value: &&[u8]| String::from_utf8_lossy(value).into_owned();
    Ok(values.into_iter().flatten().map(text).collect())
}
