//! Files that are not as they were written.

use super::*;
use crate::{
    bundle::{
        images::{ImageEntry, encode_index},
        writer::Body,
    },
    heatmap::encode_png,
};

/// Everything that a reader may ask of a bundle.
fn read_all(path: &Path) -> Result<String, BundleError> {
    let bundle = Bundle::open(path)?;
    let mut text = format!("{}{:?}", bundle.info(), bundle.manifest());
    for gene in 0..bundle.genes().len() {
        for condition in 0..bundle.manifest().conditions.len() {
            let matrix = bundle.matrix(gene, condition)?;
            text += &format!("{matrix:?}{:?}", bundle.score(gene, condition));
            text += &format!("{:?}", bundle.pattern(gene, condition));
            text += &format!("{:?}", bundle.usual(gene, condition)?);
            let mut image = Image::default();
            text += &format!("{:?}", bundle.image(gene, condition, &mut image)?);
            text += &format!("{image:?}");
        }
    }
    let report = bundle.verify();
    match report.problems.into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok(text),
    }
}

#[test]
fn every_flipped_bit_is_seen() {
    let (directory, bundle) = written(&scored_builder());
    let good = fs::read(bundle.path()).unwrap();
    let path = directory.path().join("flipped");
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, &bytes).unwrap();
        assert!(read_all(&path).is_err(), "byte {at}");
    }
    assert!(read_all(bundle.path()).is_ok());
}

#[test]
fn every_cut_is_seen() {
    let (directory, bundle) = written(&scored_builder());
    let good = fs::read(bundle.path()).unwrap();
    let path = directory.path().join("cut");
    for len in 0..good.len() {
        fs::write(&path, &good[..len]).unwrap();
        let error = read_all(&path).unwrap_err();
        assert!(error.to_string().contains(path.to_str().unwrap()));
    }
}

#[test]
fn damaged_matrices_do_not_hide_the_scores() {
    let (directory, bundle) = written(&scored_builder());
    let mut bytes = fs::read(bundle.path()).unwrap();
    bytes[bundle.directory.range(Section::Matrices).start] ^= 1;
    let path = directory.path().join("damaged");
    fs::write(&path, bytes).unwrap();
    let damaged = Bundle::open(&path).unwrap();
    assert_eq!(damaged.score(0, 1), Some(0.25));
    assert!(matches!(
        damaged.matrix(1, 1),
        Err(BundleError::Damaged { .. })
    ));
    assert!(damaged.verify().to_string().contains("matrices is wrong"));
    let target = directory.path().join("copy");
    let error = damaged.write_with_scores(&target, []).unwrap_err();
    assert!(matches!(error, BundleError::Damaged { .. }));
    assert!(!target.exists());
}

#[test]
fn a_damaged_image_hides_nothing_else() {
    let (directory, bundle) = written(&scored_builder());
    let mut bytes = fs::read(bundle.path()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    let path = directory.path().join("damaged");
    fs::write(&path, bytes).unwrap();
    let damaged = Bundle::open(&path).unwrap();
    let mut image = Image::default();
    assert!(damaged.image(2, 0, &mut image).unwrap());
    let error = damaged.image(0, 1, &mut image).unwrap_err();
    assert!(matches!(error, BundleError::Damaged { .. }), "{error}");
    assert_eq!(damaged.score(0, 1), Some(0.25));
    assert!(damaged.verify().to_string().contains("an image is wrong"));
}

#[test]
fn other_files_are_refused_by_name() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    fs::write(path("empty"), "").unwrap();
    fs::write(path("text"), "##fileformat=VCFv4.3\n").unwrap();
    let (_other, bundle) = written(&builder());
    let mut newer = fs::read(bundle.path()).unwrap();
    newer[8..12].copy_from_slice(&7u32.to_le_bytes());
    fs::write(path("newer"), newer).unwrap();
    for (file, message) in [
        ("missing", "cannot read"),
        ("", "is a directory"),
        ("empty", "is empty"),
        ("text", "not a bundle"),
        (
            "newer",
            "version 7 of the bundle format, this dsdscore reads version 3: a newer",
        ),
    ] {
        let error = Bundle::open(path(file)).unwrap_err().to_string();
        assert_has!(error, message, directory.path().to_str().unwrap());
    }
}

/// Files that carry right checksums and yet do not add up.
#[test]
fn verify_and_open_do_not_trust_checksums_alone() {
    let (directory, bundle) = written(&scored_builder());
    let bytes = |section| bundle.directory.bytes(&bundle.file, section).to_vec();
    let sections = Section::ALL.map(bytes);
    let path = directory.path().join("forged");
    let forge = |section: Section, bytes: Vec<u8>| {
        let mut forged = sections.clone();
        forged[section as usize] = bytes;
        writer::write(&path, forged.each_ref().map(|bytes| Body::Bytes(bytes))).unwrap();
        read_all(&path).unwrap_err().to_string()
    };
    let manifest = String::from_utf8(sections[0].clone()).unwrap();
    let edit = |from: &str, to: &str| {
        let edited = manifest.replacen(from, to, 1);
        assert_ne!(edited, manifest);
        edited.into_bytes()
    };
    let mut negative = sections[2].clone();
    negative[4..8].copy_from_slice(&(-1f32).to_le_bytes());
    let mut wide = Image::default();
    wide.set_rgb8(4, 4, &[0; 48]).unwrap();
    let with_image = |png: &[u8]| {
        let mut entries = [ImageEntry::default(); 6];
        entries[1] = ImageEntry::of(png).unwrap();
        [encode_index(&entries), png.to_vec()].concat()
    };
    let images = &sections[Section::Images as usize];
    let cases = [
        forge(Section::Images, with_image(&encode_png(&wide).unwrap())),
        forge(Section::Images, with_image(b"text")),
        forge(Section::Manifest, b"{}".to_vec()),
        forge(
            Section::Manifest,
            edit("\"genes_scored\": 2", "\"genes_scored\": 3"),
        ),
        forge(Section::Manifest, edit("\"supporting\",", "")),
        forge(
            Section::Manifest,
            edit("\"condition\": \"M\"", "\"condition\": \"F\""),
        ),
        forge(Section::Genes, sections[1][..40].to_vec()),
        forge(Section::Matrices, sections[2][4..].to_vec()),
        forge(Section::Matrices, negative),
        forge(Section::Scores, vec![0; 8]),
        forge(Section::Scores, Vec::new()),
        forge(Section::Patterns, sections[4][22..].to_vec()),
        forge(Section::Patterns, [&[9], &sections[4][1..]].concat()),
        forge(Section::Images, images[..images.len() - 1].to_vec()),
        forge(Section::Images, images[..20].to_vec()),
        forge(Section::Images, [&[7], &images[1..]].concat()),
        forge(Section::Usual, vec![0; 4]),
    ];
    for (case, error) in cases.iter().enumerate() {
        assert!(error.contains("forged"), "{case}: {error}");
    }
}
