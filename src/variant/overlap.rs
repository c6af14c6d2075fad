//! What it means that a record lies in a region.

use std::str::FromStr;

use super::{Extent, Record, region::Intervals};

/// Which records a region has, as `bcftools --regions-overlap` says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// Those whose POS lies in it. Of regions that share no position, no two have the same record.
    Pos,
    /// Those of which any position lies in it, from POS to the end of REF or of the event.
    #[default]
    Record,
    /// Those that change a position in it: without the bases that REF and all ALTs begin with.
    Variant,
}

impl FromStr for Overlap {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "0" | "pos" => Ok(Self::Pos),
            "1" | "record" => Ok(Self::Record),
            "2" | "variant" => Ok(Self::Variant),
            _ => Err("use pos, record or variant (or 0, 1, 2)".into()),
        }
    }
}

impl Overlap {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pos => "pos",
            Self::Record => "record",
            Self::Variant => "variant",
        }
    }

    /// Whether some interval has the record. A telomere, at 0, counts with the first base, so that
    /// regions can have it.
    pub(super) fn has(self, intervals: &Intervals, record: &Record, extent: &Extent) -> bool {
        let start = record.position().unwrap_or(0);
        let (first, last) = match self {
            Self::Pos => (start, start),
            Self::Record => (start, extent.end(record)),
            Self::Variant => {
                let last = extent.end(record);
                (start + unchanged(record, last + 1 - start), last)
            }
        };
        match start {
            0 => intervals.overlaps(first.max(1), last.max(1)),
            _ => intervals.overlaps(first, last),
        }
    }
}

/// How many bases REF and all ALTs begin with alike (`_set_variant_boundaries` in htslib's
/// `synced_bcf_reader.c`); all, where there is no ALT.
fn unchanged(record: &Record, length: u64) -> u64 {
    let reference = record.reference();
    let alike = |i| {
        let alternate = record.alternate(i).unwrap_or_default();
        let pairs = reference.iter().zip(alternate);
        pairs.take_while(|(a, b)| a == b).count() as u64
    };
    (0..record.alternate_count())
        .map(alike)
        .fold(length, u64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::variant::{Dictionary, vcf};

    fn is_in(overlap: Overlap, line: &str, start: u64, end: u64) -> bool {
        let header = b"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let extent = Extent::new(&Dictionary::parse(header).unwrap());
        let (ends, _) = vcf::split(line.as_bytes(), None).unwrap();
        let record = Record::Vcf(vcf::Line::new(line.as_bytes(), &ends));
        overlap.has(&Intervals::new(vec![(start, end)]), &record, &extent)
    }

    #[test]
    fn a_deletion_lies_where_the_mode_says() {
        let deletion = "1\t100\t.\tACGT\tA\t.\t.\t.";
        for (start, end, expected) in [
            (90, 99, [false, false, false]),
            (90, 100, [true, true, false]),
            (101, 110, [false, true, true]),
            (103, 103, [false, true, true]),
            (104, 110, [false, false, false]),
        ] {
            let modes = [Overlap::Pos, Overlap::Record, Overlap::Variant];
            let found = modes.map(|mode| is_in(mode, deletion, start, end));
            assert_eq!(found, expected, "{start}-{end}");
        }
    }

    #[test]
    fn an_insertion_lies_between_two_bases() {
        let insertion = "1\t100\t.\tA\tAC\t.\t.\t.";
        let found = |start, end| is_in(Overlap::Variant, insertion, start, end);
        assert!(found(100, 101) && found(1, 200));
        assert!(!found(50, 100) && !found(101, 200));
    }

    #[test]
    fn a_telomere_lies_in_the_regions_that_have_the_first_base() {
        let telomere = "1\t0\t.\tN\t<DEL>\t.\t.\tEND=50";
        assert!(is_in(Overlap::Pos, telomere, 1, 10));
        assert!(is_in(Overlap::Record, telomere, 40, 45));
        assert!(!is_in(Overlap::Pos, telomere, 2, 10));
    }

    #[test]
    fn modes_are_spelt_as_bcftools_spells_them() {
        for (number, mode) in [Overlap::Pos, Overlap::Record, Overlap::Variant]
            .into_iter()
            .enumerate()
        {
            assert_eq!(mode.name().parse(), Ok(mode));
            assert_eq!(number.to_string().parse(), Ok(mode));
        }
        assert!("all".parse::<Overlap>().is_err());
        assert_eq!(Overlap::default(), Overlap::Record);
    }
}
