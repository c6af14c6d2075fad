//! The options that say which samples are ranked, and by which condition.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::bail;
use clap::Args;

use super::names;
use crate::rank::Sex;

/// Which samples to rank, and by which condition.
#[derive(Args)]
#[command(next_help_heading = "Patients")]
pub(super) struct PatientOptions {
    /// The samples to rank, by commas [default: those that --ped calls affected, else all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(super) samples: Vec<String>,
    /// male, female or unknown, for all samples or, as SAMPLE=male, for one; by commas [default: as
    /// --ped says, else as the genotypes on X and Y tell]
    #[arg(long, value_name = "[SAMPLE=]SEX", value_delimiter = ',', value_parser = sex)]
    sex: Vec<(Option<String>, Sex)>,
    /// Families, as a PED file: parents, sexes, who is affected
    #[arg(long, value_name = "FILE")]
    pub(super) ped: Option<PathBuf>,
    /// The condition whose scores decide, whatever the sex [default: that of the sex; the highest
    /// score of any where the sex is not known]
    #[arg(long, value_name = "KEY")]
    pub(super) condition: Option<String>,
}

/// The sex of all samples, and those of some.
type Sexes = (Option<Sex>, BTreeMap<String, Sex>);

impl PatientOptions {
    pub(super) fn sexes(&self) -> anyhow::Result<Sexes> {
        let (mut all, mut some) = (None, BTreeMap::new());
        for (sample, sex) in &self.sex {
            let before = match sample {
                Some(sample) => some.insert(sample.clone(), *sex),
                None => all.replace(*sex),
            };
            if before.is_some_and(|before| before != *sex) {
                let whose = sample.as_deref().unwrap_or("all samples");
                bail!("--sex says two things of {whose}: leave one");
            }
        }
        Ok((all, some))
    }
}

fn sex(text: &str) -> Result<(Option<String>, Sex), String> {
    // A sample's name may have an equals sign.
    match text.rsplit_once('=') {
        Some((sample, sex)) => Ok((Some(sample.into()), names::sex(sex)?)),
        None => Ok((None, names::sex(text)?)),
    }
}
