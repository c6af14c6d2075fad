//! Genes whose cause is known, and whether `explain` finds it: atlases of which `simulate` plants one block
//! of cell type and time as the cause of label 1. And networks that learnt nothing, of which the control
//! must say so. Where there is no ONNX Runtime the tests say so and pass, unless
//! DSDSCORE_REQUIRE_ONNXRUNTIME is set.

use std::{collections::HashMap, fmt::Write, fs};

use dsdscore::{
    bundle::{Bundle, Control},
    heatmap::residual::Usual,
    model::{
        Options, Provider,
        profile::{ProfileModel, Profiles, UsualProfiles},
        redraw,
    },
};
use ndarray::{Array3, Axis};

use crate::{
    network::FEMALE,
    support::{Folder, Run, has_runtime, root},
};

const TYPES: [&str; 4] = ["type1", "type2", "type3", "type4"];
const TIMES: [&str; 4] = ["6", "7", "8", "10"];

/// With `sim.dsd`, whose images of 20×10 are of residuals, and the answer in `sim/labels.tsv`.
fn folder(seed: u64) -> Folder {
    let folder = Folder::new();
    let recipe = r#"{"scale": "residual", "fill": "mean", "height": 20, "width": 10}"#;
    folder.write("recipe.json", recipe);
    folder.succeed(&format!(
        "simulate --seed {seed} --cells 3000 --genes 700 --cell-types 4 --times {} \
         --planted-block 0.2 -o sim",
        TIMES.join(",")
    ));
    folder.succeed(
        "bundle build --atlas sim/atlas.h5ad --config sim/atlas.toml --recipe recipe.json -o sim.dsd",
    );
    folder
}

fn train(folder: &Folder, args: &str) {
    let args = format!("train -b sim.dsd --condition F -g sim/labels.tsv {args} -o f.onnx");
    folder.succeed(&args);
}

fn explain(folder: &Folder, args: &str) -> Run {
    folder.succeed(&format!(
        "explain -b scored.dsd -m f.onnx --provider cpu {args}"
    ))
}

fn score(folder: &Folder, bundle: &str) {
    let args = format!("score -b {bundle} -m f.onnx --provider cpu -o scored.dsd");
    folder.succeed(&args);
}

/// For each gene of a bundle whether its cause is planted, and the block where it is high, by its
/// number.
fn answer(folder: &Folder, bundle: &Bundle) -> Vec<(bool, usize)> {
    let text = folder.text("sim/labels.tsv");
    let mut lines = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|column| *column == name).unwrap();
    let [label, cell_type, time] = ["label", "F_cell_types", "F_times"].map(column);
    let genes: HashMap<_, _> = lines
        .map(|line| {
            let place = |names: [&str; 4], at: usize| names.iter().position(|n| *n == line[at]);
            let block = place(TYPES, cell_type).unwrap() * 4 + place(TIMES, time).unwrap();
            (line[0].to_string(), (line[label] == "1", block))
        })
        .collect();
    let genes_of_bundle = bundle.genes().iter();
    genes_of_bundle.map(|gene| genes[&gene.symbol]).collect()
}

fn opened(folder: &Folder, name: &str) -> Bundle {
    Bundle::open(folder.path(name)).unwrap()
}

fn control(bundle: &Bundle) -> Control {
    let explanation = bundle.manifest().scores[0].explanation.as_ref();
    explanation.unwrap().control.clone().unwrap()
}

/// The change of log-odds by each block of a gene; NaN where not measured.
fn map(bundle: &Bundle, gene: usize) -> Vec<f32> {
    let map = bundle.map(gene, 0).unwrap().unwrap();
    map.into_iter().collect()
}

/// The block that raises a score most.
fn first(map: &[f32]) -> usize {
    let measured = (0..map.len()).filter(|&block| !map[block].is_nan());
    measured.max_by(|&a, &b| map[a].total_cmp(&map[b])).unwrap()
}

