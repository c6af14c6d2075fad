//! Identifiers of terms.

use std::fmt;

/// The number of a term: 133 of `HP:0000133`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct HpoId(u32);

/// *Phenotypic abnormality*: what is not below it is a mode of inheritance, an onset, a frequency or
/// another modifier.
pub(super) const ABNORMALITY: HpoId = HpoId(118);

impl HpoId {
    /// `HP:` and seven digits; `None` for anything else.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let digits = text.strip_prefix(b"HP:")?;
        let is_number = digits.len() == 7 && digits.iter().all(u8::is_ascii_digit);
        let add = |number, digit: &u8| number * 10 + u32::from(digit - b'0');
        is_number.then(|| Self(digits.iter().fold(0, add)))
    }
}

impl fmt::Display for HpoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HP:{:07}", self.0)
    }
}
