//! `rank` and `cohort`: all that they write, of the patients of the examples.

mod chromosomes;
mod cohort;
mod evidence;
mod findings;
mod formats;
mod hostile;
mod identity;
mod known_rules;
mod lists;
mod modes;
mod names;
mod networks;
mod normalised;
mod outputs;
mod paper;
mod phase;
mod phenopacket;
mod phenotype;
mod planted;
mod sexes;
mod splits;
mod structural;
mod synthetic;
mod trio;

use std::fmt::Write;

use serde_json::Value;

use crate::{
    schema,
    support::{Folder, patients},
};

/// CSQ as VEP writes it, as far as it is needed here.
const HEADER: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr1,length=248956422>\n\
    ##contig=<ID=chrX,length=156040895>\n##contig=<ID=chrY,length=57227415>\n\
    ##FILTER=<ID=low,Description=\"Low\">\n\
    ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"From Ensembl VEP. \
    Format: Allele|Consequence|IMPACT|SYMBOL|PolyPhen|gnomADe_AF\">\n\
    ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
    ##FORMAT=<ID=PS,Number=1,Type=Integer,Description=\"Phase set\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";

/// The patients of the examples as `in.vcf`, and their published scores as `a.dsd`.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    std::fs::rename(folder.path("published.dsd"), folder.path("a.dsd")).unwrap();
    std::fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

/// A bundle of scores that are made up for a test: gene, condition, score.
fn build(folder: &Folder, name: &str, scores: &[(&str, &str, f32)], more: &str) {
    let mut table = String::from("symbol\tcondition\tscore\n");
    for (gene, condition, score) in scores {
        writeln!(table, "{gene}\t{condition}\t{score}").unwrap();
    }
    folder.write("scores.tsv", table);
    folder.succeed(&format!("bundle build --scores scores.tsv -o {name}{more}"));
}

/// A VCF of some samples; each record is its CHROM, POS, gene, and the FORMAT with the samples.
fn vcf(samples: &[&str], records: &[(&str, u64, &str, &str)]) -> String {
    let mut text = format!("{HEADER}\t{}\n", samples.join("\t"));
    for (contig, position, gene, genotypes) in records {
        let genotypes = genotypes.replace(' ', "\t");
        let csq = format!("CSQ=C|missense_variant|MODERATE|{gene}|probably_damaging(1)|0.00001");
        let fixed = format!("{contig}\t{position}\t.\tA\tC\t50\tPASS");
        writeln!(text, "{fixed}\t{csq}\t{genotypes}").unwrap();
    }
    text
}

fn json(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&folder.read(name)).unwrap()
}

/// The header and the rows of a table, all of which have as many columns.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with("##"));
    let rows: Vec<Vec<_>> = lines.map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{text}");
    rows
}

/// Some columns of a table, row by row.
fn pick<const N: usize>(text: &str, names: [&str; N]) -> Vec<[String; N]> {
    let rows = rows(text);
    let places = names.map(|name| {
        let place = rows[0].iter().position(|found| *found == name);
        place.unwrap_or_else(|| panic!("{name} is not in {:?}", rows[0]))
    });
    let row = |row: &Vec<&str>| places.map(|place| row[place].to_string());
    rows[1..].iter().map(row).collect()
}

/// Each patient's candidates in order.
fn symbols(document: &Value) -> Vec<Vec<&str>> {
    list(&document["patients"])
        .map(|patient| {
            let candidates = list(&patient["candidates"]);
            candidates
                .map(|candidate| candidate["gene"]["symbol"].as_str().unwrap())
                .collect()
        })
        .collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

#[test]
fn table_json_and_records_are_of_the_same_candidates() {
    let folder = folder();
    folder.write("known.txt", "C7\n");
    let args = "rank -b a.dsd --sex female --preset paper --genes-known known.txt in.vcf \
                --json out.json --vcf out.vcf --report out.html --top 3";
    let run = folder.succeed(args);
    let document = json(&folder, "out.json");
    schema::check(&document, "ranking.schema.json");
    let patients = document["patients"].as_array().unwrap();
    let candidates = patients
        .iter()
        .flat_map(|patient| patient["candidates"].as_array().unwrap());
    let variants: usize = candidates
        .map(|candidate| candidate["variants"].as_array().unwrap().len())
        .sum();
    let rows = rows(run.text());
    assert_eq!(rows.len(), 1 + variants);
    let known = rows[0].iter().position(|name| *name == "known").unwrap();
    assert!(rows.iter().any(|row| row[known] == "known.txt"));
    let records = String::from_utf8(folder.read("out.vcf")).unwrap();
    let page = folder.text("out.html");
    assert!(page.contains("Candidate genes of 6 patients") && page.contains("id=\"GIPC2\""));
    assert!(records.contains("|P13|known|5|\t"), "{records}");
    assert_has!(run.err, "13 damaging: 11 candidate genes, 1 of them known");
}

#[test]
fn scores_that_annotate_wrote_rank_as_those_of_the_bundle() {
    let folder = folder();
    let run = |args: &str| folder.succeed(args);
    run("annotate -b a.dsd in.vcf -o scored.vcf");
    let ranked = |args: &str| {
        let run = run(args);
        let rows = rows(run.text()).into_iter();
        let places = rows.map(|row| [row[0], row[2], row[6], row[10]].map(String::from));
        places.collect::<Vec<_>>()
    };
    assert_eq!(ranked("rank -b a.dsd in.vcf"), ranked("rank scored.vcf"));
}

#[test]
fn a_cohort_counts_patients_over_files() {
    let folder = folder();
    std::fs::copy(folder.path("in.vcf"), folder.path("again.vcf")).unwrap();
    let args = "cohort -b a.dsd in.vcf again.vcf --json out.json";
    let run = folder.succeed(args);
    let rows = rows(run.text());
    assert_eq!(rows[1][1], "NPHS1");
    assert_eq!(rows[1][4], "4", "two patients in each of two files");
    let document = json(&folder, "out.json");
    schema::check(&document, "cohort.schema.json");
    assert_eq!(document["patients"].as_array().unwrap().len(), 12);
}

#[test]
fn what_would_be_lost_is_refused_before_the_work() {
    let folder = folder();
    for (args, part) in [
        ("rank -b a.dsd in.vcf -o in.vcf", "is an input too"),
        ("rank -b a.dsd in.vcf --json a.dsd", "is an input too"),
        ("rank -b a.dsd in.vcf -o out --json ./out", "two outputs"),
        (
            "rank -b a.dsd in.vcf --report a --vcf a -o out",
            "two outputs",
        ),
        ("rank -b a.dsd in.vcf --top 3 -o out", "--report"),
        ("cohort -b a.dsd in.vcf ./in.vcf -o out", "are one file"),
        ("cohort -b a.dsd in.vcf -o out --json out", "two outputs"),
        (
            "rank -b a.dsd in.vcf --samples P1 -o out",
            "sample P1 is not",
        ),
        ("rank -b a.dsd in.vcf --min-score 2 -o out", "from 0 to 1"),
        ("rank -b a.dsd in.vcf --damaging revel -o out", "REVEL"),
    ] {
        let run = folder.run(args.split(' '));
        assert_ne!(run.code, Some(0), "{args}");
        assert!(run.err.contains(part), "{args}: {}", run.err);
        assert!(!folder.path("out").exists(), "{args}");
    }
}