/// Checks that the planted block is first where it is the cause, and elsewhere no more than by chance.
///
/// What chance's share is: where a map of another gene tells nothing of the planted block, each of the B
/// blocks that were measured is as likely the first of them, 1/B. A model that looks at that block and
/// nothing else would find it first in each other gene that happens to lie above what is usual there,
/// however little: up to half of them. But what is usual there is the mean of genes of which one in
/// five is planted, so that the others lie below it and the block lowers their scores. Thus 1/B is the
/// most that is due to chance, and the count is held to the 99.9 % quantile of its binomial
/// distribution; it may well be less.
fn assert_found(folder: &Folder, bundle: &Bundle) {
    let answer = &answer(folder, bundle);
    let planted = answer.iter().find(|gene| gene.0).unwrap().1;
    let firsts = |is_planted| {
        let genes = (0..answer.len()).filter(move |&gene| answer[gene].0 == is_planted);
        genes.map(|gene| first(&map(bundle, gene)) == planted)
    };
    let [of_planted, of_others] = [true, false].map(|label| firsts(label).count() as f64);
    let [in_planted, in_others] =
        [true, false].map(|label| firsts(label).filter(|is_first| *is_first).count() as f64);
    assert!(
        in_planted >= 0.95 * of_planted,
        "{in_planted} of {of_planted}"
    );
    let measured = map(bundle, 0)
        .iter()
        .filter(|change| !change.is_nan())
        .count();
    let chance = 1.0 / measured as f64;
    let most = of_others * chance + 3.09 * (of_others * chance * (1.0 - chance)).sqrt();
    assert!(
        in_others <= most,
        "{in_others} of {of_others}, at most {most}"
    );
    assert_eq!(of_planted + of_others, 700.0);
}

/// The log-odds by ONNX Runtime of a gene as it is, or with a block that is what is usual for its level.
fn log_odds(
    bundle: &Bundle,
    model: &mut ProfileModel,
    usual: &Usual,
    gene: usize,
    without: Option<usize>,
) -> f64 {
    let expression = bundle.matrix(gene, 0).unwrap().unwrap();
    let of = |row: ndarray::ArrayView1<'_, f32>| {
        Array3::from_shape_vec((1, 4, 4), row.iter().copied().collect()).unwrap()
    };
    let (mut means, sds) = (of(usual.means.row(gene)), of(usual.sds.row(gene)));
    if let Some(block) = without {
        let place = [0, block / 4, block % 4];
        let value = expression[[place[1], place[2]]];
        means[place] = model.metadata().transform.apply(value);
    }
    let expression = expression.insert_axis(Axis(0));
    let profiles = Profiles {
        expression: expression.view(),
        usual: Some(UsualProfiles {
            means: means.view(),
            sds: sds.view(),
        }),
    };
    let score = f64::from(model.score(profiles).unwrap()[0]);
    (score / (1.0 - score)).ln()
}

