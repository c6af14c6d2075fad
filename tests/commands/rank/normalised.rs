//! Scores that annotate wrote, of ALTs that bcftools has split, trimmed and shifted since.

use super::pick;
use crate::support::Folder;

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chrT,length=3000>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. \
    Format: Allele|Consequence|IMPACT|SYMBOL|Gene\">\n\
    ##INFO=<ID=DSD,Number=.,Type=String,Description=\"Gene-level scores, one entry per ALT and gene. \
    Format: Allele|Consequence|SYMBOL|Gene|Score_F|Score_M\",Source=\"dsdscore\",Version=\"0.1.0\">\n\
    ##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\",Version=\"0.1.0\">\n\
    ##INFO=<ID=DSD_M,Number=A,Type=Float,Description=\"\",Source=\"dsdscore\",Version=\"0.1.0\">\n\
    ##INFO=<ID=DSD_GENE,Number=A,Type=String,Description=\"\",Source=\"dsdscore\",Version=\"0.1.0\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// Two records of one site `CA>C,CAA`, of which P carries one each.
fn vcf(first: &str, second: &str) -> String {
    format!(
        "{HEADER}chrT\t1000\t.\tCA\tC\t.\tPASS\t{first}\tGT\t1/0\n\
         chrT\t1000\t.\tC\tCA\t.\tPASS\t{second}\tGT\t0/1\n"
    )
}

fn ranked(first: &str, second: &str) -> Vec<[String; 5]> {
    let folder = Folder::new();
    folder.write("in.vcf", vcf(first, second));
    let run = folder.succeed("rank --sex male in.vcf");
    pick(run.text(), ["symbol", "ref", "alt", "score_F", "score_M"])
}

fn row(columns: [&str; 5]) -> [String; 5] {
    columns.map(String::from)
}

#[test]
fn a_trimmed_alt_keeps_the_score_of_its_gene() {
    let dsd = "DSD=C||SOX9|ENSG00000125398|0.472099|0.19041,CAA||SOX9|ENSG00000125398|0.472099|0.19041;\
               DSD_F=0.472099;DSD_M=0.19041;DSD_GENE=SOX9";
    let expected = [
        row(["SOX9", "CA", "C", "0.472099", "0.19041"]),
        row(["SOX9", "C", "CA", "0.472099", "0.19041"]),
    ];
    assert_eq!(ranked(dsd, dsd), expected);
}

#[test]
fn a_trimmed_alt_keeps_its_own_gene_of_two() {
    let csq = "CSQ=-|missense_variant|MODERATE|SRY|ENSG00000184895,AA|missense_variant|MODERATE|SOX9|ENSG00000125398";
    let dsd =
        "DSD=C||SRY|ENSG00000184895|0.079961|0.011226,CAA||SOX9|ENSG00000125398|0.472099|0.19041";
    let [sry, sox9] = [
        "DSD_F=0.079961;DSD_M=0.011226;DSD_GENE=SRY",
        "DSD_F=0.472099;DSD_M=0.19041;DSD_GENE=SOX9",
    ];
    let expected = [
        row(["SOX9", "C", "CA", "0.472099", "0.19041"]),
        row(["SRY", "CA", "C", "0.079961", "0.011226"]),
    ];
    let found = ranked(&format!("{dsd};{sry}"), &format!("{dsd};{sox9}"));
    assert_eq!(found, expected);
    let found = ranked(
        &format!("{csq};{dsd};{sry}"),
        &format!("{csq};{dsd};{sox9}"),
    );
    assert_eq!(found[0][0], "SOX9", "its score puts it first");
    assert!(expected.iter().all(|row| found.contains(row)), "{found:?}");
}

#[test]
fn scores_that_contradict_each_other_are_told() {
    let folder = Folder::new();
    let dsd = "DSD=C||SRY|ENSG00000184895|0.1|0.2;DSD_F=0.9;DSD_M=0.2;DSD_GENE=SRY";
    folder.write("in.vcf", vcf(dsd, "."));
    let run = folder.succeed("rank --sex male in.vcf");
    let rows = pick(run.text(), ["symbol", "score_F", "score_M"]);
    assert_eq!(rows, [["SRY", "0.1", "0.2"].map(String::from)]);
    assert_has!(run.err, "of 1 ALTs the input's scores contradict");
}
