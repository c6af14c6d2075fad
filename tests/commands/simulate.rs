//! Simulated atlases: what is in the folder, and that it is the same each time.

mod atlas;
mod genes;
mod labels;
mod levels;
mod python;

use std::fs;

use crate::support::{Folder, Run};

const SMALL: &str = "simulate --cells 500 --genes 400 --cell-types stem,nurse,wall,blood \
                     --times 6,6.5,8,11 --library-size 600";

/// Simulates little into `out`, with more options.
fn run(folder: &Folder, out: &str, options: &str) -> Run {
    let args = format!("{SMALL} -o {out} {options}");
    folder.run(args.split_whitespace())
}

fn simulate(folder: &Folder, out: &str, options: &str) {
    run(folder, out, options).assert_success();
}

const FILES: [&str; 6] = [
    "README.txt",
    "atlas.h5ad",
    "atlas.toml",
    "genes.gff3",
    "labels.tsv",
    "variants.vcf",
];

/// The files of a folder, sorted, with their content.
fn contents(folder: &Folder, out: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder.path(out)).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    let content = |name: String| (name.clone(), folder.read(&format!("{out}/{name}")));
    let mut contents: Vec<_> = names.map(content).collect();
    contents.sort();
    contents
}

#[test]
fn equal_seeds_and_options_give_equal_bytes_on_any_number_of_threads() {
    let folder = Folder::new();
    simulate(&folder, "one", "--threads 1");
    simulate(&folder, "two", "--threads 3");
    let one = contents(&folder, "one");
    assert!(one.iter().map(|(name, _)| name).eq(FILES));
    // Not by assert_eq, whose message would be megabytes.
    assert!(one == contents(&folder, "two"));
    simulate(&folder, "other", "--seed 2");
    for (one, other) in one.iter().zip(contents(&folder, "other")) {
        assert!(one.1 != other.1, "{}", one.0);
    }
}

#[test]
fn the_readme_says_synthetic_and_its_command_makes_the_same() {
    let folder = Folder::new();
    let options =
        "--seed 9 --per-condition --match-levels --counts-as i32 --missing 0.1 --overlap 0.2";
    simulate(&folder, "one", options);
    let readme = folder.text("one/README.txt");
    assert!(readme.starts_with("SYNTHETIC DATA"), "{readme}");
    let command = readme
        .lines()
        .find_map(|l| l.strip_prefix("command  dsdscore "));
    let words = command.unwrap().split(' ').chain(["-o", "two"]);
    folder.run(words).assert_success();
    assert!(contents(&folder, "one") == contents(&folder, "two"));
    assert!(folder.path("two/atlas.F.h5ad").exists() && folder.path("two/atlas.M.h5ad").exists());
}

#[test]
fn a_folder_that_holds_anything_stays_unless_forced() {
    let folder = Folder::new();
    fs::create_dir(folder.path("out")).unwrap();
    simulate(&folder, "out", "");
    let before = contents(&folder, "out");
    let err = run(&folder, "out", "--seed 3").assert_error();
    assert_has!(err, "out: is not empty", "--force");
    assert!(before == contents(&folder, "out"));
    simulate(&folder, "out", "--seed 3 --force");
    assert!(before != contents(&folder, "out"));
    assert_eq!(folder.names(), ["out"]);
}

#[test]
fn what_cannot_be_simulated_is_said_and_leaves_nothing() {
    let folder = Folder::new();
    for (options, expected) in [
        (
            "--missing 0.9",
            "--missing: 14 of 16 combinations cannot be missing",
        ),
        ("--conditions A=x,B=x", "--conditions: `x` is there twice"),
        (
            "--time-column cell_type",
            "columns: `cell_type` is there twice",
        ),
        (
            "--cell-types 400",
            "--cells: 500 cells are too few for 2560",
        ),
    ] {
        let args = format!("simulate --cells 500 --times 6,6.5,8,11 -o out {options}");
        let args = match options.contains("cell-types") {
            true => args,
            false => format!("{args} --cell-types 4"),
        };
        let err = folder.run(args.split_whitespace()).assert_error();
        assert!(err.contains(expected), "{err}");
        assert!(folder.names().is_empty());
    }
}
