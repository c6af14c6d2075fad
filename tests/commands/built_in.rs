//! Which bundle is read where none is named.

use std::path::PathBuf;

use super::support::*;

const VARIABLE: &str = "DSDSCORE_BUNDLE";

/// A record of a gene, named by VEP, with what stands before its CSQ.
fn vcf(header: &str, info: &str) -> String {
    format!(
        "##fileformat=VCFv4.3\n##contig=<ID=chr1>\n{header}\
         ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Gene\">\n\
         ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n\
         chr1\t10\t.\tA\tC\t.\t.\t{info}CSQ=C|missense_variant|OLFML3|\tGT\t0/1\n"
    )
}

/// Scores of one gene, which no other bundle has.
fn own_bundle(folder: &Folder, name: &str, score: &str, options: &str) -> PathBuf {
    folder.write(
        "s.tsv",
        format!("symbol\tcondition\tscore\nOLFML3\tF\t{score}\n"),
    );
    let args = format!("bundle build --scores s.tsv --name {name} -o {name}.dsd {options}");
    folder.succeed(&args);
    folder.path(&format!("{name}.dsd"))
}

/// The digest that `bundle info` says.
fn digest(info: &str) -> &str {
    let line = info.lines().find(|line| line.starts_with("digest"));
    line.unwrap().split_whitespace().nth(1).unwrap()
}

#[test]
fn the_built_in_bundle_is_read_where_none_is_named() {
    let folder = Folder::new();
    folder.write("in.vcf", vcf("", ""));
    let info = folder.succeed("bundle info");
    let digest = digest(info.text());
    let out = folder.succeed("annotate in.vcf");
    assert_has!(out.text(), digest, ";DSD=C|");
    assert!(!out.text().contains("--bundle"), "{}", out.text());
    folder.succeed("bundle verify");
    let exported = folder.succeed("bundle export");
    assert_has!(exported.text(), digest);
    let ranked = folder.succeed("rank in.vcf --sex female --json out.json");
    assert_has!(folder.text("out.json"), digest);
    assert_has!(ranked.text(), "\tOLFML3\t");
}

#[test]
fn a_variable_names_a_bundle_and_an_option_another() {
    let folder = Folder::new();
    folder.write("in.vcf", vcf("", ""));
    let (a, b) = (
        own_bundle(&folder, "a", "0.25", ""),
        own_bundle(&folder, "b", "0.75", ""),
    );
    let run = |args: &str, bundle: &str| {
        let mut command = folder.command(args.split_whitespace());
        let output = command.env(VARIABLE, bundle).output().unwrap();
        let (out, err) = (output.stdout, output.stderr);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(out), text(err))
    };
    let a = a.to_str().unwrap();
    assert_has!(run("annotate in.vcf", a).1, "DSD_F=0.25", "--bundle a.dsd");
    assert_has!(run("bundle info", a).1, "bundle      a 1");
    let option = format!("annotate -b {} in.vcf", b.display());
    assert_has!(run(&option, a).1, "DSD_F=0.75", "--bundle b.dsd");
    assert_has!(run("rank in.vcf --condition F", a).1, "\t0.25");
    let (is_success, out, err) = run("annotate in.vcf", "/nonexistent/a.dsd");
    assert!(!is_success && out.is_empty());
    assert_has!(
        err,
        "DSDSCORE_BUNDLE names the bundle: cannot read",
        "/nonexistent/a.dsd"
    );
    let built_in = folder.succeed("annotate in.vcf");
    assert_eq!(
        records(&run("annotate in.vcf", "").1),
        records(built_in.text())
    );
}

