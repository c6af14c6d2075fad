//! The file as a whole: what is written is read, what is damaged is refused.

use std::{fs, path::Path, time::Instant};

use tempfile::TempDir;

use super::*;
use crate::heatmap::Recipe;

fn gene(symbol: &str) -> Gene {
    Gene {
        symbol: symbol.into(),
        ensembl_id: format!("ENSG{symbol}"),
        hgnc_id: String::new(),
        synonyms: vec![format!("{symbol}-old")],
    }
}

type Matrices = Vec<Vec<f32>>;

/// Three genes, the last of which is absent from the second condition.
fn builder() -> Builder {
    changed(|_, _| ())
}

fn changed(change: fn(&mut Vec<Gene>, &mut Matrices)) -> Builder {
    let mut genes = ["A", "B", "C"].map(gene).to_vec();
    let female: Vec<f32> = (0..18u8).map(f32::from).collect();
    let mut male = female.clone();
    male[4] = f32::NAN;
    male[12..].fill(f32::NAN);
    let mut matrices = vec![female, male];
    change(&mut genes, &mut matrices);
    let description = Description {
        name: "gonad".into(),
        ..Description::default()
    };
    let conditions = manifest::tests::manifest().conditions;
    let recipe = Some(Recipe::default());
    Builder::new(description, recipe, conditions, genes, matrices)
}

fn scored(condition: &str, values: [f32; 3], complete: bool) -> Scored {
    Scored {
        condition: condition.into(),
        model: ModelSource {
            name: "resnet".into(),
            ..ModelSource::default()
        },
        values: values.to_vec(),
        complete,
    }
}

fn scored_builder() -> Builder {
    let mut builder = builder();
    let scores = scored("M", [0.25, 0.999_995_95, f32::NAN], true);
    builder.set_scores(scores).unwrap();
    builder
}

fn written(builder: &Builder) -> (TempDir, Bundle) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("gonad.bundle");
    builder.write(&path).unwrap();
    (directory, Bundle::open(path).unwrap())
}

#[test]
fn what_is_written_is_read() {
    let builder = scored_builder();
    let (_directory, bundle) = written(&builder);
    assert_eq!(bundle.manifest(), builder.manifest());
    assert_eq!(bundle.genes(), builder.genes());
    for condition in 0..2 {
        for gene in 0..2 {
            let matrix = bundle.matrix(gene, condition).unwrap().unwrap();
            let expected = builder.matrix(gene, condition).unwrap();
            assert!(
                matrix
                    .iter()
                    .zip(expected)
                    .all(|(a, b)| a == b || b.is_nan() && a.is_nan())
            );
        }
    }
    assert_eq!(bundle.matrix(2, 0).unwrap().unwrap()[0], 12.0);
    assert_eq!(bundle.matrix(2, 1).unwrap(), None);
    assert_eq!(bundle.score(1, 1), Some(0.999_995_95));
    assert_eq!(bundle.score(2, 1), None);
    assert_eq!(bundle.scores(0), None);
    assert_eq!(bundle.percentile(1, 0.25), Some(25.0));
    assert_eq!(bundle.percentile(0, 0.25), None);
}

#[test]
fn indices_past_the_end_are_errors_and_not_panics() {
    let (_directory, bundle) = written(&scored_builder());
    for (gene, condition) in [(3, 0), (0, 2), (usize::MAX, usize::MAX)] {
        let error = bundle.matrix(gene, condition).unwrap_err();
        assert!(matches!(error, BundleError::NoSuch { .. }));
        assert_eq!(bundle.score(gene, condition), None);
    }
}

#[test]
fn same_content_gives_the_same_bytes_and_digest() {
    let (one, first) = written(&scored_builder());
    let (two, second) = written(&scored_builder());
    let read = |directory: &TempDir| fs::read(directory.path().join("gonad.bundle")).unwrap();
    assert_eq!(read(&one), read(&two));
    assert_eq!(first.digest(), second.digest());
    let (_three, other) = written(&builder());
    assert_ne!(first.digest(), other.digest());
}

#[test]
fn new_scores_leave_all_else_as_it_was() {
    let (_directory, bundle) = written(&scored_builder());
    let matrices = bundle.directory.bytes(&bundle.file, Section::Matrices);
    let genes = bundle.directory.bytes(&bundle.file, Section::Genes);
    let new = [
        scored("F", [0.5, 0.5, 0.75], true),
        scored("M", [1.0, f32::NAN, f32::NAN], false),
    ];
    bundle.write_with_scores(bundle.path(), new).unwrap();
    let read = Bundle::open(bundle.path()).unwrap();
    assert_eq!(
        read.directory.bytes(&read.file, Section::Matrices),
        matrices
    );
    assert_eq!(read.directory.bytes(&read.file, Section::Genes), genes);
    assert_eq!(read.scores(0), Some(&[0.5, 0.5, 0.75][..]));
    assert_eq!(read.score(0, 1), Some(1.0));
    assert_eq!(read.percentile(1, 1.0), None);
    let sources = read.manifest().scores.iter();
    let sources: Vec<_> = sources
        .map(|s| (s.condition.as_str(), s.genes_scored))
        .collect();
    assert_eq!(sources, [("F", 3), ("M", 1)]);
    assert_eq!(bundle.score(0, 1), Some(0.25));
    assert!(read.verify().is_ok());
}

