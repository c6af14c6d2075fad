//! Evaluations for people and programs: JSON, a table of scores, and one HTML page.
//!
//! [`conclude`] puts into words what the scores show; the rest only shows it:
//!
//! | what | for |
//! | --- | --- |
//! | [`write_json`], [`read_json`] | programs: `schemas/evaluation.schema.json` |
//! | [`write_scores`] | every gene's score in every fold that had left it out, as TSV |
//! | [`Page`] | people: a page of findings, tables and plots that needs no network |
//! | [`beside`] | what others published, beside ours |

mod choice;
mod error;
mod figures;
mod findings;
mod format;
mod json;
mod page;
mod plot;
mod published;
mod scores;
mod section;
mod style;
mod summary;
mod table;

pub use self::{
    error::ReportError,
    findings::{EVIDENCE, LEVEL, conclude},
    json::{read_json, write_json},
    page::Page,
    published::{Beside, Published, beside, beside_text},
    scores::{check_names, write_scores},
};

#[cfg(test)]
mod tests;
