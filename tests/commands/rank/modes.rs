//! Modes of inheritance over families, and how they fit known genes.

use serde_json::Value;

use super::{build, json, list, vcf};
use crate::{schema, support::Folder};

/// Two affected sisters with 46,XY, their healthy parents, a healthy brother, and an affected aunt.
const SAMPLES: [&str; 6] = ["P", "SIS", "DAD", "MUM", "BRO", "AUNT"];
const PED: &str = "f P DAD MUM 0 2\nf SIS DAD MUM 0 2\nf DAD 0 0 1 1\nf MUM GP GM 2 1\n\
                   f BRO DAD MUM 1 1\nf AUNT GP GM 2 0\n";

/// Genes that are called after what is true of them.
const RECORDS: [(&str, u64, &str, &str); 16] = [
    ("chr1", 100, "SHARED", "GT 0/1 0/1 0/0 0/0 0/0 0/0"),
    ("chr1", 200, "LONE", "GT 0/1 0/0 0/0 0/0 0/0 0/0"),
    ("chr1", 300, "FATHERS", "GT 0/1 0/1 0/1 0/0 0/0 0/0"),
    ("chr1", 400, "MOTHERS", "GT 0/1 0/1 0/0 0/1 0/0 0/1"),
    ("chr1", 500, "BROTHERS", "GT 0/1 0/1 0/0 0/1 0/1 0/0"),
    ("chr1", 600, "BOTH", "GT 1/1 1/1 0/1 0/1 0/1 0/0"),
    ("chr1", 700, "BROTOO", "GT 1/1 1/1 0/1 0/1 1/1 0/0"),
    ("chr1", 800, "PAIR", "GT 0/1 0/1 0/1 0/0 0/0 0/0"),
    ("chr1", 810, "PAIR", "GT 0/1 0/1 0/0 0/1 0/1 0/0"),
    ("chr1", 900, "UNCALLED", "GT 0/1 ./. 0/0 0/0 0/0 0/0"),
    ("chr2", 100, "WELL", "GT 0/1 0/1 0/1 0/0 0/1 0/0"),
    ("chr2", 110, "WELL", "GT 0/1 0/1 0/0 0/1 0/1 0/0"),
    ("chr2", 200, "HALF", "GT 1/1 0/1 0/1 0/1 0/1 0/0"),
    ("chrX", 67_600_000, "LINKED", "GT 1 1 0 0/1 0 0/1"),
    ("chrX", 67_700_000, "HISTOO", "GT 1 1 0 0/1 1 0/1"),
    ("chrY", 2_800_000, "GIVEN", "GT 1 1 1 . 1 ."),
];

fn folder(ped: &str) -> Folder {
    let folder = Folder::new();
    build(
        &folder,
        "s.dsd",
        &[("LONE", "F", 0.5), ("LONE", "M", 0.5)],
        "",
    );
    folder.write("f.ped", ped);
    let mut records: Vec<(&str, u64, &str, &str)> = RECORDS.to_vec();
    let sites: Vec<_> = (0..40).map(|i| 68_000_000 + 1000 * i).collect();
    let male = "GT 1 1 1 0/1 1 0/1";
    records.extend(sites.iter().map(|&site| ("chrX", site, "", male)));
    let y = "GT 1 1 1 . 1 .";
    records.extend((0..20).map(|i| ("chrY", 6_000_000 + 1000 * i, "", y)));
    folder.write("f.vcf", vcf(&SAMPLES, &records));
    folder
}

fn run(folder: &Folder, args: &str) -> Value {
    folder.succeed(&format!(
        "rank -b s.dsd --ped f.ped --samples P f.vcf --json o.json -o o.tsv {args}"
    ));
    let document = json(folder, "o.json");
    schema::check(&document, "ranking.schema.json");
    document
}

fn candidate<'d>(document: &'d Value, gene: &str) -> &'d Value {
    let mut found = list(&document["patients"][0]["candidates"]);
    let found = found.find(|candidate| candidate["gene"]["symbol"] == gene);
    found.unwrap_or_else(|| panic!("{gene} is there"))
}

fn genes(document: &Value) -> Vec<String> {
    let found = list(&document["patients"][0]["candidates"]);
    let symbols = found.map(|c| c["gene"]["symbol"].as_str().unwrap().to_string());
    let mut symbols: Vec<_> = symbols.filter(|symbol| !symbol.is_empty()).collect();
    symbols.sort();
    symbols
}

fn words(value: &Value) -> Vec<&str> {
    list(value).map(|word| word.as_str().unwrap()).collect()
}

