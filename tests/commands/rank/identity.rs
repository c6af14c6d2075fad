//! Genes that transcripts name differently, as VEP's `--merged` does: Gene is an Ensembl ID for
//! those of Ensembl and an NCBI number for those of RefSeq.

use std::fmt::Write;

use serde_json::Value;

use super::{build, json, list, pick};
use crate::support::Folder;

const HEADER: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"From Ensembl VEP. \
    Format: Allele|Consequence|IMPACT|SYMBOL|Gene|Feature|HGNC_ID|PolyPhen\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"Phase set\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n";

/// SYMBOL, Gene and HGNC_ID of a transcript.
type Named = [&'static str; 3];

const ENSEMBL: Named = ["GENE1", "ENSG00000000001", "HGNC:5"];
const REFSEQ: Named = ["GENE1", "6736", ""];

/// A record for each item, with an entry for each of its transcripts and a genotype; all are phased
/// in one set.
fn vcf(records: &[(&[Named], &str)]) -> String {
    let mut text = HEADER.to_string();
    for (i, (transcripts, genotype)) in records.iter().enumerate() {
        let entry = |[symbol, gene, hgnc]: &Named| {
            format!("C|missense_variant|MODERATE|{symbol}|{gene}|T|{hgnc}|probably_damaging(1)")
        };
        let entries: Vec<_> = transcripts.iter().map(entry).collect();
        let (position, entries) = (100 * (i + 1), entries.join(","));
        let record = format!("chr1\t{position}\t.\tA\tC\t50\tPASS\tCSQ={entries}\tGT:PS");
        writeln!(text, "{record}\t{genotype}:1").unwrap();
    }
    text
}

fn folder() -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("ELSE", "F", 0.5), ("OLD", "F", 0.75)],
        "",
    );
    folder
}

fn ranked(records: &[(&[Named], &str)], more: &str) -> Value {
    let folder = folder();
    folder.write("in.vcf", vcf(records));
    folder.write("known.txt", "gene1\n");
    folder.succeed(&format!(
        "rank -b s.dsd --sex female in.vcf --json out.json {more}"
    ));
    json(&folder, "out.json")["patients"][0].clone()
}

/// Of each candidate its names, its compound, and how many variants it has.
fn candidates(patient: &Value) -> Vec<(String, String, usize)> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_string();
    let candidates = list(&patient["candidates"]).map(|candidate| {
        let names = ["symbol", "ensembl_id", "hgnc_id"].map(|key| word(&candidate["gene"][key]));
        let variants = list(&candidate["variants"]).count();
        (names.join(" "), word(&candidate["compound"]), variants)
    });
    let mut candidates: Vec<_> = candidates.collect();
    candidates.sort();
    candidates
}

fn expected(candidates: &[(&str, &str, usize)]) -> Vec<(String, String, usize)> {
    let owned = |&(names, compound, variants): &(&str, &str, usize)| {
        (names.into(), compound.into(), variants)
    };
    candidates.iter().map(owned).collect()
}

const ONE: (&str, &str, usize) = ("GENE1 ENSG00000000001 HGNC:5", "trans", 2);

#[test]
fn a_compound_of_an_ensembl_and_a_refseq_transcript_is_one_candidate() {
    for [first, second] in [[ENSEMBL, REFSEQ], [REFSEQ, ENSEMBL]] {
        let patient = ranked(&[(&[first], "0|1"), (&[second], "1|0")], "");
        assert_eq!(candidates(&patient), expected(&[ONE]));
        for step in list(&patient["funnel"]["steps"]) {
            assert_eq!((&step["genes"], &step["variants"]), (&1.into(), &2.into()));
        }
    }
}

#[test]
fn identifiers_that_a_later_record_joins_are_one_candidate() {
    let records: [(&[Named], &str); 3] = [
        (&[["", "ENSG00000000001.3", ""]], "0|1"),
        (&[["GENE1", "", "5"]], "1|0"),
        (&[["", "ENSG00000000001", "HGNC:5"]], "0|0"),
    ];
    assert_eq!(candidates(&ranked(&records, "")), expected(&[ONE]));
}

/// Two ALTs of one record are on two copies, and one ALT of two transcripts is not.
#[test]
fn a_variant_of_both_kinds_of_transcripts_is_one_variant() {
    let one = ("GENE1 ENSG00000000001 HGNC:5", "-", 1);
    let patient = ranked(&[(&[ENSEMBL, REFSEQ], "0|1")], "");
    assert_eq!(candidates(&patient), expected(&[one]));
    // Here only another record tells that the two are one.
    let records: [(&[Named], &str); 2] = [
        (&[["", "ENSG00000000001", ""], REFSEQ], "0|1"),
        (&[ENSEMBL], "0|0"),
    ];
    assert_eq!(candidates(&ranked(&records, "")), expected(&[one]));
}

