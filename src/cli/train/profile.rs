//! `train --kind profile`: a regression on expression by cell type and time.

use std::{iter, process::ExitCode};

use anyhow::{bail, ensure};
use clap::{Args, ValueEnum};

use super::{Train, condition, learning::tell_choice, summary};
use crate::{
    bundle::Bundle,
    cli::{
        keep::{check_apart, check_output},
        note,
    },
    model::profile::Profile,
    train::{
        plan::Plan,
        profile::{ProfileOptions, RESIDUAL, train_profile},
    },
};

/// What is trained.
#[derive(Args)]
pub struct KindOptions {
    /// A network on images of genes, or a regression on their expression by cell type and time
    #[arg(long, value_enum, default_value_t = Kind::Image, value_name = "KIND")]
    kind: Kind,
    /// What a regression sees: each value relative to the gene's own mean and spread (shape), or to
    /// the 300 genes nearest in level (residual) [default: shape]
    #[arg(long, value_enum, value_name = "WHAT")]
    profile: Option<Seen>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    #[value(help = "a network on images")]
    Image,
    #[value(help = "a regression on expression")]
    Profile,
}

#[derive(Clone, Copy, ValueEnum)]
enum Seen {
    #[value(help = "relative to the gene itself")]
    Shape,
    #[value(help = "relative to genes of its level")]
    Residual,
}

impl KindOptions {
    /// What a regression sees, where one is asked for.
    pub fn profile(&self) -> anyhow::Result<Option<Profile>> {
        match (self.kind, self.profile) {
            (Kind::Image, None) => Ok(None),
            (Kind::Image, Some(_)) => bail!("--profile is for regressions: add --kind profile"),
            (Kind::Profile, None | Some(Seen::Shape)) => Ok(Some(Profile::Shape)),
            (Kind::Profile, Some(Seen::Residual)) => Ok(Some(RESIDUAL)),
        }
    }
}

impl Train {
    /// Fits a regression instead of a network.
    pub(super) fn run_profile(self, profile: Profile) -> anyhow::Result<ExitCode> {
        self.refuse_network_options()?;
        let record = self.record()?;
        for output in [self.output.as_path(), &record] {
            let inputs = iter::once(self.bundle.as_path()).chain(self.lists.files());
            check_output(output, inputs)?;
        }
        check_apart(&[&self.output, &record])?;
        let bundle = Bundle::open(&self.bundle)?;
        let condition = condition(&bundle, self.condition.as_deref())?;
        let labels = self.lists.find(&bundle, &self.learning.classes)?;
        let (plan, negatives) = (Plan::default(), self.choose.as_slice());
        let task = self
            .learning
            .task(&bundle, &labels, negatives, &plan, self.seed);
        let file = self.model.file();
        let options = ProfileOptions {
            condition,
            profile,
            is_balanced: self.learning.training.balance,
            output: &self.output,
            record: &record,
            about: &self.model.about(&self.learning.classes),
            is_checked: file.is_checked,
            library: file.library,
        };
        let written = train_profile(&task, &options, &mut tell_choice)?;
        let (output, regression) = (self.output.display(), summary(&written.model, "regression"));
        note(format_args!("{output}: {regression}"));
        Ok(ExitCode::SUCCESS)
    }

    /// A regression has none of what a network is trained by, and must not pass it over.
    fn refuse_network_options(&self) -> anyhow::Result<()> {
        let beyond = [
            ("--checkpoint", self.checkpoint.is_some()),
            ("--search", self.search.is_asked_for()),
            ("--device", self.learning.is_on_a_gpu()),
            ("--precision", self.model.is_reduced()),
        ];
        let given = beyond.into_iter().filter(|(_, is_given)| *is_given);
        let mut given: Vec<_> = given.map(|(name, _)| name).collect();
        given.extend(self.learning.training.given());
        ensure!(
            given.is_empty(),
            "{} {} for networks alone, and --kind profile fits a regression: leave {} out",
            given.join(", "),
            if given.len() == 1 { "is" } else { "are" },
            if given.len() == 1 { "it" } else { "them" },
        );
        Ok(())
    }
}
