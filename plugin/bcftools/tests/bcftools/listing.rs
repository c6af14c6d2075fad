//! What bcftools says of the plugin, and the plugin of itself.

use crate::support::Folder;

#[test]
fn bcftools_lists_it() {
    let Some(folder) = Folder::new() else { return };
    let list = folder.run("plugin -l").assert_success();
    assert!(list.text().lines().any(|line| line == "dsdscore"));
    let described = folder.run("plugin -lv").assert_success();
    let text = described.text().split("\n-- dsdscore --\n").nth(1).unwrap();
    let about = text.split("\n\n").next().unwrap();
    assert!(about.starts_with("Add scores of genes"), "{text}");
    assert!(about.ends_with("known disease genes."), "{text}");
}

#[test]
fn loading_it_warns_of_nothing_and_finds_run() {
    let Some(folder) = Folder::new() else { return };
    let run = folder.run("+dsdscore -vv in.vcf -- -b published.dsd");
    let run = run.assert_success();
    assert!(
        run.err
            .contains("plugins/dsdscore.so:\n\tplugin open   .. ok\n"),
        "{}",
        run.err
    );
    assert!(run.out == folder.annotate("in.vcf", ""));
}

#[test]
fn help_goes_to_stderr_as_that_of_other_plugins() {
    let Some(folder) = Folder::new() else { return };
    for option in [
        "-h",
        "--help",
        "-?",
        "-- -h",
        "in.vcf -- -b published.dsd --help",
    ] {
        let run = folder.run(&format!("+dsdscore {option}")).assert_success();
        assert!(run.out.is_empty());
        let usage = "\nAbout: Adds scores to variants";
        assert!(run.err.starts_with(usage), "{option}: {}", run.err);
        assert!(
            run.err.contains("\nUsage: bcftools +dsdscore "),
            "{}",
            run.err
        );
    }
}

#[test]
fn the_versions_are_those_of_the_host() {
    let Some(folder) = Folder::new() else { return };
    let only = folder.run("--version-only").assert_success();
    let (bcftools, htslib) = only.text().trim().split_once("+htslib-").unwrap();
    let run = folder.run("+dsdscore --version").assert_success();
    let first = format!("bcftools  {bcftools} using htslib {htslib}\nplugin at ");
    assert!(run.text().starts_with(&first), "{}", run.text());
}

/// The examples of the help, word for word but for the files.
#[test]
fn every_example_of_the_help_runs() {
    let Some(folder) = Folder::new() else { return };
    folder.shell("bcftools view -Ob -o in.bcf in.vcf; bcftools view -Oz -o in.vcf.gz in.vcf");
    folder.shell(
        "cp published.dsd gonad.dsd; printf '1\\t0\\t200000000\\tOLFML3\\n' | gzip > genes.bed.gz",
    );
    let help = folder.run("+dsdscore -h").err;
    let examples = help.split_once("Examples:\n").unwrap().1;
    let examples = examples
        .replace("|\n", "|")
        .replace("genes.gff3.gz", "genes.bed.gz");
    // The published scores are not those of all genes.
    let examples = examples.replace("DSD_M_PCT>95", "DSD_F>0.95");
    let lines = examples.lines().map(str::trim);
    let lines: Vec<_> = lines.filter(|line| line.starts_with("bcftools ")).collect();
    assert_eq!(lines.len(), 3, "{help}");
    for line in lines {
        folder.shell(line);
    }
    for output in ["out.bcf", "out.vcf.gz", "out.vcf.gz.csi"] {
        assert!(folder.path(output).exists(), "{output}");
    }
}
