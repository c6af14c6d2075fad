//! What made the page.

use super::format::{NONE, known, sentence};
use crate::{
    bundle::ModelSource,
    rank::{
        BundleSource, RankedCondition, RankedOpinion, Ranking, cohort::Cohort, table::describe,
    },
};

/// What made the page.
#[derive(Debug)]
pub(super) struct Provenance {
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) models: Vec<Model>,
    pub(super) annotated_by: Vec<String>,
}

/// A condition's model.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) heading: String,
    pub(super) synthetic: bool,
    pub(super) facts: Vec<(&'static str, String)>,
}

impl Provenance {
    pub(super) fn new(ranking: &Ranking, day: &str) -> Self {
        let mut inputs: Vec<&str> = ranking.patients.iter().map(|p| p.input.as_str()).collect();
        inputs.dedup();
        let mut facts = vec![
            ("Command", ranking.command.clone()),
            ("Program", ranking.program.clone()),
            ("Made on", day.into()),
            ("Input", inputs.join(", ")),
            (
                "Assembly",
                ranking.assembly.map_or(NONE.into(), |a| a.to_string()),
            ),
            ("Genes and consequences", ranking.genes_from.clone()),
            ("Order", sentence(&ranking.order)),
        ];
        facts.extend(bundle(ranking.bundle.as_ref()));
        Self {
            facts: facts.into_iter().map(dashed).collect(),
            models: ranking.conditions.iter().map(model).collect(),
            annotated_by: ranking.annotated_by.clone(),
        }
    }

    pub(super) fn of_cohort(cohort: &Cohort, day: &str) -> Self {
        let mut facts = vec![
            ("Command", cohort.command.clone()),
            ("Program", cohort.program.clone()),
            ("Made on", day.into()),
            ("Order", sentence(&cohort.order)),
        ];
        facts.extend(bundle(cohort.bundle.as_ref()));
        Self {
            facts: facts.into_iter().map(dashed).collect(),
            models: cohort.conditions.iter().map(model).collect(),
            annotated_by: Vec::new(),
        }
    }
}

fn bundle(bundle: Option<&BundleSource>) -> Vec<(&'static str, String)> {
    let Some(bundle) = bundle else {
        return vec![("Bundle", "none; the input had scores".into())];
    };
    vec![
        ("Bundle", format!("{} {}", bundle.name, bundle.version)),
        ("Bundle’s digest", bundle.digest.clone()),
        ("Atlas", bundle.atlas.clone()),
        ("Atlas is from", bundle.atlas_source.clone()),
    ]
}

fn model(condition: &RankedCondition) -> Model {
    let heading = format!("{} ({})", sentence(&condition.label), condition.key);
    let opinions = condition.opinions.iter();
    let opinions = opinions.map(|opinion| ("Second opinion", second(opinion)));
    let worth = ("Worth", sentence(&condition.worth));
    let facts = facts(condition.model.as_ref()).into_iter();
    let facts = facts.chain([worth]).chain(opinions);
    Model {
        heading,
        synthetic: condition
            .model
            .as_ref()
            .is_some_and(|model| model.synthetic),
        facts: facts.map(dashed).collect(),
    }
}

fn facts(model: Option<&ModelSource>) -> Vec<(&'static str, String)> {
    let Some(model) = model else {
        let unknown = "not known; see the lines of the input’s header";
        return vec![("Model", unknown.into())];
    };
    vec![
        ("Model", format!("{} {}", model.name, model.version)),
        ("Digest", model.digest.clone().unwrap_or_default()),
        ("Trained on", model.training_set.clone()),
        ("From", model.source.clone().unwrap_or_default()),
        ("Cite", model.citation.clone().unwrap_or_default()),
    ]
}

/// A model that does not decide, and what its scores are worth.
fn second(opinion: &RankedOpinion) -> String {
    let model = opinion.model.as_ref();
    let model = model.map_or_else(|| opinion.name.clone(), describe);
    format!("{model}: {}", opinion.worth)
}

fn dashed((name, text): (&'static str, String)) -> (&'static str, String) {
    (name, known(text.trim()).into())
}
