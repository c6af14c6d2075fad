//! The reasons that a bundle keeps, with names in the place of numbers.

mod sentence;

use serde::{Serialize, Serializer};

use crate::{
    bundle::{
        Alike, Bundle, BundleError, ConditionReasons, Control, Explanation, Likeness, Moved,
        Opinion, Replacement, Way,
    },
    heatmap::{Pattern, PatternClass},
};

/// Why a gene has its score by one model.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// The gene's symbol.
    pub gene: String,
    /// The condition's key.
    pub condition: String,
    /// The condition in words.
    #[serde(skip)]
    pub label: String,
    /// The model's name.
    pub model: String,
    /// Whether it decides in the condition; else it is a second opinion.
    pub decides: bool,
    /// The source of its scores, by its index in the manifest.
    #[serde(skip)]
    pub source: usize,
    /// Whether all times of the condition are one block, so that they need not be told.
    #[serde(skip)]
    pub one_time: bool,
    /// The score.
    pub score: f32,
    /// Its percentile among all genes, 0-100; none where the scores are not complete.
    pub percentile: Option<f32>,
    /// How the reasons were found, in words.
    #[serde(skip)]
    pub found: String,
    /// How the model was asked.
    pub way: Way,
    /// What blocks were replaced by.
    pub replaced_by: Replacement,
    /// The blocks that raise the score most.
    pub raising: Vec<Reason>,
    /// Those that lower it most.
    pub lowering: Vec<Reason>,
    /// The cell type without which the score would be lowest.
    pub without: Option<WithoutCellType>,
    /// The known genes that it is most like.
    pub known: Vec<Like>,
    /// How many per cent of the genes with a profile are at least as similar to the known gene that is most
    /// similar to them: of many known genes one is near to most genes. None where none was compared.
    pub as_like: Option<f32>,
    /// The housekeeping genes that it is most like.
    pub housekeeping: Vec<Like>,
    /// The percentile of its level among expressed genes, 0-100.
    pub level: Option<f32>,
    /// That of its specificity, tau.
    pub tau: Option<f32>,
    /// That of how unusual it is for its level.
    pub dev: Option<f32>,
    /// The percentiles by the other models of the condition: name, percentile.
    #[serde(serialize_with = "named_percentiles")]
    pub opinions: Vec<(String, Option<f32>)>,
    /// The lowest and the highest score by a member of the model's ensemble.
    pub members: Option<[f32; 2]>,
    /// What models with random weights say.
    pub control: Option<Control>,
}

impl Why {
    /// All of it in one sentence, which is true by the numbers.
    #[must_use]
    pub fn sentence(&self) -> String {
        sentence::sentence(self)
    }

    /// Whether models with random weights give such reasons too.
    #[must_use]
    pub fn is_of_the_image(&self) -> bool {
        self.control.as_ref().is_some_and(Control::is_of_the_image)
    }
}

/// A block that moves a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The cell type.
    pub cell_type: String,
    /// The labels of the times.
    pub times: Vec<String>,
    /// The first of them, by its place on the axis.
    #[serde(skip)]
    pub first_time: usize,
    /// By how much it moves the log-odds.
    pub change: f32,
    /// How unusual expression is there for the gene's level, in standard deviations.
    pub residual: Option<f32>,
}

/// What a score would be without a cell type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithoutCellType {
    /// The cell type.
    pub cell_type: String,
    /// The score.
    pub score: f32,
    /// Its percentile among the scores of all genes as they are.
    pub percentile: Option<f32>,
}

/// A gene that another is like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Like {
    /// The symbol.
    pub gene: String,
    /// Pearson's correlation of the two level-conditional profiles.
    pub similarity: f32,
    /// Where it stands among the similarities of all genes with this one, 0-100.
    pub percentile: f32,
}

/// Tells why genes of a bundle have their scores.
#[derive(Debug)]
pub struct Whys<'b> {
    bundle: &'b Bundle,
    /// By condition the levels, and the taus, of its expressed genes, ascending.
    ranks: Vec<[Vec<f32>; 2]>,
    /// By condition the similarities of genes with the known gene that is most similar, ascending.
    nearest: Vec<Vec<f32>>,
}

