//! Which ALTs are structural variants, and where these break the genome.

use super::{Extent, Record, Stretch, extent::is_block};

/// From so many bases more or less than REF on, an ALT of bases is structural: 50, as dbVar, gnomAD-SV and
/// most others have it (Mahmoud et al. 2019, doi:10.1186/s13059-019-1828-7).
const MIN_LENGTH: usize = 50;

/// Whether an ALT is a structural variant: symbolic, a breakend, or 50 bases or more longer or shorter than
/// REF.
#[must_use]
pub fn is_structural(reference: &[u8], alternate: &[u8]) -> bool {
    let is_symbolic = alternate.starts_with(b"<") && !is_block(alternate);
    is_symbolic || is_breakend(alternate) || reference.len().abs_diff(alternate.len()) >= MIN_LENGTH
}

/// Whether an ALT is a breakend, with a mate or (`G.`) without.
#[must_use]
pub fn is_breakend(alternate: &[u8]) -> bool {
    let is_single =
        alternate.len() > 1 && (alternate.starts_with(b".") || alternate.ends_with(b"."));
    is_single || memchr::memchr2(b'[', b']', alternate).is_some()
}

impl Extent {
    /// What a structural ALT changes, as [`Extent::stretches`]; of an inversion the two ends alone, for
    /// what lies between is whole.
    pub fn changed<'a>(
        &self,
        record: &Record<'a>,
        alternate: (usize, &'a [u8]),
    ) -> impl Iterator<Item = Stretch<'a>> + use<'a> {
        let is_inversion = alternate
            .1
            .get(..4)
            .is_some_and(|a| a.eq_ignore_ascii_case(b"<INV"));
        let stretches = self.stretches(record, alternate);
        stretches.flat_map(move |stretch| {
            let ends = [stretch.start, stretch.end].map(|place| Stretch {
                start: place,
                end: place,
                ..stretch
            });
            let (first, second) = match is_inversion {
                true => (ends[0], Some(ends[1])),
                false => (stretch, None),
            };
            [Some(first), second].into_iter().flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_breakends_and_long_alleles_are_structural() {
        let long = vec![b'A'; 51];
        for (reference, alternate, expected) in [
            (&b"A"[..], &b"<DEL>"[..], true),
            (b"A", b"<INS:ME:ALU>", true),
            (b"A", b"<NON_REF>", false),
            (b"A", b"<*>", false),
            (b"A", b"*", false),
            (b"A", b"C", false),
            (b"A", b"A[2:321682[", true),
            (b"A", b"A.", true),
            (b"A", b".", false),
            (&long, b"A", true),
            (&long[1..], b"A", false),
            (b"A", &long, true),
        ] {
            assert_eq!(is_structural(reference, alternate), expected);
        }
    }
}
