//! What each command reads and writes, and its help.

use std::{fs::File, os::unix::fs::symlink};

use crate::support::{Folder, Run, patients, root};

/// A command with the streams that it uses.
struct Contract {
    args: &'static str,
    reads_stdin: bool,
    writes_stdout: bool,
    /// The file that it writes.
    output: Option<&'static str>,
}

const fn command(args: &'static str) -> Contract {
    Contract {
        args,
        reads_stdin: false,
        writes_stdout: false,
        output: None,
    }
}

const CONTRACTS: [Contract; 24] = [
    Contract {
        reads_stdin: true,
        writes_stdout: true,
        ..command("annotate -b published.dsd")
    },
    Contract {
        reads_stdin: true,
        writes_stdout: true,
        ..command("annotate -b published.dsd - -o -")
    },
    Contract {
        reads_stdin: true,
        output: Some("out.vcf"),
        ..command("annotate -b published.dsd -o out.vcf")
    },
    Contract {
        writes_stdout: true,
        ..command("annotate -b published.dsd in.vcf")
    },
    Contract {
        output: Some("out.vcf"),
        ..command("annotate -b published.dsd in.vcf -o out.vcf")
    },
    Contract {
        reads_stdin: true,
        writes_stdout: true,
        ..command("rank -b published.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("rank -b published.dsd in.vcf")
    },
    Contract {
        output: Some("out.tsv"),
        ..command("rank -b published.dsd in.vcf -o out.tsv")
    },
    Contract {
        writes_stdout: true,
        output: Some("out.html"),
        ..command("rank -b published.dsd in.vcf --report out.html")
    },
    Contract {
        writes_stdout: true,
        output: Some("out.bcf"),
        ..command("rank -b published.dsd in.vcf --vcf out.bcf")
    },
    Contract {
        reads_stdin: true,
        writes_stdout: true,
        ..command("cohort -b published.dsd -")
    },
    Contract {
        writes_stdout: true,
        output: Some("out.json"),
        ..command("cohort -b published.dsd in.vcf --json out.json")
    },
    Contract {
        output: Some("out.dsd"),
        ..command("bundle build --scores scores.tsv -o out.dsd")
    },
    Contract {
        output: Some("out.dsd"),
        ..command("bundle build --table table.tsv -o out.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("bundle info published.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("bundle info --json published.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("bundle verify published.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("bundle export published.dsd")
    },
    Contract {
        output: Some("out.tsv"),
        ..command("bundle export published.dsd -o out.tsv")
    },
    Contract {
        writes_stdout: true,
        ..command("bundle export published.dsd -f bed -g genes.bed")
    },
    Contract {
        output: Some("out.gff"),
        ..command("bundle export published.dsd -f gff -g genes.bed -o out.gff")
    },
    Contract {
        output: Some("out.dsd"),
        ..command("bundle slim --force published.dsd -o out.dsd")
    },
    Contract {
        writes_stdout: true,
        ..command("atlas describe atlas.h5ad")
    },
    Contract {
        writes_stdout: true,
        ..command("atlas describe atlas.h5ad --config-out -")
    },
];

fn folder() -> Folder {
    let folder = Folder::with_bundle();
    for (from, to) in [
        (patients(), "in.vcf"),
        (root("examples/published-scores.tsv"), "scores.tsv"),
        (root("examples/simulated-expression.tsv"), "table.tsv"),
        (root("tests/atlas/fixtures/plain.h5ad"), "atlas.h5ad"),
    ] {
        symlink(from, folder.path(to)).unwrap();
    }
    folder.write("genes.bed", "chr9\t0\t99\tOLFML3\n");
    folder
}

#[test]
fn every_command_reads_and_writes_the_streams_that_it_should() {
    let input = std::fs::read(patients()).unwrap();
    for contract in CONTRACTS {
        let (folder, args) = (folder(), contract.args);
        let mut names = folder.names();
        let run = folder
            .run_with_input(args.split(' '), &input)
            .assert_success();
        assert_eq!(!run.out.is_empty(), contract.writes_stdout, "{args}");
        names.extend(contract.output.map(String::from));
        names.sort();
        assert_eq!(folder.names(), names, "{args}");
        let without = folder.run(args.split(' '));
        assert_eq!(
            without.code != Some(0),
            contract.reads_stdin,
            "{args}: {}",
            without.err
        );
    }
}

#[test]
fn every_command_that_writes_to_standard_output_sees_that_it_is_full() {
    let folder = folder();
    for contract in CONTRACTS
        .iter()
        .filter(|c| c.writes_stdout && !c.reads_stdin)
    {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = folder.command(contract.args.split(' '));
        let err = Run::from(command.stdout(full).output().unwrap()).assert_error();
        assert!(
            err.contains("No space left on device"),
            "{}: {err}",
            contract.args
        );
    }
}

/// By a link, so that the machine keeps its device should a file ever take its place.
#[test]
fn every_command_that_writes_a_file_writes_to_a_device_and_does_not_replace_it() {
    for contract in CONTRACTS
        .iter()
        .filter(|c| c.output.is_some() && !c.reads_stdin)
    {
        let folder = folder();
        let output = folder.path(contract.output.unwrap());
        symlink("/dev/full", &output).unwrap();
        let err = folder.run(contract.args.split(' ')).assert_error();
        assert!(
            err.contains("No space left on device"),
            "{}: {err}",
            contract.args
        );
        assert!(output.is_symlink(), "{}", contract.args);
    }
}

/// The commands that `--help` is asked of.
fn commands() -> impl Iterator<Item = &'static str> {
    let trained: &[_] = if cfg!(feature = "train") {
        &["train", "evaluate", "reproduce"]
    } else {
        &[]
    };
    let always = [
        "",
        "annotate",
        "rank",
        "cohort",
        "bundle",
        "bundle build",
        "bundle info",
        "bundle verify",
        "bundle export",
        "atlas",
        "atlas describe",
        "score",
        "explain",
        "show",
        "simulate",
        "doctor",
    ];
    always.into_iter().chain(trained.iter().copied())
}

#[test]
fn every_help_succeeds_and_ends_with_examples() {
    let folder = Folder::new();
    for command in commands() {
        for flag in ["--help", "-h"] {
            let args = command.split_whitespace().chain([flag]);
            let run = folder.run(args).assert_success();
            let (_, examples) = run.text().split_once("\nExamples:\n").expect(command);
            assert!(
                examples.contains(&format!("  dsdscore {command}")),
                "{command}"
            );
            assert!(run.err.is_empty());
        }
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = Folder::new().run(["--version"]).assert_success();
    assert_eq!(
        run.text(),
        concat!("dsdscore ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn wrong_usage_exits_with_2_and_names_the_choices() {
    let folder = folder();
    for (args, part) in [
        ("", "Usage: dsdscore <COMMAND>"),
        (
            "annotate -b published.dsd in.vcf -O q",
            "z[0-9] (bgzipped VCF)",
        ),
        (
            "annotate -b published.dsd in.vcf -s vep",
            "auto, csq, ann, bcsq or genes",
        ),
        (
            "annotate -b published.dsd in.vcf -o x.vcf.gz -W=crai",
            "csi or tbi",
        ),
        (
            "annotate -b published.dsd in.vcf --provider gpu",
            "auto, cpu, cuda, tensorrt",
        ),
        (
            "annotate -b published.dsd in.vcf --batch-size 0",
            "--batch-size",
        ),
        ("bundle build -o x.dsd", "--table <FILE>|--scores <FILE>"),
        (
            "bundle build --table a --scores b -o x.dsd",
            "cannot be used with",
        ),
        ("bundle build --table a -o x.dsd --condition F", "LABEL=KEY"),
        (
            "bundle build --table a -o x.dsd --transform ln",
            "log10, log1p, arcsine or none",
        ),
        ("score -b published.dsd", "--model <FILE>"),
        ("show SOX9 -b published.dsd --scale 0", "1..=64"),
        ("show -b published.dsd", "<GENE>"),
        (
            "show SOX9 -b published.dsd --kind photo",
            "input, figure, sheet",
        ),
        ("show SOX9 -b published.dsd --format gif", "png, svg"),
        (
            "show SOX9 -b published.dsd --colormap viridis",
            "jet, turbo or bwr",
        ),
    ] {
        let run = folder.run(args.split_whitespace());
        assert_eq!(run.code, Some(2), "{args}");
        assert!(run.err.contains(part), "{args}: {}", run.err);
        assert!(run.out.is_empty());
    }
}

/// What cannot be is said before files are read.
#[test]
fn a_prefix_that_cannot_begin_a_key_is_refused() {
    let folder = folder();
    for prefix in ["9", "a;b", "a=b", "é"] {
        let run = folder.run([
            "annotate",
            "-b",
            "published.dsd",
            "in.vcf",
            "--prefix",
            prefix,
        ]);
        assert!(run.out.is_empty());
        let err = run.assert_error();
        assert!(err.contains("cannot begin INFO keys"), "{err}");
    }
    let run = folder.run(["annotate", "-b", "published.dsd", "in.vcf", "--prefix", ""]);
    assert!(run.assert_error().contains("cannot begin INFO keys"));
}
