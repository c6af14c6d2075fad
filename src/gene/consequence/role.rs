//! What the sub-fields of an entry tell.

/// What a sub-field tells of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Consequence,
    Symbol,
    GeneId,
    HgncId,
    DnaChange,
}

impl Role {
    /// The role of the sub-field with this name.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "Consequence" | "consequence" | "Annotation" => Some(Self::Consequence),
            "SYMBOL" | "Gene_Name" | "gene" => Some(Self::Symbol),
            "Gene" | "Gene_ID" => Some(Self::GeneId),
            "HGNC_ID" => Some(Self::HgncId),
            "dna_change" => Some(Self::DnaChange),
            _ => None,
        }
    }
}
