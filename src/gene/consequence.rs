//! Consequence annotations: what VEP, SnpEff and `bcftools csq` write in INFO.

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
