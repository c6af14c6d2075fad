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
mod change;
mod entry;
mod format;
mod hgvs;
mod original;
pub mod severity;
mod symbolic;
mod text;
mod walk;

use thiserror::Error;

use self::{change::Change, format::Format, walk::give_change};
use super::GeneMention;

pub use self::{
    allele::is_annotatable,
    bcsq::bcsq_references,
    binding::{Binder, could_have_spelt},
    severity::Impact,
    text::EntryText,
};

/// Whose conventions a field follows where its Description does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsequenceKind {
    /// VEP's `CSQ`.
    Csq,
    /// SnpEff's `ANN`.
    Ann,
    /// `BCSQ` of `bcftools csq`.
    Bcsq,
}

/// The usual INFO keys of consequence fields, the preferred first.
pub const ORDER: [(&str, ConsequenceKind); 3] = [
    ("CSQ", ConsequenceKind::Csq),
    ("ANN", ConsequenceKind::Ann),
    ("BCSQ", ConsequenceKind::Bcsq),
];

/// Why a consequence field cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConsequenceFieldError {
    /// The values are no text.
    #[error("INFO/{key}: its Type is {found} instead of String")]
    Type {
        /// The INFO key.
        key: String,
        /// The Type that the header says.
        found: String,
    },
    /// The Description lists no sub-fields.
    #[error(
        "INFO/{key}: its Description lists no sub-fields (looked for `Format: Allele|Consequence|…|SYMBOL|Gene|…` in {description:?})"
    )]
    NoFormat {
        /// The INFO key.
        key: String,
        /// The Description.
        description: String,
    },
    /// No sub-field names a gene.
    #[error("INFO/{key}: none of its sub-fields names a gene (looked for {wanted} among {found})")]
    NoGene {
        /// The INFO key.
        key: String,
        /// The sub-fields that would do.
        wanted: &'static str,
        /// The sub-fields of the Description.
        found: String,
    },
}

/// The part of a record that consequences refer to.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// The 1-based POS.
    pub position: u64,
    /// The bases of REF.
    pub reference: &'a [u8],
    /// The ALTs, in order.
    pub alternates: &'a [&'a [u8]],
    /// What a program that split or trimmed the record wrote of the site before: OLD_MULTIALLELIC or
    /// OLD_VARIANT of vt, or the tag of `bcftools norm --old-rec-tag`; else empty.
    pub original: &'a [u8],
}

impl Site<'_> {
    fn change<'b>(&'b self, alternate: &'b [u8]) -> Change<'b> {
        Change::new(self.position, self.reference, alternate)
    }
}

/// An entry that belongs to an ALT, with a gene that it names.
#[derive(Clone, Copy, Debug)]
pub struct BoundEntry<'a> {
    /// The ALT's 0-based index.
    pub alternate: usize,
    /// The gene.
    pub gene: GeneMention<'a>,
    /// The entry.
    pub text: EntryText<'a>,
    /// A number that the value's entries of one original ALT have in common.
    pub group: usize,
    /// The entries of how many original ALTs may be this ALT's.
    pub groups: usize,
    /// Whether it is an entry of this ALT and no other, as far as can be told.
    pub is_certain: bool,
}

/// A field of consequence annotations, one entry per ALT and transcript.
///
/// A gene that an entry names counts, so that VEP's and SnpEff's
/// `upstream_gene_variant` and `downstream_gene_variant` hit the gene that they
/// are said to be near; the neighbours that SnpEff names in an intergenic entry
/// do not. Missing values, short entries and `.` name no gene.
#[derive(Clone, Debug)]
pub struct ConsequenceField {
    key: String,
    kind: ConsequenceKind,
    format: Format,
}

impl ConsequenceField {
    /// Reads the layout of a field from its header line.
    ///
    /// Sub-fields are found by the names that the Description lists, whatever
    /// the kind: VEP can write `ANN`. `ANN` and `BCSQ` have the order of their
    /// specifications where the Description lists nothing.
    pub fn new(
        kind: ConsequenceKind,
        key: &[u8],
        description: &[u8],
    ) -> Result<Self, ConsequenceFieldError> {
        Self::read(kind, key, description, format::specified(kind))
    }

