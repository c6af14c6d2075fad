//! Images varied along time, while a network learns.

use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

use super::error::Error;

/// How much images are varied. Time runs along the width; rows are never mixed. The default
/// varies nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Augmentation {
    /// Moves an image by up to this fraction of its width, either way; the edges go on.
    pub shift: f64,
    /// Stretches or compresses it about its middle by up to this fraction; below 1.
    pub stretch: f64,
    /// Adds to each intensity (0-1) normal noise of up to this standard deviation.
    pub noise: f64,
    /// How often a band of time is lost, 0-1.
    pub cutout: f64,
    /// The widest band that is lost, as a fraction of the width.
    pub cutout_width: f64,
}

impl Augmentation {
    /// A variation that leaves the pattern to be seen.
    #[must_use]
    pub fn moderate() -> Self {
        Self {
            shift: 0.06,
            stretch: 0.1,
            noise: 0.03,
            cutout: 0.3,
            cutout_width: 0.12,
        }
    }

    /// Checks every strength.
    ///
    /// # Errors
    ///
    /// The first that is out of its range.
    pub fn check(&self) -> Result<(), Error> {
        let below_one = [
            ("augmentation.shift", self.shift),
            ("augmentation.stretch", self.stretch),
            ("augmentation.noise", self.noise),
            ("augmentation.cutout_width", self.cutout_width),
        ];
        let refuse = |name, value: f64, range| {
            let value = value.to_string();
            Err(Error::Option { name, value, range })
        };
        for (name, value) in below_one {
            if !(0.0..1.0).contains(&value) {
                return refuse(name, value, "from 0 to below 1");
            }
        }
        match (0.0..=1.0).contains(&self.cutout) {
            true => Ok(()),
            false => refuse("augmentation.cutout", self.cutout, "from 0 to 1"),
        }
    }

    /// Varies an image: `rows` of `width` intensities 0-1 each (all colours' rows, one after
    /// another), in the same way. The strengths must have been [checked](Self::check).
    pub fn vary<R: Rng>(&self, image: &mut [f32], width: usize, rng: &mut R) {
        let mut unit = || rng.random::<f64>();
        let shift = self.shift * (2.0 * unit() - 1.0) * width as f64;
        let scale = 1.0 + self.stretch * (2.0 * unit() - 1.0);
        let noise = self.noise * unit();
        let band = self.band(width, [unit(), unit(), unit()]);
        if width == 0 {
            return;
        }
        resample(image, width, shift, scale);
        if let Some((start, end)) = band {
            fill(image, width, start, end);
        }
        if noise > 0.0 {
            add_noise(image, noise, rng);
        }
    }

    /// The columns that are lost, from three numbers in 0-1.
    fn band(&self, width: usize, [chance, size, place]: [f64; 3]) -> Option<(usize, usize)> {
        let widest = self.cutout_width * width as f64;
        let columns = ((size * widest).ceil() as usize).min(width);
        let start = (place * (width - columns) as f64).round() as usize;
        (chance < self.cutout && columns > 0).then_some((start, start + columns))
    }
}

/// Column x becomes what was at middle + (x - middle - shift) / scale, by linear interpolation;
/// the first and the last column go on beyond the edges.
fn resample(image: &mut [f32], width: usize, shift: f64, scale: f64) {
    if shift == 0.0 && scale == 1.0 {
        return;
    }
    let last = (width - 1) as f64;
    let middle = last / 2.0;
    let from = |x: usize| (middle + (x as f64 - middle - shift) / scale).clamp(0.0, last);
    let sources: Vec<f64> = (0..width).map(from).collect();
    for row in image.chunks_exact_mut(width) {
        let old = row.to_vec();
        for (value, &source) in row.iter_mut().zip(&sources) {
            let left = source as usize;
            let right = (left + 1).min(width - 1);
            let part = (source - left as f64) as f32;
            *value = old[left] * (1.0 - part) + old[right] * part;
        }
    }
}

/// Columns become what lies between their neighbours, as an image is made where a time point is
/// missing.
fn fill(image: &mut [f32], width: usize, start: usize, end: usize) {
    for row in image.chunks_exact_mut(width) {
        let before = start.checked_sub(1).map(|column| row[column]);
        let after = row.get(end).copied();
        let (Some(left), Some(right)) = (before.or(after), after.or(before)) else {
            return;
        };
        let step = ((end + 1 - start) as f32).recip();
        for (index, value) in row[start..end].iter_mut().enumerate() {
            let part = (index + 1) as f32 * step;
            *value = left * (1.0 - part) + right * part;
        }
    }
}

/// Normal noise by the transform of Box and Muller (1958, doi:10.1214/aoms/1177706645); what
/// leaves 0-1 is cut.
fn add_noise<R: Rng>(image: &mut [f32], deviation: f64, rng: &mut R) {
    for value in image {
        let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
        let angle = std::f64::consts::TAU * rng.random::<f64>();
        let noise = deviation * radius * angle.cos();
        *value = (*value + noise as f32).clamp(0.0, 1.0);
    }
}

#[cfg(test)]
mod tests;
