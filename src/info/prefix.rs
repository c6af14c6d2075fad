//! Whose a field is where scores of several prefixes stand in one file.

use crate::variant::{Header, attribute};

/// The key of a bundle's line, whose ID is the prefix.
pub const BUNDLE: &str = "dsdscore_bundle";

/// The prefixes by which a header's scores were written.
pub struct Prefixes(Vec<String>);

impl Prefixes {
    /// As the lines of the bundles tell.
    pub fn of(header: &Header) -> Self {
        let start = format!("##{BUNDLE}=<");
        let lines = header.meta();
        let lines = lines.filter(|line| line.starts_with(start.as_bytes()));
        let ids = lines.filter_map(|line| attribute(line, b"ID"));
        Self(
            ids.map(|id| String::from_utf8_lossy(id).into_owned())
                .collect(),
        )
    }

    /// The prefix that a field of ours has: the longest, so that `DSD_X_F` is of `DSD_X` and not of
    /// `DSD` where there are both. `None` where no bundle tells.
    pub fn owner(&self, id: &str) -> Option<&str> {
        let owners = self.0.iter().filter(|prefix| has_prefix(id, prefix));
        owners.map(String::as_str).max_by_key(|prefix| prefix.len())
    }

    /// Whether a field of ours is of this prefix.
    pub fn is_of(&self, id: &str, prefix: &str) -> bool {
        has_prefix(id, prefix) && self.owner(id).is_none_or(|owner| owner == prefix)
    }
}

fn has_prefix(id: &str, prefix: &str) -> bool {
    let rest = id.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_of_the_longest_prefix_that_a_bundle_has() {
        let text = b"##fileformat=VCFv4.3\n\
            ##dsdscore_bundle=<ID=DSD,Name=\"a\">\n\
            ##dsdscore_bundle=<ID=DSD_X,Name=\"b\">\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
        let prefixes = Prefixes::of(&Header::parse(text).unwrap());
        for (id, owner) in [
            ("DSD", Some("DSD")),
            ("DSD_F", Some("DSD")),
            ("DSD_X", Some("DSD_X")),
            ("DSD_X_F", Some("DSD_X")),
            ("DSDX", None),
        ] {
            assert_eq!(prefixes.owner(id), owner, "{id}");
        }
        assert!(prefixes.is_of("DSD_XY", "DSD"));
        assert!(!prefixes.is_of("DSD_X", "DSD"));
        assert!(prefixes.is_of("GND_F", "GND"));
    }
}
