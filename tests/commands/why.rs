//! `show --why`: why genes have their scores.

use std::path::Path;

use dsdscore::{
    bundle::{
        Alike, Bundle, ConditionReasons, Control, Explained, Explanation, GeneReasons, Likeness,
        ModelSource, Moved, ReferenceGenes, Replacement, Scored, Way, Without,
    },
    explain::Whys,
};
use ndarray::Array3;

use crate::support::Folder;

/// Each block has two times.
const TIMES: usize = 2;

/// A folder with `why.dsd`: simulated expression, scores by rank, and reasons, of which those of M are the
/// image's. Its first gene has no score.
fn folder() -> Folder {
    let folder = Folder::with_bundle();
    folder.build_simulated();
    let (scored, path) = (folder.path("scored.dsd"), folder.path("why.dsd"));
    let simulated = Bundle::open(folder.path("simulated.dsd")).unwrap();
    let genes = simulated.genes().len();
    let values = (0..genes).map(|i| {
        if i == 0 {
            f32::NAN
        } else {
            i as f32 / genes as f32
        }
    });
    let values: Vec<f32> = values.collect();
    let scores = ["F", "M"].map(|condition| Scored {
        condition: condition.into(),
        model: ModelSource {
            name: "drawn".into(),
            version: "1".into(),
            synthetic: true,
            ..ModelSource::default()
        },
        values: values.clone(),
        complete: false,
        evaluation: None,
    });
    simulated.write_with_scores(&scored, scores).unwrap();
    explain(&scored, &path);
    std::fs::remove_file(scored).unwrap();
    folder
}

fn explain(from: &Path, to: &Path) {
    let bundle = Bundle::open(from).unwrap();
    let explained = [explained(&bundle, 0, 0.125), explained(&bundle, 1, 0.75)];
    let conditions = vec![Some(alike(bundle.genes().len())); 2];
    bundle
        .write_with_reasons(to, explained.to_vec(), conditions)
        .unwrap();
}

fn explained(bundle: &Bundle, source: usize, correlation: f32) -> Explained {
    let explanation = Explanation {
        way: Way::Occlusion,
        replaced_by: Replacement::Usual,
        times_per_block: TIMES,
        control: Some(Control {
            draws: 20,
            genes: 200,
            seed: 1,
            correlation: Some(correlation),
            weaker: None,
        }),
    };
    let blocks = explanation.blocks(&bundle.manifest().conditions[source]);
    let [rows, runs] = blocks.shape();
    let genes = bundle.genes().len();
    let mut maps = Array3::zeros((genes, rows, runs));
    maps[[0, 0, 0]] = f32::NAN;
    for gene in 0..genes {
        maps[[gene, 0, 1]] = 1.25;
        maps[[gene, 1, 0]] = -0.5;
        maps[[gene, rows - 1, runs - 1]] = f32::NAN;
    }
    let moved = |block, change, residual| Moved {
        block,
        change,
        residual,
    };
    let reasons = GeneReasons {
        raising: vec![moved(1, 1.25, Some(2.5))],
        lowering: vec![moved(runs, -0.5, None)],
        without: Some(Without {
            cell_type: 0,
            score: 0.125,
        }),
        members: Some([0.25, 0.5]),
    };
    Explained {
        source,
        explanation,
        genes: (0..genes)
            .map(|gene| (gene > 0).then(|| reasons.clone()))
            .collect(),
        maps,
    }
}

fn alike(genes: usize) -> ConditionReasons {
    let list = |name: &str, genes: &[usize]| ReferenceGenes {
        name: name.into(),
        genes: genes.to_vec(),
    };
    let alike = |gene| Alike {
        gene,
        similarity: 0.75,
        percentile: 97.5,
    };
    let likeness = Likeness {
        known: vec![alike(2), alike(1)],
        housekeeping: vec![alike(3)],
    };
    ConditionReasons {
        known: list("known.tsv", &[1, 2]),
        housekeeping: list("housekeeping.tsv", &[3]),
        likeness: vec![Some(likeness); genes],
        dev: vec![62.5; genes],
    }
}

/// A gene that has a score, and its sentence in each condition.
fn gene(folder: &Folder) -> (String, [String; 2]) {
    let bundle = Bundle::open(folder.path("why.dsd")).unwrap();
    let whys = Whys::new(&bundle).unwrap();
    let last = bundle.genes().len() - 1;
    let sentence = |condition| whys.of(last, condition).unwrap().sentence();
    (
        bundle.genes()[last].symbol.clone(),
        [sentence(0), sentence(1)],
    )
}

/// All texts of an SVG, lines of one paragraph joined.
fn words(svg: &str) -> String {
    let ends = svg.match_indices("\n</text>").map(|(end, _)| &svg[..end]);
    let texts = ends.map(|start| start.rsplit(">\n").next().unwrap());
    let words = texts.collect::<Vec<_>>().join(" ");
    words.replace("&apos;", "'").replace("&gt;", ">")
}

const IS_IMAGE: &str = "These reasons do not explain the score: maps correlate by 0.75 (rank correlation) \
                        with those of 20 models with random weights: the reasons are the image's, not \
                        the model's.";

