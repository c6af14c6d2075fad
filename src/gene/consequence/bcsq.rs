//! What is particular to `bcftools csq`: changes instead of alleles, and
//! entries that refer to another record.

use super::Site;

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
    parts(change).any(|(at, _)| at == position)
}

/// Whether a change has a part that is the ALT of the record.
pub(super) fn spells(change: &[u8], site: &Site, alternate: &[u8]) -> bool {
    parts(change).any(|(at, alleles)| at == site.position && is_change(alleles, site, alternate))
}

/// Whether the text is `REF>ALT`. `bcftools csq` writes both as the record does.
fn is_change(alleles: &[u8], site: &Site, alternate: &[u8]) -> bool {
    alleles
        .split_at_checked(site.reference.len())
        .is_some_and(|(reference, rest)| {
            reference.eq_ignore_ascii_case(site.reference)
                && rest
                    .strip_prefix(b">")
                    .is_some_and(|rest| rest.eq_ignore_ascii_case(alternate))
        })
}

fn parts(change: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    change.split(|b| *b == b'+').filter_map(|part| {
        let digits = part.iter().take_while(|b| b.is_ascii_digit()).count();
        let (position, alleles) = part.split_at(digits);
        Some((number(position)?, alleles))
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
        };
        let change = b"121ACG>A+124TA>T";
        assert!(spells(change, &site, b"A"));
        assert!(!spells(change, &site, b"ACGT"));
        assert!(!spells(b"120ACG>A", &site, b"A"));
        assert!(!spells(b"121AC>A", &site, b"A"));
        assert!(!spells(b"121ACG", &site, b"A"));
        assert!(!spells(b"+>", &site, b"A"));
    }
}
