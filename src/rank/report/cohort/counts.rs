//! Columns of how many patients have what.

use crate::rank::cohort::{CohortCounts, CohortGene};

/// A column.
#[derive(Debug)]
pub(in crate::rank::report) struct Count {
    /// As of [`KINDS`](super::super::marks::KINDS).
    pub(super) kind: &'static str,
    /// Its name in the filter.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) short: &'static str,
    pub(super) of: fn(&CohortCounts) -> usize,
}

const ALL: [Count; 5] = [
    Count {
        kind: "denovo",
        name: "de novo",
        short: "De novo",
        of: |counts| counts.de_novo,
    },
    Count {
        kind: "homozygous",
        name: "homozygous",
        short: "Hom.",
        of: |counts| counts.homozygous,
    },
    Count {
        kind: "hemizygous",
        name: "hemizygous",
        short: "Hemi.",
        of: |counts| counts.hemizygous,
    },
    Count {
        kind: "trans",
        name: "compound heterozygous, in trans",
        short: "Comp. het",
        of: |counts| counts.compound,
    },
    Count {
        kind: "unphased",
        name: "two hits, phase unknown",
        short: "Phase unknown",
        of: |counts| counts.possible_compound,
    },
];

/// The columns in which some gene has patients.
pub(super) fn of(genes: &[CohortGene]) -> Vec<&'static Count> {
    let is_there = |count: &&Count| genes.iter().any(|gene| (count.of)(&gene.counts) > 0);
    ALL.iter().filter(is_there).collect()
}
