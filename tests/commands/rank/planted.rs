//! The tables that `benches/rank-planted.sh` and its reader rely on, and that a planted gene is found.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Folder, root};

const PLANTED: &str = "benches/planted.tsv";
const KNOWN: &str = "examples/dsd-genes.tsv";

/// GRCh38's chromosomes 1 to 22, X and Y.
const LENGTHS: [u64; 24] = [
    248_956_422,
    242_193_529,
    198_295_559,
    190_214_555,
    181_538_259,
    170_805_979,
    159_345_973,
    145_138_636,
    138_394_717,
    133_797_422,
    135_086_622,
    133_275_309,
    114_364_328,
    107_043_718,
    101_991_189,
    90_338_345,
    83_257_441,
    80_373_285,
    58_617_616,
    64_444_167,
    46_709_983,
    50_818_468,
    156_040_895,
    57_227_415,
];

/// Terms of the Sequence Ontology; the first five are losses of function.
const TERMS: [&str; 6] = [
    "stop_gained",
    "frameshift_variant",
    "splice_acceptor_variant",
    "splice_donor_variant",
    "start_lost",
    "missense_variant",
];

type Row = BTreeMap<String, String>;

/// The rows of a table with `#` comments, by column.
fn rows(path: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(root(path)).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<_> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let values: Vec<_> = line.split('\t').collect();
        assert_eq!(values.len(), columns.len(), "{line}");
        let pairs = columns.iter().zip(values);
        pairs.map(|(c, v)| (c.to_string(), v.to_string())).collect()
    };
    lines.map(row).collect()
}

fn is_loss(row: &Row) -> bool {
    TERMS[..5].contains(&row["consequence"].as_str())
}

/// Cases with their rows.
fn cases() -> BTreeMap<String, Vec<Row>> {
    let mut cases: BTreeMap<_, Vec<Row>> = BTreeMap::new();
    for row in rows(PLANTED) {
        cases.entry(row["case"].clone()).or_default().push(row);
    }
    cases
}

/// Symbols with Ensembl and HGNC IDs, as the built-in bundle has them.
fn built_in() -> BTreeMap<String, (String, String)> {
    let exported = Folder::new().succeed("bundle export");
    let lines = exported
        .text()
        .lines()
        .filter(|line| !line.starts_with('#'));
    let gene = |line: &str| {
        let mut columns = line.split('\t').map(String::from);
        let mut next = || columns.next().unwrap();
        (next(), (next(), next()))
    };
    lines.skip(1).map(gene).collect()
}

/// A base on the other strand.
fn opposite(base: &str) -> &str {
    match base {
        "A" => "T",
        "T" => "A",
        "C" => "G",
        _ => "C",
    }
}

#[test]
fn planted_variants_are_many_and_of_both_kinds() {
    let cases = cases();
    let genes: BTreeSet<_> = rows(PLANTED).iter().map(|r| r["symbol"].clone()).collect();
    let loss = cases.values().filter(|rows| rows.iter().any(is_loss));
    let loss = loss.count();
    assert!(cases.len() >= 60 && genes.len() >= 30, "{}", genes.len());
    assert!(loss >= 30 && cases.len() - loss >= 30, "{loss}");
}

#[test]
fn planted_variants_lie_on_their_chromosomes_and_agree_with_hgvs() {
    for row in rows(PLANTED) {
        let chrom = row["chrom"].strip_prefix("chr").unwrap();
        let number = match chrom {
            "X" => 23,
            "Y" => 24,
            _ => chrom.parse().unwrap(),
        };
        let position: u64 = row["pos"].parse().unwrap();
        assert!((1..LENGTHS[number - 1]).contains(&position), "{row:?}");
        assert!(TERMS.contains(&row["consequence"].as_str()), "{row:?}");
        let (reference, alternate) = (row["ref"].as_str(), row["alt"].as_str());
        for allele in [reference, alternate] {
            assert!(allele.bytes().all(|base| b"ACGT".contains(&base)));
        }
        assert_ne!(reference, alternate);
        let Some((before, after)) = row["hgvsc"].split_once('>') else {
            assert_ne!(reference.len(), alternate.len(), "{row:?}");
            continue;
        };
        let coding = (&before[before.len() - 1..], after);
        let forward = coding == (reference, alternate);
        let reverse = coding == (opposite(reference), opposite(alternate));
        assert!(forward || reverse, "{row:?}");
    }
}

/// A substitution's codon is the amino acid that HGVS names, and one gene has one strand.
#[test]
fn coding_positions_agree_with_amino_acids_and_strands() {
    let mut strands: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    let mut places: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    for row in rows(PLANTED) {
        let change = row["hgvsc"].strip_prefix("c.").unwrap();
        let Some((before, after)) = change.split_once('>') else {
            continue;
        };
        let digits = before.trim_end_matches(char::is_alphabetic);
        let Ok(coding) = digits.parse::<i64>() else {
            continue; // in an intron
        };
        let protein: String = row["hgvsp"].chars().filter(char::is_ascii_digit).collect();
        assert_eq!(
            (coding - 1) / 3 + 1,
            protein.parse::<i64>().unwrap(),
            "{row:?}"
        );
        let symbol = row["symbol"].clone();
        let is_forward = after == row["alt"];
        strands
            .entry(symbol.clone())
            .or_default()
            .insert(is_forward);
        let position = row["pos"].parse().unwrap();
        places.entry(symbol).or_default().push((coding, position));
    }
    for (symbol, found) in &strands {
        assert_eq!(found.len(), 1, "{symbol}");
        let direction = if found.contains(&true) { 1 } else { -1 };
        let mut places = places[symbol].clone();
        places.sort_unstable();
        assert!(
            places.is_sorted_by_key(|(_, position)| direction * position),
            "{symbol}"
        );
    }
}

