//! How sure it is whose entries are.

/// How sure it is that entries are an ALT's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// They are another's.
    None,
    /// They may be.
    Possible,
    /// They are.
    Certain,
}
