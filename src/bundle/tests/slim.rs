//! Bundles of what annotating needs.

use super::*;

fn complete() -> Builder {
    let mut builder = scored_builder();
    let scores = scored("F", [0.5, 0.25, 0.75], true);
    builder.set_scores(scores).unwrap();
    builder
}

/// A complete bundle, and what is left of it.
fn slimmed() -> (TempDir, Bundle, Bundle) {
    let (directory, bundle) = written(&complete());
    let path = directory.path().join("slim");
    bundle.write_slim(&path, false).unwrap();
    (directory, bundle, Bundle::open(path).unwrap())
}

#[test]
fn scores_patterns_and_genes_stay_and_the_rest_goes() {
    let (_directory, bundle, slim) = slimmed();
    assert_eq!(slim.genes(), bundle.genes());
    for condition in 0..2 {
        assert_eq!(slim.patterns(condition), bundle.patterns(condition));
        for gene in 0..3 {
            assert_eq!(slim.score(gene, condition), bundle.score(gene, condition));
        }
        assert_eq!(
            slim.percentile(condition, 0.5),
            bundle.percentile(condition, 0.5)
        );
    }
    assert_eq!(slim.manifest().slimmed_from, Some(bundle.digest()));
    assert_eq!(slim.manifest().conditions, bundle.manifest().conditions);
    assert!(slim.verify().is_ok(), "{}", slim.verify());
    assert!(slim.info().to_string().contains("slim"), "{}", slim.info());
    assert!(fs::metadata(slim.path()).unwrap().len() < fs::metadata(bundle.path()).unwrap().len());
}

#[test]
fn what_is_gone_is_asked_for_in_vain_and_the_remedy_named() {
    let (_directory, bundle, slim) = slimmed();
    let mut image = Image::default();
    let errors = [
        slim.matrix(0, 0).unwrap_err(),
        slim.image(0, 0, &mut image).unwrap_err(),
        slim.gene_images(0).unwrap_err(),
    ];
    for error in errors {
        let text = error.to_string();
        let from = bundle.digest();
        assert!(text.contains("is slim") && text.contains(&from), "{text}");
    }
}

#[test]
fn slimming_again_changes_nothing() {
    let (_directory, _, slim) = slimmed();
    let once = fs::read(slim.path()).unwrap();
    slim.write_slim(slim.path(), false).unwrap();
    assert!(once == fs::read(slim.path()).unwrap());
}

#[test]
fn without_all_scores_it_must_be_forced() {
    let (directory, bundle) = written(&scored_builder());
    let path = directory.path().join("slim");
    let error = bundle.write_slim(&path, false).unwrap_err().to_string();
    assert!(error.contains("condition F has no scores"), "{error}");
    assert!(!path.exists());
    bundle.write_slim(&path, true).unwrap();
    assert_eq!(Bundle::open(&path).unwrap().score(0, 1), Some(0.25));
}
