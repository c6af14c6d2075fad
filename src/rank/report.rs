//! A ranking as a page for people: one HTML file that opens without a network.
//!
//! ```
//! use dsdscore::rank::report::Page;
//!
//! # use dsdscore::{
//! #     bundle::{Bundle, Description, ModelSource},
//! #     hits::{GeneSource, SourceKind},
//! #     import::{ScoresTable, from_scores},
//! #     rank::{Lists, Request, Scores, rank},
//! #     score::Scorer,
//! #     variant::Reader,
//! # };
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("scores.dsd");
//! # let table = ScoresTable::read("examples/published-scores.tsv", &[])?;
//! # let builder = from_scores(table, false, |_| ModelSource::default(), Description::default())?;
//! # builder.write(&path)?;
//! # let bundle = Bundle::open(&path)?;
//! # let mut scorer = Scorer::new(&bundle, Vec::new())?;
//! # let mut scores = Scores::Bundle(&mut scorer);
//! # let mut reader = Reader::open("examples/patients.vcf", 0)?;
//! # let source = GeneSource::choose(&reader, SourceKind::Auto, None, None)?;
//! # let (request, lists) = (Request::default(), Lists::default());
//! # let ranked = rank(&mut reader, source, &mut scores, &request, &lists, false, &mut |_| ())?;
//! // As `dsdscore::rank::rank` gives it:
//! let ranking = ranked.ranking;
//! let page = Page { title: "patients", ranking: &ranking, bundle: None, most: 10 };
//! let mut html = Vec::new();
//! page.write_html(&mut html)?;
//! assert!(html.starts_with(b"<!DOCTYPE html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axes;
mod cohort;
mod condition;
mod detail;
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
mod page_size;
mod provenance;
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
    detail::RankingDetail, figures::Figures, frame::Frame, page_size::Shrinkable,
    provenance::Provenance, row::RowSource, section::Section,
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
        page_size::write(self, self.bundle, writer)
    }
}

impl Shrinkable for Page<'_> {
    type Detail = RankingDetail;

    fn conditions(&self) -> &[RankedCondition] {
        &self.ranking.conditions
    }

    fn all(&self) -> RankingDetail {
        RankingDetail {
            most: self.most,
            names: true,
        }
    }

    fn less(detail: RankingDetail) -> Option<RankingDetail> {
        detail.less()
    }

    fn genes(&self, detail: RankingDetail) -> Vec<usize> {
        genes(self.ranking, detail.most)
    }

    fn render(&self, detail: RankingDetail, figures: &Figures) -> Result<String, ReportError> {
        let section = |(place, patient)| {
            let source = RowSource {
                ranking: self.ranking,
                patient,
                figures,
            };
            Section::new(source, detail, place)
        };
        let patients = self.ranking.patients.iter().enumerate();
        let mut sections: Vec<_> = patients.map(section).collect();
        let tables = sections.iter_mut().flat_map(|section| &mut section.tables);
        let rows = tables.flat_map(|table| &mut table.rows);
        anchor(rows.map(|row| (&row.symbol, &mut row.anchor)));
        let content = Content {
            frame: Frame::new(
                (self.title, self.ranking.synthetic),
                (figures, detail.note(self.most)),
                &self.ranking.conditions,
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
