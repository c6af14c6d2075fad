//! How the network on pairs is made and trained.

use serde::{Deserialize, Serialize};

use super::{CnncError, MAX_BINS, MIN_BINS};
use crate::train::{
    fit::{ClassWeights, FitOptions, Optimiser},
    method::{CNNC_BOTH, CNNC_FIRST},
};

/// Which pairs are positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Labelling {
    /// Those whose first gene is a disease gene.
    #[default]
    First,
    /// Those of two disease genes.
    Both,
}

impl Labelling {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::First, Self::Both];

    /// The name of the method.
    #[must_use]
    pub fn method(self) -> &'static str {
        match self {
            Self::First => CNNC_FIRST,
            Self::Both => CNNC_BOTH,
        }
    }

    /// What the method is, where it was not run.
    #[must_use]
    pub fn outline(self) -> &'static str {
        match self {
            Self::First => "network on pairs of genes, labelled by the first",
            Self::Both => "network on pairs of genes, labelled by both",
        }
    }
}

/// How the network on pairs is made and trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CnncOptions {
    /// Which pairs are positive.
    pub labelling: Labelling,
    /// Bins of each gene's expression; CNNC has 32.
    pub bins: usize,
    /// The standard deviation, in bins, of a Gaussian that smooths the counts; CNNC has none.
    pub sigma: Option<f64>,
    /// Channels of the first layers; CNNC has 32. The others grow with it.
    pub width: usize,
    /// Training pairs, at most: chosen by the seed among all.
    pub pairs: usize,
    /// Training genes that a gene is paired with to be scored, at most.
    pub partners: usize,
    /// The fraction of the training genes whose pairs decide when to stop.
    pub validation: f64,
    /// The loop. Its seed is ignored: the method is given one.
    pub fit: FitOptions,
}

impl Default for CnncOptions {
    /// CNNC's code takes 20 to 600 epochs of hundreds of thousands of pairs, in batches of 1024, by
    /// stochastic gradient descent at 0.01 with Nesterov's momentum 0.9. In a few tries with narrow
    /// networks and at most 240 pairs that collapsed at every rate (0.01, 0.03, 0.1), where Adam
    /// learnt; no careful comparison. So Adam is the default, lest the rival lose by its optimiser.
    /// Classes weigh the same, as three of four pairs are negative where both genes must be disease
    /// genes.
    fn default() -> Self {
        Self {
            labelling: Labelling::First,
            bins: 32,
            sigma: None,
            width: 32,
            pairs: 2000,
            partners: 40,
            validation: 0.3,
            fit: FitOptions {
                epochs: 20,
                optimiser: Optimiser::Adam,
                learning_rate: 0.001,
                patience: Some(5),
                class_weights: ClassWeights::Balanced,
                ..FitOptions::default()
            },
        }
    }
}

impl CnncOptions {
    /// Checks every value.
    ///
    /// # Errors
    ///
    /// The first that is out of its range, with the range.
    pub fn check(&self) -> Result<(), CnncError> {
        let bins = (MIN_BINS..=MAX_BINS).contains(&self.bins);
        let sigma = self.sigma.is_none_or(|sigma| sigma > 0.0 && sigma <= 16.0);
        let checks = [
            ("bins", bins, "22 to 128"),
            ("sigma", sigma, "above 0 and at most 16, or none"),
            ("width", (1..=128).contains(&self.width), "1 to 128"),
            ("pairs", self.pairs >= 2, "at least 2"),
            ("partners", self.partners >= 1, "at least 1"),
            (
                "validation",
                self.validation > 0.0 && self.validation < 1.0,
                "between 0 and 1",
            ),
        ];
        if let Some(&(name, _, range)) = checks.iter().find(|(_, is_right, _)| !is_right) {
            return Err(CnncError::Option { name, range });
        }
        Ok(self.fit.check()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_out_of_range_are_refused_by_name() {
        let refused = |json: &str| {
            let options: CnncOptions = serde_json::from_str(json).unwrap();
            options.check().unwrap_err().to_string()
        };
        CnncOptions::default().check().unwrap();
        for (json, part) in [
            (r#"{"bins": 21}"#, "bins must be 22 to 128"),
            (r#"{"bins": 129}"#, "bins must be 22 to 128"),
            (r#"{"sigma": 0}"#, "sigma must be above 0"),
            (r#"{"width": 0}"#, "width must be 1"),
            (r#"{"pairs": 1}"#, "pairs must be at least 2"),
            (r#"{"partners": 0}"#, "partners must be at least 1"),
            (r#"{"validation": 1}"#, "validation must be between"),
            (r#"{"fit": {"epochs": 0}}"#, "epochs is 0"),
        ] {
            assert!(refused(json).contains(part), "{json}: {}", refused(json));
        }
        let error = serde_json::from_str::<CnncOptions>(r#"{"bin": 32}"#).unwrap_err();
        assert!(error.to_string().contains("unknown field `bin`"));
    }
}
