//! The assemblies of the human genome.

use std::fmt;

use serde::Serialize;

use super::CHROMOSOMES;

/// An assembly of the human genome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Assembly {
    /// hg18.
    NCBI36,
    /// hg19.
    GRCh37,
    /// hg38.
    GRCh38,
    /// hs1.
    #[serde(rename = "T2T-CHM13v2.0")]
    CHM13,
}

impl Assembly {
    /// All, in the order of [`CHROMOSOMES`]' columns.
    const ALL: [Self; 4] = [Self::NCBI36, Self::GRCh37, Self::GRCh38, Self::CHM13];

    /// Its name at NCBI.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NCBI36 => "NCBI36",
            Self::GRCh37 => "GRCh37",
            Self::GRCh38 => "GRCh38",
            Self::CHM13 => "T2T-CHM13v2.0",
        }
    }

    /// The assembly in which a chromosome, by its canonical name, has this length. No two have a
    /// length in common.
    pub fn of_length(chromosome: &[u8], length: u64) -> Option<Self> {
        let mut chromosomes = CHROMOSOMES.iter();
        let found = chromosomes.find(|found| found.name == chromosome)?;
        let column = found.lengths.iter().position(|one| *one == length)?;
        Some(Self::ALL[column])
    }
}

impl fmt::Display for Assembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
