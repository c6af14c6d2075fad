//! Genes beside a patient's phenotype, by HPO's own files.

use serde_json::Value;

use super::{build, folder, json, list, pick, vcf};
use crate::{
    schema,
    support::{Folder, gzip, root},
};

const NAMES: [&str; 3] = ["hp.obo", "phenotype.hpoa", "genes_to_phenotype.txt"];

/// The made-up ontology as `hpo/`.
pub(super) fn add_hpo(folder: &Folder) {
    std::fs::create_dir(folder.path("hpo")).unwrap();
    for name in NAMES {
        folder.write(&format!("hpo/{name}"), text(name));
    }
}

fn text(name: &str) -> String {
    std::fs::read_to_string(root("tests/fixtures/phenotype/hpo").join(name)).unwrap()
}

/// What pyhpo makes of some terms: a gene's similarity, percentile and disease.
fn expected(query: &str) -> Value {
    let text = std::fs::read(root("tests/fixtures/phenotype/expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&text).unwrap();
    expected["queries"][query].clone()
}

fn is_near(found: &Value, expected: &Value) -> bool {
    let [found, expected] = [found, expected].map(|value| value.as_f64().unwrap());
    (found - expected).abs() < 2e-5
}

#[test]
fn genes_are_compared_as_pyhpo_does() {
    let folder = folder();
    add_hpo(&folder);
    let expected = expected("several");
    let files = "--hpo-ontology hpo/hp.obo --hpo-annotations hpo/phenotype.hpoa \
                 --hpo-genes hpo/genes_to_phenotype.txt";
    for options in ["--hpo-folder hpo", files] {
        let args = format!(
            "rank -b a.dsd in.vcf --sex female --hpo HP:9900012,HP:9900022,HP:9900032 {options} \
             --json out.json -o out.tsv"
        );
        folder.succeed(&args);
        let document = json(&folder, "out.json");
        schema::check(&document, "ranking.schema.json");
        let mut seen = 0;
        for gene in list(&document["patients"]).flat_map(|p| list(&p["candidates"])) {
            let symbol = gene["gene"]["symbol"].as_str().unwrap();
            let (found, expected) = (&gene["phenotype"], &expected["genes"][symbol]);
            assert_eq!(found.is_null(), expected.is_null(), "{symbol}");
            if !found.is_null() {
                assert!(
                    is_near(&found["similarity"], &expected["similarity"]),
                    "{found}"
                );
                assert!(
                    is_near(&found["percentile"], &expected["percentile"]),
                    "{found}"
                );
                assert_eq!(found["disease"], expected["disease"]);
                seen += 1;
            }
        }
        assert!(seen > 6, "{seen}");
        let columns = ["symbol", "phenotype_similarity", "phenotype_disease"];
        for [symbol, similarity, disease] in pick(&folder.text("out.tsv"), columns) {
            let expected = &expected["genes"][&symbol];
            let start = expected["disease"].as_str().unwrap_or(".");
            assert!(disease.starts_with(start), "{symbol}: {disease}");
            let found = similarity.parse::<f64>().map_or(Value::Null, Value::from);
            assert!(found == *expected || is_near(&found, &expected["similarity"]));
        }
    }
}

#[test]
fn of_two_genes_alike_the_one_that_fits_the_phenotype_comes_first() {
    let folder = Folder::new();
    add_hpo(&folder);
    build(
        &folder,
        "s.dsd",
        &[("CHIT1", "F", 0.9), ("TDRD5", "F", 0.1)],
        "",
    );
    let records = [
        ("chr1", 100, "CHIT1", "GT 0/1"),
        ("chr1", 200, "TDRD5", "GT 0/1"),
    ];
    folder.write("in.vcf", vcf(&["P"], &records));
    let symbols = |options: &str| {
        let run = folder.succeed(&format!("rank -b s.dsd in.vcf {options}"));
        pick(run.text(), ["symbol"]).concat()
    };
    assert_eq!(symbols(""), ["CHIT1", "TDRD5"]);
    assert_eq!(
        symbols("--hpo HP:9900012 --hpo-folder hpo"),
        ["TDRD5", "CHIT1"]
    );
}

#[test]
fn what_became_of_each_term_is_said() {
    let folder = folder();
    add_hpo(&folder);
    let terms = "HP:9900112,HP:9900012,HP:9900011,HP:9900203,HP:9900204,HP:9900091";
    let args = format!(
        "rank -b a.dsd in.vcf --samples P74 --sex male --hpo {terms} --hpo-folder hpo --json out.json"
    );
    let run = folder.succeed(&args);
    let notes = json(&folder, "out.json")["patients"][0]["notes"].to_string();
    for told in [&run.err, &notes] {
        assert_has!(
            told,
            "HP:9900112 is an earlier number of HP:9900012 (Absent lobe of A)",
            "HP:9900011 (Abnormal lobe of A) is implied by HP:9900012",
            "HP:9900203 is obsolete: HP:9900013 (Small lobe of A) is used in its place",
            "HP:9900204 is obsolete, nothing replaces it",
            "HPO says to consider HP:9900010 (Abnormal organ A) and HP:9900020",
            "HP:9900091 (Recessive inheritance) is no phenotype",
            "14 diseases",
            "release 2026-01-01",
        );
    }
}

#[test]
fn files_compressed_or_from_windows_are_the_same() {
    let folder = folder();
    add_hpo(&folder);
    let args = "rank -b a.dsd in.vcf --hpo HP:9900012 --hpo-folder hpo";
    let plain = pick(
        folder.succeed(args).text(),
        ["symbol", "phenotype_similarity"],
    );
    assert!(plain.iter().any(|[_, similarity]| similarity != "."));
    for name in NAMES {
        let bytes = text(name).replace('\n', "\r\n");
        folder.write(&format!("hpo/{name}.gz"), gzip(bytes.as_bytes()));
        std::fs::remove_file(folder.path(&format!("hpo/{name}"))).unwrap();
    }
    let found = pick(
        folder.succeed(args).text(),
        ["symbol", "phenotype_similarity"],
    );
    assert_eq!(found, plain);
}

#[test]
fn what_cannot_be_used_is_refused_with_its_line_and_remedy() {
    let folder = folder();
    add_hpo(&folder);
    let obo = text("hp.obo");
    let circle = obo.replace(
        "is_a: HP:0000001 ! All",
        "is_a: HP:9900012 ! Absent lobe of A",
    );
    let hpoa = text("phenotype.hpoa");
    for (name, content, part) in [
        ("hp.obo", "", "it has no HP:0000118"),
        ("hp.obo", &circle, "is_a itself"),
        (
            "hp.obo",
            &obo.replace("HP:0000118", "HP:0000119"),
            "it has no HP:0000118",
        ),
        (
            "hp.obo",
            "\u{0}\u{1}\n[Term]\n\u{2}\n",
            "is no `tag: value`",
        ),
        ("phenotype.hpoa", "", "phenotype.hpoa, line 1"),
        (
            "phenotype.hpoa",
            &hpoa[..hpoa.len() / 2 + 7],
            "phenotype.hpoa, line",
        ),
        (
            "phenotype.hpoa",
            &hpoa.replace("HP:99", "HP:88"),
            "no disease of",
        ),
        (
            "genes_to_phenotype.txt",
            "",
            "genes_to_phenotype.txt, line 1",
        ),
        (
            "genes_to_phenotype.txt",
            "1\tA\tx\tHP:9900012\n",
            "names no diseases",
        ),
    ] {
        folder.write(&format!("hpo/{name}"), content);
        let args = "rank -b a.dsd in.vcf -o out --hpo HP:9900012 --hpo-folder hpo";
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{part}: {err}");
        assert!(!folder.path("out").exists());
        folder.write(&format!("hpo/{name}"), text(name));
    }
    for (options, part) in [
        (
            "--hpo HP:9999999 --hpo-folder hpo",
            "HP:9999999 is no term of hp.obo",
        ),
        (
            "--hpo HP:9900205 --hpo-folder hpo",
            "none of the HPO terms can be used",
        ),
        (
            "--hpo 9900205 --hpo-folder hpo",
            "write HP: and seven digits",
        ),
        ("--hpo HP:9900012 --hpo-folder .", "has no hp.obo"),
    ] {
        let args = format!("rank -b a.dsd in.vcf -o out {options}");
        let err = folder.run(args.split(' ')).assert_error();
        assert!(err.contains(part), "{options}: {err}");
    }
    let args = "rank -b a.dsd in.vcf -o hpo/hp.obo --hpo HP:9900012 --hpo-folder hpo";
    folder.run(args.split(' ')).assert_error();
    assert_eq!(folder.text("hpo/hp.obo"), obo);
}
