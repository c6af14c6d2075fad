//! A declared sex beside what the genotypes on X and Y say: copies follow the chromosomes, the model
//! the user, and no variant is lost by what was declared.

use super::{build, json, list, vcf};
use crate::{schema, support::Folder};

/// Samples' genotypes at each of 30 sites on X and of 12 on Y, after the records.
fn with_sites<'a>(
    records: &[(&'a str, u64, &'a str, &'a str)],
    [x, y]: [&'a str; 2],
) -> Vec<(&'a str, u64, &'a str, &'a str)> {
    let x = (0..30).map(|i| ("chrX", 40_000_000 + i * 10, "", x));
    let y = (0..12).map(|i| ("chrY", 10_000_000 + i * 10, "", y));
    records.iter().copied().chain(x).chain(y).collect()
}

fn folder(samples: &[&str], records: &[(&str, u64, &str, &str)]) -> Folder {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.8), ("A", "M", 0.3)], "");
    folder.write("in.vcf", vcf(samples, records));
    folder
}

/// The first patient's candidates that have a name: gene, compound, zygosities, transmissions.
fn candidates(folder: &Folder, args: &str) -> Vec<[String; 4]> {
    folder.succeed(&format!(
        "rank -b s.dsd in.vcf --json out.json -o out.tsv {args}"
    ));
    let document = json(folder, "out.json");
    schema::check(&document, "ranking.schema.json");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_string();
    let found = list(&document["patients"][0]["candidates"]).map(|candidate| {
        let variants = || list(&candidate["variants"]);
        let zygosities: Vec<_> = variants().map(|v| word(&v["call"]["zygosity"])).collect();
        let from: Vec<_> = variants().map(|v| word(&v["transmission"])).collect();
        [
            word(&candidate["gene"]["symbol"]),
            word(&candidate["compound"]),
            zygosities.join("+"),
            from.join("+"),
        ]
    });
    let mut found: Vec<_> = found
        .filter(|[gene, ..]| gene != "-" && !gene.is_empty())
        .collect();
    found.sort();
    found
}

fn genes(folder: &Folder, args: &str) -> Vec<String> {
    let found = candidates(folder, args).into_iter();
    found.map(|[gene, ..]| gene).collect()
}

const MODES: [&str; 9] = [
    "de-novo",
    "possibly-de-novo",
    "dominant",
    "sex-limited",
    "recessive",
    "compound-heterozygous",
    "x-linked",
    "y-linked",
    "mitochondrial",
];

const ONE_X: [&str; 2] = ["GT 1/1", "GT 1/1"];
const TWO_X: [&str; 2] = ["GT 0/1", "GT ./."];
const ALONE: [(&str, u64, &str, &str); 6] = [
    ("chrX", 67_600_000, "AR", "GT 1/1"),
    ("chrX", 68_000_000, "ONE", "GT 0/1"),
    ("chrX", 69_000_000, "TWO", "GT 0/1"),
    ("chrX", 69_000_100, "TWO", "GT 0/1"),
    ("chrX", 70_000_000, "HALF", "GT ./1"),
    ("chr1", 100, "AUTO", "GT 1/1"),
];

/// Complete androgen insensitivity: 46,XY, a girl to all.
#[test]
fn a_girl_with_one_x_and_a_y_keeps_her_hemizygous_variants_and_her_model() {
    let folder = folder(&["P"], &with_sites(&ALONE, ONE_X));
    folder.write("girl.ped", "A P 0 0 2 2\n");
    for args in [
        "",
        "--ped girl.ped",
        "--sex female",
        "--sex P=female",
        "--sex male",
    ] {
        let found = genes(&folder, &format!("--mode x-linked {args}"));
        assert_eq!(found, ["AR", "HALF"], "{args}");
        let all = candidates(&folder, args);
        assert_eq!(all[0][2], "hemizygous", "{args}");
    }
    for mode in MODES {
        let undeclared = genes(&folder, &format!("--mode {mode}"));
        let declared = genes(&folder, &format!("--mode {mode} --ped girl.ped"));
        assert_eq!(undeclared, declared, "{mode}");
    }
    let told = folder
        .succeed("rank -b s.dsd in.vcf --ped girl.ped --json o.json -o o.tsv --report o.html");
    let patient = &json(&folder, "o.json")["patients"][0];
    assert_eq!(patient["sex"]["sex"], "female");
    let chromosomes = &patient["sex"]["chromosomes"];
    assert_eq!(
        (&chromosomes[0]["x"], &chromosomes[0]["y"]),
        (&1.into(), &1.into())
    );
    assert_eq!(patient["condition"], 0, "F decides");
    let note = "The genotypes on X and Y say male, and the declared sex is female by the pedigree";
    assert!(told.err.contains(&format!("P: {note}")), "{}", told.err);
    for name in ["o.json", "o.tsv", "o.html"] {
        assert_eq!(folder.text(name).matches(note).count(), 1, "{name}");
    }
}