#[test]
fn scores_that_an_input_has_come_before_the_built_in_ones() {
    let folder = Folder::new();
    folder.write("in.vcf", vcf("", ""));
    own_bundle(&folder, "a", "0.25", "");
    folder.succeed("annotate -b a.dsd in.vcf -o scored.vcf");
    for command in ["rank", "cohort"] {
        let out = folder.succeed(&format!(
            "{command} scored.vcf --condition F --json {command}.json"
        ));
        assert_has!(folder.text(&format!("{command}.json")), "0.25");
        assert_has!(out.text(), "OLFML3");
    }
    // Under another prefix they are there as well, and others must not be taken for them.
    own_bundle(&folder, "h", "0.25", "--prefix HEART");
    folder.succeed("annotate -b h.dsd in.vcf -o heart.vcf");
    let err = folder
        .run("rank heart.vcf --condition F".split(' '))
        .assert_error();
    assert_has!(err, "INFO/DSD is not in the header of heart.vcf");
    folder.succeed("rank heart.vcf --prefix HEART --condition F");
    let foreign = vcf(
        "##INFO=<ID=DSD,Number=1,Type=String,Description=\"other\">\n",
        "DSD=x;",
    );
    folder.write("foreign.vcf", foreign);
    let err = folder.run("rank foreign.vcf".split(' ')).assert_error();
    assert_has!(
        err,
        "INFO/DSD of foreign.vcf is not laid out as scores of dsdscore are"
    );
}

/// Scores by symbol, of both conditions, as `bundle export` has them.
fn scores(table: &str) -> Vec<[&str; 3]> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let header: Vec<_> = lines.next().unwrap().split('\t').collect();
    let places = ["symbol", "DSD_F", "DSD_M"].map(|name| header.iter().position(|n| *n == name));
    lines
        .map(|line| {
            let fields: Vec<_> = line.split('\t').collect();
            places.map(|place| fields[place.unwrap()])
        })
        .collect()
}

#[test]
fn the_public_tables_give_heatmaps_beside_the_built_in_scores() {
    let tables = [
        (
            "hgda_fetal_ovary_fraction_expressing.csv",
            "ovarian_percent.csv",
        ),
        (
            "hgda_fetal_gonad_somatic_fraction_expressing.csv",
            "sPAX8_percent.csv",
        ),
    ];
    let folder = Folder::new();
    let data = std::env::var_os("DSDSCORE_DATA").map(PathBuf::from);
    let copy =
        |(from, to): &(&str, &str)| std::fs::copy(data.as_ref()?.join(from), folder.path(to)).ok();
    if tables.iter().any(|table| copy(table).is_none()) {
        eprintln!("skipped: DSDSCORE_DATA names no folder with the tables");
        return;
    }
    let mut script = std::process::Command::new(root("scripts/gonad-heatmaps"));
    script
        .current_dir(folder.path("."))
        .env("DSDSCORE", env!("CARGO_BIN_EXE_dsdscore"));
    let run = Run::from(
        script
            .args(["-o", "g.dsd", "--from", "."])
            .output()
            .unwrap(),
    );
    run.assert_success();
    let (with_images, built_in) = (
        folder.succeed("bundle export g.dsd"),
        folder.succeed("bundle export"),
    );
    // Equal without a page of numbers where they are not.
    assert!(scores(with_images.text()) == scores(built_in.text()));
    folder.succeed("show AMH -b g.dsd");
    assert!(folder.path("AMH.M.png").exists());
    // The built-in reasons are those that the tables give; levels are by the recipes' transforms, which
    // differ.
    let why = |bundle: &str| folder.succeed(&format!("show AMH NR5A1 --why {bundle} -o why"));
    let (with_images, built_in) = (why("-b g.dsd"), folder.succeed("show AMH NR5A1 --why"));
    let sentences = |run: &Run| {
        let lines = run.text().lines().filter(|line| line.contains(" stands "));
        let reasons = lines.map(|line| line.split("; the level").next().unwrap().to_string());
        reasons.collect::<Vec<_>>()
    };
    assert_eq!(sentences(&with_images), sentences(&built_in));
    assert_eq!(sentences(&built_in).len(), 4);
    assert!(folder.path("why.AMH.why.png").exists());

    folder.write("ovarian_percent.csv", "gene,Germ.GC\nSOX9,1\n");
    let run = Run::from(script.args(["-o", "h.dsd"]).output().unwrap());
    assert_ne!(run.code, Some(0));
    assert_has!(
        run.err,
        "ovarian_percent.csv is not the table that the scores are of"
    );
    assert!(!folder.path("h.dsd").exists());
}
