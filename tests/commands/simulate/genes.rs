//! Variants and genes.

use std::{env, process::Command};

use super::{labels, simulate};
use crate::support::{Folder, info, records};

/// Whether bcftools can be asked. It must be there where `DSDSCORE_REQUIRE_BCFTOOLS=1`.
fn has_bcftools() -> bool {
    let version = Command::new("bcftools").arg("--version").output();
    let is_there = version.is_ok_and(|output| output.status.success());
    let is_required = env::var_os("DSDSCORE_REQUIRE_BCFTOOLS").is_some_and(|value| value == "1");
    assert!(is_there || !is_required, "bcftools is not on PATH");
    if !is_there {
        eprintln!("SKIPPED: bcftools is not on PATH");
    }
    is_there
}

#[test]
fn variants_are_in_the_genes_that_they_name() {
    let folder = Folder::new();
    simulate(&folder, "sim", "");
    let labels = labels::read(&folder, "sim");
    let mut scores = String::from("symbol\tgene_id\tcondition\tscore\n");
    for (index, label) in labels.iter().enumerate() {
        let (score, id) = (u8::from(label.is_disease_like), index + 1);
        scores.push_str(&format!(
            "{}\tENSSIMG{id:011}\tF\t0.{score}\n",
            label.symbol
        ));
    }
    folder.write("scores.tsv", scores);
    let build = "bundle build --synthetic --scores scores.tsv -o published.dsd";
    folder.succeed(build);
    let run = folder.annotate("--allow-synthetic -g sim/genes.gff3 sim/variants.vcf");
    let vcf = run.assert_success();
    let (named, found) = (info(vcf.text(), "SIM_GENE"), info(vcf.text(), "DSD_GENE"));
    let first = |genes: &Option<&str>| genes.map(|g| g.split(',').next().unwrap().to_string());
    assert!(named.iter().map(first).eq(found.iter().map(first)));
    let mut genes: Vec<_> = named.into_iter().flatten().collect();
    genes.dedup();
    assert!(
        genes
            .into_iter()
            .eq(labels.iter().map(|l| l.symbol.as_str()))
    );
}

#[test]
fn bcftools_reads_sorts_and_indexes_the_variants_as_they_are() {
    if !has_bcftools() {
        return;
    }
    let folder = Folder::new();
    simulate(&folder, "sim", "--samples 3");
    let bcftools = |args: &str| {
        let mut command = Command::new("bcftools");
        command
            .current_dir(folder.path("sim"))
            .args(args.split(' '));
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success() && !err.contains('['),
            "{args}: {err}"
        );
        String::from_utf8(output.stdout).unwrap()
    };
    bcftools("view -Ob -o v.bcf variants.vcf");
    bcftools("index v.bcf");
    let text = folder.text("sim/variants.vcf");
    let sorted = bcftools("view --no-version v.bcf");
    assert_eq!(records(&sorted), records(&text));
    // The counts are those of the genotypes.
    let ours = bcftools("query -f %AC:%AN\\n v.bcf");
    bcftools("view -I -Ou -o bare.bcf v.bcf");
    let command = "bcftools annotate -x INFO/AC,INFO/AN v.bcf | bcftools +fill-AN-AC | bcftools query -f '%AC:%AN\\n'";
    let mut shell = Command::new("sh");
    let output = shell
        .current_dir(folder.path("sim"))
        .args(["-c", command])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), ours);
}
