//! A running statistic that copies do not share.

use std::fmt;

use burn::{
    module::{
        Content, Devices, Module, ModuleDisplay, ModuleDisplayDefault, ModuleMapper, ModuleVisitor,
        RunningState,
    },
    tensor::{Bool, Device, Tensor},
};

/// A running statistic, one number a channel.
///
/// A copy of the framework's own shares its memory with the original, so that the best network of
/// a training, kept as a clone, would go on changing while training does. Copies of this do not.
#[derive(Debug)]
pub struct Running(RunningState<Tensor<1>>);

impl Running {
    /// Starts from a value.
    pub(super) fn new(value: Tensor<1>) -> Self {
        Self(RunningState::new(value))
    }

    /// The statistic.
    pub(super) fn value(&self) -> Tensor<1> {
        self.0.value_sync()
    }

    /// Moves it towards a batch's by the fraction `momentum`; where `fresh`, to the batch's.
    pub(super) fn update(&self, batch: Tensor<1>, momentum: f64, fresh: Tensor<1, Bool>) {
        let (old, batch) = (self.value(), batch.detach());
        let new = old
            .mul_scalar(1.0 - momentum)
            .add(batch.clone().mul_scalar(momentum));
        self.0.update(new.mask_where(fresh, batch).detach());
        // The framework keeps a pending value until asked, and its visitors do not ask.
        self.0.value_sync();
    }
}

impl Clone for Running {
    fn clone(&self) -> Self {
        Self::new(self.value())
    }
}

impl Module for Running {
    fn collect_devices(&self, devices: Devices) -> Devices {
        self.0.collect_devices(devices)
    }

    fn fork(self, device: &Device) -> Self {
        Self(self.0.fork(device))
    }

    fn to_device(self, device: &Device) -> Self {
        Self(self.0.to_device(device))
    }

    fn train(self) -> Self {
        Self(self.0.train())
    }

    fn valid(&self) -> Self {
        Self(self.0.valid())
    }

    fn materialize(self) -> Self {
        Self(self.0.materialize())
    }

    fn visit<V: ModuleVisitor>(&self, visitor: &mut V) {
        self.0.visit(visitor);
    }

    fn map<M: ModuleMapper>(self, mapper: &mut M) -> Self {
        Self(self.0.map(mapper))
    }
}

impl fmt::Display for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ModuleDisplayDefault for Running {
    fn content(&self, content: Content) -> Option<Content> {
        self.0.content(content)
    }
}

impl ModuleDisplay for Running {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_has_moved_becomes_the_batchs() {
        let device = Device::default();
        let running = Running::new(Tensor::from_floats([1.0, 1.0], &device));
        let fresh = Tensor::from_data([true, false], &device);
        running.update(Tensor::from_floats([3.0, 3.0], &device), 0.1, fresh);
        let values: Vec<f32> = running.value().into_data().try_into_vec().unwrap();
        assert_eq!(values, [3.0, 1.2]);
    }
}
