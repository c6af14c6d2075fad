//! `bundle build --atlas`: files, conditions and words. What a bundle holds, `tests/atlas/bundle.rs`
//! compares with Python's.

use std::{collections::BTreeMap, fs, path::PathBuf};

use dsdscore::{
    bundle::Bundle,
    heatmap::{Recipe, Transform},
};

use crate::support::{Folder, Run, root};

const CONFIG: &str = "examples/atlases/human-fetal-gonads.toml";

fn fixture(name: &str) -> PathBuf {
    root(&format!("tests/atlas/fixtures/{name}"))
}

fn human(sex: &str) -> String {
    let path = fixture(&format!("human/human_main_{sex}.h5ad"));
    path.display().to_string()
}

fn build(folder: &Folder, atlases: &[String], args: &str) -> Run {
    let atlases = atlases.iter().flat_map(|atlas| ["--atlas", atlas]);
    let build = ["bundle", "build"].into_iter().chain(atlases);
    folder.run(build.chain(args.split_whitespace()))
}

/// The cells and the means of each gene, by sex, cell type and week, as pandas has them.
fn expected() -> BTreeMap<(String, String, String), Vec<f64>> {
    let text = fs::read_to_string(fixture("human/expected.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let fields: Vec<_> = line.split('\t').map(String::from).collect();
        let week: f64 = fields[1].parse().unwrap();
        let numbers = fields[3..].iter().map(|number| number.parse().unwrap());
        let place = (fields[2].clone(), fields[0].clone(), week.to_string());
        (place, numbers.collect())
    });
    rows.collect()
}

/// Cell types as the configuration shows them, and their labels in the file.
const SHOWN: [(&str, &str); 6] = [
    ("Coelomic epithelium", "CoelEpi"),
    ("Pre-granulosa", "preGranulosa"),
    ("Germ cells", "GermCells"),
    ("Mesenchymal GATA2", "Mesenchymal_GATA2"),
    ("Mesenchymal LHX9", "Mesenchymal_LHX9"),
    ("Fetal Leydig", "FetalLeydig"),
];

fn label(shown: &str) -> &str {
    let known = SHOWN.iter().find(|(name, _)| *name == shown);
    known.map_or(shown, |(_, label)| label)
}

/// That the matrices and counts of cells are those of pandas; gives the combinations that are measured.
fn assert_means(bundle: &Bundle) -> usize {
    let (expected, mut measured) = (expected(), 0);
    for (index, condition) in bundle.manifest().conditions.iter().enumerate() {
        let genes = (0..bundle.genes().len()).map(|gene| bundle.matrix(gene, index).unwrap());
        let matrices: Vec<_> = genes.map(Option::unwrap).collect();
        let types = condition.cell_types.iter();
        let places = types.flat_map(|name| condition.times.iter().map(move |time| (name, time)));
        for (place, (name, time)) in places.enumerate() {
            let week = time.value.to_string();
            let key = (condition.label.clone(), label(name).to_string(), week);
            let found = matrices
                .iter()
                .map(|matrix| f64::from(matrix.as_slice().unwrap()[place]));
            match expected.get(&key) {
                None => assert!(condition.cells[place] == 0 && found.clone().all(f64::is_nan)),
                Some(numbers) => {
                    assert_eq!(condition.cells[place] as f64, numbers[0], "{key:?}");
                    let means = found.zip(&numbers[1..]);
                    means.for_each(|(f, e)| assert!((f - e).abs() < 1e-6, "{key:?}: {f}, {e}"));
                    measured += 1;
                }
            }
        }
    }
    measured
}

