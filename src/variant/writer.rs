//! Writing variants: records as they came, with INFO edited.

use super::{
    Dictionary, Edit, Error, Format, Header, Output, Record, decode, encode,
    index_writer::{self, IndexKind},
    vcf::{self, FloatTexts, Line},
};

/// Bytes that are handed to the output at once; it copies smaller pieces.
const PIECE_SIZE: usize = 128 * 1024;
const BCF_MAGIC: &[u8] = b"BCF\x02\x02";

/// Writes records to a VCF or BCF. The file stands only after [`Writer::finish`].
pub struct Writer {
    output: Output,
    format: Format,
    header: Header,
    dictionary: Dictionary,
    /// Records for the output.
    pending: Vec<u8>,
    /// The line of a record on the way from one format to the other.
    converted: Vec<u8>,
    encoder: encode::Scratch,
    floats: FloatTexts,
}

impl Writer {
    /// Creates a file, `-` being standard output, and writes its header; `threads` more threads
    /// compress.
    ///
    /// # Errors
    ///
    /// Returns an error where the path cannot be written or the header is inconsistent.
    pub fn create(
        path: &str,
        format: Format,
        threads: usize,
        header: &Header,
    ) -> Result<Self, Error> {
        let dictionary = header.dictionary()?;
        let mut writer = Self {
            output: Output::create(path, format, threads)?,
            format,
            header: header.clone(),
            dictionary,
            pending: Vec::new(),
            converted: Vec::new(),
            encoder: encode::Scratch::default(),
            floats: FloatTexts::default(),
        };
        writer.write_header()?;
        Ok(writer)
    }

    /// The dictionaries of what is written.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn write_header(&mut self) -> Result<(), Error> {
        let mut bytes = Vec::new();
        if self.format.is_bcf() {
            self.header.check_samples()?;
            let mut text = self.header.bcf_text();
            text.push(0);
            let len = u32::try_from(text.len())
                .map_err(|_| Error::Header("it exceeds the 4 GiB of BCF".into()))?;
            bytes.extend_from_slice(BCF_MAGIC);
            bytes.extend_from_slice(&len.to_le_bytes());
            bytes.extend_from_slice(&text);
        } else {
            self.header.write_vcf(&mut bytes);
        }
        self.output.write_all(&bytes)
    }

    /// Writes a record with its INFO edited.
    ///
    /// # Errors
    ///
    /// Returns an error where the record cannot be written in the output's format, or at all.
    pub fn write(&mut self, record: &Record, edit: &Edit) -> Result<(), Error> {
        match (record, self.format.is_bcf()) {
            (Record::Vcf(line), false) => {
                line.write_edited(edit, &mut self.floats, &mut self.pending)
                    .map_err(|what| cannot_edit(record, &what))?;
                self.pending.push(b'\n');
            }
            (Record::Vcf(line), true) => self.encode(record, line, edit)?,
            (Record::Bcf(block, _), false) => self.decode(record, block.bytes(), edit)?,
            (Record::Bcf(block, _), true) => block
                .write_edited(edit, &mut self.pending)
                .map_err(|what| cannot_edit(record, &what))?,
        }
        if self.pending.len() >= PIECE_SIZE {
            self.write_pending()?;
        }
        Ok(())
    }

    fn write_pending(&mut self) -> Result<(), Error> {
        let result = self.output.write_all(&self.pending);
        self.pending.clear();
        result
    }

    fn encode(&mut self, record: &Record, line: &Line, edit: &Edit) -> Result<(), Error> {
        self.converted.clear();
        line.write_edited(edit, &mut self.floats, &mut self.converted)
            .map_err(|what| cannot_edit(record, &what))?;
        let line = &self.converted;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        encode::encode(line, &self.dictionary, &mut self.encoder, &mut self.pending).map_err(
            |source| Error::Encode {
                place: record.place(),
                source,
            },
        )
    }

    /// Our fields go into the line, not into the block: decoding prints six digits, as htslib does.
    fn decode(&mut self, record: &Record, block: &[u8], edit: &Edit) -> Result<(), Error> {
        self.converted.clear();
        let decode_error = |source| Error::Decode {
            place: record.place(),
            source,
        };
        decode::decode(block, &self.dictionary, &mut self.converted).map_err(decode_error)?;
        let (ends, _) =
            vcf::split(&self.converted, None).map_err(|what| cannot_edit(record, &what))?;
        Line::new(&self.converted, &ends)
            .write_edited(edit, &mut self.floats, &mut self.pending)
            .map_err(|what| cannot_edit(record, &what))?;
        self.pending.push(b'\n');
        Ok(())
    }

    /// Ends the file, indexes it where asked to, and gives it its name.
    ///
    /// # Errors
    ///
    /// Returns an error where the rest cannot be written or the records cannot be indexed; no
    /// file stands then.
    pub fn finish(mut self, index: Option<IndexKind>) -> Result<(), Error> {
        self.write_pending()?;
        let Some(kind) = index else {
            return self.output.finish();
        };
        self.output.close()?;
        let index = index_writer::write(&self.output, self.format, &self.header, kind)?;
        let name = index
            .path()
            .map_or_else(String::new, |path| path.display().to_string());
        index
            .persist()
            .map_err(|source| Error::Write { name, source })?;
        self.output.finish()
    }
}

fn cannot_edit(record: &Record, what: &str) -> Error {
    Error::Edit {
        place: record.place(),
        what: what.into(),
    }
}
