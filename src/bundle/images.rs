//! The section of images: an index, then PNG after PNG.
//!
//! | bytes | what |
//! | --- | --- |
//! | 0-7 | number of entries, u64: conditions × genes |
//! | 8- | for each condition and in it for each gene: length (u32, 0 for a gene without an image) and SHA-256 of its PNG |
//! | … | the PNGs in this order, without gaps |
//!
//! The section's own checksum is that of the index.

use std::ops::Range;

use super::{
    checksum::{Checksum, checksum},
    error::Fault,
};

const COUNT_LEN: usize = 8;
const ENTRY_LEN: usize = 36;

/// A PNG's length and checksum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ImageEntry {
    pub(super) len: u32,
    pub(super) checksum: Checksum,
}

impl ImageEntry {
    pub(super) fn of(png: &[u8]) -> Option<Self> {
        Some(Self {
            len: u32::try_from(png.len()).ok()?,
            checksum: checksum(png),
        })
    }
}

/// The index as it stands in the file.
pub(super) fn encode_index(entries: &[ImageEntry]) -> Vec<u8> {
    let mut index = Vec::with_capacity(COUNT_LEN + entries.len() * ENTRY_LEN);
    index.extend((entries.len() as u64).to_le_bytes());
    for entry in entries {
        index.extend(entry.len.to_le_bytes());
        index.extend(entry.checksum);
    }
    index
}

/// The index of a section; `None` where the section is shorter than its index.
pub(super) fn index_of(section: &[u8]) -> Option<&[u8]> {
    let Some(count) = section.first_chunk::<COUNT_LEN>() else {
        return section.is_empty().then_some(section);
    };
    let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
    section.get(..count.checked_mul(ENTRY_LEN)?.checked_add(COUNT_LEN)?)
}

/// Where each image is within the section.
#[derive(Clone, Debug, Default)]
pub(super) struct ImageIndex {
    genes: usize,
    /// Where each image begins, and at last where the section ends; empty in a
    /// bundle without images.
    starts: Vec<usize>,
}

impl ImageIndex {
    /// Reads the index, whose checksum has been seen to be right.
    pub(super) fn read(section: &[u8], conditions: usize, genes: usize) -> Result<Self, Fault> {
        let odd =
            || Fault::damaged("the index of its images does not fit its conditions and genes");
        let index = index_of(section).ok_or_else(odd)?;
        if index.is_empty() {
            return Ok(Self::default());
        }
        let mut starts = vec![index.len()];
        let mut end = index.len();
        for entry in index[COUNT_LEN..].chunks_exact(ENTRY_LEN) {
            end = end.checked_add(len_of(entry)).ok_or_else(odd)?;
            starts.push(end);
        }
        if end != section.len() || Some(starts.len() - 1) != conditions.checked_mul(genes) {
            return Err(odd());
        }
        Ok(Self { genes, starts })
    }

    /// Whether there is an image of the gene.
    pub(super) fn has(&self, gene: usize, condition: usize) -> bool {
        self.range(gene, condition).is_some()
    }

    /// How many images the condition has, and their bytes.
    pub(super) fn extent(&self, condition: usize) -> (usize, usize) {
        let ranges = (0..self.genes).filter_map(|gene| self.range(gene, condition));
        ranges.fold((0, 0), |(count, bytes), range| {
            (count + 1, bytes + range.len())
        })
    }

    /// The PNG of a gene; `None` where it has none.
    pub(super) fn png<'s>(
        &self,
        section: &'s [u8],
        gene: usize,
        condition: usize,
    ) -> Option<Result<&'s [u8], Fault>> {
        let range = self.range(gene, condition)?;
        let at = COUNT_LEN + self.number(gene, condition)? * ENTRY_LEN;
        let png = section.get(range).unwrap_or_default();
        let told = section.get(at + 4..at + ENTRY_LEN);
        if told == Some(checksum(png).as_slice()) {
            return Some(Ok(png));
        }
        Some(Err(Fault::damaged("the checksum of an image is wrong")))
    }

    fn range(&self, gene: usize, condition: usize) -> Option<Range<usize>> {
        let number = self.number(gene, condition)?;
        let (&start, &end) = (self.starts.get(number)?, self.starts.get(number + 1)?);
        (start < end).then_some(start..end)
    }

    fn number(&self, gene: usize, condition: usize) -> Option<usize> {
        let number = condition.checked_mul(self.genes)?.checked_add(gene)?;
        (gene < self.genes).then_some(number)
    }
}

fn len_of(entry: &[u8]) -> usize {
    let len = entry.first_chunk::<4>().copied().unwrap_or_default();
    u32::from_le_bytes(len) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNGS: [&[u8]; 6] = [b"one", b"", b"three", b"", b"", b"x"];

    fn section() -> Vec<u8> {
        let entries = PNGS.map(|png| match png {
            b"" => ImageEntry::default(),
            png => ImageEntry::of(png).unwrap(),
        });
        [encode_index(&entries), PNGS.concat()].concat()
    }

    #[test]
    fn each_image_is_found_alone() {
        let section = section();
        let images = ImageIndex::read(&section, 2, 3).unwrap();
        for (number, expected) in PNGS.into_iter().enumerate() {
            let png = images.png(&section, number % 3, number / 3);
            let png = png.map(|png| png.unwrap_or_else(|_| panic!("{number}")));
            assert_eq!(png.unwrap_or_default(), expected);
            assert_eq!(images.has(number % 3, number / 3), !expected.is_empty());
        }
        assert_eq!((images.extent(0), images.extent(1)), ((2, 8), (1, 1)));
        for (gene, condition) in [(3, 0), (0, 2), (usize::MAX, 1), (1, usize::MAX)] {
            assert!(images.png(&section, gene, condition).is_none());
        }
    }

    #[test]
    fn an_index_that_does_not_fit_is_refused() {
        let good = section();
        let longer = [&good[..], b"x"].concat();
        let mut huge = good.clone();
        huge[0..8].copy_from_slice(&u64::MAX.to_le_bytes());
        let index = index_of(&good).unwrap();
        let (cut, shorter) = (&good[..good.len() - 1], &index[..index.len() - 1]);
        for section in [cut, &longer, &huge, shorter, &good[..7]] {
            assert!(matches!(
                ImageIndex::read(section, 2, 3),
                Err(Fault::Damaged(_))
            ));
        }
        for (conditions, genes) in [(3, 3), (1, 3), (usize::MAX, 2)] {
            let read = ImageIndex::read(&good, conditions, genes);
            assert!(matches!(read, Err(Fault::Damaged(_))));
        }
    }
}
