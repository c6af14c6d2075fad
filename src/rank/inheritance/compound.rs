//! What heterozygous variants of a gene make together.

use std::collections::BTreeMap;

use super::{Compound, Hit, Transmission};
use crate::rank::{Chromosome, Zygosity};

impl Compound {
    /// What a gene's heterozygous variants make together; `None` where there are fewer than two, or
    /// none on a chromosome of which there are two.
    ///
    /// Two variants are in trans if one is from the mother alone and the other from the father
    /// alone, if they are phased on different haplotypes of one phase set, by PS or by PID, or if they
    /// are two ALTs of one diploid genotype. They are in cis if both are from the same one parent, or phased on one
    /// haplotype. Trans wins where parents and phase disagree and where any pair is so, for such a
    /// pair is enough; cis is said where all pairs are. What is de novo or of both parents is
    /// placed by phase alone.
    #[must_use]
    pub fn of(hits: &[Hit]) -> Option<Self> {
        let hits: Vec<_> = hits.iter().filter(|hit| hit.is_half()).collect();
        let pairs = hits.iter().enumerate();
        let mut pairs = pairs.flat_map(|(i, a)| hits[i + 1..].iter().map(move |b| (a, b)));
        if hits.len() < 2 {
            None
        } else if are_of_one_site(&hits) || are_of_both_parents(&hits) || are_phased_apart(&hits) {
            Some(Self::Trans)
        } else if pairs.all(|(a, b)| are_together(a, b)) {
            Some(Self::Cis)
        } else {
            Some(Self::Unphased)
        }
    }
}

impl Hit<'_> {
    /// Whether it is heterozygous on a chromosome of which there may be two.
    pub(super) fn is_half(&self) -> bool {
        let is_paired = !matches!(self.chromosome, Chromosome::Y | Chromosome::Mitochondrial);
        is_paired && self.zygosity == Zygosity::Heterozygous
    }
}

/// One copy has one allele at a site.
fn are_of_one_site(hits: &[&Hit]) -> bool {
    let diploid = hits.iter().filter(|hit| hit.ploidy == 2);
    let mut records: Vec<_> = diploid.map(|hit| hit.record).collect();
    records.sort_unstable();
    records.windows(2).any(|pair| pair[0] == pair[1])
}

fn are_of_both_parents(hits: &[&Hit]) -> bool {
    let is_there = |from| hits.iter().any(|hit| hit.transmission == Some(from));
    is_there(Transmission::Maternal) && is_there(Transmission::Paternal)
}

fn are_phased_apart(hits: &[&Hit]) -> bool {
    are_apart(hits.iter().filter_map(|hit| hit.phase))
        || are_apart(hits.iter().filter_map(|hit| hit.physical_phase))
}

/// Whether some two haplotypes are of one set and differ.
fn are_apart<S: Ord>(mut phases: impl Iterator<Item = (usize, S)>) -> bool {
    let mut haplotypes = BTreeMap::new();
    phases.any(|(haplotype, set)| *haplotypes.entry(set).or_insert(haplotype) != haplotype)
}

/// Whether one parent or the phase puts two on one copy, where nothing puts them on two.
fn are_together(a: &Hit, b: &Hit) -> bool {
    use Transmission::{Maternal, Paternal};
    let from = a
        .transmission
        .filter(|from| matches!(from, Maternal | Paternal));
    let is_of_one_parent = from.is_some() && from == b.transmission;
    is_of_one_parent
        || a.phase.is_some() && a.phase == b.phase
        || a.physical_phase.is_some() && a.physical_phase == b.physical_phase
}

#[cfg(test)]
mod tests {
    use super::{super::tests::hit, Compound::*, *};
    use crate::rank::inheritance::Transmission::{Biparental, DeNovo, Maternal, Paternal, Unknown};

