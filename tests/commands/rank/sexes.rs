//! Which scores decide, and what stderr says of it.

use super::{build, folder, json, list, symbols, vcf};
use crate::support::{Folder, root};

/// A sample with 30 sites on X, and 12 on Y that have the ALT alone, and two genes.
fn sites(x: &str, y: &str) -> String {
    let genotypes = [format!("GT {x}"), format!("GT {y}")];
    let x = (0..30).map(|i| ("chrX", 40_000_000 + i * 10, "", genotypes[0].as_str()));
    let y = (0..12).map(|i| ("chrY", 10_000_000 + i * 10, "", genotypes[1].as_str()));
    let genes = [
        ("chr1", 100, "OVARY", "GT 0/1"),
        ("chr1", 200, "TESTIS", "GT 0/1"),
    ];
    let records: Vec<_> = genes.into_iter().chain(x).chain(y).collect();
    vcf(&["P"], &records)
}

fn scored(keys: [&str; 2]) -> Folder {
    let folder = Folder::new();
    let [one, other] = keys;
    let scores = [
        ("OVARY", one, 0.8),
        ("TESTIS", one, 0.3),
        ("OVARY", other, 0.1),
        ("TESTIS", other, 0.7),
    ];
    build(&folder, "s.dsd", &scores, "");
    folder
}

/// Sex, its source, what the genotypes say, the condition, the first gene.
fn decided(folder: &Folder, args: &str) -> [String; 5] {
    folder.succeed(&format!("rank -b s.dsd in.vcf --json out.json {args}"));
    let document = json(folder, "out.json");
    let patient = &document["patients"][0];
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_string();
    let condition = patient["condition"].as_u64();
    let condition = condition.map_or("highest".into(), |place| {
        word(&document["conditions"][place as usize]["key"])
    });
    [
        word(&patient["sex"]["sex"]),
        word(&patient["sex"]["source"]),
        word(&patient["sex"]["evidence"]["inferred"]),
        condition,
        symbols(&document)[0][0].into(),
    ]
}

#[test]
fn a_sex_is_given_or_of_the_pedigree_or_of_the_genotypes_in_this_order() {
    let folder = scored(["F", "M"]);
    folder.write("male.ped", "f\tP\t0\t0\t1\t2\n");
    folder.write("other.ped", "f\tP\t0\t0\t3\t2\n");
    let female = sites("0/1", "./.");
    for (vcf, args, expected) in [
        (&female, "", "female genotypes female F OVARY"),
        (&sites("1/1", "1/1"), "", "male genotypes male M TESTIS"),
        (&sites("1", "1"), "", "male genotypes male M TESTIS"),
        (&sites("0/1", "1"), "", "unknown none unknown highest OVARY"),
        (&female, "--ped male.ped", "male pedigree female M TESTIS"),
        (
            &female,
            "--ped other.ped",
            "female genotypes female F OVARY",
        ),
        (&female, "--sex male", "male given female M TESTIS"),
        (&female, "--sex P=male", "male given female M TESTIS"),
        (
            &female,
            "--sex female --ped male.ped",
            "female given female F OVARY",
        ),
        (
            &female,
            "--sex unknown",
            "unknown given female highest OVARY",
        ),
        (&female, "--condition M", "female genotypes female M TESTIS"),
        (
            &female,
            "--karyotype 46,XX",
            "female karyotype female F OVARY",
        ),
        (
            &female,
            "--karyotype P=46,XY",
            "male karyotype female M TESTIS",
        ),
        (
            &female,
            "--karyotype 46,XY --ped male.ped",
            "male pedigree female M TESTIS",
        ),
        (
            &sites("0/1", "1"),
            "--karyotype 47,XXY",
            "male karyotype unknown M TESTIS",
        ),
        (
            &sites("1/1", "./."),
            "--karyotype 45,X",
            "female karyotype unknown F OVARY",
        ),
        (
            &sites("1/1", "./."),
            "--karyotype 45,X/46,XY",
            "unknown none unknown highest OVARY",
        ),
    ] {
        folder.write("in.vcf", vcf);
        assert_eq!(decided(&folder, args).join(" "), expected, "{args}");
    }
}

