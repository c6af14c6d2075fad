//! Brings pixels to what a network takes.

use half::f16;

use crate::model::metadata::Normalisation;
use crate::model::{Error, Result};

/// Buffers for normalised, padded or narrowed pixels.
#[derive(Debug)]
pub(super) struct Pixels {
    /// Values of one colour of an image: H×W.
    plane: usize,
    /// Per colour, what is taken away and what is divided by.
    constants: Option<[(f32, f32); 3]>,
    single: Vec<f32>,
    half: Vec<f16>,
}

impl Pixels {
    pub(super) fn new(plane: usize, normalisation: &Normalisation) -> Self {
        let constants = match *normalisation {
            Normalisation::Graph => None,
            Normalisation::Constants { mean, std } => {
                Some([(mean[0], std[0]), (mean[1], std[1]), (mean[2], std[2])])
            }
        };
        Self {
            plane,
            constants,
            single: Vec::new(),
            half: Vec::new(),
        }
    }

    /// The pixels as float32, `len` of them: padded with zeros where a network
    /// takes more images than there are. Not copied where nothing changes.
    pub(super) fn single<'a>(&'a mut self, images: &'a [f32], len: usize) -> &'a [f32] {
        if self.constants.is_none() && images.len() == len {
            return images;
        }
        self.single.clear();
        self.single.extend_from_slice(images);
        if let Some(constants) = self.constants {
            normalise(&mut self.single, self.plane, constants);
        }
        self.single.resize(len, 0.0);
        &self.single
    }

    /// The same as float16.
    pub(super) fn half(&mut self, images: &[f32], len: usize) -> &[f16] {
        let mut narrowed = std::mem::take(&mut self.half);
        narrowed.clear();
        narrowed.extend(
            self.single(images, len)
                .iter()
                .map(|&value| f16::from_f32(value)),
        );
        self.half = narrowed;
        &self.half
    }
}

fn normalise(values: &mut [f32], plane: usize, constants: [(f32, f32); 3]) {
    let planes = values.chunks_mut(plane);
    for (plane, (mean, std)) in planes.zip(constants.into_iter().cycle()) {
        plane
            .iter_mut()
            .for_each(|value| *value = (*value - mean) / std);
    }
}

/// Checks that the values are whole images and colours. A network may turn a NaN
/// into a proper score, so it must not get one.
pub(super) fn check(images: &[f32], image: usize) -> Result<()> {
    if !images.len().is_multiple_of(image) {
        return Err(Error::Pixels {
            found: images.len(),
            image,
        });
    }
    let wrong = images.iter().position(|value| !(0.0..=1.0).contains(value));
    match wrong {
        None => Ok(()),
        Some(at) => Err(Error::Pixel {
            row: at / image,
            value: images[at],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_applied_colour_by_colour_and_image_by_image() {
        let normalisation = Normalisation::Constants {
            mean: [0.0, 0.5, 1.0],
            std: [1.0, 0.5, 2.0],
        };
        let mut pixels = Pixels::new(1, &normalisation);
        let images = [0.5, 1.0, 0.0, 0.25, 0.5, 1.0];
        assert_eq!(pixels.single(&images, 6), [0.5, 1.0, -0.5, 0.25, 0.0, 0.0]);
        assert_eq!(pixels.half(&images, 6)[2], f16::from_f32(-0.5));
    }

    #[test]
    fn a_short_batch_is_padded() {
        let mut pixels = Pixels::new(1, &Normalisation::Graph);
        assert_eq!(pixels.single(&[0.5; 3], 6), [0.5, 0.5, 0.5, 0.0, 0.0, 0.0]);
        assert_eq!(pixels.single(&[0.5; 3], 3), [0.5; 3]);
    }

    #[test]
    fn values_that_are_no_colours_are_refused_with_their_row() {
        for bad in [f32::NAN, -0.1, 1.1, f32::INFINITY] {
            let error = check(&[0.0, 1.0, 0.5, 0.0, bad, 0.0], 3).unwrap_err();
            assert!(matches!(error, Error::Pixel { row: 1, .. }), "{error}");
        }
        assert!(matches!(
            check(&[0.0; 4], 3),
            Err(Error::Pixels { found: 4, image: 3 })
        ));
    }
}
