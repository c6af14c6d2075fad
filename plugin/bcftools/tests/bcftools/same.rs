//! The plugin writes what `dsdscore annotate` writes, byte for byte.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use crate::support::{Folder, dsdscore, root};

#[test]
fn every_format_in_and_out_is_that_of_annotate() {
    let Some(folder) = Folder::new() else { return };
    for (input, format) in [("in.vcf.gz", "z"), ("in.bcf", "b"), ("raw.bcf", "u")] {
        folder.shell(&format!("bcftools view -O{format} -o {input} in.vcf"));
    }
    for input in ["in.vcf", "in.vcf.gz", "in.bcf", "raw.bcf"] {
        for format in ["v", "z", "u", "b", "z1", "b9 --threads 2", "z --no-version"] {
            let expected = folder.annotate(input, &format!("-O{format}"));
            let line = format!("+dsdscore {input} -O{format} -o out -- -b published.dsd");
            folder.run(&line).assert_success();
            assert!(folder.read("out") == expected, "{line}");
            let line = format!("+dsdscore {input} -O {format} -- --bundle published.dsd");
            assert!(folder.run(&line).assert_success().out == expected, "{line}");
        }
    }
}

#[test]
fn the_output_names_the_format_and_gets_an_index() {
    let Some(folder) = Folder::new() else { return };
    fs::create_dir(folder.path("by-program")).unwrap();
    let [bundle, input] = ["published.dsd", "in.vcf"].map(|name| folder.path(name));
    for (output, option, index) in [
        ("out.vcf.gz", "-W", "out.vcf.gz.csi"),
        ("out.vcf.gz", "--write-index=tbi", "out.vcf.gz.tbi"),
        ("out.bcf", "-W=csi", "out.bcf.csi"),
    ] {
        let line = format!("+dsdscore in.vcf -o {output} {option} -- -b published.dsd");
        folder.run(&line).assert_success();
        let target = folder.path("by-program").join(output);
        let paths = [&bundle, &input, &target].map(|path| path.as_os_str());
        let [bundle, input, target] = paths;
        let args = ["annotate", option, "-b"].map(OsStr::new).into_iter();
        dsdscore(args.chain([bundle, input, "-o".as_ref(), target]));
        for name in [output, index] {
            let expected = folder.read(&format!("by-program/{name}"));
            assert!(folder.read(name) == expected, "{line}: {name}");
        }
    }
}

#[test]
fn without_a_bundle_the_built_in_one_is_read() {
    let Some(folder) = Folder::new() else { return };
    let [input, output] = ["in.vcf", "expected.vcf"].map(|name| folder.path(name));
    let args = [
        "annotate".as_ref(),
        input.as_os_str(),
        "-o".as_ref(),
        output.as_os_str(),
    ];
    dsdscore(args);
    let run = folder.run("+dsdscore in.vcf -Ov").assert_success();
    assert!(run.out == folder.read("expected.vcf"));
}

#[test]
fn the_command_in_the_header_is_that_of_annotate() {
    let Some(folder) = Folder::new() else { return };
    let run = folder.run("+dsdscore in.vcf -- -b published.dsd");
    let run = run.assert_success();
    let line =
        "##dsdscore_command=annotate --prefix DSD --bundle published.dsd --source csq --field CSQ";
    let is_there = run.text().lines().any(|found| found.starts_with(line));
    assert!(is_there, "{}", run.text());
}

/// The inputs of the golden cases that end well and need no other file, with their arguments.
fn cases() -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(root("tests/cases")).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path());
    let cases = folders.filter_map(|case| {
        let args = fs::read_to_string(case.join("args")).ok()?;
        let args = args.trim().strip_prefix("annotate -b {scores} ")?;
        let args = args.strip_suffix("input.vcf")?;
        case.join("expected.vcf").exists().then_some(())?;
        Some((case.join("input.vcf"), args.to_string()))
    });
    cases.filter(|(_, args)| !args.contains("../")).collect()
}

/// Files that bcftools' own reading would change or refuse are among them.
#[test]
fn golden_cases_come_out_as_by_annotate() {
    let Some(folder) = Folder::new() else { return };
    build_made_up(&folder.path("made-up.dsd"));
    let cases = cases();
    assert!(cases.len() > 10, "{cases:?}");
    for (input, args) in cases {
        let expected = folder.annotate_by("made-up.dsd", &input, &args);
        let bytes = fs::read(&input).unwrap();
        let line = format!("+dsdscore - -- -b made-up.dsd {args}");
        let run = folder.run_with_input(&line, &bytes).assert_success();
        assert!(run.out == expected, "{}", input.display());
    }
}

fn build_made_up(bundle: &Path) {
    let scores = root("tests/cases/scores.tsv");
    let options = ["bundle", "build", "--prefix", "GND", "--scores"];
    let options = options.map(OsStr::new).into_iter();
    dsdscore(options.chain([scores.as_os_str(), "-o".as_ref(), bundle.as_os_str()]));
}
