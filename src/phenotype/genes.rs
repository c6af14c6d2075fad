//! Which genes have which terms, off `genes_to_phenotype.txt` or `phenotype_to_genes.txt`.

use std::{collections::BTreeMap, io::BufRead, path::Path};

use serde::Serialize;

use super::{
    PhenotypeError,
    columns::{PhenotypeColumns, Row},
    is_term,
};
use crate::{
    gene::{ByGene, Gene, GeneMention, Registry, Sought},
    text,
};

/// A term that a gene has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HpoTerm {
    /// `HP:0000133`.
    pub id: String,
    /// In words.
    pub name: String,
    /// The diseases by which the gene has it, e.g. `OMIM:306100`.
    pub diseases: Vec<String>,
}

/// The genes that have some terms.
#[derive(Clone, Debug, Default)]
pub struct Phenotypes {
    genes: ByGene<Terms>,
}

/// A gene's terms, in the order in which they were asked for.
type Terms = BTreeMap<usize, HpoTerm>;

impl Phenotypes {
    /// Reads which genes have any of `terms` off HPO's `genes_to_phenotype.txt`, or
    /// `phenotype_to_genes.txt`, in which a gene has the ancestors of its terms too; of releases
    /// with a header or without, compressed by gzip or not. `genes` are the bundle's.
    ///
    /// # Errors
    ///
    /// If a term is none, or is nowhere in the file, or the file is another.
    pub fn read(
        path: impl AsRef<Path>,
        terms: &[String],
        genes: &[Gene],
    ) -> Result<Self, PhenotypeError> {
        let path = path.as_ref();
        check_terms(terms)?;
        let unreadable = |source| PhenotypeError::Read {
            path: path.to_path_buf(),
            source,
        };
        let mut input = text::open(path).map_err(unreadable)?;
        let mut reading = Reading {
            path,
            terms,
            columns: None,
            found: vec![false; terms.len()],
            genes: Registry::growing(genes).despite_capitals(genes),
            terms_of: BTreeMap::new(),
        };
        let (mut line, mut number) = (Vec::new(), 0);
        while input.read_until(b'\n', &mut line).map_err(unreadable)? > 0 {
            number += 1;
            reading.line(line.trim_ascii_end(), number)?;
            line.clear();
        }
        reading.finish()
    }

    /// The terms of a gene, in the order in which they were asked for.
    #[must_use]
    pub fn of<'g>(&self, gene: impl Into<Sought<'g>>) -> Vec<HpoTerm> {
        let found = self.genes.find(gene).into_iter();
        found.flat_map(BTreeMap::values).cloned().collect()
    }

    /// How many genes have any of the terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.genes.len()
    }

    /// Whether no gene has any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn check_terms(terms: &[String]) -> Result<(), PhenotypeError> {
    match terms.iter().find(|term| !is_term(term.as_bytes())) {
        Some(term) => Err(PhenotypeError::Shape(term.clone())),
        None => Ok(()),
    }
}

struct Reading<'a> {
    path: &'a Path,
    terms: &'a [String],
    columns: Option<PhenotypeColumns>,
    /// Which terms the file has.
    found: Vec<bool>,
    genes: Registry<'a>,
    /// Of each of its numbers.
    terms_of: BTreeMap<usize, Terms>,
}

impl Reading<'_> {
    fn line(&mut self, line: &[u8], number: u64) -> Result<(), PhenotypeError> {
        if line.is_empty() || line.starts_with(b"#") {
            return Ok(());
        }
        let Some(columns) = self.columns else {
            let columns =
                PhenotypeColumns::of_header(line).or_else(|| PhenotypeColumns::of_row(line));
            self.columns = Some(columns.ok_or_else(|| self.foreign(number))?);
            return match PhenotypeColumns::of_header(line) {
                Some(_) => Ok(()),
                None => self.line(line, number),
            };
        };
        let row = columns.row(line).ok_or_else(|| self.foreign(number))?;
        let asked = self
            .terms
            .iter()
            .position(|term| term.as_bytes() == row.term);
        if let Some(term) = asked {
            self.add(term, &row);
        }
        Ok(())
    }

    fn add(&mut self, term: usize, row: &Row<'_>) {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        self.found[term] = true;
        let mention = GeneMention::named(row.symbol);
        if mention.is_empty() {
            return;
        }
        let number = self.genes.number_written(&mention, &text(row.symbol));
        let Some(number) = number else { return };
        let terms = self.terms_of.entry(number).or_default();
        let found = terms.entry(term).or_insert_with(|| HpoTerm {
            id: self.terms[term].clone(),
            name: text(row.name),
            diseases: Vec::new(),
        });
        found.add_disease(text(row.disease));
    }

    fn finish(self) -> Result<Phenotypes, PhenotypeError> {
        if self.columns.is_none() {
            return Err(self.foreign(1));
        }
        let mut found = self.terms.iter().zip(&self.found);
        // A term that was asked for twice is found once.
        let before = |term: &String| {
            self.terms
                .iter()
                .zip(&self.found)
                .any(|(t, f)| t == term && *f)
        };
        if let Some((term, _)) = found.find(|(term, found)| !**found && !before(term)) {
            return Err(PhenotypeError::Absent {
                term: term.clone(),
                path: self.path.to_path_buf(),
            });
        }
        let genes = ByGene::new(self.genes, self.terms_of, join);
        Ok(Phenotypes { genes })
    }

    fn foreign(&self, line: u64) -> PhenotypeError {
        PhenotypeError::Foreign {
            path: self.path.to_path_buf(),
            line,
        }
    }
}

impl HpoTerm {
    fn add_disease(&mut self, disease: String) {
        if !disease.is_empty() && !self.diseases.contains(&disease) {
            self.diseases.push(disease);
        }
    }
}

/// Makes one of two names' terms of a gene.
fn join(terms: &mut Terms, others: Terms) {
    for (place, other) in others {
        match terms.get_mut(&place) {
            Some(term) => other.diseases.into_iter().for_each(|d| term.add_disease(d)),
            None => {
                terms.insert(place, other);
            }
        }
    }
}

#[cfg(test)]
mod tests;
