//! Each step of the image recipe against its Python original; the fixtures say
//! which versions made them, `make_fixtures.py` beside them how.

use std::{fs, path::Path};

use dsdscore::{
    bundle::{Builder, Bundle, Condition, Description, Time},
    gene::Gene,
    heatmap::{
        CellsRef, Colormap, Fill, Image, Recipe, Renderer, Resizer, TransformStage, ceiling,
        fill_block, fill_column, interp, render_cells, stretch, transform,
    },
};
use ndarray::{Array2, Array3, ArrayView2, Axis};
use serde::{Deserialize, de::DeserializeOwned};

fn fixture<T: DeserializeOwned>(name: &str) -> T {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/heatmap");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// JSON has no NaN: it is null there.
fn nan(values: &[Option<f64>]) -> Vec<f64> {
    values.iter().map(|v| v.unwrap_or(f64::NAN)).collect()
}

fn nan32(values: &[Option<f64>]) -> Vec<f32> {
    nan(values).into_iter().map(|v| v as f32).collect()
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64, case: &str) {
    assert_eq!(found.len(), expected.len(), "{case}");
    for (i, (f, e)) in found.iter().zip(expected).enumerate() {
        let same = (f.is_nan() && e.is_nan()) || (f - e).abs() <= tolerance;
        assert!(same, "{case}: value {i} is {f}, Python's {e}");
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks_exact(2);
    digits
        .map(|d| u8::from_str_radix(std::str::from_utf8(d).unwrap(), 16).unwrap())
        .collect()
}

/// Bytes may differ by one grey level.
fn assert_looks_like(image: &Image, rgb8: &str, case: &str) {
    let (found, expected) = (image.to_rgb8(), bytes(rgb8));
    assert_eq!(found.len(), expected.len(), "{case}");
    let furthest = found
        .iter()
        .zip(&expected)
        .map(|(f, e)| f.abs_diff(*e))
        .max();
    assert!(
        furthest <= Some(1),
        "{case}: {furthest:?} grey levels from Python's image"
    );
}

#[derive(Deserialize)]
struct Interpolations {
    interp: Vec<InterpCase>,
    stretch: Vec<StretchCase>,
}

#[derive(Deserialize)]
struct InterpCase {
    x: Vec<Option<f64>>,
    xp: Vec<f64>,
    fp: Vec<Option<f64>>,
    expected: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct StretchCase {
    values: Vec<f32>,
    length: usize,
    expected: Vec<f64>,
}

#[test]
fn interp_is_numpy_interp() {
    for case in fixture::<Interpolations>("interp.json").interp {
        let fp = nan(&case.fp);
        let found: Vec<f64> = nan(&case.x)
            .iter()
            .map(|&x| interp(x, &case.xp, &fp))
            .collect();
        assert_close(
            &found,
            &nan(&case.expected),
            1e-12,
            &format!("{:?}", case.xp),
        );
    }
}

#[test]
fn stretch_is_numpy_interp_at_linspace() {
    for case in fixture::<Interpolations>("interp.json").stretch {
        let found: Vec<f64> = stretch(&case.values, case.length).collect();
        let name = format!("{} to {}", case.values.len(), case.length);
        assert_close(&found, &case.expected, 1e-12, &name);
    }
}

#[derive(Deserialize)]
struct Colours {
    x: Vec<f64>,
    maps: Maps,
}

#[derive(Deserialize)]
struct Maps {
    jet: MapCase,
    turbo: MapCase,
    bwr: MapCase,
}

#[derive(Deserialize)]
struct MapCase {
    /// Of every fourth value of x.
    rgb: Vec<f64>,
    rgb8: String,
}

#[test]
fn colour_maps_are_matplotlibs() {
    let Colours { x, maps } = fixture("colormap.json");
    for (map, case) in [
        (Colormap::Jet, maps.jet),
        (Colormap::Turbo, maps.turbo),
        (Colormap::Bwr, maps.bwr),
    ] {
        let found: Vec<f64> = x.iter().flat_map(|&x| map.rgb(x)).collect();
        let fourth: Vec<f64> = found.chunks(12).flat_map(|c| c[..3].to_vec()).collect();
        assert_close(&fourth, &case.rgb, 1e-8, &format!("{map:?}"));
        let found: Vec<u8> = found
            .iter()
            .map(|v| (v * 255.0).round_ties_even() as u8)
            .collect();
        assert_eq!(found, bytes(&case.rgb8), "{map:?}");
    }
}

#[derive(Deserialize)]
struct Resizes {
    cases: Vec<ResizeCase>,
}

#[derive(Deserialize)]
struct ResizeCase {
    shape: (usize, usize, usize),
    recipe: Recipe,
    /// The rows of the result that `expected` has.
    rows: Vec<usize>,
    expected: Vec<f64>,
}

/// The same rough image as in `make_fixtures.py`.
fn pattern(shape: (usize, usize, usize)) -> Array3<f64> {
    Array3::from_shape_fn(shape, |(i, j, c)| {
        ((i * 7919 + j * 104_729 + c * 1_299_709 + i * i * j * 31) % 1000) as f64 / 999.0
    })
}

#[test]
fn resize_is_scikit_images() {
    for case in fixture::<Resizes>("resize.json").cases {
        let (mut out, image) = (Array3::default((0, 0, 0)), pattern(case.shape));
        Resizer::new(&case.recipe).resize(image.view(), &mut out);
        let size = (case.recipe.height as usize, case.recipe.width as usize);
        assert_eq!(out.dim(), (size.0, size.1, case.shape.2));
        let rows = out.select(Axis(0), &case.rows);
        let found: Vec<f64> = rows.into_iter().collect();
        let name = format!("{:?} to {:?}", case.shape, case.recipe);
        assert_close(&found, &case.expected, 1e-8, &name);
    }
}

#[derive(Deserialize)]
struct Means {
    rows: usize,
    times: Vec<f64>,
    genes: std::collections::BTreeMap<String, Vec<Option<f64>>>,
    cases: Vec<MeanCase>,
}

#[derive(Deserialize)]
struct MeanCase {
    gene: String,
    recipe: Recipe,
    ceiling: f32,
    rgb8: String,
}

#[test]
fn images_of_means_are_pythons() {
    let means: Means = fixture("render.json");
    let genes = means
        .genes
        .iter()
        .map(|(name, values)| (name.as_str(), nan32(values)));
    let genes: std::collections::BTreeMap<&str, Vec<f32>> = genes.collect();
    for case in &means.cases {
        let name = format!("{} by {:?}", case.gene, case.recipe);
        let found = ceiling(&case.recipe, genes.values().map(Vec::as_slice)).unwrap();
        assert!(
            (found - case.ceiling).abs() <= 1e-6 * found,
            "{name}: ceiling {found}"
        );
        let values = &genes[case.gene.as_str()];
        let matrix = ArrayView2::from_shape((means.rows, means.times.len()), values).unwrap();
        let mut image = Image::default();
        let mut renderer = Renderer::new(case.recipe.clone()).unwrap();
        renderer
            .render_mean(matrix, &means.times, case.ceiling, &mut image)
            .unwrap();
        assert_looks_like(&image, &case.rgb8, &name);
    }
}

#[derive(Clone, Deserialize)]
struct Cells {
    cell_types: usize,
    times: Vec<f64>,
    offsets: Vec<usize>,
    values: Vec<f32>,
    cases: Vec<CellCase>,
}

#[derive(Clone, Deserialize)]
struct CellCase {
    recipe: Recipe,
    /// Of the matrix that the image is drawn from.
    rows: usize,
    matrix: Vec<f64>,
    ceiling: f32,
    rgb8: String,
}

impl Cells {
    /// What the recipe stretches.
    fn stretched(&self, recipe: &Recipe) -> Self {
        let mut cells = self.clone();
        if recipe.transform_stage == TransformStage::BeforeInterpolation {
            let transformed = |value: &mut f32| *value = transform(recipe, (*value).into()) as f32;
            cells.values.iter_mut().for_each(transformed);
        }
        cells
    }

    fn cells(&self) -> CellsRef<'_> {
        CellsRef {
            cell_types: self.cell_types,
            times: &self.times,
            offsets: &self.offsets,
            values: &self.values,
        }
    }
}

#[test]
fn matrices_of_cells_are_pythons() {
    let fixture: Cells = fixture("column.json");
    for case in &fixture.cases {
        let (length, mut grid) = (case.recipe.length, Array2::default((0, 0)));
        let cells = fixture.stretched(&case.recipe);
        match case.recipe.fill {
            Fill::Block => fill_block(&cells.cells(), length, &mut grid),
            _ => fill_column(&cells.cells(), length, &mut grid).unwrap(),
        }
        assert_eq!(grid.nrows(), case.rows);
        let name = format!("{:?}", case.recipe);
        assert_close(grid.as_slice().unwrap(), &case.matrix, 1e-6, &name);
    }
}

#[test]
fn images_of_cells_are_pythons() {
    let fixture: Cells = fixture("column.json");
    for case in &fixture.cases {
        let name = format!("{:?}", case.recipe);
        let found = ceiling(&case.recipe, [fixture.values.as_slice()]).unwrap();
        assert!(
            (found - case.ceiling).abs() <= 1e-6 * found,
            "{name}: ceiling {found}"
        );
        let image = render_cells(&case.recipe, &fixture.cells(), case.ceiling).unwrap();
        assert_looks_like(&image, &case.rgb8, &name);
    }
}

#[derive(Deserialize)]
struct Residuals {
    rows: usize,
    times: Vec<f64>,
    /// Genes × cell types × times.
    values: Vec<Option<f64>>,
    /// The genes that the cases are of.
    shown: Vec<usize>,
    cases: Vec<ResidualCase>,
}

#[derive(Deserialize)]
struct ResidualCase {
    recipe: Recipe,
    means: Vec<Vec<Option<f64>>>,
    sds: Vec<Vec<Option<f64>>>,
    rgb8: Vec<String>,
}

impl Residuals {
    /// The whole way: a bundle of all genes, written and read.
    fn bundle(&self, recipe: &Recipe, folder: &Path) -> Bundle {
        let genes = self.values.len() / self.rows / self.times.len();
        let time = |&value: &f64| Time {
            label: value.to_string(),
            value,
        };
        let condition = Condition {
            key: "F".into(),
            label: "female".into(),
            cell_types: (0..self.rows).map(|row| format!("type {row}")).collect(),
            times: self.times.iter().map(time).collect(),
            ceiling: Some(1.0),
            ..Condition::default()
        };
        let shape = (genes, self.rows, self.times.len());
        let matrices = Array3::from_shape_vec(shape, nan32(&self.values)).unwrap();
        let named = |gene| Gene {
            symbol: format!("G{gene}"),
            ..Gene::default()
        };
        let genes = (0..genes).map(named).collect();
        let (description, recipe) = (Description::default(), Some(recipe.clone()));
        let mut builder = Builder::new(description, recipe, vec![condition], genes, vec![matrices]);
        builder.compute_usual(0);
        builder.write(folder.join("b")).unwrap();
        Bundle::open(folder.join("b")).unwrap()
    }
}

#[test]
fn images_of_residuals_are_pythons() {
    let fixture: Residuals = fixture("residual.json");
    for case in &fixture.cases {
        let folder = tempfile::tempdir().unwrap();
        let bundle = fixture.bundle(&case.recipe, folder.path());
        let mut images = bundle.gene_images(0).unwrap().unwrap();
        for (i, &gene) in fixture.shown.iter().enumerate() {
            let name = format!("gene {gene} by {:?}", case.recipe);
            let usual = bundle.usual(gene, 0).unwrap().unwrap();
            for (found, expected) in [(usual.means, &case.means[i]), (usual.sds, &case.sds[i])] {
                let found: Vec<f64> = found.iter().map(|&v| v.into()).collect();
                assert_close(&found, &nan(expected), 1e-6, &name);
            }
            let mut image = Image::default();
            assert!(images.read_or_draw(&bundle, gene, &mut image).unwrap());
            assert_looks_like(&image, &case.rgb8[i], &name);
        }
    }
}
