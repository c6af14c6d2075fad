//! The programs whose fields are read.

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
