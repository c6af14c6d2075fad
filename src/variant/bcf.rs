//! BCF records as blocks of bytes.

mod info;

use std::ops::Range;

use super::{Edit, typed};

/// The two lengths before each block.
const LENGTHS: usize = 8;
/// CHROM, POS, rlen, QUAL, `n_allele << 16 | n_info`, `n_fmt << 24 | n_sample` (VCF
/// specification, section 6.3.1).
const FIXED: usize = 24;

/// The length of the block that begins here, its length fields included; `None` where they are
/// not whole.
#[must_use]
pub fn block_len(bytes: &[u8]) -> Option<u64> {
    let lengths = bytes.get(..LENGTHS)?;
    Some(LENGTHS as u64 + u64::from(u32_at(lengths, 0)) + u64::from(u32_at(lengths, 4)))
}

/// A whole record. The block of the samples is looked at by [`Samples`](super::Samples) alone.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    bytes: &'a [u8],
}

impl<'a> Block<'a> {
    /// A record that begins with its length fields.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Whether the shared part is sound as far as this program reads it.
    ///
    /// # Errors
    ///
    /// Returns what is wrong.
    pub fn check(&self) -> Result<(), String> {
        let shared = u32_at(self.bytes, 0) as usize;
        if shared < FIXED {
            return Err(format!(
                "the shared part has {shared} bytes instead of at least {FIXED}"
            ));
        }
        let mut info = self.info_start().map_err(|e| e.to_string())?;
        info::Fields::new(&mut info, self.info_count())
            .try_for_each(|field| field.map(drop))
            .map_err(|e| e.to_string())?;
        match info.len() {
            0 => Ok(()),
            surplus => Err(format!("{surplus} bytes follow INFO in the shared part")),
        }
    }

    /// The whole record.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    fn shared(&self) -> &'a [u8] {
        let len = u32_at(self.bytes, 0) as usize;
        &self.bytes[LENGTHS..LENGTHS + len]
    }

    /// The part of the samples.
    pub(super) fn individual(&self) -> &'a [u8] {
        &self.bytes[LENGTHS + u32_at(self.bytes, 0) as usize..]
    }

    /// CHROM as an index in the contig dictionary.
    #[must_use]
    pub fn contig_index(&self) -> Option<usize> {
        i32_at(self.shared(), 0).try_into().ok()
    }

    /// POS, 1-based; 0 is the telomere.
    #[must_use]
    pub fn position(&self) -> Option<u64> {
        u64::try_from(i64::from(i32_at(self.shared(), 4)) + 1).ok()
    }

    /// The length on the reference that the record's writer worked out (rlen).
    #[must_use]
    pub fn reference_len(&self) -> Option<u64> {
        i32_at(self.shared(), 8).try_into().ok()
    }

    /// The number of FORMAT fields, and that of samples.
    pub(super) fn format_counts(&self) -> (usize, usize) {
        let counts = u32_at(self.shared(), 20) as usize;
        (counts >> 24, counts & 0xff_ffff)
    }

    fn allele_count(&self) -> usize {
        u32_at(self.shared(), 16) as usize >> 16
    }

    fn info_count(&self) -> usize {
        u32_at(self.shared(), 16) as usize & 0xffff
    }

    /// REF and the ALTs.
    pub fn alleles(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut rest = &self.shared()[FIXED..];
        let id = typed::skip_value(&mut rest);
        let count = if id.is_ok() { self.allele_count() } else { 0 };
        (0..count).map_while(move |_| typed::read_value(&mut rest).ok().map(|v| v.bytes))
    }

    /// FILTER as indexes in the string dictionary; none for `.`.
    pub fn filters(&self) -> impl Iterator<Item = i32> + use<'a> {
        let mut rest = &self.shared()[FIXED..];
        let skipped = (0..=self.allele_count()).try_for_each(|_| typed::skip_value(&mut rest));
        let value = skipped.and_then(|()| typed::read_value(&mut rest)).ok();
        let filters = value.into_iter().flat_map(typed::integers);
        filters.filter(|&filter| filter >= typed::INTEGER_MIN)
    }

    /// The INFO part, after ID, alleles and FILTER.
    fn info_start(&self) -> Result<&'a [u8], typed::Error> {
        let mut rest = &self.shared()[FIXED..];
        for _ in 0..self.allele_count() + 2 {
            typed::skip_value(&mut rest)?;
        }
        Ok(rest)
    }

    /// The value of an INFO field by its index in the string dictionary.
    #[must_use]
    pub fn info_value(&self, key: usize) -> Option<typed::Value<'a>> {
        let mut rest = self.info_start().ok()?;
        info::Fields::new(&mut rest, self.info_count())
            .map_while(Result::ok)
            .find(|field| field.key == key)
            .map(|field| field.value)
    }

    /// Appends the record with our INFO fields written anew and the samples copied.
    ///
    /// # Errors
    ///
    /// Returns an error where a key is not in the dictionary or the record gets too large.
    pub fn write_edited(&self, edit: &Edit, out: &mut Vec<u8>) -> Result<(), String> {
        let start = out.len();
        let shared = self.shared();
        let info = self.info_start().map_err(|e| e.to_string())?;
        out.extend_from_slice(&self.bytes[..LENGTHS]);
        out.extend_from_slice(&shared[..shared.len() - info.len()]);
        let count = info::write_edited(info, self.info_count(), edit, out)?;
        let len = out.len() - start - LENGTHS;
        let len = u32::try_from(len).map_err(|_| "the record would exceed 4 GiB")?;
        let alleles = u32_at(shared, 16) & 0xffff_0000;
        put_u32(out, start..start + 4, len);
        let counts = start + LENGTHS + 16;
        put_u32(out, counts..counts + 4, alleles | u32::from(count));
        out.extend_from_slice(self.individual());
        Ok(())
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[at..at + 4]);
    u32::from_le_bytes(word)
}

