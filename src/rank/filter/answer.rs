//! What a filter says.

/// What a filter says of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It does not pass.
    No,
    /// It passes, for the input does not say what is asked.
    Unknown,
    /// It passes.
    Yes,
}

impl Answer {
    pub fn of(passes: Option<bool>) -> Self {
        match passes {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// Both must pass.
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }
}