    /// Heterozygous variants of records of their own, by transmission.
    fn inherited(transmissions: &[Transmission]) -> Vec<Hit<'static>> {
        let hits = transmissions.iter().enumerate();
        hits.map(|(i, &transmission)| Hit {
            transmission: Some(transmission),
            ..hit("0/1", i as u64)
        })
        .collect()
    }

    fn phased(phases: &[(usize, i64)]) -> Vec<Hit<'static>> {
        let hits = phases.iter().enumerate();
        hits.map(|(i, &phase)| Hit {
            phase: Some(phase),
            ..hit("0|1", i as u64)
        })
        .collect()
    }

    /// As a genome's in a large gene.
    #[test]
    fn many_variants_of_a_gene_take_no_time_by_their_square() {
        assert_eq!(
            Compound::of(&inherited(&[Unknown; 100_000])),
            Some(Unphased)
        );
    }

    #[test]
    fn one_from_each_parent_is_trans() {
        for (transmissions, expected) in [
            (&[Maternal, Paternal][..], Some(Trans)),
            (&[Paternal, Maternal], Some(Trans)),
            (&[Maternal, Maternal], Some(Cis)),
            (&[Paternal, Paternal], Some(Cis)),
            (&[DeNovo, Maternal], Some(Unphased)),
            (&[Biparental, Maternal], Some(Unphased)),
            (&[Unknown, Unknown], Some(Unphased)),
            (&[Maternal, Maternal, Paternal], Some(Trans)),
            (&[Maternal, Maternal, Unknown], Some(Unphased)),
            (&[Maternal], None),
            (&[], None),
        ] {
            assert_eq!(
                Compound::of(&inherited(transmissions)),
                expected,
                "{transmissions:?}"
            );
        }
    }

    #[test]
    fn phase_tells_within_a_phase_set() {
        assert_eq!(Compound::of(&phased(&[(0, 7), (1, 7)])), Some(Trans));
        assert_eq!(Compound::of(&phased(&[(1, 7), (1, 7)])), Some(Cis));
        assert_eq!(Compound::of(&phased(&[(0, 7), (1, 8)])), Some(Unphased));
        assert_eq!(
            Compound::of(&phased(&[(1, 0), (1, 0), (0, 0)])),
            Some(Trans)
        );
    }

    #[test]
    fn either_kind_of_phase_tells_and_trans_wins() {
        type Phases = (Option<(usize, i64)>, Option<(usize, &'static str)>);
        let of = |phases: [Phases; 2]| {
            let hits = phases.map(|(phase, physical_phase)| Hit {
                phase,
                physical_phase,
                ..hit("0/1", 0)
            });
            let [first, second] = hits;
            Compound::of(&[
                first,
                Hit {
                    record: 1,
                    ..second
                },
            ])
        };
        let (set, other) = ("100_A_T", "7_C_G");
        for (a, b, expected) in [
            ((None, Some((1, set))), (None, Some((0, set))), Trans),
            ((None, Some((1, set))), (None, Some((1, set))), Cis),
            ((None, Some((1, set))), (None, Some((0, other))), Unphased),
            ((Some((1, 100)), None), (None, Some((0, "100"))), Unphased),
            (
                (Some((1, 100)), Some((1, set))),
                (None, Some((0, set))),
                Trans,
            ),
            (
                (Some((1, 100)), Some((1, set))),
                (Some((1, 100)), Some((0, set))),
                Trans,
            ),
        ] {
            assert_eq!(of([a, b]), Some(expected), "{a:?} {b:?}");
        }
    }

    #[test]
    fn phase_places_what_is_new() {
        let mut hits = inherited(&[DeNovo, Maternal]);
        (hits[0].phase, hits[1].phase) = (Some((0, 7)), Some((1, 7)));
        assert_eq!(Compound::of(&hits), Some(Trans));
    }

    #[test]
    fn trans_wins_where_phase_and_parents_disagree() {
        let mut hits = inherited(&[Maternal, Paternal]);
        (hits[0].phase, hits[1].phase) = (Some((0, 7)), Some((0, 7)));
        assert_eq!(Compound::of(&hits), Some(Trans));
    }

    #[test]
    fn two_alternates_of_one_site_are_on_both_copies() {
        assert_eq!(Compound::of(&[hit("1/2", 5), hit("1/2", 5)]), Some(Trans));
        assert_eq!(Compound::of(&[hit("/1|2", 5), hit("/1|2", 5)]), Some(Trans));
        let three = [hit("0/1/2", 5), hit("0/1/2", 5)];
        assert_eq!(Compound::of(&three), Some(Unphased));
    }

    #[test]
    fn only_what_is_heterozygous_on_two_copies_counts() {
        let mut hits = inherited(&[Maternal, Paternal]);
        hits[0].zygosity = Zygosity::Homozygous;
        assert_eq!(Compound::of(&hits), None);
        let mut hits = inherited(&[Maternal, Maternal]);
        hits.iter_mut()
            .for_each(|hit| hit.chromosome = Chromosome::Mitochondrial);
        assert_eq!(Compound::of(&hits), None);
    }
}
