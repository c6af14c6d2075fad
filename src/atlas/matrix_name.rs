//! Which matrix of an atlas.

use std::{fmt, str::FromStr};

/// A matrix of an atlas file, as anndata calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatrixName {
    /// `X`.
    X,
    /// `raw/X`, which has genes of its own.
    Raw,
    /// `layers/<name>`.
    Layer(String),
}

impl fmt::Display for MatrixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::X => f.write_str("X"),
            Self::Raw => f.write_str("raw/X"),
            Self::Layer(name) => write!(f, "layers/{name}"),
        }
    }
}

impl FromStr for MatrixName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "X" => Ok(Self::X),
            "raw/X" => Ok(Self::Raw),
            _ => match text.strip_prefix("layers/") {
                Some(name) if !name.is_empty() => Ok(Self::Layer(name.into())),
                _ => Err(format!(
                    "`{text}` is not a matrix: use X, raw/X or layers/NAME"
                )),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for name in ["X", "raw/X", "layers/counts", "layers/a/b"] {
            assert_eq!(name.parse::<MatrixName>().unwrap().to_string(), name);
        }
        for name in ["", "raw", "layers/", "x"] {
            let error = name.parse::<MatrixName>().unwrap_err();
            assert!(error.contains("layers/"), "{error}");
        }
    }
}
