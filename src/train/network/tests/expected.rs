//! What torchvision gave, and the formula that it shares with us.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use burn::{
    module::{Module, ModuleVisitor, Param},
    store::{ModuleStore, SafetensorsStore},
    tensor::{Gradients, Tensor},
};

use crate::train::network::{imagenet::floats, named};

/// `expected.safetensors`.
pub struct Expected(BTreeMap<String, Vec<f32>>);

impl Expected {
    pub fn read() -> Self {
        let mut store = SafetensorsStore::from_file(fixture("expected.safetensors"));
        let tensors = store.get_all_tensors().unwrap().clone().into_iter();
        let read = tensors.map(|(name, tensor)| {
            let dtype = tensor.dtype;
            (name, floats(dtype, &tensor.into_bytes().unwrap()).unwrap())
        });
        Self(read.collect())
    }

    pub fn values(&self, name: &str) -> Vec<f32> {
        self.0[name].clone()
    }

    /// Those whose names begin so, by the rest of their names.
    pub fn below(&self, prefix: &str) -> Vec<(String, Vec<f32>)> {
        let strip = |(name, values): (&String, &Vec<f32>)| {
            Some((name.strip_prefix(prefix)?.to_owned(), values.clone()))
        };
        self.0.iter().filter_map(strip).collect()
    }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/network")
        .join(name)
}

/// As many numbers as a period of `make_fixtures.py` has.
const PERIOD: usize = 4093;

/// Numbers from -1 to 1 as `make_fixtures.py` makes them, through `map`.
pub fn noise(tensor: u32, length: usize, map: impl Fn(f32) -> f32) -> Vec<f32> {
    let start = tensor.wrapping_mul(0x9E37_79B1);
    let number = |at: u32| {
        let key = start
            .wrapping_add(at)
            .wrapping_mul(2_654_435_761)
            .wrapping_add(12345);
        let key = (key ^ (key >> 15)).wrapping_mul(2_246_822_519) >> 8;
        map((f64::from(key) / f64::from(1 << 23) - 1.0) as f32)
    };
    let period: Vec<f32> = (0..PERIOD as u32).map(number).collect();
    let mut values = period.repeat(length.div_ceil(PERIOD));
    values.truncate(length);
    values
}

/// Gradients by torchvision's names.
pub fn gradients(network: &impl Module, gradients: &Gradients) -> BTreeMap<String, Vec<f32>> {
    let (path, named) = (Vec::new(), BTreeMap::new());
    let mut visitor = Visitor {
        path,
        gradients,
        named,
    };
    network.visit(&mut visitor);
    visitor.named
}

struct Visitor<'a> {
    path: Vec<String>,
    gradients: &'a Gradients,
    named: BTreeMap<String, Vec<f32>>,
}

impl ModuleVisitor for Visitor<'_> {
    fn enter_module(&mut self, name: &str, _kind: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _kind: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if let Some(gradient) = param.val().grad(self.gradients) {
            let values = gradient.into_data().try_into_vec().unwrap();
            self.named.insert(named::name(&self.path), values);
        }
    }
}
