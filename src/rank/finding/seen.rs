//! What an input shows of a gene in one patient.

use super::Watched;
use crate::{
    rank::Finding,
    variant::{Genotype, Record},
};

/// How many variants are named.
const SHOWN: usize = 3;

/// What an input shows of a gene in one patient.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Variants that the patient carries; the first of them by name.
    carried: u64,
    shown: Vec<String>,
    /// Bases that the input calls like the reference, or of which it gives the depth: with reads and
    /// without any.
    with_reads: u64,
    without_reads: u64,
    /// The most reads anywhere; `None` where no depth is known.
    deepest: Option<i32>,
}

impl Seen {
    /// Takes in a record that speaks of some of the gene's bases: the genotype, and DP.
    pub fn observe(
        &mut self,
        record: &Record,
        bases: u64,
        genotype: &Genotype,
        depth: Option<i32>,
    ) {
        self.deepest = self.deepest.max(depth);
        if genotype.has_alternate() {
            self.carried += 1;
            if self.shown.len() < SHOWN {
                self.shown.push(named(record, genotype));
            }
        } else if depth.map_or_else(|| is_called(genotype), |depth| depth > 0) {
            self.with_reads += bases;
        } else if depth == Some(0) {
            self.without_reads += bases;
        }
    }

    pub fn finding(&self, gene: &Watched, has_blocks: bool) -> Finding {
        Finding {
            of: gene.symbol.clone(),
            said: self.said(has_blocks),
        }
    }

    fn said(&self, has_blocks: bool) -> String {
        let depth = self.deepest.filter(|&depth| depth > 0);
        let depth = depth.map_or(String::new(), |depth| {
            format!(", up to {depth} of them at one place")
        });
        match (self.carried, self.with_reads, self.without_reads) {
            (0, 0, 0) if has_blocks => {
                "The input says nothing of it, neither a variant nor that it is like the reference: it was \
                 not looked at, or is not there."
                    .into()
            }
            (0, 0, 0) => {
                "No variant is called there. The input has variants alone: no call is no absence.".into()
            }
            (0, 0, without) => format!(
                "No reads: the input has a depth of 0 for {without} of its bases. It looks absent, if the \
                 sequencing reaches it."
            ),
            (0, with, _) => format!(
                "There, and without a variant: {with} of its bases have reads like the reference{depth}."
            ),
            (1, ..) => format!("There, with a variant: {}.", self.shown.join("; ")),
            (carried, ..) => format!(
                "There, with {carried} variants: {}{}.",
                self.shown.join("; "),
                if carried > SHOWN as u64 { "; …" } else { "" }
            ),
        }
    }
}

fn is_called(genotype: &Genotype) -> bool {
    !genotype.alleles.is_empty() && genotype.is_complete()
}

/// `chrY:2787300 C>T (1/1)`, long alleles cut.
fn named(record: &Record, genotype: &Genotype) -> String {
    const LONGEST: usize = 12;
    let allele = |bytes: &[u8]| match bytes.len() {
        ..=LONGEST => String::from_utf8_lossy(bytes).into_owned(),
        length => format!(
            "{}… ({length} bases)",
            String::from_utf8_lossy(&bytes[..LONGEST])
        ),
    };
    let alternates: Vec<_> = record.alternates().map(allele).collect();
    let quality = if record.has_passed() {
        ""
    } else {
        ", not through FILTER"
    };
    format!(
        "{} {}>{} ({genotype}{quality})",
        record.place(),
        allele(record.reference()),
        alternates.join(",")
    )
}
