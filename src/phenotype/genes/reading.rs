//! One pass over the file of genes.

use std::{collections::BTreeMap, path::Path};

use rustc_hash::FxHashMap;

use super::{Entry, HpoTerm, Phenotypes};
use crate::{
    gene::{ByGene, Gene, GeneMention, Registry},
    phenotype::{
        PhenotypeError,
        columns::{PhenotypeColumns, Row},
        diseases::{Diseases, is_none},
        id::HpoId,
        lines,
        ontology::Ontology,
    },
};

/// What the other files say.
#[derive(Clone, Copy)]
pub(super) struct Knowledge<'a> {
    pub(super) ontology: &'a Ontology,
    pub(super) diseases: &'a Diseases,
    /// The places of the terms that are asked for.
    pub(super) asked: &'a [usize],
}

pub(super) struct Reading<'a> {
    path: &'a Path,
    terms: &'a [String],
    pub(super) knowledge: Option<Knowledge<'a>>,
    columns: Option<PhenotypeColumns>,
    /// Which terms the file has.
    found: Vec<bool>,
    genes: Registry<'a>,
    numbers: FxHashMap<Vec<u8>, Option<usize>>,
    /// Of each of the genes' numbers.
    entries: BTreeMap<usize, Entry>,
    /// Rows that name an asked term which no patient has.
    negated: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(path: &'a Path, terms: &'a [String], genes: &'a [Gene]) -> Self {
        Self {
            path,
            terms,
            knowledge: None,
            columns: None,
            found: vec![false; terms.len()],
            genes: Registry::growing(genes).despite_capitals(genes),
            numbers: FxHashMap::default(),
            entries: BTreeMap::new(),
            negated: 0,
        }
    }

    pub(super) fn run(&mut self) -> Result<(), PhenotypeError> {
        let path = self.path;
        lines::visit(path, |line, number| self.line(line, number))?;
        let columns = self.columns.ok_or_else(|| self.foreign(1))?;
        match self.knowledge.is_some() && !columns.have_diseases() {
            true => Err(PhenotypeError::NoDiseases { path: path.into() }),
            false => Ok(()),
        }
    }

    fn line(&mut self, line: &[u8], number: u64) -> Result<(), PhenotypeError> {
        if line.is_empty() || line.starts_with(b"#") {
            return Ok(());
        }
        let Some(columns) = self.columns else {
            let header = PhenotypeColumns::of_header(line);
            let columns = header.or_else(|| PhenotypeColumns::of_row(line));
            self.columns = Some(columns.ok_or_else(|| self.foreign(number))?);
            return match header {
                Some(_) => Ok(()),
                None => self.line(line, number),
            };
        };
        let row = columns.row(line).ok_or_else(|| self.foreign(number))?;
        match self.knowledge {
            Some(knowledge) => self.known_row(&row, knowledge),
            None => self.row(&row),
        }
        Ok(())
    }

    /// A row of a file that is all there is.
    fn row(&mut self, row: &Row<'_>) {
        let mut terms = self.terms.iter();
        if let Some(asked) = terms.position(|term| term.as_bytes() == row.term) {
            self.found[asked] = true;
            if is_none(row.frequency) {
                self.negated += 1;
            } else {
                let name = String::from_utf8_lossy(row.name).into_owned();
                self.add(asked, &name, row);
            }
        }
    }

    /// A row beside the ontology and the diseases' annotations.
    fn known_row(&mut self, row: &Row<'_>, knowledge: Knowledge<'a>) {
        let disease = knowledge
            .diseases
            .find(&String::from_utf8_lossy(row.disease));
        if let (Some(disease), Some(gene)) = (disease, self.number(row.symbol)) {
            self.entries
                .entry(gene)
                .or_default()
                .diseases
                .insert(disease);
        }
        let Some(id) = HpoId::parse(row.term) else {
            return;
        };
        for term in knowledge.ontology.current(id) {
            let is_asked = |&(_, &asked): &(usize, &usize)| knowledge.ontology.is_a(term, asked);
            let asked: Vec<_> = knowledge
                .asked
                .iter()
                .enumerate()
                .filter(is_asked)
                .collect();
            let is_negated = is_none(row.frequency)
                || disease.is_some_and(|disease| knowledge.diseases.is_negated(disease, term));
            self.negated += usize::from(is_negated && !asked.is_empty());
            for (place, &asked) in asked.into_iter().filter(|_| !is_negated) {
                self.add(place, knowledge.ontology.name(asked), row);
            }
        }
    }

    fn add(&mut self, asked: usize, name: &str, row: &Row<'_>) {
        let Some(gene) = self.number(row.symbol) else {
            return;
        };
        let terms = &mut self.entries.entry(gene).or_default().terms;
        let found = terms.entry(asked).or_insert_with(|| HpoTerm {
            id: self.terms[asked].clone(),
            name: name.into(),
            diseases: Vec::new(),
        });
        found.add_disease(String::from_utf8_lossy(row.disease).into_owned());
    }

    /// The number of the gene of a symbol.
    fn number(&mut self, symbol: &[u8]) -> Option<usize> {
        if let Some(&number) = self.numbers.get(symbol) {
            return number;
        }
        let mention = GeneMention::named(symbol);
        let name = String::from_utf8_lossy(symbol);
        let number = match mention.is_empty() {
            true => None,
            false => self.genes.number_written(&mention, &name),
        };
        self.numbers.insert(symbol.to_vec(), number);
        number
    }

    /// Refuses a term that is nowhere in the file.
    pub(super) fn check_found(&self) -> Result<(), PhenotypeError> {
        // A term that was asked for twice is found once.
        let is_found = |term: &String| {
            let mut found = self.terms.iter().zip(&self.found);
            found.any(|(found, is_there)| found == term && *is_there)
        };
        match self.terms.iter().find(|term| !is_found(term)) {
            Some(term) => Err(PhenotypeError::Absent {
                term: term.clone(),
                path: self.path.to_path_buf(),
            }),
            None => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Phenotypes {
        let note = (self.negated > 0).then(|| {
            format!(
                "{} annotations of genes with the terms asked for are negated, or of none of the \
                 patients, and mark no gene.",
                self.negated
            )
        });
        Phenotypes {
            genes: ByGene::new(self.genes, self.entries, Entry::join),
            notes: note.into_iter().collect(),
        }
    }

    fn foreign(&self, line: u64) -> PhenotypeError {
        PhenotypeError::Foreign {
            path: self.path.to_path_buf(),
            line,
        }
    }
}
