//! What is in the plugin, and what is not.

use std::process::Command;

use crate::support::library;

/// The names of the dynamic symbols that `nm -D` lists with an option; none where there is no `nm`.
fn symbols(option: &str) -> Option<Vec<String>> {
    let mut command = Command::new("nm");
    let Ok(output) = command.args(["-D", option]).arg(library()).output() else {
        eprintln!("SKIPPED: nm is not on PATH");
        return None;
    };
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().last());
    let names: Vec<_> = names
        .map(|name| name.split('@').next().unwrap().into())
        .collect();
    assert!(!names.is_empty());
    Some(names)
}

#[test]
fn only_what_bcftools_looks_up_is_exported() {
    let Some(mut names) = symbols("--defined-only") else {
        return;
    };
    names.sort();
    assert_eq!(names, ["about", "run", "usage", "version"]);
}

/// A second htslib in bcftools' process writes damaged files or crashes.
#[test]
fn nothing_of_htslib_is_needed() {
    let Some(names) = symbols("--undefined-only") else {
        return;
    };
    let of_htslib = [
        "hts_",
        "bcf_",
        "vcf_",
        "bgzf_",
        "sam_",
        "tbx_",
        "kstring",
        "libdeflate_",
    ];
    let foreign = |name: &&String| of_htslib.iter().any(|prefix| name.starts_with(prefix));
    let found: Vec<_> = names.iter().filter(foreign).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(names.iter().any(|name| name == "dlsym"), "{names:?}");
}

/// bcftools closes the plugin while threads may still be in it.
#[cfg(target_os = "linux")]
#[test]
fn the_plugin_stays_loaded_when_it_is_closed() {
    let mut command = Command::new("readelf");
    let Ok(output) = command.arg("-d").arg(library()).output() else {
        eprintln!("SKIPPED: readelf is not on PATH");
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("NODELETE"), "{text}");
}
