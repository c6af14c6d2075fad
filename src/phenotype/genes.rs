//! Which genes have which terms, off `genes_to_phenotype.txt` or `phenotype_to_genes.txt`.

mod reading;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::Serialize;

use self::reading::{Knowledge, Reading};
use super::{
    HpoFiles, PhenotypeError, PhenotypeMatch,
    asked::Asked,
    id::HpoId,
    similarity::{Comparison, rank_all},
};
use crate::gene::{ByGene, Gene, Sought};

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

/// The genes that have some terms, or are like them.
#[derive(Clone, Debug, Default)]
pub struct Phenotypes {
    genes: ByGene<Entry>,
    notes: Vec<String>,
}

/// What is known of a gene.
#[derive(Clone, Debug, Default)]
struct Entry {
    terms: Terms,
    /// Its diseases, where these are compared.
    diseases: BTreeSet<usize>,
    likeness: Option<PhenotypeMatch>,
}

/// A gene's terms, in the order in which they were asked for.
type Terms = BTreeMap<usize, HpoTerm>;

impl Phenotypes {
    /// Reads which genes have any of `terms` off HPO's `genes_to_phenotype.txt`, or
    /// `phenotype_to_genes.txt`, in which a gene has the ancestors of its terms too; of releases
    /// with a header or without, compressed by gzip or not. `genes` are the bundle's. What is seen
    /// in none of a disease's patients is not a term of the gene.
    ///
    /// # Errors
    ///
    /// If a term is none, or is nowhere in the file, or the file is another.
    pub fn read(
        path: impl AsRef<Path>,
        terms: &[String],
        genes: &[Gene],
    ) -> Result<Self, PhenotypeError> {
        check_terms(terms)?;
        let mut reading = Reading::new(path.as_ref(), terms, genes);
        reading.run()?;
        reading.check_found()?;
        Ok(reading.finish())
    }

    /// Compares `terms`, which are a patient's, with those of each gene's diseases, and tells which
    /// genes have any of them, or a term below. `genes` are the bundle's.
    ///
    /// Obsolete terms are replaced. What is no phenotype, and what another term implies, is not
    /// compared. Annotations that are negated count for nothing.
    ///
    /// # Errors
    ///
    /// If a term is none, none is left, or a file is not what it is called.
    pub fn compare(
        files: &HpoFiles,
        terms: &[String],
        genes: &[Gene],
    ) -> Result<Self, PhenotypeError> {
        let (ontology, diseases) = files.read()?;
        let asked = Asked::new(terms, &ontology)?;
        let ids = asked.terms.iter().map(|&term| ontology.id(term));
        let ids: Vec<_> = ids.map(|id| id.to_string()).collect();
        let mut reading = Reading::new(&files.genes, &ids, genes);
        reading.knowledge = Some(Knowledge {
            ontology: &ontology,
            diseases: &diseases,
            asked: &asked.terms,
        });
        reading.run()?;
        let mut found = reading.finish();
        found.liken(&Comparison::new(&ontology, &diseases, &asked.compared));
        let compared = found.compared();
        if compared == 0 {
            return Err(PhenotypeError::NothingInCommon {
                genes: files.genes.clone(),
                annotations: files.annotations.clone(),
            });
        }
        let of_files = [
            Some(diseases.note(&ontology, compared)),
            diseases.foreign_note(),
        ];
        let before = asked
            .notes
            .into_iter()
            .chain(of_files.into_iter().flatten());
        found.notes.splice(0..0, before);
        Ok(found)
    }

    /// Compares all genes.
    fn liken(&mut self, comparison: &Comparison) {
        for entry in self.genes.values_mut() {
            entry.likeness = comparison.best(entry.diseases.iter().copied());
        }
        let compared = self.genes.values_mut();
        rank_all(compared.filter_map(|entry| entry.likeness.as_mut()));
    }

    /// The terms of a gene, in the order in which they were asked for.
    #[must_use]
    pub fn of<'g>(&self, gene: impl Into<Sought<'g>>) -> Vec<HpoTerm> {
        let found = self.genes.find(gene).into_iter();
        found.flat_map(|e| e.terms.values()).cloned().collect()
    }

    /// How like the patient's terms those of a gene's diseases are; `None` where that was not asked
    /// for, or no disease with terms is known of the gene.
    #[must_use]
    pub fn likeness<'g>(&self, gene: impl Into<Sought<'g>>) -> Option<&PhenotypeMatch> {
        self.genes.find(gene)?.likeness.as_ref()
    }

    /// How many genes have any of the terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.genes.values().filter(|e| !e.terms.is_empty()).count()
    }

    /// Whether no gene has any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many genes were compared.
    fn compared(&self) -> usize {
        self.genes.values().filter(|e| e.likeness.is_some()).count()
    }

    /// What the reader should know of the terms and of what they were compared with, a sentence
    /// each.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

fn check_terms(terms: &[String]) -> Result<(), PhenotypeError> {
    let is_none = |term: &&String| HpoId::parse(term.as_bytes()).is_none();
    match terms.iter().find(is_none) {
        Some(term) => Err(PhenotypeError::Shape(term.clone())),
        None => Ok(()),
    }
}

impl HpoTerm {
    fn add_disease(&mut self, disease: String) {
        if !disease.is_empty() && !self.diseases.contains(&disease) {
            self.diseases.push(disease);
        }
    }
}

impl Entry {
    /// Makes one of what two names of a gene have.
    fn join(&mut self, other: Self) {
        self.diseases.extend(other.diseases);
        for (place, other) in other.terms {
            match self.terms.get_mut(&place) {
                Some(term) => other.diseases.into_iter().for_each(|d| term.add_disease(d)),
                None => {
                    self.terms.insert(place, other);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
