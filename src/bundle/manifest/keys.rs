//! What a condition's key may be: it is part of the names of its fields.

use std::collections::HashSet;

use super::ManifestError;
use crate::bundle::gene_field::GeneField;

/// What follows the prefix in names of fields that are no condition's, today's (`DSD_GENE`,
/// `DSD_RANK`) and those that are kept for later, with what may follow (`DSD_SEQ_…`). No condition has
/// one for its key, or for its start before `_`, in capitals or not.
pub const RESERVED_KEYS: [&str; 5] = ["GENE", "PCT", "RANK", "SEQ", "WITH"];

/// What the percentiles of a condition end in. A key that ends so would be taken for them.
const PERCENTILE: &str = "_PCT";

/// Checks that all fields of all conditions have names of their own.
pub(super) fn check<'k>(keys: impl Iterator<Item = &'k str>) -> Result<(), ManifestError> {
    let mut taken = HashSet::new();
    for key in keys {
        if key.is_empty() || !key.bytes().all(is_key_byte) {
            return Err(ManifestError::ConditionKey(key.into()));
        }
        if is_reserved(key) {
            return Err(ManifestError::ReservedKey(key.into()));
        }
        for field in GeneField::ALL {
            if let Some(taken) = taken.replace(format!("{key}{}", field.suffix())) {
                return Err(ManifestError::InfoKey(taken));
            }
        }
    }
    Ok(())
}

fn is_reserved(key: &str) -> bool {
    let key = key.to_ascii_uppercase();
    let start = key.split('_').next().unwrap_or_default();
    RESERVED_KEYS.contains(&start) || key.ends_with(PERCENTILE)
}

/// Whether the byte may stand within an INFO key.
pub(crate) fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(keys: &[&str]) -> String {
        check(keys.iter().copied()).unwrap_err().to_string()
    }

    #[test]
    fn a_key_that_would_name_another_field_is_refused() {
        for key in [
            "GENE", "RANK", "WITH", "SEQ", "PCT", "F_PCT", "rank", "f_pct", "_PCT", "SEQ_F",
            "With_x",
        ] {
            let error = error(&["F", key]);
            assert!(error.contains(&format!("\"{key}\" is kept")), "{error}");
        }
        for key in ["", "a b", "ä"] {
            assert!(error(&[key]).contains("cannot be part"));
        }
        check(["F", "M", "GENES", "PCTX", "M_SEQ", "f"].into_iter()).unwrap();
    }

    #[test]
    fn two_conditions_never_share_a_field() {
        assert!(error(&["F", "M", "F"]).contains("end in \"F\""));
        assert!(error(&["F", "F_TAU"]).contains("end in \"F_TAU\""));
        assert!(error(&["F_PATTERN", "F"]).contains("end in \"F_PATTERN\""));
    }
}
