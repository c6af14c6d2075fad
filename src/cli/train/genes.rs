//! The options that say which genes are learnt from.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::{
    bundle::Bundle,
    cli::{by_name, note},
    train::{
        choice::{Choice, ChoiceOptions, Negatives, choose},
        dataset::examples,
        examples::Examples,
        labels::{GeneList, Labels},
    },
};

/// Which genes are learnt from.
#[derive(Args)]
#[command(next_help_heading = "Genes")]
pub struct Genes {
    /// Known disease genes: a table with the column gene (or symbol) or gene_id, and label (1, 0)
    /// where it also has others; or plain names, one a line
    #[arg(short, long, value_name = "FILE")]
    genes: PathBuf,
    /// Genes that are not, such as housekeeping genes, in the same form
    #[arg(long, value_name = "FILE")]
    negatives: Option<PathBuf>,
    /// Negatives for each known gene [default: 1; all that are labelled]
    #[arg(long, value_name = "NUMBER")]
    ratio: Option<f64>,
    /// The names of the two classes, the disease genes' last; labels may be these words
    #[arg(long, default_value = "other,disease", value_name = "NAMES", value_parser = classes)]
    pub classes: Classes,
}

/// The names of the two classes, that of disease genes last.
#[derive(Clone)]
pub struct Classes(pub [String; 2]);

/// What the lists say of a bundle's genes.
pub struct Found {
    labels: Labels,
    has_list: bool,
    ratio: Option<f64>,
}

impl Genes {
    /// Finds the genes of the lists in a bundle, and says on stderr which are not there.
    pub fn find(&self, bundle: &Bundle) -> anyhow::Result<Found> {
        let classes = Some(&self.classes.0);
        let known = GeneList::read(&self.genes, classes)?;
        let negatives = self
            .negatives
            .as_ref()
            .map(|path| GeneList::read(path, classes));
        let labels = Labels::new(bundle.genes(), &known, negatives.transpose()?.as_ref())?;
        if !labels.unmatched.is_empty() {
            note(unmatched(&labels));
        }
        Ok(Found {
            labels,
            has_list: self.negatives.is_some(),
            ratio: self.ratio,
        })
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let negatives = self.negatives.as_deref();
        [self.genes.as_path()].into_iter().chain(negatives)
    }
}

impl Found {
    /// The kinds of negatives to choose, where none is named: what the lists allow.
    pub fn kinds(&self, named: &[Negatives]) -> anyhow::Result<Vec<Negatives>> {
        for kind in named {
            self.check(*kind)?;
        }
        Ok(match named {
            [] if self.has_list => vec![Negatives::Housekeeping, Negatives::Matched],
            [] if !self.labels.labelled.is_empty() => vec![Negatives::Labelled, Negatives::Matched],
            [] => vec![Negatives::Matched],
            named => named.to_vec(),
        })
    }

    fn check(&self, kind: Negatives) -> anyhow::Result<()> {
        if kind == Negatives::Housekeeping && !self.has_list {
            bail!("negatives of the kind housekeeping need a list: name it by --negatives");
        }
        if kind == Negatives::Labelled && self.labels.labelled.is_empty() {
            bail!("the list of known genes labels none 0: choose another kind of negatives");
        }
        Ok(())
    }

    /// The genes of a condition, and the record of their choice.
    pub fn examples(
        &self,
        bundle: &Bundle,
        condition: usize,
        negatives: Negatives,
        seed: u64,
    ) -> anyhow::Result<(Choice, Examples)> {
        let options = ChoiceOptions {
            negatives,
            ratio: self.ratio,
            seed,
        };
        let choice = choose(bundle, condition, &self.labels, &options)?;
        let examples = examples(bundle, &choice)?;
        tell(&choice);
        Ok((choice, examples))
    }
}

fn tell(choice: &Choice) {
    let (positives, negatives) = choice.counts();
    note(format_args!(
        "condition {}: {positives} known genes, {negatives} {} ones; {} dropped",
        choice.condition,
        choice.negatives.name(),
        choice.dropped.len()
    ));
    for text in &choice.notes {
        note(text);
    }
}

fn unmatched(labels: &Labels) -> String {
    const SHOWN: usize = 8;
    let names = labels.unmatched.iter().map(|one| one.gene.as_str());
    let shown: Vec<_> = names.take(SHOWN).collect();
    let more = labels.unmatched.len().saturating_sub(SHOWN);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let count = labels.unmatched.len();
    format!(
        "{count} names of the lists are no gene of the bundle: {}{more}",
        shown.join(", ")
    )
}

/// A kind of negatives, as options name it.
pub fn kind(text: &str) -> Result<Negatives, String> {
    by_name(text, "housekeeping, matched, random or labelled")
}

fn classes(text: &str) -> Result<Classes, String> {
    let names: Vec<_> = text
        .split(',')
        .map(|name| name.trim().to_string())
        .collect();
    match <[String; 2]>::try_from(names) {
        Ok([a, b]) if a.is_empty() || b.is_empty() || a == b => {
            Err("the two names must differ, and say something".into())
        }
        Ok(names) => Ok(Classes(names)),
        Err(_) => Err("use two names, the disease genes' last: other,disease".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(has_list: bool, labelled: &[usize]) -> Found {
        Found {
            labels: Labels {
                labelled: labelled.to_vec(),
                ..Labels::default()
            },
            has_list,
            ratio: None,
        }
    }

    #[test]
    fn what_the_lists_allow_is_chosen_where_nothing_is_named() {
        use Negatives::{Housekeeping, Labelled, Matched};
        let kinds = |has_list, labelled: &[usize]| found(has_list, labelled).kinds(&[]).unwrap();
        assert_eq!(kinds(true, &[]), [Housekeeping, Matched]);
        assert_eq!(kinds(false, &[3]), [Labelled, Matched]);
        assert_eq!(kinds(false, &[]), [Matched]);
    }

    #[test]
    fn classes_are_two_names_that_differ() {
        assert_eq!(classes("control, CHD").ok().unwrap().0, ["control", "CHD"]);
        for text in ["CHD", "a,a", "a,", "a,b,c"] {
            assert!(classes(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_kind_without_its_list_is_refused_with_the_remedy() {
        let error = found(false, &[]).kinds(&[Negatives::Housekeeping]);
        assert!(error.unwrap_err().to_string().contains("--negatives"));
        assert!(found(true, &[]).kinds(&[Negatives::Labelled]).is_err());
    }
}
