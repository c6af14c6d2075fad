//! Images of labelled genes, as a network sees them.

use burn::tensor::{Device, Tensor, TensorData};
use rand_chacha::ChaCha8Rng;

use crate::train::{
    examples::{Example, Examples},
    network::export::Standardisation,
};

use super::{Augmentation, Inputs, Source};

/// The images of genes as N × 3 × height × width in 0-1, and, where asked for, their level and
/// specificity as N × 2.
#[derive(Clone, Debug)]
pub struct ImageSource<'a> {
    examples: &'a Examples,
    augmentation: Augmentation,
    features: Option<&'a Standardisation>,
}

impl Standardisation {
    /// Of the level and tau of the genes `chosen`, which should be those that the network learns
    /// from. The tau of a gene that has none is 0.
    #[must_use]
    pub fn of(examples: &Examples, chosen: &[usize]) -> Self {
        let genes = || chosen.iter().map(|&gene| &examples.genes[gene]);
        let (level, level_deviation) = moments(genes().map(|gene| gene.level));
        let (tau, tau_deviation) = moments(genes().map(|gene| gene.tau.unwrap_or(0.0)));
        Self {
            mean: vec![level, tau],
            deviation: vec![level_deviation, tau_deviation],
        }
    }
}

/// The mean and the standard deviation of a population; 0 and 1 of nothing.
fn moments(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().map(f64::from).sum::<f64>() / count;
    let squares: f64 = values.map(|value| (f64::from(value) - mean).powi(2)).sum();
    let deviation = (squares / count).sqrt() as f32;
    (mean as f32, if deviation > 0.0 { deviation } else { 1.0 })
}

impl<'a> ImageSource<'a> {
    /// The images alone, never varied.
    #[must_use]
    pub fn new(examples: &'a Examples) -> Self {
        Self {
            examples,
            augmentation: Augmentation::default(),
            features: None,
        }
    }

    /// Varied while a network learns. The strengths must have been
    /// [checked](Augmentation::check).
    #[must_use]
    pub fn with_augmentation(self, augmentation: Augmentation) -> Self {
        Self {
            augmentation,
            ..self
        }
    }

    /// With the level and tau beside the images.
    #[must_use]
    pub fn with_features(self, standardisation: &'a Standardisation) -> Self {
        Self {
            features: Some(standardisation),
            ..self
        }
    }

    /// Colour by colour, rows from the top, in 0-1.
    fn planes(&self, gene: usize) -> Vec<f32> {
        let planes = self.examples.image(gene).permuted_axes([2, 0, 1]);
        planes.iter().map(|&byte| f32::from(byte) / 255.0).collect()
    }

    fn features(&self, chosen: &[usize], device: &Device) -> Option<Tensor<2>> {
        let Standardisation { mean, deviation } = self.features?;
        let of = |&gene: &usize| {
            let Example { level, tau, .. } = &self.examples.genes[gene];
            let raw = [*level, tau.unwrap_or(0.0)];
            std::array::from_fn::<_, 2, _>(|i| (raw[i] - mean[i]) / deviation[i])
        };
        let values: Vec<f32> = chosen.iter().flat_map(of).collect();
        let data = TensorData::new(values, [chosen.len(), 2]);
        Some(Tensor::from_data(data, device))
    }
}

impl Source for ImageSource<'_> {
    fn class(&self, gene: usize) -> usize {
        usize::from(self.examples.genes[gene].is_positive)
    }

    fn inputs(
        &self,
        chosen: &[usize],
        mut augment: Option<&mut ChaCha8Rng>,
        device: &Device,
    ) -> Inputs {
        let (height, width) = self.examples.size();
        let mut values = Vec::with_capacity(chosen.len() * 3 * height * width);
        for &gene in chosen {
            let mut image = self.planes(gene);
            if let Some(rng) = &mut augment {
                self.augmentation.vary(&mut image, width, *rng);
            }
            values.extend(image);
        }
        let data = TensorData::new(values, [chosen.len(), 3, height, width]);
        Inputs {
            images: Tensor::from_data(data, device),
            features: self.features(chosen, device),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array4;
    use rand::SeedableRng;

    use super::*;
    use crate::train::fit::fixture::device;

    /// Two genes of 1 × 2 pixels.
    fn examples() -> Examples {
        let gene = |is_positive, level, tau| Example {
            index: 0,
            symbol: "G".into(),
            is_positive,
            level,
            tau,
            ..Example::default()
        };
        Examples {
            genes: vec![
                gene(true, 1.0, Some(0.2)),
                gene(false, 4.0, None),
                gene(false, 2.5, Some(0.8)),
            ],
            images: Array4::from_shape_vec((3, 1, 2, 3), (0..18).map(|i| 15 * i).collect())
                .unwrap(),
            ..Examples::default()
        }
    }

    fn images(inputs: Inputs) -> Vec<f32> {
        inputs.images.try_into_vec_as().unwrap()
    }

    #[test]
    fn images_are_planes_of_colours_in_0_to_1() {
        let examples = examples();
        let source = ImageSource::new(&examples);
        let inputs = source.inputs(&[1, 0], None, &device());
        assert_eq!(inputs.images.dims(), [2, 3, 1, 2]);
        let expected = [90, 135, 105, 150, 120, 165, 0, 45, 15, 60, 30, 75];
        let expected = expected.map(|byte: u8| f32::from(byte) / 255.0);
        assert_eq!(images(inputs), expected);
        assert_eq!((source.class(0), source.class(1)), (1, 0));
    }

    #[test]
    fn features_are_standardised_by_the_genes_that_are_learnt_from() {
        let examples = examples();
        let standard = Standardisation::of(&examples, &[0, 2]);
        // numpy: means 1.75, 0.5; standard deviations 0.75, 0.3.
        let source = ImageSource::new(&examples).with_features(&standard);
        let features = source.inputs(&[0, 1, 2], None, &device()).features.unwrap();
        let found: Vec<f32> = features.try_into_vec_as().unwrap();
        let expected = [-1.0, -1.0, 3.0, -0.5 / 0.3, 1.0, 1.0];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        assert_eq!(Standardisation::of(&examples, &[1]).deviation, [1.0, 1.0]);
    }

    #[test]
    fn images_are_varied_only_where_asked_for() {
        let examples = examples();
        let strong = Augmentation {
            shift: 0.5,
            ..Augmentation::default()
        };
        let source = ImageSource::new(&examples).with_augmentation(strong);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let plain = images(source.inputs(&[0], None, &device()));
        assert_eq!(plain, images(source.inputs(&[0], None, &device())));
        let varied = images(source.inputs(&[0], Some(&mut rng), &device()));
        assert_ne!(plain, varied);
    }
}
