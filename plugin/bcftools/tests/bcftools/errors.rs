//! Errors: said, with an exit code, and with no output left.

use std::{ffi::OsStr, fs};

use crate::support::{Folder, dsdscore, root};

/// Runs a command line that must fail before any output stands; returns what it says.
fn refuse(folder: &Folder, line: &str, code: i32) -> String {
    let names = folder.names();
    for more in ["", "-o out.vcf", "-Ob -o out.bcf -W", "-Oz -o out.vcf.gz"] {
        let line = line.replace("{more}", more);
        let run = folder.run(&line);
        assert_eq!(run.code, Some(code), "{line}: {}", run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
        assert_eq!(folder.names(), names, "{line}");
    }
    folder.run(&line.replace("{more}", "")).err
}

fn assert_says(err: &str, parts: &[&str]) {
    for part in parts {
        assert!(err.contains(part), "{part:?} is not in: {err}");
    }
}

#[test]
fn a_bundle_that_is_not_there() {
    let Some(folder) = Folder::new() else { return };
    let err = refuse(&folder, "+dsdscore in.vcf {more} -- -b absent.dsd", 1);
    assert_says(&err, &["dsdscore: error: ", "absent.dsd", "No such file"]);
}

#[test]
fn a_damaged_bundle() {
    let Some(folder) = Folder::new() else { return };
    let whole = folder.read("published.dsd");
    folder.write("cut.dsd", &whole[..whole.len() / 2]);
    let mut flipped = whole.clone();
    // In the scores, which lie at the end.
    let at = whole.len() - 40;
    flipped[at] ^= 1;
    folder.write("flipped.dsd", flipped);
    for bundle in ["cut.dsd", "flipped.dsd", "in.vcf"] {
        let line = format!("+dsdscore in.vcf {{more}} -- -b {bundle}");
        let err = refuse(&folder, &line, 1);
        assert_says(&err, &["dsdscore: error: ", bundle]);
    }
}

#[test]
fn a_synthetic_bundle_unless_it_is_accepted() {
    let Some(folder) = Folder::new() else { return };
    let scores = root("examples/published-scores.tsv");
    let bundle = folder.path("made-up.dsd");
    let options = ["bundle", "build", "--synthetic", "--scores"].map(OsStr::new);
    let paths = [scores.as_os_str(), "-o".as_ref(), bundle.as_os_str()];
    dsdscore(options.into_iter().chain(paths));
    let err = refuse(&folder, "+dsdscore in.vcf {more} -- -b made-up.dsd", 1);
    assert_says(&err, &["synthetic", "--allow-synthetic"]);
    let run = folder.run("+dsdscore in.vcf -- -b made-up.dsd --allow-synthetic");
    assert!(
        run.assert_success()
            .text()
            .contains("Description=\"SYNTHETIC")
    );
}

#[test]
fn input_that_is_cut() {
    let Some(folder) = Folder::new() else { return };
    folder.shell("bcftools view -Oz -o in.vcf.gz in.vcf; bcftools view -Ou -o in.bcf in.vcf");
    for (name, less) in [("in.vcf.gz", 28), ("in.vcf.gz", 500), ("in.bcf", 3)] {
        let whole = folder.read(name);
        folder.write("cut", &whole[..whole.len() - less]);
        let line = "+dsdscore cut {more} -- -b published.dsd";
        let names = folder.names();
        for more in ["-o out.vcf", "-o out.bcf -W"] {
            let run = folder.run(&line.replace("{more}", more));
            assert_eq!(run.code, Some(1), "{name} less {less}: {}", run.err);
            assert_says(&run.err, &["dsdscore: error: ", "cut"]);
            assert_eq!(folder.names(), names);
        }
        let cut = folder.read("cut");
        let run = folder.run_with_input("+dsdscore -- -b published.dsd", &cut);
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert_says(&run.err, &["dsdscore: error: ", "standard input"]);
    }
}

#[test]
fn input_that_is_not_there_or_no_variants() {
    let Some(folder) = Folder::new() else { return };
    for input in ["absent.vcf", "published.dsd", "plugins/dsdscore.so"] {
        let line = format!("+dsdscore {input} {{more}} -- -b published.dsd");
        assert_says(&refuse(&folder, &line, 1), &["dsdscore: error: ", input]);
    }
}

#[test]
fn output_that_cannot_be_written_leaves_what_was_there() {
    let Some(folder) = Folder::new() else { return };
    fs::create_dir(folder.path("folder")).unwrap();
    let names = folder.names();
    for output in [
        "absent/out.vcf",
        "folder",
        "in.vcf/out.vcf",
        "published.dsd",
    ] {
        let bundle = folder.read("published.dsd");
        let run = folder.run(&format!("+dsdscore in.vcf -o {output} -- -b published.dsd"));
        assert_eq!(run.code, Some(1), "{output}: {}", run.err);
        assert_says(&run.err, &["dsdscore: error: ", output]);
        assert_eq!(folder.names(), names);
        assert!(folder.read("published.dsd") == bundle);
    }
}

#[test]
fn options_that_annotate_lacks_name_the_way_around() {
    let Some(folder) = Folder::new() else { return };
    for (option, remedy) in [
        (
            "-i QUAL>2",
            "bcftools view -i EXPR -Ou FILE | bcftools +dsdscore",
        ),
        ("--exclude QUAL>2", "bcftools view -e EXPR -Ou FILE"),
        ("-t chr1", "bcftools view -t REGION -Ou FILE"),
        ("-T chr1.bed", "bcftools view -T FILE -Ou FILE"),
    ] {
        let line = format!("+dsdscore {option} in.vcf {{more}} -- -b published.dsd");
        assert_says(&refuse(&folder, &line, 2), &["dsdscore: error: ", remedy]);
    }
    let line = "+dsdscore in.vcf --nosuch {more} -- -b published.dsd";
    let err = refuse(&folder, line, 2);
    assert_says(&err, &["--nosuch", "Usage: bcftools +dsdscore"]);
    assert!(!err.contains("-- --nosuch"), "{err}");
}
