//! On real fetal ovary, where the folder that `DSDSCORE_DATA` names has it: lists of genes, choice,
//! images, folds, baselines and measures together.

use std::{env, fmt::Write, fs, path::PathBuf};

use crate::{
    bundle::{Bundle, Description},
    heatmap::{Fill, Recipe, Transform, ceiling},
    import::{ExpressionTable, from_table},
    train::{
        choice::{ChoiceOptions, Negatives, choose},
        evaluate::{EvaluateOptions, evaluate},
        evaluation::Folds,
        labels::{GeneList, Labels},
        method::LEVEL,
        metrics,
        plan::Plan,
        task::Task,
    },
};

/// How the populations of each lineage begin; their order does not matter here.
const LINEAGES: [(&str, &str); 2] = [("Germ.", "germ"), ("Somatic.", "somatic")];

fn folder() -> Option<PathBuf> {
    let folder = env::var_os("DSDSCORE_DATA").map(PathBuf::from)?;
    folder
        .join("hgda_fetal_ovary_fraction_expressing.csv")
        .exists()
        .then_some(folder)
}

/// Fractions of expressing cells, a row each.
fn table(csv: &str) -> String {
    let mut lines = csv.lines();
    let header: Vec<_> = lines.next().unwrap().split(',').collect();
    let mut stages = [0; 2];
    let columns = header.iter().map(|name| {
        let lineage = LINEAGES
            .iter()
            .position(|(start, _)| name.trim_matches('"').starts_with(start))?;
        stages[lineage] += 1;
        Some((LINEAGES[lineage].1, stages[lineage]))
    });
    let columns: Vec<_> = columns.collect();
    let mut table = "gene\tcondition\tcell_type\ttime\tmean\n".to_string();
    for line in lines {
        let fields: Vec<_> = line
            .split(',')
            .map(|field| field.trim_matches('"'))
            .collect();
        for (column, value) in columns.iter().zip(&fields) {
            if let Some((lineage, stage)) = column {
                writeln!(table, "{}\tF\t{lineage}\t{stage}\t{value}", fields[0]).unwrap();
            }
        }
    }
    table
}

fn bundle(folder: &std::path::Path, directory: &std::path::Path) -> Bundle {
    let csv = fs::read_to_string(folder.join("hgda_fetal_ovary_fraction_expressing.csv")).unwrap();
    let path = directory.join("table.tsv");
    fs::write(&path, table(&csv)).unwrap();
    let recipe = Recipe {
        transform: Transform::None,
        fill: Fill::Mean,
        height: 8,
        width: 8,
        ..Recipe::default()
    };
    let top = ceiling(&recipe, [&[1.0_f32][..]]).unwrap();
    let table = ExpressionTable::read(&path, &[]).unwrap();
    let mut builder = from_table(table, recipe, Description::default()).unwrap();
    builder.set_ceiling(0, Some(top));
    let path = directory.join("ovary.bundle");
    builder.write(&path).unwrap();
    Bundle::open(path).unwrap()
}

/// The mean area over folds and seeds of the regression on the level.
fn area_learnt(bundle: &Bundle, labels: &Labels, negatives: Negatives) -> f64 {
    let (plan, methods) = (Plan::default(), [LEVEL.to_string()]);
    let area = |seed| {
        let task = Task {
            negatives: &[negatives],
            ..Task::new(bundle, labels, &plan, seed)
        };
        let options = EvaluateOptions {
            methods: &methods,
            folds: Folds::k_fold(3, 2),
            ..EvaluateOptions::default()
        };
        let evaluated = evaluate(&task, &options, &|_| ()).unwrap();
        let level = &evaluated.evaluations[0].comparisons[0].methods[0];
        level.mean_roc_auc.unwrap()
    };
    (0..5).map(area).sum::<f64>() / 5.0
}

/// The area of the level itself, all candidates taken.
fn area_of_level(bundle: &Bundle, labels: &Labels, negatives: Negatives) -> f64 {
    let options = ChoiceOptions {
        negatives,
        ratio: Some(1e6),
        seed: 1,
    };
    let choice = choose(bundle, 0, labels, &options).unwrap();
    let genes = choice.genes;
    let levels: Vec<_> = genes.iter().map(|gene| gene.level).collect();
    let labels: Vec<_> = genes.iter().map(|gene| gene.is_positive).collect();
    metrics::measure(&levels, &labels, false).unwrap().roc_auc
}

/// By pandas and scikit-learn: the mean over the 13 columns, of genes whose highest is 0.01 or more, of
/// 42 known genes against 3590 of the list, and against 18888 that are in neither.
#[test]
fn the_level_tells_housekeeping_genes_and_not_matched_ones() {
    let Some(folder) = folder() else {
        eprintln!("skipped: DSDSCORE_DATA names no folder with the fetal ovary");
        return;
    };
    let directory = tempfile::tempdir().unwrap();
    let bundle = bundle(&folder, directory.path());
    let known = GeneList::read(folder.join("dsd_genes.tsv"), None).unwrap();
    let negatives = GeneList::read(folder.join("housekeeping_genes.tsv"), None).unwrap();
    let labels = Labels::new(bundle.genes(), &known, Some(&negatives)).unwrap();
    for (negatives, expected) in [
        (Negatives::Housekeeping, 0.2230),
        (Negatives::Random, 0.6808),
    ] {
        let found = area_of_level(&bundle, &labels, negatives);
        assert!(
            (found - expected).abs() < 1e-3,
            "{}: {found}",
            negatives.name()
        );
    }
    let level = |negatives| area_learnt(&bundle, &labels, negatives);
    let housekeeping = level(Negatives::Housekeeping);
    assert!((0.70..0.84).contains(&housekeeping), "{housekeeping}");
    let matched = level(Negatives::Matched);
    assert!((0.35..0.58).contains(&matched), "{matched}");
}
