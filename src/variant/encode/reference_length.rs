//! How far a record extends on the reference: what an index needs.

use crate::variant::{
    extent::{has_length, is_block},
    typed::INTEGER_MISSING,
};

/// The fields of a record that speak about its length.
///
/// The rule is that of htslib since 1.22: the largest of REF, INFO END,
/// INFO SVLEN of `<DEL>`, `<DUP>`, `<INV>` and `<CNV>`, and FORMAT LEN of
/// `<*>`. Until then an END stood alone, even where it was below REF.
/// The text of a record is the same either way.
#[derive(Debug, Default)]
pub(super) struct ReferenceLength {
    /// Whether SVLEN counts.
    spans: bool,
    end: Option<i32>,
    sv_lengths: Vec<i32>,
    has_sv_lengths: bool,
    block_length: i32,
}

impl ReferenceLength {
    /// Forgets the record before and looks at the ALT column of the next.
    pub(super) fn start(&mut self, alternates: &[u8]) {
        self.spans = alternates.split(|&c| c == b',').any(has_length);
        self.end = None;
        self.sv_lengths.clear();
        self.has_sv_lengths = false;
        self.block_length = 0;
    }

    /// Takes note of an INFO field and its integers. Of duplicates the last
    /// counts before both END and, if needed, SVLEN are there.
    pub(super) fn note_info(&mut self, key: &[u8], values: &[i32]) {
        let complete = self.end.is_some() && (self.has_sv_lengths || !self.spans);
        match key {
            _ if complete => {}
            b"END" => self.end = Some(if let [end] = *values { known(end) } else { 0 }),
            b"SVLEN" if self.spans => {
                self.has_sv_lengths = true;
                self.sv_lengths.clear();
                self.sv_lengths.extend_from_slice(values);
            }
            _ => {}
        }
    }

    /// Takes note of FORMAT LEN, all samples.
    pub(super) fn note_block_lengths(&mut self, values: &[i32]) {
        self.block_length = values.iter().map(|&n| known(n)).fold(0, i32::max);
    }

    /// Bases on the reference; `position` is 0-based.
    pub(super) fn on_reference(&self, position: i32, reference: &[u8], alternates: &[u8]) -> i32 {
        let position = i64::from(position);
        let end = i64::from(self.end.unwrap_or(0));
        let sv_end = match self.sv_length(alternates) {
            0 => end.max(position + 1),
            length => position + length + 1,
        };
        let block_end = position + self.block_length(alternates);
        let length = end.max(sv_end).max(block_end) - position;
        let length = length.max(reference.len() as i64);
        i32::try_from(length).unwrap_or(i32::MAX)
    }

    fn sv_length(&self, alternates: &[u8]) -> i64 {
        let alleles = alternates.split(|&c| c == b',').zip(&self.sv_lengths);
        let spanning = alleles.filter(|(allele, _)| has_length(allele));
        let lengths = spanning.map(|(_, &n)| i64::from(known(n)).abs());
        lengths.max().unwrap_or(0)
    }

    fn block_length(&self, alternates: &[u8]) -> i64 {
        match self.block_length {
            0 => 0,
            length if alternates.split(|&c| c == b',').any(is_block) => length.into(),
            _ => 0,
        }
    }
}

fn known(value: i32) -> i32 {
    if value == INTEGER_MISSING { 0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(info: &[(&str, &[i32])], block: &[i32], alternates: &str) -> i32 {
        let mut extent = ReferenceLength::default();
        extent.start(alternates.as_bytes());
        info.iter()
            .for_each(|(key, values)| extent.note_info(key.as_bytes(), values));
        extent.note_block_lengths(block);
        extent.on_reference(99, b"ACG", alternates.as_bytes())
    }

    #[test]
    fn ref_is_the_least() {
        assert_eq!(extent(&[], &[], "."), 3);
        assert_eq!(extent(&[("END", &[101])], &[], "<DEL>"), 3);
        assert_eq!(extent(&[("END", &[5])], &[], "<DEL>"), 3);
        assert_eq!(extent(&[("END", &[INTEGER_MISSING])], &[], "<DEL>"), 3);
    }

    #[test]
    fn end_is_inclusive_and_one_number() {
        assert_eq!(extent(&[("END", &[200])], &[], "<DEL>"), 101);
        assert_eq!(extent(&[("END", &[200]), ("END", &[300])], &[], "A"), 101);
        assert_eq!(extent(&[("END", &[]), ("END", &[300])], &[], "A"), 3);
        assert_eq!(extent(&[("END", &[200, 300])], &[], "A"), 3);
    }

    #[test]
    fn svlen_counts_for_alleles_that_span_the_reference() {
        assert_eq!(extent(&[("SVLEN", &[-50])], &[], "<DEL>"), 51);
        assert_eq!(
            extent(&[("SVLEN", &[50, 70])], &[], "<INS>,<DUP:TANDEM>"),
            71
        );
        assert_eq!(extent(&[("SVLEN", &[50])], &[], "<INS>"), 3);
        assert_eq!(extent(&[("SVLEN", &[50])], &[], "<DELETED>"), 3);
        assert_eq!(
            extent(&[("SVLEN", &[50]), ("END", &[300])], &[], "<DEL>"),
            201
        );
        assert_eq!(
            extent(&[("SVLEN", &[50]), ("SVLEN", &[60])], &[], "<DEL>"),
            61
        );
    }

    #[test]
    fn len_counts_for_reference_blocks() {
        assert_eq!(extent(&[], &[7, 40, INTEGER_MISSING], "<*>"), 40);
        assert_eq!(extent(&[], &[40], "A,<NON_REF>"), 40);
        assert_eq!(extent(&[], &[40], "A"), 3);
    }
}
