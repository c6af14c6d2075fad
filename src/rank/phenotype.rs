//! Genes with phenotypes of the Human Phenotype Ontology.

mod columns;
mod error;

use std::{collections::BTreeMap, io::BufRead, path::Path};

use serde::Serialize;

use self::columns::Columns;
pub use self::error::PhenotypeError;
use super::{
    GeneNames,
    by_gene::{ByGene, Naming},
};
use crate::{
    gene::{Gene, GeneMention},
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
    /// For each gene its terms, in the order in which they were asked for.
    genes: Vec<BTreeMap<usize, HpoTerm>>,
    places: ByGene,
}

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
            naming: Naming::new(genes),
            phenotypes: Self::default(),
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
    pub fn of(&self, gene: &GeneNames) -> Vec<HpoTerm> {
        let place = self.places.find(gene);
        let found = place.and_then(|place| self.genes.get(place));
        found
            .into_iter()
            .flat_map(BTreeMap::values)
            .cloned()
            .collect()
    }

    /// How many genes have any of the terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.genes.len()
    }

    /// Whether no gene has any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.genes.is_empty()
    }
}

fn check_terms(terms: &[String]) -> Result<(), PhenotypeError> {
    match terms.iter().find(|term| !is_term(term.as_bytes())) {
        Some(term) => Err(PhenotypeError::Shape(term.clone())),
        None => Ok(()),
    }
}

/// `HP:` and seven digits.
fn is_term(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"HP:");
    digits.is_some_and(|digits| digits.len() == 7 && digits.iter().all(u8::is_ascii_digit))
}

struct Reading<'a> {
    path: &'a Path,
    terms: &'a [String],
    columns: Option<Columns>,
    /// Which terms the file has.
    found: Vec<bool>,
    naming: Naming<'a>,
    phenotypes: Phenotypes,
}

impl Reading<'_> {
    fn line(&mut self, line: &[u8], number: u64) -> Result<(), PhenotypeError> {
        if line.is_empty() || line.starts_with(b"#") {
            return Ok(());
        }
        let Some(columns) = self.columns else {
            let columns = Columns::of_header(line).or_else(|| Columns::of_row(line));
            self.columns = Some(columns.ok_or_else(|| self.foreign(number))?);
            return match Columns::of_header(line) {
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

    fn add(&mut self, term: usize, row: &columns::Row<'_>) {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        self.found[term] = true;
        let symbol = text(row.symbol);
        let mention = GeneMention::named(row.symbol);
        if mention.is_empty() {
            return;
        }
        let new = self.phenotypes.genes.len();
        let place = self.naming.place(&mention, &symbol, new).place;
        if place == new {
            self.phenotypes.genes.push(BTreeMap::new());
        }
        let terms = &mut self.phenotypes.genes[place];
        let found = terms.entry(term).or_insert_with(|| HpoTerm {
            id: self.terms[term].clone(),
            name: text(row.name),
            diseases: Vec::new(),
        });
        let disease = text(row.disease);
        if !disease.is_empty() && !found.diseases.contains(&disease) {
            found.diseases.push(disease);
        }
    }

    fn finish(mut self) -> Result<Phenotypes, PhenotypeError> {
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
        self.phenotypes.places = self.naming.finish();
        Ok(self.phenotypes)
    }

    fn foreign(&self, line: u64) -> PhenotypeError {
        PhenotypeError::Foreign {
            path: self.path.to_path_buf(),
            line,
        }
    }
}

#[cfg(test)]
mod tests;
