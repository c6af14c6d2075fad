//! Whether an entry's allele can be an ALT that other tools have respelt since.

/// Whether `allele`, an ALT as its record spelt it once, can be what now is REF and ALT: after
/// other ALTs were dropped, bases that REF and ALT share trimmed at either end, and insertions and
/// deletions shifted through repeats (`bcftools norm -f`, vt, GATK LeftAlignAndTrimVariants; A. Tan
/// et al., Bioinformatics 31:2202, 2015).
///
/// Trimming leaves of `PxS>PyS` what is `x>y`, so that `allele` has the bases of ALT that REF does
/// not share. A shift turns an inserted sequence around, and takes a deletion out of sight of the
/// bases that were beside it. What is no sequence of bases, nobody respells.
pub fn could_have_spelt(reference: &[u8], alternate: &[u8], allele: &[u8]) -> bool {
    if allele.eq_ignore_ascii_case(alternate) {
        return true;
    }
    if ![reference, alternate, allele].into_iter().all(is_bases) {
        return false;
    }
    match trimmed(reference, alternate) {
        (_, b"") => true,
        (b"", inserted) => has_rotation(allele, inserted),
        (_, changed) => has(allele, changed),
    }
}

fn is_bases(allele: &[u8]) -> bool {
    !allele.is_empty() && allele.iter().all(u8::is_ascii_alphabetic)
}

/// REF and ALT without what they share, at the right, then at the left.
fn trimmed<'a>(reference: &'a [u8], alternate: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let right = shared(reference.iter().rev(), alternate.iter().rev());
    let reference = &reference[..reference.len() - right];
    let alternate = &alternate[..alternate.len() - right];
    let left = shared(reference.iter(), alternate.iter());
    (&reference[left..], &alternate[left..])
}

fn shared<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    let pairs = a.zip(b);
    pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

fn has(allele: &[u8], part: &[u8]) -> bool {
    let mut windows = allele.windows(part.len());
    windows.any(|window| window.eq_ignore_ascii_case(part))
}

/// Whether `allele` has `part` from some base of its own on, around its end.
fn has_rotation(allele: &[u8], part: &[u8]) -> bool {
    let same = |a: &u8, b: &u8| a.eq_ignore_ascii_case(b);
    let is_rotation = |window: &[u8], at: usize| {
        let turned = part[at..].iter().chain(&part[..at]);
        window.iter().zip(turned).all(|(a, b)| same(a, b))
    };
    let mut windows = allele.windows(part.len());
    windows.any(|window| (0..part.len()).any(|at| is_rotation(window, at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_trimming_and_shifting_leave_can_have_been_spelt_so() {
        for (reference, alternate, allele) in [
            // CAA>CA,C and CA>C,CAA of bcftools norm -m-any -f.
            ("CA", "C", "CA"),
            ("CAA", "C", "C"),
            ("C", "CA", "CAA"),
            // AT>AC,GT.
            ("T", "C", "AC"),
            ("a", "g", "GT"),
            // An insertion of GT that becomes one of TG.
            ("A", "ATG", "CGT"),
            // A deletion in a repeat, from its right end to its left.
            ("CAG", "C", "TG"),
            ("A", "<DEL>", "<DEL>"),
            ("G", "G]17:198982]", "G]17:198982]"),
        ] {
            let [reference, alternate, allele] = [reference, alternate, allele].map(str::as_bytes);
            assert!(could_have_spelt(reference, alternate, allele));
        }
    }

    #[test]
    fn what_no_site_can_have_left_is_another() {
        for (reference, alternate, allele) in [
            ("A", "C", "G"),
            ("C", "CA", "C"),
            ("C", "CAT", "CAA"),
            ("A", "C", "<DEL>"),
            ("A", "<DEL>", "C"),
            ("A", "<DEL>", "<DUP>"),
            ("A", "*", "C"),
            ("T", "C", "GT"),
        ] {
            let [reference, alternate, allele] = [reference, alternate, allele].map(str::as_bytes);
            assert!(!could_have_spelt(reference, alternate, allele));
        }
    }
}
