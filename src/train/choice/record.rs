//! The record of a choice, as evaluations keep it.

use serde::{Deserialize, Serialize};

use super::{ChoiceOptions, ExpressedGene, Negatives, Pool};
use crate::{
    sha256,
    train::labels::{Labels, Unmatched},
};

/// The genes that were chosen in one condition, those that were not, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The condition's key.
    pub condition: String,
    /// The kind of negatives.
    pub negatives: Negatives,
    /// Negatives for each positive gene, where that was asked for.
    pub ratio: Option<f64>,
    /// What was drawn at random follows from this.
    pub seed: u64,
    /// How many negatives were wanted.
    pub wanted: usize,
    /// How many genes could be negatives.
    pub candidates: usize,
    /// The level from which a candidate is high, where that was asked for.
    pub split_level: Option<f32>,
    /// `sha256:<hex>` of the chosen genes: a line `<gene>\t<label>\n` each, label 1 or 0, sorted,
    /// where `<gene>` is the Ensembl ID or, without one, the symbol.
    pub genes_digest: String,
    /// The genes: positive ones, then negatives, each sorted as for the digest.
    pub genes: Vec<ChosenGene>,
    /// Genes of the lists that could not be chosen.
    pub dropped: Vec<Dropped>,
    /// What in the lists means no gene of the bundle, or several.
    pub unmatched: Vec<Unmatched>,
    /// What a reader must know, in words.
    pub notes: Vec<String>,
}

/// A gene that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChosenGene {
    /// Its index in the bundle.
    pub index: usize,
    /// Its symbol, or its identifier where it has none.
    pub symbol: String,
    /// Its Ensembl ID, perhaps empty.
    pub gene_id: String,
    /// Whether it is a known disease gene.
    pub is_positive: bool,
    /// The mean over all combinations of cell type and time, transformed as the recipe says.
    pub level: f32,
    /// Why it was chosen.
    #[serde(flatten)]
    pub why: Why,
}

/// Why a gene was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Why {
    /// A known disease gene.
    Known,
    /// A gene of the list of negatives, from its upper half.
    High,
    /// A gene of the list of negatives, from its lower half, and below the median level of all
    /// expressed genes.
    Low,
    /// A gene of the list of negatives, from its lower half, but not below that median.
    LowToModerate,
    /// Near in level to a positive gene.
    Matched {
        /// The symbol of the positive gene.
        to: String,
    },
    /// Drawn from expressed genes.
    Random,
    /// An expressed gene, of which negatives are drawn.
    Expressed,
    /// Labelled 0.
    Labelled,
}

/// A gene of a list that could not be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Its symbol, or its identifier where it has none.
    pub symbol: String,
    /// Whether it was dropped from the positive genes; else from the negatives.
    pub is_positive: bool,
    /// Why it was dropped.
    pub reason: DropReason,
}

/// Why a gene was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// Absent from the condition.
    NotMeasured,
    /// Expressed nowhere in the condition.
    Silent,
    /// In the list of negatives, but in that of known genes as well, which decides.
    Known,
}

impl Choice {
    pub(super) fn new(
        condition: String,
        options: &ChoiceOptions,
        candidates: usize,
        wanted: usize,
    ) -> Self {
        Self {
            condition,
            negatives: options.negatives,
            ratio: options.ratio,
            seed: options.seed,
            wanted,
            candidates,
            split_level: None,
            genes_digest: String::new(),
            genes: Vec::new(),
            dropped: Vec::new(),
            unmatched: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// How many of the chosen genes are positive, and how many are not.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let positives = self.genes.iter().filter(|gene| gene.is_positive).count();
        (positives, self.genes.len() - positives)
    }

    pub(super) fn add(
        &mut self,
        pool: &Pool<'_>,
        genes: &[ExpressedGene<'_>],
        why: impl Fn(&ExpressedGene<'_>) -> Why,
    ) {
        self.genes.extend(genes.iter().map(|gene| {
            let why = why(gene);
            ChosenGene {
                index: gene.index,
                symbol: pool.symbol(gene.index).into(),
                gene_id: pool.id(gene.index).into(),
                is_positive: why == Why::Known,
                level: gene.level,
                why,
            }
        }));
    }

    /// Says which genes of the lists cannot be chosen.
    pub(super) fn drop_genes(&mut self, pool: &Pool<'_>, labels: &Labels) {
        let of_list = match self.negatives {
            Negatives::Housekeeping => &labels.listed[..],
            Negatives::Labelled => &labels.labelled[..],
            Negatives::Matched | Negatives::Random => &[],
        };
        for (genes, is_positive) in [(&labels.positives[..], true), (of_list, false)] {
            for gene in pool.sorted(genes) {
                if let Some(reason) = pool.why_not(gene) {
                    self.drop_gene(pool, gene, is_positive, reason);
                }
            }
        }
        for gene in pool.sorted(&labels.in_both) {
            self.drop_gene(pool, gene, false, DropReason::Known);
        }
    }

    fn drop_gene(&mut self, pool: &Pool<'_>, gene: usize, is_positive: bool, reason: DropReason) {
        self.dropped.push(Dropped {
            symbol: pool.symbol(gene).into(),
            is_positive,
            reason,
        });
    }

    pub(super) fn finish(&mut self, pool: &Pool<'_>, labels: &Labels) {
        self.genes.sort_by(|a, b| order(a).cmp(&order(b)));
        self.genes_digest = digest(&self.genes);
        self.unmatched.clone_from(&labels.unmatched);
        if let Some((name, gene)) = labels.recased.first() {
            self.notes.push(format!(
                "names of the lists that were found by other capitals, such as {name} as {}: {}; is \
                 the list of the atlas's species?",
                pool.symbol(*gene),
                labels.recased.len()
            ));
        }
        let (positives, negatives) = self.counts();
        if negatives < self.wanted {
            self.notes.push(format!(
                "{} negatives were wanted for {positives} positive genes, and {negatives} could \
                 be had",
                self.wanted
            ));
        }
    }
}

/// Positive genes first, then by key.
fn order(gene: &ChosenGene) -> (bool, &str, usize) {
    (!gene.is_positive, key(gene), gene.index)
}

fn key(gene: &ChosenGene) -> &str {
    if gene.gene_id.is_empty() {
        &gene.symbol
    } else {
        &gene.gene_id
    }
}

fn digest(genes: &[ChosenGene]) -> String {
    let line = |gene: &ChosenGene| format!("{}\t{}\n", key(gene), u8::from(gene.is_positive));
    let mut lines: Vec<_> = genes.iter().map(line).collect();
    lines.sort_unstable();
    sha256::of(lines.concat().as_bytes())
}
