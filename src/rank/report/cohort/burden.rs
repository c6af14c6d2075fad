//! Carriers among patients against those among controls.

use super::super::{condition::Number, format::thousands};
use crate::rank::cohort::Burden;

/// A gene's carriers.
#[derive(Debug)]
pub(in crate::rank::report) struct GeneBurden {
    /// Patients, then controls.
    pub(super) carriers: String,
    /// The p-value.
    pub(super) p: Number,
}

impl GeneBurden {
    pub(super) fn new(burden: &Burden) -> Self {
        let [patients, controls] =
            [burden.patients, burden.controls].map(|number| thousands(number as u64));
        Self {
            carriers: format!("{patients} against {controls}"),
            p: Number {
                text: small(burden.p),
                sorts: burden.p.to_string(),
            },
        }
    }
}

/// Two digits that count.
fn small(p: f64) -> String {
    match p {
        0.001.. => format!("{p:.3}"),
        _ => format!("{p:.1e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_told_in_words_and_p_has_few_digits() {
        let burden = GeneBurden::new(&Burden {
            patients: 3,
            controls: 1_000,
            p: 0.000_012_3,
        });
        assert_eq!(
            (burden.carriers.as_str(), burden.p.text.as_str()),
            ("3 against 1,000", "1.2e-5")
        );
        assert_eq!(small(0.5), "0.500");
    }
}
