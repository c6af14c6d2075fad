//! Golden cases: each directory of `tests/cases` that has a file `args`.
//!
//! | file | what |
//! | --- | --- |
//! | `args` | command lines; what one prints, the next reads. `{scores}`, `{other}` and `{patterns}` are the bundles of the tables beside the cases, `{opinions}` is the last with several models |
//! | `expected.vcf` | what the last one prints; the program's version and digests as `{version}`, `{digest}` |
//! | `stderr` | texts that standard error must hold, one a line. Where one begins with `error:`, the last command must fail |
//!
//! What the last command prints must stay as it is when that command reads it again.
//!
//! `DSDSCORE_UPDATE_CASES=1` writes `expected.vcf` anew. Read what changed before committing it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Output,
};

use super::support::{dsdscore, opinions, other_scores, path, patterns, scores};

#[test]
fn every_case_gives_what_it_is_expected_to() {
    let cases = cases();
    assert!(cases.len() > 20, "only {} cases found", cases.len());
    let failures: Vec<_> = cases.iter().filter_map(|case| replay(case).err()).collect();
    let count = failures.len();
    assert!(count == 0, "{count} cases fail\n\n{}", failures.join("\n"));
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(path("tests/cases")).unwrap();
    let mut cases: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("args").exists())
        .collect();
    cases.sort();
    cases
}

fn replay(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy();
    let fail = |what: String| Err(format!("{name}: {what}"));
    let (output, stderr) = run(case);
    let wanted = fs::read_to_string(case.join("stderr")).unwrap_or_default();
    if let Some(line) = wanted.lines().find(|line| !stderr.contains(line)) {
        return fail(format!("standard error lacks {line:?}:\n{stderr}"));
    }
    if wanted.lines().any(|line| line.starts_with("error:")) {
        return match output.status.code() {
            Some(1) => Ok(()),
            code => fail(format!("exit code {code:?} instead of 1:\n{stderr}")),
        };
    }
    if !output.status.success() {
        return fail(stderr);
    }
    compare(&case.join("expected.vcf"), &normalise(&output.stdout))
        .and_then(|()| repeat(case, &output.stdout))
        .or_else(fail)
}

/// The last command's output, and what all printed to standard error.
fn run(case: &Path) -> (Output, String) {
    let args = fs::read_to_string(case.join("args")).unwrap();
    run_lines(case, &args, Vec::new())
}

/// Runs the last command once more, on what it printed.
fn repeat(case: &Path, output: &[u8]) -> Result<(), String> {
    let args = fs::read_to_string(case.join("args")).unwrap();
    let last = args.lines().last().unwrap();
    let is_option = |arg: &&str| !arg.ends_with(".vcf");
    let args: Vec<_> = last.split(' ').filter(is_option).collect();
    let (again, _) = run_lines(case, &args.join(" "), output.to_vec());
    match again.stdout == output {
        true => Ok(()),
        false => Err("twice: ".to_owned() + &difference(output, &again.stdout)),
    }
}

fn run_lines(case: &Path, args: &str, mut stdin: Vec<u8>) -> (Output, String) {
    let mut stderr = String::new();
    let mut last = None;
    for line in args.lines() {
        let mut command = assert_cmd::Command::from_std(dsdscore());
        command.current_dir(case).args(line.split(' ').map(expand));
        let output = command.write_stdin(stdin).output().unwrap();
        stdin = output.stdout.clone();
        stderr.push_str(&String::from_utf8_lossy(&output.stderr));
        last = Some(output);
    }
    (last.expect("a command line in args"), stderr)
}

fn expand(arg: &str) -> PathBuf {
    match arg {
        "{scores}" => scores().into(),
        "{other}" => other_scores().into(),
        "{patterns}" => patterns().into(),
        "{opinions}" => opinions().into(),
        _ => arg.into(),
    }
}

/// What differs from one version of the program to the next.
fn normalise(output: &[u8]) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = Vec::new();
    for line in output.split_inclusive(|&b| b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) if line.starts_with("##") => {
                let line = line
                    .replace(&format!("Version=\"{version}\">"), "Version=\"{version}\">")
                    .replace(&format!("; Version={version}"), "; Version={version}");
                text.extend_from_slice(without_digest(&line).as_bytes());
            }
            _ => text.extend_from_slice(line),
        }
    }
    text
}

fn without_digest(line: &str) -> String {
    match line.split_once("Digest=\"") {
        Some((start, rest)) => {
            let end = rest.find('"').expect("a closing quote");
            format!("{start}Digest=\"{{digest}}{}", &rest[end..])
        }
        None => line.into(),
    }
}

fn compare(expected: &Path, actual: &[u8]) -> Result<(), String> {
    let is_updating = env::var_os("DSDSCORE_UPDATE_CASES").is_some_and(|value| value == "1");
    if is_updating {
        fs::write(expected, actual).unwrap();
    }
    match fs::read(expected) {
        Ok(expected) if expected == actual => Ok(()),
        Ok(expected) => Err(difference(&expected, actual)),
        Err(error) => Err(format!("expected.vcf: {error}")),
    }
}

/// The lines that differ, line ends shown.
fn difference(expected: &[u8], actual: &[u8]) -> String {
    let lines = |text: &[u8]| -> Vec<String> {
        text.split_inclusive(|&b| b == b'\n')
            .map(|line| line.escape_ascii().to_string())
            .collect()
    };
    let (expected, actual) = (lines(expected), lines(actual));
    let mut text = String::from("the output is not as expected\n");
    for i in 0..expected.len().max(actual.len()) {
        let (old, new) = (expected.get(i), actual.get(i));
        if old != new {
            let side = |sign, line: Option<&String>| {
                line.map_or(String::new(), |line| format!("{}{sign} {line}\n", i + 1))
            };
            text += &(side('-', old) + &side('+', new));
        }
    }
    text
}
