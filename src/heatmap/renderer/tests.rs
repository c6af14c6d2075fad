use ndarray::{Array, aview1, aview2};

use super::*;
use crate::heatmap::{Transform, residual::Usual};

const MEANS: [[f32; 2]; 2] = [[0.0, f32::NAN], [9.0, 99.0]];
const TIMES: [f64; 2] = [6.0, 8.0];

const CELLS: CellsRef = CellsRef {
    cell_types: 1,
    times: &[6.0, 8.0],
    offsets: &[0, 1, 3],
    values: &[0.0, 9.0, 99.0],
};

/// Small and without resizing, so that pixels are the matrix.
fn recipe(fill: Fill) -> Recipe {
    Recipe {
        fill,
        height: 2,
        width: 2,
        ..Recipe::default()
    }
}

fn colour_of(value: f64) -> [f32; 3] {
    Colormap::Jet.rgb(value).map(|v| v as f32)
}

/// An image of 2×2 pixels.
fn colours_of(values: [f64; 4]) -> Array3<f32> {
    let pixels = values.map(colour_of).concat();
    Array::from_shape_vec((2, 2, 3), pixels).unwrap()
}

fn drawn(recipe: &Recipe, means: &[[f32; 2]], ceiling: f32) -> Result<Image, Error> {
    render_mean(recipe, aview2(means), &TIMES, ceiling)
}

#[test]
fn per_gene_needs_no_ceiling_and_draws_silence_in_the_lowest_colour() {
    let per_gene = Recipe {
        scale: Scale::PerGene,
        ..recipe(Fill::Mean)
    };
    let image = drawn(&per_gene, &MEANS, f32::NAN).unwrap();
    assert_eq!(image.view().slice(s![1, 1, ..]), aview1(&colour_of(1.0)));
    let image = drawn(&per_gene, &[[0.0; 2]; 2], f32::NAN).unwrap();
    assert_eq!(image.view(), colours_of([0.0; 4]));
}

#[test]
fn the_recipe_decides_which_data() {
    let error = drawn(&recipe(Fill::Column), &MEANS, 2.0).unwrap_err();
    let message =
        "the recipe's fill is \"column\", which needs single cells, but the data are means";
    assert_eq!(error.to_string(), message);
    let error = render_cells(&recipe(Fill::Mean), &CELLS, 2.0).unwrap_err();
    let message = "the recipe's fill is \"mean\", which needs means, but the data are single cells";
    assert_eq!(error.to_string(), message);
}

#[test]
fn an_error_leaves_the_image_as_it_was() {
    let mut renderer = Renderer::new(recipe(Fill::Mean)).unwrap();
    let mut image = Image::default();
    let mut draw = |means: &[[f32; 2]], ceiling| {
        let drawn = renderer.render_mean(aview2(means), &TIMES, ceiling, &mut image);
        (drawn, image.clone())
    };
    let (_, before) = draw(&MEANS, 2.0);
    for ceiling in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let (result, image) = draw(&MEANS, ceiling);
        assert!(matches!(result, Err(Error::Ceiling(_))));
        assert_eq!(image, before);
    }
    let (result, image) = draw(&[[f32::NAN; 2]; 2], 2.0);
    assert!(matches!(result, Err(Error::NotMeasured)));
    assert_eq!(image, before);
}

#[test]
fn a_renderer_forgets_the_last_gene() {
    let by_value = Recipe {
        fill: Fill::Mean,
        time_spacing: TimeSpacing::ByValue,
        ..Recipe::default()
    };
    let mut renderer = Renderer::new(by_value.clone()).unwrap();
    let mut image = Image::default();
    let means = aview2(&MEANS);
    let wide = [[0.0, f32::NAN, 9.0, 99.0]];
    let long = (aview2(&wide), &[1.0, 2.0, 3.0, 9.0][..]);
    for (means, times) in [(means, &TIMES[..]), long, (means, &TIMES[..])] {
        renderer.render_mean(means, times, 2.0, &mut image).unwrap();
        assert_eq!(image, render_mean(&by_value, means, times, 2.0).unwrap());
    }
}

#[test]
fn a_recipe_out_of_range_is_refused() {
    let tall = Recipe {
        height: 0,
        ..recipe(Fill::Mean)
    };
    assert!(matches!(Renderer::new(tall), Err(Error::Recipe(_))));
}

#[test]
fn residuals_are_drawn_from_what_is_usual_and_nothing_else() {
    let usual = Usual {
        means: aview2(&[[1.0, 1.0], [2.0, 3.0]]).to_owned(),
        sds: aview2(&[[1.0, 1.0], [2.0, 0.5]]).to_owned(),
    };
    let residual = Recipe {
        height: 2,
        width: 2,
        ..Recipe::residual(Transform::None)
    };
    let mut image = Image::default();
    let mut draw = |recipe: &Recipe, usual: UsualRef<'_>| {
        let mut renderer = Renderer::new(recipe.clone()).unwrap();
        renderer.render_residual(aview2(&MEANS), usual, &TIMES, &mut image)
    };
    draw(&residual, usual.view()).unwrap();
    let max = recipe(Fill::Mean);
    let error = draw(&max, usual.view()).unwrap_err();
    assert!(matches!(error, Error::NotResidual));
    let narrow = UsualRef {
        sds: usual.sds.slice(s![.., ..1]),
        ..usual.view()
    };
    let error = draw(&residual, narrow).unwrap_err();
    assert!(matches!(error, Error::Shape { .. }));
    let error = drawn(&residual, &MEANS, 2.0).unwrap_err();
    assert!(matches!(error, Error::NoUsual));
    // −1 deviation, and flat after it; 3.5 and more are cut.
    let places = [1.0 / 3.0, 1.0 / 3.0, 1.0, 1.0];
    let pixels = places
        .map(|v| Colormap::Bwr.rgb(v).map(|v| v as f32))
        .concat();
    let expected = Array::from_shape_vec((2, 2, 3), pixels).unwrap();
    assert_eq!(image.view(), expected);
}
