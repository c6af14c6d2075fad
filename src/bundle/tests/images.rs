//! Stored images, and those that are drawn.

use super::*;

#[test]
fn a_stored_image_is_read_as_it_was() {
    let (_directory, bundle) = written(&builder());
    let mut read = Image::default();
    for (condition, gene, byte) in [(1, 0, 0), (0, 2, 1)] {
        assert!(bundle.image(gene, condition, &mut read).unwrap());
        assert_eq!(read, image(byte));
        let png = bundle.png(gene, condition).unwrap().unwrap();
        assert!(png.starts_with(b"\x89PNG"));
    }
    assert!(!bundle.image(0, 0, &mut read).unwrap());
    assert_eq!(bundle.image_extent(0).0, 1);
    assert!(matches!(bundle.png(3, 0), Err(BundleError::NoSuch { .. })));
}

#[test]
fn means_are_drawn_where_no_image_is_stored_and_rounded_to_bytes() {
    let (_directory, bundle) = written(&builder());
    let (mut stored, mut drawn) = (Image::default(), Image::default());
    let mut gene_images = bundle.gene_images(0).unwrap().unwrap();
    assert!(gene_images.read_or_draw(&bundle, 2, &mut stored).unwrap());
    assert_eq!(stored, image(1));
    assert!(gene_images.read_or_draw(&bundle, 0, &mut drawn).unwrap());
    let mut bytes = Image::default();
    bytes.set_rgb8(4, 3, &drawn.to_rgb8()).unwrap();
    assert_eq!(drawn, bytes);
    assert_ne!(drawn, stored);
}

/// No image is ever made up for single cells.
#[test]
fn single_cells_without_a_stored_image_have_none() {
    let fill = Fill::Column;
    let mut builder = of_recipe(Recipe { fill, ..recipe() }, |_, _| ());
    let (_directory, without) = written(&builder);
    assert!(without.gene_images(0).unwrap().is_none());
    builder.set_images(images(&[(0, 1)]));
    let incomplete = builder.set_scores(scored("F", [0.5, f32::NAN, f32::NAN], true));
    assert_has!(incomplete.unwrap_err(), "B has an image");
    let complete = scored("F", [f32::NAN, 0.5, f32::NAN], true);
    builder.set_scores(complete).unwrap();
    let (_directory, bundle) = written(&builder);
    assert!(bundle.gene_images(1).unwrap().is_none());
    let mut gene_images = bundle.gene_images(0).unwrap().unwrap();
    let mut drawn = Image::default();
    assert!(gene_images.read_or_draw(&bundle, 1, &mut drawn).unwrap());
    assert!(!gene_images.read_or_draw(&bundle, 0, &mut drawn).unwrap());
    assert!(bundle.verify().is_ok());
    assert_eq!(bundle.percentile(0, 0.5), Some(50.0));
}

#[test]
fn images_of_another_bundle_or_size_are_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x");
    let mut other = ImageStore::create(&path, 3, 3).unwrap();
    other.push(0, 0, &image(1)).unwrap();
    let mut large = ImageStore::create(&path, 2, 3).unwrap();
    let mut wide = Image::default();
    wide.set_rgb8(4, 4, &[0; 48]).unwrap();
    large.push(0, 0, &wide).unwrap();
    for (store, message) in [
        (other, "for 9 genes"),
        (large, "4 wide, the recipe's 4 and 3"),
    ] {
        let mut builder = builder();
        builder.set_images(store);
        let error = builder.write(&path).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(message), "{source}");
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn order_of_images_does_not_change_the_file() {
    let file = |order: [usize; 2]| {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("b");
        let mut store = ImageStore::create(&path, 2, 3).unwrap();
        for gene in order {
            store.push(0, gene, &image(gene as u8)).unwrap();
        }
        let mut builder = builder();
        builder.set_images(store);
        builder.write(&path).unwrap();
        fs::read(path).unwrap()
    };
    assert!(file([0, 1]) == file([1, 0]));
}

#[test]
fn means_have_a_ceiling_of_their_own_where_images_are_of_single_cells() {
    let (_directory, bundle) = written(&builder());
    assert_eq!(bundle.means_ceiling(0).unwrap(), Some(0.1));
    let recipe = Recipe {
        fill: Fill::Column,
        ..recipe()
    };
    let (_directory, bundle) = written(&of_recipe(recipe, |_, _| ()));
    // The highest mean of any gene is 17.
    assert_eq!(
        bundle.means_ceiling(0).unwrap(),
        Some(18_f64.log10() as f32)
    );
    assert_eq!(bundle.means_ceiling(2).unwrap(), None);
}
