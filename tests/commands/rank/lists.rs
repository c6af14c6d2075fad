//! Known genes and phenotypes, from files as they are published.

use super::{folder, json, list};
use crate::support::Folder;

/// The candidates of P13 that are known, each with the list's confidence.
fn known(folder: &Folder, file: &str) -> Vec<(String, String)> {
    let args = format!("rank -b a.dsd in.vcf --samples P13 --sex male --genes-known {file}");
    folder.succeed(&format!("{args} --json out.json -o out.tsv"));
    let document = json(folder, "out.json");
    let candidates: Vec<_> = list(&document["patients"][0]["candidates"]).collect();
    let ranks = candidates.iter().map(|gene| gene["rank"].as_u64().unwrap());
    let numbers = 1..=candidates.len() as u64;
    assert!(ranks.eq(numbers), "one rank over all");
    let found = candidates.iter().filter(|gene| !gene["known"].is_null());
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_string();
    let pair = |gene: &&serde_json::Value| {
        (
            word(&gene["gene"]["symbol"]),
            word(&gene["known"]["confidence"]),
        )
    };
    found.map(pair).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = pairs.iter().map(|(a, b)| (a.to_string(), b.to_string()));
    pairs.collect()
}

/// Quotes, line breaks within them, a byte order mark, CRLF, and entries of each rating.
#[test]
fn an_export_of_panelapp_is_read_with_its_quotes_and_line_breaks() {
    let folder = folder();
    let header = "Entity Name\tEntity type\tGene Symbol\tSources(; separated)\t\
                  Model_Of_Inheritance\tPhenotypes\tGEL_Status";
    let rows = [
        "KRT71\tgene\tKRT71\t\"Expert; \"\"list\"\"\"\tBIALLELIC\t\"one\r\ntwo\tthree\"\t3",
        "C7\tgene\tC7\tx\tMONOALLELIC, autosomal\t\"a, b\"\t4",
        "MSLN\tgene\tMSLN\tx\t\t\t2",
        "RGMA\tgene\tRGMA\tx\t\t\t1",
        "17q12\tregion\t\tx\t\t\t3",
    ];
    let text = format!("\u{feff}{header}\r\n{}\r\n", rows.join("\r\n"));
    folder.write("panel.tsv", text);
    let expected = [("C7", "Green"), ("KRT71", "Green"), ("MSLN", "Amber")];
    assert_eq!(known(&folder, "panel.tsv"), pairs(&expected));
    let document = json(&folder, "out.json");
    let is_known = |gene: &&serde_json::Value| !gene["known"].is_null();
    let first = list(&document["patients"][0]["candidates"])
        .find(is_known)
        .unwrap();
    let first = &first["known"];
    assert_eq!(first["list"], "panel.tsv");
    assert_eq!(first["note"], "MONOALLELIC, autosomal");
}

#[test]
fn plain_lists_have_symbols_or_ids() {
    let folder = folder();
    for text in [
        "KRT71\nC7\n",
        "KRT71\r\nC7",
        "ENSG00000139648.14\nHGNC:1346\n",
        "gene\nKRT71\nC7\n",
        "# my genes\nKRT71\nC7\nNOSUCHGENE\n",
    ] {
        folder.write("list.txt", text);
        let found = known(&folder, "list.txt");
        assert_eq!(found, pairs(&[("C7", ""), ("KRT71", "")]), "{text:?}");
    }
    let args = "rank -b a.dsd in.vcf --genes-known list.txt -o out.tsv";
    let err = folder.succeed(args).err;
    assert_has!(err, "NOSUCHGENE");
}

#[test]
fn lists_that_are_none_are_refused() {
    let folder = folder();
    std::fs::remove_file(folder.path("in.vcf")).unwrap();
    std::fs::copy(crate::support::patients(), folder.path("in.vcf")).unwrap();
    folder.write("empty.txt", "");
    folder.write("other.tsv", "score\tcolour\n1\tred\n");
    for name in ["empty.txt", "other.tsv", "absent.txt"] {
        let args = format!("rank -b a.dsd in.vcf -o out --genes-known {name}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(name), "{err}");
        assert!(!folder.path("out").exists());
    }
}

const BY_GENE: &str = "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id\n\
    730\tC7\tHP:0000133\tGonadal dysgenesis\t-\tOMIM:610102\n\
    730\tC7\tHP:0000054\tMicropenis\t-\tOMIM:610102\n\
    122481\tAK7\tHP:0000133\tGonadal dysgenesis\t3/4\tORPHA:1\n\
    1\tA1BG\tHP:0000001\tAll\t-\tOMIM:1\n";
const BY_TERM: &str = "hpo_id\thpo_name\tncbi_gene_id\tgene_symbol\tdisease_id\n\
    HP:0000133\tGonadal dysgenesis\t730\tC7\tOMIM:610102\n\
    HP:0000133\tGonadal dysgenesis\t122481\tAK7\tORPHA:1\n\
    HP:0000054\tMicropenis\t730\tC7\tOMIM:610102\n";
/// Before 2023 there was no header but a comment.
const OLD: &str = "#Format: entrez-gene-id<tab>entrez-gene-symbol<tab>HPO-Term-ID<tab>HPO-Term-Name\n\
    730\tC7\tHP:0000133\tGonadal dysgenesis\t-\t\t-\tmim2gene\tOMIM:610102\n\
    730\tC7\tHP:0000054\tMicropenis\t-\t\t-\tmim2gene\tOMIM:610102\n\
    122481\tAK7\tHP:0000133\tGonadal dysgenesis\t-\t\t-\tmim2gene\tORPHA:1\n";

#[test]
fn genes_with_a_phenotype_are_marked_by_any_of_hpo_s_files() {
    let folder = folder();
    for file in [BY_GENE, BY_TERM, OLD] {
        folder.write("hpo.txt", file);
        let terms = "--hpo HP:0000133,HP:0000054 --hpo-genes hpo.txt";
        let args = format!("rank -b a.dsd in.vcf --json out.json -o out.tsv {terms}");
        let run = folder.succeed(&args);
        assert!(run.err.contains("2 genes have a phenotype"), "{}", run.err);
        let document = json(&folder, "out.json");
        let candidates = list(&document["patients"]).flat_map(|p| list(&p["candidates"]));
        let marked = candidates.filter(|gene| list(&gene["phenotypes"]).count() > 0);
        let marked: Vec<_> = marked
            .map(|gene| {
                let terms: Vec<_> = list(&gene["phenotypes"])
                    .map(|t| t["id"].as_str())
                    .collect();
                (gene["gene"]["symbol"].as_str().unwrap(), terms.len())
            })
            .collect();
        assert_eq!(marked, [("C7", 2), ("AK7", 1)], "{file}");
    }
}

#[test]
fn unknown_and_misspelt_terms_and_other_files_are_refused() {
    let folder = folder();
    folder.write("hpo.txt", BY_GENE);
    folder.write("other.txt", "no\tphenotypes\there\n");
    for (options, part) in [
        (
            "--hpo HP:9999999 --hpo-genes hpo.txt",
            "HP:9999999 is nowhere in",
        ),
        ("--hpo HP:133 --hpo-genes hpo.txt", "seven digits"),
        (
            "--hpo HP:0000133 --hpo-genes other.txt",
            "other.txt, line 1",
        ),
        ("--hpo HP:0000133 --hpo-genes absent.txt", "absent.txt"),
    ] {
        let args = format!("rank -b a.dsd in.vcf -o out {options}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{options}: {err}");
        assert!(!folder.path("out").exists());
    }
}
