//! The options that say which genes are left out.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::train::{evaluation::Folds, everything::EverythingOptions};

/// How genes are left out and judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProtocolKind {
    /// Known genes are placed among all expressed genes, 20 times 5 folds
    #[default]
    Everything,
    /// The paper's: as many negatives as known genes; three times 25 genes of each left out
    Paper,
}

/// Which genes are left out.
#[derive(Args)]
#[command(next_help_heading = "Genes that are left out")]
pub struct Leave {
    /// How genes are left out and judged
    #[arg(long, value_enum, default_value_t, value_name = "NAME")]
    pub protocol: ProtocolKind,
    /// Each gene once in so many parts [default: 5; not by the paper's protocol]
    #[arg(long, value_name = "INT")]
    folds: Option<usize>,
    /// How often [default: 20; by the paper's protocol 3, or 1 with --folds]
    #[arg(long, value_name = "INT")]
    pub repeats: Option<usize>,
    /// By the paper's protocol: so many genes of each class at random, as often as --repeats says
    /// [default: 25]
    #[arg(long, value_name = "INT", conflicts_with = "folds")]
    leave_out: Option<usize>,
}

impl Leave {
    /// The paper's protocol, or k-fold as often as said.
    pub fn paper(&self) -> Folds {
        match self.folds {
            Some(folds) => Folds::k_fold(folds, self.repeats.unwrap_or(1)),
            None => Folds::leave_out(self.leave_out.unwrap_or(25), self.repeats.unwrap_or(3)),
        }
    }

    /// The folds and repeats of the other one.
    pub fn everything(&self) -> anyhow::Result<(usize, usize)> {
        if self.leave_out.is_some() {
            bail!("--leave-out belongs to --protocol paper: name that, or use --folds");
        }
        let defaults = EverythingOptions::default();
        let folds = self.folds.unwrap_or(defaults.folds);
        Ok((folds, self.repeats.unwrap_or(defaults.repeats)))
    }
}
