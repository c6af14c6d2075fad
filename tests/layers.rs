//! Which parts of the library know of which: arrows point down only, and siblings do not meet.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Each part and which others it may import.
const PARTS: [(&str, &[&str]); 19] = [
    ("variant", &[]),
    ("gene", &[]),
    ("atlas", &["gene"]),
    ("heatmap", &[]),
    ("model", &[]),
    ("onnx", &["model"]),
    ("simulate", &[]),
    ("phenotype", &["gene"]),
    ("figure", &["heatmap"]),
    ("bundle", &["gene", "heatmap"]),
    ("import", &["atlas", "bundle", "gene", "heatmap"]),
    ("export", &["bundle", "gene"]),
    ("score", &["bundle", "heatmap", "model"]),
    ("explain", &["bundle", "gene", "heatmap", "model", "score"]),
    ("hits", &["gene", "variant"]),
    (
        "info",
        &["bundle", "explain", "gene", "hits", "score", "variant"],
    ),
    (
        "annotate",
        &["explain", "gene", "hits", "info", "score", "variant"],
    ),
    (
        "rank",
        &[
            "annotate",
            "bundle",
            "explain",
            "figure",
            "gene",
            "heatmap",
            "hits",
            "info",
            "phenotype",
            "score",
            "variant",
        ],
    ),
    (
        "train",
        &[
            "atlas", "bundle", "figure", "gene", "heatmap", "model", "onnx",
        ],
    ),
];

/// What all may import, and what imports no part.
const HELPERS: [&str; 8] = [
    "contig",
    "date",
    "delimited",
    "remote",
    "sha256",
    "share",
    "target",
    "text",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of a part: `part.rs`, and what is in `part/`.
fn files(part: &str) -> Vec<PathBuf> {
    let mut files = vec![root().join(format!("{part}.rs"))];
    let mut folders = vec![root().join(part)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let is_folder = path.is_dir();
            (if is_folder { &mut folders } else { &mut files }).push(path);
        }
    }
    files.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    files
}

/// The code without comments and tests, which may compare anything with anything.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") || path.iter().any(|part| part == "tests") {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The first names after each `crate::`, also those of a list in braces.
fn imports(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(firsts(list)),
            None => found.extend(name(rest)),
        }
    }
    found
}

fn name(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    Some(&text[..end.unwrap_or(text.len())]).filter(|name| !name.is_empty())
}

/// The first name of each item of a list, up to its closing brace.
fn firsts(list: &str) -> Vec<&str> {
    let (mut depth, mut names) = (1, Vec::from_iter(name(list)));
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.extend(name(&list[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn imports_are_found_in_lists_and_paths() {
    let code = "use crate::{\n    a::{b, c},\n    d,\n};\nlet x = crate::e::f(1, 2);";
    assert_eq!(imports(code), BTreeSet::from(["a", "d", "e"]));
}

#[test]
fn parts_import_nothing_that_they_may_not_know() {
    let helpers = HELPERS.map(|helper| (helper, &[][..]));
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (part, allowed) in PARTS.into_iter().chain(helpers) {
        for path in files(part) {
            let code = code(&path);
            for import in imports(&code) {
                seen += 1;
                // What unit tests share knows every room.
                let is_helper = HELPERS.contains(&import) || import == "testing";
                if import != part && !is_helper && !allowed.contains(&import) {
                    wrong.push(format!("{}: {import}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 100, "only {seen} imports were found");
}

#[test]
fn every_module_is_known_here() {
    let library = fs::read_to_string(root().join("lib.rs")).unwrap();
    let lines = library.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
    let known = PARTS.iter().map(|(part, _)| *part);
    let known = known.chain(HELPERS).chain(["cli", "testing"]);
    assert_eq!(lines.collect::<BTreeSet<_>>(), known.collect());
}

/// What stands between single backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("..").join(name)).unwrap()
}

#[test]
fn paths_that_the_pages_name_are_there() {
    const FOLDERS: [&str; 7] = [
        "src/",
        "tests/",
        "schemas/",
        "examples/",
        "benches/",
        "docs/",
        "plugin/",
    ];
    let mut seen = 0;
    for name in ["docs/architecture.md", "CONTRIBUTING.md"] {
        for path in quoted(&page(name)) {
            if FOLDERS.iter().any(|folder| path.starts_with(folder)) && !path.contains(['*', '<']) {
                assert!(root().join("..").join(path).exists(), "{name}: {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "only {seen} paths were found");
}

#[test]
fn every_room_has_its_words_in_the_architecture() {
    let text = page("docs/architecture.md");
    for (room, _) in PARTS {
        assert!(text.contains(&format!("**`{room}`**")), "{room}");
    }
}
