//! What made the page.

use super::format::{NONE, known, sentence};
use crate::rank::{RankedCondition, Ranking};

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
    pub(super) fn new(ranking: &Ranking) -> Self {
        let mut inputs: Vec<&str> = ranking.patients.iter().map(|p| p.input.as_str()).collect();
        inputs.dedup();
        let mut facts = vec![
            ("Command", ranking.command.clone()),
            ("Program", ranking.program.clone()),
            ("Input", inputs.join(", ")),
            (
                "Assembly",
                ranking.assembly.map_or(NONE.into(), |a| format!("{a:?}")),
            ),
            ("Genes and consequences", ranking.genes_from.clone()),
            ("Order", sentence(&ranking.order)),
        ];
        match &ranking.bundle {
            Some(bundle) => facts.extend([
                ("Bundle", format!("{} {}", bundle.name, bundle.version)),
                ("Bundle’s digest", bundle.digest.clone()),
                ("Atlas", bundle.atlas.clone()),
                ("Atlas is from", bundle.atlas_source.clone()),
            ]),
            None => facts.push(("Bundle", "none; the input had scores".into())),
        }
        Self {
            facts: facts.into_iter().map(dashed).collect(),
            models: ranking.conditions.iter().map(model).collect(),
            annotated_by: ranking.annotated_by.clone(),
        }
    }
}

fn model(condition: &RankedCondition) -> Model {
    let heading = format!("{} ({})", sentence(&condition.label), condition.key);
    let Some(model) = &condition.model else {
        return Model {
            heading,
            synthetic: false,
            facts: vec![(
                "Model",
                "not known; see the lines of the input’s header".into(),
            )],
        };
    };
    let facts = [
        ("Model", format!("{} {}", model.name, model.version)),
        ("Digest", model.digest.clone().unwrap_or_default()),
        ("Trained on", model.training_set.clone()),
        ("From", model.source.clone().unwrap_or_default()),
        ("Cite", model.citation.clone().unwrap_or_default()),
    ];
    Model {
        heading,
        synthetic: model.synthetic,
        facts: facts.map(dashed).into(),
    }
}

fn dashed((name, text): (&'static str, String)) -> (&'static str, String) {
    (name, known(text.trim()).into())
}
