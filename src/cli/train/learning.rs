//! The options that `train` and `evaluate` have in common.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::PlanOptions;
use crate::{
    bundle::Bundle,
    cli::{by_name, note},
    train::{
        choice::{Choice, Negatives},
        device,
        labels::{GeneList, Labels},
        plan::Plan,
        task::Task,
    },
};

/// Which genes are known, and which are not.
#[derive(Args)]
#[command(next_help_heading = "Genes")]
pub struct GeneLists {
    /// Known disease genes: a table with the column gene (or symbol) or gene_id, and label (1, 0)
    /// where it also has others; or plain names, one a line
    #[arg(short, long, value_name = "FILE")]
    pub genes: PathBuf,
    /// Genes that are not, such as housekeeping genes, in the same form
    #[arg(long, value_name = "FILE")]
    pub negatives: Option<PathBuf>,
}

/// What `reproduce` gives to both commands as well.
#[derive(Args)]
pub struct Learning {
    /// What trains: cpu or cuda
    #[arg(long, default_value = "cpu", value_name = "NAME", value_parser = device_kind,
          help_heading = None)]
    device: device::DeviceKind,
    /// Negatives for each known gene [default: 1; all that are labelled; 5 where known genes are placed
    /// among all]
    #[arg(long, value_name = "NUMBER", help_heading = "Genes")]
    ratio: Option<f64>,
    /// The names of the two classes, the disease genes' last; labels may be these words
    #[arg(long, default_value = "other,disease", value_name = "NAMES", value_parser = classes,
          help_heading = "Genes")]
    pub classes: Classes,
    #[command(flatten)]
    pub training: PlanOptions,
}

/// The names of the two classes, that of disease genes last.
#[derive(Clone)]
pub struct Classes(pub [String; 2]);

impl GeneLists {
    /// Finds the genes of the lists in a bundle, and says on stderr which are not there.
    pub fn find(&self, bundle: &Bundle, classes: &Classes) -> anyhow::Result<Labels> {
        let read = |path: &PathBuf| GeneList::read(path, Some(&classes.0));
        let known = read(&self.genes)?;
        let negatives = self.negatives.as_ref().map(read).transpose()?;
        let labels = Labels::new(bundle.genes(), &known, negatives.as_ref())?;
        tell_unmatched(&labels);
        Ok(labels)
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let negatives = self.negatives.as_deref();
        [self.genes.as_path()].into_iter().chain(negatives)
    }
}

impl Learning {
    /// Whether a GPU is to train.
    pub fn is_on_a_gpu(&self) -> bool {
        self.device != device::DeviceKind::Cpu
    }

    /// What is learnt from these genes of a bundle, by this plan.
    pub fn task<'a>(
        &'a self,
        bundle: &'a Bundle,
        labels: &'a Labels,
        negatives: &'a [Negatives],
        plan: &'a Plan,
        seed: u64,
    ) -> Task<'a> {
        Task {
            negatives,
            ratio: self.ratio,
            weights: self.training.weights.as_deref(),
            device: self.device,
            ..Task::new(bundle, labels, plan, seed)
        }
    }
}

/// Says which genes were chosen.
pub fn tell_choice(choice: &Choice) {
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

/// Says which names of lists are no genes of the bundle.
pub fn tell_unmatched(labels: &Labels) {
    if !labels.unmatched.is_empty() {
        note(unmatched(labels));
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

/// What trains, as options name it.
fn device_kind(text: &str) -> Result<device::DeviceKind, String> {
    by_name(text, "cpu or cuda")
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

    #[test]
    fn classes_are_two_names_that_differ() {
        assert_eq!(classes("control, CHD").ok().unwrap().0, ["control", "CHD"]);
        for (text, part) in [
            ("CHD", "use two names"),
            ("a,a", "must differ"),
            ("a,", "must differ"),
            ("a,b,c", "use two names"),
        ] {
            let error = classes(text).err().unwrap();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