    /// As [`new`](Self::new), but the Description must list the sub-fields: one
    /// that does not may be of another program, which has the same name for
    /// something else.
    pub fn listed(
        kind: ConsequenceKind,
        key: &[u8],
        description: &[u8],
    ) -> Result<Self, ConsequenceFieldError> {
        Self::read(kind, key, description, None)
    }

    fn read(
        kind: ConsequenceKind,
        key: &[u8],
        description: &[u8],
        unlisted: Option<&str>,
    ) -> Result<Self, ConsequenceFieldError> {
        let key = String::from_utf8_lossy(key).into_owned();
        let description = String::from_utf8_lossy(description);
        let format = Format::read(kind, &key, &description, unlisted)?;
        Ok(Self { key, kind, format })
    }

    /// The INFO key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The kind that the field was made as.
    pub fn kind(&self) -> ConsequenceKind {
        self.kind
    }

    /// The names of the sub-fields, in order, without quotes and blanks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.format.names.iter().map(String::as_str)
    }

    /// Where a sub-field is, counted from 0, for [`EntryText::get`]; upper and
    /// lower case are the same. The first where the Description lists several
    /// of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.names().position(|n| n.eq_ignore_ascii_case(name))
    }

    /// Gives the genes of a field's value, each with the 0-based index of an
    /// ALT that hits it.
    ///
    /// Entries bind to ALTs as `binding.rs` says: those of an ALT that the
    /// record had once are set aside. An entry whose allele cannot be told
    /// belongs to every ALT, so that no gene is lost. A gene may be given
    /// several times. `*`, `<*>`, `<NON_REF>`, `<X>` and `.` hit no gene.
    pub fn visit(
        &self,
        value: &[u8],
        site: &Site,
        binder: &mut Binder,
        f: &mut impl FnMut(usize, GeneMention),
    ) {
        self.walk(value, site, binder, false, &mut |entry| {
            f(entry.alternate, entry.gene);
        });
    }

    /// Gives every entry of a field's value for each gene that it names and
    /// each ALT that it belongs to; the genes of an ALT are those of
    /// [`visit`](Self::visit).
    ///
    /// One that hits no gene is not given, nor is `@POS` of `BCSQ`, whose text
    /// stands at another record.
    pub fn visit_entries<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        binder: &mut Binder,
        f: &mut impl FnMut(BoundEntry<'a>),
    ) {
        self.walk(value, site, binder, true, f);
    }

    /// Whether a value refers to another record, `@POS` of `BCSQ`.
    pub fn refers(&self, value: &[u8]) -> bool {
        self.kind == ConsequenceKind::Bcsq && bcsq_references(value).next().is_some()
    }

    /// Gives the genes of another record's `BCSQ` to the record that refers to
    /// it by `@POS`, as [`visit`](Self::visit) does; see [`bcsq_references`].
    ///
    /// Those are the genes of the compound changes that list the referring
    /// record's position. Where none lists it, all of the other record's genes
    /// are given.
    pub fn visit_referenced(
        &self,
        value: &[u8],
        site: &Site,
        f: &mut impl FnMut(usize, GeneMention),
    ) {
        if !self.visit_compound(value, site, f) {
            for entry in self.format.entries(value) {
                let mut alternates = (0..).zip(site.alternates);
                alternates
                    .by_ref()
                    .filter(|(_, a)| is_annotatable(a))
                    .for_each(|(i, _)| {
                        entry.for_each_mention(&mut |mention| f(i, mention));
                    });
            }
        }
    }

    /// As [`visit_referenced`](Self::visit_referenced), but gives nothing and
    /// returns false where no compound change lists the position: for a caller
    /// who knows several records at the referenced position.
    pub fn visit_compound(
        &self,
        value: &[u8],
        site: &Site,
        f: &mut impl FnMut(usize, GeneMention),
    ) -> bool {
        let mut is_listed = false;
        for text in format::texts(value) {
            let entry = self.format.entry(text);
            if bcsq::lists(entry.dna_change, site.position) {
                is_listed = true;
                give_change(&entry, text, site, &mut |bound| {
                    f(bound.alternate, bound.gene)
                });
            }
        }
        is_listed
    }
}

#[cfg(test)]
mod tests;
