//! What trains: the CPU, or an NVIDIA GPU where the program was built for it.
//!
//! ```
//! use dsdscore::train::device::DeviceKind;
//!
//! assert!(DeviceKind::Cpu.open().is_ok());
//! ```

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

/// What trains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceKind {
    /// The CPU: equal seeds give equal bits.
    #[default]
    Cpu,
    /// The first NVIDIA GPU: sums are of no fixed order, so equal seeds give about the same.
    Cuda,
}

/// Why it cannot be had.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The program was built without it.
    #[error(
        "this program was built without CUDA: build it with `cargo install --locked --path . \
         --features train-cuda`, or train on the CPU"
    )]
    NotBuilt,
    /// There is no such device, or no driver.
    #[error("no NVIDIA GPU was found: see whether nvidia-smi lists one, or train on the CPU")]
    NotFound,
}

impl DeviceKind {
    /// Opens it.
    ///
    /// # Errors
    ///
    /// If the program was built without it, or the machine has none.
    pub fn open(self) -> Result<Device, Error> {
        match self {
            Self::Cpu => Ok(Device::flex()),
            Self::Cuda => cuda(),
        }
    }
}

#[cfg(feature = "train-cuda")]
fn cuda() -> Result<Device, Error> {
    use burn::tensor::DeviceType;
    let found = Device::enumerate(DeviceType::Cuda).into_iter().next();
    found.ok_or(Error::NotFound)
}

#[cfg(not(feature = "train-cuda"))]
fn cuda() -> Result<Device, Error> {
    Err(Error::NotBuilt)
}

#[cfg(all(test, not(feature = "train-cuda")))]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_built_is_refused_with_the_remedy() {
        let error = DeviceKind::Cuda.open().unwrap_err();
        assert!(error.to_string().contains("train-cuda"), "{error}");
    }
}
