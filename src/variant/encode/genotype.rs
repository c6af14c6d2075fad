//! GT.

use super::number;

/// The highest allele that a genotype can name.
const MAX_ALLELE: i32 = (i32::MAX >> 1) - 1;

/// Writes a genotype into `values`, whose rest is left as it is. An allele is
/// `(index + 1) << 1`, 0 if missing, plus 1 if phased with the one before.
///
/// The first allele is phased where all others are, and so is a lone one that
/// is not missing. `leading_phase`: a mark before it says it instead.
/// Returns `None` for text that is no genotype.
pub(super) fn encode(text: &[u8], leading_phase: bool, values: &mut [i32]) -> Option<()> {
    let mark = text.first().filter(|&&c| leading_phase && is_separator(c));
    let mut rest = &text[usize::from(mark.is_some())..];
    let (mut phase, mut all_phased, mut ploidy) = (0, 1, 0);
    loop {
        let allele = allele(&mut rest)?;
        *values.get_mut(ploidy)? = allele << 1 | phase;
        ploidy += 1;
        match rest.split_first() {
            None => break,
            Some((&c, after)) if is_separator(c) => (phase, rest) = (i32::from(c == b'|'), after),
            Some(_) => return None,
        }
        all_phased &= phase;
    }
    let first = values.first_mut()?;
    *first |= match mark {
        Some(&mark) => i32::from(mark == b'|'),
        None if ploidy == 1 => i32::from(*first != 0),
        None => all_phased,
    };
    Some(())
}

fn is_separator(c: u8) -> bool {
    c == b'/' || c == b'|'
}

/// An allele's index plus 1; 0 for a missing one.
fn allele(rest: &mut &[u8]) -> Option<i32> {
    if let Some(after) = rest.strip_prefix(b".") {
        *rest = after;
        return Some(0);
    }
    let (index, used) = number::integer(rest);
    let digits = used > 0 && rest[0] != b'-' && *rest != b"+";
    *rest = &rest[used..];
    index.filter(|&n| digits && n <= MAX_ALLELE).map(|n| n + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gt(text: &str, leading_phase: bool) -> Option<Vec<i32>> {
        let mut values = vec![-9; 3];
        encode(text.as_bytes(), leading_phase, &mut values)?;
        values.retain(|&v| v != -9);
        Some(values)
    }

    #[test]
    fn alleles_phase_and_missing_are_encoded() {
        assert_eq!(gt("0/1", false), Some(vec![2, 4]));
        assert_eq!(gt("0|1", false), Some(vec![3, 5]));
        assert_eq!(gt("./.", false), Some(vec![0, 0]));
        assert_eq!(gt(".|.", false), Some(vec![1, 1]));
        assert_eq!(gt("1", false), Some(vec![5]));
        assert_eq!(gt(".", false), Some(vec![0]));
        assert_eq!(gt("0|1/2", false), Some(vec![2, 5, 6]));
        assert_eq!(gt("63/64", false), Some(vec![128, 130]));
    }

    #[test]
    fn a_leading_mark_belongs_to_later_versions() {
        assert_eq!(gt("|0/1", true), Some(vec![3, 4]));
        assert_eq!(gt("/0|1", true), Some(vec![2, 5]));
        assert_eq!(gt("/1", true), Some(vec![4]));
        assert_eq!(gt("|.", true), Some(vec![1]));
        assert_eq!(gt("0|1", true), Some(vec![3, 5]));
        assert_eq!(gt("|0/1", false), None);
    }

    #[test]
    fn what_is_no_genotype_is_refused() {
        for text in [
            "",
            "0/",
            "/",
            "a",
            "0;1",
            "-1",
            "0/-1",
            "+",
            "1073741823",
            "0/1/2/3",
        ] {
            assert_eq!(gt(text, false), None, "{text}");
        }
        assert_eq!(gt("1073741822", false), Some(vec![i32::MAX]));
    }
}
