//! Where metadata are, and of which layout.

/// The key of `metadata_props`.
pub const KEY: &str = "dsdscore";

/// The version of the layout that this program reads.
pub const SCHEMA_VERSION: u64 = 1;

/// The kinds of models that this program reads. The first is that of metadata that say none.
pub const KINDS: [&str; 2] = ["image", "profile"];