#[test]
fn each_mode_keeps_what_the_family_allows() {
    let folder = folder(PED);
    for (mode, expected) in [
        ("dominant", &["SHARED", "UNCALLED"][..]),
        ("de-novo", &["LONE", "SHARED", "UNCALLED"]),
        ("sex-limited", &["MOTHERS"]),
        ("recessive", &["BOTH"]),
        ("compound-heterozygous", &["PAIR"]),
        ("x-linked", &["LINKED"]),
        ("y-linked", &[]),
        ("possibly-de-novo", &[]),
        ("mitochondrial", &[]),
    ] {
        let found = genes(&run(&folder, &format!("--mode {mode}")));
        assert_eq!(found, expected, "{mode}");
    }
}

#[test]
fn what_only_may_be_is_told_apart_and_counted() {
    let folder = folder(PED);
    let document = run(&folder, "");
    let modes = |gene: &str| {
        let candidate = candidate(&document, gene);
        let words = |key: &str| words(&candidate[key]).join(" ");
        (words("modes"), words("possible_modes"))
    };
    let said = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(modes("SHARED"), said("de-novo dominant", ""));
    assert_eq!(modes("UNCALLED"), said("de-novo dominant", "dominant"));
    assert_eq!(
        modes("LONE"),
        said("de-novo", ""),
        "a sister who is affected lacks it"
    );
    assert_eq!(modes("BROTOO"), said("", ""));
    assert_eq!(modes("WELL"), said("", ""));
    assert_eq!(modes("GIVEN"), said("", ""));
    let asked = run(&folder, "--mode dominant");
    let steps = list(&asked["patients"][0]["funnel"]["steps"]);
    let step = steps.last().unwrap();
    assert_eq!(
        (&step["variants"], &step["unknown"]),
        (&2.into(), &1.into())
    );
    let told: Vec<_> = list(&step["modes"]).collect();
    assert_eq!(told[0]["mode"], "dominant");
    assert_eq!(
        (&told[0]["variants"], &told[0]["possible"]),
        (&2.into(), &1.into())
    );
    assert_eq!(
        (&told[1]["mode"], &told[1]["kept"]),
        (&"sex-limited".into(), &false.into())
    );
}

/// Of genes of which the list has a rule, and of others.
#[test]
fn variants_fit_their_gene_or_not_and_it_is_said_why() {
    let folder = folder(PED);
    folder.write(
        "known.tsv",
        "symbol\tmode_of_inheritance\tsex_limited\n\
         SHARED\tAD\t\nLONE\tAD\t\nFATHERS\tAD\t\nMOTHERS\tAD\t46,XY\nBROTHERS\tAD\t\n\
         PAIR\tAR\t\nHALF\tAR\t\nBOTH\tAR\t46,XX\nUNCALLED\tAR\t\nLINKED\tXLR\t\nGIVEN\tYL\t\n",
    );
    let document = run(&folder, "--genes-known known.tsv");
    for (gene, fit, reason) in [
        (
            "SHARED",
            "yes",
            "heterozygous; de novo; another who is affected carries it",
        ),
        (
            "LONE",
            "may",
            "heterozygous; de novo; SIS, who is affected, does not carry it",
        ),
        (
            "FATHERS",
            "may",
            "from the unaffected father; not all carriers may be affected",
        ),
        (
            "MOTHERS",
            "yes",
            "from the unaffected mother; disease shows in 46,XY alone",
        ),
        ("BROTHERS", "may", "incomplete penetrance"),
        ("PAIR", "yes", "another on the other copy"),
        ("BOTH", "no", "disease shows in 46,XX alone"),
        (
            "UNCALLED",
            "no",
            "one copy of a gene that needs two: a carrier",
        ),
        (
            "LINKED",
            "yes",
            "hemizygous; inherited from the unaffected mother",
        ),
        (
            "GIVEN",
            "may",
            "inherited from the unaffected father; not all carriers may be",
        ),
        // Of these the list says nothing.
        ("BROTOO", "no", "unaffected BRO has it on all copies"),
        ("HISTOO", "no", "unaffected BRO has it on all copies"),
        (
            "HALF",
            "no",
            "SIS, who is affected, does not have it on all copies",
        ),
    ] {
        let candidate = candidate(&document, gene);
        assert_eq!(candidate["fit"], fit, "{gene}: {candidate:#}");
        let found = candidate["fit_reason"].as_str().unwrap();
        assert!(found.contains(reason), "{gene}: {found}");
    }
    let unlisted = run(&folder, "");
    for (gene, fit) in [
        ("SHARED", "yes"),
        ("FATHERS", "no"),
        ("MOTHERS", "no"),
        ("BOTH", "yes"),
        ("PAIR", "yes"),
        ("LINKED", "yes"),
    ] {
        assert_eq!(candidate(&unlisted, gene)["fit"], fit, "{gene}");
    }
}

