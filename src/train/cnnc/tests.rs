use std::path::Path;

use ndarray::Array2;
use rand::RngExt;
use serde::Deserialize;

use super::*;
use crate::{
    atlas::{AtlasInput, Config, TimePoint},
    gene::Gene,
    simulate::{self, Proportions},
    train::{examples::Example, fit::FitOptions, metrics},
};

/// What numpy and scipy give: see tests/fixtures/train/make_cnnc.py.
#[derive(Deserialize)]
pub(super) struct Fixture {
    values: Vec<Vec<f32>>,
    cases: Vec<Case>,
    pub(super) logits: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Case {
    first: usize,
    second: usize,
    bins: usize,
    sigma: Option<f64>,
    image: Vec<f32>,
}

impl Fixture {
    pub(super) fn genes(&self, bins: usize) -> BinnedGenes {
        let cells = SingleCells {
            condition: "A".into(),
            time: TimePoint {
                label: "1".into(),
                value: 1.0,
            },
            genes: (0..self.values.len()).collect(),
            values: matrix(&self.values),
        };
        BinnedGenes::new(&cells, bins)
    }
}

/// Rows of one length.
fn matrix(rows: &[Vec<f32>]) -> Array2<f32> {
    Array2::from_shape_vec((rows.len(), rows[0].len()), rows.concat()).unwrap()
}

pub(super) fn fixture() -> Fixture {
    let text = include_str!("../../../tests/fixtures/train/cnnc.json");
    serde_json::from_str(text).unwrap()
}

#[test]
fn histograms_are_those_of_numpy_and_scipy() {
    let fixture = fixture();
    for case in &fixture.cases {
        let genes = fixture.genes(case.bins);
        let image = genes.image(case.first, case.second, case.sigma);
        assert_eq!(image.len(), case.image.len());
        for (found, expected) in image.iter().zip(&case.image) {
            let what = (case.first, case.second, case.sigma);
            assert!(
                (found - expected).abs() < 1e-6,
                "{found} {expected} {what:?}"
            );
        }
    }
}

/// A small atlas: a folder, its configuration, and all genes with labels.
struct Simulated {
    folder: tempfile::TempDir,
    config: Config,
    genes: Vec<Gene>,
    labels: Vec<bool>,
}

impl Simulated {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("atlas");
        simulate::simulate(&options(), &path, false, "test", &|_| ()).unwrap();
        let config = Config::read(path.join("atlas.toml")).unwrap();
        let text = std::fs::read_to_string(path.join("labels.tsv")).unwrap();
        let (mut genes, mut labels) = (Vec::new(), Vec::new());
        for line in text.lines().skip(1) {
            let fields: Vec<_> = line.split('\t').collect();
            genes.push(Gene {
                symbol: fields[0].into(),
                ensembl_id: fields[1].into(),
                ..Gene::default()
            });
            labels.push(fields[2] == "1");
        }
        Self {
            folder,
            config,
            genes,
            labels,
        }
    }

    fn inputs(&self) -> Vec<AtlasInput> {
        vec![AtlasInput {
            path: self.folder.path().join("atlas/atlas.h5ad"),
            ..AtlasInput::default()
        }]
    }

    fn read(
        &self,
        condition: &str,
        time: Option<f64>,
        chosen: &[usize],
    ) -> Result<SingleCells, CnncError> {
        let (files, config) = (self.inputs(), &self.config);
        SingleCells::read(&files, config, condition, time, &self.genes, chosen)
    }

    /// Some genes of either class, the first of the file.
    fn chosen(&self, of_each: usize) -> Vec<usize> {
        let of = |class| (0..self.genes.len()).filter(move |&gene| self.labels[gene] == class);
        of(true)
            .take(of_each)
            .chain(of(false).take(of_each))
            .collect()
    }

    fn examples(&self, chosen: &[usize]) -> Examples {
        let example = |&index: &usize| Example {
            index,
            symbol: self.genes[index].symbol.clone(),
            is_positive: self.labels[index],
            ..Example::default()
        };
        Examples {
            condition: "A".into(),
            genes: chosen.iter().map(example).collect(),
            ..Examples::default()
        }
    }
}

