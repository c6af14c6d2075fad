//! The options of placing known genes among all expressed ones.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;

use crate::{
    bundle::Bundle,
    cli::{
        note,
        train::learning::{Classes, GeneLists, tell_unmatched},
    },
    date::day,
    sha256,
    train::{
        everything::EverythingOptions,
        labels::{GeneList, Labels},
    },
};

/// How known genes are placed among all expressed ones.
#[derive(Args)]
#[command(next_help_heading = "Among all genes (--protocol everything)")]
pub struct Placing {
    /// Other genes that known ones are told from, such as those of other diseases; may be repeated, with
    /// names
    #[arg(long, value_name = "[NAME=]FILE", value_parser = named)]
    other_genes: Vec<(String, PathBuf)>,
    /// Report also on the known genes that have a value in a column of their list alone, such as
    /// confidence=3; may be repeated
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = pair)]
    subset: Vec<(String, String)>,
    /// The highest value from which a gene is expressed [default: as the recipe of the bundle says,
    /// whose own default is 0.01]
    #[arg(long, value_name = "NUMBER", conflicts_with = "scores_into")]
    least_expressed: Option<f32>,
    /// Repeats of the network
    #[arg(long, default_value_t = EverythingOptions::default().network_repeats, value_name = "INT")]
    network_repeats: usize,
    /// How often random genes stand in for the known ones, to show what chance gives
    #[arg(long, default_value_t = EverythingOptions::default().null_draws, value_name = "INT")]
    pub null_draws: usize,
    /// Likewise for the network, which is trained anew each time
    #[arg(long, default_value_t = 0, value_name = "INT")]
    network_null_draws: usize,
    /// Chooses from these methods, by commas, the one that decides, by nested cross-validation on the
    /// known genes alone
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub decide: Vec<String>,
    /// Repeats of that nested cross-validation
    #[arg(long, default_value_t = EverythingOptions::default().decide_repeats, value_name = "INT")]
    decide_repeats: usize,
    /// Writes a copy of the bundle with the scores of the methods of --decide: of each expressed gene,
    /// by models that had not learnt from it
    #[arg(long, value_name = "FILE", requires = "decide")]
    pub scores_into: Option<PathBuf>,
    /// Where the list of known genes is from, which --scores-into records with their digest and number
    #[arg(long, value_name = "TEXT", requires = "scores_into")]
    pub known_source: Option<String>,
    /// The day, for the record [default: that of SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    date: Option<String>,
}

/// What options name, read.
#[derive(Default)]
pub struct Lists {
    others: Vec<(String, Vec<usize>)>,
    subsets: Vec<(String, Vec<usize>)>,
    digests: BTreeMap<String, String>,
}

impl Placing {
    /// Finds the genes of all lists in a bundle.
    pub fn lists(
        &self,
        bundle: &Bundle,
        known: &GeneLists,
        classes: &Classes,
    ) -> anyhow::Result<Lists> {
        let mut lists = Lists::default();
        for (name, path) in &self.other_genes {
            let list = GeneList::read(path, Some(&classes.0))?;
            let labels = Labels::new(bundle.genes(), &list, None)?;
            tell_unmatched(&labels);
            lists.others.push((name.clone(), labels.positives));
        }
        for (column, value) in &self.subset {
            let list = GeneList::read_where(&known.genes, Some(&classes.0), column, value)?;
            let labels = Labels::new(bundle.genes(), &list, None)?;
            lists
                .subsets
                .push((format!("{column}={value}"), labels.positives));
        }
        let others = self
            .other_genes
            .iter()
            .map(|(name, path)| (name.as_str(), path));
        let negatives = known.negatives.iter().map(|path| ("housekeeping", path));
        for (name, path) in [("known", &known.genes)]
            .into_iter()
            .chain(negatives)
            .chain(others)
        {
            lists.digests.insert(name.into(), digest(path)?);
        }
        Ok(lists)
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.other_genes.iter().map(|(_, path)| path.as_path())
    }

    /// All of it but the conditions, methods and checkpoints.
    pub fn options<'a>(
        &'a self,
        lists: &'a Lists,
        (folds, repeats): (usize, usize),
    ) -> anyhow::Result<EverythingOptions<'a>> {
        Ok(EverythingOptions {
            folds,
            repeats,
            network_repeats: self.network_repeats,
            null_draws: self.null_draws,
            network_null_draws: self.network_null_draws,
            least_expressed: self.least_expressed,
            others: &lists.others,
            subsets: &lists.subsets,
            decide: &self.decide,
            decide_repeats: self.decide_repeats,
            lists: lists.digests.clone(),
            date: self.date()?,
            ..EverythingOptions::default()
        })
    }

    fn date(&self) -> anyhow::Result<String> {
        match &self.date {
            Some(date) => Ok(date.clone()),
            None => Ok(day(env::var("SOURCE_DATE_EPOCH").ok().as_deref())?),
        }
    }
}

/// Says what a bundle was written with.
pub fn tell_written(path: &Path, condition: &str, method: &str) {
    note(format_args!(
        "{}: condition {condition} has the scores of {method}",
        path.display()
    ));
}

fn digest(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(sha256::of(&bytes))
}

/// `NAME=FILE`, or `FILE`, which is called other.
fn named(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if is_name(name) && !path.is_empty() => Ok((name.into(), path.into())),
        Some((name, _)) if is_name(name) => Err("the file is missing after =".into()),
        _ => Ok(("other".into(), text.into())),
    }
}

fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    !text.is_empty() && text.chars().all(is_plain)
}

/// A day as it is written, whether or not the calendar has it.
fn date(text: &str) -> Result<String, String> {
    let is_right = |(place, c): (usize, char)| match place {
        4 | 7 => c == '-',
        _ => c.is_ascii_digit(),
    };
    match text.len() == 10 && text.chars().enumerate().all(is_right) {
        true => Ok(text.into()),
        false => Err("use YYYY-MM-DD, such as 2026-11-30".into()),
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, value)) if !column.is_empty() && !value.is_empty() => {
            Ok((column.into(), value.into()))
        }
        _ => Err("use COLUMN=VALUE, such as confidence=3".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_names_or_are_called_other() {
        let found = |text| named(text).map(|(name, path)| (name, path.display().to_string()));
        let expected = |name: &str, path: &str| Ok((name.to_string(), path.to_string()));
        assert_eq!(found("heart=chd.tsv"), expected("heart", "chd.tsv"));
        assert_eq!(found("lists/chd.tsv"), expected("other", "lists/chd.tsv"));
        assert_eq!(found("a/b=c.tsv"), expected("other", "a/b=c.tsv"));
        assert!(found("heart=").is_err());
        assert!(pair("confidence").is_err());
        assert!(date("2026-11-30").is_ok());
        assert!(date("30.11.2026").is_err());
    }
}
