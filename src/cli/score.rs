//! `dsdscore score`

use std::{path::PathBuf, process::ExitCode};

use anyhow::ensure;
use clap::Args;

use super::{bundle_choice, keep::check_output, network::Network, note, progress};
use crate::{
    bundle::{Bundle, ModelSource, Scored, worth},
    score::{Scorer, Worth, WorthError},
};

const EXAMPLES: &str = "\
Examples:
  dsdscore score -b gonad.dsd -m female.onnx -m male.onnx -o scored.dsd
  dsdscore score -b gonad.dsd -m female.onnx --provider cuda --batch-size 512

  # the first of a condition decides; the second, here a model of profiles (train --kind profile), is
  # an opinion beside it
  dsdscore score -b gonad.dsd -m female.onnx -m shape-f.onnx -o scored.dsd

  # the scores of the built-in bundle beside heatmaps of your own
  dsdscore score -b gonad.dsd --scores-of -o scored.dsd

  # with what the scores are worth, as evaluate found it for the method that the model is of
  dsdscore score -b gonad.dsd -m female.onnx --evaluation network=evaluation/F.json -o scored.dsd";

/// Scores all genes of a bundle by models, and writes the scores into it
///
/// Annotating with a bundle that has its scores needs no model and no ONNX Runtime. Of several models
/// of one condition the first decides; the others are second opinions, whose percentiles stand beside.
/// The scores of a condition take the place of all that it had.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Score {
    /// The bundle
    #[arg(short, long, value_name = "FILE")]
    bundle: PathBuf,
    /// A model (ONNX), of images or of profiles; for each condition one, and others as second opinions
    #[arg(
        short,
        long = "model",
        value_name = "FILE",
        required_unless_present_any = ["evaluations", "scores_of"]
    )]
    models: Vec<PathBuf>,
    /// What evaluate wrote for a condition: what its scores are worth, for the models that are called
    /// as the evaluated methods are or, with METHOD, for the one that decides; once for each condition
    #[arg(long = "evaluation", value_name = "[METHOD=]FILE", value_parser = evaluation)]
    evaluations: Vec<(Option<String>, PathBuf)>,
    /// Take the scores of another bundle, with what they are worth, for the genes that both have:
    /// those of a file, or without one of the bundle that is read where none is named (DSDSCORE_BUNDLE,
    /// else the built-in one)
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "models")]
    scores_of: Option<Option<PathBuf>>,
    /// Where to write the bundle with its scores [default: in its place]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    network: Network,
}

/// A method has no `/`, so that `./a=b.json` is a file.
fn evaluation(text: &str) -> Result<(Option<String>, PathBuf), String> {
    match text.split_once('=') {
        Some((method, path)) if !method.contains('/') => match method.is_empty() || path.is_empty()
        {
            true => Err("write METHOD=FILE, or FILE".into()),
            false => Ok((Some(method.into()), path.into())),
        },
        _ => Ok((None, text.into())),
    }
}

