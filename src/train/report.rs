//! Evaluations for people and programs: JSON, a table of scores, and one HTML page.
//!
//! [`conclude`] puts into words what the scores show; the rest only shows it:
//!
//! | what | for |
//! | --- | --- |
//! | [`write_json`] | programs: `schemas/evaluation.schema.json` |
//! | [`write_scores`] | every gene's score in every fold that had left it out, as TSV |
//! | [`write_gene_scores`] | every expressed gene's score where known genes were placed among all |
//! | [`EvaluationPage`] | people: a page of findings, tables and plots that needs no network |
//! | [`beside`] | what others published, beside ours |
//! | [`ReportFolder`] | all of them in files |
//!
//! ```
//! use dsdscore::train::{evaluation::Evaluation, report::EvaluationPage};
//!
//! let json = std::fs::read_to_string("tests/fixtures/train/evaluation.json")?;
//! let evaluation: Evaluation = serde_json::from_str(&json)?;
//! let page = EvaluationPage {
//!     title: "Evaluation",
//!     evaluations: &[evaluation],
//!     beside: &[],
//! };
//! let mut html = Vec::new();
//! page.write_html(&mut html)?;
//! assert!(html.starts_with(b"<!"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod choice;
mod error;
mod figures;
mod findings;
mod folder;
mod format;
mod gene_scores;
mod json;
mod page;
mod placements;
mod plot;
mod published;
mod scores;
mod section;
mod style;
mod summary;
mod table;

pub use self::{
    error::ReportError,
    findings::{EVIDENCE, conclude, conclude_everything},
    folder::ReportFolder,
    gene_scores::write_gene_scores,
    json::write_json,
    page::EvaluationPage,
    published::{Beside, OurFigure, Published, beside, beside_text},
    scores::{check_names, write_scores},
};

#[cfg(test)]
mod tests;