fn i32_at(bytes: &[u8], at: usize) -> i32 {
    u32_at(bytes, at).cast_signed()
}

fn put_u32(bytes: &mut [u8], at: Range<usize>, value: u32) {
    bytes[at].copy_from_slice(&value.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::{Dictionary, Keys, Value};

    /// 1:5 A>C,T with INFO X=7 (key 1) and OLD (key 2), and two bytes of samples.
    fn block() -> Vec<u8> {
        let mut shared = Vec::new();
        for word in [0, 4, 1, 0x7f80_0001, 3 << 16 | 2, 0] {
            shared.extend_from_slice(&u32::to_le_bytes(word));
        }
        shared.extend_from_slice(&[0x07, 0x17, b'A', 0x17, b'C', 0x17, b'T', 0x00]);
        shared.extend_from_slice(&[0x11, 1, 0x11, 7, 0x11, 2, 0x00]);
        let mut block = (shared.len() as u32).to_le_bytes().to_vec();
        block.extend_from_slice(&2_u32.to_le_bytes());
        block.extend_from_slice(&shared);
        block.extend_from_slice(b"ss");
        block
    }

    fn keys() -> Keys {
        let header = b"##fileformat=VCFv4.3\n\
            ##INFO=<ID=X,Number=1,Type=Integer,Description=\"\">\n\
            ##INFO=<ID=OLD,Number=0,Type=Flag,Description=\"\">\n\
            ##INFO=<ID=NEW,Number=A,Type=Float,Description=\"\">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let dictionary = Dictionary::parse(header).unwrap();
        Keys::new(&["OLD".into(), "NEW".into()], &dictionary, &dictionary)
    }

    #[test]
    fn fields_are_read_in_place() {
        let bytes = block();
        let block = Block::new(&bytes);
        assert_eq!(block.check(), Ok(()));
        assert_eq!(block_len(&bytes), Some(bytes.len() as u64));
        assert_eq!(block.position(), Some(5));
        assert_eq!(block.alleles().collect::<Vec<_>>(), [b"A", b"C", b"T"]);
        assert_eq!(block.info_value(1).unwrap().bytes, [7]);
        assert!(block.info_value(3).is_none());
    }

    #[test]
    fn info_is_extended_and_the_samples_copied() {
        let (bytes, keys) = (block(), keys());
        let edit = Edit {
            keys: &keys,
            values: &[Value::Floats(vec![]), Value::Floats(vec![0.5, f32::NAN])],
        };
        let mut once = Vec::new();
        Block::new(&bytes).write_edited(&edit, &mut once).unwrap();
        let edited = Block::new(&once);
        assert_eq!(edited.check(), Ok(()));
        assert!(edited.info_value(2).is_none(), "OLD is removed");
        assert_eq!(edited.info_value(1).unwrap().bytes, [7]);
        let expected = [0.5_f32.to_le_bytes(), 0x7f80_0001_u32.to_le_bytes()].concat();
        assert_eq!(edited.info_value(3).unwrap().bytes, expected);
        assert_eq!(edited.individual(), b"ss");
        let mut twice = Vec::new();
        edited.write_edited(&edit, &mut twice).unwrap();
        assert_eq!(twice, once);
    }

    #[test]
    fn every_damaged_byte_is_survived() {
        let (bytes, keys) = (block(), keys());
        let edit = Edit {
            keys: &keys,
            values: &[Value::Floats(vec![]), Value::Text(b"x".into())],
        };
        for at in LENGTHS..bytes.len() {
            for flip in [1, 0x10, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                let block = Block::new(&damaged);
                if block.check().is_ok() {
                    block.write_edited(&edit, &mut Vec::new()).unwrap();
                    block.alleles().count();
                }
            }
        }
    }
}
