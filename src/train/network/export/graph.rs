//! The whole graph: images and features to probabilities, by one network or several.

use super::{
    super::trunk::{IMAGENET_MEAN, IMAGENET_STD},
    layers::{Block, Layers},
    member::{Calibration, Standardisation},
};
use crate::{
    model::image::FEATURES_INPUT,
    onnx::{
        Arithmetic, Builder, Error, Graph,
        proto::{Attribute, ValueInfo},
    },
};

/// The names of what goes in and comes out.
pub const IMAGES: &str = "images";
const PROBABILITIES: &str = "probabilities";

/// A network of the ensemble, with what belongs to it.
pub struct Part<'a> {
    pub layers: Layers,
    pub standardisation: Option<&'a Standardisation>,
    pub calibration: Option<Calibration>,
}

/// Networks whose probabilities are averaged, for images of a size.
pub struct Ensemble<'a> {
    pub parts: Vec<Part<'a>>,
    pub height: usize,
    pub width: usize,
}

impl Ensemble<'_> {
    /// How many features come beside an image.
    pub fn features(&self) -> usize {
        self.parts.first().map_or(0, |part| part.layers.features())
    }

    /// The graph.
    ///
    /// # Errors
    ///
    /// If the arithmetic cannot hold a weight.
    pub fn graph(&self, arithmetic: Arithmetic<'_>) -> Result<Graph, Error> {
        let mut builder = Builder::new("dsdscore", arithmetic);
        let images = normalised(&mut builder);
        let images = builder.enter("images.entered", &images);
        let mut given = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            let prefix = match self.parts.len() {
                1 => String::new(),
                _ => format!("network{number}."),
            };
            given.push(part.probabilities(&mut builder, &prefix, &images)?);
        }
        mean(&mut builder, &given);
        Ok(builder.finish(self.inputs(), vec![ValueInfo::rows(PROBABILITIES, &[2])]))
    }

    fn inputs(&self) -> Vec<ValueInfo> {
        let mut inputs = vec![ValueInfo::rows(IMAGES, &[3, self.height, self.width])];
        if self.features() > 0 {
            inputs.push(ValueInfo::rows(FEATURES_INPUT, &[self.features()]));
        }
        inputs
    }
}

/// (images − mean) / deviation, colour by colour.
fn normalised(builder: &mut Builder) -> String {
    let mean = builder.constant("images.mean", &[1, 3, 1, 1], &IMAGENET_MEAN);
    let deviation = builder.constant("images.deviation", &[1, 3, 1, 1], &IMAGENET_STD);
    let centred = builder.node("Sub", "images.centred", &[IMAGES, &mean], &[]);
    builder.node("Div", "images.normalised", &[&centred, &deviation], &[])
}

/// The mean of what the networks gave, as the graph's output.
fn mean(builder: &mut Builder, given: &[String]) {
    let names: Vec<&str> = given.iter().map(String::as_str).collect();
    if let [name] = names[..] {
        builder.node("Identity", PROBABILITIES, &[name], &[]);
        return;
    }
    let sum = builder.node("Sum", "probabilities.sum", &names, &[]);
    let count = builder.constant("probabilities.count", &[], &[names.len() as f32]);
    builder.node("Div", PROBABILITIES, &[&sum, &count], &[]);
}

