#!/usr/bin/env python3
"""Makes the example networks: untrained ResNet-50 graphs of reduced width.

    python3 -m venv .venv && .venv/bin/pip install onnx numpy
    .venv/bin/python examples/make_networks.py --recipe examples/recipe.json

Others, to try a bundle of your own with: the recipe is that of its manifest.

    dsdscore bundle info --json heart.dsd | jq .recipe > recipe.json
    .venv/bin/python examples/make_networks.py --recipe recipe.json --conditions WT KO \
        --classes other heart --out networks

Each is a real ResNet-50 (He et al. 2016: a 7x7 convolution, then 3, 4, 6 and 3
bottleneck blocks: 49 convolutions on the main path) followed by two fully
connected layers and a softmax, with a sixteenth of the usual channels (4 instead
of 64 to begin with), so that a file stays under 600 kB and scoring an image takes
milliseconds. Nothing was trained: the weights are He-initialised
random numbers. The statistics of each batch normalisation, and the scale and
offset of the last layer, come from passing banded images through the network,
so that different images get visibly different scores.

The bytes depend on the seeds, the recipe and the onnx package's encoding only.
"""

import argparse
import hashlib
import json
import zlib
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

OPSET, IR_VERSION = 17, 8
HEIGHT, WIDTH = 100, 50
BLOCKS = (3, 4, 6, 3)
EXPANSION = 4
HIDDEN = 32
EPSILON = 1e-5
MEAN = (0.485, 0.456, 0.406)  # of ImageNet's red, green and blue
STD = (0.229, 0.224, 0.225)
SEEDS = {"F": 20250001, "M": 20250002}
CALIBRATION_IMAGES = 24
LOGIT_SPREAD = 1.5


def jet(value):
    """RGB in 0-1 of values in 0-1: blue, turquoise, yellow, red."""
    centres = np.array([0.75, 0.5, 0.25])
    distance = np.abs(value[..., None] - centres)
    return np.clip(1.5 - 4.0 * distance, 0.0, 1.0)


def banded_image(random):
    """A 3 x HEIGHT x WIDTH image of 3 to 10 bands that change over time."""
    bands = random.randint(3, 11)
    edges = np.sort(random.randint(1, HEIGHT, bands - 1))
    rows = np.searchsorted(edges, np.arange(HEIGHT), side="right")
    base = random.uniform(0, 1, bands) * random.uniform(0.1, 1.2)
    slope = random.uniform(-0.6, 0.6, bands)
    time = np.linspace(-0.5, 0.5, WIDTH)
    value = base[rows][:, None] + slope[rows][:, None] * time
    speckle = (random.uniform(0, 1, (HEIGHT, WIDTH)) < 0.05) * random.uniform(0, 1)
    return jet(np.clip(value + speckle, 0, 1)).transpose(2, 0, 1)


def windows(x, size, stride, pad, fill=0.0):
    """Every size x size window of N x C x H x W, as N x C x H' x W' x size x size."""
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), constant_values=fill)
    view = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    return view[:, :, ::stride, ::stride]


