//! What is told of a patient before any candidate: SRY, X and Y, runs of homozygosity.

use std::fmt::Write;

use super::{build, json, list};
use crate::{schema, support::Folder};

const HEADER: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n\
    ##contig=<ID=chrX,length=156040895>\n##contig=<ID=chrY,length=57227415>\n\
    ##INFO=<ID=END,Number=1,Type=Integer,Description=\"End\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|IMPACT|SYMBOL\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Depth\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// What is told of a thing, of a file with these records.
fn told(header: &str, records: &str, of: &str) -> String {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.5), ("A", "M", 0.5)], "");
    let gene = "chr1\t100\t.\tA\tC\t50\tPASS\tCSQ=C|missense_variant|MODERATE|A\tGT\t0/1\n";
    folder.write("in.vcf", format!("{header}{gene}{records}"));
    folder.succeed("rank -b s.dsd in.vcf --json out.json -o out.tsv --report out.html");
    let document = json(&folder, "out.json");
    schema::check(&document, "ranking.schema.json");
    let mut findings = list(&document["patients"][0]["findings"]);
    let found = findings.find(|finding| finding["of"] == of);
    found.unwrap()["said"].as_str().unwrap().into()
}

/// SRY of GRCh38 is chrY:2,786,855-2,787,682.
#[test]
fn no_call_in_sry_is_no_absence() {
    for (records, expected) in [
        ("", "no call is no absence"),
        (
            "chrY\t2787300\t.\tC\tT\t50\tPASS\t.\tGT:DP\t1/1:30\n",
            "There, with a variant: chrY:2787300 C>T (1/1).",
        ),
        (
            "chrY\t2787300\t.\tC\tT\t50\tlow\t.\tGT:DP\t0/1:3\n",
            "(0/1, not through FILTER)",
        ),
        (
            "chrY\t2787683\t.\tC\tT\t50\tPASS\t.\tGT:DP\t1/1:30\n",
            "no call is no absence",
        ),
        (
            "chrY\t2786854\t.\tC\tT\t50\tPASS\t.\tGT:DP\t1/1:30\n",
            "no call is no absence",
        ),
        (
            "chrX\t2787300\t.\tC\tT\t50\tPASS\t.\tGT:DP\t1/1:30\n",
            "no call is no absence",
        ),
        // Another sample of the file carries it.
        (
            "chrY\t2787300\t.\tC\tT\t50\tPASS\t.\tGT:DP\t0:20\n",
            "1 of its bases have reads like the reference, up to 20",
        ),
        // Blocks of a gVCF, which reach over the gene's ends.
        (
            "chrY\t2786000\t.\tC\t<NON_REF>\t.\t.\tEND=2787000\tGT:DP\t0/0:35\n\
             chrY\t2787001\t.\tC\t<NON_REF>\t.\t.\tEND=2788000\tGT:DP\t0/0:12\n",
            "828 of its bases have reads like the reference, up to 35",
        ),
        (
            "chrY\t2786000\t.\tC\t<NON_REF>\t.\t.\tEND=2788000\tGT:DP\t0/0:0\n",
            "a depth of 0 for 828 of its bases. It looks absent",
        ),
        (
            "chrY\t2700000\t.\tC\t<NON_REF>\t.\t.\tEND=2700100\tGT:DP\t0/0:9\n",
            "says nothing of it",
        ),
    ] {
        let said = told(HEADER, records, "SRY");
        assert!(said.contains(expected), "{records}: {said}");
    }
}

/// Where the header tells no assembly, the annotation names the gene.
#[test]
fn sry_is_known_by_the_annotation_where_no_place_is() {
    let header = HEADER
        .replace(",length=248956422", "")
        .replace(",length=156040895", "");
    let header = header.replace(",length=57227415", "");
    let record = |symbol: &str| {
        format!("chrY\t77\t.\tA\tC\t50\tPASS\tCSQ=C|stop_gained|HIGH|{symbol}\tGT:DP\t1:30\n")
    };
    assert_eq!(
        told(&header, &record("SRY"), "SRY"),
        "There, with a variant: chrY:77 A>C (1)."
    );
    assert!(told(&header, &record("ZFY"), "SRY").contains("no call is no absence"));
}

#[test]
fn x_and_y_are_told_by_their_sites() {
    let mut records = String::new();
    for i in 0..40 {
        let genotype = if i % 20 == 0 { "0/1" } else { "1/1" };
        let site = "A\tC\t50\tPASS\t.\tGT";
        writeln!(records, "chrX\t{}\t.\t{site}\t{genotype}", 40_000_000 + i).unwrap();
    }
    for i in 0..12 {
        writeln!(
            records,
            "chrY\t{}\t.\tA\tC\t50\tPASS\t.\tGT\t1",
            10_000_000 + i
        )
        .unwrap();
    }
    let said = ["X", "Y", "X and Y"].map(|of| told(HEADER, &records, of));
    assert!(
        said[0].contains("40 sites") && said[0].contains("2 of them (5 %)"),
        "{said:?}"
    );
    assert!(said[1].starts_with("12 sites"), "{said:?}");
    assert!(said[2].contains("one X and a Y"), "{said:?}");
}

/// 6,000 sites, the first 1,000 of them homozygous over 20 Mb.
#[test]
fn a_homozygous_candidate_in_a_run_is_marked() {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.5), ("A", "M", 0.5)], "");
    let mut text = String::from(HEADER);
    for i in 0..6000 {
        let genotype = if i < 1000 || i % 3 == 0 { "1/1" } else { "0/1" };
        let gene = if i == 500 || i == 3000 {
            "CSQ=C|missense_variant|MODERATE|A"
        } else {
            "."
        };
        let position = 1_000_000 + i * 20_000;
        writeln!(
            text,
            "chr1\t{position}\t.\tA\tC\t50\tPASS\t{gene}\tGT\t{genotype}"
        )
        .unwrap();
    }
    folder.write("in.vcf", text);
    folder.succeed("rank -b s.dsd in.vcf --json out.json -o out.tsv");
    let document = json(&folder, "out.json");
    let patient = &document["patients"][0];
    let found: Vec<_> = list(&patient["candidates"][0]["variants"])
        .map(|variant| variant["run_of_homozygosity"].as_u64())
        .collect();
    assert!(
        found[0].is_some_and(|bases| (19_900_000..20_200_000).contains(&bases)),
        "{found:?}"
    );
    assert_eq!(found[1], None);
    let said = list(&patient["findings"]).last().unwrap()["said"]
        .as_str()
        .unwrap();
    assert!(
        said.starts_with("1 of 1.5 Mb or more, 20.0 Mb together"),
        "{said}"
    );
    let rows = super::pick(&folder.text("out.tsv"), ["pos", "run_of_homozygosity"]);
    assert_eq!(rows[1][1], ".");
    assert_ne!(rows[0][1], ".");
}
