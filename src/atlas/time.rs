//! Points on the time axis.

/// A time point.
#[derive(Clone, Debug, PartialEq)]
pub struct TimePoint {
    /// As the atlas spells it, e.g. `PCW6`.
    pub label: String,
    /// Its place on the time axis, e.g. 6, in the atlas's unit.
    pub value: f64,
}

/// The number in a time's label: `6`, `6.5`, `PCW6`, `week 7`, `E_10.5`, `Theiler stage 15`. `None`
/// where there is no such number.
pub fn parse_time(label: &str) -> Option<f64> {
    let number = label.parse::<f64>().ok();
    number
        .or_else(|| after_letters(label))
        .filter(|number| number.is_finite())
}

/// What follows the letters is digits: a sign, or the `inf` and `1e5` that
/// numbers may be, would be a part of the name.
fn after_letters(label: &str) -> Option<f64> {
    let number = &label[unit(label).len()..];
    let plain = number.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    let begins_with_letter = label.starts_with(char::is_alphabetic);
    (begins_with_letter && plain)
        .then(|| number.parse().ok())
        .flatten()
}

/// What stands before the number: the unit, or where the number counts from.
pub(super) fn unit(label: &str) -> &str {
    let number = label.trim_start_matches(|c: char| c.is_alphabetic() || [' ', '_'].contains(&c));
    &label[..label.len() - number.len()]
}

/// The number that was meant where a file holds single precision: 8.6 is stored as
/// 8.600000381469727.
pub(super) fn as_written(number: f64) -> f64 {
    let single = number as f32;
    if f64::from(single) != number || number.fract() == 0.0 {
        return number;
    }
    single.to_string().parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_follow_letters() {
        for (label, value) in [
            ("6", 6.0),
            ("6.50", 6.5),
            ("-1", -1.0),
            ("PCW6", 6.0),
            ("week 7", 7.0),
            ("E_10.5", 10.5),
            ("Theiler stage 15", 15.0),
        ] {
            assert_eq!(parse_time(label), Some(value), "{label}");
        }
    }

    #[test]
    fn other_text_is_no_time() {
        for label in [
            "",
            "PCW",
            "early",
            "6w",
            "6-8",
            "PCW-6",
            "nan",
            "inf",
            "E1e5",
            "_6",
            "stage 6 of 9",
        ] {
            assert_eq!(parse_time(label), None, "{label}");
        }
    }

    #[test]
    fn single_precision_is_undone() {
        assert_eq!(as_written(f64::from(8.6_f32)), 8.6);
        for number in [8.6, 6.5, 123_456_792.0, -0.1, 1.0 / 3.0] {
            assert_eq!(as_written(number), number);
        }
    }
}
