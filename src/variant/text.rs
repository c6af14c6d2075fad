//! A record of either kind as a VCF line.

use super::{
    Error, Record, decode,
    vcf::{self, Ends, Line},
};

/// Room for the line of a BCF record, for reuse.
#[derive(Clone, Debug, Default)]
pub struct LineBuffer {
    text: Vec<u8>,
    ends: Ends,
}

impl<'a> Record<'a> {
    /// The record's columns up to INFO as a VCF line: of a line as they are, of a BCF record as
    /// htslib prints them. A line keeps its samples; those of a BCF record are left out.
    ///
    /// # Errors
    ///
    /// Returns an error where a BCF record is malformed or of another header.
    pub fn to_site_line<'b>(&self, buffer: &'b mut LineBuffer) -> Result<Line<'b>, Error>
    where
        'a: 'b,
    {
        let (block, dictionary) = match *self {
            Self::Vcf(line) => return Ok(line),
            Self::Bcf(block, dictionary) => (block, dictionary),
        };
        buffer.text.clear();
        decode::decode_site(block.bytes(), dictionary, &mut buffer.text).map_err(|source| {
            Error::Decode {
                place: self.place(),
                source,
            }
        })?;
        let (ends, _) = vcf::split(&buffer.text, None).map_err(|what| Error::Text {
            place: self.place(),
            what,
        })?;
        buffer.ends = ends;
        Ok(Line::new(&buffer.text, &buffer.ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::{
        Dictionary,
        bcf::Block,
        cases::{CASES, HEADER},
    };

    #[test]
    fn both_kinds_of_a_record_give_the_same_columns() {
        let dictionary = Dictionary::parse(HEADER).unwrap();
        let mut buffer = LineBuffer::default();
        for case in CASES {
            let bytes = case.record();
            let record = Record::Bcf(Block::new(&bytes), &dictionary);
            let line = record.to_site_line(&mut buffer).unwrap();
            let columns = case.printed.splitn(9, '\t').take(8);
            let columns = columns.collect::<Vec<_>>().join("\t");
            assert_eq!(line.text(), columns.as_bytes(), "{}", case.name);
            let (ends, _) = vcf::split(case.line.as_bytes(), None).unwrap();
            let record = Record::Vcf(Line::new(case.line.as_bytes(), &ends));
            let same = record.to_site_line(&mut buffer).unwrap();
            assert_eq!(same.text(), case.line.as_bytes(), "{}", case.name);
        }
    }

    #[test]
    fn columns_of_a_block_are_read_as_text() {
        let dictionary = Dictionary::parse(HEADER).unwrap();
        let bytes = CASES[1].record();
        let mut buffer = LineBuffer::default();
        let record = Record::Bcf(Block::new(&bytes), &dictionary);
        let line = record.to_site_line(&mut buffer).unwrap();
        let columns = [line.id(), line.quality(), line.filter()];
        assert_eq!(columns, [&b"rs1;rs2"[..], b"29.5", b"PASS"]);
    }

    #[test]
    fn a_block_of_another_header_is_an_error_that_names_its_place() {
        let dictionary = Dictionary::parse(
            b"##fileformat=VCFv4.2\n##contig=<ID=chr1>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\tb\n",
        )
        .unwrap();
        let bytes = CASES[2].record();
        let record = Record::Bcf(Block::new(&bytes), &dictionary);
        let error = record.to_site_line(&mut LineBuffer::default()).unwrap_err();
        assert!(error.to_string().contains("chr1:2147483647"), "{error}");
    }
}
