//! `dsdscore show --why`

mod figure;
mod text;

use std::{io, process::ExitCode};

use anyhow::bail;
use ndarray::Array2;

use super::{Show, genes, output::Output, shows_colours, view::View};
use crate::{
    bundle::{Bundle, Condition, Explanation},
    cli::note,
    explain::{Why, Whys},
};

/// Why a gene has its scores in a condition.
struct Told<'b> {
    /// The condition, by its index.
    index: usize,
    condition: &'b Condition,
    /// By the model that decides, else by the first that was explained.
    why: Why,
    explanation: &'b Explanation,
    /// By how much each block moves the score; `None` where the bundle is slim.
    map: Option<Array2<f32>>,
    /// By the others.
    others: Vec<Why>,
}

impl<'b> Told<'b> {
    /// `None` where nobody asked, or the gene has no score.
    fn new(whys: &Whys<'b>, gene: usize, index: usize) -> anyhow::Result<Option<Self>> {
        let bundle = whys.bundle();
        let manifest = bundle.manifest();
        let mut all = whys.all(gene, index);
        let Some(why) = all.next() else {
            return Ok(None);
        };
        let Some(explanation) = &manifest.scores[why.source].explanation else {
            return Ok(None);
        };
        Ok(Some(Self {
            index,
            condition: &manifest.conditions[index],
            map: bundle.map(gene, why.source)?,
            explanation,
            others: all.collect(),
            why,
        }))
    }

    /// What the reader must know first; empty where there is nothing.
    fn warning(&self) -> String {
        match &self.why.control {
            Some(control) if control.is_of_the_image() => {
                format!("These reasons do not explain the score: {control}.")
            }
            _ => String::new(),
        }
    }

    /// The score, where it stands, and whose it is.
    fn score(&self) -> String {
        let Why { score, model, .. } = &self.why;
        match self.why.percentile {
            Some(percentile) => format!("score {score}, percentile {percentile:.1}, by {model}"),
            None => format!("score {score}, by {model}"),
        }
    }
}

/// Tells of each gene, and draws it where the bundle has what is drawn.
pub(super) fn run(show: &Show) -> anyhow::Result<ExitCode> {
    let bundle = show.bundle.open()?;
    check_explained(&bundle)?;
    let whys = Whys::new(&bundle)?;
    let names = genes::names(&show.names, show.genes.as_deref())?;
    let genes = genes::find(&bundle, &names)?;
    let mut view = view(show, &bundle)?;
    let output = Output::new(show, names.len() > 1, genes.len());
    let mut absent = Vec::new();
    for &gene in &genes {
        let told = (0..bundle.manifest().conditions.len())
            .map(|index| Told::new(&whys, gene, index))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let told: Vec<_> = told.into_iter().flatten().collect();
        if told.is_empty() {
            absent.push(bundle.genes()[gene].symbol.as_str());
            continue;
        }
        let mut out = io::stdout().lock();
        let is_coloured = shows_colours(&out);
        text::write(&mut out, &bundle.genes()[gene], &told, is_coloured)?;
        if let Some(view) = &mut view {
            figure::write(view, show.colormap, &output, gene, &told)?;
        }
    }
    if absent.len() == genes.len() {
        bail!(
            "no reasons of {} are in {}: no model that was explained scored what was asked for",
            absent.join(", "),
            bundle.path().display()
        );
    }
    if !absent.is_empty() {
        genes::warn(
            "genes have no reasons: no explained model scored them",
            &absent,
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn check_explained(bundle: &Bundle) -> anyhow::Result<()> {
    let sources = &bundle.manifest().scores;
    if sources.iter().any(|source| source.explanation.is_some()) {
        return Ok(());
    }
    let path = bundle.path().display();
    match (sources.is_empty(), &bundle.manifest().slimmed_from) {
        (true, _) => bail!(
            "{path} has no scores: `dsdscore score` adds them, and `dsdscore explain` their reasons"
        ),
        (_, None) => bail!(
            "{path} has no reasons of its scores: `dsdscore explain -b {path} -m MODEL.onnx` adds them"
        ),
        (_, Some(from)) => bail!(
            "{path} has no reasons of its scores: add them to the bundle that it was made from, {from}, \
             by `dsdscore explain`, and make it slim again"
        ),
    }
}

/// What is drawn; `None` of a slim bundle, of which there is text alone. Whoever named files or formats
/// waits for them.
fn view<'b>(show: &Show, bundle: &'b Bundle) -> anyhow::Result<Option<View<'b>>> {
    let Some(from) = &bundle.manifest().slimmed_from else {
        return View::new(bundle).map(Some);
    };
    let text = format!(
        "{} is slim: it can tell why, but has no matrices for a figure, which the bundle that it was made \
         from has, {from}",
        bundle.path().display()
    );
    if show.output.is_some() || !show.format.is_empty() {
        bail!("{text}; ask without --output and --format for the text alone");
    }
    note(format_args!("no figure is written: {text}"));
    Ok(None)
}
