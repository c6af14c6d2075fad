//! A cohort as a page: a row for each gene, with the patients that carry a candidate in it.

mod carried;
mod counts;
mod detail;
mod patients;
mod row;

use std::io::Write;

use askama::Template;

use self::{
    counts::Count,
    detail::CohortDetail,
    patients::PatientRow,
    row::{GeneRow, GeneRowSource},
};
use super::{
    ReportError, anchor,
    figures::Figures,
    format::{count, sentence},
    frame::Frame,
    names,
    page_size::{self, Shrinkable},
    provenance::Provenance,
    tools::{self, Tools},
};
use crate::{
    bundle::Bundle,
    rank::{
        RankedCondition,
        cohort::{Cohort, CohortGene},
    },
};

/// One HTML page of a cohort, of the same kind as [`Page`](super::Page).
#[derive(Clone, Copy, Debug)]
pub struct CohortPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// What was found.
    pub cohort: &'a Cohort,
    /// The bundle that the scores are from, for the genes' heatmaps; without it there are none.
    pub bundle: Option<&'a Bundle>,
    /// How many genes have a row. The others are named with the number of their patients.
    pub most: usize,
}

#[derive(Template)]
#[template(path = "cohort.html", whitespace = "minimize")]
struct Content<'a> {
    frame: Frame<'a>,
    patients: Vec<PatientRow>,
    notes: &'a [String],
    order: String,
    tools: Tools,
    caption: String,
    conditions: Vec<String>,
    counts: Vec<&'static Count>,
    rows: Vec<GeneRow>,
    left_out: usize,
    rest: String,
}

impl CohortPage<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Expression cannot be read off the bundle, or the writer fails.
    pub fn write_html(&self, writer: impl Write) -> Result<(), ReportError> {
        page_size::write(self, self.bundle, writer)
    }

    /// Genes with a row, and the others.
    fn split(&self, detail: CohortDetail) -> (&[CohortGene], &[CohortGene]) {
        let genes = &self.cohort.genes;
        genes.split_at(detail.most.min(genes.len()))
    }
}

impl Shrinkable for CohortPage<'_> {
    type Detail = CohortDetail;

    fn conditions(&self) -> &[RankedCondition] {
        &self.cohort.conditions
    }

    fn all(&self) -> CohortDetail {
        CohortDetail::all(self.cohort, self.most)
    }

    fn less(detail: CohortDetail) -> Option<CohortDetail> {
        detail.less()
    }

    fn genes(&self, detail: CohortDetail) -> Vec<usize> {
        let genes = self.split(detail).0.iter();
        genes.filter_map(|gene| gene.gene.index).collect()
    }

    fn render(&self, detail: CohortDetail, figures: &Figures) -> Result<String, ReportError> {
        let cohort = self.cohort;
        let (shown, rest) = self.split(detail);
        let counts = counts::of(shown);
        let names = patients::names(cohort);
        let source = GeneRowSource {
            cohort,
            figures,
            patients: &names,
        };
        let places = shown.iter().enumerate();
        let mut rows: Vec<_> = places
            .map(|(place, gene)| GeneRow::new(source, place, gene, &counts, detail))
            .collect();
        anchor(rows.iter_mut().map(|row| (&row.symbol, &mut row.anchor)));
        let content = Content {
            frame: Frame::new(
                (self.title, cohort.synthetic),
                (figures, detail.note(self.all())),
                &cohort.conditions,
                Provenance::of_cohort(cohort),
            ),
            patients: patients::rows(cohort),
            notes: &cohort.notes,
            order: sentence(&cohort.order),
            tools: tools(&rows, &counts, rest.len()),
            caption: format!(
                "{} of {}",
                count(cohort.genes.len() as u64, "gene"),
                count(cohort.patients.len() as u64, "patient")
            ),
            conditions: self.conditions().iter().map(|c| c.label.clone()).collect(),
            counts,
            rows,
            left_out: rest.len(),
            rest: rest.iter().map(named).collect::<Vec<_>>().join(", "),
        };
        Ok(content.render()?)
    }
}

fn named(gene: &CohortGene) -> String {
    let (rank, symbol) = (gene.rank, names::symbol(&gene.gene));
    format!("{rank} {symbol} ({})", gene.counts.patients)
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
    if rows.iter().any(|row| !row.phenotypes.is_empty()) {
        marks.push(("phenotype", "phenotype match"));
    }
    Tools {
        of: "the cohort".into(),
        patterns,
        marks,
        has_predictions: false,
        rest: tools::rest(left_out, true),
    }
}
