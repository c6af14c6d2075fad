//! The value that has the highest colour.

use ndarray::Array2;

use super::{
    error::Error,
    recipe::{Recipe, Scale},
    transform::{check_fraction, transform},
};

/// The ceiling of a condition: the transformed value that is drawn in the
/// highest colour. `genes` gives the raw values of each gene, its means or
/// those of [`CellsRef`]; NaN is not measured and does not count.
///
/// `max`, and `per-gene` and `residual` (for which rendering ignores the
/// ceiling), give the maximum; a percentile is `numpy.percentile` of all measured values, which
/// takes 4 bytes of memory for each.
///
/// # Errors
///
/// The recipe is out of range, no value, respectively the percentile, is
/// above 0, or it is no fraction where the transform takes fractions.
///
/// [`CellsRef`]: super::CellsRef
pub fn ceiling<'a>(
    recipe: &Recipe,
    genes: impl IntoIterator<Item: IntoIterator<Item = &'a f32>>,
) -> Result<f32, Error> {
    recipe.validate()?;
    let measured = genes.into_iter().flatten().copied().filter(|v| !v.is_nan());
    let ceiling = match recipe.scale {
        Scale::Percentile(p) => percentile(recipe, measured.collect(), p),
        Scale::Max | Scale::PerGene | Scale::Residual => {
            transformed(recipe, measured.fold(0.0, f32::max))
        }
    };
    checked(ceiling?)
}

/// The ceiling of a percentile that lies `fraction` (0 to 1) of the way from the raw value `below`
/// to `above`, its neighbours in the order of all values.
///
/// # Errors
///
/// As [`ceiling`].
pub fn ceiling_between(
    recipe: &Recipe,
    below: f32,
    above: f32,
    fraction: f64,
) -> Result<f32, Error> {
    recipe.validate()?;
    checked(between(recipe, below, above, fraction)?)
}

fn checked(ceiling: f64) -> Result<f32, Error> {
    match ceiling as f32 {
        ceiling if ceiling > 0.0 && ceiling.is_finite() => Ok(ceiling),
        ceiling if ceiling.is_infinite() => Err(Error::Ceiling(ceiling)),
        _ => Err(Error::NothingExpressed),
    }
}

/// The percentile of the transformed values. Transforms are monotonic, so only
/// the two neighbouring ranks need one.
fn percentile(recipe: &Recipe, mut values: Vec<f32>, p: f64) -> Result<f64, Error> {
    let rank = p / 100.0 * values.len().saturating_sub(1) as f64;
    let below = rank.floor() as usize;
    if below >= values.len() {
        return Ok(0.0);
    }
    let (_, low, above) = values.select_nth_unstable_by(below, f32::total_cmp);
    let next = above.iter().copied().min_by(f32::total_cmp).unwrap_or(*low);
    between(recipe, *low, next, rank - below as f64)
}

fn between(recipe: &Recipe, low: f32, high: f32, fraction: f64) -> Result<f64, Error> {
    let (low, high) = (transformed(recipe, low)?, transformed(recipe, high)?);
    Ok(low + (high - low) * fraction)
}

fn transformed(recipe: &Recipe, value: f32) -> Result<f64, Error> {
    check_fraction(recipe.transform, value)?;
    Ok(transform(recipe, f64::from(value)))
}

/// Divides by the ceiling and clamps to 0-1.
pub fn scale(values: &mut Array2<f64>, ceiling: f64) {
    values.mapv_inplace(|value| (value / ceiling).clamp(0.0, 1.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heatmap::recipe::Transform;

    fn of(scale: Scale, genes: &[&[f32]]) -> Result<f32, Error> {
        let recipe = Recipe {
            scale,
            ..Recipe::default()
        };
        ceiling(&recipe, genes.iter().copied())
    }

    #[test]
    fn nothing_expressed_is_an_error() {
        for genes in [&[][..], &[&[0.0_f32, 0.0][..]], &[&[f32::NAN][..]]] {
            for scale in [Scale::Max, Scale::Percentile(99.0), Scale::PerGene] {
                assert!(matches!(of(scale, genes), Err(Error::NothingExpressed)));
            }
        }
    }

    #[test]
    fn what_is_no_fraction_has_no_ceiling() {
        let arcsine = |scale| Recipe {
            transform: Transform::Arcsine,
            scale,
            ..Recipe::default()
        };
        for scale in [Scale::Max, Scale::Percentile(100.0)] {
            let error = ceiling(&arcsine(scale), [&[0.5_f32, 1.5]]).unwrap_err();
            assert!(matches!(error, Error::NotAFraction(1.5)));
        }
    }

    #[test]
    fn infinite_expression_is_an_error() {
        let error = of(Scale::Max, &[&[f32::INFINITY]]).unwrap_err();
        assert!(matches!(error, Error::Ceiling(_)));
    }
}
