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
//! let page = Page { title: "patients", made: "2026-12-01", ranking: &ranking, bundle: None, most: 10 };
//! let mut html = Vec::new();
//! page.write_html(&mut html)?;
//! assert!(html.starts_with(b"<!DOCTYPE html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axes;
mod card;
mod cohort;
mod condition;
mod error;
mod figures;
#[cfg(test)]
pub(in crate::rank) mod fixture;
mod format;
mod frame;
mod heatmap;
mod hgvs;
mod links;
mod marks;
mod moved;
mod names;
mod paper;
mod phenotype;
mod provenance;
mod row;
mod script;
mod section;
mod sprite;
mod times;
mod tools;
mod unit;
mod variant;
mod viridis;
mod visible;
mod why;
mod words;

use std::{collections::BTreeSet, io::Write};

use askama::Template;

pub use self::{cohort::CohortPage, error::ReportError};
use self::{
    figures::Figures, frame::Frame, provenance::Provenance, row::RowSource, section::Section,
    visible::visible,
};
use super::{Candidate, Ranking, TierRule};
use crate::bundle::Bundle;

/// One HTML page of a ranking. It opens without a network and asks for no other file; all text is
/// escaped, and no script but the page's own can run.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Its title.
    pub title: &'a str,
    /// The day it was made, for printed pages: `2026-12-01`.
    pub made: &'a str,
    /// What was found.
    pub ranking: &'a Ranking,
    /// The bundle that the scores are from, for the genes' heatmaps; without it there are none.
    pub bundle: Option<&'a Bundle>,
    /// How many genes of each patient have a row, the best first; the others are counted.
    pub most: usize,
}

#[derive(Template)]
#[template(path = "ranking.html", whitespace = "minimize")]
struct Content<'a> {
    frame: Frame<'a>,
    tiers: &'a [TierRule],
    sections: Vec<Section>,
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Expression cannot be read off the bundle, or the writer fails.
    pub fn write_html(&self, writer: impl Write) -> Result<(), ReportError> {
        let genes: BTreeSet<_> = self.shown().filter_map(|c| c.gene.index).collect();
        let genes: Vec<_> = genes.into_iter().collect();
        let conditions = &self.ranking.conditions;
        let sources = moved::sources(conditions.len(), self.shown().map(|c| c.scores.as_slice()));
        let figures = Figures::new(self.bundle, conditions, &genes, &sources)?;
        write(&self.content(&figures).render()?, writer)
    }

    /// The candidates that have a row.
    fn shown(&self) -> impl Iterator<Item = &Candidate> + Clone {
        let patients = self.ranking.patients.iter();
        patients.flat_map(|patient| patient.candidates.iter().take(self.most))
    }

    fn content<'a>(&'a self, figures: &'a Figures) -> Content<'a> {
        let ranking = self.ranking;
        let section = |(place, patient)| {
            let source = RowSource {
                ranking,
                patient,
                figures,
            };
            Section::new(source, self.most, place)
        };
        let patients = ranking.patients.iter().enumerate();
        let mut sections: Vec<_> = patients.map(section).collect();
        let rows = sections.iter_mut().flat_map(|section| &mut section.rows);
        anchor(rows.map(|row| (&row.symbol, &mut row.anchor)));
        Content {
            frame: Frame::new(
                (self.title, ranking.synthetic),
                (made(&ranking.program, self.made), &own_pages(&sections)),
                figures,
                &ranking.conditions,
                Provenance::new(ranking, self.made),
            ),
            tiers: &ranking.tiers,
            sections,
        }
    }
}

/// `dsdscore 0.1.0 · 2026-12-01`
fn made(program: &str, day: &str) -> String {
    format!("{program} · {day}")
}

/// One patient's name is in the title already.
fn own_pages(sections: &[Section]) -> Vec<(String, String)> {
    if sections.len() < 2 {
        return Vec::new();
    }
    let names = sections.iter().map(|s| (s.id.clone(), s.sample.clone()));
    names.collect()
}

fn write(html: &str, mut writer: impl Write) -> Result<(), ReportError> {
    writer.write_all(visible(html).as_bytes())?;
    Ok(writer.flush()?)
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
