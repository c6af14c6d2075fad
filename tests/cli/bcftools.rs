//! Debian's bcftools, the second judge.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::support::{annotate, patterns, published_scores, succeed};

/// Whether bcftools can be asked. It must be there where `DSDSCORE_REQUIRE_BCFTOOLS=1`.
pub fn is_available() -> bool {
    let version = Command::new("bcftools")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    let is_available = version.is_ok_and(|status| status.success());
    if !is_available {
        let required = env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|value| value == "1");
        assert!(!required, "bcftools is not on PATH");
        eprintln!("skipped: bcftools is not on PATH");
    }
    is_available
}

/// Runs bcftools.
pub fn run(args: &[&str], file: &Path) -> Vec<u8> {
    let mut command = Command::new("bcftools");
    command.args(args).arg(file);
    succeed(command)
}

/// What `bcftools view` prints of a file.
pub fn view(file: &Path) -> Vec<u8> {
    run(&["view", "--no-version"], file)
}

/// The patients with the paper's scores, as BCF.
fn patients(directory: &TempDir) -> PathBuf {
    let path = directory.path().join("patients.bcf");
    let output = path.to_str().unwrap();
    annotate(published_scores(), ["-o", output, "examples/patients.vcf"]);
    path
}

#[test]
fn split_vep_reads_the_entries() {
    if !is_available() {
        return;
    }
    let directory = TempDir::new().unwrap();
    let format = "%POS\t%SYMBOL\t%Gene\t%Score_F\n";
    let args = ["+split-vep", "-d", "-a", "DSD", "-f", format];
    let text = String::from_utf8(run(&args, &patients(&directory))).unwrap();
    let line = "113980434\tOLFML3\tENSG00000116774\t0.9433915";
    assert!(text.lines().any(|found| found == line), "{text}");
}

#[test]
fn split_vep_reads_the_patterns() {
    if !is_available() {
        return;
    }
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("patterns.bcf");
    let output = path.to_str().unwrap();
    annotate(patterns(), ["-o", output, "tests/cases/patterns/input.vcf"]);
    let query = |args: &[&str]| {
        let common = ["+split-vep", "-a", "GND"];
        String::from_utf8(run(&[&common, args].concat(), &path)).unwrap()
    };
    let format = "%POS %SYMBOL %Score_F %Pattern_F %Pattern_M\n";
    let entries = query(&["-d", "-f", format]);
    for line in ["100 NR5A1 0.9 banded sparse", "100 AMH . . banded"] {
        assert!(entries.lines().any(|found| found == line), "{entries}");
    }
    let columns = query(&["-c", "Pattern_F", "-f", "%POS %Pattern_F\n"]);
    assert!(
        columns.starts_with("100 ubiquitous,banded,.\n"),
        "{columns}"
    );
    let filter = ["-d", "-c", "SYMBOL,Pattern_F", "-i", "Pattern_F=\"silent\""];
    let silent = query(&[&filter[..], &["-f", "%POS %SYMBOL\n"]].concat());
    assert_eq!(silent, "300 SOX9\n400 SOX9\n500 SOX9\n500 SOX9\n");
}

#[test]
fn filters_compare_the_scores_as_numbers() {
    if !is_available() {
        return;
    }
    let directory = TempDir::new().unwrap();
    let path = patients(&directory);
    let query = |filter| {
        let args = ["query", "-i", filter, "-f", "%DSD_GENE\n"];
        String::from_utf8(run(&args, &path)).unwrap()
    };
    assert!(query("DSD_F>0.9433").contains("OLFML3"));
    assert!(!query("DSD_F>0.9434").contains("OLFML3"));
}
