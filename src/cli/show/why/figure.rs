//! The figure.

use anyhow::Context;

use super::Told;
use crate::{
    bundle::{Alike, Bundle},
    cli::show::{
        output::Output,
        view::{self, View},
    },
    figure::{AlikeGene, AlikeGroup, Changes, WhyFigure, WhyPanel},
    heatmap::Colormap,
};

/// What changes are, for all models.
const CHANGE: &str =
    "change of log-odds: that of the gene's score less that of the same image without the block";
/// How like genes are.
const LIKENESS: &str = "r: correlation of two genes' expression, each less what is usual for its level; closer \
                        than so many per cent of all genes are to that gene. A likeness moves no score.";

/// Writes the figure of a gene.
pub(super) fn write(
    view: &mut View<'_>,
    colormap: Option<Colormap>,
    output: &Output<'_, '_>,
    gene: usize,
    told: &[Told<'_>],
) -> anyhow::Result<()> {
    let manifest = view.bundle.manifest();
    let Some(recipe) = &manifest.recipe else {
        return Ok(());
    };
    let names = &view.bundle.genes()[gene];
    let all = told.iter().map(|told| view.expression(gene, told.index));
    let all = all.collect::<anyhow::Result<Vec<_>>>()?;
    let alike = told.iter().map(|told| alike(view, gene, told.index));
    let alike = alike.collect::<anyhow::Result<Vec<_>>>()?;
    let mut figure = WhyFigure {
        subtitle: view::subtitle(&names.ensembl_id, &manifest.name),
        synthetic: manifest.is_synthetic(),
        colormap: colormap.unwrap_or(recipe.colormap),
        notes: notes(told, &alike),
        ..WhyFigure::new(&names.symbol, recipe)
    };
    for ((told, expression), alike) in told.iter().zip(&all).zip(alike) {
        let means = view.means(told.index, expression)?;
        let Some((mut means, map)) = means.zip(told.map.as_ref()) else {
            continue;
        };
        // The numbers in this figure are changes.
        means.cells = None;
        figure.panels.push(WhyPanel {
            label: &told.condition.label,
            note: told.score(),
            warning: told.warning(),
            sentence: told.why.sentence(),
            means,
            changes: Changes {
                matrix: map.view(),
                times_per_block: told.explanation.times_per_block,
            },
            alike,
        });
    }
    let page = figure.lay_out();
    let page = page.with_context(|| format!("cannot draw {}", names.symbol))?;
    output.write_figure(&format!("{}.why", output.prefix(&names.symbol)), &page)
}

/// How reasons were found, each way once.
fn notes(told: &[Told<'_>], alike: &[Vec<AlikeGroup<'_>>]) -> Vec<String> {
    let mut ways: Vec<(String, Vec<&str>)> = Vec::new();
    for told in told {
        let (way, label) = (told.explanation.to_string(), told.condition.label.as_str());
        match ways.iter_mut().find(|(other, _)| *other == way) {
            Some((_, labels)) => labels.push(label),
            None => ways.push((way, vec![label])),
        }
    }
    let mut notes = vec![CHANGE.into()];
    let ways = ways.iter();
    notes.extend(ways.map(|(way, labels)| format!("{}: reasons {way}", labels.join(", "))));
    if alike.iter().any(|groups| !groups.is_empty()) {
        notes.push(LIKENESS.into());
    }
    notes
}

/// The gene itself, and those that it is most like; empty where there are none.
fn alike<'b>(
    view: &mut View<'b>,
    gene: usize,
    index: usize,
) -> anyhow::Result<Vec<AlikeGroup<'b>>> {
    let bundle: &'b Bundle = view.bundle;
    let conditions = &bundle.reasons()?.conditions;
    let reasons = conditions.get(index).and_then(Option::as_ref);
    let likeness =
        reasons.and_then(|reasons| Some((reasons, reasons.likeness.get(gene)?.as_ref()?)));
    let Some((reasons, likeness)) = likeness else {
        return Ok(Vec::new());
    };
    let mut groups = Vec::new();
    for (what, list, alike) in [
        ("most like, of known genes", &reasons.known, &likeness.known),
        (
            "of housekeeping genes",
            &reasons.housekeeping,
            &likeness.housekeeping,
        ),
    ] {
        if alike.is_empty() {
            continue;
        }
        let genes = alike.iter().map(|alike| other(view, index, alike));
        groups.push(AlikeGroup {
            title: match list.name.is_empty() {
                true => what.into(),
                false => format!("{what} ({})", list.name),
            },
            genes: genes.collect::<anyhow::Result<_>>()?,
        });
    }
    if !groups.is_empty() {
        let own = AlikeGene {
            symbol: &bundle.genes()[gene].symbol,
            notes: Vec::new(),
            image: view.image(gene, index)?,
        };
        let title = "this gene".into();
        groups.insert(
            0,
            AlikeGroup {
                title,
                genes: vec![own],
            },
        );
    }
    Ok(groups)
}

fn other<'b>(view: &mut View<'b>, index: usize, alike: &Alike) -> anyhow::Result<AlikeGene<'b>> {
    Ok(AlikeGene {
        symbol: &view.bundle.genes()[alike.gene].symbol,
        notes: vec![
            format!("r = {:.2}", alike.similarity),
            format!("closer than {:.0} %", alike.percentile.floor()),
        ],
        image: view.image(alike.gene, index)?,
    })
}
