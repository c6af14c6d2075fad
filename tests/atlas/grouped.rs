//! Means, counts and single cells of groups, computed here from what Python reads.

use std::{collections::BTreeMap, fs, path::Path};

use dsdscore::atlas::{CellStats, ConditionGroups, Config, Expression, GroupedError, GroupedFile};
use ndarray::Axis;

use crate::support::{Expected, fixture, read_by_python};

fn config(matrix: &str, values: &str) -> Config {
    let text = format!(
        "matrix = \"{matrix}\"\nvalues = \"{values}\"\n[columns]\ncell_type = \"lineage\"\ntime = \"PCW\"\n[[condition]]\nkey = \"A\"\n"
    );
    Config::parse(&text, Path::new("atlas.toml")).unwrap()
}

/// The cell type and time of each cell as Python reads them.
fn labels(expected: &Expected) -> Option<Vec<Option<(String, f64)>>> {
    let column = |name: &str| {
        expected
            .obs
            .columns
            .iter()
            .find(|column| column.name == name)
    };
    let (types, times) = (column("lineage")?, column("PCW")?);
    let (codes, names) = (types.codes.as_ref()?, types.labels.as_ref()?);
    let times = times.numbers.as_ref()?;
    let cells = codes.iter().zip(times);
    let cell = |(&code, &time): (&i32, &Option<f64>)| {
        Some((names.get(usize::try_from(code).ok()?)?.clone(), time?))
    };
    Some(cells.map(cell).collect())
}

/// The cells of each group, in the order of the file.
fn cells_of(groups: &ConditionGroups, labels: &[Option<(String, f64)>]) -> Vec<Vec<usize>> {
    let times = groups.times.iter();
    let pairs = times.flat_map(|time| groups.cell_types.iter().map(move |name| (name, time.value)));
    let of = |(name, time): (&String, f64)| {
        let cells = labels.iter().enumerate();
        let cells = cells.filter(|(_, label)| **label == Some((name.clone(), time)));
        cells.map(|(cell, _)| cell).collect()
    };
    pairs.map(of).collect()
}

type Values = BTreeMap<(usize, usize), f64>;

fn check_expression(
    found: &Expression,
    groups: &ConditionGroups,
    cells: &[Vec<usize>],
    values: &Values,
) {
    let value = |cell: usize, gene: usize| values.get(&(cell, gene)).copied().unwrap_or(0.0);
    let types = groups.cell_types.len();
    for gene in 0..found.stats.max.len() {
        for (group, cells) in cells.iter().enumerate() {
            let sum: f64 = cells.iter().map(|&cell| value(cell, gene)).sum();
            let place = [gene, group % types, group / types];
            let mean = found.means[place];
            assert_eq!(mean.is_nan(), cells.is_empty());
            assert!(mean.is_nan() || (f64::from(mean) - sum / cells.len() as f64).abs() < 1e-6);
            let detected = cells.iter().filter(|&&cell| value(cell, gene) > 0.0);
            assert_eq!(found.detected[place] as usize, detected.count());
        }
        let all = || cells.iter().flatten().map(|&cell| value(cell, gene));
        assert_eq!(
            found.detected.index_axis(Axis(0), gene).sum() as usize,
            all().filter(|&value| value > 0.0).count()
        );
        assert_eq!(found.stats.max[gene], all().fold(0.0, f64::max) as f32);
    }
}

#[test]
fn groups_of_every_file_are_those_of_python() {
    let mut checked = 0;
    for path in read_by_python() {
        let json = fs::read_to_string(path.with_extension("json")).unwrap();
        let expected: Expected = serde_json::from_str(&json).unwrap();
        let Some(labels) = labels(&expected) else {
            continue;
        };
        for (matrix, entries) in &expected.matrices {
            let file = GroupedFile::open(&path, None, &config(matrix, "normalised"), None).unwrap();
            let groups = &file.groups().conditions()[0];
            let cells = cells_of(groups, &labels);
            assert_eq!(groups.cells, cells.iter().map(Vec::len).collect::<Vec<_>>());
            let values: Values = entries
                .entries
                .iter()
                .map(|&(cell, gene, value)| ((cell as usize, gene as usize), value))
                .collect();
            if values.values().any(|&value| value < 0.0) {
                continue;
            }
            let mut read = 0;
            let expression = file.expression(false, |cells| read = cells).unwrap();
            assert!(read <= file.cells());
            check_expression(&expression[0], groups, &cells, &values);
            let stats: Vec<_> = expression.into_iter().map(|e| e.stats).collect();
            check_cells(&file, &stats, &cells, &values);
            checked += 1;
        }
    }
    assert!(checked >= 20, "{checked}");
}

