//! Bundles as files: what they say, and what is said of damaged ones.

use serde_json::Value;

use crate::{
    schema,
    support::{Folder, Run, annotate, patients, root},
};

/// The folder with `published.dsd`, scores alone, and `simulated.dsd`, matrices alone.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    folder.build_simulated();
    folder
}

fn bundle(folder: &Folder, args: &str) -> Run {
    folder.run(std::iter::once("bundle").chain(args.split(' ')))
}

#[test]
fn the_manifest_is_as_its_schema_says() {
    let folder = folder();
    for name in ["published.dsd", "simulated.dsd"] {
        let run = bundle(&folder, &format!("info --json {name}")).assert_success();
        let manifest: Value = serde_json::from_slice(&run.out).unwrap();
        schema::check(&manifest, "bundle-manifest.schema.json");
    }
}

#[test]
fn info_says_what_is_there() {
    let folder = folder();
    let published = bundle(&folder, "info published.dsd").assert_success();
    assert_has!(
        published.text(),
        "genes       69",
        "condition   F",
        "scores    35 (not said to be all genes)",
        "sha256:"
    );
    assert!(!published.text().contains("SYNTHETIC"));
    let simulated = bundle(&folder, "info simulated.dsd").assert_success();
    assert_has!(
        simulated.text(),
        "SYNTHETIC",
        "genes       120",
        "5 cell types x 6 times",
        "patterns  silent ",
        "images    drawn from the matrices",
        "scores    none"
    );
}

#[test]
fn export_has_a_row_for_each_gene() {
    let folder = folder();
    bundle(&folder, "export published.dsd -o out.tsv").assert_success();
    let piped = bundle(&folder, "export published.dsd").assert_success();
    let table = folder.text("out.tsv");
    assert_eq!(piped.text(), table);
    let rows: Vec<Vec<_>> = table
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(
        rows[0],
        [
            "symbol",
            "gene_id",
            "hgnc_id",
            "DSD_F",
            "DSD_F_PCT",
            "DSD_M",
            "DSD_M_PCT",
            "synonyms"
        ]
    );
    assert_eq!(rows.len(), 1 + 69);
    assert!(rows.iter().all(|row| row.len() == 8));
    let olfml3 = [
        "OLFML3",
        "ENSG00000116774",
        "HGNC:24956",
        "0.9433915",
        ".",
        ".",
        ".",
        ".",
    ];
    assert!(rows.iter().any(|row| *row == olfml3));
}

#[test]
fn export_has_the_patterns_where_there_are_some() {
    let folder = folder();
    let table = bundle(&folder, "export simulated.dsd").assert_success();
    let rows = table.text().lines().filter(|line| !line.starts_with("# "));
    let rows: Vec<Vec<_>> = rows.map(|line| line.split('\t').collect()).collect();
    let wanted = [
        "DSD_M_PATTERN",
        "DSD_M_LEVEL",
        "DSD_M_TAU",
        "DSD_M_EXPRESSED",
        "DSD_M_DETECTION",
        "DSD_M_PEAK_CELL_TYPE",
        "DSD_M_PEAK_TIME",
    ];
    assert_eq!(rows[0][14..21], wanted);
    let sox9 = rows.iter().find(|row| row[0] == "SOX9").unwrap();
    assert_eq!(sox9[14], "banded");
    assert_eq!(sox9[17..19], [".", "."]);
    let (level, tau): (f32, f32) = (sox9[15].parse().unwrap(), sox9[16].parse().unwrap());
    assert!(level > 0.0 && (0.5..=1.0).contains(&tau), "{sox9:?}");
}

#[test]
fn a_flipped_byte_anywhere_is_found() {
    let folder = folder();
    for name in ["published.dsd", "simulated.dsd"] {
        let whole = folder.read(name);
        bundle(&folder, &format!("verify {name}")).assert_success();
        let step = whole.len() / 40 + 1;
        for at in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            folder.write("bad.dsd", bytes);
            let run = bundle(&folder, "verify bad.dsd");
            assert_eq!(run.code, Some(1), "byte {at} of {name}");
            let words = format!("{}{}", run.text(), run.err);
            assert!(words.contains("bad.dsd"), "{words}");
            assert!(
                !words.contains("intact") && !words.contains("panicked"),
                "{words}"
            );
        }
    }
}

/// What `annotate` does not read it does not check, but no score is wrong.
#[test]
fn annotate_never_scores_by_damaged_bytes() {
    let folder = Folder::with_bundle();
    std::fs::copy(patients(), folder.path("in.vcf")).unwrap();
    let right = folder.annotated("in.vcf --no-version");
    let whole = folder.read("published.dsd");
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        folder.write("published.dsd", bytes);
        let run = folder.annotate("in.vcf --no-version");
        if run.code == Some(0) {
            assert!(run.out == right.out, "byte {at}");
        } else {
            assert!(run.out.is_empty());
            assert!(run.assert_error().contains("published.dsd"), "byte {at}");
        }
    }
}

#[test]
fn cut_and_lengthened_bundles_are_refused() {
    let folder = folder();
    let whole = folder.read("simulated.dsd");
    for len in [0, 1, 7, 8, 47, 100, 400, whole.len() / 2, whole.len() - 1] {
        folder.write("bad.dsd", &whole[..len]);
        for args in ["verify bad.dsd", "info bad.dsd", "export bad.dsd"] {
            let err = bundle(&folder, args).assert_error();
            assert!(err.contains("bad.dsd"), "{len}: {err}");
        }
    }
    folder.write("bad.dsd", [&whole[..], b"\0"].concat());
    assert_has!(bundle(&folder, "verify bad.dsd").assert_error(), "damaged");
}

#[test]
fn a_newer_format_is_named_as_such() {
    let folder = folder();
    let mut bytes = folder.read("published.dsd");
    bytes[8..12].copy_from_slice(&999_u32.to_le_bytes());
    folder.write("published.dsd", bytes);
    let err = bundle(&folder, "info published.dsd").assert_error();
    assert_has!(err, "version 999", "a newer dsdscore is needed");
    let err = folder.run_with_input(annotate("-"), b"").assert_error();
    assert!(err.contains("a newer dsdscore is needed"), "{err}");
}

#[test]
fn other_files_are_no_bundles() {
    let folder = folder();
    let network = root("examples/networks/simulated-f.onnx");
    for path in [patients(), network, root("examples/recipe.json")] {
        let err = bundle(&folder, &format!("info {}", path.display())).assert_error();
        assert_has!(err, "is not a bundle", "bundle build");
    }
    let err = bundle(&folder, "info absent.dsd").assert_error();
    assert_has!(err, "cannot read the bundle absent.dsd: No such file");
    assert!(bundle(&folder, "info .").assert_error().contains("bundle"));
}
