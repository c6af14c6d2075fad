//! A frozen trunk: what it makes of each gene is computed once, and only the head learns.

use burn::{
    module::{Module, ModuleDisplay},
    tensor::{Device, Tensor, TensorData},
};
use ndarray::{Array2, Axis, concatenate};
use rand_chacha::ChaCha8Rng;

use crate::train::{evaluation::Epoch, folds::Split};

use super::{Classifier, Error, FitOptions, Fitted, Inputs, Source, fit};

/// A network of two parts, of which the upper can learn alone.
pub trait Trunked: Module + ModuleDisplay {
    /// What the trunk makes of images: N × D.
    fn embed(&self, images: Tensor<4>) -> Tensor<2>;

    /// The logits of the classes, N × 2, from what the trunk made and from the features, N × K.
    /// While it learns, it draws from `rng` what it leaves out.
    fn head(
        &self,
        embedding: Tensor<2>,
        features: Option<Tensor<2>>,
        rng: Option<&mut ChaCha8Rng>,
    ) -> Tensor<2>;
}

/// Trains only the head of a network, as [`fit`] trains the whole: the trunk, which stays bit for
/// bit as it is, sees each gene once, not varied, its batch normalisation by running means.
/// That takes little longer than scoring the genes, so there is no checkpoint.
///
/// # Errors
///
/// As [`fit`] has them.
pub fn fit_head<N: Trunked>(
    network: N,
    source: &impl Source,
    split: &Split,
    options: &FitOptions,
    device: &Device,
    progress: &mut dyn FnMut(&Epoch),
) -> Result<Fitted<N>, Error> {
    options.check()?;
    let genes = [&split.train[..], &split.validation].concat();
    let embedded = Embedded::new(&network, source, &genes, options.batch, device)?;
    let places = Split {
        train: (0..split.train.len()).collect(),
        validation: (split.train.len()..genes.len()).collect(),
    };
    let head = Upper { network };
    let fitted = fit(head, &embedded, &places, options, device, None, progress)?;
    Ok(Fitted {
        network: fitted.network.network,
        epochs: fitted.epochs,
        best: fitted.best,
        collapse: fitted.collapse,
    })
}

/// A network that sees what its trunk made of the images: N × D × 1 × 1. The trunk takes no part,
/// so no gradient reaches it.
#[derive(Module, Debug)]
struct Upper<N: Trunked> {
    network: N,
}

impl<N: Trunked> Upper<N> {
    fn head(&self, inputs: Inputs, rng: Option<&mut ChaCha8Rng>) -> Tensor<2> {
        let [count, size, _, _] = inputs.images.dims();
        let embedding = inputs.images.reshape([count, size]);
        self.network.head(embedding, inputs.features, rng)
    }
}

impl<N: Trunked> Classifier for Upper<N> {
    fn logits(&self, inputs: Inputs) -> Tensor<2> {
        self.head(inputs, None)
    }

    fn training_logits(&self, inputs: Inputs, rng: &mut ChaCha8Rng) -> Tensor<2> {
        self.head(inputs, Some(rng))
    }
}

/// Genes by what a trunk made of them, with the features of the source beside.
struct Embedded {
    /// How many classes there are.
    count: usize,
    /// One a gene.
    classes: Vec<usize>,
    /// N × D.
    values: Array2<f32>,
    /// N × K.
    features: Option<Array2<f32>>,
}

impl Embedded {
    fn new<N: Trunked>(
        network: &N,
        source: &impl Source,
        genes: &[usize],
        batch: usize,
        device: &Device,
    ) -> Result<Self, Error> {
        let device = device.clone().without_autodiff();
        let network = network.valid().to_device(&device);
        let (mut values, mut features) = (Vec::new(), Vec::new());
        for chosen in genes.chunks(batch) {
            let inputs = source.inputs(chosen, None, &device);
            values.push(array(network.embed(inputs.images))?);
            features.extend(inputs.features.map(array).transpose()?);
        }
        Ok(Self {
            count: source.classes(),
            classes: genes.iter().map(|&gene| source.class(gene)).collect(),
            values: stacked(&values)?,
            features: match features.is_empty() {
                true => None,
                false => Some(stacked(&features)?),
            },
        })
    }
}

impl Source for Embedded {
    fn classes(&self) -> usize {
        self.count
    }

    fn class(&self, gene: usize) -> usize {
        self.classes[gene]
    }