/// Removing the planted block moves the score by what is said.
fn assert_moved(folder: &Folder, bundle: &Bundle) {
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    let mut model = ProfileModel::open(&folder.path("f.onnx"), &options).unwrap();
    let transform = model.metadata().transform;
    let usual = bundle.usual_by_level(0, |value| transform.apply(value));
    let (usual, mut compared) = (usual.unwrap(), 0);
    for (gene, (is_planted, block)) in answer(folder, bundle).into_iter().enumerate() {
        let own = log_odds(bundle, &mut model, &usual, gene, None);
        let without = log_odds(bundle, &mut model, &usual, gene, Some(block));
        let said = f64::from(map(bundle, gene)[block]);
        // Nearer to 0 and 1 a score has no digits left.
        if own.abs() < 5.0 && without.abs() < 5.0 {
            assert!((own - without - said).abs() < 1e-3, "{gene}: {said}");
            compared += 1;
        }
        assert!(!is_planted || said > 0.0, "{gene}: {said}");
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn a_regression_tells_the_planted_block_of_each_seed() {
    if !has_runtime() {
        return;
    }
    for seed in [2, 3, 5, 8] {
        let folder = folder(seed);
        train(&folder, "--kind profile --profile residual");
        score(&folder, "sim.dsd");
        for output in ["one.dsd", "two.dsd"] {
            explain(
                &folder,
                &format!("--draws 2 --control-genes 20 -o {output}"),
            );
        }
        assert!(folder.read("one.dsd") == folder.read("two.dsd"), "{seed}");
        let bundle = opened(&folder, "one.dsd");
        assert_found(&folder, &bundle);
        assert_moved(&folder, &bundle);
    }
}

#[test]
fn a_network_looks_at_the_planted_block() {
    if !has_runtime() {
        return;
    }
    let folder = folder(2);
    train(
        &folder,
        "--width 4 --hidden 16 --batch 16 --epochs 20 --momentum 0.9 --choose labelled",
    );
    score(&folder, "sim.dsd");
    let args = "--draws 8 --control-genes 20 -o one.dsd";
    explain(&folder, args);
    let bundle = opened(&folder, "one.dsd");
    assert_found(&folder, &bundle);
    let learnt = control(&bundle);
    assert!(!learnt.is_of_the_image(), "{learnt:?}");
    assert_eq!(learnt.weaker, Some(8));
    // Networks that learnt nothing look elsewhere each, but none of them moves scores more than others.
    let network = redraw(&folder.read("f.onnx"), 7).unwrap();
    folder.write("f.onnx", network);
    score(&folder, "sim.dsd");
    explain(&folder, args);
    let random = control(&opened(&folder, "one.dsd"));
    assert!(random.is_of_the_image(), "{random:?}");
}

/// The levels of planted genes and of others are alike: neither sum of ranks is far from what is due.
#[test]
fn levels_do_not_tell_planted_genes() {
    let folder = folder(2);
    let bundle = opened(&folder, "sim.dsd");
    let answer = &answer(&folder, &bundle);
    let level = |gene: usize| bundle.pattern(gene, 0).unwrap().level;
    let of = |label| (0..answer.len()).filter(move |&gene| answer[gene].0 == label);
    let (mut above, mut pairs) = (0.0, 0.0);
    for planted in of(true) {
        for other in of(false) {
            above += f64::from(u8::from(level(planted) > level(other)));
            pairs += 1.0;
        }
    }
    // Three standard errors of the area, of 140 and 560 genes: sqrt(701 / (12 · 140 · 560)) each.
    let area = above / pairs;
    assert!((area - 0.5).abs() < 0.082, "{area}");
}

/// Genes that are on in one block and off elsewhere, of which every network sees that block alone.
fn one_block_a_gene() -> String {
    let text = fs::read_to_string(root("examples/simulated-expression.tsv")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let (mut table, mut genes) = (String::new(), Vec::<String>::new());
    let mut measured = 0;
    for line in lines {
        let columns: Vec<_> = line.split('\t').collect();
        if columns[0] == "gene" {
            writeln!(table, "{line}").unwrap();
            continue;
        }
        if genes.last().is_none_or(|gene| gene != columns[0]) {
            genes.push(columns[0].into());
            measured = 0;
        }
        if genes.len() > 15 {
            break;
        }
        if columns[3] == "F" {
            let mean = if measured == genes.len() { "50" } else { "0" };
            writeln!(table, "{}\t{mean}", columns[..6].join("\t")).unwrap();
            measured += 1;
        }
    }
    table
}

/// A network of random weights looks where every other one of random weights does.
#[test]
fn the_control_tells_a_network_of_random_weights() {
    if !has_runtime() {
        return;
    }
    let folder = Folder::new();
    folder.write("table.tsv", one_block_a_gene());
    folder.succeed(&format!(
        "bundle build --synthetic --table table.tsv --recipe {} -o sim.dsd",
        root("examples/recipe.json").display()
    ));
    let learnt = fs::read(root(FEMALE)).unwrap();
    folder.write("f.onnx", redraw(&learnt, 7).unwrap());
    score(&folder, "sim.dsd");
    let args = "--replace lowest --draws 5 --control-genes 15 -o one.dsd";
    let run = explain(&folder, args);
    assert_has!(run.err, "the reasons are the image's, not the model's");
    let control = control(&opened(&folder, "one.dsd"));
    assert!(control.is_of_the_image(), "{control:?}");
    assert_eq!((control.draws, control.genes), (5, 15));
}
