//! What a bundle of single cells holds against what Python computes of the same files: scanpy's
//! means, numpy's, matplotlib's and scikit-image's images. `fixtures/bundle/expected.py` made it.

use std::{fs, path::Path};

use dsdscore::{
    atlas::{AtlasInput, Config},
    bundle::{Bundle, Description},
    heatmap::{Image, Pattern, PatternClass, Recipe, decode_png},
    import::{AtlasOptions, from_atlas},
};
use serde::Deserialize;

use crate::support::fixture;

#[derive(Deserialize)]
struct Case {
    /// Each with the matrix that is read.
    files: Vec<(String, String)>,
    genes: Vec<String>,
    conditions: Vec<Condition>,
    recipes: Vec<Drawn>,
}

#[derive(Deserialize)]
struct Condition {
    key: String,
    cell_types: Vec<String>,
    times: Vec<f64>,
    /// Of each cell type and time, row-major.
    cells: Vec<u64>,
    /// Of each gene, cell type and time; null was not measured.
    means: Vec<Option<f64>>,
}

#[derive(Deserialize)]
struct Drawn {
    /// Also that of the PNG: genes from top to bottom, conditions from left to right.
    name: String,
    recipe: Recipe,
    /// The genes that the PNG has.
    genes: Vec<usize>,
    ceilings: Vec<f64>,
    /// Pixels between two colours, which the last bit of a number decides: condition, place in
    /// `genes`, row, column, and the other colour.
    borders: Vec<(usize, usize, usize, usize, [u8; 3])>,
    /// Of each condition and gene.
    patterns: Vec<Vec<ExpectedPattern>>,
}

#[derive(Deserialize)]
struct ExpectedPattern {
    class: String,
    level: f64,
    tau: Option<f64>,
    expressed: f64,
    detection: f64,
    peak: Option<(usize, usize)>,
    peak_value: f64,
}

