//! Consequence annotations: what VEP, SnpEff and `bcftools csq` write in INFO.

mod allele;
mod bcsq;
mod entry;
mod format;
pub mod severity;
mod symbolic;
mod text;

use thiserror::Error;

use self::{
    allele::{Binding, Spelling},
    entry::Entry,
    format::Format,
};
use super::GeneMention;

pub use self::{allele::is_annotatable, bcsq::bcsq_references, severity::Impact, text::EntryText};

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
    /// An entry whose allele cannot be told belongs to every ALT, so that no
    /// gene is lost. A gene may be given several times. `*`, `<*>`,
    /// `<NON_REF>`, `<X>` and `.` hit no gene.
    pub fn visit(&self, value: &[u8], site: &Site, f: &mut impl FnMut(usize, GeneMention)) {
        if site.alternates.len() == 1 {
            return self.visit_only_alternate(value, site, f);
        }
        let spellings = allele::spellings_at(self.format.spellings, site);
        let spelling = self.spelling_of(value, spellings, site);
        let spellings = spelling.iter().chain(spellings);
        let mut previous = Entry::default();
        for entry in self.format.entries(value) {
            if !entry.repeats(&previous) {
                give(&entry, bind(&entry, spellings.clone(), site), site, f);
                previous = entry;
            }
        }
    }

    /// Gives every entry of a field's value: each gene that it names, with the
    /// 0-based index of an ALT that the entry belongs to and with its text.
    ///
    /// Entries bind to ALTs as in [`visit`](Self::visit). One that names
    /// several genes is given for each. One that hits no gene is not given, nor
    /// is `@POS` of `BCSQ`, whose text stands at another record.
    pub fn visit_entries<'a>(
        &self,
        value: &'a [u8],
        site: &Site,
        f: &mut impl FnMut(usize, GeneMention<'a>, EntryText<'a>),
    ) {
        let spellings = allele::spellings_at(self.format.spellings, site);
        let spelling = match site.alternates.len() {
            1 => None,
            _ => self.spelling_of(value, spellings, site),
        };
        let spellings = spelling.iter().chain(spellings);
        for text in format::texts(value) {
            let entry = self.format.entry(text);
            let binding = match site.alternates.len() {
                1 => Binding::Every,
                _ => bind(&entry, spellings.clone(), site),
            };
            let text = EntryText::new(text);
            give(&entry, binding, site, &mut |i, mention| f(i, mention, text));
        }
    }

    /// Passes over the entries of the gene of the entry before, as most
    /// transcripts are.
    fn visit_only_alternate(
        &self,
        value: &[u8],
        site: &Site,
        f: &mut impl FnMut(usize, GeneMention),
    ) {
        let mut gene_text = None;
        for text in format::texts(value) {
            if gene_text.is_some_and(|gene_text| self.format.repeats_gene(text, gene_text)) {
                continue;
            }
            let entry = self.format.entry(text);
            give(&entry, Binding::Every, site, f);
            gene_text = self.format.gene_text(text).filter(|_| entry.hits_gene());
        }
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
                give(&entry, Binding::Every, site, f);
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
        for entry in self.format.entries(value) {
            if bcsq::lists(entry.dna_change, site.position) {
                is_listed = true;
                give(&entry, Binding::of_dna_change(&entry, site), site, f);
            }
        }
        is_listed
    }

    /// The spelling that explains every entry's allele, where one does.
    ///
    /// `VEP --minimal` writes `A` for the first of two insertions where VEP
    /// otherwise means the second, and only the other entries tell.
    fn spelling_of(&self, value: &[u8], spellings: &[Spelling], site: &Site) -> Option<Spelling> {
        let explains = |spelling: &&Spelling| {
            let mut entries = self.format.entries(value);
            entries.all(|entry| spelling.occurs(site, entry.allele))
        };
        spellings.iter().find(explains).copied()
    }
}

fn bind<'a, 's>(
    entry: &Entry<'a>,
    spellings: impl Iterator<Item = &'s Spelling>,
    site: &Site,
) -> Binding<'a> {
    match entry.dna_change.is_empty() {
        true => Binding::of_allele(entry, spellings, site),
        false => Binding::of_dna_change(entry, site),
    }
}

fn give<'a>(
    entry: &Entry<'a>,
    binding: Binding,
    site: &Site,
    f: &mut impl FnMut(usize, GeneMention<'a>),
) {
    for (index, alternate) in site.alternates.iter().enumerate() {
        if allele::is_annotatable(alternate) && binding.includes(site, index) {
            entry.for_each_mention(&mut |mention| f(index, mention));
        }
    }
}

#[cfg(test)]
mod tests;
