//! Why genes have their scores, from the command line. Where there is no ONNX Runtime the tests say so and
//! pass, unless DSDSCORE_REQUIRE_ONNXRUNTIME is set.

use std::{fs, thread, time::Duration};

use dsdscore::{
    bundle::{Bundle, Replacement, Way},
    explain::Whys,
    heatmap::render_mean,
    model::{Options, Provider, image::ImageModel},
};
use ndarray::{Array2, Array4};

use crate::{
    network::{FEMALE, MALE, models},
    support::{Folder, Run, has_runtime, root},
};

/// How many genes of the example there are.
const GENES: usize = 12;

/// With `scored.dsd`, some genes of the example and their scores by both networks.
fn folder() -> Folder {
    let folder = Folder::new();
    let table = fs::read_to_string(root("examples/simulated-expression.tsv")).unwrap();
    let mut seen: Vec<String> = Vec::new();
    let is_taken = |line: &&str| {
        let gene = line.split('\t').next().unwrap_or_default();
        if !seen.iter().any(|other| other == gene) {
            seen.push(gene.into());
        }
        // The header is one of them.
        seen.iter().position(|other| other == gene) <= Some(GENES)
    };
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<_> = lines.filter(is_taken).collect();
    folder.write("table.tsv", lines.join("\n") + "\n");
    let recipe = root("examples/recipe.json");
    folder.succeed(&format!(
        "bundle build --synthetic --table table.tsv --recipe {} -o scored.dsd",
        recipe.display()
    ));
    score(&folder, &models(&[FEMALE, MALE]));
    folder
}

fn score(folder: &Folder, models: &str) {
    folder.succeed(&format!("score -b scored.dsd --provider cpu {models}"));
}

fn explain(folder: &Folder, args: &str) -> Run {
    let args = format!("explain -b scored.dsd --provider cpu {args}");
    folder.run(args.split_whitespace())
}

fn opened(folder: &Folder, name: &str) -> Bundle {
    Bundle::open(folder.path(name)).unwrap()
}

/// What the networks of the examples say of means of the first condition.
fn log_odds(bundle: &Bundle, model: &mut ImageModel, means: &Array2<f32>) -> f64 {
    let manifest = bundle.manifest();
    let condition = &manifest.conditions[0];
    let recipe = manifest.recipe.as_ref().unwrap();
    let times = condition.time_values();
    let image = render_mean(recipe, means.view(), &times, condition.ceiling.unwrap()).unwrap();
    let bytes = image.to_rgb8();
    let pixels = Array4::from_shape_fn((1, 3, 100, 50), |(_, channel, row, column)| {
        f32::from(bytes[(row * 50 + column) * 3 + channel]) / 255.0
    });
    let score = f64::from(model.score(pixels.view()).unwrap()[0]);
    (score / (1.0 - score)).ln()
}

/// The means of a gene with those of a row and some columns replaced. All other genes are the
/// neighbours in level, for there are fewer than 300: what is usual is the mean of their
/// log10(1 + mean).
fn without(
    bundle: &Bundle,
    gene: usize,
    row: usize,
    columns: &[usize],
    lowest: bool,
) -> Array2<f32> {
    let mut means = bundle.matrix(gene, 0).unwrap().unwrap();
    for &column in columns {
        if means[[row, column]].is_nan() {
            continue;
        }
        let others = (0..bundle.genes().len()).filter(|&other| other != gene);
        let values = others.filter_map(|other| {
            let mean = bundle.matrix(other, 0).unwrap()?[[row, column]];
            (!mean.is_nan()).then(|| (1.0 + f64::from(mean)).log10())
        });
        let values: Vec<_> = values.collect();
        let usual = values.iter().sum::<f64>() / values.len() as f64;
        means[[row, column]] = match lowest {
            true => 0.0,
            false => (10_f64.powf(usual) - 1.0) as f32,
        };
    }
    means
}

#[test]
fn changes_are_those_of_images_drawn_without_a_block() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let options = Options {
        provider: Provider::Cpu,
        ..Options::default()
    };
    let mut model = ImageModel::open(&root(FEMALE), &options).unwrap();
    let models = models(&[FEMALE]);
    for (lowest, per_block) in [(false, 1), (true, 2)] {
        let replace = if lowest { "lowest" } else { "usual" };
        let args = format!("{models} --replace {replace} --times-per-block {per_block} --draws 0");
        explain(&folder, &format!("{args} -o explained.dsd")).assert_success();
        let bundle = opened(&folder, "explained.dsd");
        let axes = &bundle.manifest().conditions[0];
        let explanation = bundle.manifest().scores[0].explanation.clone().unwrap();
        assert_eq!(explanation.way, Way::Occlusion);
        assert_eq!(explanation.replaced_by == Replacement::Lowest, lowest);
        assert_eq!(explanation.times_per_block, per_block);
        let blocks = explanation.blocks(axes);
        let (mut compared, mut moved) = (0, 0);
        for gene in 0..bundle.genes().len() {
            let Some(map) = bundle.map(gene, 0).unwrap() else {
                continue;
            };
            let means = bundle.matrix(gene, 0).unwrap().unwrap();
            let own = log_odds(&bundle, &mut model, &means);
            for (block, change) in map.iter().enumerate() {
                let (row, columns) = blocks.place(block);
                let columns: Vec<_> = columns.collect();
                let is_measured = columns.iter().any(|&column| !means[[row, column]].is_nan());
                assert_eq!(!change.is_nan(), is_measured);
                // Nearer to 0 and 1 a score has no digits left.
                if !is_measured || own.abs() > 6.0 {
                    continue;
                }
                let means = without(&bundle, gene, row, &columns, lowest);
                let expected = own - log_odds(&bundle, &mut model, &means);
                if expected.is_finite() && expected.abs() < 6.0 {
                    let near = (f64::from(*change) - expected).abs() < 2e-3;
                    assert!(near, "{gene} {block}: {change} {expected}");
                    compared += 1;
                    moved += usize::from(expected.abs() > 0.01);
                }
            }
        }
        assert!(compared > 50 && moved > 10, "{compared} {moved}");
    }
}

