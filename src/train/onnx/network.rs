//! The whole graph: images and features to probabilities, by one network or several.

use prost::Message;

use super::{
    Calibration, Error, Standardisation,
    graph::{Arithmetic, Builder},
    layers::{Block, Layers},
    proto::{self, Attribute, Extent, ValueInfo},
};
use crate::model::{Metadata, metadata};

/// The means and standard deviations of ImageNet's red, green and blue, which torchvision's
/// weights want.
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];

/// ONNX 1.12: ONNX Runtime reads it from 1.12 on, and it has all that is used here.
const OPERATORS: i64 = 17;
const IR_VERSION: i64 = 8;

/// The names of what goes in and comes out.
pub const IMAGES: &str = "images";
const FEATURES: &str = metadata::FEATURES_INPUT;
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

    /// The graph, and the activations that were marked in it.
    ///
    /// # Errors
    ///
    /// If the arithmetic cannot hold a weight.
    pub fn graph(&self, arithmetic: Arithmetic<'_>) -> Result<(proto::Graph, Vec<String>), Error> {
        let mut builder = Builder::new(arithmetic);
        builder.graph.name = "dsdscore".into();
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
        let Builder {
            mut graph,
            activations,
            ..
        } = builder;
        graph.input = self.inputs();
        let rows = Extent::Named("N".into());
        graph
            .output
            .insert(0, ValueInfo::new(PROBABILITIES, &[rows, Extent::Fixed(2)]));
        Ok((graph, activations))
    }

    fn inputs(&self) -> Vec<ValueInfo> {
        let rows = || Extent::Named("N".into());
        let fixed = |extent: usize| Extent::Fixed(extent as i64);
        let shape = [rows(), fixed(3), fixed(self.height), fixed(self.width)];
        let mut inputs = vec![ValueInfo::new(IMAGES, &shape)];
        if self.features() > 0 {
            inputs.push(ValueInfo::new(FEATURES, &[rows(), fixed(self.features())]));
        }
        inputs
    }
}

/// (images − mean) / deviation, colour by colour.
fn normalised(builder: &mut Builder) -> String {
    let mean = builder.constant("images.mean", &[1, 3, 1, 1], &MEAN);
    let deviation = builder.constant("images.deviation", &[1, 3, 1, 1], &DEVIATION);
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
    let centred = builder.node("Sub", &name("centred"), &[FEATURES, &mean], &[]);
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

/// An ONNX file without metadata, to which [`metadata_entry`] may be appended: messages one after
/// another are one message with the fields of all.
pub fn encode(graph: proto::Graph) -> Vec<u8> {
    let operators = proto::OperatorSet {
        domain: Some(String::new()),
        version: Some(OPERATORS),
    };
    let model = proto::Model {
        ir_version: Some(IR_VERSION),
        producer_name: env!("CARGO_PKG_NAME").into(),
        producer_version: env!("CARGO_PKG_VERSION").into(),
        graph: Some(graph),
        opset_import: vec![operators],
        metadata_props: Vec::new(),
    };
    model.encode_to_vec()
}

/// The part of an ONNX file that has its metadata.
///
/// # Errors
///
/// If the metadata is nothing that JSON can hold.
pub fn metadata_entry(metadata: &Metadata) -> Result<Vec<u8>, Error> {
    let json = serde_json::to_string(metadata);
    let value = json.map_err(|error| Error::Unfit(format!("its metadata: {error}")))?;
    let entry = proto::Entry {
        key: metadata::KEY.into(),
        value,
    };
    let model = proto::Model {
        metadata_props: vec![entry],
        ..proto::Model::default()
    };
    Ok(model.encode_to_vec())
}
