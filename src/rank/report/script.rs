//! The page's script and the policy that lets nothing else run.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// What sorts, searches and opens. Without it the page is a table with details to unfold.
pub(super) const SCRIPT: &str = include_str!("../../../templates/ranking.js");

/// The Content-Security-Policy: nothing is loaded from anywhere, and no script runs but ours, by its
/// digest.
pub(super) fn policy() -> String {
    let digest = STANDARD.encode(Sha256::digest(SCRIPT));
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; \
         base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_does_not_end_before_its_end() {
        let script = SCRIPT.to_ascii_lowercase();
        assert!(!script.contains("</script") && !script.contains("<!--"));
        assert!(!SCRIPT.contains('\r') && SCRIPT.is_ascii());
    }
}
