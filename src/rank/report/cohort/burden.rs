//! Carriers among patients against those among controls.

use super::super::{
    condition::Number,
    format::{count, thousands},
};
use crate::rank::cohort::{Burden, BurdenGroups};

/// What the columns of the comparison say above the table.
#[derive(Debug)]
pub(in crate::rank::report) struct BurdenColumn {
    /// Who is compared with whom.
    pub(super) groups: String,
    /// What it does not tell.
    pub(super) caveat: String,
}

/// A gene's carriers.
#[derive(Debug)]
pub(in crate::rank::report) struct GeneBurden {
    /// Patients, then controls.
    pub(super) carriers: String,
    /// The p-value.
    pub(super) p: Number,
}

impl BurdenColumn {
    pub(super) fn new(groups: &BurdenGroups, caveat: &str) -> Self {
        let people = [
            count(groups.patients as u64, "patient"),
            count(groups.controls as u64, "control"),
        ];
        Self {
            groups: format!(
                "Carriers among {} against those among {} ({}), by Fisher’s exact test, \
                 two-sided. Of {} tested, one stands out below p = {}.",
                people[0],
                people[1],
                groups.of,
                count(groups.genes as u64, "gene"),
                small(groups.threshold)
            ),
            caveat: caveat.into(),
        }
    }
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
        let column = BurdenColumn::new(
            &BurdenGroups {
                of: "unaffected".into(),
                patients: 1,
                controls: 2,
                genes: 10,
                threshold: 0.005,
            },
            "caveat",
        );
        assert_has!(
            column.groups,
            "among 1 patient against",
            "2 controls (unaffected)",
            "p = 0.005"
        );
    }
}
