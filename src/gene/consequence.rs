//! Consequence annotations: what VEP, SnpEff and `bcftools csq` write in INFO.
//!
//! ```
//! use dsdscore::gene::{Binder, ConsequenceField, ConsequenceKind, Site};
//!
//! let description = b"Consequence annotations. Format: Allele|Consequence|SYMBOL";
//! let csq = ConsequenceField::new(ConsequenceKind::Csq, b"CSQ", description)?;
//! let site = Site { position: 2_787_000, reference: b"C", alternates: &[b"A", b"T"], original: b"" };
//! let value = b"T|missense_variant|SRY,A|intron_variant|SOX9";
//! let mut found = Vec::new();
//! csq.visit(value, &site, &mut Binder::default(), &mut |alternate, gene| {
//!     found.push((alternate, gene.symbol.to_vec()));
//! });
//! assert!(found.contains(&(1, b"SRY".to_vec())) && found.contains(&(0, b"SOX9".to_vec())));
//! # Ok::<(), dsdscore::gene::consequence::ConsequenceFieldError>(())
//! ```

mod allele;
mod bcsq;
mod binding;
mod bond;
mod bound;
mod change;
mod entry;
mod error;
mod field;
mod format;
mod hgvs;
mod kind;
mod original;
mod role;
pub mod severity;
mod site;
mod symbolic;
mod text;
mod walk;

pub use self::{
    allele::is_annotatable,
    bcsq::bcsq_references,
    binding::{Binder, could_have_spelt},
    bound::BoundEntry,
    error::ConsequenceFieldError,
    field::ConsequenceField,
    kind::{ConsequenceKind, ORDER},
    severity::Impact,
    site::Site,
    text::EntryText,
};

#[cfg(test)]
mod tests;
