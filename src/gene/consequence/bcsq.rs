//! What is particular to `bcftools csq`: changes instead of alleles, and
//! entries that refer to another record.

use super::{bond::Bond, change::Change, site::Site};

/// Bases between a record and the part of a change that may be another ALT of its site. What lies
/// farther off says nothing of the site: the record may have been lifted over.
const NEAR: u64 = 300;

/// The positions (1-based) of the records that a `BCSQ` value refers to.
///
/// Of a compound change, `bcftools csq` describes the consequence at one of
/// its records and writes `@POS` at the others; that record may come before or
/// after. Its genes are had by
/// [`visit_referenced`](super::ConsequenceField::visit_referenced).
pub fn bcsq_references(value: &[u8]) -> impl Iterator<Item = u64> {
    value
        .split(|b| *b == b',')
        .filter_map(|entry| number(entry.strip_prefix(b"@")?))
}

/// Whether a change, `46115084C>A` or several joined by `+`, has a part at the
/// position.
pub(super) fn lists(change: &[u8], position: u64) -> bool {
    parts(change).any(|part| part.position == position)
}

/// Whether a change is an ALT's: one of its parts is, as the record spells it now or as the site did
/// before it was split, trimmed or shifted.
///
/// A change without a part near the record may be any ALT's.
pub(super) fn bond(change: &[u8], site: &Site, alternate: &[u8]) -> Bond {
    if change.is_empty() || parts(change).any(|part| part.is(site, alternate)) {
        return Bond::Certain;
    }
    match parts(change).any(|part| part.is_near(site)) {
        true => Bond::None,
        false => Bond::Possible,
    }
}

/// `46115084C>A`, a part of a change.
struct Part<'a> {
    position: u64,
    reference: &'a [u8],
    alternate: &'a [u8],
}

impl Part<'_> {
    /// Symbolic ALTs are written as they are.
    fn is(&self, site: &Site, alternate: &[u8]) -> bool {
        let is_same = self.position == site.position
            && self.reference.eq_ignore_ascii_case(site.reference)
            && self.alternate.eq_ignore_ascii_case(alternate);
        let change = || Change::new(self.position, self.reference, self.alternate);
        let may_be = self.is_near(site) && !alternate.starts_with(b"<");
        is_same || may_be && change().is(&site.change(alternate))
    }

    fn is_near(&self, site: &Site) -> bool {
        self.position.abs_diff(site.position) <= NEAR
    }
}

fn parts(change: &[u8]) -> impl Iterator<Item = Part<'_>> {
    change.split(|b| *b == b'+').filter_map(|part| {
        let digits = part.iter().take_while(|b| b.is_ascii_digit()).count();
        let (position, alleles) = part.split_at(digits);
        let sign = alleles.iter().position(|b| *b == b'>')?;
        Some(Part {
            position: number(position)?,
            reference: &alleles[..sign],
            alternate: &alleles[sign + 1..],
        })
    })
}

fn number(digits: &[u8]) -> Option<u64> {
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_among_entries() {
        let value = b"@3632,stop_lost|AL627309.1|ENST00000423372|protein_coding|-,@12,@,@x1,@+1";
        assert!(bcsq_references(value).eq([3632, 12]));
        assert_eq!(bcsq_references(b"").count(), 0);
        assert_eq!(bcsq_references(b".").count(), 0);
        assert_eq!(bcsq_references(b"@99999999999999999999999").count(), 0);
    }

    #[test]
    fn a_compound_change_lists_its_positions() {
        let change = b"3630T>A+3632A>C";
        assert!(lists(change, 3630));
        assert!(lists(change, 3632));
        assert!(!lists(change, 363));
        assert!(!lists(b"", 0));
    }

    #[test]
    fn a_change_spells_reference_and_alternate() {
        let site = Site {
            position: 121,
            reference: b"ACG",
            alternates: &[b"A", b"ACGT"],
            original: b"",
        };
        let change = b"121ACG>A+124TA>T";
        assert_eq!(bond(change, &site, b"A"), Bond::Certain);
        assert_eq!(bond(change, &site, b"ACGT"), Bond::None);
        assert_eq!(bond(b"120ACG>A", &site, b"A"), Bond::None);
        assert_eq!(bond(b"121AC>A", &site, b"A"), Bond::None);
        assert_eq!(bond(b"9121ACG>A", &site, b"A"), Bond::Possible);
        assert_eq!(bond(b"121ACG", &site, b"A"), Bond::Possible);
        assert_eq!(bond(b"+>", &site, b"A"), Bond::Possible);
        assert_eq!(bond(b"", &site, b"A"), Bond::Certain);
    }

    #[test]
    fn a_change_is_known_after_it_was_trimmed_or_shifted() {
        let site = Site {
            position: 121,
            reference: b"CA",
            alternates: &[b"C"],
            original: b"",
        };
        // CAAAG: the A that goes may be any.
        for change in [
            "121CA>C",
            "120GCA>GC",
            "121CAAAG>CAAG",
            "123AA>A",
            "100A>C+123AA>A",
        ] {
            let found = bond(change.as_bytes(), &site, b"C");
            assert_eq!(found, Bond::Certain, "{change}");
        }
        for change in ["121CA>CAA", "121CAA>C", "123AG>A", "121C>T"] {
            let found = bond(change.as_bytes(), &site, b"C");
            assert_eq!(found, Bond::None, "{change}");
        }
    }
}
