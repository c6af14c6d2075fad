//! The ResNet as a network to train, whole or its head alone.

use burn::tensor::Tensor;
use rand_chacha::ChaCha8Rng;

use crate::train::network::ResNet;

use super::{Classifier, Inputs, Trunked};

impl Classifier for ResNet {
    fn logits(&self, inputs: Inputs) -> Tensor<2> {
        Self::logits(self, inputs.images, inputs.features)
    }

    fn training_logits(&self, inputs: Inputs, rng: &mut ChaCha8Rng) -> Tensor<2> {
        let embedding = Self::embed(self, inputs.images);
        self.head.forward(embedding, inputs.features, Some(rng))
    }
}

impl Trunked for ResNet {
    fn embed(&self, images: Tensor<4>) -> Tensor<2> {
        Self::embed(self, images)
    }

    fn head(
        &self,
        embedding: Tensor<2>,
        features: Option<Tensor<2>>,
        rng: Option<&mut ChaCha8Rng>,
    ) -> Tensor<2> {
        self.head.forward(embedding, features, rng)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array4;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use crate::train::{
        examples::{Example, Examples},
        fit::{FitOptions, ImageSource, fit, fit_head, fixture::device},
        folds::Split,
        network::{ResNet, ResNetConfig, export::Standardisation},
    };

    /// Genes whose class is a colour.
    fn examples() -> Examples {
        let gene = |index: usize| Example {
            index,
            symbol: format!("G{index}"),
            is_positive: index.is_multiple_of(2),
            level: index as f32,
            tau: Some(0.5),
            ..Example::default()
        };
        // Not of one shade: batch normalisation would divide by next to nothing.
        let shade = |i: usize| (i * i % 251 % 50) as u8;
        let pixel = |i: usize| [200, 40, 90, 40, 200, 90][i / 768 % 2 * 3 + i % 3] + shade(i);
        Examples {
            genes: (0..12).map(gene).collect(),
            images: Array4::from_shape_vec((12, 16, 16, 3), (0..12 * 768).map(pixel).collect())
                .unwrap(),
            ..Examples::default()
        }
    }

    #[test]
    fn a_resnet_learns_whole_and_its_head_alone() {
        let examples = examples();
        let split = Split {
            train: (0..8).collect(),
            validation: (8..12).collect(),
        };
        let standard = Standardisation::of(&examples, &split.train);
        let source = ImageSource::new(&examples).with_features(&standard);
        let config = ResNetConfig {
            width: 2,
            hidden: 4,
            features: 2,
            dropout: 0.0,
        };
        let network = ResNet::new(&config, &mut ChaCha8Rng::seed_from_u64(1), &device()).unwrap();
        let options = FitOptions {
            epochs: 2,
            batch: 8,
            learning_rate: 0.001,
            ..FitOptions::default()
        };
        let silent = &mut |_: &_| ();
        let whole = fit(
            network.clone(),
            &source,
            &split,
            &options,
            &device(),
            None,
            silent,
        );
        let head = fit_head(
            network.clone(),
            &source,
            &split,
            &options,
            &device(),
            silent,
        );
        let (before, whole) = (network.tensors(), whole.unwrap().network.tensors());
        let head = head.unwrap().network.tensors();
        let changed = |after: &[_]| {
            let pairs = before.iter().zip(after);
            let changed = pairs.filter(|(before, after)| before != after);
            let names = changed.map(|(before, _)| before.name.clone());
            names.collect::<Vec<String>>()
        };
        for name in ["conv1.weight", "bn1.running_mean"] {
            assert!(changed(&whole).contains(&name.into()));
        }
        assert_eq!(
            changed(&head),
            ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
        );
    }
}
