//! Phenotypes of the Human Phenotype Ontology (HPO): which genes have those of a patient.

mod columns;
mod error;
mod genes;

pub use self::{
    error::PhenotypeError,
    genes::{HpoTerm, Phenotypes},
};

/// `HP:` and seven digits.
fn is_term(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"HP:");
    digits.is_some_and(|digits| digits.len() == 7 && digits.iter().all(u8::is_ascii_digit))
}
