//! The options of commands that train a network.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use crate::{
    cli::by_name,
    text,
    train::{
        fit::{Augmentation, ClassWeights, Optimiser, Schedule},
        plan::Plan,
    },
};

/// What is trained, and how.
#[derive(Args)]
#[command(next_help_heading = "Network and training")]
pub struct PlanOptions {
    /// A plan as JSON, such as the `plan` of a training's record; other options replace its values
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Channels of the first convolution: 64 is ResNet-50, 8 is for small data [default: 64]
    #[arg(long, value_name = "INT")]
    width: Option<usize>,
    /// Units between the two added layers [default: 256]
    #[arg(long, value_name = "INT")]
    hidden: Option<usize>,
    /// The fraction of these units that training leaves out at each step [default: 0]
    #[arg(long, value_name = "NUMBER")]
    dropout: Option<f64>,
    /// Weights to start from: torchvision's ResNet-50 for ImageNet, .pth or .safetensors [default:
    /// none, a random start]
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// Train the added layers alone; needs --weights
    #[arg(long, requires = "weights")]
    freeze: bool,
    /// Show the network each gene's level and specificity (tau) beside its image
    #[arg(long)]
    features: bool,
    /// Vary images along time while they are learnt from
    #[arg(long)]
    augment: bool,
    /// Passes through the training genes, at most [default: 50]
    #[arg(long, value_name = "INT")]
    epochs: Option<usize>,
    /// Genes of a step [default: 32]
    #[arg(long, value_name = "INT")]
    batch: Option<usize>,
    /// sgd, adam, adamw or rmsprop [default: sgd]
    #[arg(long, value_name = "NAME", value_parser = optimiser)]
    optimiser: Option<Optimiser>,
    /// The learning rate of the first epoch [default: 0.01]
    #[arg(long, value_name = "NUMBER")]
    learning_rate: Option<f64>,
    /// How the learning rate goes on: constant or cosine [default: constant]
    #[arg(long, value_name = "NAME", value_parser = schedule)]
    schedule: Option<Schedule>,
    /// Momentum of sgd, 0-1 [default: none]
    #[arg(long, value_name = "NUMBER")]
    momentum: Option<f64>,
    /// L2 penalty; of adamw the decoupled decay [default: 0]
    #[arg(long, value_name = "NUMBER")]
    weight_decay: Option<f64>,
    /// Epochs in a row without improvement after which training stops [default: 10]
    #[arg(long, value_name = "INT")]
    patience: Option<usize>,
    /// Make both classes weigh the same where one has more genes
    #[arg(long)]
    pub balance: bool,
    /// The part of the target that is spread over both classes [default: 0]
    #[arg(long, value_name = "NUMBER")]
    label_smoothing: Option<f64>,
    /// The fraction of the genes that decide when to stop [default: 0.3]
    #[arg(long, value_name = "NUMBER")]
    validation: Option<f64>,
    /// Networks whose probabilities are averaged, each of a seed of its own [default: 1]
    #[arg(long, value_name = "INT")]
    members: Option<usize>,
    /// Fit the probabilities to the validation genes
    #[arg(long)]
    calibrate: bool,
}

impl PlanOptions {
    /// The plan.
    pub fn plan(&self) -> anyhow::Result<Plan> {
        let mut plan = self.plan.as_deref().map_or(Ok(Plan::default()), read)?;
        self.shape(&mut plan);
        self.gradients(&mut plan);
        self.ends(&mut plan);
        let plan = plan.with_weights(self.weights.as_deref())?;
        plan.check()?;
        Ok(plan)
    }

    /// The options that were given and are for networks alone.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        let options = [
            ("--plan", self.plan.is_some()),
            ("--width", self.width.is_some()),
            ("--hidden", self.hidden.is_some()),
            ("--dropout", self.dropout.is_some()),
            ("--weights", self.weights.is_some()),
            ("--freeze", self.freeze),
            ("--features", self.features),
            ("--augment", self.augment),
            ("--epochs", self.epochs.is_some()),
            ("--batch", self.batch.is_some()),
            ("--optimiser", self.optimiser.is_some()),
            ("--learning-rate", self.learning_rate.is_some()),
            ("--schedule", self.schedule.is_some()),
            ("--momentum", self.momentum.is_some()),
            ("--weight-decay", self.weight_decay.is_some()),
            ("--patience", self.patience.is_some()),
            ("--label-smoothing", self.label_smoothing.is_some()),
            ("--validation", self.validation.is_some()),
            ("--members", self.members.is_some()),
            ("--calibrate", self.calibrate),
        ];
        let given = options.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(name, _)| name)
    }

    fn shape(&self, plan: &mut Plan) {
        replace(&mut plan.width, self.width);
        replace(&mut plan.hidden, self.hidden);
        replace(&mut plan.dropout, self.dropout);
        replace(&mut plan.members, self.members);
        plan.freeze |= self.freeze;
        plan.features |= self.features;
        if self.augment {
            plan.augment = Augmentation::moderate();
        }
    }

    fn gradients(&self, plan: &mut Plan) {
        let fit = &mut plan.fit;
        replace(&mut fit.batch, self.batch);
        replace(&mut fit.optimiser, self.optimiser);
        replace(&mut fit.learning_rate, self.learning_rate);
        replace(&mut fit.schedule, self.schedule);
        replace(&mut fit.weight_decay, self.weight_decay);
        replace(&mut fit.label_smoothing, self.label_smoothing);
        replace(&mut fit.momentum, self.momentum.map(Some));
        if self.balance {
            fit.class_weights = ClassWeights::Balanced;
        }
    }

    fn ends(&self, plan: &mut Plan) {
        replace(&mut plan.fit.epochs, self.epochs);
        replace(&mut plan.fit.patience, self.patience.map(Some));
        replace(&mut plan.validation, self.validation);
        plan.calibrate |= self.calibrate;
    }

    /// The files that it reads.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let files = [&self.plan, &self.weights];
        files.into_iter().filter_map(Option::as_deref)
    }
}

fn replace<T>(value: &mut T, other: Option<T>) {
    if let Some(other) = other {
        *value = other;
    }
}

/// Reads a plan, or the record that holds one.
fn read(path: &Path) -> anyhow::Result<Plan> {
    let shown = path.display();
    let text = text::read(path).with_context(|| format!("cannot read {shown}"))?;
    let json: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("{shown} is no JSON"))?;
    let plan = json.get("plan").cloned().unwrap_or(json);
    serde_json::from_value(plan).with_context(|| format!("{shown} holds no plan"))
}

fn optimiser(text: &str) -> Result<Optimiser, String> {
    by_name(text, "sgd, adam, adamw or rmsprop")
}

fn schedule(text: &str) -> Result<Schedule, String> {
    match text {
        "constant" => Ok(Schedule::Constant),
        "cosine" => Ok(Schedule::Cosine),
        _ => Err("use constant or cosine".into()),
    }
}
