//! Which bundle a command reads.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;

use super::shell::file_word;
use crate::bundle::Bundle;

/// The variable that names a bundle where no option does.
const VARIABLE: &str = "DSDSCORE_BUNDLE";

/// The bundle of a command that needs none to be named.
#[derive(Args)]
pub struct BundleOption {
    /// The bundle of genes and scores [default: that of DSDSCORE_BUNDLE, else the built-in one]
    #[arg(short, long, value_name = "FILE")]
    bundle: Option<PathBuf>,
}

impl BundleOption {
    /// The file that the option, or else the environment, names.
    pub fn path(&self) -> Option<PathBuf> {
        named(self.bundle.as_deref())
    }

    /// The bundle.
    pub fn open(&self) -> anyhow::Result<Bundle> {
        open(self.bundle.as_deref())
    }

    /// How a command line names it, without its folder; nothing for the built-in one.
    pub fn recorded(&self) -> Option<String> {
        let path = self.path()?;
        Some(format!("--bundle {}", file_word(&path)))
    }
}

/// The file that an option, or else the environment, names.
pub fn named(option: Option<&Path>) -> Option<PathBuf> {
    let variable = || env::var_os(VARIABLE).filter(|value| !value.is_empty());
    option
        .map(Path::to_path_buf)
        .or_else(|| variable().map(PathBuf::from))
}

/// The bundle that an option, or else the environment, names, and where neither does the built-in one.
pub fn open(option: Option<&Path>) -> anyhow::Result<Bundle> {
    match (option, named(option)) {
        (_, None) => Ok(Bundle::built_in()?),
        (Some(path), _) => Ok(Bundle::open(path)?),
        (None, Some(path)) => Bundle::open(path).context(format!("{VARIABLE} names the bundle")),
    }
}
