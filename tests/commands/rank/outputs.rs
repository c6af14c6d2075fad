//! Outputs are whole or not there.

use std::{fs::File, io::Read, os::unix::fs::symlink, process::Stdio};

use super::folder;
use crate::support::{Folder, Run, cohort};

/// The options of every output of `rank`.
const OUTPUTS: [&str; 4] = ["-o", "--json", "--report", "--vcf"];

#[test]
fn targets_that_cannot_be_written_are_named_and_nothing_else_stands() {
    let folder = folder();
    let names = folder.names();
    for option in OUTPUTS {
        for (target, why) in [
            ("absent/out", "No such file"),
            ("in.vcf/out", "not a directory"),
        ] {
            let other = if option == "-o" { "--json x" } else { "-o x" };
            let args = format!("rank -b a.dsd in.vcf {option} {target} {other}");
            let err = folder.run(args.split(' ')).assert_error();
            assert!(err.contains(target) && err.contains(why), "{args}: {err}");
            assert_eq!(folder.names(), names, "{args}");
        }
    }
}

/// By a link, so that the machine keeps its device should a file ever take its place.
#[test]
fn a_full_device_is_an_error_of_every_output() {
    let folder = folder();
    symlink("/dev/full", folder.path("full")).unwrap();
    for command in [
        "rank -o",
        "rank --json",
        "rank --report",
        "rank --vcf",
        "cohort -o",
        "cohort --json",
    ] {
        let (command, option) = command.split_once(' ').unwrap();
        let args = format!("{command} -b a.dsd in.vcf {option} full");
        let err = folder.run(args.split(' ')).assert_error();
        let is_told = err.contains("cannot write full") && err.contains("No space left");
        assert!(is_told, "{args}: {err}");
        assert!(folder.path("full").is_symlink());
    }
}

/// Each output has what it had before.
#[test]
fn a_damaged_input_leaves_no_output_and_changes_none() {
    let folder = folder();
    folder.write("many.vcf", cohort(1_500));
    folder.succeed("annotate -b a.dsd many.vcf -O z -o many.vcf.gz");
    folder.succeed("annotate -b a.dsd many.vcf -O b -o many.bcf");
    for name in ["many.vcf.gz", "many.bcf"] {
        let whole = folder.read(name);
        folder.write(&format!("end.{name}"), &whole[..whole.len() - 28]);
        folder.write(&format!("cut.{name}"), &whole[..whole.len() * 2 / 3]);
    }
    let text = folder.text("in.vcf");
    folder.write("cut.vcf", &text[..text.len() - 40]);
    folder.write("wrong.vcf", format!("{text}chr1\tx\n"));
    folder.write("old.tsv", "old");
    let names = folder.names();
    for (name, command) in [
        "end.many.vcf.gz",
        "cut.many.vcf.gz",
        "end.many.bcf",
        "cut.many.bcf",
        "cut.vcf",
        "wrong.vcf",
    ]
    .into_iter()
    .flat_map(|name| [(name, "rank"), (name, "cohort")])
    {
        let more = match command {
            "rank" => "--report o.html --vcf o.vcf.gz",
            _ => "in.vcf",
        };
        let args = format!("{command} -b a.dsd {name} -o old.tsv --json o.json {more}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(name), "{args}: {err}");
        assert_eq!(folder.names(), names, "{args}");
        assert_eq!(folder.text("old.tsv"), "old", "{args}");
        let piped = folder.run(format!("{command} -b a.dsd {name}").split(' '));
        assert!(piped.out.is_empty(), "{args}");
        piped.assert_error();
    }
}

#[test]
fn inputs_without_patients_are_refused_with_the_reason() {
    let folder = folder();
    let text = folder.text("in.vcf");
    let columns = |line: &str, count: usize| {
        let columns: Vec<_> = line.split('\t').take(count).collect();
        columns.join("\t") + "\n"
    };
    let cut = |count| {
        let lines = text.lines().map(|line| match line.starts_with("##") {
            true => format!("{line}\n"),
            false => columns(line, count),
        });
        lines.collect::<String>()
    };
    folder.write("sites.vcf", cut(8));
    folder.write("empty.vcf", "");
    folder.write("other.vcf", "no VCF\n");
    let (body, header): (Vec<_>, Vec<_>) = text.lines().partition(|line| !line.starts_with('#'));
    folder.write("header.vcf", header.join("\n") + "\n");
    assert_eq!(body.len(), 72);
    for (name, part) in [
        ("sites.vcf", "has no samples"),
        ("empty.vcf", "empty.vcf"),
        ("other.vcf", "other.vcf"),
        ("absent.vcf", "No such file"),
    ] {
        for command in ["rank", "cohort"] {
            let args = format!("{command} -b a.dsd {name} -o out");
            let err = folder.run(args.split(' ')).assert_error();
            assert!(err.contains(part), "{args}: {err}");
            assert!(!folder.path("out").exists(), "{args}");
        }
    }
}

/// A patient without variants is a result, and no damage.
#[test]
fn an_input_without_records_has_patients_without_candidates() {
    let folder = folder();
    let text = folder.text("in.vcf");
    let header: String = text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|l| format!("{l}\n"))
        .collect();
    folder.write("header.vcf", header);
    let outputs = "-o o.tsv --json o.json --report o.html --vcf o.vcf";
    folder.succeed(&format!("rank -b a.dsd header.vcf {outputs}"));
    assert_eq!(super::rows(&folder.text("o.tsv")).len(), 1);
    assert_eq!(
        super::symbols(&super::json(&folder, "o.json")),
        vec![Vec::<&str>::new(); 6]
    );
    let run = folder.succeed("cohort -b a.dsd header.vcf in.vcf");
    assert_eq!(super::rows(run.text()).len(), 1 + 66);
}

