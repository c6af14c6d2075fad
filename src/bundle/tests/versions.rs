//! Bundles that earlier programs wrote.

use super::*;

/// Of `format-1.tsv` beside it, scored by the example networks; dsdscore 0.1.0 wrote it.
fn first() -> Bundle {
    fixture("format-1.dsd")
}

/// Of the same table; the program wrote it before formats had what is usual for a level.
fn second() -> Bundle {
    fixture("format-2.dsd")
}

fn fixture(name: &str) -> Bundle {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bundle");
    Bundle::open(Path::new(folder).join(name)).unwrap()
}

#[test]
fn the_first_format_is_read() {
    let bundle = first();
    assert_eq!(bundle.manifest().format_version, 1);
    assert_eq!(
        bundle.digest(),
        "sha256:c1f81b9986c077238a36790b142684aed3c9315fb03267ee10c1be715eb3c28b"
    );
    let symbols: Vec<_> = bundle.genes().iter().map(|g| g.symbol.as_str()).collect();
    assert_eq!(symbols, ["SOX9", "ABCB1", "COX7C", "OLFML3"]);
    assert_eq!(bundle.score(0, 0), Some(0.47853145));
    assert_eq!(bundle.score(0, 1), None);
    assert_eq!(bundle.percentile(0, 0.47853145), Some(62.5));
    assert!(bundle.matrix(0, 0).unwrap().is_some());
    assert_eq!(bundle.matrix(0, 1).unwrap(), None);
    assert!(bundle.patterns(0).is_empty() && !bundle.images.has(0, 0));
    assert!(bundle.manifest().conditions[0].cells.is_empty());
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
    let mut gene_images = bundle.gene_images(0).unwrap().unwrap();
    assert!(
        gene_images
            .read_or_draw(&bundle, 0, &mut Image::default())
            .unwrap()
    );
}

#[test]
fn the_second_format_is_read() {
    let bundle = second();
    assert_eq!(bundle.manifest().format_version, 2);
    assert_eq!(bundle.score(0, 0), Some(0.14005785));
    assert_eq!(bundle.percentile(0, 0.14005785), Some(37.5));
    assert_eq!(bundle.pattern(1, 1).unwrap().tau, Some(1.0));
    assert!(bundle.manifest().scores[0].evaluation.is_none());
    assert_eq!(bundle.usual(0, 0).unwrap(), None);
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
}

#[test]
fn the_first_format_is_written_as_the_latest() {
    let directory = tempfile::tempdir().unwrap();
    let (scored, slim) = (
        directory.path().join("scored"),
        directory.path().join("slim"),
    );
    let bundle = first();
    bundle.write_with_scores(&scored, []).unwrap();
    bundle.write_slim(&slim, false).unwrap();
    for path in [scored, slim] {
        let read = Bundle::open(path).unwrap();
        assert_eq!(read.manifest().format_version, FORMAT_VERSION);
        assert_eq!(read.directory.version(), FORMAT_VERSION);
        assert_eq!(read.scores(0), bundle.scores(0));
        assert_eq!(read.score(1, 1), bundle.score(1, 1));
        assert!(read.verify().is_ok());
    }
}
