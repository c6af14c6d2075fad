//! A ranking as a page for people: one HTML file that opens without a network.

mod axes;
mod error;
mod figures;
#[cfg(test)]
pub(in crate::rank) mod fixture;
mod format;
mod heatmap;
mod inputs;
mod links;
mod marks;
mod provenance;
mod row;
mod script;
mod section;
mod variant;
mod viridis;
mod visible;

use std::{collections::BTreeSet, io::Write};

use askama::Template;

pub use self::error::ReportError;
use self::{figures::Figures, provenance::Provenance, section::Section, visible::visible};
use super::Ranking;
use crate::bundle::Bundle;

/// Up to this many bytes the page takes the networks' images in, which can be done without.
const LARGEST: usize = 4_700_000;

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
    title: &'a str,
    policy: String,
    script: &'static str,
    is_synthetic: bool,
    figures: &'a Figures,
    sections: Vec<Section>,
    provenance: Provenance,
}

impl Page<'_> {
    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Expression cannot be read off the bundle, or the writer fails.
    pub fn write_html(&self, mut writer: impl Write) -> Result<(), ReportError> {
        let mut figures = Figures::new(self.bundle, self.ranking, self.most)?;
        let mut html = self.render(&figures)?;
        if let (Some(bundle), false) = (self.bundle, figures.genes.is_empty()) {
            let room = LARGEST.saturating_sub(html.len());
            inputs::add(&mut figures, bundle, (self.ranking, self.most), room)?;
            html = self.render(&figures)?;
        }
        writer.write_all(visible(&html).as_bytes())?;
        Ok(writer.flush()?)
    }

    fn render(&self, figures: &Figures) -> Result<String, ReportError> {
        let about = (self.ranking, figures, self.most);
        let patients = self.ranking.patients.iter().enumerate();
        let mut sections: Vec<_> = patients
            .map(|(place, patient)| Section::new(about, place, patient))
            .collect();
        anchor(&mut sections);
        let content = Content {
            title: self.title,
            policy: script::policy(),
            script: script::SCRIPT,
            is_synthetic: self.ranking.synthetic,
            sections,
            provenance: Provenance::new(self.ranking),
            figures,
        };
        Ok(content.render()?)
    }
}

/// Gives the first row of each gene an address of its own, `#SYMBOL`. The page's other addresses begin
/// with `_`.
fn anchor(sections: &mut [Section]) {
    let mut seen = BTreeSet::new();
    let tables = sections.iter_mut().flat_map(|section| &mut section.tables);
    for row in tables.flat_map(|table| &mut table.rows) {
        let symbol = &row.symbol;
        let is_plain = symbol
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"-.".contains(&c));
        if is_plain && !symbol.is_empty() && seen.insert(symbol.clone()) {
            row.anchor = Some(symbol.clone());
        }
    }
}

#[cfg(test)]
mod tests;