fn options() -> simulate::Options {
    let condition = |key: &str, label: &str| simulate::Condition {
        key: key.into(),
        label: label.into(),
    };
    simulate::Options {
        conditions: vec![condition("A", "first"), condition("B", "second")],
        cell_types: ["stem", "nurse", "wall"].map(String::from).into(),
        times: vec![1.0, 2.5],
        cells: 400,
        genes: 80,
        missing: 0.0,
        library_size: 3000.0,
        library_spread: 0.3,
        dispersion: 0.2,
        proportions: Proportions([50.0, 25.0, 25.0, 0.0, 0.0]),
        samples: 1,
        compression: 1,
        seed: 3,
        ..simulate::Options::default()
    }
}

/// Quick: few bins, a narrow network, few pairs.
fn small(labelling: Labelling) -> CnncOptions {
    CnncOptions {
        labelling,
        bins: 22,
        width: 4,
        pairs: 200,
        partners: 6,
        fit: FitOptions {
            epochs: 5,
            batch: 8,
            learning_rate: 0.003,
            patience: None,
            ..CnncOptions::default().fit
        },
        ..CnncOptions::default()
    }
}

fn method(cells: &SingleCells, options: CnncOptions) -> Cnnc {
    Cnnc::new(options, cells, Device::flex()).unwrap()
}

#[test]
fn cells_are_those_that_the_means_are_of() {
    let atlas = Simulated::new();
    let chosen = [7, 0, 31];
    let cells = atlas.read("B", Some(2.5), &chosen).unwrap();
    assert_eq!(
        (cells.time.value, cells.genes.as_slice()),
        (2.5, &chosen[..])
    );
    let path = &atlas.inputs()[0].path;
    let file = crate::atlas::GroupedFile::open(path, None, &atlas.config, None).unwrap();
    let groups = &file.groups().conditions()[1];
    let expression = &file.expression(false, |_| ()).unwrap()[1];
    let by_type = groups.cells_by_type();
    assert_eq!(
        cells.cells(),
        (0..3).map(|row| by_type[2 * row + 1]).sum::<usize>()
    );
    for (&gene, values) in chosen.iter().zip(cells.values.rows()) {
        let mean = |row: usize| expression.means[[gene, row, 1]];
        let sum = |row| f64::from(mean(row)) * by_type[2 * row + 1] as f64;
        let expected: f64 = (0..3).map(sum).sum();
        let found: f64 = values.iter().map(|&value| f64::from(value)).sum();
        assert!(
            (found - expected).abs() < 1e-3 * expected,
            "{found} {expected}"
        );
    }
}

#[test]
fn without_a_time_that_of_the_most_cells_is_taken() {
    let atlas = Simulated::new();
    let cells = |time| atlas.read("A", time, &[0]).unwrap().cells();
    assert_eq!(cells(None), cells(Some(1.0)).max(cells(Some(2.5))));
}

#[test]
fn what_is_not_in_the_file_is_named() {
    let atlas = Simulated::new();
    let message = |condition, time| atlas.read(condition, time, &[0]).unwrap_err().to_string();
    assert!(message("C", None).contains("cells of the condition C"));
    assert!(message("A", Some(3.0)).contains("no cells at the time 3; it has 1, 2.5"));
    let mut other = Simulated::new();
    other.genes[0] = Gene {
        symbol: "NOWHERE".into(),
        ..Gene::default()
    };
    let error = other.read("A", None, &[0]).unwrap_err().to_string();
    assert!(error.contains("the gene NOWHERE is not in"), "{error}");
    let absent = [AtlasInput {
        path: Path::new("/nonexistent/a.h5ad").into(),
        ..AtlasInput::default()
    }];
    let error = SingleCells::read(&absent, &atlas.config, "A", None, &atlas.genes, &[0]);
    assert!(matches!(error, Err(CnncError::Atlas(_))));
}

