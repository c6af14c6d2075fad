//! The options that say which samples are ranked, and by which condition.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::bail;
use clap::Args;

use super::names;
use crate::rank::{Karyotype, Sex};

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
    /// The karyotype, for all samples or, as SAMPLE=46,XY, for one; may be repeated. Copies of X and Y are
    /// counted by it: 46,XY, 45,X, 47,XXY, 45,X/46,XY, 46,X,i(X)(q10) [default: as the genotypes on X
    /// and Y tell, else as goes with the sex]
    #[arg(long = "karyotype", value_name = "[SAMPLE=]KARYOTYPE", value_parser = karyotype)]
    karyotypes: Vec<(Option<String>, Karyotype)>,
    /// Families, as a PED file: parents, sexes, who is affected
    #[arg(long, value_name = "FILE")]
    pub(super) ped: Option<PathBuf>,
    /// The condition whose scores decide, whatever the sex [default: that of the sex; the highest
    /// score of any where the sex is not known]
    #[arg(long, value_name = "KEY")]
    pub(super) condition: Option<String>,
}

/// What is given of all samples, and of some by name.
type Given<T> = (Option<T>, BTreeMap<String, T>);

impl PatientOptions {
    pub(super) fn sexes(&self) -> anyhow::Result<Given<Sex>> {
        given("--sex", &self.sex)
    }

    pub(super) fn karyotypes(&self) -> anyhow::Result<Given<Karyotype>> {
        given("--karyotype", &self.karyotypes)
    }
}

fn given<T: Clone + PartialEq>(
    option: &str,
    values: &[(Option<String>, T)],
) -> anyhow::Result<Given<T>> {
    let (mut all, mut some) = (None, BTreeMap::new());
    for (sample, value) in values {
        let before = match sample {
            Some(sample) => some.insert(sample.clone(), value.clone()),
            None => all.replace(value.clone()),
        };
        if before.is_some_and(|before| before != *value) {
            let whose = sample.as_deref().unwrap_or("all samples");
            bail!("{option} says two things of {whose}: leave one");
        }
    }
    Ok((all, some))
}

fn karyotype(text: &str) -> Result<(Option<String>, Karyotype), String> {
    let (sample, karyotype) = match text.rsplit_once('=') {
        Some((sample, karyotype)) => (Some(sample.into()), karyotype),
        None => (None, text),
    };
    let karyotype = karyotype.parse::<Karyotype>();
    Ok((sample, karyotype.map_err(|told| told.to_string())?))
}

fn sex(text: &str) -> Result<(Option<String>, Sex), String> {
    // A sample's name may have an equals sign.
    match text.rsplit_once('=') {
        Some((sample, sex)) => Ok((Some(sample.into()), names::sex(sex)?)),
        None => Ok((None, names::sex(text)?)),
    }
}
