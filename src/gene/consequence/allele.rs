//! How programs spell ALTs.

use super::{change::Change, site::Site, symbolic::sequence_ontology_term};

/// A way to spell an ALT in an entry's `Allele`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As the record does.
    Verbatim,
    /// As VEP does, after `Bio::EnsEMBL::VEP::Parser::VCF`. A symbolic ALT is a
    /// term of the Sequence Ontology.
    Vep,
    /// As VEP does where lengths differ and REF and the ALTs share their first
    /// base: all lose it, and nothing left is `-`.
    VepIndel,
    /// As `VEP --minimal` does, after `trim_sequences` of ensembl-variation:
    /// each ALT on its own loses what it shares with REF, at the left, then at
    /// the right.
    Minimal,
    /// As SnpEff compares a tumour with its germline: `ALT-REFERENCE`.
    Comparison,
}

/// VEP writes breakends as the record does.
pub(super) const VEP_SPELLINGS: &[Spelling] =
    &[Spelling::Vep, Spelling::Minimal, Spelling::Verbatim];

/// Those of `VEP --minimal`, which adds the sub-field MINIMISED.
pub(super) const VEP_MINIMAL_SPELLINGS: &[Spelling] =
    &[Spelling::Minimal, Spelling::Vep, Spelling::Verbatim];

const VEP_INDEL_SPELLINGS: &[Spelling] =
    &[Spelling::VepIndel, Spelling::Minimal, Spelling::Verbatim];

pub(super) const SNPEFF_SPELLINGS: &[Spelling] = &[Spelling::Verbatim, Spelling::Comparison];

