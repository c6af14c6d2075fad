//! What a bundle says of a gene in a condition, each by a name of its own.

/// What a bundle says of a gene in a condition. Its name is the prefix, the condition's key and
/// [`GeneField::suffix`], e.g. `DSD_F_PCT`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GeneField {
    Score,
    Percentile,
    Class,
    Level,
    Tau,
    Expressed,
    Detection,
    PeakCellType,
    PeakTime,
}

impl GeneField {
    /// All of them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Score,
        Self::Percentile,
        Self::Class,
        Self::Level,
        Self::Tau,
        Self::Expressed,
        Self::Detection,
        Self::PeakCellType,
        Self::PeakTime,
    ];

    /// What follows a condition's key in the name.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::Score => "",
            Self::Percentile => "_PCT",
            Self::Class => "_PATTERN",
            Self::Level => "_LEVEL",
            Self::Tau => "_TAU",
            Self::Expressed => "_EXPRESSED",
            Self::Detection => "_DETECTION",
            Self::PeakCellType => "_PEAK_CELL_TYPE",
            Self::PeakTime => "_PEAK_TIME",
        }
    }

    /// Whether it is of the scores, not of the pattern.
    pub(crate) fn is_score(self) -> bool {
        matches!(self, Self::Score | Self::Percentile)
    }

    /// The field in words.
    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::Score => "Score (0-1) of the gene",
            Self::Percentile => "Percentile (0-100) of the score among all genes",
            Self::Class => "Pattern of the gene's expression",
            Self::Level => "Level of the gene's expression",
            Self::Tau => "Specificity of the gene's expression, tau (0-1)",
            Self::Expressed => "Fraction of cells (0-1) that express the gene",
            Self::Detection => "Fraction of cells (0-1) that express the gene where most do",
            Self::PeakCellType => "Cell type in which the gene's expression peaks",
            Self::PeakTime => "Time at which the gene's expression peaks",
        }
    }
}
