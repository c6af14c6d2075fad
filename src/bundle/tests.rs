//! The file as a whole: what is written is read, what is damaged is refused.

mod damage;
mod images;
mod opinions;
mod reasons;
mod slim;
mod usual;
mod versions;

use std::{fs, path::Path, time::Instant};

use ndarray::{Array3, s};
use tempfile::TempDir;

use super::*;
use crate::heatmap::{self, Fill, Image, Recipe};

fn gene(symbol: &str) -> Gene {
    Gene {
        symbol: symbol.into(),
        ensembl_id: format!("ENSG{symbol}"),
        hgnc_id: String::new(),
        synonyms: vec![format!("{symbol}-old")],
    }
}

type Matrices = Vec<Array3<f32>>;

/// Three genes, the last of which is absent from the second condition, with
/// patterns, and images of some.
fn builder() -> Builder {
    let mut builder = changed(|_, _| ());
    let cells = builder.manifest().conditions[0].cells.iter();
    let all: Vec<_> = cells.map(|&cells| cells as u32).collect();
    let detected = Array3::from_shape_vec((3, 2, 3), all.repeat(3)).unwrap();
    builder.compute_patterns(0, Some(detected.view())).unwrap();
    builder.compute_patterns(1, None).unwrap();
    builder.set_images(images(&[(1, 0), (0, 2)]));
    builder
}

/// Means are drawn, in 4 × 3 pixels.
fn recipe() -> Recipe {
    Recipe {
        fill: Fill::Mean,
        height: 4,
        width: 3,
        ..Recipe::default()
    }
}

/// An image of one colour.
fn image(byte: u8) -> Image {
    let mut image = Image::default();
    image.set_rgb8(4, 3, &[byte; 36]).unwrap();
    image
}

/// Images of conditions and genes, each of a colour of its own.
fn images(places: &[(usize, usize)]) -> ImageStore {
    let directory = tempfile::tempdir().unwrap();
    let mut store = ImageStore::create(directory.path().join("b"), 2, 3).unwrap();
    for (number, &(condition, gene)) in places.iter().enumerate() {
        store.push(condition, gene, &image(number as u8)).unwrap();
    }
    store
}

fn changed(change: fn(&mut Vec<Gene>, &mut Matrices)) -> Builder {
    of_recipe(recipe(), change)
}

fn of_recipe(recipe: Recipe, change: fn(&mut Vec<Gene>, &mut Matrices)) -> Builder {
    let mut genes = ["A", "B", "C"].map(gene).to_vec();
    let female = Array3::from_shape_vec((3, 2, 3), (0..18u8).map(f32::from).collect()).unwrap();
    let mut male = female.clone();
    male[[0, 1, 1]] = f32::NAN;
    male.slice_mut(s![2, .., ..]).fill(f32::NAN);
    let mut matrices = vec![female, male];
    change(&mut genes, &mut matrices);
    let description = Description {
        name: "gonad".into(),
        ..Description::default()
    };
    let conditions = manifest::tests::manifest().conditions;
    Builder::new(description, Some(recipe), conditions, genes, matrices)
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
        evaluation: None,
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
    assert_eq!(bundle.matrix(2, 0).unwrap().unwrap()[[0, 0]], 12.0);
    assert_eq!(bundle.matrix(2, 1).unwrap(), None);
    assert_eq!(bundle.score(1, 1), Some(0.999_995_95));
    assert_eq!(bundle.score(2, 1), None);
    assert_eq!(bundle.scores(0), None);
    assert_eq!(bundle.percentile(1, 0.25), Some(25.0));
    assert_eq!(bundle.percentile(0, 0.25), None);
    for condition in 0..2 {
        assert_eq!(bundle.patterns(condition), builder.patterns(condition));
    }
    assert_eq!(bundle.pattern(0, 0).unwrap().expressed, Some(1.0));
    assert!(bundle.pattern(1, 0).is_some() && bundle.pattern(2, 1).is_none());
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
    let kept = [
        Section::Genes,
        Section::Matrices,
        Section::Patterns,
        Section::Images,
    ];
    let bytes = |bundle: &Bundle, section| bundle.directory.bytes(&bundle.file, section).to_vec();
    let new = [
        scored("F", [0.5, 0.5, 0.75], true),
        scored("M", [1.0, f32::NAN, f32::NAN], false),
    ];
    bundle.write_with_scores(bundle.path(), new).unwrap();
    let read = Bundle::open(bundle.path()).unwrap();
    for section in kept {
        assert!(bytes(&read, section) == bytes(&bundle, section));
        assert!(!bytes(&read, section).is_empty());
    }
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
        let expected = builder().set_scores(new.clone()).unwrap_err().to_string();
        let error = bundle.write_with_scores(bundle.path(), [new]).unwrap_err();
        let BundleError::Content { source, .. } = error else {
            panic!("{error}");
        };
        assert_eq!(source.to_string(), expected);
    }
    assert!(Bundle::open(bundle.path()).unwrap().verify().is_ok());
}

