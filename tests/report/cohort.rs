//! The page of a cohort: the patients of the examples, by the program and a bundle of simulated
//! expression.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use assert_cmd::assert::OutputAssertExt;
use dsdscore::{
    bundle::{Builder, Condition, Description, ImageStore, ModelSource, Scored, Time},
    gene::Gene,
    heatmap::{Image, Recipe},
};
use ndarray::Array3;
use serde_json::json;
use tempfile::TempDir;

use crate::browser::{Browser, has_chromium};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

/// The genes of the published scores, each once.
fn symbols() -> Vec<String> {
    let table = fs::read_to_string(example("published-scores.tsv")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut symbols: Vec<_> = lines
        .map(|line| line.split('\t').next().unwrap().to_string())
        .collect();
    symbols.sort();
    symbols.dedup();
    symbols
}

/// A bundle of made-up expression and scores.
fn simulate(path: &Path) {
    let genes: Vec<_> = symbols()
        .into_iter()
        .map(|symbol| Gene {
            symbol,
            ..Gene::default()
        })
        .collect();
    let conditions = ["F", "M"].map(|key| Condition {
        key: key.into(),
        label: key.into(),
        cell_types: ["germ", "supporting"].map(String::from).into(),
        times: [6.0, 7.0, 8.0]
            .map(|value| Time {
                label: value.to_string(),
                value,
            })
            .into(),
        ceiling: Some(2.0),
        ..Condition::default()
    });
    let means = (0..6 * genes.len()).map(|i| (i % 29) as f32).collect();
    let means = Array3::from_shape_vec((genes.len(), 2, 3), means).unwrap();
    let mut images = ImageStore::create(path, 2, genes.len()).unwrap();
    for condition in 0..2 {
        for gene in 0..genes.len() {
            let mut image = Image::default();
            image.set_rgb8(100, 50, &[gene as u8; 15_000]).unwrap();
            images.push(condition, gene, &image).unwrap();
        }
    }
    let description = Description {
        synthetic: true,
        ..Description::default()
    };
    let recipe = Some(Recipe::default());
    let values: Vec<_> = (0..genes.len()).map(|gene| gene as f32 / 100.0).collect();
    let mut builder = Builder::new(
        description,
        recipe,
        conditions.into(),
        genes,
        vec![means; 2],
    );
    builder.set_images(images);
    for condition in ["F", "M"] {
        let scored = Scored {
            condition: condition.into(),
            model: ModelSource::default(),
            values: values.clone(),
            complete: true,
            evaluation: None,
        };
        builder.set_scores(scored).unwrap();
    }
    builder.write(path).unwrap();
}

/// Runs a command that ranks, and gives the folder with its `page.html`.
fn written(args: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    simulate(&folder.path().join("simulated.dsd"));
    Command::new(env!("CARGO_BIN_EXE_dsdscore"))
        .current_dir(folder.path())
        .args(args.split_whitespace())
        .arg(example("patients.vcf"))
        .arg("--ped")
        .arg(example("patients.ped"))
        .args("-b simulated.dsd --allow-synthetic --report page.html -o out.tsv".split(' '))
        .assert()
        .success();
    folder
}

fn opened(args: &str) -> Option<(Browser, TempDir)> {
    has_chromium().then(|| {
        let (mut browser, folder) = (Browser::start(), written(args));
        browser.width(1280);
        browser.open(&folder.path().join("page.html"), "");
        (browser, folder)
    })
}

/// The genes that are seen, in order.
fn genes(browser: &mut Browser) -> Vec<String> {
    let found = browser.value(
        "[...document.querySelectorAll('tbody.gene:not([hidden])')].map((g) => g.dataset.g)",
    );
    serde_json::from_value(found).unwrap()
}

#[test]
fn a_cohort_sorts_is_searched_by_patient_and_opens() {
    let Some((mut browser, _folder)) = opened("cohort") else {
        return;
    };
    assert!(
        browser
            .text("document.querySelector('.banner').textContent")
            .contains("SYNTHETIC")
    );
    assert_eq!(
        browser.value("document.querySelectorAll('.people tbody tr').length"),
        6
    );
    let all = genes(&mut browser);
    let patients = |browser: &mut Browser, gene: usize| {
        let row = format!("document.querySelectorAll('tbody.gene')[{gene}].rows[0]");
        browser.value(&format!("Number({row}.cells[2].textContent)"))
    };
    assert_eq!((patients(&mut browser, 0), all.len()), (json!(2), 66));
    // By the name, and from the button before by the number of patients: the most first.
    browser.click("document.querySelector('table.genes').tHead.rows[0].cells[1].firstChild");
    let mut by_name = all.clone();
    by_name.sort();
    assert_eq!(genes(&mut browser), by_name);
    assert_eq!(patients(&mut browser, 0), 1);
    browser.press("Tab", 9, "");
    browser.press("Enter", 13, "\r");
    assert_eq!(patients(&mut browser, 0), 2);
    // A patient's name finds those that it carries; the table has no room for all names.
    browser.click("document.querySelector('form.tools').elements.search");
    browser.insert("P13:");
    let found = genes(&mut browser).len();
    assert_eq!(found, 11);
    let count = browser.text("document.querySelector('.count').textContent");
    assert!(count.starts_with("11 of 66 genes shown."), "{count}");
    browser.click("document.querySelector('tbody.gene:not([hidden]) th button')");
    let open = "document.querySelector('.opened .more')";
    assert_eq!(browser.value(&format!("{open}.checkVisibility()")), true);
    assert_eq!(
        browser.value(&format!("{open}.querySelectorAll('.map').length")),
        2
    );
    assert!(
        browser
            .text(&format!("{open}.querySelector('.carriers').textContent"))
            .contains("P13")
    );
    browser.assert_quiet();
}

#[test]
fn a_cohort_fits_a_telephone_and_its_labels_can_be_read() {
    let Some((mut browser, folder)) = opened("cohort") else {
        return;
    };
    for width in [390, 320, 1280] {
        browser.width(width);
        browser.open(&folder.path().join("page.html"), "");
        browser
            .value("document.querySelectorAll('tbody.gene th button').forEach((b) => b.click())");
        let found = browser.value("document.documentElement.scrollWidth");
        assert!(found.as_u64() <= Some(width.into()), "{found} at {width}");
        // The figure keeps its size, and scrolls where it is wider than the screen.
        let scale = "(() => { const map = document.querySelector('.map'); \
                     return map.getBoundingClientRect().width / map.viewBox.baseVal.width; })()";
        assert_eq!(browser.value(scale), 1);
    }
    browser.assert_quiet();
}

#[test]
fn six_patients_have_six_tables_in_one_page() {
    let Some((mut browser, _folder)) = opened("rank --preset paper --top 5") else {
        return;
    };
    assert_eq!(
        browser.value("document.querySelectorAll('table.genes').length"),
        6
    );
    assert_eq!(
        browser.value("document.querySelectorAll('nav a').length"),
        6
    );
    let first = genes(&mut browser).remove(0);
    browser.value(&format!("location.hash = '#{first}'"));
    browser.value("new Promise((done) => setTimeout(done, 50))");
    assert_eq!(browser.text("document.activeElement.textContent"), first);
    browser.assert_quiet();
}