/// Copies go with the declared sex then, of which nobody was told.
#[test]
fn genotypes_as_of_another_number_of_x_are_told_beside_a_declared_sex() {
    let folder = scored(["F", "M"]);
    for (x, y, args, expected) in [
        ("0/1", "1", "--sex male", Some("two X and a Y: 47,XXY")),
        ("0/1", "1", "--sex female", Some("two X and a Y: 47,XXY")),
        ("1/1", "./.", "--sex female", Some("as in 45,X")),
        ("1/1", "./.", "--sex male", None),
        ("0/1", "1", "", None),
        ("0/1", "1", "--sex male --karyotype 47,XXY", None),
        ("1/1", "./.", "--sex female --karyotype 45,X", None),
    ] {
        folder.write("in.vcf", sites(x, y));
        folder.succeed(&format!("rank -b s.dsd in.vcf --json out.json {args}"));
        let document = json(&folder, "out.json");
        let banners = list(&document["patients"][0]["banners"]);
        let banners: Vec<_> = banners.map(|banner| banner.as_str().unwrap()).collect();
        match expected {
            Some(part) => assert_has!(banners[0], part, "--karyotype"),
            None => assert!(banners.is_empty(), "{args}: {banners:?}"),
        }
        assert!(banners.len() < 2, "once: {banners:?}");
    }
}

#[test]
fn both_conditions_scores_are_shown_whichever_decides() {
    let folder = scored(["F", "M"]);
    folder.write("in.vcf", sites("0/1", "./."));
    decided(&folder, "--sex male");
    let document = json(&folder, "out.json");
    let scores = list(&document["patients"][0]["candidates"][0]["scores"]);
    let scores: Vec<_> = scores.map(|score| score["score"].as_f64()).collect();
    assert_eq!(scores, [Some(0.3), Some(0.7)]);
}

/// Other organs' atlases may compare what is no sex.
#[test]
fn conditions_that_are_no_sexes_are_asked_for_by_name() {
    let folder = scored(["cortex", "medulla"]);
    folder.write("in.vcf", sites("0/1", "./."));
    let unasked = decided(&folder, "");
    assert_eq!(
        unasked[2..],
        ["female", "highest", "OVARY"].map(String::from)
    );
    let asked = decided(&folder, "--condition medulla");
    assert_eq!(asked[3..], ["medulla", "TESTIS"].map(String::from));
    let args = "rank -b s.dsd in.vcf --condition M -o out.tsv";
    let err = folder.run(args.split(' ')).assert_error();
    assert!(err.contains("cortex, medulla"), "{err}");
    assert!(!folder.path("out.tsv").exists());
}

/// The lines of stderr that begin with something, without the program's name.
fn told<'e>(err: &'e str, start: &str) -> Vec<&'e str> {
    let lines = err
        .lines()
        .map(|line| line.strip_prefix("dsdscore: ").unwrap());
    lines.filter(|line| line.starts_with(start)).collect()
}

#[test]
fn stderr_has_each_rule_once_and_two_lines_a_patient() {
    let folder = folder();
    std::fs::copy(folder.path("in.vcf"), folder.path("again.vcf")).unwrap();
    let ped = root("examples/patients.ped");
    let options = format!(
        "-b a.dsd --preset paper --max-af 0.05 --ped {} in.vcf",
        ped.display()
    );
    let ranked = folder.succeed(&format!("rank {options} -o out.tsv"));
    assert_eq!(told(&ranked.err, "filter: ").len(), 2, "{}", ranked.err);
    assert_eq!(
        told(&ranked.err, "P13: "),
        [
            "P13: male by the pedigree; there are too few sites on X to tell (0 of 0 sites on X \
             heterozygous, 0 on Y)",
            "P13: 72 variants read, 13 carried, 13 rare, 13 in a gene, 13 damaging: \
             11 candidate genes",
        ]
    );
    for patient in ["P19: ", "P49: ", "P69: ", "P74: ", "P131: "] {
        assert_eq!(told(&ranked.err, patient).len(), 2, "{}", ranked.err);
    }
    let cohort = folder.succeed(&format!("cohort {options} again.vcf -o out.tsv"));
    assert_eq!(told(&cohort.err, "filter: ").len(), 2, "{}", cohort.err);
    assert_eq!(told(&cohort.err, "P13: ").len(), 4, "{}", cohort.err);
}

#[test]
fn what_passed_unknown_is_counted_and_what_concerns_all_is_said_once() {
    let folder = Folder::new();
    build(&folder, "s.dsd", &[("A", "F", 0.5), ("A", "M", 0.5)], "");
    let text = vcf(&["P", "Q"], &[("chr1", 100, "A", "GT 0/1 1/1")]);
    folder.write("in.vcf", text.replace("|0.00001", "|"));
    let run = folder.succeed("rank -b s.dsd --max-af 0.01 in.vcf -o out.tsv");
    for patient in ["P", "Q"] {
        let line = format!(
            "{patient}: 1 variants read, 1 carried, 1 rare (1 unknown), 1 in a gene: 1 candidate gene"
        );
        assert_eq!(told(&run.err, &format!("{patient}: 1 variants")), [line]);
    }
    assert_eq!(
        run.err.matches("Nothing says which condition").count(),
        1,
        "{}",
        run.err
    );
}

