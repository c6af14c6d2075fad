//! What executes a network: the CPU, or an NVIDIA GPU.

mod preload;

use std::fmt;
use std::str::FromStr;

use ort::ep::cuda::ConvAlgorithmSearch;
use ort::ep::{CPU, CUDA, ExecutionProvider, ExecutionProviderDispatch, TensorRT};
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use thiserror::Error;

use super::runtime::Loaded;

/// What executes a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    /// CUDA where it really works, else the CPU.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// An NVIDIA GPU, by CUDA and cuDNN.
    Cuda,
    /// An NVIDIA GPU, by TensorRT; CUDA executes what TensorRT does not know.
    TensorRt,
}

/// A name that is no provider's.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no such provider: {0:?}; choose from auto, cpu, cuda, tensorrt")]
pub struct ParseProviderError(String);

impl Provider {
    /// Those that really execute something.
    pub const REAL: [Self; 3] = [Self::Cpu, Self::Cuda, Self::TensorRt];

    /// What a machine needs for it, in words.
    pub(super) fn needs(self) -> &'static str {
        match self {
            Self::Auto | Self::Cpu => "nothing but the processor",
            Self::Cuda => {
                "an NVIDIA GPU with its driver, and the CUDA and cuDNN libraries of the version \
                 that this ONNX Runtime was built for (`pip install onnxruntime-gpu[cuda,cudnn]`)"
            }
            Self::TensorRt => {
                "an NVIDIA GPU with its driver, and the CUDA, cuDNN and TensorRT libraries of the \
                 version that this ONNX Runtime was built for"
            }
        }
    }

    /// Whether the library was built with it; whether it works is another question.
    pub(super) fn is_offered(self) -> bool {
        let answer = match self {
            Self::Auto | Self::Cpu => CPU::is_available(),
            Self::Cuda => CUDA::is_available(),
            Self::TensorRt => TensorRT::is_available(),
        };
        answer.unwrap_or(false)
    }

    /// Starts it with a network, given as an ONNX file's bytes.
    pub(crate) fn session(
        self,
        loaded: &Loaded,
        threads: Option<usize>,
        network: &[u8],
    ) -> ort::Result<Session> {
        if !matches!(self, Self::Auto | Self::Cpu) {
            preload::beside(&loaded.found.path);
        }
        let builder = self.builder(loaded, threads)?;
        let mut builder = builder.with_execution_providers(self.dispatches())?;
        builder.commit_from_memory(network)
    }

    fn builder(self, loaded: &Loaded, threads: Option<usize>) -> ort::Result<SessionBuilder> {
        let builder = Session::builder(&loaded.environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_inter_threads(1)?;
        match threads {
            Some(threads) => Ok(builder.with_intra_threads(threads)?),
            None => Ok(builder),
        }
    }

    fn dispatches(self) -> Vec<ExecutionProviderDispatch> {
        match self {
            Self::Auto | Self::Cpu => Vec::new(),
            Self::Cuda => vec![cuda()],
            Self::TensorRt => vec![TensorRT::default().build().error_on_failure(), cuda()],
        }
    }
}

/// CUDA with whole float32 (not TF32's 10 bits) and an algorithm that does not
/// depend on which was fastest this time: a score is the same in every run.
fn cuda() -> ExecutionProviderDispatch {
    let cuda = CUDA::default().with_tf32(false);
    let cuda = cuda.with_conv_algorithm_search(ConvAlgorithmSearch::Heuristic);
    cuda.build().error_on_failure()
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::Cuda => "cuda",
            Self::TensorRt => "tensorrt",
        })
    }
}

impl FromStr for Provider {
    type Err = ParseProviderError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.to_ascii_lowercase().as_str() {
            "auto" => Ok(Self::Auto),
            "cpu" => Ok(Self::Cpu),
            "cuda" => Ok(Self::Cuda),
            "tensorrt" => Ok(Self::TensorRt),
            _ => Err(ParseProviderError(name.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_it_is_written() {
        for provider in Provider::REAL.into_iter().chain([Provider::Auto]) {
            assert_eq!(provider.to_string().parse(), Ok(provider));
        }
        assert_eq!("TensorRT".parse(), Ok(Provider::TensorRt));
    }

    #[test]
    fn an_unknown_name_lists_the_known() {
        let text = "gpu".parse::<Provider>().unwrap_err().to_string();
        assert!(text.contains("\"gpu\"") && text.contains("auto, cpu, cuda, tensorrt"));
    }
}
