//! `dsdscore train`

pub mod learning;
mod model;
mod options;
mod profile;
mod search;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;

use self::{
    learning::{GeneLists, Learning, kind, tell_choice},
    model::ModelOptions,
    profile::KindOptions,
    search::SearchOptions,
};
use super::{
    keep::{check_apart, check_output},
    note, progress,
};
use crate::{
    bundle::Bundle,
    train::{
        choice::Negatives,
        evaluation::Epoch,
        learn::{Learnt, Member},
        plan::Plan,
        record::ModelRecord,
        task::Task,
        training::{TrainEvent, TrainOptions, train},
    },
};

const EXAMPLES: &str = "\
Examples:
  # as the paper: ResNet-50 from ImageNet's weights, housekeeping genes as negatives
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --negatives housekeeping.tsv \\
    --weights resnet50-imagenet.pth -o female.onnx

  # small data: a narrow network, ten of them averaged, images varied along time
  dsdscore train -b gonad.dsd --condition M -g dsd.tsv --choose random --ratio 5 --balance \\
    --width 8 --members 10 --augment --features --optimiser adamw -o male.onnx

  # no network: a regression on expression by cell type and time, in seconds
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --choose random --ratio 20 --balance \\
    --kind profile -o shape-f.onnx

  # look for a learning rate, batch size and optimiser first
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --search random --trials 20 -o female.onnx

  # a training that was killed goes on
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --checkpoint female.ckpt -o female.onnx";

/// Trains a model on labelled genes, and writes it as ONNX
///
/// The model is a network on images of genes or, with --kind profile, a regression on their expression
/// by cell type and time. The file is written only once ONNX Runtime gives the trained model's
/// probabilities for every gene learnt from. Beside it a record (JSON) says which genes were chosen, and why, all options and
/// all epochs. `dsdscore evaluate` says how good such a network is on genes that it has not seen.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Train {
    /// The bundle with the images or expression
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// The condition whose genes are learnt [default: the bundle's only one]
    #[arg(long, value_name = "KEY")]
    condition: Option<String>,
    /// The model to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The record to write [default: the model's name with .json]
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Goes on from here if the file is there, and is kept up to date after every epoch
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    #[command(flatten)]
    kind: KindOptions,
    #[command(flatten)]
    lists: GeneLists,
    #[command(flatten)]
    learning: Learning,
    /// The kind of negatives: housekeeping, matched (in level), random or labelled [default:
    /// housekeeping with --negatives, labelled where labels are 0, else matched]
    #[arg(long, value_name = "KIND", value_parser = kind, help_heading = "Genes")]
    choose: Option<Negatives>,
    #[command(flatten)]
    search: SearchOptions,
    #[command(flatten)]
    model: ModelOptions,
}

impl Train {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(profile) = self.kind.profile()? {
            return self.run_profile(profile);
        }
        let record = self.record()?;
        let plan = self.learning.training.plan()?;
        self.check(&record, &plan)?;
        let bundle = Bundle::open(&self.bundle)?;
        let condition = condition(&bundle, self.condition.as_deref())?;
        let labels = self.lists.find(&bundle, &self.learning.classes)?;
        let negatives = self.choose.as_slice();
        let task = self
            .learning
            .task(&bundle, &labels, negatives, &plan, self.seed);
        let options = TrainOptions {
            condition,
            output: &self.output,
            record: &record,
            checkpoint: self.checkpoint.as_deref(),
            search: self.search.tried(&plan.fit, self.seed)?,
            about: &self.model.about(&self.learning.classes),
            file: self.model.file(),
        };
        train_and_tell(&task, &options)?;
        Ok(ExitCode::SUCCESS)
    }

    fn record(&self) -> anyhow::Result<PathBuf> {
        match &self.record {
            Some(path) => Ok(path.clone()),
            None if self.output == Path::new("-") => {
                bail!("the network goes to standard output: name the record's file by --record")
            }
            None => Ok(self.output.with_extension("json")),
        }
    }

    /// Finds before the training what would lose it at its end.
    fn check(&self, record: &Path, plan: &Plan) -> anyhow::Result<()> {
        let checkpoint = self.checkpoint.as_deref();
        let outputs = [Some(self.output.as_path()), Some(record), checkpoint];
        let tables = self.search.table().into_iter();
        let outputs: Vec<_> = outputs.into_iter().flatten().chain(tables).collect();
        for output in &outputs {
            check_output(output, self.inputs())?;
        }
        check_apart(&outputs)?;
        if plan.freeze && checkpoint.is_some() {
            bail!("a training with --freeze is short, and keeps no --checkpoint: leave it out");
        }
        Ok(self.model.file().check()?)
    }

    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let bundle = [self.bundle.as_path()].into_iter();
        let lists = self.lists.files().chain(self.search.files());
        bundle.chain(lists).chain(self.learning.training.files())
    }
}

