//! Atlases, labels and outputs that would do harm.

use std::fs;

use crate::{
    atlas::{BUILD, CONFIG, build_with, cells_of, fixture},
    support::Folder,
};

/// Reading may take hours; the bundle would be refused at its end.
#[test]
fn what_a_bundle_cannot_say_is_refused_before_anything_is_read() {
    let folder = cells_of("type,age", &["A,6", "A,6"]);
    let matrix = folder
        .text("mtx/matrix.mtx")
        .replace("\n1 1 1\n", "\n1 1 x\n");
    folder.write("mtx/matrix.mtx", matrix);
    for (key, option, expected) in [
        (
            "GENE",
            "",
            "the condition key \"GENE\" is kept for another field",
        ),
        (
            "WT",
            " --prefix 1X",
            "the prefix \"1X\" cannot begin an INFO key",
        ),
        (
            "WT",
            " -o absent/new.dsd",
            "cannot write absent/new.dsd: No such file",
        ),
    ] {
        folder.write("atlas.toml", CONFIG.replace("'WT'", &format!("'{key}'")));
        let build = BUILD.replace(" -o new.dsd", "");
        let option = if option.contains("-o") {
            option.into()
        } else {
            format!("{option} -o new.dsd")
        };
        let error = folder
            .run(format!("{build}{option}").split_whitespace())
            .assert_error();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn an_output_does_not_take_the_place_of_an_input() {
    let (folder, run) = build_with("");
    run.assert_success();
    std::os::unix::fs::symlink("new.dsd", folder.path("link.dsd")).unwrap();
    folder.write("genes.bed", "1\t0\t9\tA\n");
    folder.write("in.vcf", crate::support::HEADER);
    let before = folder.names();
    for command in [
        BUILD.replace("new.dsd", "atlas.toml"),
        BUILD.replace("new.dsd", "cells.csv"),
        "bundle slim --force new.dsd -o new.dsd".into(),
        "bundle slim --force new.dsd -o link.dsd".into(),
        "bundle export new.dsd -o ./new.dsd".into(),
        "annotate -b new.dsd in.vcf -o new.dsd".into(),
        "annotate -b new.dsd -g genes.bed in.vcf -o genes.bed".into(),
        "score -b new.dsd -m in.vcf -o in.vcf".into(),
    ] {
        let error = folder.run(command.split(' ')).assert_error();
        assert!(
            error.contains("is an input too, and would replace it"),
            "{command}: {error}"
        );
    }
    assert_eq!(folder.names(), before);
    folder.succeed("bundle verify new.dsd");
    let describe = "atlas describe mtx --cells cells.csv --config-out atlas.toml";
    let error = folder.run(describe.split(' ')).assert_error();
    assert_has!(error, "atlas.toml exists, and may have been edited");
}

#[test]
fn labels_that_would_break_lines_are_escaped_and_want_a_name() {
    for (label, told) in [("a\u{1b}[31m", "a\\u{1b}[31m"), ("a\u{7f}", "a\\u{7f}")] {
        let cells = cells_of("type,age", &[&format!("{label},6"), "B,6"]);
        let args = "atlas describe mtx --cells cells.csv --cell-type type".split(' ');
        let run = cells.run(args).assert_success();
        assert!(!run.text().contains(['\u{1b}', '\u{7f}']), "{}", run.text());
        cells.write("atlas.toml", CONFIG);
        let error = cells.run(BUILD.split(' ')).assert_error();
        let expected = format!("the cell type \"{told}\" is blank or holds a control character");
        assert!(error.contains(&expected), "{error}");
    }
}

#[test]
fn markup_and_separators_in_labels_stay_text() {
    let labels = ["<script>a</script>", "\"a&amp;b\"", "a|b;c=d%41"];
    let rows = labels.map(|label| format!("\"{}\",6", label.replace('"', "\"\"")));
    let rows: Vec<_> = rows.iter().map(String::as_str).collect();
    let folder = cells_of("type,age", &rows);
    folder.write("atlas.toml", CONFIG);
    folder.succeed(BUILD);
    let json = folder.succeed("bundle info --json new.dsd");
    let json: serde_json::Value = serde_json::from_str(json.text()).unwrap();
    assert_eq!(
        json["conditions"][0]["cell_types"],
        serde_json::json!(labels)
    );
    let show = "show Gata3 -b new.dsd -k figure,sheet -f svg -o gene";
    folder.succeed(show);
    for name in folder.names().iter().filter(|name| name.ends_with(".svg")) {
        assert!(!folder.text(name).contains("<script"), "{name}");
    }
    assert!(folder.text("gene.figure.svg").contains("&lt;script&gt;a"));
    let table = folder.succeed("bundle export new.dsd");
    let rows = table.text().lines().filter(|line| !line.starts_with('#'));
    let mut columns = rows.map(|line| line.split('\t').count());
    let header = columns.next();
    assert!(columns.all(|row| Some(row) == header), "{}", table.text());
}

/// Cut or with flipped bits: an error or, where nothing tells, a bundle; never a part of one.
#[test]
fn a_damaged_atlas_leaves_no_bundle_and_nothing_else() {
    let folder = Folder::new();
    let path = fixture("anndata-0.12-csr.h5ad");
    let describe = ["atlas", "describe", &path, "--config-out", "atlas.toml"];
    folder.run(describe).assert_success();
    let whole = fs::read(&path).unwrap();
    let build = "bundle build --atlas bad.h5ad --config atlas.toml -o new.dsd";
    let before = ["atlas.toml", "bad.h5ad"];
    for cut in [0, 7, 96, 800, whole.len() / 2, whole.len() - 1] {
        folder.write("bad.h5ad", &whole[..cut]);
        let error = folder.run(build.split(' ')).assert_error();
        assert!(error.contains("bad.h5ad"), "{cut}: {error}");
        assert_eq!(folder.names(), before, "{cut}");
    }
    let mut failed = 0;
    for place in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x55;
        folder.write("bad.h5ad", bytes);
        let run = folder.run(build.split(' '));
        if run.code == Some(0) {
            fs::remove_file(folder.path("new.dsd")).unwrap();
        } else {
            run.assert_error();
            failed += 1;
        }
        assert_eq!(folder.names(), before, "{place}");
    }
    assert!(failed > 0);
}

#[test]
fn a_full_disk_leaves_no_part_of_a_bundle() {
    let (folder, run) = build_with("");
    run.assert_success();
    let before = folder.names();
    let build = BUILD.replace("new.dsd", "/dev/full");
    let error = folder.run(build.split(' ')).assert_error();
    assert!(error.contains("/dev/full: No space left"), "{error}");
    assert_eq!(folder.names(), before);
    let streamed = folder
        .run(BUILD.replace("new.dsd", "-").split(' '))
        .assert_success();
    assert!(streamed.out == folder.read("new.dsd"));
}
