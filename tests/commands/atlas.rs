//! `dsdscore atlas describe`, and the configurations that are shipped.

use std::{fs, path::Path};

use dsdscore::atlas::{Config, GroupedFile};

use crate::support::{Folder, Run, root};

pub fn fixture(name: &str) -> String {
    root(&format!("tests/atlas/fixtures/{name}"))
        .display()
        .to_string()
}

fn describe(args: &[&str]) -> Run {
    Folder::new().run(["atlas", "describe"].iter().chain(args))
}

#[test]
fn a_description_shows_matrices_columns_and_cells_by_time() {
    let run = describe(&[&fixture("anndata-0.7-csr.h5ad")]).assert_success();
    let text = run.text();
    for line in [
        "  X: CSR, float32, gzip, 11 cells × 7 genes, 30 values stored (39.0 %)",
        "    30 values: 0.25 to 0.75, 100 % no whole numbers: normalised or logged",
        "    38 values: 1 to 3, whole numbers: counts",
        "    symbols from index, Ensembl IDs from gene_ids",
        "  lineage: 3 labels: Germ (5), Supporting (3), Coelépi (2); 1 cells without",
        "  PCW: 7 numbers from 6 to 12.5",
        "Cell type: lineage; time: PCW; condition: none",
        "                6  7.5    8    9   11 12.5",
        "  Germ          1    1    1    0    1    1",
        "matrix = \"raw/X\"",
    ] {
        assert!(
            text.lines().any(|found| found.starts_with(line)),
            "{line}\n{text}"
        );
    }
}

#[test]
fn the_first_configuration_works_as_it_is() {
    for name in [
        "anndata-0.5-csr.h5ad",
        "anndata-0.6-csc.h5ad",
        "anndata-0.12-dense.h5ad",
    ] {
        let folder = Folder::new();
        let path = fixture(name);
        let args = ["atlas", "describe", &path, "--config-out", "atlas.toml"];
        folder.run(args).assert_success();
        let config = Config::read(folder.path("atlas.toml")).unwrap();
        let file = GroupedFile::open(Path::new(&path), None, &config, None).unwrap();
        file.expression(false, |_| ()).unwrap();
        assert!(file.groups().conditions()[0].kept() >= 10, "{name}");
    }
}

/// A folder of Matrix Market, of as many cells as the table has rows, with a gene.
pub fn cells_of(columns: &str, rows: &[&str]) -> Folder {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("mtx")).unwrap();
    let n = rows.len();
    let mut matrix = format!("%%MatrixMarket matrix coordinate integer general\n2 {n} {n}\n");
    let (mut barcodes, mut cells) = (String::new(), format!("barcode,{columns}\n"));
    for (i, row) in rows.iter().enumerate() {
        matrix.push_str(&format!("1 {} {}\n", i + 1, i + 1));
        barcodes.push_str(&format!("c{i}\n"));
        cells.push_str(&format!("c{i},{row}\n"));
    }
    folder.write("mtx/matrix.mtx", matrix);
    folder.write("mtx/barcodes.tsv", barcodes);
    folder.write(
        "mtx/features.tsv",
        "ENSMUSG00000015619\tGata3\nENSMUSG00000015053\tGata2\n",
    );
    folder.write("cells.csv", cells);
    folder
}

fn described(folder: &Folder) -> (String, String) {
    let args = "atlas describe mtx --cells cells.csv --config-out atlas.toml".split(' ');
    let run = folder.run(args).assert_success();
    (run.text().into(), folder.text("atlas.toml"))
}

pub const CONFIG: &str =
    "columns.cell_type = 'type'\ncolumns.time = 'age'\n[[condition]]\nkey = 'WT'\n";
pub const BUILD: &str = "bundle build --atlas mtx --cells cells.csv --config atlas.toml -o new.dsd";

#[test]
fn what_is_not_known_is_no_cell_type_time_or_condition_in_the_first_configuration() {
    let rows = [
        "myocyte,Theiler stage 15,male",
        "myocyte,Theiler stage 21,female",
        "unknown,Theiler stage 21,male",
        "myocyte,unknown,female",
        "myocyte,Theiler stage 15,unknown",
    ];
    let folder = cells_of("cell_type,development_stage,sex", &rows);
    let (_, config) = described(&folder);
    for line in [
        "time = \"development_stage\"",
        "cell_types = [\"unknown\"]",
        "times = [\"unknown\"]",
        "conditions = [\"unknown\"]",
    ] {
        assert!(
            config.lines().any(|found| found == line),
            "{line}\n{config}"
        );
    }
    let run = folder.succeed(BUILD);
    assert!(!run.err.contains("warning"), "{}", run.err);
    assert!(run.err.contains("conditions male, female"), "{}", run.err);
}

#[test]
fn days_before_and_after_birth_are_not_taken_for_one_axis_in_silence() {
    let rows = ["A,E8.5", "A,E10.5", "A,P0", "A,adult"];
    let folder = cells_of("celltype,stage", &rows);
    let (text, config) = described(&folder);
    assert_has!(text, "times such as E8.5 and P0 are on one axis");
    let end = "# [times]\n# \"adult\" = ?\n# \"P0\" = 0\n# \"E8.5\" = 8.5\n# \"E10.5\" = 10.5\n";
    assert!(config.ends_with(end), "{config}");
    let run = folder.succeed(BUILD);
    assert!(run.err.contains("times such as E8.5 and P0"), "{}", run.err);
    let edited = config.replace("# [times]", "[times]");
    let edited = edited.replace("# \"P0\" = 0", "P0 = 19.5");
    folder.write("atlas.toml", edited);
    let run = folder.succeed(BUILD);
    assert!(!run.err.contains("times such as"), "{}", run.err);
    let info = folder.succeed("bundle info new.dsd");
    assert_has!(info.text(), "1 cell types x 3 times, E8.5 to P0");
}

