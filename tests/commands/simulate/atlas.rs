//! The h5ad, read by a reader that is not the writer's.

use std::path::Path;

use dsdscore::atlas::Config;
use hdf5_reader::{Dataset, H5Type, Hdf5File, group::Group};

use super::simulate;
use crate::support::Folder;

/// An atlas as it lies in the file.
pub(super) struct Atlas {
    pub(super) genes: usize,
    pub(super) indptr: Vec<usize>,
    pub(super) indices: Vec<usize>,
    pub(super) data: Vec<f64>,
    pub(super) cell_types: Labels,
    pub(super) conditions: Labels,
    pub(super) times: Vec<f64>,
}

/// A categorical column.
pub(super) struct Labels {
    pub(super) codes: Vec<usize>,
    pub(super) labels: Vec<String>,
}

impl Atlas {
    pub(super) fn read(path: &Path) -> Self {
        let file = Hdf5File::open(path).unwrap();
        let (x, obs) = (file.group("X").unwrap(), file.group("obs").unwrap());
        let genes = file.dataset("var/_index").unwrap().shape()[0] as usize;
        let data = x.dataset("data").unwrap();
        let is_float = x.attribute("encoding-type").is_ok() && read::<f32>(&data).is_some();
        Self {
            genes,
            indptr: whole(&x, "indptr"),
            indices: whole(&x, "indices"),
            data: match is_float {
                true => read::<f32>(&data)
                    .unwrap()
                    .into_iter()
                    .map(f64::from)
                    .collect(),
                false => read::<i32>(&data)
                    .unwrap()
                    .into_iter()
                    .map(f64::from)
                    .collect(),
            },
            cell_types: Labels::read(&obs, "cell_type"),
            conditions: Labels::read(&obs, "condition"),
            times: read(&obs.dataset("time").unwrap()).unwrap(),
        }
    }

    pub(super) fn cells(&self) -> usize {
        self.times.len()
    }

    /// The gene and count of each entry of a cell.
    pub(super) fn cell(&self, cell: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.indptr[cell]..self.indptr[cell + 1];
        range.map(|at| (self.indices[at], self.data[at]))
    }
}

impl Labels {
    fn read(obs: &Group, name: &str) -> Self {
        let column = obs.group(name).unwrap();
        let codes: Vec<i8> = read(&column.dataset("codes").unwrap()).unwrap();
        Self {
            codes: codes.iter().map(|code| *code as usize).collect(),
            labels: column
                .dataset("categories")
                .unwrap()
                .read_strings()
                .unwrap(),
        }
    }
}

fn read<T: H5Type>(dataset: &Dataset) -> Option<Vec<T>> {
    Some(dataset.read_array().ok()?.into_iter().collect())
}

fn whole(group: &Group, name: &str) -> Vec<usize> {
    let values: Vec<i32> = read(&group.dataset(name).unwrap()).unwrap();
    values.iter().map(|value| *value as usize).collect()
}

#[test]
fn counts_are_sound_csr_and_both_number_types_hold_the_same() {
    let folder = Folder::new();
    simulate(&folder, "f", "");
    simulate(&folder, "i", "--counts-as i32 --compression 0");
    let [float, integer] = ["f", "i"].map(|o| Atlas::read(&folder.path(o).join("atlas.h5ad")));
    assert_eq!(
        (float.genes, float.cells(), float.indptr.len()),
        (400, 500, 501)
    );
    assert_eq!(float.data.len(), *float.indptr.last().unwrap());
    // More than a chunk, so that chunks are joined.
    assert!(float.data.len() > 1 << 16 && float.indptr.is_sorted());
    for cell in 0..float.cells() {
        let genes: Vec<_> = float.cell(cell).map(|(gene, _)| gene).collect();
        assert!(genes.is_sorted_by(|a, b| a < b) && genes.iter().all(|gene| *gene < 400));
    }
    assert!(float.data.iter().all(|c| *c >= 1.0 && c.fract() == 0.0));
    assert!(float.data == integer.data && float.indices == integer.indices);
}

#[test]
fn files_of_conditions_hold_the_cells_of_the_whole() {
    let folder = Folder::new();
    simulate(&folder, "whole", "");
    simulate(&folder, "parts", "--per-condition");
    let whole = Atlas::read(&folder.path("whole/atlas.h5ad"));
    let parts = ["F", "M"].map(|k| Atlas::read(&folder.path(&format!("parts/atlas.{k}.h5ad"))));
    assert_eq!(whole.conditions.labels, ["female", "male"]);
    assert_eq!(parts[1].conditions.labels, ["male"]);
    let joined: Vec<_> = parts.iter().flat_map(|part| part.data.clone()).collect();
    assert!(joined == whole.data);
}

#[test]
fn a_fifth_of_combinations_is_missing_and_no_type_or_time() {
    let folder = Folder::new();
    simulate(&folder, "out", "--missing 0.2");
    let atlas = Atlas::read(&folder.path("out/atlas.h5ad"));
    assert_eq!(atlas.cell_types.labels, ["stem", "nurse", "wall", "blood"]);
    for condition in 0..2 {
        let cells = (0..500).filter(|&cell| atlas.conditions.codes[cell] == condition);
        let of = |cell: usize| (atlas.cell_types.codes[cell], atlas.times[cell].to_string());
        let mut groups: Vec<_> = cells.map(of).collect();
        groups.sort();
        groups.dedup();
        assert_eq!(groups.len(), 13, "of 16");
        let times = groups.iter().map(|(_, time)| time.as_str());
        let mut times: Vec<_> = times.collect();
        times.sort_unstable();
        times.dedup();
        assert_eq!(times, ["11", "6", "6.5", "8"]);
        assert!((0..4).all(|kind| groups.iter().any(|group| group.0 == kind)));
    }
}

#[test]
fn the_file_says_that_it_is_synthetic() {
    let folder = Folder::new();
    simulate(&folder, "out", "");
    let file = Hdf5File::open(folder.path("out/atlas.h5ad")).unwrap();
    let mark = file.dataset("uns/dsdscore/synthetic").unwrap();
    assert_eq!(mark.read_raw_bytes().unwrap(), [1]);
    assert_has!(folder.text("out/atlas.toml"), "\nsynthetic = true\n");
    assert_has!(folder.text("out/variants.vcf"), "\n##synthetic=true\n");
}

#[test]
fn its_configuration_is_read_and_says_synthetic() {
    let folder = Folder::new();
    let names = "--conditions WT=wildtype,KO=knockout --time-column age --cell-type-column kind";
    simulate(&folder, "out", names);
    let config = Config::read(folder.path("out/atlas.toml")).unwrap();
    assert!(config.synthetic);
    assert_eq!(config.columns.time, "age");
    let labels: Vec<_> = config.conditions.iter().map(|c| c.words()).collect();
    assert_eq!(labels, ["wildtype", "knockout"]);
}
