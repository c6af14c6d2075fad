//! On real fetal gonads of both sexes, where the folder that `DSDSCORE_DATA` names has them.

use std::{
    collections::BTreeSet,
    env,
    fmt::Write,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;

use crate::{
    bundle::{Bundle, Description},
    import::{ExpressionTable, TableMap, from_table},
    train::{
        everything::{EverythingOptions, evaluate},
        labels::{GeneList, Labels},
        plan::Plan,
        task::Task,
    },
};

const TABLES: [&str; 2] = [
    "hgda_fetal_ovary_fraction_expressing.csv",
    "hgda_fetal_gonad_somatic_fraction_expressing.csv",
];

fn folder() -> Option<PathBuf> {
    let folder = env::var_os("DSDSCORE_DATA").map(PathBuf::from)?;
    TABLES
        .iter()
        .all(|table| folder.join(table).exists())
        .then_some(folder)
}

/// Every population as a stage of one condition: what matters here is only which values there are.
fn map(folder: &Path) -> String {
    let header = |table: &&str| {
        let text = fs::read_to_string(folder.join(table)).unwrap();
        let line = text.lines().next().unwrap().replace('"', "");
        line.split(',')
            .skip(1)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let columns: BTreeSet<_> = TABLES.iter().flat_map(header).collect();
    let mut map =
        "name = 'gonads'\nvalues = 'fractions'\nmerge = 'mean'\n[[condition]]\nkey = 'B'\n\
                   label = 'both'\ncell_types = ['all']\n[condition.columns]\n"
            .to_string();
    for (stage, column) in columns.iter().enumerate() {
        writeln!(
            map,
            "\"{column}\" = {{ cell_type = 'all', time = 'stage {stage}' }}"
        )
        .unwrap();
    }
    map
}

/// The protein-coding genes.
fn symbols(folder: &Path) -> BTreeSet<String> {
    let file = fs::File::open(folder.join("MANE.GRCh38.v1.4.summary.txt.gz")).unwrap();
    let mut text = String::new();
    MultiGzDecoder::new(file).read_to_string(&mut text).unwrap();
    let symbol = |line: &str| line.split('\t').nth(3).unwrap_or_default().to_string();
    text.lines().map(symbol).collect()
}

fn bundle(folder: &Path, directory: &Path) -> Bundle {
    let path = directory.join("map.toml");
    fs::write(&path, map(folder)).unwrap();
    let map = TableMap::read(&path).unwrap();
    let mut table =
        ExpressionTable::read_wide(&TABLES.map(|name| folder.join(name)), &map).unwrap();
    let symbols = symbols(folder);
    let is_coding = table
        .genes()
        .iter()
        .map(|gene| symbols.contains(&gene.symbol));
    table.retain(&is_coding.collect::<Vec<_>>());
    let recipe = table.recipe();
    let path = directory.join("gonads.dsd");
    from_table(table, recipe, Description::default())
        .unwrap()
        .write(&path)
        .unwrap();
    Bundle::open(path).unwrap()
}

/// Another implementation, with scikit-learn's ridge on row-standardised fractions, gives `shape` 0.63.
#[test]
fn known_genes_stand_among_all_where_others_find_them() {
    let Some(folder) = folder() else {
        eprintln!("skipped: DSDSCORE_DATA names no folder with the fetal gonads");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let bundle = bundle(&folder, directory.path());
    let known = GeneList::read(folder.join("dsd_genes.tsv"), None).unwrap();
    let labels = Labels::new(bundle.genes(), &known, None).unwrap();
    let plan = Plan::default();
    let options = EverythingOptions {
        methods: &["level".into(), "shape".into()],
        repeats: 6,
        null_draws: 0,
        ..EverythingOptions::default()
    };
    let evaluated = evaluate(&Task::new(&bundle, &labels, &plan, 1), &options, &|_| ()).unwrap();
    let everything = evaluated.evaluations[0].everything.as_ref().unwrap();
    let area = |method: &str, contrast: &str| {
        let method = &everything.method(method).unwrap().evaluation;
        method.contrast(contrast).unwrap().auc
    };
    let shape = area("shape", "random");
    assert!((shape - 0.63).abs() < 0.04, "{shape}");
    let level = area("level", "neighbours");
    assert!((level - 0.5).abs() < 0.03, "{level}");
}
