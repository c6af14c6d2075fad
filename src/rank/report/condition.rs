//! What a condition says of a gene: score, percentile, pattern and heatmap.

use super::{
    figures::{Figures, Heatmap},
    format::{self, NONE, known},
    why::{Why, signed},
};
use crate::rank::{GenePattern, GeneScore, RankedCondition};

/// What a condition says of the gene.
#[derive(Debug)]
pub(super) struct Condition {
    pub(super) label: String,
    pub(super) decides: bool,
    /// Whose percentile it is: the model, where it is known.
    pub(super) model: String,
    pub(super) percentile: Number,
    pub(super) facts: Vec<(String, String)>,
    /// Why the score is so, where the bundle tells.
    pub(super) why: Option<Why>,
    pub(super) heatmap: Option<HeatmapPlace>,
    /// What stands in the place of a heatmap; `None` where there is one, or no percentile is known.
    pub(super) standing: Option<String>,
}

/// Where the gene stands, in words.
fn standing(score: &GeneScore) -> Option<String> {
    let percentile = score.percentile.filter(|value| value.is_finite())?;
    let shown = format::percentile(Some(percentile));
    let pattern = match class(score) {
        "" => "pattern of expression not known",
        class => &format!("{class} expression"),
    };
    Some(format!("No heatmap: percentile {shown}, {pattern}"))
}

/// Where the heatmap is.
#[derive(Debug)]
pub(super) struct HeatmapPlace {
    pub(super) condition: usize,
    pub(super) gaps: Option<usize>,
    pub(super) size: [i32; 2],
    /// Whether the network's image is on the page.
    pub(super) has_input: bool,
    /// What moves the score, where the bundle tells.
    pub(super) moved: Option<MovedPlace>,
    pub(super) words: String,
}

/// Where what moves a score is.
#[derive(Debug)]
pub(super) struct MovedPlace {
    /// How far to the right of the heatmap.
    pub(super) by: i32,
    /// The left of the numbers of the colour bar, and their heights.
    pub(super) x: i32,
    pub(super) y: [i32; 2],
    /// These numbers.
    pub(super) ends: [String; 2],
}

/// A heatmap in small.
#[derive(Clone, Debug)]
pub(super) struct Thumb {
    pub(super) condition: usize,
    /// Where it is in the picture of all.
    pub(super) position: String,
}

impl Thumb {
    pub(super) fn new(figures: &Figures, gene: Option<usize>, condition: usize) -> Option<Self> {
        let tile = figures.of(gene).get(condition)?.as_ref()?.tile;
        let position = figures.sheets.get(condition)?.as_ref()?.position(tile);
        Some(Self {
            condition,
            position,
        })
    }
}

/// One for each of the conditions, of a gene with its index in the bundle and its scores.
pub(super) fn all(
    figures: &Figures,
    conditions: &[RankedCondition],
    (gene, scores): (Option<usize>, &[GeneScore]),
    decides: impl Fn(usize) -> bool,
) -> Vec<Condition> {
    let each = conditions.iter().enumerate();
    each.map(|(index, condition)| {
        let heatmap = place(figures, gene, index);
        let score = scores.get(index);
        let standing = score.filter(|_| heatmap.is_none()).and_then(standing);
        Condition {
            label: condition.label.clone(),
            decides: decides(index),
            model: condition.model.as_ref().map_or_else(String::new, |model| {
                format!("{} {}", model.name, model.version)
            }),
            percentile: Number::new(score.and_then(|s| s.percentile), format::percentile),
            facts: score.map_or_else(Vec::new, facts),
            why: score.and_then(Why::new),
            heatmap,
            standing,
        }
    })
    .collect()
}

/// A number as it is shown and as it sorts; the latter is empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) sorts: String,
}

impl Number {
    pub(super) fn new(value: Option<f32>, text: fn(Option<f32>) -> String) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self {
            text: text(value),
            sorts: value.map_or_else(String::new, |value| value.to_string()),
        }
    }

    pub(super) fn is_known(&self) -> bool {
        !self.sorts.is_empty()
    }
}

/// The pattern's class; empty where it is not known.
pub(super) fn class(score: &GeneScore) -> &str {
    score.pattern.as_ref().map_or("", |pattern| &pattern.class)
}

/// Score, percentile with what it says, second opinions and pattern, in words.
fn facts(score: &GeneScore) -> Vec<(String, String)> {
    let mut facts = vec![("Score", format::score(score.score))];
    if let Some(ratio) = &score.likelihood_ratio {
        facts.push(("Likelihood ratio", format::sentence(&ratio.sentence())));
    }
    let mut facts = named(facts);
    facts.extend(score.opinions.iter().map(|opinion| {
        let percentile = format::percentile(opinion.percentile);
        let name = format!("Second opinion, {}", opinion.model);
        (name, format!("percentile {percentile}"))
    }));
    facts.extend(named(pattern(score.pattern.as_ref())));
    facts
}

fn named(facts: Vec<(&'static str, String)>) -> Vec<(String, String)> {
    let named = facts.into_iter();
    named.map(|(name, value)| (name.into(), value)).collect()
}

fn pattern(pattern: Option<&GenePattern>) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let Some(pattern) = pattern else {
        return vec![("Pattern", NONE.into())];
    };
    facts.push(("Pattern", known(&pattern.class).into()));
    facts.push((
        "Specificity (tau)",
        pattern
            .tau
            .map_or_else(|| NONE.into(), |t| format!("{t:.2}")),
    ));
    let expressed = pattern.expressed.map(format::per_cent);
    facts.push((
        "Cells that express it",
        expressed.unwrap_or_else(|| NONE.into()),
    ));
    let peak = match pattern.peak_time.as_str() {
        "" => pattern.peak_cell_type.clone(),
        time => format!("{} at {time}", known(&pattern.peak_cell_type)),
    };
    facts.push(("Peak", known(&peak).into()));
    facts
}

fn place(figures: &Figures, gene: Option<usize>, condition: usize) -> Option<HeatmapPlace> {
    let heatmap: &Heatmap = figures.of(gene).get(condition)?.as_ref()?;
    let axes = figures.axes.get(condition)?.as_ref()?;
    let moved = axes.moved.zip(heatmap.moved.as_ref());
    Some(HeatmapPlace {
        condition,
        gaps: heatmap.gaps,
        size: axes.all,
        has_input: heatmap.input.is_some(),
        moved: moved.map(|(place, moved)| MovedPlace {
            by: place.x - axes.from[0],
            x: place.numbers,
            y: [axes.from[1] + 9, axes.bottom()],
            ends: [1.0, -1.0].map(|sign| signed(sign * moved.ceiling, 2)),
        }),
        words: heatmap.words.clone(),
    })
}