#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let folder = folder();
    // More than a pipe and all buffers hold.
    folder.write("many.vcf", cohort(1_500));
    for args in [
        "rank -b a.dsd many.vcf",
        "rank -b a.dsd many.vcf -o t --json -",
    ] {
        let mut command = folder.command(args.split(' '));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut [0; 5]).unwrap();
        drop(stdout);
        let run = Run::from(child.wait_with_output().unwrap()).assert_success();
        assert!(!run.err.contains("error"), "{}", run.err);
    }
}

#[test]
fn a_full_stderr_stops_nothing() {
    let folder: Folder = folder();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.command("rank -b a.dsd in.vcf -o out.tsv".split(' '));
    assert_eq!(command.stderr(full).status().unwrap().code(), Some(0));
    assert_eq!(super::rows(&folder.text("out.tsv")).len(), 73);
}

#[test]
fn wrong_usage_exits_with_2_and_names_the_choices() {
    let folder = folder();
    for (args, part) in [
        ("rank -b a.dsd in.vcf --preset strict", "paper, rare"),
        ("rank -b a.dsd in.vcf --order score", "paper, percentile"),
        ("rank -b a.dsd in.vcf --sex x", "male, female, unknown"),
        (
            "rank -b a.dsd in.vcf --mode both",
            "de-novo, possibly-de-novo",
        ),
        ("rank -b a.dsd in.vcf --damaging vest", "polyphen, sift"),
        ("rank -b a.dsd in.vcf --hpo HP:0000133", "--hpo-genes"),
        ("rank -b a.dsd in.vcf -O z", "--vcf"),
        ("rank -m net.onnx in.vcf", "--bundle"),
        ("cohort -b a.dsd", "<FILE>"),
    ] {
        let run = folder.run(args.split(' '));
        assert_eq!(run.code, Some(2), "{args}: {}", run.err);
        assert!(run.err.contains(part), "{args}: {}", run.err);
        assert!(run.out.is_empty());
    }
}
