//! How severe consequences are.
//!
//! Order and impact of VEP's terms are those of `%OVERLAP_CONSEQUENCES` in
//! `Bio::EnsEMBL::Variation::Utils::Constants` of Ensembl 115, which are also
//! on Ensembl's page "Calculated consequences". Terms that only SnpEff writes
//! have the impact of its `EffectType` (SnpEff 5); where it gives one term
//! several, the highest. They stand beside Ensembl's of their kind.
//!
//! ```
//! use dsdscore::gene::consequence::severity::{Impact, worst_impact};
//!
//! assert_eq!(worst_impact(b"splice_region_variant&stop_gained"), Some(Impact::High));
//! assert_eq!(worst_impact(b"a_term_of_tomorrow"), None);
//! ```

mod terms;

use serde::{Deserialize, Serialize};

use self::terms::{SYNONYMS, TERMS};

/// Ensembl's impact, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Impact {
    /// MODIFIER.
    Modifier,
    /// LOW.
    Low,
    /// MODERATE.
    Moderate,
    /// HIGH.
    High,
}

impl Impact {
    /// Reads the word of VEP's `IMPACT` and SnpEff's `Annotation_Impact`, in upper or lower case;
    /// `None` for any other.
    #[must_use]
    pub fn parse(word: &[u8]) -> Option<Self> {
        let all = [Self::Modifier, Self::Low, Self::Moderate, Self::High];
        all.into_iter()
            .find(|impact| impact.name().as_bytes().eq_ignore_ascii_case(word))
    }

    /// The word, `HIGH`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Modifier => "MODIFIER",
            Self::Low => "LOW",
            Self::Moderate => "MODERATE",
            Self::High => "HIGH",
        }
    }
}

/// How severe a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Severity {
    /// The place among all terms, from 0, which is the most severe.
    pub rank: usize,
    /// The impact.
    pub impact: Impact,
}

/// How severe a term of the Sequence Ontology, of SnpEff or of `bcftools csq` is; `None` for an
/// unknown one.
///
/// The `*` that `bcftools csq` puts before what lies behind a stop that is gained changes nothing:
/// it says that the protein ends before.
#[must_use]
pub fn severity(term: &[u8]) -> Option<Severity> {
    let term = canonical(term);
    let rank = TERMS.iter().position(|(name, _)| name.as_bytes() == term)?;
    Some(Severity {
        rank,
        impact: TERMS[rank].1,
    })
}

/// The Sequence Ontology's term for one of `bcftools csq` (`*missense` is `missense_variant`) or an
/// older one; others as they are.
#[must_use]
pub fn canonical(term: &[u8]) -> &[u8] {
    let term = term.strip_prefix(b"*").unwrap_or(term);
    let known = SYNONYMS.iter().find(|(name, _)| name.as_bytes() == term);
    known.map_or(term, |(_, canonical)| canonical.as_bytes())
}

/// The terms that have an impact, the most severe first.
pub fn terms() -> impl Iterator<Item = &'static str> {
    TERMS.iter().map(|(name, _)| *name)
}

/// The terms of an entry's consequence, which are joined by `&`, or by `+` in an old SnpEff.
pub fn split(consequence: &[u8]) -> impl Iterator<Item = &[u8]> + Clone {
    let terms = consequence.split(|b| matches!(b, b'&' | b'+'));
    terms.filter(|term| !matches!(*term, b"" | b"."))
}

/// The place of the most severe term of a consequence; `None` where none is known.
#[must_use]
pub fn worst_rank(consequence: &[u8]) -> Option<usize> {
    split(consequence)
        .filter_map(|term| Some(severity(term)?.rank))
        .min()
}

