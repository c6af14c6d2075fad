//! GT.

use std::fmt::{self, Write};

/// More digits than the alleles of any record need.
const MAX_DIGITS: usize = 9;

/// A sample's alleles at a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genotype {
    /// By number, 0 being REF; `None` is a missing one. Empty where there is no genotype.
    pub alleles: Vec<Option<u32>>,
    /// Of each allele, whether it is phased: `|` stands before it. Where nothing stands before the
    /// first one, it is phased if all others are, and alone if it is not missing (VCF 4.4, 1.6.2).
    pub phased: Vec<bool>,
}

impl Genotype {
    /// Whether there are two or more alleles, each of which has a known haplotype.
    #[must_use]
    pub fn is_phased(&self) -> bool {
        self.alleles.len() > 1 && self.phased.iter().all(|&phased| phased)
    }

    /// How many copies of an allele there are.
    #[must_use]
    pub fn count(&self, allele: u32) -> usize {
        let alleles = self.alleles.iter();
        alleles.filter(|&&found| found == Some(allele)).count()
    }

    /// Whether any allele is an ALT.
    #[must_use]
    pub fn has_alternate(&self) -> bool {
        self.alleles.iter().flatten().any(|&allele| allele > 0)
    }

    /// Whether all alleles are known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.alleles.is_empty() && self.alleles.iter().all(Option::is_some)
    }

    pub(super) fn clear(&mut self) {
        self.alleles.clear();
        self.phased.clear();
    }

    /// Adds an allele; what stands before the first is told by [`Genotype::finish`].
    pub(super) fn push(&mut self, allele: Option<u32>, phased: bool) {
        self.alleles.push(allele);
        self.phased.push(phased);
    }

    /// Ends a genotype: gives the first allele its phase, where a mark says it or else where the
    /// others imply it. A lone missing allele is no genotype.
    pub(super) fn finish(&mut self, mark: Option<bool>) {
        if self.alleles == [None] {
            self.clear();
        }
        let phase = mark.unwrap_or_else(|| self.implied_phase());
        if let Some(first) = self.phased.first_mut() {
            *first = phase;
        }
    }

    fn implied_phase(&self) -> bool {
        self.phased.iter().skip(1).all(|&phased| phased)
    }

    /// Reads text; `None` where it is no genotype.
    pub(super) fn read_text(&mut self, text: &[u8]) -> Option<()> {
        let mark = text.first().and_then(|&c| phase_of(c));
        let mut rest = &text[usize::from(mark.is_some())..];
        let mut phased = false;
        loop {
            let end = rest.iter().position(|&c| phase_of(c).is_some());
            let allele = &rest[..end.unwrap_or(rest.len())];
            self.push(read_allele(allele)?, phased);
            let Some(end) = end else { break };
            phased = phase_of(rest[end])?;
            rest = &rest[end + 1..];
        }
        self.finish(mark);
        Some(())
    }
}

fn phase_of(separator: u8) -> Option<bool> {
    match separator {
        b'/' => Some(false),
        b'|' => Some(true),
        _ => None,
    }
}

/// The number of an allele, `Some(None)` for a missing one, `None` for anything else.
fn read_allele(text: &[u8]) -> Option<Option<u32>> {
    if text == b"." {
        return Some(None);
    }
    let is_number = (1..=MAX_DIGITS).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    let add = |number, digit: &u8| number * 10 + u32::from(digit - b'0');
    is_number.then(|| Some(text.iter().fold(0, add)))
}

/// As in VCF: `0/1`, `.` for no genotype. A mark stands before the first allele only where its
/// phase is not the implied one.
impl fmt::Display for Genotype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.alleles.is_empty() {
            return f.write_char('.');
        }
        for (i, (allele, &phased)) in self.alleles.iter().zip(&self.phased).enumerate() {
            if i > 0 || phased != self.implied_phase() {
                f.write_char(if phased { '|' } else { '/' })?;
            }
            match allele {
                Some(allele) => write!(f, "{allele}")?,
                None => f.write_char('.')?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Genotype> {
        let mut genotype = Genotype::default();
        genotype.read_text(text.as_bytes())?;
        Some(genotype)
    }

    #[test]
    fn alleles_and_phase_are_read() {
        let genotype = read("0|1/.").unwrap();
        assert_eq!(genotype.alleles, [Some(0), Some(1), None]);
        assert_eq!(genotype.phased, [false, true, false]);
        assert!(!genotype.is_phased() && !genotype.is_complete());
        assert!(read("0|1").unwrap().is_phased());
        assert!(!read("0/1").unwrap().is_phased());
        assert!(
            !read("1").unwrap().is_phased(),
            "one allele has no other side"
        );
        assert_eq!(read("1/1/0").unwrap().count(1), 2);
    }

    #[test]
    fn a_mark_before_the_first_allele_is_understood() {
        assert_eq!(read("/0|1").unwrap().phased, [false, true]);
        assert_eq!(read("|0/1").unwrap().phased, [true, false]);
        assert_eq!(read("|0|1"), read("0|1"));
        assert_eq!(read("/0/1"), read("0/1"));
        assert_eq!(read("/1").unwrap().phased, [false]);
    }

    #[test]
    fn text_comes_back() {
        for text in [
            "0/1", "0|1", "1", "./.", ".|1", "1/2", "0|1/2", "/0|1", "|0/1", "/1", "10/11", ".",
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
        assert_eq!(read("|.").unwrap().to_string(), ".");
        assert_eq!(read("|0|1").unwrap().to_string(), "0|1");
    }

    #[test]
    fn a_lone_missing_allele_is_no_genotype() {
        assert_eq!(read("."), Some(Genotype::default()));
        assert_eq!(read("./.").unwrap().alleles, [None, None]);
    }

    #[test]
    fn what_is_no_genotype_is_refused() {
        for text in [
            "",
            "/",
            "0/",
            "0/x",
            "x",
            "0//1",
            "-1",
            "+1",
            "0;1",
            "0/1 ",
            "..",
            "9999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
