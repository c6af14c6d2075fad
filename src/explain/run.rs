//! All models of a bundle, one after another.

mod control;
mod subject;

use std::iter;

use self::subject::Subject;
use super::{
    Error, ExplainEvent, ExplainOptions, GeneMap, ModelFile, alike,
    journal::{Journal, Key, Whose},
    judge::Judge,
    summary,
};
use crate::{
    bundle::{Bundle, ConditionReasons, Explained, Explanation},
    model::{self, profile::Transform},
};

/// What was found, to be kept in the bundle.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The reasons, one a source that was explained.
    pub explained: Vec<Explained>,
    /// What the genes of each condition are like.
    pub conditions: Vec<Option<ConditionReasons>>,
    /// Sources that were not explained.
    pub left: Vec<Unexplained>,
}

/// A source of scores that was not explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// The source, by its index in the manifest.
    pub source: usize,
    /// Why, in words.
    pub why: String,
}

/// So many genes are asked of before what is known is kept in the journal.
const GENES_A_RECORD: usize = 64;

/// How far a model's score may be from that in the bundle: providers and precisions round otherwise.
const SAME_SCORE: f32 = 0.01;

/// Says why genes have their scores: those by the models in `files`, each of which must be the source of
/// scores in the bundle, and those whose definition is known without one. `on` is told what happens.
///
/// # Errors
///
/// If a file's model has no scores in the bundle, does not fit it or fails, the bundle is slim, or the
/// journal cannot be written.
pub fn explain(
    bundle: &Bundle,
    files: &[ModelFile],
    model: &model::Options,
    options: &ExplainOptions,
    on: &mut dyn FnMut(ExplainEvent<'_>),
) -> Result<Found, Error> {
    let subjects = subject::all(bundle, files, model, options)?;
    let key = Key::new(bundle, files, model, options);
    let mut journal = Journal::open(options.journal.as_deref(), &key)?;
    if let (true, Some(path)) = (journal.was_other(), &options.journal) {
        on(ExplainEvent::OtherJournal(path));
    }
    let mut found = Found::default();
    for subject in subjects {
        let mut run = Run {
            bundle,
            model,
            options,
            journal: &mut journal,
            on,
        };
        match run.explained(subject)? {
            Ok(explained) => found.explained.push(explained),
            Err(left) => found.left.push(left),
        }
    }
    found.conditions = conditions(bundle, options)?;
    Ok(found)
}

/// What the genes of each condition are like; what the bundle knows already where no list is given and it
/// knows any.
fn conditions(
    bundle: &Bundle,
    options: &ExplainOptions,
) -> Result<Vec<Option<ConditionReasons>>, Error> {
    let (known, housekeeping) = (options.known.as_ref(), options.housekeeping.as_ref());
    let kept = &bundle.reasons()?.conditions;
    match known.or(housekeeping).is_none() && kept.iter().any(Option::is_some) {
        true => Ok(kept.clone()),
        false => alike::conditions(bundle, known, housekeeping),
    }
}

/// What is needed for each source.
struct Run<'a> {
    bundle: &'a Bundle,
    model: &'a model::Options,
    options: &'a ExplainOptions,
    journal: &'a mut Journal,
    on: &'a mut dyn FnMut(ExplainEvent<'_>),
}

impl Run<'_> {
    fn explained(&mut self, subject: Subject<'_>) -> Result<Result<Explained, Unexplained>, Error> {
        let (source, question) = (subject.source, subject.question);
        let judge = match subject.judge(self.bundle, self.model)? {
            Ok(judge) => judge,
            Err(why) => return Ok(Err(Unexplained { source, why })),
        };
        let (way, blocks) = (judge.way(), judge.blocks());
        let maps = self.maps(source, judge)?;
        let control = self.control(&subject, &maps)?;
        let residual = self.residuals(question.condition, blocks)?;
        let genes = maps.iter().enumerate();
        let reasons = genes.map(|(gene, map)| {
            let map = map.as_ref()?;
            Some(summary::reasons(map, |block| residual(gene, block)))
        });
        Ok(Ok(Explained {
            source,
            explanation: Explanation {
                way,
                replaced_by: question.replaced_by,
                times_per_block: subject.times_per_block,
                control,
            },
            genes: reasons.collect(),
            maps: summary::maps(&maps, blocks),
        }))
    }

    /// The maps of all genes that the source has a score of, one a gene of the bundle.
    fn maps(
        &mut self,
        source: usize,
        mut judge: Box<dyn Judge + '_>,
    ) -> Result<Vec<Option<GeneMap>>, Error> {
        let genes = subject::genes(self.bundle, source);
        let whose = Whose { source, draw: None };
        let mut found = self.journal.take(whose);
        let named = &self.bundle.manifest().scores[source];
        (self.on)(ExplainEvent::Begun {
            condition: &named.condition,
            model: &named.model.name,
            genes: genes.len(),
            done: found.len(),
        });
        for chunk in genes[found.len()..].chunks(GENES_A_RECORD) {
            let mut progress = |count| (self.on)(ExplainEvent::Progress(count));
            let maps = judge.maps(chunk, &mut progress)?;
            subject::check(self.bundle, source, chunk, &maps)?;
            self.journal.add(whose, &maps)?;
            found.extend(maps);
        }
        let mut all: Vec<_> = iter::repeat_with(|| None)
            .take(self.bundle.genes().len())
            .collect();
        for (gene, map) in genes.into_iter().zip(found) {
            all[gene] = map;
        }
        Ok(all)
    }

    /// Gives the mean residual of a gene's block; none where it was not measured.
    fn residuals(
        &self,
        condition: usize,
        blocks: crate::bundle::Blocks,
    ) -> Result<impl Fn(usize, usize) -> Option<f32> + use<>, Error> {
        let manifest = self.bundle.manifest();
        let transform = Transform::of_values(manifest.atlas.values.as_deref());
        let residuals = self
            .bundle
            .residuals(condition, |value| transform.apply(value))?;
        let times = manifest.conditions[condition].times.len();
        Ok(move |gene: usize, block: usize| {
            let (row, columns) = blocks.place(block);
            let gene = residuals.row(gene);
            let values = columns.map(|column| gene[row * times + column]);
            let (sum, count) = values
                .filter(|value| !value.is_nan())
                .fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
            (count > 0.0).then(|| sum / count)
        })
    }
}