#[test]
fn scores_that_cannot_be_true_are_refused() {
    let (_directory, bundle) = written(&builder());
    for new in [
        scored("F", [0.5, 1.5, 0.5], false),
        scored("F", [0.5, f32::NAN, 0.5], true),
        scored("X", [0.5, 0.5, 0.5], false),
    ] {
        assert!(builder().set_scores(new.clone()).is_err(), "{new:?}");
        let error = bundle.write_with_scores(bundle.path(), [new]).unwrap_err();
        assert!(matches!(error, BundleError::Content { .. }));
    }
    assert!(Bundle::open(bundle.path()).unwrap().verify().is_ok());
}

#[test]
fn parts_that_contradict_one_another_are_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let mut bad_ceiling = builder();
    bad_ceiling.set_ceiling(0, Some(f32::NAN));
    for builder in [
        bad_ceiling,
        changed(|genes, _| genes[0].symbol = "B".into()),
        changed(|_, matrices| matrices[0].truncate(17)),
        changed(|_, matrices| matrices[1][0] = -1.0),
        changed(|_, matrices| matrices.truncate(1)),
    ] {
        builder.write(directory.path().join("x")).unwrap_err();
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[test]
fn failed_write_names_the_target_and_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let inside = directory.path().join("missing/gonad.bundle");
    for target in [directory.path(), &inside] {
        let error = builder().write(target).unwrap_err();
        assert!(matches!(error, BundleError::Write { .. }));
        assert!(error.to_string().contains(target.to_str().unwrap()));
    }
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
}

/// By a link, so that the machine keeps its device should this ever fail.
#[test]
fn a_device_is_written_and_not_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let link = directory.path().join("full");
    std::os::unix::fs::symlink("/dev/full", &link).unwrap();
    let error = builder().write(&link).unwrap_err();
    assert!(matches!(error, BundleError::Write { .. }));
    assert!(link.is_symlink());
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

/// Everything that a reader may ask of a bundle.
fn read_all(path: &Path) -> Result<String, BundleError> {
    let bundle = Bundle::open(path)?;
    let mut text = format!("{}{:?}", bundle.info(), bundle.manifest());
    for gene in 0..bundle.genes().len() {
        for condition in 0..bundle.manifest().conditions.len() {
            let matrix = bundle.matrix(gene, condition)?;
            text += &format!("{matrix:?}{:?}", bundle.score(gene, condition));
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
    damaged.write_with_scores(&target, []).unwrap_err();
    assert!(!target.exists());
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
            "version 7 of the bundle format, this dsdscore reads version 1: a newer",
        ),
    ] {
        let error = Bundle::open(path(file)).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
        assert!(error.contains(directory.path().to_str().unwrap()));
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
        writer::write(&path, forged.each_ref().map(Vec::as_slice)).unwrap();
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
    let cases = [
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
    ];
    for (case, error) in cases.iter().enumerate() {
        assert!(error.contains("forged"), "{case}: {error}");
    }
}

#[test]
fn export_has_every_gene_and_says_where_scores_come_from() {
    let (_directory, bundle) = written(&scored_builder());
    let mut text = Vec::new();
    bundle.export(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let expected = format!(
        "# bundle: gonad 1 {}\n# synthetic: false\n# model of M: resnet  no digest\n\
         symbol\tgene_id\thgnc_id\tDSD_F\tDSD_F_PCT\tDSD_M\tDSD_M_PCT\n\
         A\tENSGA\t.\t.\t.\t0.25\t25\n\
         B\tENSGB\t.\t.\t.\t0.99999595\t75\n\
         C\tENSGC\t.\t.\t.\t.\t.\n",
        bundle.digest()
    );
    assert_eq!(text, expected);
}

#[test]
fn info_and_report_say_what_is_there() {
    let (_directory, bundle) = written(&scored_builder());
    let info = bundle.info().to_string();
    for line in [
        "genes       3 (3 with an Ensembl ID, 0 with an HGNC ID)",
        "condition   F (female)\n  matrices  2 cell types x 3 times, PCW6 to PCW8\n  scores    none",
        "  scores    2 (all that can be), model resnet",
    ] {
        assert!(info.contains(line), "{info}");
    }
    let report = bundle.verify();
    assert!(report.to_string().contains("3 genes, 5 matrices, 2 scores"));
}

/// A release build takes a few milliseconds; the bound is for a debug build
/// on a busy machine, and what it rules out is reading the matrices.
#[test]
fn whole_genome_opens_without_reading_its_matrices() {
    let genes: Vec<_> = (0..20_000).map(|i| gene(&format!("G{i}"))).collect();
    let mut conditions = manifest::tests::manifest().conditions;
    for condition in &mut conditions {
        condition.cell_types = (0..20).map(|i| format!("type {i}")).collect();
    }
    let matrices = vec![vec![1.0; 20_000 * 60]; 2];
    let recipe = Some(Recipe::default());
    let mut builder = Builder::new(Description::default(), recipe, conditions, genes, matrices);
    for condition in ["F", "M"] {
        let values = (0..20_000u16).map(|i| f32::from(i) / 20_000.0).collect();
        let scored = scored(condition, [0.0; 3], true);
        builder.set_scores(Scored { values, ..scored }).unwrap();
    }
    let (_directory, bundle) = written(&builder);
    let start = Instant::now();
    let again = Bundle::open(bundle.path()).unwrap();
    let elapsed = start.elapsed();
    println!("opened 20,000 genes in {elapsed:?}");
    assert!(elapsed.as_millis() < 500, "{elapsed:?}");
    assert_eq!(again.matrices_intact.get(), None);
    assert_eq!(again.percentile(1, 0.5), Some(50.0025));
}
