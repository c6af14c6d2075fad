//! The time of a row.

use crate::bundle::RowError;

/// The number in a time's label: `6`, `6.5`, `PCW6`, `week 7`, `E_10.5`.
pub(super) fn parse(label: &str) -> Result<f64, RowError> {
    let wrong = || RowError::NotATime(label.into());
    let number = match label.parse::<f64>() {
        Ok(number) => number,
        Err(_) => after_letters(label).ok_or_else(wrong)?,
    };
    if number.is_finite() {
        return Ok(number);
    }
    Err(wrong())
}

/// What follows the letters is digits: a sign, or the `inf` and `1e5` that
/// numbers may be, would be a part of the name.
fn after_letters(label: &str) -> Option<f64> {
    let rest = label.trim_start_matches(|c: char| c.is_alphabetic());
    let number = rest.trim_start_matches([' ', '_']);
    let plain = number.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    (rest.len() < label.len() && plain)
        .then(|| number.parse().ok())
        .flatten()
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
        ] {
            assert_eq!(parse(label).unwrap(), value, "{label}");
        }
    }

    #[test]
    fn other_text_is_no_time() {
        for label in [
            "", "PCW", "early", "6w", "6-8", "PCW-6", "nan", "inf", "E1e5", "_6",
        ] {
            assert!(parse(label).is_err(), "{label}");
        }
    }
}