#[test]
fn each_case_is_a_genotype_that_its_chromosomes_can_have() {
    for (case, rows) in cases() {
        for row in &rows {
            let is_sex_linked = ["chrX", "chrY"].contains(&row["chrom"].as_str());
            let is_one_x = row["karyotype"] == "46,XY";
            assert!(is_one_x || row["karyotype"] == "46,XX", "{case}");
            let expected = match (is_sex_linked && is_one_x, rows.len()) {
                (true, 1) => vec!["hemi"],
                (false, 1) => vec!["het", "hom"],
                (false, 2) => vec!["het"],
                _ => panic!("{case}"),
            };
            assert!(expected.contains(&row["zygosity"].as_str()), "{case}");
            assert_eq!(row["symbol"], rows[0]["symbol"]);
        }
    }
}

#[test]
fn rows_have_sources_and_genes_of_the_built_in_bundle() {
    let genes = built_in();
    for row in rows(PLANTED) {
        assert_eq!(genes[&row["symbol"]].0, row["gene_id"]);
        let source = &row["source"];
        let kinds = ["ClinVar variation ", "ClinVar allele ", "PMID:", "doi:10."];
        assert!(
            kinds.iter().any(|kind| source.starts_with(kind)),
            "{source}"
        );
    }
    let known = rows(KNOWN);
    assert!(known.len() >= 40);
    for row in &known {
        assert!(row["source"].split(';').all(|id| id.starts_with("OMIM:")));
        assert!(["green", "amber"].contains(&row["confidence"].as_str()));
        assert!(["", "46,XY", "46,XX"].contains(&row["sex_limited"].as_str()));
        if let Some((gene_id, hgnc_id)) = genes.get(&row["symbol"]) {
            assert_eq!((&row["gene_id"], &row["hgnc_id"]), (gene_id, hgnc_id));
        }
    }
    let symbols: BTreeSet<_> = known.iter().map(|row| &row["symbol"]).collect();
    assert_eq!(symbols.len(), known.len(), "a gene stands once");
    for row in rows(PLANTED) {
        assert!(symbols.contains(&row["symbol"]), "{}", row["symbol"]);
    }
}

/// VEP leaves out the first base where both have it and their lengths differ.
fn csq_allele<'a>(reference: &str, alternate: &'a str) -> &'a str {
    if reference.len() == alternate.len() || reference[..1] != alternate[..1] {
        return alternate;
    }
    match &alternate[1..] {
        "" => "-",
        rest => rest,
    }
}

/// A VCF in which each case is a sample of its own.
fn vcf(cases: &BTreeMap<String, Vec<Row>>) -> String {
    let names: Vec<_> = cases.keys().map(String::as_str).collect();
    let mut text = format!("{}\t{}\n", super::HEADER, names.join("\t"));
    for (index, rows) in cases.values().enumerate() {
        for row in rows {
            let call = match row["zygosity"].as_str() {
                "het" => "0/1",
                "hom" => "1/1",
                _ => "1",
            };
            let impact = if is_loss(row) { "HIGH" } else { "MODERATE" };
            let mut calls = vec!["0/0"; names.len()];
            calls[index] = call;
            text += &format!(
                "{}\t{}\t.\t{}\t{}\t.\tPASS\tCSQ={}|{}|{impact}|{}||\tGT\t{}\n",
                row["chrom"],
                row["pos"],
                row["ref"],
                row["alt"],
                csq_allele(&row["ref"], &row["alt"]),
                row["consequence"],
                row["symbol"],
                calls.join("\t")
            );
        }
    }
    text
}

#[test]
fn a_planted_gene_is_found_and_known_by_the_list() {
    let folder = Folder::new();
    for (karyotype, sex) in [("46,XY", "male"), ("46,XX", "female")] {
        let mut cases = cases();
        cases.retain(|_, rows| rows[0]["karyotype"] == karyotype);
        folder.write("in.vcf", vcf(&cases));
        let known = root(KNOWN);
        let args = format!("rank in.vcf --sex {sex} --preset rare -o out.tsv --genes-known");
        let args = args.split(' ').map(std::ffi::OsStr::new);
        folder.run(args.chain([known.as_os_str()])).assert_success();
        let text = folder.text("out.tsv");
        let mut lines = text.lines().filter(|line| !line.starts_with("##"));
        let columns: Vec<_> = lines.next().unwrap().split('\t').collect();
        let at = |name| columns.iter().position(|c| *c == name).unwrap();
        let wanted = ["sample", "rank", "symbol", "known"].map(at);
        let found: BTreeSet<_> = lines
            .map(|line| {
                let values: Vec<_> = line.split('\t').collect();
                wanted.map(|column| values[column].to_string())
            })
            .collect();
        let expected = cases
            .iter()
            .map(|(case, rows)| [case, "1", &rows[0]["symbol"], "dsd-genes.tsv"].map(String::from));
        assert_eq!(found, expected.collect());
    }
}
