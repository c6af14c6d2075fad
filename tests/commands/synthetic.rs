//! Nobody may mistake a demonstration for a result.

use std::fs;

use crate::{
    network::{FEMALE, models},
    support::{Folder, has_runtime, patients, root},
};

/// The INFO lines of ours.
fn definitions(vcf: &str) -> Vec<&str> {
    vcf.lines()
        .filter(|line| line.starts_with("##INFO=<ID=DSD"))
        .collect()
}

/// Scores that are said to be made up, in a bundle that needs no network.
fn add_synthetic_bundle(folder: &Folder) {
    let scores = root("examples/published-scores.tsv");
    let args = format!(
        "bundle build --synthetic -o s.dsd --scores {}",
        scores.display()
    );
    folder.succeed(&args);
}

/// Such a bundle, and the patients.
fn folder() -> Folder {
    let folder = Folder::new();
    add_synthetic_bundle(&folder);
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
}

#[test]
fn synthetic_scores_are_refused_unless_they_are_accepted_by_name() {
    let folder = folder();
    for format in ["v", "z", "b", "u"] {
        let run = folder.annotate_with("s.dsd", &format!("in.vcf -O {format} -o out"));
        let err = run.assert_error();
        assert_has!(err, "synthetic", "--allow-synthetic");
        assert_eq!(folder.names(), ["in.vcf", "s.dsd"]);
    }
    let run = folder.annotate_with("s.dsd", "in.vcf");
    assert!(run.out.is_empty());
    run.assert_error();
}

#[test]
fn every_description_of_synthetic_scores_begins_so() {
    let folder = folder();
    let run = folder
        .annotate_with("s.dsd", "in.vcf --allow-synthetic")
        .assert_success();
    let lines = definitions(run.text());
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(
        lines
            .iter()
            .all(|line| line.contains(",Description=\"SYNTHETIC")),
        "{lines:?}"
    );
    for key in ["dsdscore_bundle", "dsdscore_model"] {
        let start = format!("##{key}=<");
        let lines: Vec<_> = run
            .text()
            .lines()
            .filter(|l| l.starts_with(&start))
            .collect();
        assert!(!lines.is_empty());
        assert!(
            lines.iter().all(|line| line.ends_with(",Synthetic=true>")),
            "{lines:?}"
        );
    }
}

#[test]
fn real_scores_are_not_called_synthetic() {
    let folder = Folder::with_bundle();
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    for args in ["in.vcf", "in.vcf --allow-synthetic"] {
        let run = folder.annotated(args);
        assert_eq!(definitions(run.text()).len(), 4);
        assert!(!run.text().contains("SYNTHETIC"));
        assert_eq!(run.text().matches("Synthetic=false>").count(), 3);
    }
}

#[test]
fn real_scores_after_synthetic_ones_take_their_word_away() {
    let folder = Folder::with_bundle();
    add_synthetic_bundle(&folder);
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    folder
        .annotate_with("s.dsd", "in.vcf --allow-synthetic -o first.vcf")
        .assert_success();
    let second = folder.annotated("first.vcf");
    let direct = folder.annotated("in.vcf");
    assert!(second.text() == direct.text());
}

/// Real data and a network that learnt from simulated data: the network alone makes it synthetic.
#[test]
fn a_synthetic_model_makes_real_data_synthetic() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::new();
    let [table, recipe] =
        ["simulated-expression.tsv", "recipe.json"].map(|name| root("examples").join(name));
    let args = format!(
        "bundle build -o real.dsd --recipe {} --table {}",
        recipe.display(),
        table.display()
    );
    folder.succeed(&args);
    fs::copy(patients(), folder.path("in.vcf")).unwrap();
    let model = models(&[FEMALE]);
    let err = folder
        .annotate_with("real.dsd", &format!("in.vcf{model}"))
        .assert_error();
    assert!(err.contains("--allow-synthetic"), "{err}");
    let args = format!("in.vcf --allow-synthetic{model}");
    let run = folder.annotate_with("real.dsd", &args).assert_success();
    assert!(
        definitions(run.text())
            .iter()
            .all(|line| line.contains("\"SYNTHETIC"))
    );
    let models: Vec<_> = run
        .text()
        .lines()
        .filter(|l| l.starts_with("##dsdscore_model="))
        .collect();
    assert!(
        models.len() == 1 && models[0].ends_with("Synthetic=true>"),
        "{models:?}"
    );
    // The scores stay synthetic once they are in the bundle.
    let score = format!("score -b real.dsd{model}");
    folder.succeed(&score);
    let err = folder.annotate_with("real.dsd", "in.vcf").assert_error();
    assert!(err.contains("--allow-synthetic"), "{err}");
}
