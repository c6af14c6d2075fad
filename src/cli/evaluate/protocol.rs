//! The options that say which genes are left out.

use clap::Args;

use crate::train::evaluation::Folds;

/// Which genes are left out.
#[derive(Args)]
#[command(next_help_heading = "Genes that are left out")]
pub struct Leave {
    /// So many genes of each class at random, as often as --repeats says
    #[arg(long, default_value_t = 25, value_name = "INT")]
    leave_out: usize,
    /// Instead each gene once, in so many parts
    #[arg(long, value_name = "INT", conflicts_with = "leave_out")]
    folds: Option<usize>,
    /// How often [default: 3; 1 with --folds]
    #[arg(long, value_name = "INT")]
    repeats: Option<usize>,
}

impl Leave {
    /// The protocol.
    pub fn folds(&self) -> Folds {
        match self.folds {
            Some(folds) => Folds::k_fold(folds, self.repeats.unwrap_or(1)),
            None => Folds::leave_out(self.leave_out, self.repeats.unwrap_or(3)),
        }
    }
}