#[test]
fn the_configuration_of_the_papers_atlas_works_on_files_of_its_shape_as_it_is() {
    let folder = Folder::new();
    let args = format!("--config {} -o g.dsd", root(CONFIG).display());
    let run = build(&folder, &[human("female"), human("male")], &args).assert_success();
    assert!(!run.err.contains("warning"), "{}", run.err);
    let bundle = Bundle::open(folder.path("g.dsd")).unwrap();
    let conditions = &bundle.manifest().conditions;
    let shape = conditions
        .iter()
        .map(|c| (c.key.as_str(), c.cell_types.len(), c.times.len()));
    assert!(shape.eq([("F", 7, 16), ("M", 8, 10)]));
    assert_eq!(assert_means(&bundle), 86 + 61);
    assert_eq!(bundle.genes()[0].symbol, "SOX9");
    assert_eq!(bundle.genes()[0].ensembl_id, "ENSG00000125398");
    assert_eq!(bundle.image_extent(0).0, bundle.genes().len());
    let verified = folder.succeed("bundle verify g.dsd");
    assert!(verified.text().starts_with("intact: 8 genes"));
}

#[test]
fn files_may_come_in_any_order_or_say_their_condition() {
    let folder = Folder::new();
    let args = format!("--config {} -o swapped.dsd", root(CONFIG).display());
    build(&folder, &[human("male"), human("female")], &args).assert_success();
    let config = fs::read_to_string(root(CONFIG)).unwrap();
    folder.write("keys.toml", config.replace("condition = \"sex\"\n", ""));
    let keys = [
        format!("F={}", human("female")),
        format!("M={}", human("male")),
    ];
    build(&folder, &keys, "--config keys.toml -o keys.dsd").assert_success();
    for name in ["swapped.dsd", "keys.dsd"] {
        let bundle = Bundle::open(folder.path(name)).unwrap();
        assert_eq!(assert_means(&bundle), 86 + 61);
    }
    let error = build(&folder, &keys[..1], "--config keys.toml -o new.dsd").assert_error();
    assert_has!(error, "no file has cells of the condition M");
    assert!(!folder.path("new.dsd").exists());
}

#[test]
fn a_condition_is_not_called_as_another_field_is() {
    let folder = Folder::new();
    let config = fs::read_to_string(root(CONFIG)).unwrap();
    let other = config.replace("key = \"F\"", "key = \"RANK\"");
    assert_ne!(config, other);
    folder.write("rank.toml", other);
    let files = [human("female"), human("male")];
    let error = build(&folder, &files, "--config rank.toml -o new.dsd").assert_error();
    assert!(error.contains("key \"RANK\" is kept"), "{error}");
    assert!(!folder.path("new.dsd").exists());
}

#[test]
fn a_folder_of_matrix_market_gives_the_bundle_of_its_h5ad() {
    let folder = Folder::new();
    let (tenx, config) = (fixture("bundle/10x"), fixture("bundle/atlas.toml"));
    let (tenx, config) = (tenx.display(), config.display());
    let args = format!("--config {config} --cells {tenx}/cells.csv -o 10x.dsd");
    build(&folder, &[tenx.to_string()], &args).assert_success();
    let matrix = format!("{tenx}/matrix.mtx.gz");
    let args = args.replace("10x.dsd", "file.dsd");
    build(&folder, &[matrix], &args).assert_success();
    assert!(folder.read("10x.dsd") == folder.read("file.dsd"));
    let h5ad = fixture("bundle/anndata-0.12-dense.h5ad");
    let args = format!("--config {config} -o h5ad.dsd");
    build(&folder, &[h5ad.display().to_string()], &args).assert_success();
    let open = |name: &str| Bundle::open(folder.path(name)).unwrap();
    let (first, second) = (open("10x.dsd"), open("h5ad.dsd"));
    assert_eq!(first.genes(), second.genes());
    let places = (0..2).flat_map(|condition| (0..24).map(move |gene| (gene, condition)));
    for (gene, condition) in places {
        let png = first.png(gene, condition).unwrap();
        assert!(png.is_some() && png == second.png(gene, condition).unwrap());
    }
}

#[test]
fn a_folder_of_matrix_market_without_a_table_of_cells_is_told_the_option() {
    let folder = Folder::new();
    let config = fixture("bundle/atlas.toml");
    let args = format!("--config {} -o new.dsd", config.display());
    let tenx = fixture("bundle/10x").display().to_string();
    let error = build(&folder, &[tenx], &args).assert_error();
    assert_has!(
        error,
        "no column \"sex\": give the table of cells by --cells"
    );
    assert!(folder.names().is_empty());
}