    fn inputs(&self, chosen: &[usize], _: Option<&mut ChaCha8Rng>, device: &Device) -> Inputs {
        let images = rows(&self.values, chosen, device);
        let features = self.features.as_ref();
        Inputs {
            images: images.reshape([chosen.len(), self.values.ncols(), 1, 1]),
            features: features.map(|features| rows(features, chosen, device)),
        }
    }
}

fn array(rows: Tensor<2>) -> Result<Array2<f32>, Error> {
    let shape = rows.dims();
    Ok(Array2::from_shape_vec(shape, rows.try_into_vec_as()?)?)
}

fn stacked(parts: &[Array2<f32>]) -> Result<Array2<f32>, Error> {
    let parts: Vec<_> = parts.iter().map(|part| part.view()).collect();
    Ok(concatenate(Axis(0), &parts)?)
}

/// The rows of these numbers, on a device.
fn rows(of: &Array2<f32>, chosen: &[usize], device: &Device) -> Tensor<2> {
    let rows = of.select(Axis(0), chosen);
    let shape = [rows.nrows(), rows.ncols()];
    Tensor::from_data(TensorData::new(rows.into_iter().collect(), shape), device)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::fit::{
        fixture::{Points, Small, device, numbers},
        logits, probability,
    };

    #[test]
    fn the_head_learns_and_the_trunk_stays_as_it_is() {
        let points = Points::striped(60, 30, 1);
        let split = points.split();
        let network = Small::new(1);
        let options = FitOptions {
            epochs: 20,
            learning_rate: 0.1,
            momentum: Some(0.9),
            weight_decay: 0.01,
            ..FitOptions::default()
        };
        let fitted = fit_head(
            network.clone(),
            &points,
            &split,
            &options,
            &device(),
            &mut |_| (),
        );
        let fitted = fitted.unwrap();
        let (before, after) = (numbers(&network), numbers(&fitted.network));
        // The head: 4 × 2 weights and 2 biases.
        let (trunk, head) = before.split_at(before.len() - 10);
        assert_eq!(trunk, &after[..trunk.len()]);
        assert!(head.iter().zip(&after[trunk.len()..]).all(|(a, b)| a != b));
        let best = &fitted.epochs[fitted.best];
        assert!(
            fitted.best > 0 && best.validation_accuracy > 0.6,
            "{best:?}"
        );
        // The whole network, on images, says what the head said of what the trunk made.
        let logits = logits(&fitted.network, &points, &split.validation, 8, &device()).unwrap();
        let p = logits.outer_iter().map(probability);
        let right = |&(p, &gene): &(f32, &usize)| (p >= 0.5) == points.labels[gene];
        let right = p.zip(&split.validation).filter(right).count();
        let accuracy = right as f64 / split.validation.len() as f64;
        assert!((accuracy - best.validation_accuracy).abs() < 1e-9);
    }

    #[test]
    fn features_of_the_source_reach_the_head() {
        struct Featured(Points);
        impl Source for Featured {
            fn class(&self, gene: usize) -> usize {
                self.0.class(gene)
            }
            fn inputs(&self, chosen: &[usize], _: Option<&mut ChaCha8Rng>, on: &Device) -> Inputs {
                let features: Vec<_> = chosen.iter().map(|&gene| [gene as f32, 1.0]).collect();
                let all: Vec<_> = (0..chosen.len()).collect();
                Inputs {
                    features: Some(rows(&features.into(), &all, on)),
                    ..self.0.inputs(chosen, None, on)
                }
            }
        }
        let source = Featured(Points::striped(9, 4, 1));
        let genes = [4, 7, 2, 8, 5];
        let embedded = Embedded::new(&Small::new(1), &source, &genes, 2, &device()).unwrap();
        assert_eq!(embedded.class(0), source.class(4));
        let inputs = embedded.inputs(&[3, 0], None, &device());
        assert_eq!(inputs.images.dims(), [2, 4, 1, 1]);
        let features: Vec<f32> = inputs.features.unwrap().try_into_vec_as().unwrap();
        assert_eq!(features, [8.0, 1.0, 4.0, 1.0]);
        let direct = Small::new(1).embed(source.inputs(&[8, 4], None, &device()).images);
        let (direct, cached): (Vec<f32>, Vec<f32>) = (
            direct.try_into_vec_as().unwrap(),
            inputs.images.try_into_vec_as().unwrap(),
        );
        assert_eq!(direct, cached);
    }
}
