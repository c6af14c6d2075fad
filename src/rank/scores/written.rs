//! The scores that an earlier annotation wrote into an input.

use rustc_hash::FxHashMap;

use crate::{
    bundle::LikelihoodRatio,
    gene::{GeneMention, Settled},
    info::{self, DecodeError, Decoder},
    rank::{BundleSource, GeneOpinion, GenePattern, GeneScore, GeneWhys, RankedCondition},
    variant::{Dictionary, Header, Record},
};

/// The scores of an input's INFO fields, kept gene by gene as records are read.
pub struct Written {
    decoder: Decoder,
    genes: FxHashMap<usize, Vec<info::Score>>,
}

impl Written {
    /// Finds the fields that begin with a prefix. `input` is what errors call the file.
    ///
    /// # Errors
    ///
    /// There are none, or they are laid out otherwise.
    pub fn find(
        header: &Header,
        dictionary: &Dictionary,
        prefix: &str,
        input: &str,
    ) -> Result<Self, DecodeError> {
        Ok(Self {
            decoder: Decoder::find(header, dictionary, prefix, input)?,
            genes: FxHashMap::default(),
        })
    }

    pub(super) fn conditions(&self) -> Vec<RankedCondition> {
        let conditions = self.decoder.conditions().iter().cloned();
        conditions.map(RankedCondition::from).collect()
    }

    /// What the header says of the scores' bundle.
    #[must_use]
    pub fn bundle(&self) -> Option<&BundleSource> {
        self.decoder.bundle()
    }

    /// Whether the header calls any score synthetic.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.decoder.is_synthetic()
    }

    /// The header's lines of where the scores came from, without `##`.
    #[must_use]
    pub fn provenance(&self) -> &[String] {
        self.decoder.provenance()
    }

    pub(super) fn note(&self) -> Option<String> {
        let count = self.decoder.disagreements();
        (count > 0).then(|| {
            format!(
                "of {count} ALTs the input's scores contradict each other: those of the genes' entries \
                 are taken, and not the highest scores. Annotate the input anew, if you can."
            )
        })
    }

    pub(super) fn of(&self, gene: usize) -> Vec<GeneScore> {
        let conditions = self.decoder.conditions();
        match self.genes.get(&gene) {
            Some(scores) => conditions.iter().zip(scores).map(gene_score).collect(),
            None => vec![GeneScore::default(); conditions.len()],
        }
    }

    /// Puts scores under the genes that were mentioned, when all were.
    pub(super) fn settle(&mut self, genes: &Settled) {
        let mut scores: Vec<_> = std::mem::take(&mut self.genes).into_iter().collect();
        scores.sort_unstable_by_key(|(gene, _)| *gene);
        for (gene, scores) in scores {
            keep(&mut self.genes, genes.number(gene), scores.into_iter());
        }
    }

    /// Reads a record's genes. `number` gives a gene its number; `hit` is told which ALT hits which
    /// gene.
    pub fn read(
        &mut self,
        record: &Record,
        number: &mut impl FnMut(&GeneMention) -> Option<usize>,
        hit: &mut impl FnMut(usize, usize),
    ) {
        let Self { decoder, genes } = self;
        decoder.read(record, &mut |decoded| {
            let gene = Some(&decoded.gene).filter(|gene| !gene.is_empty());
            let Some(gene) = gene.and_then(&mut *number) else {
                return;
            };
            for &alternate in decoded.alternates {
                hit(alternate, gene);
            }
            keep(genes, gene, decoded.scores.into_iter());
        });
    }
}

/// A gene's scores are the same in every record; not every record tells all of them.
fn keep(
    genes: &mut FxHashMap<usize, Vec<info::Score>>,
    gene: usize,
    scores: impl Iterator<Item = info::Score>,
) {
    let kept = genes.entry(gene).or_default();
    if kept.is_empty() {
        kept.extend(scores);
        return;
    }
    for (kept, found) in kept.iter_mut().zip(scores) {
        kept.value = kept.value.or(found.value);
        kept.percentile = kept.percentile.or(found.percentile);
        kept.pattern = kept.pattern.take().or(found.pattern);
        if kept.opinions.is_empty() {
            kept.opinions = found.opinions;
        }
    }
}

fn gene_score((condition, score): (&info::Condition, &info::Score)) -> GeneScore {
    let ratios = &condition.likelihood_ratios;
    let opinions = condition.opinions.iter().zip(&score.opinions);
    let opinion = |(about, &percentile): (&info::Opinion, &Option<f32>)| GeneOpinion {
        model: about.name.clone(),
        percentile,
    };
    GeneScore {
        score: score.value,
        percentile: score.percentile,
        likelihood_ratio: score
            .percentile
            .and_then(|p| LikelihoodRatio::at(ratios, p)),
        opinions: opinions.map(opinion).collect(),
        pattern: score.pattern.clone().map(|class| GenePattern {
            class,
            ..GenePattern::default()
        }),
        why: GeneWhys::default(),
    }
}

#[cfg(test)]
mod tests;
