//! ONNX networks: their runtime, providers and metadata.