impl<'b> Whys<'b> {
    /// Of the reasons that a bundle keeps, which may be none.
    ///
    /// # Errors
    ///
    /// If they are not as they were written.
    pub fn new(bundle: &'b Bundle) -> Result<Self, BundleError> {
        let conditions = bundle.reasons()?.conditions.iter();
        let nearest = conditions.map(|kept| kept.as_ref().map_or(Vec::new(), nearest));
        let conditions = 0..bundle.manifest().conditions.len();
        Ok(Self {
            bundle,
            ranks: conditions
                .map(|index| ranks(bundle.patterns(index)))
                .collect(),
            nearest: nearest.collect(),
        })
    }

    /// The bundle.
    #[must_use]
    pub fn bundle(&self) -> &'b Bundle {
        self.bundle
    }

    /// Whether the scores that decide in a condition were explained.
    #[must_use]
    pub fn has_any(&self, condition: usize) -> bool {
        let mut opinions = self.bundle.opinions(condition);
        opinions
            .next()
            .is_some_and(|opinion| opinion.explanation().is_some())
    }

    /// Why a gene has the score that decides in a condition; `None` where it has none, or nobody asked.
    #[must_use]
    pub fn of(&self, gene: usize, condition: usize) -> Option<Why> {
        self.by(gene, condition, &self.bundle.opinions(condition).next()?)
    }

    /// Why a gene has its scores by all models of a condition that were asked, the one that decides
    /// first.
    pub fn all(&self, gene: usize, condition: usize) -> impl Iterator<Item = Why> {
        let opinions = self.bundle.opinions(condition);
        opinions.filter_map(move |opinion| self.by(gene, condition, &opinion))
    }

    /// Why a gene has the score by one of a condition's models.
    #[must_use]
    pub fn by(&self, gene: usize, condition: usize, opinion: &Opinion<'_>) -> Option<Why> {
        let explanation = opinion.explanation()?;
        let score = opinion.score(gene)?;
        let all = self.bundle.reasons().ok()?;
        let found = all.sources.get(opinion.source())?.get(gene)?.as_ref()?;
        let axes = self.bundle.manifest().conditions.get(condition)?;
        let reason = |moved: &Moved| self.reason(condition, explanation, moved);
        let kept = all.conditions.get(condition).and_then(Option::as_ref);
        let likeness = kept.and_then(|kept| kept.likeness.get(gene)?.as_ref());
        let like = |alike: &Vec<Alike>| alike.iter().map(|one| self.like(one)).collect();
        let deciding = self.bundle.opinions(condition).next()?.source();
        let others = self.bundle.opinions(condition);
        let others = others.filter(|other| other.source() != opinion.source());
        let pattern = self.bundle.pattern(gene, condition);
        let percentile_among = |which: usize, value: fn(&Pattern) -> Option<f32>| {
            percentile(&self.ranks[condition][which], value(pattern?)?)
        };
        Some(Why {
            gene: self.bundle.genes()[gene].symbol.clone(),
            condition: axes.key.clone(),
            label: axes.label.clone(),
            model: opinion.model().name.clone(),
            decides: opinion.source() == deciding,
            source: opinion.source(),
            one_time: explanation.blocks(axes).shape()[1] == 1,
            score,
            percentile: opinion.percentile(score),
            found: explanation.to_string(),
            way: explanation.way,
            replaced_by: explanation.replaced_by,
            raising: found.raising.iter().map(reason).collect(),
            lowering: found.lowering.iter().map(reason).collect(),
            without: found.without.map(|without| WithoutCellType {
                cell_type: axes.cell_types[without.cell_type].clone(),
                score: without.score,
                percentile: opinion.percentile(without.score),
            }),
            known: likeness.map_or(Vec::new(), |likeness| like(&likeness.known)),
            as_like: likeness.and_then(|likeness| self.as_like(condition, likeness)),
            housekeeping: likeness.map_or(Vec::new(), |likeness| like(&likeness.housekeeping)),
            level: percentile_among(0, |pattern| Some(pattern.level)),
            tau: percentile_among(1, |pattern| pattern.tau),
            dev: kept.and_then(|kept| kept.dev.get(gene).copied().filter(|dev| !dev.is_nan())),
            opinions: others
                .map(|other| (other.model().name.clone(), other.percentile_of(gene)))
                .collect(),
            members: found.members,
            control: explanation.control.clone(),
        })
    }

    fn reason(&self, condition: usize, explanation: &Explanation, moved: &Moved) -> Reason {
        let axes = &self.bundle.manifest().conditions[condition];
        let (cell_type, times) = explanation.blocks(axes).place(moved.block);
        Reason {
            cell_type: axes.cell_types[cell_type].clone(),
            first_time: times.start,
            times: axes.times[times]
                .iter()
                .map(|time| time.label.clone())
                .collect(),
            change: moved.change,
            residual: moved.residual,
        }
    }

    fn as_like(&self, condition: usize, likeness: &Likeness) -> Option<f32> {
        let (own, all) = (likeness.known.first()?.similarity, &self.nearest[condition]);
        let less = all.partition_point(|&other| other < own);
        Some((100.0 * (all.len() - less) as f64 / all.len() as f64) as f32)
    }

    fn like(&self, alike: &Alike) -> Like {
        Like {
            gene: self.bundle.genes()[alike.gene].symbol.clone(),
            similarity: alike.similarity,
            percentile: alike.percentile,
        }
    }
}

