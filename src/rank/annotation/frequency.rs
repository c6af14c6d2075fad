//! Population frequencies, read in place.

use super::Frequency;

/// How frequent an ALT is, and the field that says so. Nothing is copied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrequencyRef<'c> {
    /// 0-1.
    pub value: f64,
    /// A sub-field, `gnomADe_AF`, or `INFO/AF_grpmax`.
    pub field: &'c str,
}

impl FrequencyRef<'_> {
    /// The higher of two; the first where they are alike.
    #[must_use]
    pub fn higher(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) if b.value > a.value => Some(b),
            (a, b) => a.or(b),
        }
    }

    /// A copy to keep.
    #[must_use]
    pub fn to_frequency(&self) -> Frequency {
        Frequency {
            value: self.value,
            field: self.field.into(),
        }
    }
}

/// The highest of an ALT's numbers: VEP joins by `&` those of several known variants at the place.
/// What is not a number from 0 to 1 says nothing.
pub(super) fn highest(values: &[u8]) -> Option<f64> {
    let numbers = values
        .split(|b| matches!(b, b'&' | b','))
        .filter_map(number);
    numbers.reduce(f64::max)
}

fn number(text: &[u8]) -> Option<f64> {
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    (0.0..=1.0).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_number_counts() {
        for (values, expected) in [
            ("0.001", Some(0.001)),
            ("6.84e-07&0.02", Some(0.02)),
            (".,0.1", Some(0.1)),
            ("0", Some(0.0)),
            ("1", Some(1.0)),
            ("", None),
            (".", None),
            ("A:0.1", None),
            ("nan", None),
            ("1.5", None),
            ("-1", None),
            ("inf&x", None),
        ] {
            assert_eq!(highest(values.as_bytes()), expected, "{values}");
        }
    }

    #[test]
    fn of_equal_frequencies_the_first_is_named() {
        let of = |value, field| Some(FrequencyRef { value, field });
        let higher = FrequencyRef::higher;
        assert_eq!(higher(of(0.1, "a"), of(0.1, "b")), of(0.1, "a"));
        assert_eq!(higher(of(0.1, "a"), of(0.2, "b")), of(0.2, "b"));
        assert_eq!(higher(None, of(0.2, "b")), of(0.2, "b"));
        assert_eq!(higher(of(0.1, "a"), None), of(0.1, "a"));
    }
}