impl Part<'_> {
    fn probabilities(
        &self,
        builder: &mut Builder,
        prefix: &str,
        images: &str,
    ) -> Result<String, Error> {
        let pooled = self.trunk(builder, prefix, images)?;
        let embedding = match self.standardisation {
            None => pooled,
            Some(features) => beside(builder, prefix, &pooled, features),
        };
        let hidden = builder.linear(prefix, &self.layers.hidden, &embedding)?;
        let hidden = builder.node("Relu", &format!("{prefix}fc1.relu"), &[&hidden], &[]);
        let logits = builder.linear(prefix, &self.layers.last, &hidden)?;
        let mut logits = builder.leave(&format!("{prefix}logits"), &logits);
        if let Some(calibration) = self.calibration {
            logits = calibrated(builder, prefix, &logits, calibration);
        }
        let axis = [Attribute::int("axis", 1)];
        Ok(builder.node("Softmax", &format!("{prefix}softmax"), &[&logits], &axis))
    }

    /// N×3×H×W to N×channels.
    fn trunk(&self, builder: &mut Builder, prefix: &str, images: &str) -> Result<String, Error> {
        let stem = builder.conv(prefix, &self.layers.stem, images, 2)?;
        let stem = builder.node("Relu", &format!("{prefix}relu"), &[&stem], &[]);
        let pool = [
            Attribute::ints("kernel_shape", &[3, 3]),
            Attribute::ints("strides", &[2, 2]),
            Attribute::ints("pads", &[1, 1, 1, 1]),
        ];
        let pooled = builder.node("MaxPool", &format!("{prefix}maxpool"), &[&stem], &pool);
        let mut flowing = builder.activation(pooled);
        for block in &self.layers.blocks {
            flowing = block.add(builder, prefix, flowing)?;
        }
        let pooled = builder.node(
            "GlobalAveragePool",
            &format!("{prefix}avgpool"),
            &[&flowing],
            &[],
        );
        Ok(builder.node("Flatten", &format!("{prefix}flatten"), &[&pooled], &[]))
    }
}

impl Block {
    fn add(&self, builder: &mut Builder, prefix: &str, input: String) -> Result<String, Error> {
        let [first, second, third] = &self.convs;
        let mut flowing = input.clone();
        for (conv, stride) in [(first, 1), (second, self.stride)] {
            let given = builder.conv(prefix, conv, &flowing, stride)?;
            let relu = format!("{prefix}{}.relu", conv.name);
            let given = builder.node("Relu", &relu, &[&given], &[]);
            flowing = builder.activation(given);
        }
        let given = builder.conv(prefix, third, &flowing, 1)?;
        let beside = builder.activation(given);
        let shortcut = match &self.shortcut {
            None => input,
            Some(conv) => {
                let given = builder.conv(prefix, conv, &input, self.stride)?;
                builder.activation(given)
            }
        };
        let name = format!("{prefix}{}", self.name);
        let sum = builder.node("Add", &format!("{name}.sum"), &[&beside, &shortcut], &[]);
        let given = builder.node("Relu", &format!("{name}.relu"), &[&sum], &[]);
        Ok(builder.activation(given))
    }
}

/// What the trunk gave, and (features − mean) / deviation after it.
fn beside(builder: &mut Builder, prefix: &str, pooled: &str, features: &Standardisation) -> String {
    let name = |part: &str| format!("{prefix}features.{part}");
    let shape = [1, features.mean.len()];
    let mean = builder.constant(&name("mean"), &shape, &features.mean);
    let deviation = builder.constant(&name("deviation"), &shape, &features.deviation);
    let centred = builder.node("Sub", &name("centred"), &[FEATURES_INPUT, &mean], &[]);
    let standard = builder.node("Div", &name("standardised"), &[&centred, &deviation], &[]);
    let entered = builder.enter(&name("entered"), &standard);
    let axis = [Attribute::int("axis", 1)];
    builder.node(
        "Concat",
        &format!("{prefix}embedding"),
        &[pooled, &entered],
        &axis,
    )
}

/// Logits whose difference is scale · difference + bias.
fn calibrated(
    builder: &mut Builder,
    prefix: &str,
    logits: &str,
    calibration: Calibration,
) -> String {
    let name = |part: &str| format!("{prefix}calibration.{part}");
    let scale = builder.constant(&name("scale"), &[], &[calibration.scale]);
    let bias = builder.constant(&name("bias"), &[1, 2], &[0.0, calibration.bias]);
    let scaled = builder.node("Mul", &name("scaled"), &[logits, &scale], &[]);
    builder.node("Add", &name("logits"), &[&scaled, &bias], &[])
}
