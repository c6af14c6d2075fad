//! One VCF in all the forms in which the program may meet it.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use rust_htslib::bcf::Format;

use super::htslib;

/// A form of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Vcf,
    BgzippedVcf,
    /// gzip's own, not in blocks.
    GzippedVcf,
    Bcf,
    RawBcf,
    /// As writers other than htslib make it: the order of lines numbers the dictionary.
    BcfWithoutIdx,
    /// The numbers of the dictionary are not in the order of lines, and one is missing.
    BcfWithScatteredIdx,
}

pub const FORMS: [Form; 7] = [
    Form::Vcf,
    Form::BgzippedVcf,
    Form::GzippedVcf,
    Form::Bcf,
    Form::RawBcf,
    Form::BcfWithoutIdx,
    Form::BcfWithScatteredIdx,
];

impl Form {
    pub fn is_bcf(self) -> bool {
        !matches!(self, Self::Vcf | Self::BgzippedVcf | Self::GzippedVcf)
    }
}

/// Writes a VCF in a form into a directory. htslib makes the BCF.
pub fn make(vcf: &Path, form: Form, directory: &Path) -> PathBuf {
    let path = directory.join(format!("{form:?}"));
    let text = || fs::read(vcf).unwrap();
    let bcf = || {
        htslib::convert(vcf, &path, Format::Bcf);
        gunzip(&fs::read(&path).unwrap())
    };
    let bytes = match form {
        Form::Vcf => text(),
        Form::BgzippedVcf => bgzip(&text()),
        Form::GzippedVcf => gzip(&text()),
        Form::Bcf => bgzip(&bcf()),
        Form::RawBcf => bcf(),
        Form::BcfWithoutIdx => bgzip(&with_header(&bcf(), without_idx)),
        Form::BcfWithScatteredIdx => bgzip(&with_header(&bcf(), scattered)),
    };
    fs::write(&path, bytes).unwrap();
    path
}

pub fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

pub fn bgzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// The header text of an uncompressed BCF, and the records behind it.
pub fn split_bcf(bcf: &[u8]) -> (String, &[u8]) {
    assert_eq!(&bcf[..5], b"BCF\x02\x02");
    let len = u32::from_le_bytes(bcf[5..9].try_into().unwrap()) as usize;
    let (text, records) = bcf[9..].split_at(len);
    let text = text.strip_suffix(b"\0").expect("a NUL after the header");
    (String::from_utf8(text.to_vec()).unwrap(), records)
}

fn with_header(bcf: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let (text, records) = split_bcf(bcf);
    let text = edit(&text) + "\0";
    let len = u32::try_from(text.len()).unwrap().to_le_bytes();
    [b"BCF\x02\x02", &len[..], text.as_bytes(), records].concat()
}

fn without_idx(header: &str) -> String {
    let lines = header.lines().map(|line| match line.rfind(",IDX=") {
        Some(at) => line[..at].to_owned() + ">\n",
        None => line.to_owned() + "\n",
    });
    lines.collect()
}

fn scattered(header: &str) -> String {
    let lines: Vec<_> = header.lines().collect();
    let [version, meta @ .., columns] = lines.as_slice() else {
        panic!("a header of fewer than two lines");
    };
    let used = meta.iter().filter(|line| !line.contains("ID=UNUSED,"));
    let mut text = format!("{version}\n");
    used.rev().for_each(|line| text += &format!("{line}\n"));
    text + columns + "\n"
}
