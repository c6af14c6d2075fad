//! From a network to a file that is known to give its answers.

use std::path::Path;

use serde::Deserialize;

use super::{
    Arithmetic, Difference, Error, Graph, Reference,
    check::{self, ranges},
};

/// What float16 ends at.
const LARGEST_HALF: f32 = 65504.0;

/// How numbers are kept and computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// float32.
    #[default]
    Float32,
    /// Half the size; float16 where a GPU computes.
    Float16,
    /// A quarter of the size: convolutions in 8-bit integers where that is exact enough, else
    /// weights alone.
    Int8,
}

/// A network's file without its metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// `float32`, `float16`, `int8`, `int8-weights` where only the weights are integers, or `float64`
    /// ([`export_double`]).
    pub precision: &'static str,
    /// The bytes.
    pub network: Vec<u8>,
    /// How far its answers are from the trained network's; `None` where it was not checked.
    pub difference: Option<Difference>,
}

impl Precision {
    /// How far an exported network's answers may be from the trained one's.
    #[must_use]
    pub fn tolerance(self) -> f32 {
        match self {
            Self::Float32 => 1e-4,
            Self::Float16 | Self::Int8 => 1e-2,
        }
    }
}

/// The file of a network that `graph` builds in any arithmetic: only once its answers in ONNX
/// Runtime are the reference's, within [`Precision::tolerance`].
///
/// float16 is checked on the CPU, where ONNX Runtime may compute in float32 by the weights of
/// float16; that no activation leaves float16's range is checked as well.
///
/// # Errors
///
/// If the network cannot be built, there is no ONNX Runtime to check it by, or it answers otherwise.
pub fn export(
    graph: impl Fn(Arithmetic<'_>) -> Result<Graph, Error>,
    precision: Precision,
    reference: Option<&dyn Reference>,
    library: Option<&Path>,
) -> Result<Exported, Error> {
    let Some(reference) = reference else {
        return match precision {
            Precision::Float32 => Ok(Exported::of("float32", graph(Arithmetic::Single)?)),
            Precision::Float16 => Ok(Exported::of("float16", graph(Arithmetic::Half)?)),
            Precision::Int8 => Err(Error::NoReference),
        };
    };
    check::runtime(library)?;
    let try_one = |name, arithmetic| {
        let candidate = Exported::of(name, graph(arithmetic)?);
        candidate.checked(reference, precision.tolerance())
    };
    let ranges = || ranges(graph(Arithmetic::Watched)?, reference.batches(), library);
    match precision {
        Precision::Float32 => try_one("float32", Arithmetic::Single),
        Precision::Float16 => {
            for (name, range) in ranges()? {
                check_half(name, range.most.max(-range.least))?;
            }
            try_one("float16", Arithmetic::Half)
        }
        Precision::Int8 => match try_one("int8", Arithmetic::Integers(&ranges()?)) {
            Err(Error::Differs { .. }) => try_one("int8-weights", Arithmetic::IntegerWeights),
            tried => tried,
        },
    }
}

/// The file of a graph that computes in float64: only once its answers in ONNX Runtime are the
/// reference's, within `tolerance`.
///
/// # Errors
///
/// If there is no ONNX Runtime to check it by, or it answers otherwise.
pub fn export_double(
    graph: Graph,
    tolerance: f32,
    reference: Option<&dyn Reference>,
    library: Option<&Path>,
) -> Result<Exported, Error> {
    let exported = Exported::of("float64", graph);
    let Some(reference) = reference else {
        return Ok(exported);
    };
    check::runtime(library)?;
    exported.checked(reference, tolerance)
}

impl Exported {
    fn of(precision: &'static str, graph: Graph) -> Self {
        Self {
            precision,
            network: graph.encode(),
            difference: None,
        }
    }

    /// Itself, if its answers are the reference's within the tolerance.
    fn checked(self, reference: &dyn Reference, tolerance: f32) -> Result<Self, Error> {
        let answers = reference.answers(&self.network)?;
        let difference = Difference::of(answers.view(), reference.expected());
        if difference.largest <= tolerance {
            return Ok(Self {
                difference: Some(difference),
                ..self
            });
        }
        Err(Error::Differs {
            precision: self.precision,
            difference: difference.largest,
            unit: reference.unit(),
            row: difference.row,
            found: difference.found,
            expected: difference.expected,
            tolerance,
        })
    }
}

fn check_half(name: String, value: f32) -> Result<(), Error> {
    match value <= LARGEST_HALF {
        true => Ok(()),
        false => Err(Error::HalfRange { name, value }),
    }
}