fn named_percentiles<S: Serializer>(
    opinions: &[(String, Option<f32>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Named<'a> {
        model: &'a str,
        percentile: Option<f32>,
    }
    serializer.collect_seq(opinions.iter().map(|(model, percentile)| Named {
        model,
        percentile: *percentile,
    }))
}

/// The levels and the taus of expressed genes, ascending.
fn ranks(patterns: &[Option<Pattern>]) -> [Vec<f32>; 2] {
    let expressed = || {
        let patterns = patterns.iter().flatten();
        patterns.filter(|pattern| pattern.class != PatternClass::Silent)
    };
    let mut levels: Vec<f32> = expressed().map(|pattern| pattern.level).collect();
    let mut taus: Vec<f32> = expressed().filter_map(|pattern| pattern.tau).collect();
    levels.sort_by(f32::total_cmp);
    taus.sort_by(f32::total_cmp);
    [levels, taus]
}

/// The similarities of genes with the known gene that is most similar, ascending.
fn nearest(kept: &ConditionReasons) -> Vec<f32> {
    let likeness = kept.likeness.iter().flatten();
    let mut all: Vec<_> = likeness
        .filter_map(|likeness| Some(likeness.known.first()?.similarity))
        .collect();
    all.sort_by(f32::total_cmp);
    all
}

/// As [`Bundle::percentile`] has it.
fn percentile(sorted: &[f32], value: f32) -> Option<f32> {
    let below = sorted.partition_point(|&other| other < value);
    let up_to = sorted.partition_point(|&other| other <= value);
    (!sorted.is_empty()).then(|| (50.0 * (below + up_to) as f64 / sorted.len() as f64) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_is_as_like_as_those_whose_nearest_is_at_least_as_near() {
        let likeness = |similarity: f32| {
            let alike = |similarity| Alike {
                gene: 0,
                similarity,
                percentile: 50.0,
            };
            Likeness {
                known: vec![alike(similarity), alike(0.0)],
                housekeeping: Vec::new(),
            }
        };
        let all = [0.5, 0.25, 0.75, 0.5].map(likeness);
        let kept = ConditionReasons {
            likeness: all.iter().cloned().map(Some).chain([None]).collect(),
            ..ConditionReasons::default()
        };
        let bundle = Bundle::built_in().unwrap();
        let whys = Whys {
            bundle: &bundle,
            ranks: Vec::new(),
            nearest: vec![nearest(&kept)],
        };
        let found = all.map(|likeness| whys.as_like(0, &likeness).unwrap());
        assert_eq!(found, [75.0, 100.0, 25.0, 75.0]);
        assert_eq!(whys.as_like(0, &Likeness::default()), None);
    }
}