/// Trains, and says on stderr how it goes.
pub fn train_and_tell(task: &Task<'_>, options: &TrainOptions<'_>) -> anyhow::Result<()> {
    let mut bar = ProgressBar::hidden();
    let epochs = task.plan.fit.epochs;
    let record = train(task, options, &mut |event| match event {
        TrainEvent::Chosen(choice) => tell_choice(choice),
        TrainEvent::Tried {
            index,
            of,
            candidate,
        } => note(format_args!(
            "tried {} of {of}: {}",
            index + 1,
            search::words(candidate)
        )),
        TrainEvent::Found(best) => note(format_args!("best: {}", search::words(best))),
        TrainEvent::Begins(plan) => bar = progress::epochs(plan.members * epochs),
        TrainEvent::Epoch { member, epoch } => {
            bar.set_position((member * epochs + epoch.number) as u64);
            bar.set_message(words(epoch));
        }
        TrainEvent::Learnt(learnt) => {
            bar.finish_and_clear();
            tell_learnt(learnt);
        }
    })?;
    let (output, network) = (
        options.output.display(),
        summary(&record.model, "trained network"),
    );
    note(format_args!("{output}: {network}"));
    Ok(())
}

/// The condition with a key, or the only one.
pub fn condition(bundle: &Bundle, key: Option<&str>) -> anyhow::Result<usize> {
    let manifest = bundle.manifest();
    let keys: Vec<_> = manifest.conditions.iter().map(|c| c.key.as_str()).collect();
    match (key, &keys[..]) {
        (Some(key), _) => manifest.condition(key).with_context(|| {
            let path = bundle.path().display();
            format!("{path} has no condition {key}: it has {}", keys.join(", "))
        }),
        (None, [_]) => Ok(0),
        (None, _) => bail!(
            "name one of the conditions {} by --condition",
            keys.join(", ")
        ),
    }
}

fn words(epoch: &Epoch) -> String {
    format!(
        "loss {:.3}, accuracy {:.2}; validation {:.3}, {:.2}",
        epoch.train_loss, epoch.train_accuracy, epoch.validation_loss, epoch.validation_accuracy
    )
}

fn tell_learnt(learnt: &Learnt) {
    for (number, member) in learnt.members.iter().enumerate() {
        tell_member(number + 1, member);
    }
}

fn tell_member(number: usize, member: &Member) {
    if let Some(epoch) = member.epochs.get(member.best) {
        let (best, all) = (epoch.number, member.epochs.len());
        note(format_args!(
            "network {number}: epoch {best} of {all}: {}",
            words(epoch)
        ));
    }
    if let Some(collapse) = &member.collapse {
        note(format_args!(
            "warning: network {number}: {}",
            collapse.message
        ));
    }
}

/// The file of a model, beside what it was made of.
fn summary(model: &ModelRecord, of: &str) -> String {
    let ModelRecord {
        precision,
        difference,
        bytes,
    } = model;
    let size = match *bytes as f64 {
        bytes if bytes < 1e5 => format!("{:.1} kB", bytes / 1e3),
        bytes => format!("{:.1} MB", bytes / 1e6),
    };
    match difference {
        Some(difference) => {
            format!("{size}, {precision}; at most {difference:.1e} from the {of}")
        }
        None => format!("{size}, {precision}, not compared with the {of}"),
    }
}
