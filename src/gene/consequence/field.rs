//! A field of consequence annotations and its layout.

use super::{
    allele::is_annotatable,
    bcsq::{self, bcsq_references},
    binding::Binder,
    bound::{BoundEntry, give_change},
    error::ConsequenceFieldError,
    format::{self, Format},
    kind::ConsequenceKind,
    site::Site,
};
use crate::gene::GeneMention;

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
    pub(super) format: Format,
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

    /// Where a sub-field is, counted from 0, for [`EntryText::get`](super::EntryText::get); upper and
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