#[test]
fn tables_of_cells_belong_to_the_files_of_matrix_market() {
    let folder = Folder::new();
    let (tenx, config) = (fixture("bundle/10x"), fixture("bundle/atlas.toml"));
    let (tenx, config) = (tenx.display(), config.display());
    let h5ad = fixture("bundle/anndata-0.12-dense.h5ad");
    let args = format!("--config {config} --cells {tenx}/cells.csv -o mixed.dsd");
    let atlases = [format!("F={}", h5ad.display()), format!("M={tenx}")];
    build(&folder, &atlases, &args).assert_success();
    build(&folder, &[tenx.to_string()], &args.replace("mixed", "one")).assert_success();
    let open = |name: &str| Bundle::open(folder.path(name)).unwrap();
    let (mixed, one) = (open("mixed.dsd"), open("one.dsd"));
    for gene in 0..24 {
        assert!(mixed.png(gene, 0).unwrap() == one.png(gene, 0).unwrap());
        assert!(mixed.png(gene, 1).unwrap() == one.png(gene, 1).unwrap());
    }
    let h5ad = h5ad.display().to_string();
    let error = build(&folder, &[h5ad], &args.replace("mixed", "new")).assert_error();
    assert_has!(error, "there are 1 --cells for 0 Matrix Market files");
    let error = build(&folder, &["absent.mtx".into()], &args).assert_error();
    assert!(error.contains("No such file"), "{error}");
}

#[test]
fn a_logarithm_of_normalised_values_is_warned_of() {
    let folder = Folder::new();
    let config = fs::read_to_string(root(CONFIG)).unwrap();
    let config = config.replace("matrix = \"raw/X\"", "matrix = \"X\"");
    let normalised = config.replace("values = \"counts\"", "values = \"normalised\"");
    assert_ne!(config, normalised);
    fs::write(folder.path("counts.toml"), config).unwrap();
    fs::write(folder.path("normalised.toml"), normalised).unwrap();
    let atlases = ["female", "male"].map(human);
    let built = |args: &str| build(&folder, &atlases, &format!("{args} -o x.dsd"));
    let error = built("--config counts.toml").assert_error();
    assert!(error.contains("raw/X: name it by `matrix`"), "{error}");
    let warned = built("--config normalised.toml").assert_success();
    assert!(warned.err.contains("--transform none"), "{}", warned.err);
    let silent = built("--config normalised.toml --transform none").assert_success();
    assert!(!silent.err.contains("logarithm"), "{}", silent.err);
}

#[test]
fn an_atlas_may_be_drawn_by_what_is_unusual() {
    let folder = Folder::new();
    let args = format!(
        "--config {} --scale residual -o b.dsd",
        root(CONFIG).display()
    );
    build(&folder, &[human("female"), human("male")], &args).assert_success();
    let bundle = Bundle::open(folder.path("b.dsd")).unwrap();
    assert_means(&bundle);
    let recipe = bundle.manifest().recipe.clone().unwrap();
    assert_eq!(recipe, Recipe::residual(Transform::Log1p));
    assert!(bundle.verify().is_ok(), "{}", bundle.verify());
    let run = build(
        &folder,
        &[human("female"), human("male")],
        &format!("{args} --fill column"),
    );
    assert_has!(
        run.err,
        "scale is \"residual\", which is of means; fill must be \"mean\""
    );
}

#[test]
fn the_ceiling_may_be_a_percentile_of_means_or_of_cells() {
    let folder = Folder::new();
    for fill in ["mean", "column"] {
        let ceilings = ["max", "percentile=100", "percentile=90"].map(|scale| {
            let config = root(CONFIG);
            let config = config.display();
            let args = format!("--config {config} --fill {fill} --scale {scale} -o b.dsd");
            build(&folder, &[human("female"), human("male")], &args).assert_success();
            let bundle = Bundle::open(folder.path("b.dsd")).unwrap();
            bundle.manifest().conditions[0].ceiling.unwrap()
        });
        assert_eq!(ceilings[0], ceilings[1], "{fill}");
        assert!(
            ceilings[2] < ceilings[0] && ceilings[2] > 0.0,
            "{fill}: {ceilings:?}"
        );
    }
}
