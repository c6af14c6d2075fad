//! Tensors, taken one by one, each with the shape that is wanted.

use std::collections::BTreeMap;

use super::Error;
use crate::train::tensors::NamedTensor;

/// What is left of a network's tensors.
pub(super) struct Tensors<'a> {
    network: usize,
    left: BTreeMap<&'a str, &'a NamedTensor>,
}

/// A counter that torchvision keeps beside each batch normalisation; only training reads it.
const COUNTER: &str = ".num_batches_tracked";

impl<'a> Tensors<'a> {
    /// All tensors of a network.
    pub(super) fn of(network: usize, tensors: &'a [NamedTensor]) -> Result<Self, Error> {
        let mut left = BTreeMap::new();
        for tensor in tensors.iter().filter(|t| !t.name.ends_with(COUNTER)) {
            if left.insert(tensor.name.as_str(), tensor).is_some() {
                let name = tensor.name.clone();
                return Err(Error::Unused { network, name });
            }
        }
        Ok(Self { network, left })
    }

    /// Whether a tensor is there that nothing has taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.left.contains_key(name)
    }

    /// Takes a tensor whose extents are `wanted`, where they are known; gives its extents and values.
    pub(super) fn take<const N: usize>(
        &mut self,
        name: &str,
        wanted: [Option<usize>; N],
    ) -> Result<([usize; N], Vec<f32>), Error> {
        let tensor = self.left.remove(name).ok_or_else(|| Error::Missing {
            network: self.network,
            name: name.into(),
        })?;
        let shape = fitting(&tensor.shape, wanted);
        let shape = shape.ok_or_else(|| self.misshapen(name, &tensor.shape, words(&wanted)))?;
        let count = shape
            .iter()
            .try_fold(1_usize, |n, &extent| n.checked_mul(extent));
        if count != Some(tensor.values.len()) {
            let wanted = format!("a shape of its {} values", tensor.values.len());
            return Err(self.misshapen(name, &tensor.shape, wanted));
        }
        match tensor.values.iter().find(|value| !value.is_finite()) {
            Some(&value) => Err(self.impossible(name, value, "no number to score with")),
            None => Ok((shape, tensor.values.clone())),
        }
    }

    /// Checks that every tensor was taken.
    pub(super) fn finish(self) -> Result<(), Error> {
        match self.left.into_keys().next() {
            None => Ok(()),
            Some(name) => Err(Error::Unused {
                network: self.network,
                name: name.into(),
            }),
        }
    }

    pub(super) fn misshapen(&self, name: &str, found: &[usize], wanted: String) -> Error {
        Error::Shape {
            network: self.network,
            name: name.into(),
            found: found.into(),
            wanted,
        }
    }

    pub(super) fn impossible(&self, name: &str, value: f32, why: &'static str) -> Error {
        Error::Value {
            network: self.network,
            name: name.into(),
            value,
            why,
        }
    }
}

/// The shape as an array, if it is as wanted and not empty.
fn fitting<const N: usize>(shape: &[usize], wanted: [Option<usize>; N]) -> Option<[usize; N]> {
    let shape: [usize; N] = shape.try_into().ok()?;
    let fits = |(&found, wanted): (&usize, &Option<usize>)| {
        found > 0 && wanted.is_none_or(|wanted| wanted == found)
    };
    shape.iter().zip(&wanted).all(fits).then_some(shape)
}

/// Such as `n × 64 × 3 × 3`.
fn words(wanted: &[Option<usize>]) -> String {
    let extent = |extent: &Option<usize>| extent.map_or("n".into(), |extent| extent.to_string());
    wanted.iter().map(extent).collect::<Vec<_>>().join(" × ")
}
