//! `dsdscore train`

pub mod genes;
mod model;
pub mod options;
mod search;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::{Map, Value};

use self::{genes::Genes, model::Model, options::Training, search::Search};
use super::{
    by_name,
    keep::{check_apart, check_output},
    note, progress,
};
use crate::{
    bundle::Bundle,
    model::image::ImageMetadata,
    train::{
        choice::{Choice, Negatives},
        device,
        evaluation::Epoch,
        examples::Examples,
        learn::{Learner, Learnt, Member},
        network::export::Exported,
        plan::Plan,
        record::Record,
        release::Release,
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

  # look for a learning rate, batch size and optimiser first
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --search random --trials 20 -o female.onnx

  # a training that was killed goes on
  dsdscore train -b gonad.dsd --condition F -g dsd.tsv --checkpoint female.ckpt -o female.onnx";

/// Trains a network on images of labelled genes, and writes it as ONNX
///
/// The file is written only once ONNX Runtime gives the trained network's probabilities for every
/// training image. Beside it a record (JSON) says which genes were chosen, and why, all options and
/// all epochs. `dsdscore evaluate` says how good such a network is on genes that it has not seen.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Train {
    /// The bundle with the images
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// The condition whose images are learnt [default: the bundle's only one]
    #[arg(long, value_name = "KEY")]
    condition: Option<String>,
    /// The network to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// The record to write [default: the network's name with .json]
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Goes on from here if the file is there, and is kept up to date after every epoch
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Decides all randomness
    #[arg(long, default_value_t = 1, value_name = "INT")]
    seed: u64,
    /// What trains: cpu or cuda
    #[arg(long, default_value = "cpu", value_name = "NAME", value_parser = device_kind)]
    device: device::Kind,
    #[command(flatten)]
    genes: Genes,
    /// The kind of negatives: housekeeping, matched (in level), random or labelled [default:
    /// housekeeping with --negatives, labelled where labels are 0, else matched]
    #[arg(long, value_name = "KIND", value_parser = genes::kind, help_heading = "Genes")]
    choose: Option<Negatives>,
    #[command(flatten)]
    training: Training,
    #[command(flatten)]
    search: Search,
    #[command(flatten)]
    model: Model,
}

impl Train {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let record = self.record()?;
        let plan = self.training.plan()?;
        self.check(&record, &plan)?;
        let bundle = Bundle::open(&self.bundle)?;
        let condition = condition(&bundle, self.condition.as_deref())?;
        let (choice, examples) = self.choose(&bundle, condition)?;
        // What is wrong with it is told now, not after hours.
        self.about(&bundle, &choice, &plan, Map::new())?;
        let weights = self.training.weights.as_deref();
        let plan = self
            .search
            .best(plan, weights, self.device, &examples, self.seed)?;
        let learnt = self.learn(&plan, &examples)?;
        let about = self.about(&bundle, &choice, &plan, learnt.metrics())?;
        let exported = self.export(&learnt, &examples, &about)?;
        let record_of = Record::new(&bundle, self.seed, plan, &learnt, &exported, choice);
        let written = record_of.write(&record);
        written.with_context(|| format!("cannot write {}", record.display()))?;
        note(format_args!(
            "{}: {}",
            self.output.display(),
            summary(&exported)
        ));
        Ok(ExitCode::SUCCESS)
    }

    /// Checks that ONNX Runtime is there, where it is needed.
    pub fn check_runtime(&self) -> anyhow::Result<()> {
        self.model.check_runtime()
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
        self.check_runtime()
    }

    fn about(
        &self,
        bundle: &Bundle,
        choice: &Choice,
        plan: &Plan,
        metrics: Map<String, Value>,
    ) -> anyhow::Result<ImageMetadata> {
        let output = &self.output;
        let classes = &self.genes.classes.0;
        let model = &self.model;
        model.metadata(bundle, choice, plan, classes, metrics, output)
    }

    fn inputs(&self) -> impl Iterator<Item = &Path> {
        let bundle = [self.bundle.as_path()].into_iter();
        let lists = self.genes.files().chain(self.search.files());
        bundle.chain(lists).chain(self.training.files())
    }

    fn choose(&self, bundle: &Bundle, condition: usize) -> anyhow::Result<(Choice, Examples)> {
        let found = self.genes.find(bundle)?;
        let kinds = found.kinds(self.choose.as_slice())?;
        let kind = kinds.first().context("there is no kind of negatives")?;
        found.examples(bundle, condition, *kind, self.seed)
    }

    fn learn(&self, plan: &Plan, examples: &Examples) -> anyhow::Result<Learnt> {
        let device = self.device.open()?;
        let learner = Learner::new(plan, self.training.weights.as_deref(), device)?;
        let genes: Vec<_> = (0..examples.len()).collect();
        let bar = progress::epochs(plan.members * plan.fit.epochs);
        let mut tell = |member: usize, epoch: &Epoch| {
            bar.set_position((member * plan.fit.epochs + epoch.number) as u64);
            bar.set_message(words(epoch));
        };
        let checkpoint = self.checkpoint.as_deref();
        let learnt = learner.learn(examples, &genes, self.seed, checkpoint, &mut tell);
        bar.finish_and_clear();
        let learnt = learnt?;
        for (number, member) in learnt.members.iter().enumerate() {
            tell_member(number + 1, member);
        }
        Ok(learnt)
    }

    fn export(
        &self,
        learnt: &Learnt,
        examples: &Examples,
        about: &ImageMetadata,
    ) -> anyhow::Result<Exported> {
        let release = Release {
            metadata: about,
            precision: self.model.precision,
            is_checked: !self.model.unchecked,
            library: self.model.onnxruntime.as_deref(),
        };
        Ok(release.write(learnt, examples, &self.output)?)
    }
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

/// What trains, as options name it.
pub fn device_kind(text: &str) -> Result<device::Kind, String> {
    by_name(text, "cpu or cuda")
}

fn words(epoch: &Epoch) -> String {
    format!(
        "loss {:.3}, accuracy {:.2}; validation {:.3}, {:.2}",
        epoch.train_loss, epoch.train_accuracy, epoch.validation_loss, epoch.validation_accuracy
    )
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

fn summary(exported: &Exported) -> String {
    let Exported {
        precision,
        difference,
        bytes,
        ..
    } = exported;
    let size = *bytes as f64 / 1e6;
    match difference {
        Some(difference) => {
            format!("{size:.1} MB, {precision}; at most {difference:.1e} from the trained network")
        }
        None => format!("{size:.1} MB, {precision}, not compared with the trained network"),
    }
}
