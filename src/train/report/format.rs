//! Numbers as readers want them.

/// What stands where nothing is known.
pub(super) const NONE: &str = "–";

/// So many decimals, with a minus that is one.
pub(super) fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NONE.into();
    }
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let minus = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{minus}{text}")
}

/// The three decimals that areas, accuracies and the like have.
pub(super) fn figure(value: f64) -> String {
    number(value, 3)
}

pub(super) fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.into(), figure)
}

/// A difference, with its sign.
pub(super) fn signed(value: f64) -> String {
    let text = figure(value);
    if value > 0.0 && text != "0.000" {
        format!("+{text}")
    } else {
        text
    }
}

/// `p = 0.012`, or `p < 0.0001`.
pub(super) fn p(value: f64) -> String {
    match value {
        _ if !value.is_finite() => format!("p {NONE}"),
        _ if value < 1e-4 => "p < 0.0001".into(),
        _ if value < 0.1 => format!("p = {value:.4}"),
        _ => format!("p = {value:.2}"),
    }
}

/// From and to.
pub(super) fn interval([from, to]: [f64; 2]) -> String {
    format!("{} to {}", figure(from), figure(to))
}

/// `1 gene`, `2 genes`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// The text with a capital.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_signs_that_fit_and_no_negative_zero() {
        assert_eq!(number(-1.5, 1), "−1.5");
        assert_eq!(figure(-0.000_4), "0.000");
        assert_eq!(signed(0.025), "+0.025");
        assert_eq!(signed(0.000_1), "0.000");
        assert_eq!(signed(-0.2), "−0.200");
        assert_eq!(figure(f64::NAN), NONE);
        assert_eq!(optional(None), NONE);
    }

    #[test]
    fn a_p_beside_the_threshold_shows_on_which_side_it_is() {
        assert_eq!(p(0.0499), "p = 0.0499");
        assert_eq!(p(0.3), "p = 0.30");
        assert_eq!(p(1e-9), "p < 0.0001");
    }

    #[test]
    fn words_have_plurals_and_capitals() {
        assert_eq!(count(1, "fold"), "1 fold");
        assert_eq!(count(0, "fold"), "0 folds");
        assert_eq!(sentence("the élan"), "The élan");
        assert_eq!(sentence(""), "");
    }
}
