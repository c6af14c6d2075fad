//! A record that outlives the reader's window.

use super::{
    Dictionary, Record,
    bcf::Block,
    vcf::{Ends, Line},
};

/// A record's bytes, copied.
#[derive(Clone, Debug)]
pub struct OwnedRecord {
    bytes: Box<[u8]>,
    /// Where the columns of a VCF line end; `None` for BCF.
    ends: Option<Ends>,
}

impl From<Record<'_>> for OwnedRecord {
    fn from(record: Record<'_>) -> Self {
        let (bytes, ends) = match record {
            Record::Vcf(line) => (line.bytes(), Some(*line.ends())),
            Record::Bcf(block, _) => (block.bytes(), None),
        };
        let bytes = bytes.into();
        Self { bytes, ends }
    }
}

impl OwnedRecord {
    /// The record; the dictionary is that of its input.
    #[must_use]
    pub fn record<'a>(&'a self, dictionary: &'a Dictionary) -> Record<'a> {
        match &self.ends {
            Some(ends) => Record::Vcf(Line::new(&self.bytes, ends)),
            None => Record::Bcf(Block::new(&self.bytes), dictionary),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::variant::{Input, Reader};

    #[test]
    fn a_record_stays_what_it_was_when_the_window_moves_on() {
        let text = "##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
            chr2\t7\trs1\tA\tC,<DEL>\t.\tPASS\tEND=9\r\nchr3\t1\t.\tG\tT\t.\t.\t.\n";
        let input = Input::new("test", Box::new(Cursor::new(text)), 0).unwrap();
        let mut reader = Reader::new(input).unwrap();
        reader.advance().unwrap();
        let owned = OwnedRecord::from(reader.record(0));
        while reader.advance().unwrap() {}
        let record = owned.record(reader.dictionary());
        assert_eq!(record.place(), "chr2:7");
        assert_eq!(record.alternate(1), Some(b"<DEL>".as_slice()));
        assert!(matches!(record, Record::Vcf(line) if line.info() == b"END=9"));
    }
}
