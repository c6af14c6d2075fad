//! What moves scores, beside them.

use std::path::{Path, PathBuf};

use assert_cmd::assert::OutputAssertExt;
use dsdscore::{
    bundle::{Bundle, Control, Explained, Explanation, GeneReasons, Moved, Replacement, Way},
    info::{Decoder, Score},
    variant::Reader,
};
use ndarray::Array3;
use tempfile::TempDir;

use super::{
    bcftools,
    ours::fields,
    support::{annotate, dsdscore, opinions},
};

const INPUT: &str = "##fileformat=VCFv4.2
##contig=<ID=chr9>
##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene\">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO
chr9\t100\t.\tA\tG\t.\t.\tCSQ=G|missense_variant|NR5A1|
chr9\t200\t.\tA\tG\t.\t.\tCSQ=G|missense_variant|SOX9|,G|missense_variant|WT1|
";

/// The bundle of several models, with reasons of the scores that decide in F, of two of its five genes.
fn with_reasons(directory: &TempDir) -> PathBuf {
    let moved = |block, change| Moved {
        block,
        change,
        residual: None,
    };
    let explained = Explained {
        source: 0,
        explanation: Explanation {
            way: Way::Occlusion,
            replaced_by: Replacement::Usual,
            times_per_block: 1,
            control: Some(Control {
                draws: 20,
                genes: 5,
                seed: 1,
                correlation: Some(0.125),
                weaker: None,
            }),
        },
        genes: vec![
            Some(GeneReasons {
                raising: vec![moved(1, 1.25), moved(0, 0.5)],
                lowering: vec![moved(2, -12.5)],
                ..GeneReasons::default()
            }),
            Some(GeneReasons::default()),
            None,
            None,
            None,
        ],
        maps: Array3::zeros((5, 2, 2)),
    };
    let path = directory.path().join("why.dsd");
    let bundle = Bundle::open(opinions()).unwrap();
    let written = bundle.write_with_reasons(&path, vec![explained], vec![None, None]);
    written.unwrap();
    path
}

fn input(directory: &TempDir) -> PathBuf {
    let path = directory.path().join("input.vcf");
    std::fs::write(&path, INPUT).unwrap();
    path
}

/// The header's line of this beginning.
fn line<'t>(text: &'t str, start: &str) -> &'t str {
    let mut lines = text.lines().filter(|line| line.starts_with(start));
    lines.next().unwrap_or_else(|| panic!("{start}: {text}"))
}

#[test]
fn entries_say_what_moves_scores() {
    let directory = TempDir::new().unwrap();
    let (bundle, input) = (with_reasons(&directory), input(&directory));
    let text = annotate(&bundle, ["--why", input.to_str().unwrap()]);
    let records = fields(&text, "GND");
    let first = &records[0]["GND"];
    let times = Bundle::open(&bundle).unwrap().manifest().conditions[0]
        .times
        .clone();
    let [six, seven] = [0, 1].map(|time: usize| times[time].label.replace(' ', "%20"));
    let why = format!("|germ@{seven}:+1.25&germ@{six}:+0.500&supporting@{six}:-12.5");
    assert!(first.ends_with(&why), "{first}");
    for entry in records[1]["GND"].split(',') {
        assert!(
            entry.ends_with('|'),
            "nothing moves the score, or nobody asked: {entry}"
        );
    }
    let text = String::from_utf8(text).unwrap();
    let definition = line(&text, "##INFO=<ID=GND,");
    assert!(definition.contains("|Why_F\"") && definition.contains("Why_ is what moves"));
    let model = line(&text, "##dsdscore_model=<ID=GND_F,");
    assert!(
        model.contains(",Reasons=\"by occlusion: ") && model.contains("20 models"),
        "{model}"
    );
    assert!(!line(&text, "##dsdscore_model=<ID=GND_M,").contains("Reasons"));
    assert!(line(&text, "##dsdscore_command=annotate").contains(" --why"));
}

#[test]
fn nothing_is_said_unasked() {
    let directory = TempDir::new().unwrap();
    let (bundle, input) = (with_reasons(&directory), input(&directory));
    let text = |bundle: &Path| {
        let text = annotate(bundle, ["--no-version", input.to_str().unwrap()]);
        let text = String::from_utf8(text).unwrap();
        // The digest of the bundle differs.
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("##dsdscore_bundle="));
        lines.map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(text(&bundle), text(opinions()));
}

#[test]
fn a_bundle_that_does_not_tell_names_the_remedy() {
    let directory = TempDir::new().unwrap();
    let input = input(&directory);
    let mut command = dsdscore();
    command
        .args(["annotate", "--why", "-b"])
        .arg(opinions())
        .arg(input);
    let output = command.output().unwrap().assert().failure();
    let told = String::from_utf8_lossy(&output.get_output().stderr).into_owned();
    assert!(told.contains("dsdscore explain"), "{told}");
}

fn decoded(path: &Path) -> Vec<(String, Vec<Score>)> {
    let name = path.to_str().unwrap();
    let mut reader = Reader::open(name, 0).unwrap();
    let mut decoder = Decoder::find(reader.header(), reader.dictionary(), "GND", name).unwrap();
    let mut found = Vec::new();
    while reader.advance().unwrap() {
        for i in 0..reader.len() {
            decoder.read(&reader.record(i), &mut |gene| {
                let symbol = String::from_utf8_lossy(gene.gene.symbol).into_owned();
                found.push((symbol, gene.scores));
            });
        }
    }
    found
}

#[test]
fn scores_are_read_back_as_without() {
    let directory = TempDir::new().unwrap();
    let (bundle, input) = (with_reasons(&directory), input(&directory));
    let [with, without] = ["with.bcf", "without.bcf"].map(|name| directory.path().join(name));
    let run = |output: &Path, why: &[&str]| {
        let words = ["-o", output.to_str().unwrap(), input.to_str().unwrap()];
        annotate(&bundle, why.iter().copied().chain(words));
    };
    run(&with, &["--why"]);
    run(&without, &[]);
    let found = decoded(&with);
    assert_eq!(found.len(), 3);
    assert_eq!(found, decoded(&without));
}

#[test]
fn split_vep_filters_by_what_moves_scores() {
    if !bcftools::is_available() {
        return;
    }
    let directory = TempDir::new().unwrap();
    let (bundle, input) = (with_reasons(&directory), input(&directory));
    let output = directory.path().join("why.bcf");
    let words = [
        "--why",
        "-o",
        output.to_str().unwrap(),
        input.to_str().unwrap(),
    ];
    annotate(&bundle, words);
    let query = |filter: &str| {
        let args = ["+split-vep", "-d", "-a", "GND", "-c", "SYMBOL,Why_F"];
        let args = [&args[..], &["-i", filter, "-f", "%SYMBOL\n"]].concat();
        String::from_utf8(bcftools::run(&args, &output)).unwrap()
    };
    assert_eq!(query("Why_F~\"germ@\""), "NR5A1\n");
    assert_eq!(query("Why_F~\"Leydig@\""), "");
}
