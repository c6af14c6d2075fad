//! Which sources of scores are explained, and by what.

use super::SAME_SCORE;
use crate::{
    bundle::{Blocks, Bundle},
    explain::{
        Error, ExplainOptions, GeneMap, ModelFile,
        definition::Definition,
        judge::{self, Judge, Question},
        summary::logistic,
    },
    heatmap::PatternClass,
    model, sha256,
};

/// At most so many runs of times, where nobody says how many times are a block.
const MOST_RUNS: usize = 8;

/// A source of scores.
pub(super) struct Subject<'a> {
    /// By its index in the manifest.
    pub(super) source: usize,
    pub(super) question: Question,
    pub(super) times_per_block: usize,
    /// The model's file, where one was given.
    pub(super) file: Option<&'a ModelFile>,
}

/// All sources of a bundle.
///
/// # Errors
///
/// If a file's model is the source of none.
pub(super) fn all<'a>(
    bundle: &Bundle,
    files: &'a [ModelFile],
    model: &model::Options,
    options: &ExplainOptions,
) -> Result<Vec<Subject<'a>>, Error> {
    if !files.is_empty() && model.metadata.as_ref().is_some_and(|all| !all.is_empty()) {
        return Err(Error::Overridden);
    }
    let digests: Vec<_> = files.iter().map(|file| sha256::of(&file.bytes)).collect();
    let sources = &bundle.manifest().scores;
    for (file, digest) in files.iter().zip(&digests) {
        if !sources
            .iter()
            .any(|source| source.model.digest.as_ref() == Some(digest))
        {
            return Err(Error::NotScored {
                model: file.path.clone(),
                digest: digest.clone(),
                bundle: bundle.path().into(),
            });
        }
    }
    let subject = |(source, digest): (usize, Option<&String>)| {
        let file = digests.iter().position(|other| Some(other) == digest);
        Subject::new(bundle, source, file.map(|file| &files[file]), options)
    };
    let digests = sources.iter().map(|source| source.model.digest.as_ref());
    Ok(digests.enumerate().map(subject).collect())
}

/// The genes that a source has a score of, and that are expressed: ascending.
pub(super) fn genes(bundle: &Bundle, source: usize) -> Vec<usize> {
    let condition = condition(bundle, source);
    let opinion = bundle
        .opinions(condition)
        .find(|one| one.source() == source);
    let is_silent = |gene| {
        let pattern = bundle.pattern(gene, condition);
        pattern.is_some_and(|pattern| pattern.class == PatternClass::Silent)
    };
    let genes = 0..bundle.genes().len();
    let has_score = |gene| opinion.is_some_and(|one| one.score(gene).is_some());
    genes
        .filter(|&gene| has_score(gene) && !is_silent(gene))
        .collect()
}

/// Checks that the maps are of the scores that the bundle has.
///
/// # Errors
///
/// The first gene of which that is not so.
pub(super) fn check(
    bundle: &Bundle,
    source: usize,
    genes: &[usize],
    maps: &[Option<GeneMap>],
) -> Result<(), Error> {
    let index = condition(bundle, source);
    let opinion = bundle.opinions(index).find(|one| one.source() == source);
    for (&gene, map) in genes.iter().zip(maps) {
        let stored = opinion.and_then(|opinion| opinion.score(gene));
        let (Some(map), Some(stored)) = (map, stored) else {
            continue;
        };
        let found = logistic(map.log_odds);
        if (found - stored).abs() > SAME_SCORE {
            return Err(Error::OtherScore {
                model: bundle.manifest().scores[source].model.name.clone(),
                gene: bundle.genes()[gene].symbol.clone(),
                condition: bundle.manifest().conditions[index].key.clone(),
                found,
                stored,
                bundle: bundle.path().into(),
            });
        }
    }
    Ok(())
}

/// The index of a source's condition.
fn condition(bundle: &Bundle, source: usize) -> usize {
    let manifest = bundle.manifest();
    manifest
        .condition(&manifest.scores[source].condition)
        .unwrap_or_default()
}

impl<'a> Subject<'a> {
    fn new(
        bundle: &Bundle,
        source: usize,
        file: Option<&'a ModelFile>,
        options: &ExplainOptions,
    ) -> Self {
        let condition = condition(bundle, source);
        let shape = bundle.manifest().conditions[condition].shape();
        let times_per_block = options
            .times_per_block
            .unwrap_or(shape[1].div_ceil(MOST_RUNS));
        let times_per_block = times_per_block.clamp(1, shape[1].max(1));
        Self {
            source,
            question: Question {
                condition,
                blocks: Blocks::new(shape, times_per_block),
                replaced_by: options.replaced_by,
            },
            times_per_block,
            file,
        }
    }

    /// What says why, or why nothing does.
    ///
    /// # Errors
    ///
    /// If the model cannot be opened, or does not fit the bundle.
    pub(super) fn judge<'b>(
        &self,
        bundle: &'b Bundle,
        model: &model::Options,
    ) -> Result<Result<Box<dyn Judge + 'b>, String>, Error> {
        if let Some(file) = self.file {
            return judge::open(bundle, self.question, file.clone(), model);
        }
        let mut opinions = bundle.opinions(self.question.condition);
        match opinions.find(|one| one.source() == self.source) {
            Some(opinion) if Definition::is_asked_for(&opinion) => {
                let definition = Definition::new(bundle, self.question, &opinion)?;
                Ok(definition.map(|definition| Box::new(definition) as Box<dyn Judge>))
            }
            _ => Ok(Err("the model's file was not given (--model)".into())),
        }
    }
}
