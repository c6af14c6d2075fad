//! Lists of known genes with their rules.

use serde_json::Value;

use super::{folder, json, list};
use crate::support::Folder;

/// What a list says of a candidate of P13, and stderr.
fn entry(folder: &Folder, list_text: &str, gene: &str, more: &str) -> (Value, String) {
    folder.write("list.tsv", list_text);
    let args =
        "rank -b a.dsd in.vcf --samples P13 --sex male --genes-known list.tsv --json out.json";
    let run = folder.succeed(&format!("{args} {more}"));
    let document = json(folder, "out.json");
    let candidates = list(&document["patients"][0]["candidates"]);
    let mut found = candidates.filter(|candidate| candidate["gene"]["symbol"] == gene);
    let known = found.next().unwrap_or_else(|| panic!("{gene}"))["known"].clone();
    (known, run.err)
}

#[test]
fn rules_of_panelapp_and_g2p_are_in_the_json() {
    let folder = folder();
    let gene = first_gene(&folder);
    let panel = format!(
        "Entity Name\tEntity type\tGene Symbol\tModel_Of_Inheritance\tGEL_Status\n\
         {gene}\tgene\t{gene}\tBOTH monoallelic and biallelic, autosomal or pseudoautosomal\t3\n"
    );
    let (known, _) = entry(&folder, &panel, &gene, "");
    assert_eq!(known["level"], "green");
    assert_eq!(
        known["inheritance"],
        serde_json::json!(["monoallelic", "biallelic"])
    );
    let g2p = format!(
        "g2p id,gene symbol,hgnc id,allelic requirement,confidence\n\
         G2P1,{gene},,monoallelic_X_hem,definitive\nG2P2,{gene},,biallelic_autosomal,moderate\n"
    );
    let (known, _) = entry(&folder, &g2p, &gene, "");
    assert_eq!(
        known["inheritance"],
        serde_json::json!(["biallelic", "x-hemizygous"])
    );
    assert_eq!(known["confidence"], "definitive");
}

#[test]
fn sex_and_dosage_are_read_and_strange_words_are_told() {
    let folder = folder();
    let gene = first_gene(&folder);
    let text = format!(
        "symbol\tsex_limited\tdosage\tmoi\n{gene}\t46,XY\tloss;gain\tAD\nSRY\tx\t\tby chance\n"
    );
    let (known, stderr) = entry(&folder, &text, &gene, "");
    assert_eq!(known["sex_limited"], "male");
    assert_eq!(known["dosage"], serde_json::json!(["loss", "gain"]));
    assert_has!(
        stderr,
        "1 values of inheritance are not understood, and say nothing: \"by chance\" of SRY in line 3",
        "1 values of sex_limited"
    );
}

#[test]
fn what_is_rated_red_counts_where_it_is_asked_for() {
    let folder = folder();
    let gene = first_gene(&folder);
    let text = format!("symbol\tconfidence\n{gene}\tlimited\n");
    let (known, stderr) = entry(&folder, &text, &gene, "");
    assert!(known.is_null());
    assert_has!(stderr, "1 entries do not count as known");
    let (known, _) = entry(&folder, &text, &gene, "--known-confidence any");
    assert_eq!(known["level"], "red");
    let text = format!("symbol\tconfidence\n{gene}\tmoderate\n");
    let (known, _) = entry(&folder, &text, &gene, "--known-confidence green");
    assert!(known.is_null());
}

/// A candidate of P13.
fn first_gene(folder: &Folder) -> String {
    folder.succeed("rank -b a.dsd in.vcf --samples P13 --sex male --json out.json");
    let document = json(folder, "out.json");
    let first = &document["patients"][0]["candidates"][0]["gene"]["symbol"];
    first.as_str().unwrap().into()
}