/// The impact of the most severe term of a consequence.
///
/// `None` where nobody can tell: there is no term, or an unknown one and none that is
/// [`Impact::High`].
#[must_use]
pub fn worst_impact(consequence: &[u8]) -> Option<Impact> {
    let impacts = split(consequence).map(|term| severity(term).map(|s| s.impact));
    let highest = impacts.clone().flatten().max();
    let is_known = impacts.clone().all(|impact| impact.is_some());
    highest.filter(|impact| is_known || *impact == Impact::High)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impact(term: &str) -> Option<Impact> {
        severity(term.as_bytes()).map(|s| s.impact)
    }

    #[test]
    fn no_term_stands_twice_and_synonyms_have_a_term() {
        let names: std::collections::BTreeSet<_> = terms().collect();
        assert_eq!(names.len(), TERMS.len());
        for (synonym, term) in SYNONYMS {
            assert!(names.contains(term), "{term}");
            assert!(!names.contains(synonym), "{synonym}");
        }
    }

    #[test]
    fn terms_of_bcftools_have_the_impact_of_ensembls() {
        for (term, expected) in [
            ("missense", Impact::Moderate),
            ("*missense", Impact::Moderate),
            ("*frameshift", Impact::High),
            ("synonymous", Impact::Low),
            ("inframe_altering", Impact::Moderate),
            ("5_prime_utr", Impact::Modifier),
            ("non_coding", Impact::Modifier),
            ("NMD_transcript", Impact::Modifier),
            ("feature_truncation", Impact::High),
        ] {
            assert_eq!(impact(term), Some(expected), "{term}");
        }
        // All of `csq_strings` in bcftools 1.23's csq.c.
        for term in "synonymous missense stop_lost stop_gained inframe_deletion inframe_insertion \
            frameshift splice_acceptor splice_donor start_lost splice_region stop_retained \
            5_prime_utr 3_prime_utr non_coding intron intergenic inframe_altering coding_sequence \
            feature_elongation feature_truncation start_retained"
            .split_whitespace()
        {
            assert!(impact(term).is_some(), "{term}");
        }
    }

    #[test]
    fn terms_of_snpeff_have_its_impact() {
        for (term, expected) in [
            ("disruptive_inframe_deletion", Impact::Moderate),
            ("conservative_inframe_insertion", Impact::Moderate),
            ("structural_interaction_variant", Impact::High),
            ("bidirectional_gene_fusion", Impact::High),
            ("exon_loss_variant", Impact::High),
            (
                "5_prime_UTR_premature_start_codon_gain_variant",
                Impact::Low,
            ),
            ("initiator_codon_variant", Impact::Low),
            ("intragenic_variant", Impact::Modifier),
        ] {
            assert_eq!(impact(term), Some(expected), "{term}");
        }
    }

    #[test]
    fn the_most_severe_term_decides() {
        let worst = |text: &str| worst_impact(text.as_bytes());
        assert_eq!(
            worst("splice_region_variant&intron_variant"),
            Some(Impact::Low)
        );
        assert_eq!(
            worst("NMD_transcript_variant&stop_gained"),
            Some(Impact::High)
        );
        let joined = "5_prime_UTR_truncation+exon_loss_variant";
        assert_eq!(worst(joined), Some(Impact::High));
        assert!(worst_rank(b"intron_variant") > worst_rank(b"intron_variant&missense_variant"));
        assert!(worst_rank(b"missense_variant") > worst_rank(b"stop_gained"));
    }

    #[test]
    fn an_unknown_term_hides_what_it_may_be() {
        let worst = |text: &str| worst_impact(text.as_bytes());
        assert_eq!(impact("a_new_term"), None);
        assert_eq!(worst("intron_variant&a_new_term"), None);
        assert_eq!(worst("stop_gained&a_new_term"), Some(Impact::High));
        assert_eq!(worst(""), None);
        assert_eq!(worst("."), None);
        assert_eq!(worst_rank(b"a_new_term"), None);
    }

    #[test]
    fn impacts_are_read_in_any_case() {
        assert_eq!(Impact::parse(b"HIGH"), Some(Impact::High));
        assert_eq!(Impact::parse(b"modifier"), Some(Impact::Modifier));
        assert_eq!(Impact::parse(b""), None);
        assert!(Impact::High > Impact::Moderate && Impact::Low > Impact::Modifier);
    }
}