/// Declared male, with two X.
#[test]
fn a_boy_with_two_x_keeps_what_two_x_may_do() {
    let folder = folder(&["P"], &with_sites(&ALONE, TWO_X));
    folder.write("boy.ped", "A P 0 0 1 2\n");
    for mode in MODES {
        let undeclared = genes(&folder, &format!("--mode {mode}"));
        for args in ["--ped boy.ped", "--sex male"] {
            let declared = genes(&folder, &format!("--mode {mode} {args}"));
            assert_eq!(undeclared, declared, "{mode} {args}");
        }
    }
    assert_eq!(
        genes(&folder, "--mode recessive --ped boy.ped"),
        ["AR", "AUTO", "HALF"]
    );
    assert_eq!(
        genes(&folder, "--mode compound-heterozygous --sex male"),
        ["TWO"]
    );
    assert_eq!(candidates(&folder, "--sex male")[0][2], "homozygous");
}

/// A panel of genes has too few sites on X to tell.
#[test]
fn a_declared_sex_alone_drops_nothing_that_the_other_may_have() {
    let folder = folder(&["P"], &ALONE);
    for sex in ["female", "male", "unknown"] {
        let of = |mode: &str| genes(&folder, &format!("--mode {mode} --sex {sex}"));
        assert_eq!(of("x-linked"), ["AR", "HALF"], "{sex}");
        assert_eq!(of("recessive"), ["AR", "AUTO", "HALF"], "{sex}");
        assert_eq!(of("compound-heterozygous"), ["TWO"], "{sex}");
    }
    assert_eq!(candidates(&folder, "--sex female")[0][2], "homozygous");
    assert_eq!(candidates(&folder, "--sex male")[0][2], "hemizygous");
}

const TRIO: [(&str, u64, &str, &str); 8] = [
    ("chrX", 67_600_000, "MUMS", "GT 1/1 0 0/1"),
    ("chrX", 68_000_000, "NEW", "GT 1/1 0 0/0"),
    ("chrX", 69_000_000, "DADS", "GT 1/1 1 0/0"),
    ("chrY", 2_790_000, "SRY", "GT 1 0 ./."),
    ("chrY", 2_800_000, "PASSED", "GT 1 1 ./."),
    ("chrX", 71_000_000, "PAIR", "GT 0/1 1 0/1"),
    ("chrX", 71_000_100, "PAIR", "GT 0/1 0 0/1"),
    ("chrX", 72_000_000, "HERS", "GT 0/1 1 0/0"),
];
const SAMPLES: [&str; 3] = ["KID", "DAD", "MUM"];

fn trio(sites: [&str; 2], sex: u8) -> Folder {
    let folder = folder(&SAMPLES, &with_sites(&TRIO, sites));
    let ped = format!("f KID DAD MUM {sex} 2\nf DAD 0 0 1 0\nf MUM 0 0 2 0\n");
    folder.write("trio.ped", ped);
    folder
}

fn transmission<'a>(found: &'a [[String; 4]], gene: &str) -> &'a str {
    &found.iter().find(|[name, ..]| name == gene).unwrap()[3]
}