impl Score {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let output = self.output.as_ref().unwrap_or(&self.bundle);
        let evaluations = self.evaluations.iter().map(|(_, path)| path);
        // In the place of the bundle is fine.
        let inputs = self.models.iter().chain(evaluations);
        let inputs = inputs.chain(self.scores_of.iter().flatten());
        check_output(output, inputs.map(PathBuf::as_path))?;
        let bundle = Bundle::open(&self.bundle)?;
        let worths = self.worths(&bundle)?;
        let mut scored = match &self.scores_of {
            Some(other) => copied(&bundle_choice::open(other.as_deref())?, &bundle)?,
            None => self.scored(&bundle)?,
        };
        put(&bundle, &worths, &mut scored)?;
        tell_removed(&bundle, &scored);
        bundle.write_with_scores(output, scored)?;
        Ok(ExitCode::SUCCESS)
    }

    /// The evaluations, read before any gene is scored.
    fn worths(&self, bundle: &Bundle) -> anyhow::Result<Vec<(Option<&str>, Worth)>> {
        let mut worths: Vec<(Option<&str>, Worth)> = Vec::new();
        for (method, path) in &self.evaluations {
            let worth = Worth::read(path)?;
            worth.check_synthetic(bundle)?;
            let condition = worth.condition().to_string();
            if worths
                .iter()
                .any(|(_, other)| other.condition() == condition)
            {
                return Err(WorthError::Twice(condition).into());
            }
            if !worth.is_of(bundle) {
                note(format_args!(
                    "warning: {} is of the bundle {}, this one is {}: it says what scores here are worth \
                     only where genes and expression are the same",
                    path.display(),
                    worth.bundle(),
                    bundle.digest()
                ));
            }
            worths.push((method.as_deref(), worth));
        }
        Ok(worths)
    }

    /// The scores of the conditions that models are given for.
    fn scored(&self, bundle: &Bundle) -> anyhow::Result<Vec<Scored>> {
        let mut scorer = Scorer::new(bundle, self.network.open(&self.models)?)?;
        let computing = scorer.columns().iter().flat_map(|column| column.models());
        let computing = computing.filter(|model| model.is_computed()).count();
        let bar = progress::bar(Some((bundle.genes().len() * computing) as u64), "genes");
        let scored = scorer.compute_all(&mut |count| bar.inc(count as u64));
        bar.finish_and_clear();
        let scored = scored?;
        for Scored {
            condition,
            model,
            values,
            ..
        } in &scored
        {
            let count = values.iter().filter(|score| !score.is_nan()).count();
            let name = &model.name;
            note(format_args!(
                "condition {condition}: {count} genes scored by {name}"
            ));
        }
        Ok(scored)
    }
}

/// The scores of another bundle, and on stderr how many genes of this one have them.
fn copied(other: &Bundle, bundle: &Bundle) -> anyhow::Result<Vec<Scored>> {
    let scored = other.scores_for(bundle);
    ensure!(
        !scored.is_empty(),
        "{} has no scores of a condition that {} has",
        other.path().display(),
        bundle.path().display()
    );
    for Scored {
        condition,
        model,
        values,
        complete,
        evaluation,
    } in &scored
    {
        let (count, of) = (values.iter().filter(|s| !s.is_nan()).count(), values.len());
        let (name, worth) = (&model.name, worth(evaluation.as_ref()));
        let without = match complete {
            true => "",
            false => ", without percentiles, for its genes are others",
        };
        note(format_args!(
            "condition {condition}: {count} of {of} genes have a score by {name}{without}; {worth}"
        ));
    }
    Ok(scored)
}

/// Puts evaluations beside scores: those that are new, else those that the bundle has.
fn put(
    bundle: &Bundle,
    worths: &[(Option<&str>, Worth)],
    scored: &mut Vec<Scored>,
) -> anyhow::Result<()> {
    for (method, found) in worths {
        let condition = found.condition();
        if scored.iter().all(|scored| scored.condition != condition) {
            let index = bundle.manifest().condition(condition);
            let stored = index.into_iter().flat_map(|index| bundle.opinions(index));
            scored.extend(stored.map(|opinion| opinion.to_scored()));
        }
        for name in found.put(scored, *method)? {
            let is_it = |s: &&Scored| s.condition == condition && s.model.name == name;
            let evaluation = scored
                .iter()
                .find(is_it)
                .and_then(|s| s.evaluation.as_ref());
            note(format_args!(
                "condition {condition}, {name}: {}",
                worth(evaluation)
            ));
        }
    }
    Ok(())
}

/// Names the models whose scores a condition had and will not have.
fn tell_removed(bundle: &Bundle, scored: &[Scored]) {
    for (index, condition) in bundle.manifest().conditions.iter().enumerate() {
        let new = || {
            scored
                .iter()
                .filter(|scored| scored.condition == condition.key)
        };
        let same = |a: &ModelSource, b: &ModelSource| {
            (&a.digest, &a.name, &a.version) == (&b.digest, &b.name, &b.version)
        };
        let is_kept = |model: &ModelSource| new().any(|scored| same(&scored.model, model));
        let old = bundle.opinions(index).map(|opinion| opinion.model());
        for ModelSource { name, version, .. } in
            old.filter(|model| new().count() > 0 && !is_kept(model))
        {
            let model = format!("{name} {version}");
            note(format_args!(
                "condition {}: the scores by {} that the bundle had are not kept",
                condition.key,
                model.trim()
            ));
        }
    }
}
