//! File formats of variants.

use std::{fmt, str::FromStr};

/// The compression level of DEFLATE that a user asks for, 0-9.
pub const DEFAULT_LEVEL: u8 = 6;

/// An output format, named as `bcftools -O` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `v`: VCF.
    Vcf,
    /// `z[0-9]`: VCF in BGZF at a compression level.
    VcfGz(u8),
    /// `u`: BCF, uncompressed.
    BcfRaw,
    /// `b[0-9]`: BCF in BGZF at a compression level.
    Bcf(u8),
}

impl Format {
    /// Takes the format from a file name's extension, as bcftools does where `-O` is not given.
    #[must_use]
    pub fn from_extension(path: &str) -> Self {
        if path.ends_with(".bcf") {
            Self::Bcf(DEFAULT_LEVEL)
        } else if [".vcf.gz", ".vcf.bgz", ".vcfgz"]
            .iter()
            .any(|e| path.ends_with(e))
        {
            Self::VcfGz(DEFAULT_LEVEL)
        } else {
            Self::Vcf
        }
    }

    /// Whether records are BCF blocks.
    #[must_use]
    pub fn is_bcf(self) -> bool {
        matches!(self, Self::BcfRaw | Self::Bcf(_))
    }

    /// The compression level where the file is BGZF.
    #[must_use]
    pub fn level(self) -> Option<u8> {
        match self {
            Self::VcfGz(level) | Self::Bcf(level) => Some(level),
            Self::Vcf | Self::BcfRaw => None,
        }
    }
}

/// An unknown `-O` value.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not an output type: use v (VCF), z[0-9] (bgzipped VCF), u (uncompressed BCF) or b[0-9] (BCF)"
)]
pub struct ParseFormatError(String);

impl FromStr for Format {
    type Err = ParseFormatError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let invalid = || ParseFormatError(s.into());
        let (kind, level) = s.split_at_checked(1).ok_or_else(invalid)?;
        let level = match level {
            "" => DEFAULT_LEVEL,
            digit if digit.len() == 1 => digit.parse().map_err(|_| invalid())?,
            _ => return Err(invalid()),
        };
        match kind {
            "v" => Ok(Self::Vcf),
            "z" => Ok(Self::VcfGz(level)),
            "u" => Ok(Self::BcfRaw),
            "b" => Ok(Self::Bcf(level)),
            _ => Err(invalid()),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vcf => f.write_str("v"),
            Self::VcfGz(level) => write!(f, "z{level}"),
            Self::BcfRaw => f.write_str("u"),
            Self::Bcf(level) => write!(f, "b{level}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_types_are_spelt_as_bcftools_spells_them() {
        assert_eq!("v".parse(), Ok(Format::Vcf));
        assert_eq!("z".parse(), Ok(Format::VcfGz(6)));
        assert_eq!("b9".parse(), Ok(Format::Bcf(9)));
        assert_eq!("u".parse(), Ok(Format::BcfRaw));
        for bad in ["", "x", "z10", "za", "é"] {
            assert_eq!(bad.parse::<Format>(), Err(ParseFormatError(bad.into())));
        }
    }

    #[test]
    fn the_extension_names_the_format() {
        assert_eq!(Format::from_extension("a.vcf.gz"), Format::VcfGz(6));
        assert_eq!(Format::from_extension("a.bcf"), Format::Bcf(6));
        assert_eq!(Format::from_extension("a.vcf"), Format::Vcf);
        assert_eq!(Format::from_extension("-"), Format::Vcf);
    }
}
