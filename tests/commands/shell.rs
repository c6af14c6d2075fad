//! Completions and manual pages, as shells and man read them.

use std::process::{Command, Stdio};

use crate::support::{Folder, Run};

/// Whether a program is there to judge.
fn has(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    let has = found.is_ok_and(|status| status.success());
    if !has {
        eprintln!("skipped: {program} is not on PATH");
    }
    has
}

#[test]
fn bash_completes_commands_options_and_values() {
    if !has("bash") {
        return;
    }
    let folder = Folder::new();
    let script = folder.succeed("completions bash");
    folder.write("completions", &script.out);
    for (line, expected) in [
        ("dsdscore ann", "annotate"),
        ("dsdscore annotate --regions-o", "--regions-overlap"),
        ("dsdscore bundle bu", "build"),
        ("dsdscore completions z", "zsh"),
    ] {
        let words: Vec<_> = line.split(' ').collect();
        let test = format!(
            "source ./completions; COMP_WORDS=({line}); COMP_CWORD={}; \
             _dsdscore dsdscore {} {}; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let mut bash = Command::new("bash");
        bash.current_dir(folder.path(""))
            .args(["--norc", "-euc", &test]);
        let run = Run::from(bash.output().unwrap()).assert_success();
        assert_eq!(run.text().trim(), expected, "{line}: {}", run.err);
    }
}

#[test]
fn every_shell_has_completions() {
    let folder = Folder::new();
    for (shell, word) in [
        ("bash", "complete -F _dsdscore"),
        ("zsh", "#compdef dsdscore"),
        ("fish", "complete -c dsdscore"),
        ("elvish", "edit:completion:arg-completer[dsdscore]"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let run = folder.run(["completions", shell]).assert_success();
        assert!(
            run.text().contains(word) && run.text().contains("annotate"),
            "{shell}"
        );
    }
    assert_eq!(folder.run(["completions", "tcsh"]).code, Some(2));
}

#[test]
fn every_command_has_a_manual_page_that_groff_takes() {
    let folder = Folder::new();
    folder.succeed("man --folder man/man1");
    let pages: Vec<_> = std::fs::read_dir(folder.path("man/man1"))
        .unwrap()
        .collect();
    let pages: Vec<_> = pages.into_iter().map(|page| page.unwrap().path()).collect();
    assert!(pages.len() > 15, "{pages:?}");
    for page in [
        "dsdscore.1",
        "dsdscore-annotate.1",
        "dsdscore-bundle-build.1",
    ] {
        assert!(folder.path("man/man1").join(page).exists(), "{page}");
    }
    if !has("groff") {
        return;
    }
    for page in pages {
        let mut groff = Command::new("groff");
        groff
            .args(["-man", "-Tutf8", "-wall", "-Wbreak"])
            .arg(&page);
        let run = Run::from(groff.output().unwrap()).assert_success();
        assert!(run.err.is_empty(), "{}: {}", page.display(), run.err);
    }
}

#[test]
fn the_page_of_a_command_is_written_to_standard_output() {
    let folder = Folder::new();
    let page = folder.succeed("man annotate");
    for text in [
        ".TH dsdscore-annotate 1",
        "regions\\-overlap",
        "\\-\\-bundle",
        "bcftools view",
        ".SH EXAMPLES\n.nf\n",
    ] {
        assert!(page.text().contains(text), "{text}: {}", page.text());
    }
    let nested = folder.succeed("man bundle build");
    assert!(nested.text().contains("dsdscore\\-bundle\\-build"));
    let err = folder.run(["man", "bundle", "bild"]).assert_error();
    assert!(err.contains("no command `bild`: use build"), "{err}");
    assert!(folder.names().is_empty());
}