/// Her X is her mother's, her Y her father's, as a son's.
#[test]
fn a_girl_with_a_y_has_her_x_of_her_mother() {
    let sites = ["GT 1/1 1/1 0/1", "GT 1/1 1/1 ./."];
    for sex in [2, 1, 0] {
        let folder = trio(sites, sex);
        let found = candidates(&folder, "--ped trio.ped");
        for (gene, from) in [
            ("MUMS", "maternal"),
            ("NEW", "de-novo"),
            ("DADS", "de-novo"),
            ("SRY", "de-novo"),
            ("PASSED", "paternal"),
        ] {
            assert_eq!(transmission(&found, gene), from, "{gene}, declared {sex}");
        }
        let new = genes(&folder, "--ped trio.ped --mode de-novo");
        assert_eq!(new, ["DADS", "HERS", "NEW", "SRY"], "declared {sex}");
        let linked = genes(&folder, "--ped trio.ped --mode x-linked");
        assert_eq!(linked, ["DADS", "MUMS", "NEW"], "declared {sex}");
        let well = folder.text("trio.ped").replace("1 0\n", "1 1\n");
        folder.write("trio.ped", well);
        let linked = genes(&folder, "--ped trio.ped --mode x-linked");
        assert_eq!(linked, ["MUMS", "NEW"], "her father has DADS and is well");
    }
}

/// One of his X is his father's. A piece of Y may be there as well.
#[test]
fn a_boy_with_two_x_has_them_of_both_parents() {
    let folder = trio(["GT 0/1 1/1 0/1", "GT ./. 1/1 ./."], 1);
    let found = candidates(&folder, "--ped trio.ped");
    for (gene, from) in [
        ("MUMS", "maternal"),
        ("NEW", "de-novo"),
        ("DADS", "paternal"),
        ("HERS", "paternal"),
        ("PAIR", "biparental+maternal"),
        ("SRY", "de-novo"),
    ] {
        assert_eq!(transmission(&found, gene), from, "{gene}");
    }
    let of = |mode: &str| genes(&folder, &format!("--ped trio.ped --mode {mode}"));
    assert_eq!(of("de-novo"), ["NEW", "SRY"]);
    assert_eq!(of("compound-heterozygous"), ["PAIR"]);
}

/// Of a panel nobody can tell how many X there are: from both parents' view one allele may be new.
#[test]
fn a_wrong_sex_on_a_panel_loses_no_pair_and_nothing_new() {
    for sex in [0, 1, 2] {
        let folder = folder(&SAMPLES, &TRIO);
        let ped = format!("f KID DAD MUM {sex} 2\nf DAD 0 0 1 0\nf MUM 0 0 2 0\n");
        folder.write("trio.ped", ped);
        let of = |mode: &str| genes(&folder, &format!("--ped trio.ped --mode {mode}"));
        assert_eq!(of("compound-heterozygous"), ["PAIR"], "{sex}");
        let new = of("de-novo,possibly-de-novo");
        for gene in ["DADS", "NEW", "SRY"] {
            assert!(new.iter().any(|found| found == gene), "{sex}: {new:?}");
        }
        let is_paternal = new.iter().any(|found| found == "HERS");
        assert_eq!(
            is_paternal,
            sex != 2,
            "two alleles on X are of two X: {new:?}"
        );
    }
}

/// The parents' samples are in each other's places.
#[test]
fn a_father_with_two_x_is_told_and_nothing_on_x_is_his_or_hers() {
    let sites = ["GT 1/1 0/1 1/1", "GT 1/1 ./. 1/1"];
    let folder = trio(sites, 1);
    let told = folder
        .succeed("rank -b s.dsd in.vcf --ped trio.ped -o out.tsv")
        .err;
    assert_has!(
        told,
        "The father of KID by the pedigree is DAD",
        "The mother of KID by the pedigree is MUM"
    );
    let found = candidates(&folder, "--ped trio.ped");
    assert_eq!(transmission(&found, "MUMS"), "unknown");
    let new = genes(&folder, "--ped trio.ped --mode possibly-de-novo");
    assert!(new.iter().any(|gene| gene == "MUMS"), "{new:?}");
}