class Network:
    """Adds nodes to a graph and passes the calibration images through them."""

    def __init__(self, seed, width):
        self.random = np.random.RandomState(seed)  # its stream is frozen for good
        self.width = width
        self.nodes, self.weights = [], []
        images = [banded_image(self.random) for _ in range(CALIBRATION_IMAGES)]
        self.value, self.name = np.stack(images), "images"

    def constant(self, name, array):
        self.weights.append(numpy_helper.from_array(np.asarray(array, np.float32), name))
        return name

    def node(self, kind, inputs, value, **attributes):
        output = f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        self.name, self.value = output, value
        return output, value

    def normalise(self):
        for kind, name, numbers in (("Sub", "mean", MEAN), ("Div", "std", STD)):
            numbers = np.reshape(np.asarray(numbers), (1, 3, 1, 1))
            value = self.value - numbers if kind == "Sub" else self.value / numbers
            self.node(kind, [self.name, self.constant(name, numbers)], value)

    def convolution(self, channels, size, stride):
        """Convolution without bias, then batch normalisation."""
        fan_in = self.value.shape[1] * size * size
        shape = (channels, self.value.shape[1], size, size)
        kernel = self.random.standard_normal(shape) * np.sqrt(2.0 / fan_in)
        kernel = kernel.astype(np.float32)
        index = len(self.weights)
        view = windows(self.value, size, stride, size // 2)
        value = np.tensordot(view, kernel.astype(np.float64), ([1, 4, 5], [1, 2, 3]))
        self.node(
            "Conv",
            [self.name, self.constant(f"w{index}", kernel)],
            value.transpose(0, 3, 1, 2),
            kernel_shape=[size, size],
            strides=[stride, stride],
            pads=[size // 2] * 4,
        )
        return self.batch_normalisation(index)

    def batch_normalisation(self, index):
        channels = self.value.shape[1]
        mean = np.round(self.value.mean((0, 2, 3)), 5)
        variance = np.round(self.value.var((0, 2, 3)) + 1e-3, 5)
        per_channel = (1, channels, 1, 1)
        value = (self.value - mean.reshape(per_channel)) / np.sqrt(
            variance.reshape(per_channel) + EPSILON
        )
        parameters = {"g": np.ones(channels), "b": np.zeros(channels), "m": mean, "s": variance}
        names = [self.constant(f"{key}{index}", array) for key, array in parameters.items()]
        return self.node("BatchNormalization", [self.name, *names], value, epsilon=EPSILON)

    def relu(self):
        return self.node("Relu", [self.name], np.maximum(self.value, 0))

    def max_pool(self):
        value = windows(self.value, 3, 2, 1, fill=-np.inf).max((4, 5))
        attributes = {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1] * 4}
        return self.node("MaxPool", [self.name], value, **attributes)

    def bottleneck(self, channels, stride, first):
        """1x1, 3x3 (with the stride), 1x1, and the way past them."""
        entry = (self.name, self.value)
        self.convolution(channels, 1, 1)
        self.relu()
        self.convolution(channels, 3, stride)
        self.relu()
        main = self.convolution(channels * EXPANSION, 1, 1)
        self.name, self.value = entry
        past = self.convolution(channels * EXPANSION, 1, stride) if first else entry
        self.node("Add", [main[0], past[0]], main[1] + past[1])
        self.relu()

    def fully_connected(self, outputs, scale=1.0):
        inputs = self.value.shape[1]
        weight = self.random.standard_normal((outputs, inputs)) * np.sqrt(2.0 / inputs)
        return self.gemm(weight * scale, np.zeros(outputs))

    def gemm(self, weight, bias):
        index = len(self.weights)
        names = [self.constant(f"w{index}", weight), self.constant(f"b{index}", bias)]
        value = self.value @ np.asarray(weight).T + bias
        return self.node("Gemm", [self.name, *names], value, transB=1)

    def last_layer(self):
        """Two logits whose difference is centred, with a spread of LOGIT_SPREAD."""
        weight = self.random.standard_normal((2, self.value.shape[1]))
        logits = self.value @ weight.T
        difference = logits[:, 1] - logits[:, 0]
        scale = np.round(LOGIT_SPREAD / difference.std(), 4)
        offset = np.round(scale * difference.mean() / 2, 4)
        self.gemm(weight * scale, np.array([offset, -offset]))

    def build(self):
        self.normalise()
        self.convolution(self.width, 7, 2)
        self.relu()
        self.max_pool()
        for stage, blocks in enumerate(BLOCKS):
            for block in range(blocks):
                stride = 2 if stage > 0 and block == 0 else 1
                self.bottleneck(self.width * 2**stage, stride, block == 0)
        self.node("GlobalAveragePool", [self.name], self.value.mean((2, 3), keepdims=True))
        self.node("Flatten", [self.name], self.value[:, :, 0, 0], axis=1)
        self.fully_connected(HIDDEN)
        self.relu()
        self.last_layer()
        self.nodes.append(helper.make_node("Softmax", [self.name], ["probabilities"], axis=1))


def metadata(condition, width, recipe, classes):
    """What the model says of itself: schemas/model-metadata.schema.json."""
    return {
        "schema_version": 1,
        "name": f"untrained-{condition.lower()}",
        "version": "1",
        "condition": condition,
        "recipe": recipe,
        "classes": classes,
        "positive": classes[1],
        "normalisation": "graph",
        "atlas": "none",
        "training_set": {
            "name": "none",
            "genes_digest": "sha256:" + hashlib.sha256(b"").hexdigest(),
            "count": 0,
        },
        "metrics": {},
        "licence": "MIT OR Apache-2.0",
        "intended_use": f"Demonstration; untrained (ResNet-50, {width} of 64 base channels)",
        "synthetic": True,
    }


def model(condition, width, recipe, classes):
    network = Network(SEEDS.get(condition, zlib.crc32(condition.encode())), width)
    network.build()
    shape = ["N", 3, HEIGHT, WIDTH]
    graph = helper.make_graph(
        network.nodes,
        f"resnet50-{condition.lower()}",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", 2])],
        network.weights,
    )
    opset = [helper.make_opsetid("", OPSET)]
    made = helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION)
    made.producer_name = "dsdscore examples/make_networks.py"
    text = json.dumps(metadata(condition, width, recipe, classes), sort_keys=True)
    helper.set_model_props(made, {"dsdscore": text})
    checker.check_model(made, full_check=True)
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recipe", type=Path, help="the image recipe, as JSON")
    parser.add_argument(
        "--conditions", nargs="+", default=list(SEEDS), metavar="KEY", help="a network for each"
    )
    parser.add_argument(
        "--classes",
        nargs=2,
        default=["non-DSD", "DSD"],
        metavar=("OTHER", "POSITIVE"),
        help="what the two outputs are called",
    )
    parser.add_argument("--width", type=int, default=4, help="channels to begin with")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent / "networks", help="the folder"
    )
    arguments = parser.parse_args()
    recipe = json.loads(arguments.recipe.read_text()) if arguments.recipe else {}
    recipe.pop("patterns", None)  # thresholds of patterns are no step of an image
    arguments.out.mkdir(parents=True, exist_ok=True)
    for condition in arguments.conditions:
        made = model(condition, arguments.width, recipe, arguments.classes)
        target = arguments.out / f"untrained-{condition.lower()}.onnx"
        target.write_bytes(made.SerializeToString(deterministic=True))
        print(target, target.stat().st_size)


if __name__ == "__main__":
    main()
