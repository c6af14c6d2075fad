//! Tensors, taken one by one, each with the shape that is wanted.

use std::collections::BTreeMap;

use ndarray::{Array, Dimension};

use crate::train::network::{export::error::Error, imagenet::COUNTER, tensor::NamedTensor};

/// What is left of a network's tensors.
pub(super) struct Tensors<'a> {
    network: usize,
    left: BTreeMap<&'a str, &'a NamedTensor>,
}

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

    /// Takes a tensor of finite numbers whose extents are `wanted`, where they are known.
    pub(super) fn take<D: Dimension, const N: usize>(
        &mut self,
        name: &str,
        wanted: [Option<usize>; N],
    ) -> Result<Array<f32, D>, Error> {
        let tensor = self.left.remove(name).ok_or_else(|| Error::Missing {
            network: self.network,
            name: name.into(),
        })?;
        let shape = tensor.values.shape();
        let fits = |(&found, wanted): (&usize, &Option<usize>)| {
            found > 0 && wanted.is_none_or(|wanted| wanted == found)
        };
        let values = tensor.values.clone().into_dimensionality().ok();
        let values = values.filter(|_| shape.iter().zip(&wanted).all(fits));
        let values = values.ok_or_else(|| self.misshapen(name, shape, words(&wanted)))?;
        match values.iter().find(|value| !value.is_finite()) {
            Some(&value) => Err(self.impossible(name, value, "no number to score with")),
            None => Ok(values),
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

/// Such as `n × 64 × 3 × 3`.
fn words(wanted: &[Option<usize>]) -> String {
    let extent = |extent: &Option<usize>| extent.map_or("n".into(), |extent| extent.to_string());
    wanted.iter().map(extent).collect::<Vec<_>>().join(" × ")
}
