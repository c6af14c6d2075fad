use super::*;

const MATRIX: MatrixRef = MatrixRef {
    rows: 2,
    columns: 2,
    values: &[0.0, f32::NAN, 9.0, 99.0],
    times: &[6.0, 8.0],
};

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

fn colour_of(value: f64) -> Vec<f32> {
    Colormap::Jet.rgb(value).map(|v| v as f32).to_vec()
}

#[test]
fn means_have_the_colours_of_their_decades() {
    let image = render_mean(&recipe(Fill::Mean), &MATRIX, 2.0).unwrap();
    let expected = [0.0, 0.0, 0.5, 1.0].map(colour_of).concat();
    assert_eq!(image.pixels(), expected);
}

#[test]
fn cells_have_the_colours_of_their_decades() {
    for fill in [Fill::Column, Fill::Block] {
        let image = render_cells(&recipe(fill), &CELLS, 2.0).unwrap();
        let expected = [0.0, 0.5, 0.0, 1.0].map(colour_of).concat();
        assert_eq!(image.pixels(), expected, "{fill:?}");
    }
}

#[test]
fn rows_can_be_reversed() {
    let reversed = Recipe {
        row_order: RowOrder::Reversed,
        ..recipe(Fill::Mean)
    };
    let image = render_mean(&reversed, &MATRIX, 2.0).unwrap();
    assert_eq!(image.pixels(), [0.5, 1.0, 0.0, 0.0].map(colour_of).concat());
}

#[test]
fn per_gene_needs_no_ceiling_and_draws_silence_in_the_lowest_colour() {
    let per_gene = Recipe {
        scale: Scale::PerGene,
        ..recipe(Fill::Mean)
    };
    let image = render_mean(&per_gene, &MATRIX, f32::NAN).unwrap();
    assert_eq!(image.pixels()[9..], colour_of(1.0));
    let silent = MatrixRef {
        values: &[0.0; 4],
        ..MATRIX
    };
    let image = render_mean(&per_gene, &silent, f32::NAN).unwrap();
    assert_eq!(image.pixels(), [0.0; 4].map(colour_of).concat());
}

#[test]
fn before_colouring_only_the_map_has_colours() {
    let before = Recipe {
        fill: Fill::Mean,
        resize: ResizeStage::BeforeColouring,
        ..Recipe::default()
    };
    let image = render_mean(&before, &MATRIX, 2.0).unwrap();
    let colours: Vec<_> = (0..256).map(|i| colour_of(f64::from(i) / 256.0)).collect();
    let mut pixels = image.pixels().chunks_exact(3);
    assert!(pixels.all(|pixel| colours.iter().any(|colour| colour == pixel)));
}

#[test]
fn the_recipe_decides_which_data() {
    let error = render_mean(&recipe(Fill::Column), &MATRIX, 2.0).unwrap_err();
    let message =
        "the recipe's fill is \"column\", which needs single cells, but the data are means";
    assert_eq!(error.to_string(), message);
    assert!(render_cells(&recipe(Fill::Mean), &CELLS, 2.0).is_err());
}

#[test]
fn an_error_leaves_the_image_as_it_was() {
    let mut renderer = Renderer::new(recipe(Fill::Mean)).unwrap();
    let mut image = Image::default();
    renderer.render_mean(&MATRIX, 2.0, &mut image).unwrap();
    let before = image.clone();
    for ceiling in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        assert!(renderer.render_mean(&MATRIX, ceiling, &mut image).is_err());
    }
    let unmeasured = MatrixRef {
        values: &[f32::NAN; 4],
        ..MATRIX
    };
    assert!(renderer.render_mean(&unmeasured, 2.0, &mut image).is_err());
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
    let wide = MatrixRef {
        rows: 1,
        columns: 4,
        times: &[1.0, 2.0, 3.0, 9.0],
        ..MATRIX
    };
    for matrix in [MATRIX, wide, MATRIX] {
        renderer.render_mean(&matrix, 2.0, &mut image).unwrap();
        assert_eq!(image, render_mean(&by_value, &matrix, 2.0).unwrap());
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
