//! What a bundle has of a gene, as figures take it.

use std::cell::OnceCell;

use ndarray::{Array2, ArrayView2};

use crate::{
    bundle::{Bundle, Condition, GeneImages},
    figure::{GeneFigure, Means, Panel},
    heatmap::{
        Colormap, Image, Pattern,
        residual::{Usual, UsualRef},
    },
};

/// A bundle with what is the same for all of its genes.
pub(super) struct View<'b> {
    pub(super) bundle: &'b Bundle,
    all_images: Vec<Option<GeneImages>>,
    axes: Vec<Axes<'b>>,
}

/// A gene's matrix in a condition, and what is usual for its level.
pub(super) struct Expression {
    matrix: Option<Array2<f32>>,
    usual: Option<Usual>,
}

/// The axes of a condition.
struct Axes<'b> {
    condition: &'b Condition,
    labels: Vec<&'b str>,
    times: Vec<f64>,
    ceiling: OnceCell<Option<f32>>,
}

impl<'b> Axes<'b> {
    fn new(condition: &'b Condition) -> Self {
        let labels = condition.times.iter().map(|time| time.label.as_str());
        Self {
            condition,
            labels: labels.collect(),
            times: condition.time_values(),
            ceiling: OnceCell::new(),
        }
    }

    fn means<'a>(
        &'a self,
        matrix: ArrayView2<'a, f32>,
        ceiling: f32,
        usual: Option<UsualRef<'a>>,
    ) -> Means<'a> {
        Means {
            matrix,
            cell_types: &self.condition.cell_types,
            times: &self.times,
            time_labels: &self.labels,
            cells: Some(self.condition.cells.as_slice()).filter(|cells| !cells.is_empty()),
            ceiling,
            usual,
        }
    }
}

impl<'b> View<'b> {
    pub(super) fn new(bundle: &'b Bundle) -> anyhow::Result<Self> {
        let conditions = &bundle.manifest().conditions;
        let all_images = (0..conditions.len()).map(|index| bundle.gene_images(index));
        Ok(Self {
            bundle,
            all_images: all_images.collect::<Result<_, _>>()?,
            axes: conditions.iter().map(Axes::new).collect(),
        })
    }

    /// A gene's image in each condition; `None` where the condition lacks it.
    pub(super) fn draw(&mut self, gene: usize) -> anyhow::Result<Vec<Option<Image>>> {
        let conditions = 0..self.all_images.len();
        conditions.map(|index| self.image(gene, index)).collect()
    }

    /// A gene's image in a condition; `None` where that lacks it.
    pub(super) fn image(&mut self, gene: usize, index: usize) -> anyhow::Result<Option<Image>> {
        let Some(images) = &mut self.all_images[index] else {
            return Ok(None);
        };
        let mut image = Image::default();
        let is_drawn = images.read_or_draw(self.bundle, gene, &mut image)?;
        Ok(is_drawn.then_some(image))
    }

    /// What a condition has of a gene.
    pub(super) fn expression(&self, gene: usize, index: usize) -> anyhow::Result<Expression> {
        Ok(Expression {
            matrix: self.bundle.matrix(gene, index)?,
            usual: self.bundle.usual(gene, index)?,
        })
    }

