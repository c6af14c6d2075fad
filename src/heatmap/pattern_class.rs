//! The classes of patterns.

/// The kinds of pattern that section 3.1 and figure 3 of the GONAD-ResNet paper tell apart by eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternClass {
    /// Expressed nowhere: "entirely blue".
    Silent,
    /// Hardly expressed anywhere: "predominantly blue images with sporadic colored dots".
    Sparse,
    /// Expressed in some cell types or at some times: "alternating blue and red bands".
    Banded,
    /// Expressed everywhere alike: "predominantly red", or turquoise.
    Ubiquitous,
}

impl PatternClass {
    /// All, from the least to the most expressed.
    pub const ALL: [Self; 4] = [Self::Silent, Self::Sparse, Self::Banded, Self::Ubiquitous];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Sparse => "sparse",
            Self::Banded => "banded",
            Self::Ubiquitous => "ubiquitous",
        }
    }
}
