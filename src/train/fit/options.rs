//! How a network is trained.

use serde::{Deserialize, Serialize};

use super::error::Error;

/// How a network is trained. The defaults are the paper's where it says what it did (section 2.5
/// of the GONAD-ResNet paper: stochastic gradient descent at 0.01, at most 50 epochs, early
/// stopping); it gives neither a batch size nor a patience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FitOptions {
    /// Passes through the training genes, at most.
    pub epochs: usize,
    /// Genes of a step, at least 2.
    pub batch: usize,
    /// How gradients become steps.
    pub optimiser: Optimiser,
    /// The learning rate of the first epoch.
    pub learning_rate: f64,
    /// How the learning rate goes on.
    pub schedule: Schedule,
    /// The momentum of [`Optimiser::Sgd`], 0-1; no other optimiser takes one.
    pub momentum: Option<f64>,
    /// Nesterov's momentum instead of the plain one.
    pub nesterov: bool,
    /// L2 penalty; for [`Optimiser::AdamW`] the decoupled decay.
    pub weight_decay: f64,
    /// Stops after so many epochs in a row without improvement; `None` never stops early.
    pub patience: Option<usize>,
    /// What a validation loss must fall by to be an improvement.
    pub min_delta: f64,
    /// Whether the rarer class weighs more.
    pub class_weights: ClassWeights,
    /// The part of the target that is spread over both classes, 0 to below 1 (Szegedy et al.
    /// 2016, doi:10.1109/CVPR.2016.308).
    pub label_smoothing: f64,
    /// What all randomness of the training follows from.
    pub seed: u64,
}

/// How gradients become steps. The constants are PyTorch's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Optimiser {
    /// Stochastic gradient descent.
    #[default]
    Sgd,
    /// Adam (Kingma and Ba 2015, arXiv:1412.6980).
    Adam,
    /// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv:1711.05101).
    AdamW,
    /// RMSProp (Hinton 2012, lecture 6 of his course), without momentum.
    RmsProp,
}

/// How the learning rate goes on after the first epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Schedule {
    /// It stays.
    #[default]
    Constant,
    /// It falls to 0 along half a cosine (Loshchilov and Hutter 2017, arXiv:1608.03983).
    Cosine,
    /// It is multiplied by `factor` whenever the validation loss has not improved for more than
    /// `patience` epochs.
    Plateau {
        /// Between 0 and 1.
        factor: f64,
        /// Epochs.
        patience: usize,
    },
}

/// Whether the rarer class weighs more in the loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClassWeights {
    /// Each gene weighs the same.
    #[default]
    None,
    /// A gene weighs n / (2 n_c) where its class has n_c of the n training genes: both classes
    /// weigh the same (King and Zeng 2001, doi:10.1093/oxfordjournals.pan.a004868).
    Balanced,
}

impl Optimiser {
    /// Its name in options and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Adam => "adam",
            Self::AdamW => "adamw",
            Self::RmsProp => "rmsprop",
        }
    }
}

impl Default for FitOptions {
    fn default() -> Self {
        Self {
            epochs: 50,
            batch: 32,
            optimiser: Optimiser::Sgd,
            learning_rate: 0.01,
            schedule: Schedule::Constant,
            momentum: None,
            nesterov: false,
            weight_decay: 0.0,
            patience: Some(10),
            min_delta: 0.0,
            class_weights: ClassWeights::None,
            label_smoothing: 0.0,
            seed: 0,
        }
    }
}

impl FitOptions {
    /// Checks every value.
    ///
    /// # Errors
    ///
    /// The first that is out of its range, with the range.
    pub fn check(&self) -> Result<(), Error> {
        let refuse = |name, value: String, range| Err(Error::Option { name, value, range });
        let rate = self.learning_rate;
        if self.epochs == 0 {
            return refuse("epochs", "0".into(), "at least 1");
        }
        if self.batch < 2 {
            let range = "at least 2, since batch normalisation needs several genes";
            return refuse("batch", self.batch.to_string(), range);
        }
        if !(rate.is_finite() && rate > 0.0) {
            return refuse("learning_rate", rate.to_string(), "a number above 0");
        }
        if !(self.weight_decay.is_finite() && self.weight_decay >= 0.0) {
            return refuse("weight_decay", self.weight_decay.to_string(), "at least 0");
        }
        if !(self.min_delta.is_finite() && self.min_delta >= 0.0) {
            return refuse("min_delta", self.min_delta.to_string(), "at least 0");
        }
        if !(0.0..1.0).contains(&self.label_smoothing) {
            let value = self.label_smoothing.to_string();
            return refuse("label_smoothing", value, "from 0 to below 1");
        }
        if self.patience == Some(0) {
            return refuse("patience", "0".into(), "at least 1, or none");
        }
        self.check_momentum()?;
        self.check_schedule()
    }

    fn check_momentum(&self) -> Result<(), Error> {
        let refuse = |name, value: String, range| Err(Error::Option { name, value, range });
        match self.momentum {
            None if self.nesterov => refuse("nesterov", "true".into(), "false without a momentum"),
            Some(momentum) if !(0.0..1.0).contains(&momentum) => {
                refuse("momentum", momentum.to_string(), "from 0 to below 1")
            }
            Some(momentum) if self.optimiser != Optimiser::Sgd => {
                let range = "none: only sgd takes a momentum";
                refuse("momentum", momentum.to_string(), range)
            }
            _ => Ok(()),
        }
    }

    fn check_schedule(&self) -> Result<(), Error> {
        match self.schedule {
            Schedule::Plateau { factor, .. } if !(factor > 0.0 && factor < 1.0) => {
                Err(Error::Option {
                    name: "schedule.factor",
                    value: factor.to_string(),
                    range: "between 0 and 1",
                })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_refused() {
        let error = serde_json::from_str::<FitOptions>(r#"{"epoch": 8}"#).unwrap_err();
        assert_has!(error, "unknown field `epoch`");
    }

    #[test]
    fn values_out_of_range_are_refused_by_name() {
        let refused = |json: &str| {
            let options: FitOptions = serde_json::from_str(json).unwrap();
            options.check().unwrap_err().to_string()
        };
        for (json, message) in [
            (r#"{"epochs": 0}"#, "epochs is 0: it must be at least 1"),
            (r#"{"batch": 1}"#, "batch is 1: it must be at least 2"),
            (r#"{"learning_rate": -1}"#, "learning_rate is -1"),
            (r#"{"weight_decay": -1}"#, "weight_decay is -1"),
            (r#"{"min_delta": -1}"#, "min_delta is -1"),
            (r#"{"label_smoothing": 1}"#, "label_smoothing is 1"),
            (r#"{"patience": 0}"#, "patience is 0"),
            (r#"{"momentum": 1}"#, "momentum is 1"),
            (r#"{"nesterov": true}"#, "nesterov is true"),
            (r#"{"momentum": 0.9, "optimiser": "adam"}"#, "only sgd"),
            (
                r#"{"schedule": {"kind": "plateau", "factor": 2, "patience": 1}}"#,
                "schedule.factor is 2",
            ),
        ] {
            assert!(refused(json).contains(message), "{json}: {}", refused(json));
        }
    }
}
