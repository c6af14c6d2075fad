//! Running the program, and the bundles that tests share.

use std::{
    error::Error,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use assert_cmd::assert::OutputAssertExt;
use dsdscore::{
    bundle::{
        Bundle, Description, EvaluatedContrast, Evaluation, LikelihoodRatio, ModelSource, Scored,
    },
    import::{ExpressionTable, from_table},
};

/// A path within the repository.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The program, to be run in the root of the repository.
pub fn dsdscore() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dsdscore"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs `dsdscore annotate` with a bundle; it must succeed.
pub fn annotate<S: AsRef<OsStr>>(bundle: &Path, args: impl IntoIterator<Item = S>) -> Vec<u8> {
    let mut command = dsdscore();
    command.args(["annotate", "-b"]).arg(bundle).args(args);
    succeed(command)
}

/// The same with something on standard input.
pub fn annotate_stdin<S: AsRef<OsStr>>(
    bundle: &Path,
    args: impl IntoIterator<Item = S>,
    input: &[u8],
) -> Vec<u8> {
    let mut command = assert_cmd::Command::from_std(dsdscore());
    command.args(["annotate", "-b"]).arg(bundle).args(args);
    let output = command.write_stdin(input).output().unwrap();
    output.assert().success().get_output().stdout.clone()
}

/// Runs a command that must succeed, and returns its standard output.
pub fn succeed(mut command: Command) -> Vec<u8> {
    let output: Output = command.output().unwrap();
    output.assert().success().get_output().stdout.clone()
}

/// The bundle of `tests/cases/scores.tsv`.
pub fn scores() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| build("tests/cases/scores.tsv", "made-up", "GND"))
}

/// Other scores of some of these genes.
pub fn other_scores() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| build("tests/cases/other-scores.tsv", "other", "OTHER"))
}

/// The scores that the paper prints.
pub fn published_scores() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| build("examples/published-scores.tsv", "published", "DSD"))
}

/// The bundle of `tests/cases/expression.tsv`, with patterns, and scores of some of its genes.
pub fn patterns() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| build_with_patterns().unwrap())
}

/// The same genes, with scores of all of them by several models, of which one was evaluated.
pub fn opinions() -> &'static Path {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| build_with_opinions().unwrap())
}

fn build_with_opinions() -> Result<PathBuf, Box<dyn Error>> {
    let from = Bundle::open(patterns())?;
    let evaluation = Evaluation {
        method: "shape".into(),
        known_genes: 44,
        contrasts: vec![EvaluatedContrast {
            name: "random".into(),
            auc: 0.63,
            auc_ci: [0.55, 0.71],
            null_auc: Some(0.5),
            null_range: Some([0.42, 0.58]),
        }],
        deciles: (0..10)
            .map(|tenth| LikelihoodRatio {
                ratio: 0.25 * f64::from(tenth),
                ci: [0.0, 3.5],
            })
            .collect(),
        ..Evaluation::default()
    };
    // NR5A1, SOX9, WT1, FOXL2 and AMH.
    let scored = [
        ("F", "shape", [0.9, 0.01, 0.75, 0.5, 0.25], true),
        ("F", "res-net_2", [0.1, 0.2, 0.3, 0.4, 0.5], true),
        ("F", "part", [0.1, 0.2, 0.3, 0.4, f32::NAN], false),
        ("M", "shape", [0.95, 0.999, 0.25, 0.5, 0.125], true),
        ("M", "dev", [0.5, 0.5, 0.25, 0.75, 0.125], true),
    ];
    let scored = scored.map(|(condition, name, values, complete)| Scored {
        condition: condition.into(),
        model: ModelSource {
            name: name.into(),
            version: "1".into(),
            ..ModelSource::default()
        },
        values: values.to_vec(),
        complete,
        evaluation: (name == "shape" && condition == "F").then(|| evaluation.clone()),
    });
    let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join("opinions.dsd");
    from.write_with_scores(&bundle, scored)?;
    Ok(bundle)
}

fn build_with_patterns() -> Result<PathBuf, Box<dyn Error>> {
    let table = ExpressionTable::read(path("tests/cases/expression.tsv"), &[])?;
    let description = Description {
        name: "patterns".into(),
        prefix: "GND".into(),
        ..Description::default()
    };
    let recipe = table.recipe();
    let mut builder = from_table(table, recipe, description)?;
    // NR5A1, SOX9, WT1, FOXL2 and AMH.
    for (condition, values) in [
        ("F", [0.9, 0.01, 0.75, 0.5, f32::NAN]),
        ("M", [0.95, 0.999, 0.25, f32::NAN, 0.125]),
    ] {
        builder.set_scores(Scored {
            condition: condition.into(),
            model: ModelSource {
                name: "made-up".into(),
                ..ModelSource::default()
            },
            values: values.to_vec(),
            complete: false,
            evaluation: None,
        })?;
    }
    let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join("patterns.dsd");
    builder.write(&bundle)?;
    Ok(bundle)
}

fn build(table: &str, name: &str, prefix: &str) -> PathBuf {
    let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.dsd"));
    let mut command = dsdscore();
    command
        .args(["bundle", "build", "--scores", table, "--name", name])
        .args(["--prefix", prefix, "-o"])
        .arg(&bundle);
    succeed(command);
    bundle
}
