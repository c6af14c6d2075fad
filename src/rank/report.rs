//! A ranking as a page for people: one HTML file that opens without a network.

mod axes;
mod cohort;
mod condition;
mod error;
mod figures;
#[cfg(test)]
pub(in crate::rank) mod fixture;
mod format;
mod frame;
mod heatmap;
mod inputs;
mod links;
mod marks;
mod names;
mod provenance;
mod room;
mod row;
mod script;
mod section;
mod tools;
mod variant;
mod viridis;
mod visible;

use std::{collections::BTreeSet, io::Write};

use askama::Template;

pub use self::{cohort::CohortPage, error::ReportError};
use self::{
    figures::Figures,
    frame::Frame,
    provenance::Provenance,
    room::{Extent, Subject},
    section::Section,
};
use super::{RankedCondition, Ranking};
use crate::bundle::Bundle;

/// One HTML page of a ranking. It opens without a network and asks for no other file; all text is
/// escaped, and no script but the page's own can run.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// What was found.
    pub ranking: &'a Ranking,
    /// The bundle that the scores are from, for the genes' heatmaps; without it there are none.
    pub bundle: Option<&'a Bundle>,
    /// How many known genes and how many others of each patient are shown in full. The others are
    /// counted and named with their scores.
    pub most: usize,
}

#[derive(Template)]
#[template(path = "ranking.html", whitespace = "minimize")]
struct Content<'a> {
    frame: Frame<'a>,
    sections: Vec<Section>,
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Expression cannot be read off the bundle, or the writer fails.
    pub fn write_html(&self, writer: impl Write) -> Result<(), ReportError> {
        room::write(self, self.bundle, writer)
    }
}

impl Subject for Page<'_> {
    type Extent = Extent;

    fn conditions(&self) -> &[RankedCondition] {
        &self.ranking.conditions
    }

    fn all(&self) -> Extent {
        Extent {
            most: self.most,
            names: true,
        }
    }

    fn less(extent: Extent) -> Option<Extent> {
        extent.less()
    }

    fn genes(&self, extent: Extent) -> Vec<usize> {
        genes(self.ranking, extent.most)
    }

    fn render(&self, extent: Extent, figures: &Figures) -> Result<String, ReportError> {
        let about = (self.ranking, figures, extent);
        let patients = self.ranking.patients.iter().enumerate();
        let mut sections: Vec<_> = patients
            .map(|(place, patient)| Section::new(about, place, patient))
            .collect();
        let tables = sections.iter_mut().flat_map(|section| &mut section.tables);
        let rows = tables.flat_map(|table| &mut table.rows);
        anchor(rows.map(|row| (&row.symbol, &mut row.anchor)));
        let content = Content {
            frame: Frame::new(
                (self.title, self.ranking.synthetic),
                (figures, extent.note(self.most)),
                Provenance::new(self.ranking),
            ),
            sections,
        };
        Ok(content.render()?)
    }
}

/// The genes that are shown, by their indices in the bundle, each once, the first of all patients
/// first.
fn genes(ranking: &Ranking, most: usize) -> Vec<usize> {
    let mut placed = Vec::new();
    for patient in &ranking.patients {
        let (known, others) = patient
            .candidates
            .iter()
            .partition::<Vec<_>, _>(|c| c.known.is_some());
        for list in [known, others] {
            let shown = list.into_iter().take(most).enumerate();
            placed.extend(shown.filter_map(|(place, c)| Some((place, c.gene.index?))));
        }
    }
    // A stable sort: at one place the patients keep their order.
    placed.sort_by_key(|&(place, _)| place);
    let mut seen = BTreeSet::new();
    placed.retain(|&(_, gene)| seen.insert(gene));
    placed.into_iter().map(|(_, gene)| gene).collect()
}

/// Gives the first row of each gene an address of its own, `#SYMBOL`. The page's other addresses begin
/// with `_`.
fn anchor<'r>(rows: impl Iterator<Item = (&'r String, &'r mut Option<String>)>) {
    let mut seen = BTreeSet::new();
    for (symbol, anchor) in rows {
        let is_plain = symbol
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"-.".contains(&c));
        if is_plain && !symbol.is_empty() && seen.insert(symbol) {
            *anchor = Some(symbol.clone());
        }
    }
}

#[cfg(test)]
mod tests;
