//! Numbers and names as readers want them.

pub(super) use crate::rank::text::capitalised as sentence;

/// What stands where nothing is known.
pub(super) const NONE: &str = "–";
/// Longer alleles and names are cut.
const LONGEST: usize = 24;

/// `1 gene`, `2 genes`, `12,345 genes`.
pub(super) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// With commas.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// All digits: scores crowd near 1.
pub(super) fn score(score: Option<f32>) -> String {
    let score = score.filter(|score| score.is_finite());
    score.map_or_else(|| NONE.into(), |score| score.to_string())
}

/// Three digits at most, cut: 99.97 is not 100.
pub(super) fn percentile(percentile: Option<f32>) -> String {
    let percentile = percentile.filter(|value| value.is_finite());
    // What 32 bits lose must not cost a tenth: 98.7 is 98.699997 there.
    let cut = |value: f32| match value {
        100.0.. => "100".into(),
        _ => format!("{:.1}", (value * 10.0 + 1e-3).floor() / 10.0),
    };
    percentile.map_or_else(|| NONE.into(), cut)
}

/// A fraction as per cent.
pub(super) fn per_cent(fraction: f32) -> String {
    format!("{:.1} %", f64::from(fraction) * 100.0)
}

/// A frequency with two digits that count, without an exponent as long as that can be read.
pub(super) fn frequency(value: f64) -> String {
    match value {
        _ if !value.is_finite() => NONE.into(),
        0.0 => "0".into(),
        0.001.. => trimmed(&format!("{value:.4}")),
        1e-6.. => {
            let decimals = (1.0 - value.log10().floor()) as usize;
            trimmed(&format!("{value:.decimals$}"))
        }
        _ => format!("{value:.1e}"),
    }
}

/// Three digits that count.
pub(super) fn expression(value: f32) -> String {
    match value.abs() {
        size if !(1e-3..1e5).contains(&size) => format!("{value:e}"),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

pub(super) fn trimmed(text: &str) -> String {
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// A text, or its beginning with its length.
pub(super) fn cut(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.into();
    }
    let start: String = text.chars().take(LONGEST / 2).collect();
    format!("{start}… ({} characters)", thousands(length as u64))
}

/// The text, or a dash.
pub(super) fn known(text: &str) -> &str {
    if text.is_empty() { NONE } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas_and_plurals() {
        assert_eq!(count(1, "gene"), "1 gene");
        assert_eq!(count(37_709, "variant"), "37,709 variants");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(thousands(999), "999");
    }

    #[test]
    fn scores_near_one_stay_apart_and_no_percentile_becomes_100() {
        assert_eq!(score(Some(0.999_98)), "0.99998");
        assert_eq!(percentile(Some(99.97)), "99.9");
        assert_eq!(percentile(Some(100.0)), "100");
        assert_eq!(percentile(Some(97.3)), "97.3");
        assert_eq!(
            (score(None), percentile(Some(f32::NAN))),
            ("–".into(), "–".into())
        );
    }

    #[test]
    fn frequencies_are_short_and_zero_is_no_dash() {
        assert_eq!(frequency(0.0), "0");
        assert_eq!(frequency(0.0123), "0.0123");
        assert_eq!(frequency(0.01), "0.01");
        assert_eq!(frequency(1.0), "1");
        assert_eq!(frequency(0.000_032_1), "0.000032");
        assert_eq!(frequency(0.000_1), "0.0001");
        assert_eq!(frequency(0.000_000_032_1), "3.2e-8");
        assert_eq!(frequency(f64::NAN), NONE);
    }

    #[test]
    fn expression_has_three_digits() {
        let found = [0.5, 12.34, 123.4, 1e9, 1e-5].map(expression);
        assert_eq!(found, ["0.50", "12.3", "123", "1e9", "1e-5"]);
    }

    #[test]
    fn long_alleles_are_cut_between_characters() {
        assert_eq!(cut("ACGT"), "ACGT");
        assert_eq!(
            cut(&"é".repeat(10_000)),
            format!("{}… (10,000 characters)", "é".repeat(12))
        );
    }
}