#[test]
fn parts_that_contradict_one_another_are_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let mut bad_ceiling = builder();
    bad_ceiling.set_ceiling(0, Some(f32::NAN));
    for (builder, part) in [
        (bad_ceiling, "the ceiling of the condition"),
        (
            changed(|genes, _| genes[0].symbol = "B".into()),
            "the symbol B",
        ),
        (
            changed(|_, matrices| matrices[0] = matrices[0].slice(s![..2, .., ..]).to_owned()),
            "(2, 2, 3) genes × cell types × times instead of (3, 2, 3)",
        ),
        (
            changed(|_, matrices| matrices[1][[0, 0, 0]] = -1.0),
            "the expression -1",
        ),
        (
            changed(|_, matrices| matrices.truncate(1)),
            "for 1 conditions instead of 2",
        ),
    ] {
        let error = builder.write(directory.path().join("x")).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(part), "{source}");
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

#[test]
fn export_has_every_gene_and_says_where_scores_come_from() {
    let (_directory, bundle) = written(&scored_builder());
    let mut text = Vec::new();
    crate::export::write_tsv(&bundle, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let (comments, table) = text.split_once("symbol\t").unwrap();
    let table = format!("symbol\t{table}");
    let expected = format!(
        "# bundle: gonad 1 {}\n# synthetic: false\n# prefix: DSD\n\
         # condition F: female\n# condition M: male\n# model of M: resnet  no digest\n\
         # worth of M: never evaluated: nobody knows what these scores are worth\n\
         # rows: 3 {}\n",
        bundle.digest(),
        crate::sha256::of(table.as_bytes())
    );
    assert_eq!(comments, expected);
    let expected = "symbol\tgene_id\thgnc_id\tDSD_F\tDSD_F_PCT\tDSD_F_PATTERN\tDSD_F_LEVEL\t\
         DSD_F_TAU\tDSD_F_EXPRESSED\tDSD_F_DETECTION\tDSD_F_PEAK_CELL_TYPE\tDSD_F_PEAK_TIME\t\
         DSD_M\tDSD_M_PCT\tDSD_M_PATTERN\tDSD_M_LEVEL\tDSD_M_TAU\tDSD_M_EXPRESSED\t\
         DSD_M_DETECTION\tDSD_M_PEAK_CELL_TYPE\tDSD_M_PEAK_TIME\tsynonyms\n";
    let rows: Vec<_> = table.strip_prefix(expected).unwrap().lines().collect();
    let start = "A\tENSGA\t.\t.\t.\tbanded\t0.4762";
    assert!(rows[0].starts_with(start), "{}", rows[0]);
    assert_has!(rows[0], "\t1\t0.9398261\tgerm\tPCW6.5\t0.25\t25\t");
    let end = format!("{}\tC-old", "\t.".repeat(9));
    assert!(rows[2].ends_with(&end), "{}", rows[2]);
    assert_eq!(rows.len(), 3);
}

#[test]
fn info_and_report_say_what_is_there() {
    let (_directory, bundle) = written(&scored_builder());
    let info = bundle.info().to_string();
    assert_has!(
        info,
        "genes       3 (3 with an Ensembl ID, 0 with an HGNC ID)",
        "condition   F (female)\n  matrices  2 cell types x 3 times, PCW6 to PCW8, of 209 cells\n",
        "  patterns  silent 0, sparse 0, banded 1, ubiquitous 2\n  images    1 stored (",
        "  scores    none",
        "  scores    2 (all that can be), model resnet"
    );
    let report = bundle.verify();
    assert_has!(
        report,
        "3 genes, 5 matrices, 2 scores, 5 patterns, 2 images"
    );
}

/// A release build takes a few milliseconds; the bound is for a debug build
/// on a busy machine, and what it rules out is reading the matrices.
#[test]
fn whole_genome_opens_without_reading_its_matrices_and_images() {
    let genes: Vec<_> = (0..20_000).map(|i| gene(&format!("G{i}"))).collect();
    let mut conditions = manifest::tests::manifest().conditions;
    for condition in &mut conditions {
        condition.cell_types = (0..20).map(|i| format!("type {i}")).collect();
        condition.cells.clear();
    }
    let matrices = vec![Array3::ones((20_000, 20, 3)); 2];
    let recipe = Some(recipe());
    let mut builder = Builder::new(Description::default(), recipe, conditions, genes, matrices);
    let directory = tempfile::tempdir().unwrap();
    let mut store = ImageStore::create(directory.path().join("b"), 2, 20_000).unwrap();
    let png = heatmap::encode_png(&image(7)).unwrap();
    for (condition, gene) in (0..40_000).map(|i| (i % 2, i / 2)) {
        store.push_png(condition, gene, &png).unwrap();
    }
    builder.set_images(store);
    builder.compute_patterns(0, None).unwrap();
    builder.compute_patterns(1, None).unwrap();
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
    assert_eq!(again.image_extent(1), (20_000, 20_000 * png.len()));
    let slim = directory.path().join("slim");
    again.write_slim(&slim, false).unwrap();
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let (size, all) = (size(&slim), size(bundle.path()));
    println!("slim: {size} bytes of {all}");
    assert!(size < 4_000_000, "{size}");
}