#[test]
fn a_file_of_a_condition_that_is_not_configured_is_told_so() {
    let folder = cells_of("celltype,stage", &["A,E8.5"]);
    described(&folder);
    let build = BUILD.replace("--atlas mtx", "--atlas WT=mtx");
    let error = folder.run(build.split(' ')).assert_error();
    assert_has!(
        error,
        "there is no condition WT in the configuration; it has ALL"
    );
}

#[test]
fn columns_can_be_named() {
    let path = fixture("anndata-0.7-csr.h5ad");
    let named = [
        &path,
        "--time",
        "n_genes",
        "--condition",
        "donor",
        "--config-out",
        "-",
    ];
    let config = describe(&named).assert_success();
    let config = Config::parse(config.text(), Path::new("atlas.toml")).unwrap();
    assert_eq!(config.columns.time, "n_genes");
    let keys: Vec<_> = config.conditions.iter().map(|c| c.key.as_str()).collect();
    assert_eq!(keys, ["F0", "F1", "F2", "F3"]);
    let error = describe(&[&path, "--time", "weeks"]).assert_error();
    assert_has!(
        error,
        "has no column \"weeks\"; its columns are \"lineage\""
    );
}

#[test]
fn matrix_market_needs_its_table_of_cells() {
    let cells = fixture("cells.csv");
    let run = describe(&[&fixture("10x-3"), "--cells", &cells]).assert_success();
    assert_has!(
        run.text(),
        "symbols from gene_symbols, Ensembl IDs from index"
    );
    let run = describe(&[&fixture("10x-3")]).assert_success();
    assert!(
        run.text()
            .contains("name the columns of cell type and time by --cell-type and --time")
    );
    assert!(run.text().contains("cell_type = \"NAME A COLUMN\""));
}

#[test]
fn what_is_no_atlas_is_an_error() {
    let error = describe(&[&root("Cargo.toml").display().to_string()]).assert_error();
    assert_has!(error, "is neither HDF5 nor Matrix Market");
}

#[test]
fn the_shipped_configuration_and_that_of_the_guide_can_be_read() {
    let config = Config::read(root("examples/atlases/human-fetal-gonads.toml")).unwrap();
    let shape = config.conditions.iter().map(|condition| {
        let types = condition.cell_types.as_ref().map(Vec::len);
        (types, condition.times.as_ref().map(Vec::len))
    });
    assert!(shape.eq([(Some(7), Some(16)), (Some(8), Some(10))]));
    let guide = fs::read_to_string(root("docs/atlas.md")).unwrap();
    let example = guide.split("```toml\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let example = Config::parse(example, Path::new("atlas.md")).unwrap();
    assert_eq!(example.time_value("P0"), Some(19.5));
    assert_eq!(example.shown("CM-atrial"), "Cardiomyocytes");
}

/// Written by the library that `simulate` uses.
#[test]
fn files_of_other_programs_are_named_with_a_way_to_h5ad() {
    let folder = Folder::new();
    for (name, groups, told) in [
        ("a.loom", &["row_attrs", "col_attrs"][..], "is a loom file"),
        ("a.h5mu", &["mod"], "is an h5mu file"),
        (
            "a.h5seurat",
            &["assays", "meta.data"],
            "is an h5Seurat file",
        ),
        (
            "a.h5",
            &["matrix/barcodes"],
            "is an HDF5 file of 10x Genomics",
        ),
        ("b.h5", &["something"], "has no `obs`; it has \"something\""),
    ] {
        let path = folder.path(name);
        let file = rust_hdf5::H5File::create(&path).unwrap();
        for group in groups {
            let parts: Vec<_> = group.split('/').collect();
            let made = file.create_group(parts[0]).unwrap();
            if let Some(dataset) = parts.get(1) {
                let dataset = made
                    .new_dataset::<f32>()
                    .shape([1])
                    .create(dataset)
                    .unwrap();
                dataset.write_raw(&[1.0_f32]).unwrap();
            }
        }
        file.close().unwrap();
        let error = folder.run(["atlas", "describe", name]).assert_error();
        assert!(error.contains(told), "{error}");
    }
}

/// `bundle build` of one cell type at one time in a condition, with more in its configuration.
pub fn build_with(more: &str) -> (Folder, Run) {
    let folder = cells_of("type,age", &["A,6", "A,6"]);
    folder.write("atlas.toml", format!("{CONFIG}{more}"));
    let run = folder.run(BUILD.split(' '));
    (folder, run)
}

#[test]
fn a_misspelt_label_of_a_table_is_warned_of() {
    let (_, run) = build_with("[cell_types]\na = 'Axon'\nA = 'Arm'\n[times]\nP0 = 19.5\n");
    let run = run.assert_success();
    let expected = "atlas.toml: no cell has \"a\" of [cell_types], \"P0\" of [times]";
    assert!(run.err.contains(expected), "{}", run.err);
}
