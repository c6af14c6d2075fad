//! How frequent a variant may be and still cause disease by a mode.

use std::collections::BTreeSet;

use super::Hit;
use crate::rank::Candidate;

/// The population frequencies up to which a variant counts for a mode of inheritance. One of which
/// no frequency is known counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Where one copy is enough, 0-1.
    pub dominant: f64,
    /// Where all copies bear it, or another variant of the gene, 0-1.
    pub recessive: f64,
}

/// Those of the G2P plugin of Ensembl's VEP: `af_monoallelic` 0.0001 and `af_biallelic` 0.005
/// (Thormann et al. 2019, doi:10.1038/s41467-019-10016-3). What is hemizygous on X is held to the
/// higher one here, for carriers are healthy.
impl Default for Limits {
    fn default() -> Self {
        Self {
            dominant: 0.0001,
            recessive: 0.005,
        }
    }
}

impl Limits {
    /// Whether it is rare enough to cause disease by one copy.
    #[must_use]
    pub fn admit_dominant(&self, hit: &Hit) -> bool {
        is_at_most(hit.frequency, self.dominant)
    }

    /// Whether it is rare enough to cause disease by all copies, or with another variant.
    #[must_use]
    pub fn admit_recessive(&self, hit: &Hit) -> bool {
        is_at_most(hit.frequency, self.recessive)
    }
}

impl Limits {
    /// How many of the candidates' variants do not count for a mode, in a sentence; `None` where all
    /// do.
    pub(in crate::rank) fn note(&self, candidates: &[Candidate]) -> Option<String> {
        let above = |most: f64| {
            let variants = candidates.iter().flat_map(|candidate| &candidate.variants);
            let frequent = variants.filter(|v| v.limited_frequency().is_some_and(|f| f > most));
            let places: BTreeSet<_> = frequent.map(|v| (v.record, &v.alternate)).collect();
            places.len()
        };
        let (dominant, recessive) = (above(self.dominant), above(self.recessive));
        (dominant + recessive > 0).then(|| {
            format!(
                "By their population frequency {dominant} variants do not count as dominant or de novo \
                 (above {}), and {recessive} not as recessive, compound heterozygous or X-linked \
                 (above {}); what ClinVar reports pathogenic, and what has no known frequency, counts.",
                self.dominant, self.recessive
            )
        })
    }
}

fn is_at_most(frequency: Option<f64>, most: f64) -> bool {
    frequency.is_none_or(|frequency| frequency <= most)
}
