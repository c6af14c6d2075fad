//! The plugin for VEP, without VEP: `plugin/vep/check-vep.sh` runs it in VEP.

use std::{
    env,
    io::Write,
    process::{Command, Stdio},
};

use crate::support::{Folder, HEADER, Run, info, root};

/// Whether Perl can be asked. It must be there where `DSDSCORE_REQUIRE_PERL=1`.
fn has_perl() -> bool {
    let needs = ["-MTest::More", "-MDigest::SHA", "-MIO::Uncompress::Gunzip"];
    let run = Command::new("perl").args(needs).args(["-e", "1"]).output();
    let is_there = run.is_ok_and(|output| output.status.success());
    let is_required = env::var_os("DSDSCORE_REQUIRE_PERL").is_some_and(|value| value == "1");
    assert!(
        is_there || !is_required,
        "perl and its core modules are not there"
    );
    if !is_there {
        eprintln!("SKIPPED: perl and its core modules are not there");
    }
    is_there
}

#[test]
fn the_plugin_passes_its_tests() {
    if !has_perl() {
        return;
    }
    let mut perl = Command::new("perl");
    let run = Run::from(perl.arg(root("plugin/vep/t/DSDScore.t")).output().unwrap());
    let run = run.assert_success();
    assert!(
        run.text().contains("\n1..11\n") || run.text().ends_with("1..11\n"),
        "{}",
        run.text()
    );
}

const SCORES: &str = "symbol\tgene_id\thgnc_id\tsynonyms\tcondition\tscore\n\
    SRY\tENSG00000184895\tHGNC:11311\tTDF;TDY\tF\t0.0000001\nSRY\t.\t.\t.\tM\t0.99999595\n\
    NR5A1\tENSG00000136931\tHGNC:7983\tSF1;FTZF1\tF\t0.25\n\
    SF1\tENSG00000168066\tHGNC:12950\tZNF162;MEKK\tM\t0\n\
    MAP3K1\t.\t.\tMEKK\tM\t1\n\
    SHOX\tENSG00000185960\t.\t.\tF\t0.125\nSHOX\t.\t.\t.\tM\t0.875\n";

/// Symbol, gene ID and HGNC ID, as VEP names genes.
const NAMED: [[&str; 3]; 17] = [
    ["SRY", "ENSG00000184895", "HGNC:11311"],
    ["X", "ENSG00000184895.7", ""],
    ["X", "ENSG99999999999", "HGNC:7983"],
    ["TDF", "ENSG99999999999", ""],
    ["SF1", "", ""],
    ["FTZF1", "", ""],
    ["MEKK", "", ""],
    ["MAP3K1", "4214", ""],
    ["SRY", "SRY", ""],
    ["", "SRY", ""],
    ["ENSG00000168066", "", ""],
    ["SHOX", "ENSG00000185960.15_PAR_Y", ""],
    ["sry", "", ""],
    ["NOSUCH", "ENSG00000000001", "HGNC:1"],
    ["", "", ""],
    ["", "6736", ""],
    ["SRY", "ENSG00000136931", "HGNC:12950"],
];

/// Runs the plugin on genes, a line each, and prints their scores.
const RUN: &str = r#"
    package Allele; sub feature { $_[0]{transcript} }
    package main;
    use DSDScore;
    my $plugin = DSDScore->new({}, "file=$ARGV[0]");
    while (my $line = <STDIN>) {
      chomp $line;
      my ($symbol, $id, $hgnc_id) = map { length $_ ? $_ : undef } split /\t/, $line, -1;
      my %of = (_gene_symbol => $symbol, _gene_stable_id => $id, _gene_hgnc_id => $hgnc_id);
      my $scores = $plugin->run(bless({ transcript => \%of }, 'Allele'), {});
      print join("\t", map { defined $scores->{$_} ? $scores->{$_} : '' } qw(DSD_F DSD_M)), "\n";
    }
"#;

fn by_plugin(folder: &Folder, table: &str) -> String {
    let mut perl = Command::new("perl");
    for path in ["plugin/vep", "plugin/vep/t/lib"] {
        perl.arg("-I").arg(root(path));
    }
    perl.args(["-we", RUN]).arg(folder.path(table));
    let pipes = perl.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    let lines = NAMED.map(|names| names.join("\t") + "\n").concat();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let run = Run::from(child.wait_with_output().unwrap()).assert_success();
    assert_eq!(run.err, "");
    run.text().to_string()
}

#[test]
fn the_plugin_gives_the_scores_of_annotate() {
    if !has_perl() {
        return;
    }
    let folder = Folder::new();
    folder.write("scores.tsv", SCORES);
    for args in [
        "bundle build --scores scores.tsv -o b.dsd",
        "bundle export b.dsd -o b.tsv",
    ] {
        folder.succeed(args);
    }
    let mut vcf = HEADER.replace("SYMBOL|Gene", "SYMBOL|Gene|HGNC_ID");
    for (at, names) in NAMED.iter().enumerate() {
        let names = names.join("|");
        vcf.push_str(&format!(
            "chr1\t{}\t.\tA\tC\t.\t.\tCSQ=C|x|{names}\tGT\t0/1\t0/1\n",
            at + 1
        ));
    }
    folder.write("in.vcf", vcf);
    let annotated = folder.annotate_with("b.dsd", "in.vcf").assert_success();
    let [female, male] = ["DSD_F", "DSD_M"].map(|key| info(annotated.text(), key));
    let by_plugin = by_plugin(&folder, "b.tsv");
    let rows: Vec<_> = by_plugin.lines().collect();
    assert_eq!(rows.len(), NAMED.len());
    for (at, row) in rows.iter().enumerate() {
        let number = |text: &str| text.parse::<f32>().ok();
        let found: Vec<_> = row.split('\t').map(number).collect();
        let wanted = [female[at], male[at]].map(|text| text.and_then(number));
        assert_eq!(found, wanted, "{:?}", NAMED[at]);
    }
    assert!(female.iter().flatten().count() > 5 && male.iter().flatten().count() > 5);
}
