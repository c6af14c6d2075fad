//! Burn's optimisers with PyTorch's constants.

use burn::optim::{
    AdamConfig, AdamWConfig, ModuleOptimizer, RmsPropConfig, SgdConfig, decay::WeightDecayConfig,
    momentum::MomentumConfig,
};

use super::options::{FitOptions, Optimiser};

/// Keeps quotients finite, as in PyTorch.
const EPSILON: f32 = 1e-8;

/// The optimiser that the options ask for, with no state yet.
pub(super) fn new(options: &FitOptions) -> ModuleOptimizer {
    let decay = decay(options);
    match options.optimiser {
        Optimiser::Sgd => sgd(options).init(),
        Optimiser::Adam => AdamConfig::new()
            .with_epsilon(EPSILON)
            .with_weight_decay(decay)
            .init(),
        Optimiser::AdamW => AdamWConfig::new()
            .with_epsilon(EPSILON)
            .with_weight_decay(options.weight_decay as f32)
            .init(),
        Optimiser::RmsProp => RmsPropConfig::new()
            .with_epsilon(EPSILON)
            .with_momentum(0.0)
            .with_weight_decay(decay)
            .init(),
    }
}

fn sgd(options: &FitOptions) -> SgdConfig {
    let momentum = options.momentum.map(|momentum| {
        MomentumConfig::new()
            .with_momentum(momentum)
            .with_dampening(0.0)
            .with_nesterov(options.nesterov)
    });
    SgdConfig::new()
        .with_momentum(momentum)
        .with_weight_decay(decay(options))
}

fn decay(options: &FitOptions) -> Option<WeightDecayConfig> {
    let penalty = options.weight_decay as f32;
    (penalty > 0.0).then(|| WeightDecayConfig::new(penalty))
}

#[cfg(test)]
mod tests {
    use burn::{
        module::Module,
        optim::GradientsParams,
        tensor::{Tensor, TensorData},
    };

    use super::*;
    use crate::train::fit::{
        Classifier, Inputs, Source,
        fixture::{Head, Points, device},
        loss::Loss,
    };

    /// Weights (inputs × classes) and biases after four steps on four points.
    fn learnt(options: &str) -> Vec<f32> {
        let points = Points {
            height: 2,
            width: 1,
            values: vec![1.0, 2.0, -1.0, 0.5, 0.25, -2.0, 3.0, 1.0],
            labels: vec![true, false, false, true],
        };
        let options: FitOptions = serde_json::from_str(options).unwrap();
        options.check().unwrap();
        let (loss, mut optimiser) = (Loss::new(&[2, 2], &options), new(&options));
        let mut head = Head::of(vec![0.1, 0.3, -0.2, 0.4]).train();
        for _ in 0..4 {
            let inputs = points.inputs(&[0, 1, 2, 3], None, &device().autodiff());
            let loss = loss.tensor(head.logits(inputs), &[1, 0, 0, 1]);
            let gradients = GradientsParams::from_grads(loss.backward(), &head);
            head = optimiser.step(0.1, head, gradients);
        }
        answers(&head.valid())
    }

    /// What the network gives of 0 and of each unit vector is its biases and weights.
    fn answers(head: &Head) -> Vec<f32> {
        let units = TensorData::new(vec![1.0f32, 0.0, 0.0, 1.0, 0.0, 0.0], [3, 2, 1, 1]);
        let inputs = Inputs {
            images: Tensor::from_data(units, &device()),
            features: None,
        };
        let mut values: Vec<f32> = head.logits(inputs).try_into_vec_as().unwrap();
        for i in 0..4 {
            values[i] -= values[4 + i % 2];
        }
        values
    }

    /// From `expected.py`.
    #[test]
    fn every_optimiser_steps_as_pytorchs_does() {
        for (options, expected) in [
            (
                r#"{"weight_decay": 0.01}"#,
                [
                    -0.016811, 0.415214, -0.270452, 0.469654, 0.036762, -0.036762,
                ],
            ),
            (
                r#"{"momentum": 0.9, "weight_decay": 0.01}"#,
                [
                    -0.165381, 0.561766, -0.359870, 0.558063, 0.082547, -0.082547,
                ],
            ),
            (
                r#"{"momentum": 0.9, "nesterov": true}"#,
                [
                    -0.220846, 0.620846, -0.392355, 0.592355, 0.114181, -0.114181,
                ],
            ),
            (
                r#"{"optimiser": "adam", "weight_decay": 0.01}"#,
                [
                    -0.282683, 0.682243, -0.564344, 0.763503, 0.396479, -0.396479,
                ],
            ),
            (
                r#"{"optimiser": "adamw", "weight_decay": 0.01}"#,
                [
                    -0.282878, 0.681281, -0.565086, 0.764287, 0.396508, -0.396508,
                ],
            ),
            (
                r#"{"optimiser": "rmsprop", "weight_decay": 0.01}"#,
                [-0.940747, 1.30625, -1.014298, 1.185177, 1.004604, -1.004604],
            ),
        ] {
            for (found, expected) in learnt(options).iter().zip(expected) {
                assert!(
                    (found - expected).abs() < 1e-5,
                    "{options}: {found} {expected}"
                );
            }
        }
    }
}
