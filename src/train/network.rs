//! The network: ResNet-50 (He et al. 2016, doi:10.1109/CVPR.2016.90) with two added fully
//! connected layers (section 2.3 of the GONAD-ResNet paper).
//!
//! The [`Trunk`] makes an embedding of an image, the [`Head`] two logits of an embedding, so that
//! a trunk that does not learn needs to see each image but once.
//!
//! ```
//! use burn::tensor::{Device, Tensor};
//! use dsdscore::train::network::{ResNet, ResNetConfig};
//! use rand::SeedableRng;
//! use rand_chacha::ChaCha8Rng;
//!
//! let config = ResNetConfig { width: 1, hidden: 2, ..ResNetConfig::default() };
//! let device = Device::default();
//! let network = ResNet::new(&config, &mut ChaCha8Rng::seed_from_u64(1), &device)?;
//! let images = Tensor::<4>::zeros([2, 3, 20, 10], &device);
//! assert_eq!(network.logits(images, None).dims(), [2, 2]);
//! # Ok::<(), dsdscore::train::network::Error>(())
//! ```

mod batch_norm;
mod bottleneck;
mod error;
pub mod export;
mod head;
mod imagenet;
mod mismatch;
mod named;
mod running;
mod start;
mod tensor;
mod trunk;

use std::{collections::BTreeMap, path::Path};

use burn::{
    module::Module,
    tensor::{Device, Tensor},
};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

pub use error::Error;
pub use head::Head;
pub use mismatch::{Mismatch, Reshaped};
pub use tensor::NamedTensor;
pub use trunk::Trunk;

use self::{named::handles, start::Start};

/// Features of a pooled image for each channel of the stem.
const EMBEDDING: usize = 32;

/// The greatest width: four times that of ResNet-50.
const MAX_WIDTH: usize = 256;

/// The greatest count of hidden units, and of further inputs.
const MAX_UNITS: usize = 65_536;

/// What a network looks like.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResNetConfig {
    /// Channels of the first convolution, which all others are multiples of; 64 is ResNet-50.
    pub width: usize,
    /// Units between the two added layers.
    pub hidden: usize,
    /// Further inputs beside the image, such as the level; 0 for none.
    pub features: usize,
    /// The fraction of hidden units that training leaves out at each step, from 0 to below 1.
    pub dropout: f64,
}

impl Default for ResNetConfig {
    fn default() -> Self {
        Self {
            width: 64,
            hidden: 256,
            features: 0,
            dropout: 0.0,
        }
    }
}

impl ResNetConfig {
    /// How many numbers the trunk makes of an image: 32 × width.
    #[must_use]
    pub fn embedding(&self) -> usize {
        EMBEDDING * self.width
    }

    /// Whether such a network can be made.
    ///
    /// # Errors
    ///
    /// The option that is out of range.
    pub fn check(&self) -> Result<(), Error> {
        within("width", self.width, 1..=MAX_WIDTH, "1-256")?;
        within("hidden", self.hidden, 1..=MAX_UNITS, "1-65536")?;
        within("features", self.features, 0..=MAX_UNITS, "0-65536")?;
        within("dropout", self.dropout, 0.0..1.0, "from 0 to below 1")
    }
}

fn within<T: PartialOrd + ToString>(
    option: &'static str,
    value: T,
    allowed: impl std::ops::RangeBounds<T>,
    range: &'static str,
) -> Result<(), Error> {
    if allowed.contains(&value) {
        return Ok(());
    }
    let value = value.to_string();
    Err(Error::Config {
        option,
        value,
        range,
    })
}

/// ResNet-50 with two added fully connected layers.
///
/// On a device with autodiff it trains: batch normalisation takes the batch's statistics and moves
/// its running ones. [`Module::valid`] gives a copy for inference, on
/// the same device without autodiff. Copies share nothing that changes.
#[derive(Module, Debug)]
pub struct ResNet {
    /// From images to embeddings.
    pub trunk: Trunk,
    /// From embeddings to logits.
    pub head: Head,
}

impl ResNet {
    /// A network with random weights, as torchvision starts a training, all drawn from `rng`.
    ///
    /// # Errors
    ///
    /// Where an option is out of range.
    pub fn new(
        config: &ResNetConfig,
        rng: &mut ChaCha8Rng,
        device: &Device,
    ) -> Result<Self, Error> {
        config.check()?;
        let mut start = Start { rng, device };
        let trunk = Trunk::new(config.width, &mut start);
        let head = Head::new(config, &mut start);
        Ok(Self { trunk, head })
    }

    /// Images, N × 3 × H × W, RGB in 0-1, with N × K further inputs to logits, N × 2: class 0 is
    /// not disease, class 1 disease.
    ///
    /// # Panics
    ///
    /// Where the further inputs are not as many as the configuration says.
    #[must_use]
    pub fn logits(&self, images: Tensor<4>, features: Option<Tensor<2>>) -> Tensor<2> {
        self.head.forward(self.embed(images), features, None)
    }

    /// Images, N × 3 × H × W, RGB in 0-1, to embeddings, N × (32 × width).
    #[must_use]
    pub fn embed(&self, images: Tensor<4>) -> Tensor<2> {
        self.trunk.forward(images)
    }

    /// All tensors, in torchvision's order, names and layouts, then `fc1` and `fc2`.
    #[must_use]
    pub fn tensors(&self) -> Vec<NamedTensor> {
        handles(self)
            .into_iter()
            .map(named::Handle::fetch)
            .collect()
    }

    /// This network with the trunk of a file that torchvision's `resnet50` was saved to: `.pth`
    /// (also that of PyTorch before 1.6) or `.safetensors`. ImageNet's classifier is left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or does not hold exactly the tensors of this trunk.
    pub fn load_imagenet(self, path: &Path) -> Result<Self, Error> {
        let mut wanted = self.shapes();
        wanted.retain(|(name, _)| !name.starts_with("fc"));
        let values: BTreeMap<String, Vec<f32>> = imagenet::read(path, &wanted)?;
        Ok(named::replace(self, values))
    }

    fn shapes(&self) -> Vec<(String, Vec<usize>)> {
        handles(self)
            .into_iter()
            .map(|handle| (handle.name, handle.shape))
            .collect()
    }
}

#[cfg(test)]
mod tests;
