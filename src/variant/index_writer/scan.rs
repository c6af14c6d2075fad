//! Reads a finished file again, for where its records lie.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
};

use noodles_bgzf as bgzf;
use noodles_core::Position;
use noodles_csi::binning_index::index::reference_sequence::bin::Chunk;

use super::invalid;
use crate::variant::{
    Extent, Header, Record,
    bcf::{self, Block},
    vcf::{self, Line},
};

type Reader = bgzf::io::Reader<BufReader<File>>;
type Add<'a> = &'a mut dyn FnMut(&Placed) -> io::Result<()>;

/// How a record names its contig.
#[derive(Clone, Copy, Debug)]
pub enum Contig<'a> {
    /// VCF.
    Name(&'a [u8]),
    /// BCF: the index in the contig dictionary.
    Index(usize),
}

/// Where a record lies, on the reference and in the file.
#[derive(Debug)]
pub struct Placed<'a> {
    pub contig: Contig<'a>,
    pub start: Position,
    pub end: Position,
    pub chunk: Chunk,
}

/// Calls `add` for each record of a bgzipped VCF.
pub fn vcf(file: File, header: &Header, add: Add) -> io::Result<()> {
    let extent = Extent::new(&header.dictionary().map_err(invalid)?);
    let mut reader = open(file);
    let (mut line, mut is_header) = (Vec::new(), true);
    loop {
        line.clear();
        let start = reader.virtual_position();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if is_header {
            is_header = !Header::is_last_line(&line);
            continue;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let (ends, _) = vcf::split(text, None).map_err(invalid)?;
        let record = Line::new(text, &ends);
        let last = extent.index_end(&Record::Vcf(record));
        add(&Placed {
            contig: Contig::Name(record.contig()),
            start: position(record.position().unwrap_or(0))?,
            end: position(last)?,
            chunk: Chunk::new(start, reader.virtual_position()),
        })?;
    }
}

/// Calls `add` for each record of a BCF in BGZF.
pub fn bcf(file: File, header: &Header, add: Add) -> io::Result<()> {
    let dictionary = header.dictionary().map_err(invalid)?;
    let extent = Extent::new(&dictionary);
    let mut reader = open(file);
    // Magic, the text's length, the text and its NUL.
    skip(&mut reader, header.bcf_text().len() as u64 + 10)?;
    let mut block = Vec::new();
    loop {
        let start = reader.virtual_position();
        if reader.fill_buf()?.is_empty() {
            return Ok(());
        }
        block.resize(8, 0);
        reader.read_exact(&mut block)?;
        let len = bcf::block_len(&block).unwrap_or_default();
        let rest = len.saturating_sub(block.len() as u64);
        (&mut reader).take(rest).read_to_end(&mut block)?;
        let record = Block::new(&block);
        let last = extent.index_end(&Record::Bcf(record, &dictionary));
        add(&Placed {
            contig: Contig::Index(record.contig_index().unwrap_or(0)),
            start: position(record.position().unwrap_or(0))?,
            end: position(last)?,
            chunk: Chunk::new(start, reader.virtual_position()),
        })?;
        block.clear();
    }
}

fn open(file: File) -> Reader {
    bgzf::io::Reader::new(BufReader::new(file))
}

fn skip(reader: &mut Reader, len: u64) -> io::Result<u64> {
    io::copy(&mut reader.take(len), &mut io::sink())
}

/// Telomeres, at 0, are indexed with the first base.
fn position(value: u64) -> io::Result<Position> {
    let value = usize::try_from(value.max(1)).map_err(invalid)?;
    Position::try_from(value).map_err(invalid)
}
