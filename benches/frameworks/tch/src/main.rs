//! Seconds of CPU and wall time for each training step of ResNet-50 in tch (libtorch).

use std::time::Instant;

use tch::{
    Device, Kind, Tensor,
    nn::{self, ModuleT, OptimizerConfig},
    vision::resnet::resnet50,
};

/// User and system CPU seconds of this process so far, all threads.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

fn main() {
    let steps = std::env::args()
        .nth(1)
        .map_or(4, |steps| steps.parse().unwrap());
    let weights = nn::VarStore::new(Device::Cpu);
    let network = resnet50(&weights.root(), 2);
    let mut optimiser = nn::sgd(0.9, 0.0, 0.0, false).build(&weights, 0.01).unwrap();
    let images = Tensor::rand([32, 3, 100, 50], (Kind::Float, Device::Cpu));
    let labels = Tensor::arange(32, (Kind::Int64, Device::Cpu)).remainder(2);
    for _ in 0..steps {
        let (cpu, wall) = (cpu_seconds(), Instant::now());
        let loss = network
            .forward_t(&images, true)
            .cross_entropy_for_logits(&labels);
        optimiser.backward_step(&loss);
        let loss = loss.double_value(&[]);
        let (cpu, wall) = (cpu_seconds() - cpu, wall.elapsed().as_secs_f64());
        println!("loss {loss:.4}\t{cpu:.2} CPU s\t{wall:.2} s");
    }
}
