//! The command that an annotation writes into the header can be run again.

use std::process::Command;

use crate::support::{Folder, HEADER, Run, has_runtime, root};

const ANN: &str = "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: \
    'Allele | Annotation | Annotation_Impact | Gene_Name | Gene_ID'\">\n";
const ODD: &str = "##INFO=<ID=my.csq,Number=.,Type=String,Description=\"Format: Allele|SYMBOL\">\n";

/// Files whose names a shell would take apart.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    let record = |at: u64, gene: &str, other: &str| {
        format!(
            "chr1\t{at}\t.\tA\tC\t.\t.\tCSQ=C|missense_variant|{gene}|;\
             ANN=C|x|LOW|{other}|{other};my.csq=C|{other}\tGT\t0/1\t0/1\n"
        )
    };
    let header = HEADER.replacen("##FORMAT", &format!("{ANN}{ODD}##FORMAT"), 1);
    let records = [
        record(100, "OLFML3", "GIPC2"),
        record(500, "GIPC2", "NPHS1"),
    ]
    .concat();
    folder.write("in.vcf", header + &records);
    folder.annotated("in.vcf --no-version -o in.bcf -W");
    let odd = folder.path("it's a; bundle.dsd");
    std::fs::copy(folder.path("published.dsd"), odd).unwrap();
    folder.write("some genes.bed", "chr1\t90\t110\tGIPC2\n");
    folder.write("$(regions).bed", "chr1\t90\t110\n");
    folder
}

/// What `##dsdscore_command` says, as a shell's command line.
fn recorded(vcf: &str) -> String {
    let line = vcf
        .lines()
        .find_map(|line| line.strip_prefix("##dsdscore_command="));
    let (command, version) = line.expect("a command").rsplit_once("; ").unwrap();
    assert!(version.starts_with("Version="), "{version}");
    format!("\"$DSDSCORE\" {command}")
}

/// Runs the arguments, and then what the header says, on the same input.
fn assert_repeats(folder: &Folder, args: &[&str], input: &str) -> String {
    let run = folder
        .run(["annotate"].iter().chain(args).chain(&[input]))
        .assert_success();
    let command = recorded(run.text());
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{command} {input}")])
        .current_dir(folder.path(""));
    let again = shell
        .env("DSDSCORE", env!("CARGO_BIN_EXE_dsdscore"))
        .output()
        .unwrap();
    let again = Run::from(again).assert_success();
    assert!(again.text() == run.text(), "{command}");
    assert!(run.text().contains("_GENE="), "{}", run.text());
    command
}

#[test]
fn the_command_of_the_header_gives_the_same_records_again() {
    let folder = folder();
    let bundle = ["-b", "published.dsd"];
    let odd = ["-b", "it's a; bundle.dsd"];
    for (bundle, args, input) in [
        (bundle, &[][..], "in.vcf"),
        (odd, &["-s", "auto"], "in.vcf"),
        (bundle, &["-s", "ann"], "in.vcf"),
        (bundle, &["-s", "csq", "--field", "my.csq"], "in.vcf"),
        (bundle, &["--field", "my.csq"], "in.vcf"),
        (bundle, &["--field", "ANN", "--prefix", "GND"], "in.vcf"),
        (bundle, &["-g", "some genes.bed"], "in.vcf"),
        (bundle, &["-g", "some genes.bed", "-s", "genes"], "in.vcf"),
        (odd, &["-r", "{chr1}:1-200,chr1:500"], "in.bcf"),
        (
            bundle,
            &["-r", "chr1:90-", "--regions-overlap", "0"],
            "in.bcf",
        ),
        (
            bundle,
            &["-R", "$(regions).bed", "--regions-overlap", "variant"],
            "in.bcf",
        ),
        (bundle, &["--allow-synthetic"], "in.vcf"),
    ] {
        assert_repeats(&folder, &[&bundle, args].concat(), input);
    }
    let command = assert_repeats(&folder, &bundle, "in.vcf");
    assert!(
        command.ends_with("--bundle published.dsd --source csq --field CSQ"),
        "{command}"
    );
}

/// Coordinates serve where a CSQ is another program's; they do so again.
#[test]
fn the_source_that_was_taken_is_recorded_and_not_what_was_asked_for() {
    let folder = folder();
    let mut vcf = folder.text("in.vcf");
    for key in ["CSQ", "ANN"] {
        let (text, count) = (",Number=.,Type=String", ",Number=1,Type=Integer");
        vcf = vcf.replace(&format!("{key}{text}"), &format!("{key}{count}"));
    }
    folder.write("in.vcf", vcf);
    let command = assert_repeats(
        &folder,
        &["-b", "published.dsd", "-g", "some genes.bed"],
        "in.vcf",
    );
    assert!(
        command.ends_with("--source genes --genes 'some genes.bed'"),
        "{command}"
    );
}

#[test]
fn a_command_with_networks_gives_the_same_records_again() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    folder.build_simulated();
    for (from, to) in [("simulated-f", "a network"), ("simulated-m", "m")] {
        let network = root(&format!("examples/networks/{from}.onnx"));
        std::fs::copy(network, folder.path(&format!("{to}.onnx"))).unwrap();
    }
    folder.write("some metadata.json", "{\"version\": \"7\"}");
    let bundle = [
        "-b",
        "simulated.dsd",
        "--allow-synthetic",
        "--provider",
        "cpu",
    ];
    let models = ["-m", "a network.onnx", "-m", "m.onnx"];
    assert_repeats(&folder, &[&bundle[..], &models].concat(), "in.vcf");
    let metadata = ["-m", "m.onnx", "--model-metadata", "some metadata.json"];
    let command = assert_repeats(&folder, &[&bundle[..], &metadata].concat(), "in.vcf");
    assert_has!(command, "--model-metadata 'some metadata.json'");
}
