//! The page for people.

use std::io::{self, Write};

use askama::Template;

use super::{
    ReportError,
    findings::EVIDENCE,
    published::{self, Beside},
    section::ConditionSection,
    style,
    table::{HtmlTable, TableCell},
};
use crate::train::evaluation::Evaluation;

/// One HTML page of some evaluations. It opens without a network and asks for no other file; all
/// text of the evaluations is escaped.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// What was evaluated, such as each condition; [`conclude`](super::conclude) was called on each.
    pub evaluations: &'a [Evaluation],
    /// Published figures beside ours; empty for none.
    pub beside: &'a [Beside],
}

#[derive(Template)]
#[template(path = "evaluation.html", whitespace = "minimize")]
struct PageContent<'a> {
    title: &'a str,
    css: String,
    is_synthetic: bool,
    /// Whether known genes were placed among all.
    is_placed: bool,
    evidence: f64,
    sections: Vec<ConditionSection>,
    beside: Option<HtmlTable>,
}

impl EvaluationPage<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// A plot cannot be drawn, or the writer fails.
    pub fn write_html(&self, mut writer: impl Write) -> Result<(), ReportError> {
        let sections = self.evaluations.iter().map(ConditionSection::new);
        let content = PageContent {
            title: self.title,
            css: style::css(),
            is_synthetic: self
                .evaluations
                .iter()
                .any(|evaluation| evaluation.synthetic),
            is_placed: self.evaluations.iter().any(|one| one.everything.is_some()),
            evidence: EVIDENCE,
            sections: sections.collect::<Result<_, _>>()?,
            beside: (!self.beside.is_empty()).then(|| beside(self.beside)),
        };
        let html = content.render()?;
        Ok(write(&html, &mut writer)?)
    }
}

fn write(html: &str, writer: &mut impl Write) -> io::Result<()> {
    writer.write_all(html.as_bytes())?;
    writer.flush()
}

fn beside(rows: &[Beside]) -> HtmlTable {
    let mut table = HtmlTable::new(
        "Published figures beside ours, means over folds",
        published::HEAD,
    );
    let cells = rows
        .iter()
        .map(|row| row.cells().map(TableCell::from).into());
    table.rows.extend(cells);
    table
}

#[cfg(test)]
mod tests;
