//! What genes do: the classes of the paper's Figure 3 and section 3.1.

/// A gene's class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// High in a window of cell types and times, low elsewhere: "colored patterns".
    Banded,
    /// High everywhere: red images.
    UbiquitousHigh,
    /// Low to moderate everywhere: turquoise images.
    UbiquitousLow,
    /// In a few cells anywhere: blue images "with sporadic colored dots".
    Sparse,
    /// As good as nothing anywhere: blue images.
    Silent,
    /// Unusually high in the one block that is the cause of label 1
    /// ([`Options::planted`](super::Options::planted)).
    Planted,
    /// As high in a block that is not.
    Elsewhere,
}

/// How high a class is expressed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    /// The mean of the decadic logarithm, over genes, of the relative expression where it is on.
    pub(super) mean: f64,
    /// The standard deviation of the same.
    pub(super) deviation: f64,
}

/// What all classes become where they overlap fully.
const COMMON: Level = level(-0.3, 0.4);

const fn level(mean: f64, deviation: f64) -> Level {
    Level { mean, deviation }
}

impl Class {
    /// Those that [`Proportions`](super::Proportions) share out, in their order.
    pub const ALL: [Self; 5] = [
        Self::Banded,
        Self::UbiquitousHigh,
        Self::UbiquitousLow,
        Self::Sparse,
        Self::Silent,
    ];

    /// The name, as `labels.tsv` has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Banded => "banded",
            Self::UbiquitousHigh => "ubiquitous-high",
            Self::UbiquitousLow => "ubiquitous-low",
            Self::Sparse => "sparse",
            Self::Silent => "silent",
            Self::Planted => "planted",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// Whether genes of this class look like disease genes (label 1).
    #[must_use]
    pub fn is_disease_like(self) -> bool {
        matches!(self, Self::Banded | Self::Sparse | Self::Planted)
    }

    /// The level at an overlap of classes, 0 to 1.
    pub(super) fn level(self, overlap: f64) -> Level {
        let own = match self {
            Self::Banded => level(0.5, 0.25),
            Self::UbiquitousHigh => level(0.5, 0.25),
            Self::UbiquitousLow => level(-0.6, 0.25),
            // The same for both, so that the level tells nothing.
            Self::Sparse | Self::Planted | Self::Elsewhere => level(0.3, 0.25),
            Self::Silent => level(-4.0, 0.25),
        };
        let between = |own: f64, common: f64| own * (1.0 - overlap) + common * overlap;
        level(
            between(own.mean, COMMON.mean),
            between(own.deviation, COMMON.deviation),
        )
    }
}
