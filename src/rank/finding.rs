//! What an input says of a patient's genome as a whole: genes that are looked for in everybody, X and Y,
//! runs of homozygosity.

mod runs;
mod seen;
mod watched;

use super::{Chromosome, Finding};

pub(super) use self::{runs::Runs, seen::Seen, watched::Watched};

/// What is seen of one patient while records pass.
#[derive(Clone, Debug, Default)]
pub(super) struct Overview {
    /// For each gene that is looked for.
    pub(super) genes: Vec<Seen>,
    /// Runs of homozygosity.
    pub(super) runs: Runs,
}

impl Overview {
    /// For genes that are looked for.
    pub(super) fn of(genes: &[Watched]) -> Self {
        Self {
            genes: vec![Seen::default(); genes.len()],
            runs: Runs::default(),
        }
    }

    /// What was seen, in words, after what is known of X and Y. `has_blocks`: whether the input has
    /// records of what is like the reference.
    pub(super) fn findings(
        &self,
        genes: &[Watched],
        of_x_and_y: impl IntoIterator<Item = Finding>,
        has_blocks: bool,
    ) -> Vec<Finding> {
        let genes = genes.iter().zip(&self.genes);
        let mut findings: Vec<_> = genes
            .map(|(gene, seen)| seen.finding(gene, has_blocks))
            .collect();
        findings.extend(of_x_and_y);
        findings.push(self.runs.finding());
        findings
    }
}

/// A record's place, as far as findings go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'r> {
    pub(super) chromosome: Chromosome,
    /// CHROM by its shortest name.
    pub(super) contig: &'r [u8],
    pub(super) position: u64,
}