    /// The same with axes; `None` where the condition lacks the gene.
    pub(super) fn means<'a>(
        &'a self,
        index: usize,
        expression: &'a Expression,
    ) -> anyhow::Result<Option<Means<'a>>> {
        let ceiling = self.ceiling(index)?;
        let usual = expression.usual.as_ref().map(Usual::view);
        let matrix = expression.matrix.as_ref().zip(ceiling);
        let axes = &self.axes[index];
        Ok(matrix.map(|(matrix, ceiling)| axes.means(matrix.view(), ceiling, usual)))
    }

    /// Gives `draw` a gene's figure.
    pub(super) fn with_figure<T>(
        &self,
        gene: usize,
        images: &[Option<Image>],
        colormap: Option<Colormap>,
        draw: impl FnOnce(&GeneFigure<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<Option<T>> {
        let (manifest, names) = (self.bundle.manifest(), &self.bundle.genes()[gene]);
        let Some(recipe) = &manifest.recipe else {
            return Ok(None);
        };
        let all = (0..self.axes.len()).map(|index| self.expression(gene, index));
        let all = all.collect::<Result<Vec<_>, _>>()?;
        let mut panels = Vec::new();
        for (index, (axes, expression)) in self.axes.iter().zip(&all).enumerate() {
            panels.push(Panel {
                label: &axes.condition.label,
                note: note(self.bundle, gene, index),
                means: self.means(index, expression)?,
                input: images.get(index).and_then(Option::as_ref),
            });
        }
        let figure = GeneFigure {
            subtitle: subtitle(&names.ensembl_id, &manifest.name),
            synthetic: manifest.is_synthetic(),
            colormap: colormap.unwrap_or(recipe.colormap),
            panels,
            ..GeneFigure::new(&names.symbol, recipe)
        };
        draw(&figure).map(Some)
    }

    /// The transformed mean of the highest colour, found once.
    fn ceiling(&self, index: usize) -> anyhow::Result<Option<f32>> {
        let known = &self.axes[index].ceiling;
        if let Some(ceiling) = known.get() {
            return Ok(*ceiling);
        }
        let found = self.bundle.means_ceiling(index)?;
        Ok(*known.get_or_init(|| found))
    }
}

/// The score of a gene in words; empty where it has none.
fn score(bundle: &Bundle, gene: usize, condition: usize) -> String {
    let Some(score) = bundle.score(gene, condition) else {
        return String::new();
    };
    match bundle.percentile(condition, score) {
        Some(percentile) => format!("score {score}, percentile {percentile:.1}"),
        None => format!("score {score}"),
    }
}

/// What is known of a gene in a condition: its score and its pattern with the numbers behind it.
pub(super) fn note(bundle: &Bundle, gene: usize, index: usize) -> String {
    let (score, pattern) = (score(bundle, gene, index), bundle.pattern(gene, index));
    let condition = bundle.manifest().conditions.get(index);
    let pattern = pattern.zip(condition);
    let pattern = pattern.map(|(pattern, condition)| describe(pattern, condition));
    let parts = [score, pattern.unwrap_or_default()];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("; ")
}

/// A pattern in words, without what is not known.
fn describe(pattern: &Pattern, condition: &Condition) -> String {
    let mut text = pattern.class.name().to_string();
    if let Some(tau) = pattern.tau {
        text.push_str(&format!(", tau {tau:.2}"));
    }
    if let Some(expressed) = pattern.expressed {
        text.push_str(&format!(", in {:.1} % of cells", 100.0 * expressed));
    }
    let place = pattern.peak.as_ref().and_then(|peak| {
        let cell_type = condition.cell_types.get(peak.cell_type)?;
        Some((cell_type, condition.times.get(peak.time)?))
    });
    if let Some((cell_type, time)) = place {
        text.push_str(&format!(", peak in {cell_type} at {}", time.label));
    }
    text
}

/// Score, percentile and pattern, in lines as narrow as an image.
pub(super) fn short_lines(bundle: &Bundle, gene: usize, condition: usize) -> Vec<String> {
    let score = bundle.score(gene, condition);
    let percentile = score.and_then(|score| bundle.percentile(condition, score));
    let pattern = bundle.pattern(gene, condition);
    let lines = [
        score.map(|score| score.to_string()),
        percentile.map(|percentile| format!("pct {percentile:.1}")),
        pattern.map(|pattern| pattern.class.name().to_string()),
    ];
    lines.into_iter().flatten().collect()
}

/// What stands below a gene's symbol.
pub(super) fn subtitle(ensembl_id: &str, bundle: &str) -> String {
    let parts = [ensembl_id, bundle]
        .into_iter()
        .filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}
