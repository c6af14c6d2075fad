//! What HGVS says of the bases that change (<https://hgvs-nomenclature.org>).
//!
//! Positions on a transcript are not looked up: only bases and lengths are compared, which is
//! enough to tell the ALTs of one site apart in most cases.

use super::change::{Change, is_rotation};

/// Whether a description is of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Agrees,
    Contradicts,
    /// There is none, or it cannot be told.
    Silent,
}

/// The strand of what a description is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strand {
    Forward,
    Reverse,
    Unknown,
}

impl Strand {
    /// VEP's STRAND: `1` or `-1`.
    pub(super) fn read(text: &[u8]) -> Self {
        match text {
            b"1" | b"+" => Self::Forward,
            b"-1" | b"-" => Self::Reverse,
            _ => Self::Unknown,
        }
    }
}

/// Asks a description, `ENST00000383070.2:c.203G>A` or its part after the colon.
pub(super) fn verdict(text: &[u8], strand: Strand, change: &Change) -> Verdict {
    let Some(told) = Told::read(text) else {
        return Verdict::Silent;
    };
    let forward = || told.is(change.deleted, change.inserted);
    let reverse = || {
        let [deleted, inserted] = [change.deleted, change.inserted].map(reverse_complement);
        told.is(&deleted, &inserted)
    };
    let agrees = match strand {
        Strand::Forward => forward(),
        Strand::Reverse => reverse(),
        Strand::Unknown => either(forward(), reverse),
    };
    match agrees {
        None => Verdict::Silent,
        Some(true) => Verdict::Agrees,
        Some(false) => Verdict::Contradicts,
    }
}

fn either(first: Option<bool>, second: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match first {
        Some(false) => second(),
        first => first,
    }
}

