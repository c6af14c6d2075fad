//! Whether more patients than controls carry a variant of a gene.

use std::collections::{BTreeMap, BTreeSet};

use super::{Burden, BurdenGroups, CohortGene, fisher::LogFactorials, join::GeneKey};
use crate::gene::Settled;

/// The level at which a gene is to stand out among all that are tested.
const LEVEL: f64 = 0.05;

/// Who carries what, while inputs are read.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Who the controls are, where they are of a file of their own.
    pub(super) of: Option<String>,
    patients: usize,
    controls: usize,
    /// Of each gene the carriers, patients and controls, by their numbers.
    carriers: BTreeMap<GeneKey, [BTreeSet<usize>; 2]>,
}

impl Counts {
    /// Takes a sample in that carries variants of these genes.
    pub(super) fn add(&mut self, is_control: bool, genes: impl Iterator<Item = GeneKey>) {
        let count = match is_control {
            true => &mut self.controls,
            false => &mut self.patients,
        };
        for gene in genes {
            let carriers = self.carriers.entry(gene).or_default();
            carriers[usize::from(is_control)].insert(*count);
        }
        *count += 1;
    }

    /// The groups, and each gene's carriers; none without controls.
    pub(super) fn finish(self, mentioned: &Settled) -> Option<(BurdenGroups, OfGenes)> {
        let mut genes: BTreeMap<GeneKey, [BTreeSet<usize>; 2]> = BTreeMap::new();
        for (key, carriers) in self.carriers {
            let held = genes.entry(key.settled(mentioned)).or_default();
            for (held, more) in held.iter_mut().zip(carriers) {
                held.extend(more);
            }
        }
        let of = self.of.unwrap_or_else(|| {
            "the samples of the inputs that the pedigree calls unaffected".to_string()
        });
        let groups = BurdenGroups {
            of,
            patients: self.patients,
            controls: self.controls,
            genes: genes.len(),
            threshold: LEVEL / genes.len().max(1) as f64,
        };
        let counts = genes.into_iter();
        let counts = counts.map(|(key, carriers)| (key, carriers.map(|set| set.len())));
        let all = [groups.patients, groups.controls];
        let of_genes = OfGenes {
            counts: counts.collect(),
            logs: LogFactorials::up_to(all.iter().sum()),
            all,
        };
        (groups.controls > 0).then_some((groups, of_genes))
    }
}

/// The carriers of genes.
pub(super) struct OfGenes {
    counts: BTreeMap<GeneKey, [usize; 2]>,
    all: [usize; 2],
    logs: LogFactorials,
}

impl OfGenes {
    /// A gene's carriers, and what Fisher's test says of them.
    pub(super) fn tell(&self, key: GeneKey, gene: &mut CohortGene) {
        let [patients, controls] = self.counts.get(&key).copied().unwrap_or_default();
        gene.burden = Some(Burden {
            patients,
            controls,
            p: self.logs.fisher([patients, controls], self.all),
        });
    }
}

impl BurdenGroups {
    /// What the comparison does not tell.
    pub(super) fn caveat(&self) -> String {
        format!(
            "Carriers of variants that passed the filters on variants among {} patients and {} controls \
             ({}), by Fisher's exact test, two-sided. A small p-value is no proof: capture, calling, \
             depth and ancestry may differ between the two, relatives share variants, who was not called \
             counts as no carrier, and only the same filters make them alike. {} genes were tested, of which one in twenty is below 0.05 by \
             chance: only below {:.2e} does one stand out (Bonferroni).",
            self.patients, self.controls, self.of, self.genes, self.threshold
        )
    }
}
