//! What an ALT changes, whatever bases REF and ALT have in common.

/// Longer insertions are not turned round: that an allele is long enough will do.
const MAX_ROTATED: usize = 1000;

/// REF and ALT without the bases that they share: first those at the left, then those at the right.
///
/// Splitting and trimming a record keeps both; shifting an insertion or a deletion along a repeat
/// turns its bases round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change<'a> {
    /// The 1-based position of the first base that is not shared.
    pub(super) position: u64,
    pub(super) deleted: &'a [u8],
    pub(super) inserted: &'a [u8],
    /// REF, and the position of its first base.
    reference: (u64, &'a [u8]),
}

impl<'a> Change<'a> {
    pub(super) fn new(position: u64, reference: &'a [u8], alternate: &'a [u8]) -> Self {
        let left = shared(reference.iter(), alternate.iter());
        let (deleted, inserted) = (&reference[left..], &alternate[left..]);
        let right = shared(deleted.iter().rev(), inserted.iter().rev());
        Self {
            position: position + left as u64,
            deleted: &deleted[..deleted.len() - right],
            inserted: &inserted[..inserted.len() - right],
            reference: (position, reference),
        }
    }

    /// Whether both a base goes and a base comes. Such a change cannot be shifted.
    pub(super) fn is_substitution(&self) -> bool {
        !self.deleted.is_empty() && !self.inserted.is_empty()
    }

    /// Whether two changes are one: the same, or one of the two shifted along a repeat, as far as the
    /// bases of both REFs tell.
    pub(super) fn is(&self, other: &Self) -> bool {
        if self.is_substitution() || other.is_substitution() {
            return self.position == other.position
                && self.deleted.eq_ignore_ascii_case(other.deleted)
                && self.inserted.eq_ignore_ascii_case(other.inserted);
        }
        let (first, later) = match self.position <= other.position {
            true => (self, other),
            false => (other, self),
        };
        let shift = later.position - first.position;
        is_turned(first.deleted, later.deleted, shift)
            && is_turned(first.inserted, later.inserted, shift)
            && [self, other]
                .iter()
                .all(|one| first.repeats_to(later.position, one.reference))
    }

    /// Whether the bases of an insertion or a deletion repeat up to a position, as far as some bases
    /// from a position on tell.
    fn repeats_to(&self, end: u64, (position, reference): (u64, &[u8])) -> bool {
        let unit = match self.inserted {
            [] => self.deleted,
            inserted => inserted,
        };
        let mut places = (position..end).zip(reference);
        unit.is_empty()
            || places.all(|(place, base)| {
                let Some(behind) = place.checked_sub(self.position) else {
                    return true;
                };
                base.eq_ignore_ascii_case(&unit[(behind % unit.len() as u64) as usize])
            })
    }

    /// Whether some original site, of which splitting, trimming or shifting left this change, has an
    /// ALT with these bases, or with these after its first.
    ///
    /// The ALT that was trimmed holds the bases that the change inserts, between any others. An
    /// insertion may have been shifted, which turns its bases round. An ALT from which bases are
    /// deleted may be any.
    pub(super) fn may_be_of(&self, bases: &[u8]) -> bool {
        match (self.deleted, self.inserted) {
            (_, []) => true,
            ([], inserted) => holds_turned(bases, inserted),
            (_, inserted) => holds(bases, inserted),
        }
    }
}

fn shared<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a.eq_ignore_ascii_case(b))
        .count()
}

/// Whether bases, shifted by so many along their own repeat, are these.
fn is_turned(bases: &[u8], shifted: &[u8], shift: u64) -> bool {
    if bases.len() != shifted.len() {
        return false;
    }
    let Some(turn) = shift.checked_rem(bases.len() as u64) else {
        return true;
    };
    let (start, end) = bases.split_at(turn as usize);
    let mut pairs = end.iter().chain(start).zip(shifted);
    pairs.all(|(a, b)| a.eq_ignore_ascii_case(b))
}

fn holds(text: &[u8], bases: &[u8]) -> bool {
    let mut windows = text.windows(bases.len());
    windows.any(|window| window.eq_ignore_ascii_case(bases))
}

fn holds_turned(text: &[u8], bases: &[u8]) -> bool {
    if bases.len() > MAX_ROTATED {
        return text.len() >= bases.len();
    }
    let mut windows = text.windows(bases.len());
    windows.any(|window| is_rotation(window, bases))
}

/// Whether bases are others, turned round: `CAG` is `AGC` and `GCA`.
pub(super) fn is_rotation(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && (a.is_empty() || (0..a.len() as u64).any(|turn| is_turned(a, b, turn)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change<'a>(position: u64, reference: &'a str, alternate: &'a str) -> Change<'a> {
        Change::new(position, reference.as_bytes(), alternate.as_bytes())
    }

    #[test]
    fn shared_bases_go_at_both_ends() {
        for (reference, alternate, expected) in [
            ("A", "C", (10, "A", "C")),
            ("CA", "CAA", (12, "", "A")),
            ("CAA", "CA", (12, "A", "")),
            ("GCAT", "GTAT", (11, "C", "T")),
            ("gcAT", "GTTAT", (11, "c", "TT")),
            ("A", "A", (11, "", "")),
        ] {
            let found = change(10, reference, alternate);
            let text = |bytes| std::str::from_utf8(bytes).unwrap();
            let found = (found.position, text(found.deleted), text(found.inserted));
            assert_eq!(found, expected, "{reference}>{alternate}");
        }
    }

    #[test]
    fn a_change_is_itself_however_it_is_padded_or_shifted() {
        assert!(change(10, "CA", "C").is(&change(9, "GCA", "GC")));
        assert!(change(10, "CAT", "CGT").is(&change(11, "A", "G")));
        // CAGAGAG: AG deleted at the left, GA one base on, AG two on.
        assert!(change(10, "CAG", "C").is(&change(11, "AGA", "A")));
        assert!(change(10, "CAG", "C").is(&change(12, "GAG", "G")));
        assert!(!change(10, "CAG", "C").is(&change(11, "GAG", "G")));
        // The T before GC is not that behind it.
        assert!(!change(10, "GC", "TGC").is(&change(10, "GC", "GCT")));
        assert!(change(10, "TT", "TTT").is(&change(9, "A", "AT")));
        assert!(!change(9, "ATC", "AT").is(&change(9, "AT", "A")));
        assert!(!change(10, "CA", "C").is(&change(10, "C", "CA")));
        assert!(!change(10, "A", "G").is(&change(11, "A", "G")));
        assert!(!change(10, "A", "G").is(&change(10, "A", "T")));
    }

    #[test]
    fn an_allele_that_holds_what_is_inserted_may_be_the_alt() {
        for (reference, alternate, allele, expected) in [
            ("G", "T", "T", true),
            ("G", "T", "A", false),
            ("G", "T", "", false),
            ("G", "T", "TA", true),
            ("CAA", "CTA", "T", true),
            // CAA>CA,C has the entries A and -; CA>C, which is left of either, may be both.
            ("CA", "C", "A", true),
            ("CA", "C", "", true),
            ("TA", "TAA", "AA", true),
            ("TA", "TAA", "", false),
            ("C", "CAG", "GA", true),
            ("C", "CAG", "TGAT", true),
            ("C", "CAG", "AA", false),
        ] {
            let found = change(1, reference, alternate).may_be_of(allele.as_bytes());
            assert_eq!(found, expected, "{reference}>{alternate} as {allele}");
        }
    }
}
