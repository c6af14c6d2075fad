//! Phenotypes of the Human Phenotype Ontology (HPO): which genes have a patient's terms, and how like
//! them their diseases are.
//!
//! ```
//! use dsdscore::{
//!     gene::{GeneMention, Sought},
//!     phenotype::{HpoFiles, Phenotypes},
//! };
//!
//! let files = HpoFiles::in_folder("tests/fixtures/phenotype/hpo")?;
//! let patient = ["HP:9900012".to_string(), "HP:9900022".to_string()];
//! let phenotypes = Phenotypes::compare(&files, &patient, &[])?;
//!
//! let gene = Sought {
//!     mention: GeneMention::named(b"TDRD5"),
//!     ..Sought::default()
//! };
//! let found = phenotypes.likeness(gene).ok_or("not known")?;
//! assert!(found.similarity > 0.5);
//! assert_eq!(found.terms[0].found_name, "Absent lobe of A");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod asked;
mod columns;
mod diseases;
mod error;
mod files;
mod genes;
mod id;
mod lines;
mod matched;
mod ontology;
pub mod phenopacket;
mod similarity;

pub use self::{
    error::PhenotypeError,
    files::HpoFiles,
    genes::{HpoTerm, Phenotypes},
    matched::{PhenotypeMatch, TermMatch},
    phenopacket::{PacketSex, PacketVcf, Phenopacket, PhenopacketError},
};
