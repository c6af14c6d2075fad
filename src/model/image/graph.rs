//! What a network takes and gives.

use ort::session::Session;
use ort::value::{Outlet, TensorElementType};

use super::metadata::FEATURES_INPUT;
use crate::model::members::is_member;
use crate::model::outlet::{check_output, is_half, only, tensor, wanted};

/// What a network takes: N×3×`height`×`width`, and N×`features` where that is not 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Graph {
    /// The name of the images.
    pub(super) images: String,
    /// How many numbers come beside an image.
    pub(super) features: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    /// N, where the file fixes it.
    pub(super) fixed: Option<usize>,
    /// How many members of an ensemble tell their answers, after that of all.
    pub(super) members: usize,
    /// float16 instead of float32.
    pub(super) half: bool,
}

impl Graph {
    /// Reads it off a network that has so many features, or says in words what is wrong with that.
    pub(super) fn of(session: &Session, features: usize) -> Result<Self, String> {
        let input = match features {
            0 => only(session.inputs(), "input")?,
            _ => beside_features(session.inputs(), features)?,
        };
        let told = session.outputs().iter();
        let told = told.take_while(|output| !is_member(output.name())).count();
        let output = only(&session.outputs()[..told], "output")?;
        let (kind, shape) = tensor(input)?;
        let half = is_half(kind).ok_or_else(|| wanted(input, "float32 or float16"))?;
        let graph = Self::of_shape(shape, half);
        let graph = graph.ok_or_else(|| {
            wanted(
                input,
                "N×3×H×W with a fixed height and width (images in red, green and blue)",
            )
        })?;
        check_output(output)?;
        Ok(Self {
            images: input.name().into(),
            features,
            members: session.outputs().len() - told,
            ..graph
        })
    }

    fn of_shape(shape: &[i64], half: bool) -> Option<Self> {
        let &[n, 3, height, width] = shape else {
            return None;
        };
        let size = |value: i64| usize::try_from(value).ok().filter(|&size| size > 0);
        let (height, width) = (size(height)?, size(width)?);
        // -1 stands for any number.
        let fixed = if n == -1 { None } else { Some(size(n)?) };
        Some(Self {
            images: String::new(),
            features: 0,
            height,
            width,
            fixed,
            members: 0,
            half,
        })
    }
}

/// The images among two inputs, of which the other takes so many features.
fn beside_features(inputs: &[Outlet], count: usize) -> Result<&Outlet, String> {
    let is_features = |input: &&Outlet| input.name() == FEATURES_INPUT;
    let (features, images) = match inputs {
        [one, other] if is_features(&one) => (one, other),
        [one, other] if is_features(&other) => (other, one),
        _ => {
            return Err(format!(
                "its metadata names features, so two inputs are wanted, images and \
                 {FEATURES_INPUT:?}; it has {}",
                inputs.len()
            ));
        }
    };
    match tensor(features)? {
        (TensorElementType::Float32, &[_, found]) if usize::try_from(found) == Ok(count) => {
            Ok(images)
        }
        _ => Err(wanted(
            features,
            &format!("N×{count} of float32 (the features that its metadata names)"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_image_shapes_are_taken() {
        let graph = Graph::of_shape(&[-1, 3, 100, 50], false).unwrap();
        assert_eq!((graph.height, graph.width, graph.fixed), (100, 50, None));
        let fixed = Graph::of_shape(&[4, 3, 100, 50], false).unwrap();
        assert_eq!(fixed.fixed, Some(4));
        for bad in [
            &[-1, 1, 9, 9][..],
            &[-1, 3, -1, 9],
            &[-1, 3, 9],
            &[0, 3, 9, 9],
            &[1, 3, 0, 9],
        ] {
            assert_eq!(Graph::of_shape(bad, false), None, "{bad:?}");
        }
    }
}