/// A change as it is told. What is not said is empty or `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told<'a> {
    Substitution(&'a [u8], &'a [u8]),
    /// The bases, and how many.
    Deletion(&'a [u8], Option<usize>),
    Duplication(&'a [u8], Option<usize>),
    Insertion(&'a [u8]),
    /// How many bases go, and those that come.
    Replacement(Option<usize>, &'a [u8]),
    Inversion,
}

impl<'a> Told<'a> {
    fn read(text: &'a [u8]) -> Option<Self> {
        let start = memchr::memrchr(b':', text).map_or(0, |colon| colon + 1);
        let [b'c' | b'g' | b'm' | b'n', b'.', rest @ ..] = &text[start..] else {
            return None;
        };
        let is_place = |b: &u8| b.is_ascii_digit() || b"+-*_".contains(b);
        let end = rest.iter().position(|b| !is_place(b))?;
        let (places, rest) = rest.split_at(end);
        if let Some(sign) = memchr::memchr(b'>', rest) {
            let (from, to) = (&rest[..sign], &rest[sign + 1..]);
            return (are_bases(from) && are_bases(to)).then_some(Self::Substitution(from, to));
        }
        Self::of_word(rest, length(places))
    }

    fn of_word(text: &'a [u8], length: Option<usize>) -> Option<Self> {
        let (word, rest) = text.split_at_checked(3)?;
        let (bases, rest) = rest.split_at(rest.iter().take_while(|b| is_base(b)).count());
        let inserted = rest.strip_prefix(b"ins").filter(|bases| are_bases(bases));
        match (word, rest) {
            (b"del", []) => Some(Self::Deletion(bases, known(bases).or(length))),
            (b"del", _) => inserted.map(|to| Self::Replacement(known(bases).or(length), to)),
            (b"dup", []) => Some(Self::Duplication(bases, known(bases).or(length))),
            (b"ins", []) if !bases.is_empty() => Some(Self::Insertion(bases)),
            (b"inv", []) => Some(Self::Inversion),
            _ => None,
        }
    }

    /// Whether this is the change of the bases; `None` where it cannot be told.
    fn is(&self, deleted: &[u8], inserted: &[u8]) -> Option<bool> {
        let is_insertion = deleted.is_empty();
        match *self {
            Self::Substitution(from, to) => {
                let told = Change::new(0, from, to);
                let same = |a: &[u8], b: &[u8]| a.eq_ignore_ascii_case(b);
                Some(same(told.deleted, deleted) && same(told.inserted, inserted))
            }
            Self::Deletion(..) if !inserted.is_empty() => Some(false),
            Self::Deletion(bases, length) => turned(bases, length, deleted),
            Self::Duplication(..) | Self::Insertion(_) if !is_insertion => Some(false),
            Self::Duplication(bases, length) => turned(bases, length, inserted),
            Self::Insertion(bases) => Some(is_rotation(bases, inserted)),
            Self::Replacement(..) if is_insertion || inserted.is_empty() => Some(false),
            Self::Replacement(length, to) => Some(replaces(length, to, deleted, inserted)),
            Self::Inversion if is_insertion || inserted.is_empty() => Some(false),
            Self::Inversion => Some(reverse_complement(deleted).eq_ignore_ascii_case(inserted)),
        }
    }
}

/// Whether bases, or as many as are said, are those, perhaps shifted along a repeat.
fn turned(bases: &[u8], length: Option<usize>, changed: &[u8]) -> Option<bool> {
    match bases {
        [] => length.map(|length| length == changed.len()),
        bases => Some(is_rotation(bases, changed)),
    }
}

/// Whether so many bases that become others are the change, between bases that stay.
fn replaces(length: Option<usize>, to: &[u8], deleted: &[u8], inserted: &[u8]) -> bool {
    let mut windows = to.windows(inserted.len());
    windows.any(|window| window.eq_ignore_ascii_case(inserted))
        && length.is_none_or(|length| length + inserted.len() == to.len() + deleted.len())
}

fn known(bases: &[u8]) -> Option<usize> {
    (!bases.is_empty()).then_some(bases.len())
}

fn is_base(b: &u8) -> bool {
    b"ACGTNacgtn".contains(b)
}

fn are_bases(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(is_base)
}

/// How many bases lie between two places, `203_205`, or at one; `None` across the end of an exon,
/// where the transcript does not tell.
fn length(places: &[u8]) -> Option<usize> {
    let mut places = places.split(|b| *b == b'_').map(HgvsPosition::read);
    let first = places.next()??;
    let Some(last) = places.next() else {
        return Some(1);
    };
    let last = last?;
    let span = match (first.offset, last.offset) {
        (0, 0) if first.is_behind == last.is_behind => {
            // There is no position 0.
            let gap = i64::from(first.base < 0 && last.base > 0);
            last.base - first.base - gap
        }
        _ if (first.base, first.is_behind) == (last.base, last.is_behind) => {
            last.offset - first.offset
        }
        _ => return None,
    };
    usize::try_from(span + 1).ok()
}

/// `203`, `-12`, `*5` or `203+5`.
struct HgvsPosition {
    base: i64,
    /// Behind the stop codon.
    is_behind: bool,
    offset: i64,
}

impl HgvsPosition {
    fn read(text: &[u8]) -> Option<Self> {
        let (is_behind, text) = match text.strip_prefix(b"*") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let sign = text.iter().skip(1).position(|b| matches!(b, b'+' | b'-'));
        let (base, offset) = text.split_at(sign.map_or(text.len(), |at| at + 1));
        let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse().ok();
        Some(Self {
            base: number(base)?,
            is_behind,
            offset: if offset.is_empty() {
                0
            } else {
                number(offset)?
            },
        })
    }
}

fn reverse_complement(bases: &[u8]) -> Vec<u8> {
    let complement = |b: &u8| match b.to_ascii_uppercase() {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        other => other,
    };
    bases.iter().rev().map(complement).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str, strand: Strand, reference: &str, alternate: &str) -> Verdict {
        let change = Change::new(1, reference.as_bytes(), alternate.as_bytes());
        verdict(text.as_bytes(), strand, &change)
    }

    #[test]
    fn descriptions_agree_with_their_change() {
        use Strand::{Forward, Reverse, Unknown};
        for (text, strand, reference, alternate) in [
            ("ENST00000383070.2:c.203G>A", Forward, "G", "A"),
            ("c.203G>A", Reverse, "C", "T"),
            ("c.203G>A", Unknown, "C", "T"),
            ("n.203+5G>A", Forward, "TG", "TA"),
            ("9:g.127503g>a", Forward, "G", "A"),
            ("c.10_11del", Forward, "CAG", "C"),
            ("c.-12_-11delAG", Forward, "GGA", "G"),
            ("c.-1_1del", Forward, "CAG", "C"),
            ("c.*5del", Reverse, "CA", "C"),
            ("c.20+1_20+3del", Forward, "CAGT", "C"),
            ("c.10dup", Forward, "C", "CA"),
            ("c.10_11dupAG", Forward, "C", "CGA"),
            ("c.10_11insTT", Reverse, "C", "CAA"),
            ("c.10_12delinsTT", Forward, "CAG", "TT"),
            ("c.10_11delAGinsTT", Forward, "AG", "TT"),
            ("c.10_12delinsCTT", Forward, "CAG", "CTT"),
            ("c.10_12inv", Forward, "AAG", "CTT"),
            ("c.10_11inv", Forward, "CAGC", "CCTC"),
        ] {
            let found = ask(text, strand, reference, alternate);
            assert_eq!(found, Verdict::Agrees, "{text} {reference}>{alternate}");
        }
    }

    #[test]
    fn descriptions_contradict_other_changes() {
        use Strand::{Forward, Reverse, Unknown};
        for (text, strand, reference, alternate) in [
            ("c.203G>A", Forward, "C", "T"),
            ("c.203G>A", Reverse, "G", "A"),
            ("c.203G>A", Unknown, "G", "T"),
            ("c.203G>A", Forward, "CG", "C"),
            ("c.10del", Forward, "CAA", "C"),
            ("c.10_11del", Forward, "C", "CAA"),
            ("c.10del", Forward, "CA", "TT"),
            ("c.10dup", Forward, "C", "CAA"),
            ("c.10_11insTT", Forward, "C", "CAA"),
            ("c.10_11insTT", Forward, "G", "A"),
            ("c.10_12delinsTT", Forward, "CAG", "GG"),
            ("c.10_12delinsTT", Forward, "CAG", "C"),
            ("c.10_12inv", Forward, "AAG", "GTT"),
        ] {
            let found = ask(text, strand, reference, alternate);
            assert_eq!(
                found,
                Verdict::Contradicts,
                "{text} {reference}>{alternate}"
            );
        }
    }

    #[test]
    fn what_cannot_be_told_is_not() {
        for text in [
            "",
            ".",
            "c.",
            "c.?",
            "c.203=",
            "c.10_20[3]",
            "c.10_11ins(50)",
            "p.Arg68Gln",
            "c.10",
            "c.(10_11)del",
            "c.10_11delins",
            "x",
            "c.20_*3del",
            "c.ins",
        ] {
            let found = ask(text, Strand::Unknown, "CAG", "C");
            assert_eq!(found, Verdict::Silent, "{text}");
        }
    }
}