#[test]
fn scores_follow_the_seed_and_not_the_labels_of_test_genes() {
    let atlas = Simulated::new();
    let chosen = atlas.chosen(10);
    let cells = atlas.read("A", None, &chosen).unwrap();
    let mut examples = atlas.examples(&chosen);
    let (train, test): (Vec<_>, Vec<_>) = (0..20).partition(|gene| gene % 5 != 0);
    for labelling in [Labelling::First, Labelling::Both] {
        let mut options = small(labelling);
        options.fit.epochs = 1;
        options.sigma = Some(1.0);
        let method = method(&cells, options);
        let score =
            |examples: &Examples, seed| method.score(examples, &train, &test, seed).unwrap().scores;
        let scores = score(&examples, 1);
        assert_eq!(scores.len(), test.len());
        assert!(scores.iter().all(|p| (0.0..=1.0).contains(p)));
        assert_eq!(scores, score(&examples, 1));
        assert_ne!(scores, score(&examples, 2));
        for &gene in &test {
            examples.genes[gene].is_positive ^= true;
        }
        assert_eq!(scores, score(&examples, 1));
    }
}

/// Made-up cells: each gene of even index is in a third of the cells, the others in all.
fn switched(genes: usize, cells: usize) -> SingleCells {
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let value = |gene: usize, rng: &mut ChaCha8Rng| {
        let is_off = gene.is_multiple_of(2) && rng.random_bool(2.0 / 3.0);
        let level = rng.random_range(5.0..20.0_f32).round();
        if is_off { 0.0 } else { level }
    };
    let values = Array2::from_shape_fn((genes, cells), |(gene, _)| value(gene, &mut rng));
    SingleCells {
        condition: "A".into(),
        time: TimePoint {
            label: "1".into(),
            value: 1.0,
        },
        values,
        genes: (0..genes).collect(),
    }
}

#[test]
fn genes_that_are_off_in_most_cells_are_told_from_others() {
    let cells = switched(40, 60);
    let example = |index| Example {
        index,
        symbol: format!("G{index}"),
        is_positive: index % 2 == 0,
        ..Example::default()
    };
    let examples = Examples {
        genes: (0..40).map(example).collect(),
        ..Examples::default()
    };
    let (train, test): (Vec<_>, Vec<_>) = (0..40).partition(|gene| gene % 5 > 1);
    let labels: Vec<_> = test.iter().map(|gene| gene % 2 == 0).collect();
    for labelling in [Labelling::First, Labelling::Both] {
        let method = method(&cells, small(labelling));
        let outcome = method.score(&examples, &train, &test, 1).unwrap();
        assert!(outcome.is_probability);
        assert_eq!(outcome.collapse, None);
        assert_eq!(outcome.epochs.len(), 5);
        let measured = metrics::measure(&outcome.scores, &labels, true).unwrap();
        assert!(
            measured.roc_auc > 0.95,
            "{labelling:?}: {}",
            measured.roc_auc
        );
    }
}

#[test]
fn a_network_that_did_not_learn_is_reported() {
    let atlas = Simulated::new();
    let chosen = atlas.chosen(12);
    let cells = atlas.read("A", None, &chosen).unwrap();
    let mut options = small(Labelling::First);
    options.fit.learning_rate = 1e-9;
    options.fit.epochs = 1;
    let all: Vec<_> = (0..24).collect();
    let outcome = method(&cells, options).score(&atlas.examples(&chosen), &all, &[], 1);
    let collapse = outcome.unwrap().collapse.unwrap();
    assert!(collapse.message.starts_with("Counted in pairs of genes: "));
}

#[test]
fn genes_without_cells_and_methods_are_named() {
    let atlas = Simulated::new();
    let chosen = atlas.chosen(4);
    let cells = atlas.read("A", None, &chosen[1..]).unwrap();
    let method = method(&cells, small(Labelling::Both));
    assert_eq!(method.name(), "cnnc-both");
    assert_has!(method.description(), "both genes are disease genes");
    let error = method
        .score(&atlas.examples(&chosen), &[0, 1], &[2], 1)
        .unwrap_err();
    let symbol = &atlas.genes[chosen[0]].symbol;
    assert_has!(error, &format!("for the gene {symbol}"));
}
