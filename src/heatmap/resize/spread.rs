//! The weights of an axis the other way round.

use super::axis::Axis;

/// For each input place the output places that it is part of. Where most of an image is one colour,
/// the rest is added place by place.
#[derive(Debug, Default)]
pub(in crate::heatmap) struct Spread {
    /// The weights together of each output place.
    totals: Vec<f64>,
    /// For each input place its first output place and its first weight; at last their ends.
    places: Vec<(u32, u32)>,
    weights: Vec<f64>,
}

/// Red, green, blue, and nothing: four are added at once.
pub(in crate::heatmap) type Sum = [f64; 4];

impl Spread {
    /// The weights of an axis with so many input places.
    pub(super) fn new(axis: &Axis, input: usize) -> Self {
        let mut spread = Self {
            totals: axis
                .sums()
                .map(|(_, weights)| weights.iter().sum())
                .collect(),
            ..Self::default()
        };
        let sums: Vec<(usize, &[f64])> = axis.sums().collect();
        for (place, (first, end)) in targets(&sums, input).into_iter().enumerate() {
            let start = spread.weights.len() as u32;
            spread.places.push((first.min(end) as u32, start));
            let weights = sums.iter().take(end).skip(first).map(|(from, weights)| {
                let weight = place.checked_sub(*from).and_then(|i| weights.get(i));
                weight.copied().unwrap_or(0.0)
            });
            spread.weights.extend(weights);
        }
        spread.places.push((0, spread.weights.len() as u32));
        spread
    }

    /// Whether these are the weights from `input` places to `output`.
    pub(super) fn is(&self, input: usize, output: usize) -> bool {
        self.places.len() == input + 1 && self.totals.len() == output
    }

    /// What one colour everywhere gives at each output place.
    pub(super) fn totals(&self) -> &[f64] {
        &self.totals
    }

    /// Adds a colour at an input place to the sums of the output places.
    #[inline]
    pub(in crate::heatmap) fn add(&self, place: usize, colour: &Sum, sums: &mut [Sum]) {
        let Some(&[(first, start), (_, end)]) = self.places.get(place..place + 2) else {
            return;
        };
        let weights = self.weights.get(start as usize..end as usize);
        let sums = sums.get_mut(first as usize..).unwrap_or_default();
        for (sum, weight) in sums.iter_mut().zip(weights.unwrap_or_default()) {
            for (sum, channel) in sum.iter_mut().zip(colour) {
                *sum += weight * channel;
            }
        }
    }
}

/// For each input place the first output place that it is part of, and the end.
fn targets(sums: &[(usize, &[f64])], input: usize) -> Vec<(usize, usize)> {
    let mut targets = vec![(usize::MAX, 0); input];
    for (output, (first, weights)) in sums.iter().enumerate() {
        for (start, end) in targets.iter_mut().skip(*first).take(weights.len()) {
            *start = output.min(*start);
            *end = output + 1;
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_not_there_adds_nothing() {
        let spread = Spread::new(&Axis::new(3, 2, 1, true), 3);
        let mut sums = vec![[0.0; 4]; 2];
        for place in [3, 4, 1000] {
            spread.add(place, &[1.0; 4], &mut sums);
        }
        spread.add(2, &[1.0; 4], &mut []);
        assert_eq!(sums, [[0.0; 4]; 2]);
    }
}
