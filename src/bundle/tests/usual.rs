//! Bundles whose images show what is unusual for a gene's level.

use super::*;
use crate::heatmap::{Renderer, Transform, residual};

fn recipe() -> Recipe {
    Recipe {
        height: 4,
        width: 3,
        ..Recipe::residual(Transform::Log1p)
    }
}

/// As [`builder`] has them, without stored images.
fn unusual() -> Builder {
    let mut builder = of_recipe(recipe(), |_, _| ());
    for condition in 0..2 {
        builder.compute_patterns(condition, None).unwrap();
        builder.compute_usual(condition);
    }
    builder
        .set_scores(scored("M", [0.25, 0.75, f32::NAN], true))
        .unwrap();
    builder
}

fn drawn(bundle: &Bundle, gene: usize) -> Image {
    let (mut image, images) = (Image::default(), bundle.gene_images(0).unwrap());
    assert!(
        images
            .unwrap()
            .read_or_draw(bundle, gene, &mut image)
            .unwrap()
    );
    image
}

#[test]
fn a_gene_has_the_mean_and_deviation_of_the_others() {
    let (_directory, bundle) = written(&unusual());
    let found = bundle.usual(0, 0).unwrap().unwrap();
    // Of the genes B and C, whose first values are 6 and 12.
    let (b, c) = (7_f64.ln(), 13_f64.ln());
    assert!((f64::from(found.means[[0, 0]]) - (b + c) / 2.0).abs() < 1e-6);
    assert!((f64::from(found.sds[[0, 0]]) - (c - b) / 2.0).abs() < 1e-6);
    // In the second condition C is absent, and B the only other one.
    let found = bundle.usual(0, 1).unwrap().unwrap();
    assert!((f64::from(found.means[[0, 0]]) - b).abs() < 1e-6 && found.sds[[0, 0]] == 0.0);
    let absent = bundle.usual(2, 1).unwrap().unwrap();
    assert!(absent.means.iter().chain(&absent.sds).all(|v| v.is_nan()));
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
    assert_has!(
        bundle.info(),
        "how unusual values are for their gene's level"
    );
    assert_eq!(
        bundle.usual(0, 2).unwrap_err().to_string(),
        bundle.matrix(0, 2).unwrap_err().to_string()
    );
}

#[test]
fn images_show_residuals_and_nothing_else_has_what_is_usual() {
    let (_directory, bundle) = written(&unusual());
    let (matrix, usual) = (bundle.matrix(1, 0).unwrap(), bundle.usual(1, 0).unwrap());
    let times = bundle.manifest().conditions[0].time_values();
    let mut expected = Image::default();
    Renderer::new(recipe())
        .unwrap()
        .render_residual(
            matrix.unwrap().view(),
            usual.unwrap().view(),
            &times,
            &mut expected,
        )
        .unwrap();
    expected.round_to_bytes();
    assert_eq!(drawn(&bundle, 1), expected);
    let (_directory, other) = written(&builder());
    assert_eq!(other.usual(1, 0).unwrap(), None);
}

/// Without others nothing is unusual: the middle of the colours everywhere.
#[test]
fn a_gene_alone_is_as_usual() {
    let alone = |_: &mut Vec<Gene>, matrices: &mut Matrices| {
        for matrices in matrices {
            matrices.slice_mut(s![1.., .., ..]).fill(f32::NAN);
        }
    };
    let mut builder = of_recipe(recipe(), alone);
    builder.compute_usual(0);
    builder.compute_usual(1);
    let (_directory, bundle) = written(&builder);
    assert_eq!(drawn(&bundle, 0).to_rgb8(), [255, 254, 254].repeat(12));
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
}

#[test]
fn it_is_not_written_without() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("b");
    let error = of_recipe(recipe(), |_, _| ()).write(&path).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        source.contains("condition F lacks what is usual"),
        "{source}"
    );
    assert!(!path.exists());
}

#[test]
fn new_scores_keep_it_and_slim_bundles_have_none() {
    let (directory, bundle) = written(&unusual());
    let path = directory.path().join("other");
    bundle
        .write_with_scores(&path, [scored("F", [0.5; 3], true)])
        .unwrap();
    let other = Bundle::open(&path).unwrap();
    assert_eq!(other.usual(1, 0).unwrap(), bundle.usual(1, 0).unwrap());
    assert_eq!(drawn(&other, 1), drawn(&bundle, 1));
    other.write_slim(&path, false).unwrap();
    let slim = Bundle::open(&path).unwrap();
    assert_has!(slim.usual(1, 0).unwrap_err(), "is slim");
    assert_eq!(slim.directory.range(Section::Usual).len(), 0);
    assert!(slim.verify().is_ok(), "{}", slim.verify());
    slim.write_with_scores(&path, []).unwrap();
    assert!(Bundle::open(&path).is_ok());
}

#[test]
fn damage_is_seen_and_hides_nothing_else() {
    let (directory, bundle) = written(&unusual());
    let path = directory.path().join("damaged");
    let mut bytes = fs::read(bundle.path()).unwrap();
    bytes[bundle.directory.range(Section::Usual).start] ^= 1;
    fs::write(&path, bytes).unwrap();
    let damaged = Bundle::open(&path).unwrap();
    assert_eq!(damaged.matrix(0, 0).unwrap(), bundle.matrix(0, 0).unwrap());
    for error in [
        damaged.usual(0, 0).unwrap_err(),
        damaged.write_with_scores(bundle.path(), []).unwrap_err(),
    ] {
        assert_has!(error, "the checksum of its section usual is wrong");
    }
    assert_has!(damaged.verify(), "section usual is wrong");
}

#[test]
fn what_cannot_be_usual_is_found_under_a_right_checksum() {
    let (directory, bundle) = written(&unusual());
    let bytes = |section| bundle.directory.bytes(&bundle.file, section).to_vec();
    let sections = Section::ALL.map(bytes);
    let path = directory.path().join("forged");
    let forged = |change: fn(&mut Vec<u8>)| {
        let mut forged = sections.clone();
        change(&mut forged[Section::Usual as usize]);
        let bodies = forged.each_ref().map(|bytes| writer::Body::Bytes(bytes));
        writer::write(&path, bodies).unwrap();
        Bundle::open(&path)
    };
    for change in [Vec::clear as fn(&mut Vec<u8>), |all| all.truncate(8)] {
        assert_has!(forged(change).unwrap_err(), "what is usual");
    }
    // A mean without its deviation, and a deviation below 0.
    for change in [
        (|all| all[24..28].copy_from_slice(&f32::NAN.to_le_bytes())) as fn(&mut Vec<u8>),
        |all| all[24..28].copy_from_slice(&(-1f32).to_le_bytes()),
    ] {
        let report = forged(change).unwrap().verify();
        assert_has!(report, "the gene A in the condition F is no mean");
    }
}

#[test]
fn residuals_of_all_genes_are_those_that_are_drawn() {
    let (_directory, bundle) = written(&unusual());
    let matrix = bundle.matrix(0, 0).unwrap().unwrap();
    let values = matrix.mapv(|mean| f64::from(mean).ln_1p() as f32);
    let usual = bundle.usual(0, 0).unwrap().unwrap();
    let found = residual::residuals(values.view(), &usual);
    // Far below B and C, by more than a deviation.
    assert!(found.iter().all(|z| (-3.0..-1.0).contains(z)), "{found}");
}