#[test]
fn text_and_figure_say_the_same() {
    let folder = folder();
    let (symbol, sentences) = gene(&folder);
    let names = folder.names();
    let run = folder.succeed(&format!("show {symbol} --why -b why.dsd --format png,svg"));
    let files = [format!("{symbol}.why.png"), format!("{symbol}.why.svg")];
    let new: Vec<_> = folder
        .names()
        .into_iter()
        .filter(|name| !names.contains(name))
        .collect();
    assert_eq!(new, files);
    let (text, svg) = (run.text(), folder.text(&files[1]));
    let words = words(&svg);
    assert!(!text.contains('\x1b'), "{text}");
    for sentence in &sentences {
        assert_has!(text, sentence.as_str());
        assert_has!(words, sentence.as_str());
    }
    // The reasons of M are said to be the image's, those of F are not.
    assert_eq!(text.matches(IS_IMAGE).count(), 1);
    assert_eq!(words.matches(IS_IMAGE).count(), 1);
    let last = text.rfind(&format!("{symbol} ")).unwrap();
    assert!(text.find(IS_IMAGE).unwrap() > text[..last].len() / 2);
    assert_has!(
        words,
        "SYNTHETIC: not from real data, no result",
        "change of log-odds",
        "+1.25",
        "−0.50",
        "most like, of known genes (known.tsv)",
        "of housekeeping genes (housekeeping.tsv)",
        "r = 0.75 closer than 97 %",
        "by occlusion: each cell type at 2 times",
    );
    // In each condition the gene itself and the three that it is like.
    assert_eq!(svg.matches("<image ").count(), 8);
    let bundle = Bundle::open(folder.path("why.dsd")).unwrap();
    let condition = &bundle.manifest().conditions[0];
    let times = |from: usize| {
        format!(
            "{}–{}",
            condition.times[from].label,
            condition.times[from + 1].label
        )
    };
    let cell_types = &condition.cell_types;
    assert_has!(
        text,
        &format!("raises        {}, {}", cell_types[0], times(TIMES)),
        &format!("lowers        {}, {}", cell_types[1], times(0)),
        "+1.25 log-odds  +2.5 SD for its level",
        "-0.50 log-odds  not measured",
        "r 0.75 (closer than 97.5 % of genes)",
        "unusual for its level 62.5",
        "members       scores 0.250 to 0.500",
    );
    let row = |name: &str| {
        let rows = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>());
        let runs = condition.times.len().div_ceil(TIMES);
        let mut rows = rows.filter(|row| row.first() == Some(&name) && row.len() == runs + 1);
        rows.next().unwrap()[1..]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(row(&cell_types[0])[..3], ["+0.00", "+1.25", "+0.00"]);
    assert_eq!(row(&cell_types[1])[..2], ["-0.50", "+0.00"]);
    assert_eq!(row(cell_types.last().unwrap()).last().unwrap(), "×");
}

#[test]
fn a_slim_bundle_tells_and_says_that_it_does_not_draw() {
    let folder = folder();
    let (symbol, sentences) = gene(&folder);
    folder.succeed("bundle slim why.dsd -o slim.dsd --force");
    let names = folder.names();
    let mut command = folder.command(["show", &symbol, "--why"]);
    // As annotate and rank find their bundle.
    let run = command.env("DSDSCORE_BUNDLE", "slim.dsd").output().unwrap();
    let run = crate::support::Run::from(run).assert_success();
    for sentence in &sentences {
        assert_has!(run.text(), sentence.as_str());
    }
    assert_has!(
        run.text(),
        "+1.25 log-odds  +2.5 SD",
        "closer than 97.5 % of genes"
    );
    assert!(!run.text().contains("by each block ("));
    assert_has!(run.err, "no figure is written: slim.dsd is slim", "sha256:");
    for option in ["-o x", "--format svg"] {
        let args = format!("show {symbol} --why -b slim.dsd {option}");
        let err = folder.run(args.split(' ')).assert_error();
        assert_has!(err, "slim.dsd is slim", "without --output and --format");
    }
    assert_eq!(folder.names(), names);
}

#[test]
fn several_genes_have_files_of_their_own_and_those_without_reasons_are_named() {
    let folder = folder();
    let (symbol, _) = gene(&folder);
    let bundle = Bundle::open(folder.path("why.dsd")).unwrap();
    let (first, second) = (&bundle.genes()[0].symbol, &bundle.genes()[1].symbol);
    folder.write("list.txt", format!("{first}\n{second}\n"));
    let run = folder.succeed(&format!(
        "show {symbol} --genes list.txt --why -b why.dsd -o x"
    ));
    assert_has!(
        run.err,
        &format!("warning: 1 genes have no reasons: no explained model scored them: {first}")
    );
    let mut files = [format!("x.{symbol}.why.png"), format!("x.{second}.why.png")];
    files.sort();
    let names = folder.names();
    let found: Vec<_> = names.iter().filter(|name| name.starts_with("x.")).collect();
    assert_eq!(found, files.iter().collect::<Vec<_>>());
    let err = folder
        .run(["show", first, "--why", "-b", "why.dsd"])
        .assert_error();
    assert_has!(err, &format!("no reasons of {first} are in why.dsd"));
}

#[test]
fn what_has_no_reasons_names_the_remedy() {
    let folder = folder();
    folder.succeed("bundle slim published.dsd -o slim.dsd --force");
    let names = folder.names();
    for (args, part) in [
        (
            "show OLFML3 --why -b published.dsd",
            "published.dsd has no reasons of its scores: `dsdscore explain -b published.dsd",
        ),
        (
            "show SOX9 --why -b simulated.dsd",
            "simulated.dsd has no scores: `dsdscore score`",
        ),
        (
            "show OLFML3 --why -b slim.dsd",
            "add them to the bundle that it was made from, sha256:",
        ),
        ("show NOSUCH --why -b why.dsd", "NOSUCH is not in why.dsd"),
        (
            "show SOX9",
            "(the built-in bundle) has no heatmaps to show: name one with matrices or images (-b FILE)",
        ),
    ] {
        let err = folder.run(args.split(' ')).assert_error();
        assert_has!(err, part);
    }
    let run = folder.run("show SOX9 --why -b why.dsd --kind input".split(' '));
    assert_eq!(run.code, Some(2));
    assert_has!(run.err, "--why", "--kind");
    assert_eq!(folder.names(), names);
}