fn check_cells(file: &GroupedFile, stats: &[CellStats], cells: &[Vec<usize>], values: &Values) {
    for budget in [0, 100, 1 << 20] {
        let mut seen = 0;
        let mut found = Vec::new();
        file.for_each_pass(
            stats,
            budget,
            |_| (),
            |pass| {
                for gene in pass.genes() {
                    pass.fill(gene, 0, &mut found);
                    let sorted = cells.iter().flatten();
                    let value =
                        |&cell: &usize| values.get(&(cell, gene)).map_or(0.0, |&v| v as f32);
                    assert_eq!(found, sorted.map(value).collect::<Vec<_>>());
                    seen += 1;
                }
                Ok::<_, GroupedError>(())
            },
        )
        .unwrap();
        assert_eq!(seen, stats[0].max.len());
    }
}

#[test]
fn percentiles_count_all_values_and_zeros() {
    let path = fixture("anndata-0.12-csc.h5ad");
    let file = GroupedFile::open(&path, None, &config("X", "normalised"), None).unwrap();
    let expression = file.expression(true, |_| ()).unwrap();
    let stats: Vec<_> = expression.into_iter().map(|e| e.stats).collect();
    let mut all = Vec::new();
    let mut values = Vec::new();
    file.for_each_pass(
        &stats,
        0,
        |_| (),
        |pass| {
            for gene in pass.genes() {
                pass.fill(gene, 0, &mut values);
                all.extend(&values);
            }
            Ok::<_, GroupedError>(())
        },
    )
    .unwrap();
    all.sort_by(f32::total_cmp);
    for p in [10.0, 70.0, 90.5, 100.0] {
        let found = file.percentile(&stats, 0, p, 64).unwrap().unwrap();
        let rank = p / 100.0 * (all.len() - 1) as f64;
        assert_eq!(found.below, all[rank.floor() as usize], "{p}");
        assert_eq!(found.above, all[rank.ceil() as usize], "{p}");
    }
}

#[test]
fn normalised_values_are_no_counts_and_the_remedy_is_named() {
    let path = fixture("anndata-0.7-csr.h5ad");
    let file = GroupedFile::open(&path, None, &config("X", "counts"), None).unwrap();
    let told = file.expression(false, |_| ()).unwrap_err().to_string();
    for part in [
        "in X the gene GENE",
        "in the cell CELL",
        "(100 %) are no whole numbers",
        "whole numbers are in raw/X, layers/counts: name it by `matrix`",
    ] {
        assert!(told.contains(part), "{told}");
    }
    let counts = GroupedFile::open(&path, None, &config("raw/X", "counts"), None).unwrap();
    counts.expression(false, |_| ()).unwrap();
    assert_eq!(counts.genes().genes.len(), 9);
    assert_eq!(counts.genes().genes[1].id, "ENSG00000000007");
}

#[test]
fn a_column_that_is_not_there_is_an_error_with_those_that_are() {
    let mut config = config("X", "counts");
    config.columns.cell_type = "celltype".into();
    let path = fixture("anndata-0.7-csr.h5ad");
    let told = GroupedFile::open(&path, None, &config, None)
        .err()
        .unwrap()
        .to_string();
    assert!(
        told.contains("has no column \"celltype\"; its columns are \"lineage\""),
        "{told}"
    );
}

#[test]
fn numbers_can_be_cell_types() {
    let mut config = config("X", "normalised");
    config.columns.cell_type = "n_genes".into();
    let path = fixture("anndata-0.7-csr.h5ad");
    let file = GroupedFile::open(&path, None, &config, None).unwrap();
    assert_eq!(
        file.groups().conditions()[0].cell_types[..3],
        ["0", "100", "200"]
    );
}
