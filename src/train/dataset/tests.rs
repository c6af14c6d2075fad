use ndarray::{Array3, array};
use tempfile::TempDir;

use super::*;
use crate::{
    bundle::{Builder, Condition, Description, Time},
    gene::Gene,
    heatmap::Fill,
    train::{
        choice::{ChoiceOptions, Negatives, choose},
        labels::Labels,
    },
};

/// Four genes × two cell types × two times; the third was not measured everywhere.
const VALUES: [f32; 16] = [
    9.0,
    99.0,
    0.0,
    0.0, //
    9.0,
    9.0,
    9.0,
    9.0, //
    0.0,
    f32::NAN,
    99.0,
    9.0, //
    0.0,
    0.0,
    0.0,
    0.0,
];

fn builder(fill: Fill) -> Builder {
    let recipe = Recipe {
        fill,
        height: 4,
        width: 2,
        ..Recipe::default()
    };
    let gene = |symbol: &str| Gene {
        symbol: symbol.into(),
        ..Gene::default()
    };
    let time = |value| Time {
        label: format!("W{value}"),
        value,
    };
    let condition = Condition {
        key: "A".into(),
        label: "a".into(),
        cell_types: vec!["x".into(), "y".into()],
        times: vec![time(1.0), time(2.0)],
        cells: Vec::new(),
        ceiling: Some(2.0),
    };
    let description = Description {
        name: "t".into(),
        ..Description::default()
    };
    let genes = ["P", "Q", "R", "S"].map(gene).to_vec();
    Builder::new(
        description,
        Some(recipe),
        vec![condition],
        genes,
        vec![Array3::from_shape_vec((4, 2, 2), VALUES.to_vec()).unwrap()],
    )
}

fn written(builder: &Builder) -> (TempDir, Bundle) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("t.bundle");
    builder.write(&path).unwrap();
    (directory, Bundle::open(path).unwrap())
}

fn choice(bundle: &Bundle) -> Choice {
    let labels = Labels {
        positives: vec![0, 3],
        labelled: vec![1, 2],
        ..Labels::default()
    };
    let options = ChoiceOptions {
        negatives: Negatives::Labelled,
        ratio: None,
        seed: 1,
    };
    choose(bundle, 0, &labels, &options).unwrap()
}

#[test]
fn genes_come_with_image_matrix_level_and_tau() {
    let (_directory, bundle) = written(&builder(Fill::Mean));
    let examples = examples(&bundle, &choice(&bundle)).unwrap();
    let symbols: Vec<_> = examples
        .genes
        .iter()
        .map(|gene| gene.symbol.as_str())
        .collect();
    assert_eq!(symbols, ["P", "Q", "R"], "S is silent");
    assert_eq!(examples.labels(), [true, false, false]);
    assert_eq!(examples.images.dim(), (3, 4, 2, 3));
    assert_eq!(examples.genes[0].matrix, array![[1.0, 2.0], [0.0, 0.0]]);
    assert_eq!(
        (examples.genes[0].level, examples.genes[1].tau),
        (0.75, Some(0.0))
    );
    assert!(examples.genes[2].matrix[[0, 1]].is_nan());
    let (mut gene_images, mut image) = (bundle.gene_images(0).unwrap().unwrap(), Image::default());
    for (number, gene) in examples.genes.iter().enumerate() {
        gene_images
            .read_or_draw(&bundle, gene.index, &mut image)
            .unwrap();
        assert!(
            examples
                .image(number)
                .into_iter()
                .copied()
                .eq(image.to_rgb8())
        );
    }
    assert_ne!(examples.image(0), examples.image(1));
}

#[test]
fn stored_patterns_are_those_that_are_computed() {
    let mut builder = builder(Fill::Mean);
    let (_directory, computed) = written(&builder);
    builder.compute_patterns(0, None).unwrap();
    let (_other, stored) = written(&builder);
    assert!(computed.patterns(0).is_empty() && !stored.patterns(0).is_empty());
    assert_eq!(
        patterns(&computed, 0).unwrap(),
        patterns(&stored, 0).unwrap()
    );
}

#[test]
fn a_bundle_without_images_is_refused() {
    let (_directory, bundle) = written(&builder(Fill::Column));
    let told = examples(&bundle, &choice(&bundle)).unwrap_err().to_string();
    assert!(told.contains("has no images of the condition A"), "{told}");
}

#[test]
fn a_slim_bundle_is_refused() {
    let mut builder = builder(Fill::Mean);
    builder.compute_patterns(0, None).unwrap();
    let (directory, bundle) = written(&builder);
    let path = directory.path().join("slim.bundle");
    bundle.write_slim(&path, true).unwrap();
    let slim = Bundle::open(path).unwrap();
    let told = examples(&slim, &choice(&slim)).unwrap_err();
    assert!(
        matches!(told, Error::Bundle(BundleError::Slim { .. })),
        "{told}"
    );
}

#[test]
fn a_bundle_of_something_else_is_refused() {
    let (_directory, bundle) = written(&builder(Fill::Mean));
    let mut other = choice(&bundle);
    other.genes[1].index = 4;
    assert!(matches!(
        examples(&bundle, &other),
        Err(Error::NoGene { .. })
    ));
    other.condition = "B".into();
    assert!(matches!(
        examples(&bundle, &other),
        Err(Error::NoCondition { .. })
    ));
    assert_has!(patterns(&bundle, 1).unwrap_err(), "condition 1");
}