fn case(name: &str) -> Case {
    let text = fs::read_to_string(fixture(&format!("bundle/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn config(matrix: &str, values: &str) -> Config {
    let path = fixture("bundle/atlas.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = format!("matrix = \"{matrix}\"\nvalues = \"{values}\"\n{text}");
    Config::parse(&text, &path).unwrap()
}

/// The bundle of a file, written and opened.
fn build(file: &str, config: &Config, recipe: &Recipe, memory: usize) -> Bundle {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("b.dsd");
    let path = fixture(&format!("bundle/{file}"));
    let cells = path.join("cells.csv");
    let input = AtlasInput {
        cells: cells.exists().then_some(cells),
        path,
        condition: None,
    };
    let options = AtlasOptions {
        config,
        recipe,
        output: &output,
        memory,
    };
    let made = from_atlas(&[input], options, Description::default(), &mut |_| ());
    made.unwrap().builder.write(&output).unwrap();
    let bundle = Bundle::open(&output).unwrap();
    assert!(bundle.verify().is_ok());
    bundle
}

fn assert_close(found: f32, expected: f64, what: &str) {
    let off = (f64::from(found) - expected).abs();
    assert!(
        off <= 1e-6 * expected.abs().max(1e-3),
        "{what}: {found}, Python's {expected}"
    );
}

fn assert_matrices(bundle: &Bundle, case: &Case, what: &str) {
    let symbols = bundle.genes().iter().map(|gene| gene.symbol.as_str());
    assert!(symbols.eq(case.genes.iter().map(String::as_str)), "{what}");
    assert_eq!(bundle.manifest().conditions.len(), case.conditions.len());
    for (index, expected) in case.conditions.iter().enumerate() {
        let found = &bundle.manifest().conditions[index];
        assert_eq!(found.key, expected.key, "{what}");
        assert_eq!(found.cell_types, expected.cell_types, "{what}");
        let times = found.time_values();
        assert_eq!(times, expected.times, "{what}");
        assert_eq!(found.cells, expected.cells, "{what}");
        let means = expected.means.chunks(expected.cells.len());
        assert_eq!(means.len(), case.genes.len());
        for (gene, means) in means.enumerate() {
            let found = bundle.matrix(gene, index).unwrap().unwrap();
            assert_eq!(found.len(), means.len());
            for (&found, mean) in found.iter().zip(means) {
                let what = format!("{what}, {} {}", expected.key, case.genes[gene]);
                assert_eq!(found.is_nan(), mean.is_none(), "{what}");
                if let &Some(mean) = mean {
                    assert_close(found, mean, &what);
                }
            }
        }
    }
}

fn assert_pattern(found: &Pattern, expected: &ExpectedPattern, what: &str) {
    assert_eq!(found.class.name(), expected.class, "{what}");
    let peak = found.peak.map(|peak| (peak.cell_type, peak.time));
    assert_eq!(peak, expected.peak, "{what}");
    assert_eq!(found.tau.is_some(), expected.tau.is_some(), "{what}");
    assert_close(found.tau.unwrap_or(0.0), expected.tau.unwrap_or(0.0), what);
    assert_close(found.level, expected.level, what);
    assert_close(found.expressed.unwrap(), expected.expressed, what);
    assert_close(found.detection.unwrap(), expected.detection, what);
    assert_close(found.peak_value, expected.peak_value, what);
}

fn assert_patterns(bundle: &Bundle, case: &Case, drawn: &Drawn, what: &str) {
    for (index, patterns) in drawn.patterns.iter().enumerate() {
        assert_eq!(patterns.len(), case.genes.len());
        for (gene, expected) in patterns.iter().enumerate() {
            let what = format!("{what}, condition {index}, {}", case.genes[gene]);
            assert_pattern(bundle.pattern(gene, index).unwrap(), expected, &what);
        }
    }
}

/// Part of the PNG of a recipe: the image of its n-th gene in a condition.
fn part(png: &Image, (height, width): (usize, usize), row: usize, column: usize) -> Vec<u8> {
    let bytes = png.to_rgb8();
    let lines = bytes
        .chunks(3 * png.width())
        .skip(row * height)
        .take(height);
    let part = lines.flat_map(|line| &line[3 * column * width..][..3 * width]);
    part.copied().collect()
}

/// That no byte of an image is further than one grey level from Python's.
fn assert_images(bundle: &Bundle, drawn: &Drawn, what: &str) {
    let png = fs::read(fixture(&format!("bundle/{}.png", drawn.name))).unwrap();
    let mut expected = Image::default();
    decode_png(&png, &mut expected).unwrap();
    let size = (drawn.recipe.height as usize, drawn.recipe.width as usize);
    let pixels = (drawn.genes.len() * size.0, drawn.ceilings.len() * size.1);
    assert_eq!((expected.height(), expected.width()), pixels, "{what}");
    for (index, &ceiling) in drawn.ceilings.iter().enumerate() {
        let found = bundle.manifest().conditions[index].ceiling.unwrap();
        assert_close(found, ceiling, &format!("{what}, ceiling"));
        let mut gene_images = bundle.gene_images(index).unwrap().unwrap();
        for (row, &gene) in drawn.genes.iter().enumerate() {
            let mut image = Image::default();
            assert!(
                gene_images.read_or_draw(bundle, gene, &mut image).unwrap(),
                "{what}"
            );
            let mut expected = part(&expected, size, row, index);
            let found = image.to_rgb8();
            settle_borders(drawn, (index, row), &found, &mut expected);
            assert_eq!(found.len(), expected.len(), "{what}");
            let off = found.iter().zip(&expected).map(|(a, b)| a.abs_diff(*b));
            let most = off.max();
            assert!(
                most <= Some(1),
                "{what}, condition {index}, gene {gene}: up to {most:?} grey levels from Python's image"
            );
        }
    }
}

/// Expects the other colour of pixels between two where it was found.
fn settle_borders(drawn: &Drawn, image: (usize, usize), found: &[u8], expected: &mut [u8]) {
    for &(condition, gene, row, column, other) in &drawn.borders {
        let at = 3 * (row * drawn.recipe.width as usize + column);
        let is_image = (condition, gene) == image;
        let found = found[at..at + 3].iter().zip(&other);
        if is_image && found.map(|(a, b)| a.abs_diff(*b)).max() <= Some(1) {
            expected[at..at + 3].copy_from_slice(&other);
        }
    }
}

/// Checks a case's files by every recipe.
fn check(name: &str, values: &str) {
    let case = case(name);
    for (n, (file, matrix)) in case.files.iter().enumerate() {
        let config = config(matrix, values);
        for (m, drawn) in case.recipes.iter().enumerate() {
            // Some genes at a time, or all.
            let memory = [2_000, 1 << 30][(n + m) % 2];
            let what = format!("{file}, {}", drawn.name);
            let bundle = build(file, &config, &drawn.recipe, memory);
            assert_matrices(&bundle, &case, &what);
            assert_patterns(&bundle, &case, drawn, &what);
            assert_images(&bundle, drawn, &what);
        }
    }
}

#[test]
fn bundles_of_counts_are_pythons() {
    check("counts", "counts");
}

#[test]
fn bundles_of_normalised_values_are_pythons() {
    check("normalised", "normalised");
}

/// Else equality with Python would say little.
#[test]
fn the_fixtures_have_gaps_and_every_kind_of_pattern() {
    let case = case("counts");
    for condition in &case.conditions {
        assert!(condition.cells.contains(&0));
        assert!(condition.cells.iter().any(|n| (1..10).contains(n)));
    }
    let patterns: Vec<_> = case.recipes[0].patterns.iter().flatten().collect();
    for class in PatternClass::ALL {
        assert!(patterns.iter().any(|pattern| pattern.class == class.name()));
    }
    assert!(Path::new(&fixture("bundle/10x")).is_dir());
}