/// In a gene that is known to need one copy only, somebody unaffected who carries it rules nothing out.
#[test]
fn penetrance_may_be_incomplete_where_one_copy_is_known_to_be_enough() {
    let folder = folder(PED);
    folder.write(
        "known.tsv",
        "symbol\tmode_of_inheritance\nFATHERS\tAD\nGIVEN\tYL\n",
    );
    let args = "--genes-known known.tsv --mode dominant,y-linked";
    assert_eq!(
        genes(&run(&folder, args)),
        ["FATHERS", "GIVEN", "SHARED", "UNCALLED"]
    );
}

#[test]
fn relatives_stand_beside_the_patient_with_what_they_have() {
    let document = run(&folder(PED), "");
    let variant = &candidate(&document, "FATHERS")["variants"][0];
    assert_eq!(variant["father"]["genotype"], "0/1");
    assert_eq!(variant["mother"]["carries"], false);
    assert_eq!(variant["mother"]["genotype"], "0/0");
    let relatives = list(&variant["relatives"]).map(|one| {
        let word = |key: &str| one[key].as_str().unwrap();
        format!(
            "{} {} {}",
            word("sample"),
            word("relation"),
            one["affected"]
        )
    });
    let expected = [
        "SIS sibling true",
        "DAD father false",
        "MUM mother false",
        "BRO sibling false",
        "AUNT other null",
    ];
    assert!(relatives.eq(expected));
}

/// Many files have unrelated patients under one family's ID.
#[test]
fn patients_whom_no_parent_links_are_no_relatives() {
    let folder = folder("f P 0 0 0 2\nf SIS 0 0 0 2\nf DAD 0 0 1 1\n");
    let document = run(&folder, "");
    let lone = candidate(&document, "LONE");
    assert_eq!(words(&lone["possible_modes"]), ["dominant"]);
    assert_eq!(lone["fit"], "may");
    assert_eq!(list(&lone["variants"][0]["relatives"]).count(), 0);
}

/// Callers write most mitochondrial variants as `0/1`, whatever the share of reads is.
#[test]
fn heteroplasmy_is_the_share_of_reads_and_comes_of_the_mother() {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.5), ("A", "M", 0.5)], "");
    let head = "##FORMAT=<ID=AF,Number=A,Type=Float,Description=\"\">\n\
                ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"\">\n#CHROM";
    let records = [
        ("chrM", 100, "ALL", "GT:AF 0/1:0.99 0/0:0 0/1:0.97"),
        ("chrM", 200, "SOME", "GT:AF 0/1:0.34 0/0:0 0/1:0.05"),
        ("chrM", 300, "READS", "GT:AD 0/1:30,70 0/0:50,0 0/0:50,0"),
    ];
    let text = vcf(&["P", "DAD", "MUM"], &records);
    folder.write("f.vcf", text.replace("#CHROM", head));
    folder.write("f.ped", "f P DAD MUM 1 2\nf DAD 0 0 1 1\nf MUM 0 0 2 1\n");
    folder.write(
        "known.tsv",
        "symbol\tmode_of_inheritance\nSOME\tMITOCHONDRIAL\n",
    );
    let document = run(&folder, "--genes-known known.tsv --mode mitochondrial");
    for (gene, share, zygosity, from, fit) in [
        ("ALL", 0.99, "homozygous", "maternal", "may"),
        ("SOME", 0.34, "heterozygous", "maternal", "yes"),
        ("READS", 0.7, "heterozygous", "de-novo", "yes"),
    ] {
        let candidate = candidate(&document, gene);
        let variant = &candidate["variants"][0];
        let found = variant["call"]["heteroplasmy"].as_f64().unwrap();
        assert!((found - share).abs() < 1e-6, "{gene}: {found}");
        assert_eq!(variant["call"]["zygosity"], zygosity, "{gene}");
        assert_eq!(variant["transmission"], from, "{gene}");
        assert_eq!(candidate["fit"], fit, "{gene}: {candidate:#}");
    }
    let some = &candidate(&document, "SOME");
    let reason = some["fit_reason"].as_str().unwrap();
    assert_eq!(
        reason,
        "heteroplasmic; inherited from the unaffected mother; mothers who carry it may be affected or not"
    );
}