#[test]
fn two_genes_of_one_symbol_are_two_candidates_and_what_may_be_either_is_kept() {
    let records: [(&[Named], &str); 3] = [
        (&[["GENE1", "", ""]], "0|1"),
        (&[["GENE1", "ENSG00000000001", ""]], "0|1"),
        (&[["GENE1", "ENSG00000000002", ""]], "1|0"),
    ];
    let apart = [
        ("GENE1  ", "-", 1),
        ("GENE1 ENSG00000000001 ", "-", 1),
        ("GENE1 ENSG00000000002 ", "-", 1),
    ];
    assert_eq!(candidates(&ranked(&records, "")), expected(&apart));
}

/// Two entries with one symbol and ID, of which only the second has the HGNC ID and is missense.
#[test]
fn an_entry_counts_though_an_earlier_one_says_less_of_its_gene() {
    let folder = folder();
    let both: [Named; 2] = [["GENE1", "ENSG00000000001", ""], ENSEMBL];
    let first = vcf(&[(&both, "0|1")]).replacen("missense", "synonymous", 1);
    folder.write("in.vcf", first);
    folder.succeed(
        "rank -b s.dsd --sex female in.vcf --consequence missense_variant --json out.json",
    );
    let patient = &json(&folder, "out.json")["patients"][0];
    assert_eq!(list(&patient["candidates"]).count(), 1);
}

#[test]
fn a_gene_that_only_ncbi_numbers_is_a_candidate() {
    let records: [(&[Named], &str); 2] = [
        (&[["", "124900000", ""]], "0|1"),
        (&[["", "124900000", ""]], "1|0"),
    ];
    let numbered = [("GeneID:124900000  ", "trans", 2)];
    assert_eq!(candidates(&ranked(&records, "")), expected(&numbered));
}

#[test]
fn a_known_gene_is_found_by_the_name_that_any_transcript_gives() {
    let records: [(&[Named], &str); 2] = [
        (&[["", "ENSG00000000001", "HGNC:5"]], "0|1"),
        (&[["GENE1", "6736", "HGNC:5"]], "1|0"),
    ];
    let patient = ranked(&records, "--genes-known known.txt");
    assert_eq!(candidates(&patient), expected(&[ONE]));
    assert_eq!(patient["candidates"][0]["known"]["list"], "known.txt");
}

/// The bundle has the gene by its previous symbol alone, which RefSeq's transcript has still.
#[test]
fn an_hgnc_number_that_stands_beside_a_bundles_gene_is_that_genes() {
    let records: [(&[Named], &str); 2] =
        [(&[ENSEMBL], "0|1"), (&[["OLD", "6736", "HGNC:5"]], "1|0")];
    let patient = ranked(&records, "");
    assert_eq!(candidates(&patient), expected(&[("OLD  ", "trans", 2)]));
    assert_eq!(patient["candidates"][0]["scores"][0]["score"], 0.75);
}

/// Rows of a cohort: symbol, Ensembl ID, HGNC ID, patients, compound, possible compound.
fn cohort(files: &[&[(&[Named], &str)]]) -> Vec<[String; 6]> {
    let folder = folder();
    let mut names = String::new();
    for (i, records) in files.iter().enumerate() {
        folder.write(&format!("{i}.vcf"), vcf(records));
        write!(names, " {i}.vcf").unwrap();
    }
    let run = folder.succeed(&format!("cohort -b s.dsd --sex female{names}"));
    let columns = [
        "symbol",
        "gene_id",
        "hgnc_id",
        "patients",
        "compound",
        "possible_compound",
    ];
    pick(run.text(), columns)
}

#[test]
fn a_gene_that_inputs_of_a_cohort_name_differently_is_one_row() {
    let first: [(&[Named], &str); 1] = [(&[ENSEMBL], "0|1")];
    let second: [(&[Named], &str); 1] = [(&[REFSEQ], "0|1")];
    let third: [(&[Named], &str); 1] = [(&[["GENE1", "", ""]], "0|1")];
    for files in [[&first[..], &second, &third], [&third[..], &second, &first]] {
        let row = ["GENE1", "ENSG00000000001", "HGNC:5", "3", "0", "0"];
        assert_eq!(cohort(&files), [row]);
    }
}

/// The first patient's own input does not tell that its two variants are of one gene.
#[test]
fn what_another_input_tells_to_be_one_gene_may_be_a_compound() {
    let first: [(&[Named], &str); 2] = [
        (&[["", "ENSG00000000001", ""]], "0|1"),
        (&[["", "", "HGNC:5"]], "1|0"),
    ];
    let second: [(&[Named], &str); 1] = [(&[ENSEMBL], "0|1")];
    let row = ["GENE1", "ENSG00000000001", "HGNC:5", "2", "0", "1"];
    assert_eq!(cohort(&[&first, &second]), [row]);
}
