//! `bundle slim`, and bundles that an earlier program wrote.

use crate::support::{Folder, has_runtime, info, patients, root};

/// The folder with `old.dsd`, simulated expression with all scores in the first format, and `in.vcf`.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    let copy = |from, to| std::fs::copy(from, folder.path(to)).unwrap();
    copy(root("tests/fixtures/bundle/format-1.dsd"), "old.dsd");
    copy(patients(), "in.vcf");
    folder
}

fn run(folder: &Folder, args: &str) -> crate::support::Run {
    folder.run(args.split_whitespace())
}

#[test]
fn a_bundle_of_the_first_format_does_what_it_did() {
    let folder = folder();
    let info = run(&folder, "bundle info old.dsd").assert_success();
    assert!(info.text().contains("format      1 "), "{}", info.text());
    run(&folder, "bundle verify old.dsd").assert_success();
    run(&folder, "show SOX9 -b old.dsd").assert_success();
    let scored = folder.annotate_with("old.dsd", "in.vcf --allow-synthetic");
    assert!(scored.assert_success().text().contains("DSD_F=0.28717026"));
}

#[test]
fn a_slim_bundle_annotates_as_the_whole_one() {
    let folder = folder();
    let note = run(&folder, "bundle slim old.dsd -o slim.dsd").assert_success();
    assert_has!(note.err, " kB of 4.28 kB");
    let annotate = |bundle| {
        let run = folder.annotate_with(bundle, "in.vcf --allow-synthetic");
        let run = run.assert_success();
        let keys = [
            "DSD",
            "DSD_F",
            "DSD_F_PCT",
            "DSD_M",
            "DSD_M_PCT",
            "DSD_GENE",
        ];
        keys.map(|key| {
            let values = info(run.text(), key).into_iter();
            values
                .map(|value| value.map(String::from))
                .collect::<Vec<_>>()
        })
    };
    let whole = annotate("old.dsd");
    assert!(whole[2].iter().flatten().count() > 0);
    assert!(whole == annotate("slim.dsd"));
    let digest = run(&folder, "bundle verify old.dsd")
        .text()
        .lines()
        .last()
        .map(String::from);
    let header = folder.annotate_with("slim.dsd", "in.vcf --allow-synthetic");
    let slim_of =
        "SlimOf=\"sha256:c1f81b9986c077238a36790b142684aed3c9315fb03267ee10c1be715eb3c28b\"";
    assert!(header.text().contains(slim_of));
    let info = run(&folder, "bundle info slim.dsd").assert_success();
    assert_has!(info.text(), &format!("slim of     {}", digest.unwrap()));
    run(&folder, "bundle verify slim.dsd").assert_success();
    run(&folder, "bundle export slim.dsd").assert_success();
}

#[test]
fn what_a_slim_bundle_cannot_do_names_the_remedy() {
    let folder = folder();
    run(&folder, "bundle slim old.dsd -o slim.dsd").assert_success();
    let names = folder.names();
    let err = run(&folder, "show SOX9 -b slim.dsd").assert_error();
    let remedy = "use the bundle that it was made from, sha256:c1f81b99";
    assert_has!(err, "slim.dsd is slim", remedy);
    if has_runtime() {
        // The old bundle is of logarithms.
        let recipe = std::fs::read_to_string(root("examples/recipe.json")).unwrap();
        let recipe = recipe.replace("\"log10\"", "\"none\"");
        folder.write(
            "other.json",
            format!(r#"{{"version": "2", "recipe": {recipe}}}"#),
        );
        let model = root("examples/networks/simulated-m.onnx");
        let model = model.display();
        let args = format!("score -b slim.dsd -m {model} --model-metadata other.json");
        let err = run(&folder, &args).assert_error();
        assert!(err.contains(remedy), "{err}");
        std::fs::remove_file(folder.path("other.json")).unwrap();
    }
    assert_eq!(folder.names(), names);
}

#[test]
fn a_bundle_without_all_scores_is_made_slim_by_force_only() {
    let folder = folder();
    folder.build_simulated();
    for (bundle, why) in [
        ("simulated.dsd", "condition F has no scores"),
        (
            "published.dsd",
            "condition F does not have the scores of all genes",
        ),
    ] {
        let names = folder.names();
        let args = format!("bundle slim {bundle} -o slim.dsd");
        let err = run(&folder, &args).assert_error();
        assert!(err.contains(why) && err.contains("force"), "{err}");
        assert_eq!(folder.names(), names);
        run(&folder, &format!("{args} --force")).assert_success();
        std::fs::remove_file(folder.path("slim.dsd")).unwrap();
    }
}
