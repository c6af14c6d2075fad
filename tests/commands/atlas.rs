//! `dsdscore atlas describe`, and the configurations that are shipped.

use std::{fs, path::Path};

use dsdscore::atlas::{Config, GroupedFile};

use crate::support::{Folder, Run, root};

fn fixture(name: &str) -> String {
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
    assert!(
        error.contains("has no column \"weeks\"; its columns are \"lineage\""),
        "{error}"
    );
}

#[test]
fn matrix_market_needs_its_table_of_cells() {
    let cells = fixture("cells.csv");
    let run = describe(&[&fixture("10x-3"), "--cells", &cells]).assert_success();
    assert!(
        run.text()
            .contains("symbols from gene_symbols, Ensembl IDs from index")
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
    assert!(
        error.contains("is neither HDF5 nor Matrix Market"),
        "{error}"
    );
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
