//! The tensors of a network by torchvision's names.

use std::collections::BTreeMap;

use burn::{
    module::{Module, ModuleMapper, ModuleVisitor, Param},
    tensor::{Tensor, TensorData},
};

use ndarray::ArrayD;

use super::tensor::NamedTensor;

/// A tensor with its name, not yet fetched from its device.
pub(super) struct Handle {
    pub name: String,
    pub shape: Vec<usize>,
    flat: Tensor<1>,
}

impl Handle {
    /// Its values, row-major.
    pub fn fetch(self) -> NamedTensor {
        let data = self.flat.into_data();
        let mut values = ArrayD::zeros(self.shape);
        for (place, value) in values.iter_mut().zip(data.iter::<f32>()) {
            *place = value;
        }
        NamedTensor {
            name: self.name,
            values,
        }
    }
}

/// All tensors of a network, in the order of torchvision's `state_dict`.
pub(super) fn handles(network: &impl Module) -> Vec<Handle> {
    let mut collector = Collector::default();
    network.visit(&mut collector);
    collector.handles
}

/// Replaces the tensors that `values` names; their shapes must fit.
pub(super) fn replace<N: Module>(network: N, values: BTreeMap<String, Vec<f32>>) -> N {
    let path = Vec::new();
    network.map(&mut Replacer { path, values })
}

/// The name of a tensor from the fields that lead to it. The first field says which half of the
/// network it is; torchvision's `downsample` is a list.
pub(super) fn name(path: &[String]) -> String {
    let parts = path
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, part)| match part.as_str() {
            "conv" if path[at - 1] == "downsample" => "0",
            "norm" if path[at - 1] == "downsample" => "1",
            part => part,
        });
    parts.collect::<Vec<_>>().join(".")
}

#[derive(Default)]
struct Collector {
    path: Vec<String>,
    handles: Vec<Handle>,
}

impl ModuleVisitor for Collector {
    fn enter_module(&mut self, name: &str, _kind: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _kind: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let tensor = param.val();
        let shape = tensor.dims().to_vec();
        let flat = tensor.reshape([-1]);
        self.handles.push(Handle {
            name: name(&self.path),
            shape,
            flat,
        });
    }
}

struct Replacer {
    path: Vec<String>,
    values: BTreeMap<String, Vec<f32>>,
}

impl ModuleMapper for Replacer {
    fn enter_module(&mut self, name: &str, _kind: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _kind: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let Some(values) = self.values.remove(&name(&self.path)) else {
            return param;
        };
        param.map(|old| {
            let data = TensorData::new(values, old.dims());
            Tensor::from_data(data, &old.device()).set_require_grad(old.is_require_grad())
        })
    }
}
