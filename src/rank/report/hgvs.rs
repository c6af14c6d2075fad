//! Names of variants that break in no change.

/// Longer changes may break anywhere, for no telephone is so wide.
const LONGEST: usize = 34;

/// HGVS in two parts, between which a line may break.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hgvs {
    /// With its colon; may be empty.
    pub(super) sequence: String,
    /// The change.
    pub(super) change: String,
    /// Whether the change is too long to be kept in one line.
    pub(super) is_long: bool,
}

impl Hgvs {
    pub(super) fn new(text: &str) -> Self {
        let end = text.rfind(':').map_or(0, |colon| colon + 1);
        let (sequence, change) = text.split_at(end);
        Self {
            sequence: sequence.into(),
            change: change.into(),
            is_long: change.chars().count() > LONGEST,
        }
    }

    /// The change alone.
    pub(super) fn of_change(text: &str) -> Self {
        Self {
            sequence: String::new(),
            ..Self::new(text)
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.change.is_empty()
    }
}

/// HGVS without the name of its sequence.
pub(super) fn short(hgvs: &str) -> &str {
    hgvs.rsplit_once(':').map_or(hgvs, |(_, change)| change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_after_its_sequence_alone() {
        let found = Hgvs::new("NM_004959.5:c.250C>T");
        assert_eq!(
            (found.sequence.as_str(), found.change.as_str()),
            ("NM_004959.5:", "c.250C>T")
        );
        assert!(!found.is_long && Hgvs::new(&"A".repeat(35)).is_long);
        assert_eq!(Hgvs::new("c.1A>G").sequence, "");
        assert_eq!(short("NP_1.2:p.Arg84Ter"), "p.Arg84Ter");
    }
}