/// The spellings of a record's ALTs. All of its ALTs decide which is VEP's, so
/// that this is to be asked once a record, not once an entry.
pub(super) fn spellings_at(spellings: &'static [Spelling], site: &Site) -> &'static [Spelling] {
    match spellings.first() {
        Some(Spelling::Vep) if loses_first_base(site) => VEP_INDEL_SPELLINGS,
        _ => spellings,
    }
}

impl Spelling {
    /// Whether some ALT of the record is spelt so.
    pub(super) fn occurs(self, site: &Site, allele: &[u8]) -> bool {
        let mut alternates = site.alternates.iter();
        alternates.any(|alternate| self.matches(site, alternate, allele))
    }

    pub(super) fn matches(self, site: &Site, alternate: &[u8], allele: &[u8]) -> bool {
        match self {
            Self::Verbatim => allele.eq_ignore_ascii_case(alternate),
            Self::Vep => matches_vep(alternate, allele),
            Self::VepIndel if is_symbolic(alternate) || alternate.contains(&b'*') => {
                matches_vep(alternate, allele)
            }
            Self::VepIndel => {
                let rest = alternate.get(1..).unwrap_or_default();
                allele.eq_ignore_ascii_case(dashed(rest))
            }
            Self::Minimal => {
                !is_symbolic(alternate) && {
                    let change = Change::new(site.position, site.reference, alternate);
                    allele.eq_ignore_ascii_case(dashed(change.inserted))
                }
            }
            Self::Comparison => {
                allele
                    .split_at_checked(alternate.len())
                    .is_some_and(|(a, rest)| {
                        a.eq_ignore_ascii_case(alternate) && rest.starts_with(b"-")
                    })
            }
        }
    }
}

fn matches_vep(alternate: &[u8], allele: &[u8]) -> bool {
    match sequence_ontology_term(alternate) {
        Some(term) => allele == term.as_bytes(),
        None => allele.eq_ignore_ascii_case(alternate),
    }
}

/// Whether VEP takes the first base from all alleles of the record.
fn loses_first_base(site: &Site) -> bool {
    let mut alternates = site.alternates.iter();
    let is_indel = site
        .alternates
        .iter()
        .any(|a| a.len() != site.reference.len());
    is_indel && alternates.all(|a| a.contains(&b'*') || shares_first(a, site.reference))
}

fn shares_first(a: &[u8], b: &[u8]) -> bool {
    a.first().map(u8::to_ascii_uppercase) == b.first().map(u8::to_ascii_uppercase)
}

fn dashed(allele: &[u8]) -> &[u8] {
    if allele.is_empty() { b"-" } else { allele }
}

pub(super) fn is_symbolic(alternate: &[u8]) -> bool {
    alternate.starts_with(b"<")
}

/// Whether an ALT is one that can hit a gene: neither missing, nor spanned by
/// a deletion upstream, nor the unspecified allele of a gVCF.
///
/// GATK 3 wrote `*` as `<*:DEL>`; what is called `<*` is no other allele,
/// whatever its subtype. `<NON_REF>` is another name of `<*>` (VCF 4.5, section
/// 5.5), and so are the `<X>` and `X` of older `samtools mpileup`, as in htslib
/// (`bcf_set_variant_type` in vcf.c).
pub fn is_annotatable(alternate: &[u8]) -> bool {
    let is_other = matches!(alternate, b"" | b"." | b"*" | b"<NON_REF>" | b"<X>" | b"X");
    !is_other && !alternate.starts_with(b"<*")
}

/// Whether an entry's allele is a structural variant: a symbolic ALT, a breakend, or a term that VEP
/// writes for one.
pub(super) fn is_structural(allele: &[u8]) -> bool {
    const TERMS: [&[u8]; 7] = [
        b"deletion",
        b"insertion",
        b"duplication",
        b"inversion",
        b"copy_number_variation",
        b"tandem_repeat",
        b"chromosome_breakpoint",
    ];
    is_symbolic(allele)
        || allele.iter().any(|b| matches!(b, b'[' | b']'))
        || TERMS.iter().any(|term| allele.ends_with(term))
}

/// Whether an allele is one or more bases, by the codes of IUPAC.
pub(super) fn is_sequence(allele: &[u8]) -> bool {
    let is_base = |b: &u8| b"ACGTUNRYSWKMBDHV".contains(&b.to_ascii_uppercase());
    !allele.is_empty() && allele.iter().all(is_base)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indices of the ALTs that are spelt as the allele.
    fn found(spelling: Spelling, reference: &str, alternates: &[&str], allele: &str) -> Vec<usize> {
        let alternates: Vec<&[u8]> = alternates.iter().map(|a| a.as_bytes()).collect();
        let site = Site {
            position: 1,
            reference: reference.as_bytes(),
            alternates: &alternates,
            original: b"",
        };
        let spelling = spellings_at(VEP_SPELLINGS, &site)
            .first()
            .filter(|_| spelling == Spelling::Vep)
            .map_or(spelling, |vep| *vep);
        let is_spelt = |i: &usize| spelling.matches(&site, alternates[*i], allele.as_bytes());
        (0..alternates.len()).filter(is_spelt).collect()
    }

    #[test]
    fn vep_drops_a_first_base_that_all_alleles_share() {
        let vep = |reference, alternates: &[&str], allele| {
            found(Spelling::Vep, reference, alternates, allele)
        };
        assert_eq!(vep("A", &["C", "G"], "G"), [1]);
        assert_eq!(vep("CA", &["C", "CAA"], "-"), [0]);
        assert_eq!(vep("CA", &["C", "CAA"], "AA"), [1]);
        assert_eq!(vep("CA", &["C", "*"], "-"), [0]);
        assert_eq!(vep("CA", &["C", "*"], "*"), [1]);
        assert_eq!(vep("CA", &["C", "TA"], "C"), [0]);
        assert_eq!(vep("CA", &["C", "TA"], "-"), [0; 0]);
        assert_eq!(vep("CA", &["CG", "CT"], "CT"), [1]);
        assert_eq!(vep("ca", &["C", "cT"], "T"), [1]);
    }

    #[test]
    fn minimal_alleles_are_trimmed_one_by_one() {
        let minimal = |reference, alternates: &[&str], allele| {
            found(Spelling::Minimal, reference, alternates, allele)
        };
        assert_eq!(minimal("CA", &["C", "CAA", "CAAA"], "-"), [0]);
        assert_eq!(minimal("CA", &["C", "CAA", "CAAA"], "A"), [1]);
        assert_eq!(minimal("CA", &["C", "CAA", "CAAA"], "AA"), [2]);
        assert_eq!(minimal("AC", &["A", "GC"], "G"), [1]);
        assert_eq!(minimal("ATT", &["AT", "A"], "-"), [0, 1]);
        assert_eq!(minimal("A", &["<DEL>", "T"], "T"), [1]);
    }

    #[test]
    fn structural_variants_go_by_terms_or_as_they_are() {
        let alternates = ["<DEL>", "<DUP:TANDEM>", "G]17:198982]"];
        assert_eq!(found(Spelling::Vep, "G", &alternates, "deletion"), [0]);
        let tandem = found(Spelling::Vep, "G", &alternates, "tandem_duplication");
        assert_eq!(tandem, [1]);
        let breakend = found(Spelling::Verbatim, "G", &alternates, "G]17:198982]");
        assert_eq!(breakend, [2]);
    }

    #[test]
    fn snpeff_compares_alleles_with_a_dash() {
        let compared = |allele| found(Spelling::Comparison, "A", &["C", "G"], allele);
        assert_eq!(compared("G-C"), [1]);
        assert_eq!(compared("C-A"), [0]);
        assert_eq!(compared("G"), [0; 0]);
    }

    #[test]
    fn unspecified_alleles_hit_nothing() {
        for alternate in ["", ".", "*", "<*>", "<NON_REF>", "<X>", "X"] {
            assert!(!is_annotatable(alternate.as_bytes()), "{alternate}");
        }
        for alternate in ["<*:DEL>", "<*.DEL>"] {
            assert!(!is_annotatable(alternate.as_bytes()), "{alternate}");
        }
        for alternate in [
            "A",
            "<DEL>",
            "<INS:ME:ALU>",
            "G]17:198982]",
            "<CN0>",
            "<XYZ>",
            "AX",
        ] {
            assert!(is_annotatable(alternate.as_bytes()), "{alternate}");
        }
    }
}