/// A gene on X with the ALT on all copies, beside sites that show one X or two and a Y or none.
fn with_gene_on_x(x: &str, y: &str) -> Folder {
    let folder = scored(["F", "M"]);
    let gene = "chrX\t67600000\t.\tA\tC\t50\tPASS\tCSQ=C|missense_variant|MODERATE|AR||\tGT\t1/1\n";
    folder.write("in.vcf", sites(x, y) + gene);
    folder.write("girl.ped", "f\tP\t0\t0\t2\t2\n");
    folder.write("boy.ped", "f\tP\t0\t0\t1\t2\n");
    folder
}

/// The zygosity on X, the ways in which it may cause disease, how many contradictions are told.
fn on_x(folder: &Folder, args: &str) -> String {
    folder.succeed(&format!("rank -b s.dsd in.vcf --json out.json {args}"));
    let document = json(folder, "out.json");
    crate::schema::check(&document, "ranking.schema.json");
    let patient = &document["patients"][0];
    let mut candidates = list(&patient["candidates"]);
    let gene = candidates
        .find(|one| one["gene"]["symbol"] == "AR")
        .unwrap();
    let modes: Vec<_> = list(&gene["modes"])
        .map(|mode| mode.as_str().unwrap())
        .collect();
    let zygosity = gene["variants"][0]["call"]["zygosity"].as_str().unwrap();
    let banners = patient["banners"].as_array().unwrap().len();
    format!("{zygosity} {} {banners}", modes.join("+"))
}

/// 46,XY girls, 46,XX boys, 45,X and 47,XXY.
#[test]
fn copies_on_x_are_those_of_the_karyotype_whatever_is_declared() {
    let (one_x, two_x) = (with_gene_on_x("1/1", "1/1"), with_gene_on_x("0/1", "./."));
    let lone_x = with_gene_on_x("1/1", "./.");
    let klinefelter = with_gene_on_x("0/1", "1");
    for (folder, args, expected) in [
        (
            &one_x,
            "--ped girl.ped --karyotype 46,XY",
            "hemizygous x-linked 1",
        ),
        (
            &two_x,
            "--ped boy.ped --karyotype 46,XX",
            "homozygous recessive 1",
        ),
        (
            &lone_x,
            "--ped girl.ped --karyotype 45,X",
            "hemizygous x-linked 0",
        ),
        (&lone_x, "--ped girl.ped", "homozygous recessive+x-linked 1"),
        (
            &klinefelter,
            "--ped boy.ped --karyotype 47,XXY",
            "homozygous recessive 0",
        ),
        (
            &klinefelter,
            "--ped boy.ped",
            "hemizygous recessive+x-linked 1",
        ),
        (
            &lone_x,
            "--ped girl.ped --karyotype 45,X/46,XX",
            "hemizygous recessive+x-linked 0",
        ),
        (
            &lone_x,
            "--ped girl.ped --karyotype 45,X/46,XY",
            "hemizygous x-linked 1",
        ),
        // The genotypes are of somebody else.
        (
            &two_x,
            "--ped boy.ped --karyotype 46,XY",
            "hemizygous recessive+x-linked 1",
        ),
    ] {
        assert_eq!(on_x(folder, args), expected, "{args}");
    }
}

#[test]
fn each_contradiction_is_told_once_with_what_was_done() {
    let folder = with_gene_on_x("1/1", "1/1");
    let args = "rank -b s.dsd in.vcf --ped girl.ped --karyotype P=46,XY -o o.tsv --report o.html";
    let run = folder.succeed(args);
    let told = "The karyotype is 46,XY, and the declared sex is female by the pedigree: copies of X and \
                Y are counted by the karyotype, and the scores that decide are those of F (F), by the \
                declared sex.";
    assert!(run.err.contains(told), "{}", run.err);
    let table = folder.text("o.tsv");
    assert!(table.contains(&format!("##warning=P: {told}")), "{table}");
    assert_has!(
        table,
        "declared sex female by the pedigree; chromosomes 46,XY by the option: XY; decides F (F)"
    );
    assert_eq!(folder.text("o.html").matches(told).count(), 1);
}

#[test]
fn a_karyotype_that_is_none_or_nobody_s_is_refused_with_the_remedy() {
    let folder = with_gene_on_x("1/1", "1/1");
    let run =
        |karyotype: &str| folder.run(["rank", "-b", "s.dsd", "in.vcf", "--karyotype", karyotype]);
    let err = run("Q=46,XY").assert_error();
    assert!(err.contains("sample Q"), "{err}");
    for (karyotype, part) in [("male", "such as 46,XY"), ("46,XXY", "47")] {
        let run = run(karyotype);
        assert!(
            run.text().is_empty() && run.err.contains(part),
            "{karyotype}: {}",
            run.err
        );
    }
}
