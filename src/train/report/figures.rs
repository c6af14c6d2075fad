//! The figures of a comparison, each with a table that says the same.

mod curves;
mod folds;
mod reliability;
mod training;

use super::{ReportError, plot::Plot, table::HtmlTable};
use crate::train::evaluation::{Comparison, Measures};

/// A figure of the page.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) title: String,
    /// In words, for those who do not see it.
    pub(super) description: String,
    pub(super) width: u32,
    pub(super) height: u32,
    /// What lies within its SVG element.
    pub(super) svg: String,
    pub(super) table: HtmlTable,
}

impl Figure {
    fn new(
        title: &str,
        description: String,
        plot: &Plot,
        table: HtmlTable,
    ) -> Result<Self, ReportError> {
        Ok(Self {
            title: title.into(),
            description,
            width: plot.width,
            height: plot.height,
            svg: plot.svg()?,
            table,
        })
    }
}

/// All figures that the comparison has data for.
pub(super) fn all(comparison: &Comparison) -> Result<Vec<Figure>, ReportError> {
    let mut figures = Vec::new();
    figures.extend(curves::roc(comparison)?);
    figures.extend(curves::precision_recall(comparison)?);
    figures.extend(folds::areas(comparison)?);
    figures.extend(reliability::figure(comparison)?);
    for method in &comparison.methods {
        figures.extend(training::figures(method)?);
    }
    Ok(figures)
}

/// The methods that were run, by their place, which their colours follow.
fn pooled(comparison: &Comparison) -> Vec<(usize, &str, &Measures)> {
    let methods = comparison.methods.iter().enumerate();
    let run =
        methods.filter_map(|(i, method)| Some((i, method.name.as_str(), method.pooled.as_ref()?)));
    run.collect()
}