#[test]
fn a_run_that_was_killed_goes_on_and_gives_the_same_bundle() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let args = format!("{} --draws 0", models(&[FEMALE, MALE]));
    explain(&folder, &format!("{args} -o whole.dsd")).assert_success();
    let command = format!("explain -b scored.dsd --provider cpu {args} -o resumed.dsd");
    let journal = folder.path("resumed.dsd.explain");
    let mut child = folder.command(command.split_whitespace()).spawn().unwrap();
    // The first record says what it is of; with the second the first network is done.
    let length = || fs::metadata(&journal).map_or(0, |found| found.len());
    while length() < 1000 && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(journal.exists() && !folder.path("resumed.dsd").exists());
    // A last record that is cut.
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend_from_slice(&[200, 0, 0, 0, 1, 2, 3]);
    fs::write(&journal, bytes).unwrap();
    let run = folder.run(command.split_whitespace()).assert_success();
    assert_has!(run.err, "condition F, simulated-f: goes on after");
    assert!(!journal.exists());
    assert!(folder.read("whole.dsd") == folder.read("resumed.dsd"));
}

#[test]
fn a_journal_of_other_options_is_begun_anew_and_said_so() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    folder.write("explained.dsd.explain", "something else");
    let args = format!("{} --draws 0 -o explained.dsd", models(&[FEMALE]));
    let run = explain(&folder, &args).assert_success();
    assert_has!(
        run.err,
        "explained.dsd.explain is of other inputs",
        "begun anew"
    );
    assert!(!folder.path("explained.dsd.explain").exists());
}

#[test]
fn what_cannot_be_asked_names_the_remedy() {
    let folder = Folder::new();
    folder.build_simulated();
    fs::rename(folder.path("simulated.dsd"), folder.path("scored.dsd")).unwrap();
    let names = folder.names();
    let run = explain(&folder, &models(&[FEMALE]));
    assert_has!(
        run.assert_error(),
        "has no scores by the model",
        "dsdscore score -b scored.dsd -m"
    );
    let run = explain(&folder, "-m nothing.onnx");
    assert_has!(run.assert_error(), "nothing.onnx");
    folder.write("list.txt", "NOSUCHGENE\n");
    let run = explain(&folder, "--genes-known list.txt");
    assert_has!(run.assert_error(), "none of the genes of list.txt");
    fs::remove_file(folder.path("list.txt")).unwrap();
    assert_eq!(folder.names(), names);
}

#[test]
fn metadata_that_are_not_the_files_are_refused() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    folder.write("meta.json", r#"{"name": "other"}"#);
    let args = format!("{} --model-metadata meta.json", models(&[FEMALE]));
    let err = explain(&folder, &args).assert_error();
    assert_has!(err, "leave out --model-metadata");
}

#[test]
fn a_slim_bundle_keeps_reasons_and_tells_no_more_maps() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let args = format!("{} --draws 0 -o explained.dsd", models(&[FEMALE]));
    let run = explain(&folder, &args).assert_success();
    assert_has!(
        run.err,
        "condition F, simulated-f: ",
        "genes explained by occlusion",
        "condition M, simulated-m: not explained: the model's file was not given",
        "no known genes were given"
    );
    folder.succeed("bundle slim explained.dsd -o slim.dsd");
    folder.succeed("bundle verify slim.dsd");
    let (whole, slim) = (
        opened(&folder, "explained.dsd"),
        opened(&folder, "slim.dsd"),
    );
    let (of_whole, of_slim) = (Whys::new(&whole).unwrap(), Whys::new(&slim).unwrap());
    let whys = |whys: &Whys<'_>| {
        let genes = 0..whole.genes().len();
        genes.map(|gene| whys.of(gene, 0)).collect::<Vec<_>>()
    };
    let found = whys(&of_whole);
    assert!(found.iter().flatten().any(|why| !why.raising.is_empty()));
    assert_eq!(found, whys(&of_slim));
    assert!(whole.map(0, 0).unwrap().is_some() && slim.map(0, 0).unwrap().is_none());
    // Nor is it asked again.
    let run = folder.run("explain -b slim.dsd --draws 0".split_whitespace());
    assert_has!(run.assert_error(), "slim.dsd is slim");
}

#[test]
fn equal_options_give_equal_bytes() {
    if !has_runtime() {
        return;
    }
    let folder = folder();
    let args = format!("{} --draws 2 --control-genes 4", models(&[FEMALE]));
    for name in ["a.dsd", "b.dsd"] {
        explain(&folder, &format!("{args} -o {name}")).assert_success();
    }
    assert!(folder.read("a.dsd") == folder.read("b.dsd"));
}
