//! What a condition is called within INFO keys.

use crate::bundle::is_key_byte;

/// What a condition is called within INFO keys: what `keys` says for its
/// label, else the label with `_` for all but letters, digits, `_` and `.`.
pub fn condition_key(label: &str, keys: &[(String, String)]) -> String {
    if let Some((_, key)) = keys.iter().find(|(named, _)| named == label) {
        return key.clone();
    }
    let safe = |c: char| u8::try_from(c).is_ok_and(is_key_byte);
    label
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect()
}
