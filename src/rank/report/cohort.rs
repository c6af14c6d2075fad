//! A cohort as a page: a row for each gene, with the patients that carry a candidate in it.

mod burden;
mod card;
mod carried;
mod counts;
mod patients;
mod row;

use std::io::Write;

use askama::Template;

use self::{
    card::CohortCard,
    counts::Count,
    patients::PatientRow,
    row::{GeneRow, GeneRowSource},
};
use super::{
    ReportError, anchor,
    figures::Figures,
    format::count,
    frame::Frame,
    made, moved,
    provenance::Provenance,
    tools::{self, Tools},
    write,
};
use crate::{
    bundle::Bundle,
    rank::cohort::{Cohort, CohortGene},
};

/// One HTML page of a cohort, of the same kind as [`Page`](super::Page).
#[derive(Clone, Copy, Debug)]
pub struct CohortPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// The day it was made, for printed pages: `2026-12-01`.
    pub made: &'a str,
    /// What was found.
    pub cohort: &'a Cohort,
    /// The bundle that the scores are from, for the genes' heatmaps; without it there are none.
    pub bundle: Option<&'a Bundle>,
    /// How many genes have a row, the best first; the others are counted.
    pub most: usize,
}

#[derive(Template)]
#[template(path = "cohort.html", whitespace = "minimize")]
struct Content<'a> {
    frame: Frame<'a>,
    banners: Vec<String>,
    cards: Vec<CohortCard>,
    patients: Vec<PatientRow>,
    notes: &'a [String],
    order: String,
    tools: Tools,
    caption: String,
    conditions: Vec<(usize, String)>,
    /// What the comparison with controls is, and does not tell.
    burden: Option<&'a str>,
    counts: Vec<&'static Count>,
    rows: Vec<GeneRow>,
    left_out: usize,
}

impl CohortPage<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Expression cannot be read off the bundle, or the writer fails.
    pub fn write_html(&self, writer: impl Write) -> Result<(), ReportError> {
        let genes = self.shown().iter();
        let genes: Vec<_> = genes.filter_map(|gene| gene.gene.index).collect();
        let conditions = &self.cohort.conditions;
        let scores = self.shown().iter().map(|gene| gene.scores.as_slice());
        let sources = moved::sources(conditions.len(), scores);
        let figures = Figures::new(self.bundle, conditions, &genes, &sources)?;
        write(&self.content(&figures).render()?, writer)
    }

    fn shown(&self) -> &[CohortGene] {
        let genes = &self.cohort.genes;
        &genes[..self.most.min(genes.len())]
    }

    fn content<'a>(&'a self, figures: &'a Figures) -> Content<'a> {
        let (cohort, shown) = (self.cohort, self.shown());
        let counts = counts::of(shown);
        let names = patients::names(cohort);
        let source = GeneRowSource {
            cohort,
            figures,
            patients: &names,
        };
        let places = shown.iter().enumerate();
        let mut rows: Vec<_> = places
            .map(|(place, gene)| GeneRow::new(source, place, gene, &counts))
            .collect();
        anchor(rows.iter_mut().map(|row| (&row.symbol, &mut row.anchor)));
        let left_out = cohort.genes.len() - rows.len();
        let conditions = cohort
            .conditions
            .iter()
            .map(|c| c.label.clone())
            .enumerate();
        let is_known = |place: usize| rows.iter().any(|row| row.scores[place].number.is_known());
        Content {
            frame: Frame::new(
                (self.title, cohort.synthetic),
                (made(&cohort.program, self.made), &[]),
                figures,
                &cohort.conditions,
                Provenance::of_cohort(cohort, self.made),
            ),
            banners: patients::banners(cohort, &names),
            cards: rows.iter().take(card::MOST).map(CohortCard::new).collect(),
            patients: patients::rows(cohort),
            notes: &cohort.notes,
            order: cohort.order.clone(),
            tools: tools(&rows, &counts, left_out),
            caption: format!(
                "{} of {}",
                count(cohort.genes.len() as u64, "gene"),
                count(cohort.patients.len() as u64, "patient")
            ),
            conditions: conditions.filter(|(place, _)| is_known(*place)).collect(),
            burden: cohort
                .burden
                .as_ref()
                .map(|_| cohort.burden_caveat.as_str()),
            counts,
            rows,
            left_out,
        }
    }
}

impl Content<'_> {
    /// How many columns the table has.
    fn columns(&self) -> usize {
        let burden = 2 * usize::from(self.burden.is_some());
        4 + self.conditions.len() + burden + self.counts.len()
    }
}

fn tools(rows: &[GeneRow], counts: &[&'static Count], left_out: usize) -> Tools {
    let scores = rows.iter().flat_map(|row| &row.scores);
    let mut patterns: Vec<String> = scores.map(|score| score.pattern.clone()).collect();
    patterns.retain(|pattern| !pattern.is_empty());
    patterns.sort_unstable();
    patterns.dedup();
    let mut marks: Vec<_> = counts
        .iter()
        .map(|count| (count.kind, count.name))
        .collect();
    if rows.iter().any(|row| row.known.is_some()) {
        marks.push(("known", "known gene"));
    }
    if rows.iter().any(|row| !row.phenotype.is_empty()) {
        marks.push(("phenotype", "phenotype match"));
    }
    Tools {
        of: "the cohort".into(),
        patterns,
        marks,
        rest: tools::rest(left_out),
    }
}
