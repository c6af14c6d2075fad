//! What must hold within a manifest.

use std::collections::HashSet;

use super::{
    Condition, Evaluation, Manifest, ScoreSource,
    keys::{self, RESERVED_KEYS, is_key_byte},
    opinions::{NameError, short_names},
};
use crate::{
    bundle::{FORMAT_VERSION, layout::OPINIONS_SINCE},
    heatmap::RecipeError,
};

/// A contradiction within a manifest.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not JSON, or not that of a manifest.
    #[error("it is not the JSON of a manifest")]
    Json(#[from] serde_json::Error),
    /// It is for another version than the file's.
    #[error("its format_version is {said}, the file's is {file}")]
    FormatVersion {
        /// What it says.
        said: u32,
        /// The file's version.
        file: u32,
    },
    /// A text that must say something is empty.
    #[error("{0} is empty")]
    Empty(String),
    /// A text could break a header line.
    #[error("{0} holds a line break or another control character: {1:?}")]
    ControlCharacter(String, String),
    /// The prefix cannot begin an INFO key.
    #[error(
        "the prefix \"{0}\" cannot begin an INFO key: \
         it is a letter or `_`, then letters, digits, `_` and `.`"
    )]
    Prefix(String),
    /// The key cannot be part of an INFO key.
    #[error(
        "the condition key \"{0}\" cannot be part of an INFO key: \
         it has letters, digits, `_` and `.` only"
    )]
    ConditionKey(String),
    /// The key is what another field is called.
    #[error(
        "the condition key \"{0}\" is kept for another field (none is {list}, begins with one of these and _, or ends in _PCT, in \
         capitals or not): give the condition another key, and build the bundle with that",
        list = RESERVED_KEYS.join(", ")
    )]
    ReservedKey(String),
    /// Two INFO keys would be the same.
    #[error("two INFO keys would end in \"{0}\": give each condition a key of its own")]
    InfoKey(String),
    /// There is nothing to score.
    #[error("it has no condition")]
    NoCondition,
    /// Two things have one name.
    #[error("{what} \"{name}\" is there twice")]
    Duplicate {
        /// What the name is of.
        what: String,
        /// The name.
        name: String,
    },
    /// A matrix would have rows without columns or columns without rows.
    #[error("the condition \"{0}\" has cell types without times or times without cell types")]
    HalfAMatrix(String),
    /// The times do not ascend.
    #[error("the times of the condition \"{condition}\" do not ascend at \"{time}\"")]
    Times {
        /// The key of the condition.
        condition: String,
        /// The label of the first time that is not after the one before.
        time: String,
    },
    /// There are not as many counts of cells as combinations.
    #[error(
        "the condition \"{condition}\" has {found} counts of cells for {expected} combinations of \
         cell type and time"
    )]
    Cells {
        /// The key of the condition.
        condition: String,
        /// How many there are.
        found: usize,
        /// How many there should be, unless none.
        expected: usize,
    },
    /// The recipe's numbers are out of range.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The ceiling is not a positive number.
    #[error("the ceiling of the condition \"{0}\" is not a positive number")]
    Ceiling(String),
    /// Nobody could draw the matrices.
    #[error("it has matrices and no recipe for their images")]
    NoRecipe,
    /// There are scores for a condition that does not exist.
    #[error("it has scores for \"{0}\", which is none of its conditions")]
    UnknownCondition(String),
    /// Models of one condition cannot be told apart.
    #[error("the models of the condition \"{condition}\"")]
    Models {
        /// The key of the condition.
        condition: String,
        /// The cause.
        source: NameError,
    },
    /// An evaluation is none.
    #[error(
        "the evaluation of the model \"{0}\" has a share that is not 0 to 1 or outside its interval, a contrast twice, a ratio that is negative or \
         no number, or ratios that are not ten"
    )]
    Evaluation(String),
    /// An explanation is none.
    #[error(
        "the explanation of the model \"{0}\" has blocks without times, or a control of no draws, no genes or a \
         correlation that is not -1 to 1"
    )]
    Explanation(String),
    /// A digest is not one.
    #[error("the digest \"{0}\" is not `sha256:` and 64 hexadecimal digits")]
    Digest(String),
}

impl Manifest {
    /// Checks that the manifest does not contradict itself.
    pub fn validate(&self) -> Result<(), ManifestError> {
        self.validate_in(FORMAT_VERSION)
    }

    /// Checks the manifest of a file with this version of the format.
    pub(in crate::bundle) fn validate_in(&self, file: u32) -> Result<(), ManifestError> {
        if self.format_version != file {
            let said = self.format_version;
            return Err(ManifestError::FormatVersion { said, file });
        }
        self.validate_texts()?;
        if !is_prefix(&self.prefix) {
            return Err(ManifestError::Prefix(self.prefix.clone()));
        }
        self.validate_condition_keys()?;
        self.conditions.iter().try_for_each(validate_condition)?;
        if self.has_matrices() && self.recipe.is_none() {
            return Err(ManifestError::NoRecipe);
        }
        if let Some(recipe) = &self.recipe {
            recipe.validate()?;
        }
        self.validate_scores(file)
    }

    /// These texts stand in the header of an annotated file.
    fn validate_texts(&self) -> Result<(), ManifestError> {
        named("the name", &self.name)?;
        named("the version", &self.version)?;
        single_line("created_by", &self.created_by)?;
        single_line("the atlas's name", &self.atlas.name)?;
        single_line("the atlas's source", &self.atlas.source)?;
        single_line("the atlas's description", &self.atlas.description)?;
        let licence = self.atlas.licence.as_deref().unwrap_or_default();
        single_line("the atlas's licence", licence)?;
        let matrix = self.atlas.matrix.as_deref().unwrap_or_default();
        single_line("the atlas's matrix", matrix)?;
        let values = self.atlas.values.as_deref().unwrap_or_default();
        single_line("the atlas's values", values)?;
        let digests = [&self.atlas.config, &self.slimmed_from];
        digests
            .into_iter()
            .flatten()
            .try_for_each(|d| check_digest(d))
    }

    fn validate_condition_keys(&self) -> Result<(), ManifestError> {
        if self.conditions.is_empty() {
            return Err(ManifestError::NoCondition);
        }
        keys::check(self.conditions.iter().map(|c| c.key.as_str()))?;
        distinct("the condition", self.conditions.iter().map(|c| &c.label))
    }

    fn validate_scores(&self, file: u32) -> Result<(), ManifestError> {
        if file < OPINIONS_SINCE {
            let keys = self.scores.iter().map(|source| &source.condition);
            distinct("the scores' condition", keys)?;
        }
        for source in &self.scores {
            let ScoreSource {
                condition, model, ..
            } = source;
            if self.condition(condition).is_none() {
                return Err(ManifestError::UnknownCondition(condition.clone()));
            }
            source
                .evaluation
                .iter()
                .try_for_each(|evaluation| validate_evaluation(&model.name, evaluation))?;
            let explanation = source.explanation.as_ref();
            if explanation.is_some_and(|explanation| !explanation.is_sound()) {
                return Err(ManifestError::Explanation(model.name.clone()));
            }
            single_line("a model's name", &model.name)?;
            single_line("a model's version", &model.version)?;
            single_line("a model's training set", &model.training_set)?;
            single_line("a model's source", model.source.as_deref().unwrap_or(""))?;
            single_line(
                "a model's citation",
                model.citation.as_deref().unwrap_or(""),
            )?;
            model.digest.iter().try_for_each(|d| check_digest(d))?;
        }
        self.validate_models()
    }

    fn validate_models(&self) -> Result<(), ManifestError> {
        for Condition { key, .. } in &self.conditions {
            let models = self.score_sources(key).map(|source| &source.model);
            short_names(models).map_err(|source| ManifestError::Models {
                condition: key.clone(),
                source,
            })?;
        }
        Ok(())
    }
}

fn validate_evaluation(model: &str, evaluation: &Evaluation) -> Result<(), ManifestError> {
    let mut texts = evaluation.texts();
    texts.try_for_each(|text| single_line("an evaluation's text", text))?;
    match evaluation.is_sound() {
        true => Ok(()),
        false => Err(ManifestError::Evaluation(model.into())),
    }
}

fn validate_condition(condition: &Condition) -> Result<(), ManifestError> {
    let key = || condition.key.clone();
    named("a condition's label", &condition.label)?;
    if condition.cell_types.is_empty() != condition.times.is_empty() {
        return Err(ManifestError::HalfAMatrix(key()));
    }
    for cell_type in &condition.cell_types {
        named("a cell type", cell_type)?;
    }
    distinct("the cell type", condition.cell_types.iter())?;
    validate_times(condition)?;
    let (found, expected) = (condition.cells.len(), condition.matrix_len());
    if found != 0 && found != expected {
        return Err(ManifestError::Cells {
            condition: key(),
            found,
            expected,
        });
    }
    match condition.ceiling {
        Some(ceiling) if !(ceiling.is_finite() && ceiling > 0.0) => {
            Err(ManifestError::Ceiling(key()))
        }
        _ => Ok(()),
    }
}

fn validate_times(condition: &Condition) -> Result<(), ManifestError> {
    let mut previous = f64::NEG_INFINITY;
    for time in &condition.times {
        named("a time", &time.label)?;
        if !time.value.is_finite() || time.value <= previous {
            return Err(ManifestError::Times {
                condition: condition.key.clone(),
                time: time.label.clone(),
            });
        }
        previous = time.value;
    }
    distinct("the time", condition.times.iter().map(|time| &time.label))
}

fn named(what: &str, text: &str) -> Result<(), ManifestError> {
    if text.trim().is_empty() {
        return Err(ManifestError::Empty(what.into()));
    }
    single_line(what, text)
}

fn single_line(what: &str, text: &str) -> Result<(), ManifestError> {
    if text.chars().any(char::is_control) {
        return Err(ManifestError::ControlCharacter(what.into(), text.into()));
    }
    Ok(())
}

fn distinct<'a>(
    what: &str,
    mut names: impl Iterator<Item = &'a String>,
) -> Result<(), ManifestError> {
    let mut seen = HashSet::new();
    match names.find(|name| !seen.insert(name.as_str())) {
        Some(name) => Err(ManifestError::Duplicate {
            what: what.into(),
            name: name.clone(),
        }),
        None => Ok(()),
    }
}

/// VCF 4.3, section 1.6.1: `[A-Za-z_][0-9A-Za-z_.]*`.
fn is_prefix(prefix: &str) -> bool {
    prefix.bytes().all(is_key_byte)
        && prefix.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

fn check_digest(text: &str) -> Result<(), ManifestError> {
    let is_hex = |hex: &str| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.strip_prefix("sha256:").is_some_and(is_hex) {
        return Ok(());
    }
    Err(ManifestError::Digest(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::manifest::tests::manifest;

    type Change = fn(&mut Manifest);

    fn evaluation(manifest: &mut Manifest) -> &mut Evaluation {
        manifest.scores[0].evaluation.as_mut().unwrap()
    }

    #[test]
    fn formats_without_second_opinions_have_one_model_a_condition() {
        let mut manifest = manifest();
        let mut second = manifest.scores[0].clone();
        manifest.scores[0].model.name = "resnet".into();
        second.model.name = "shape".into();
        manifest.scores.push(second);
        manifest.validate().unwrap();
        manifest.format_version = 2;
        let error = manifest.validate_in(2).unwrap_err().to_string();
        assert!(error.contains("\"F\" is there twice"), "{error}");
    }

    #[test]
    fn each_contradiction_is_named() {
        let cases: [(Change, &str); 25] = [
            (|m| m.format_version = 1, "format_version is 1"),
            (
                |m| m.conditions[0].cells = vec![1; 5],
                "5 counts of cells for 6",
            ),
            (|m| m.slimmed_from = Some("me".into()), "digest \"me\""),
            (|m| m.atlas.config = Some("me".into()), "digest \"me\""),
            (|m| m.atlas.values = Some("a\nb".into()), "line break"),
            (|m| m.name = " ".into(), "the name is empty"),
            (|m| m.version = "1\n##x".into(), "line break"),
            (|m| m.prefix = "1DSD".into(), "prefix \"1DSD\""),
            (|m| m.prefix = String::new(), "prefix \"\""),
            (|m| m.conditions.clear(), "no condition"),
            (|m| m.conditions[0].key = "a b".into(), "key \"a b\""),
            (|m| m.conditions[1].key = "F".into(), "end in \"F\""),
            (
                |m| m.conditions[1].key = "F_PCT".into(),
                "\"F_PCT\" is kept",
            ),
            (|m| m.conditions[0].key = "Gene".into(), "\"Gene\" is kept"),
            (|m| m.conditions[1].label = "female".into(), "twice"),
            (|m| m.conditions[0].times.clear(), "without times"),
            (|m| m.conditions[0].times.swap(1, 2), "ascend at \"PCW6.5\""),
            (|m| m.conditions[0].times[2].value = f64::NAN, "ascend"),
            (|m| m.conditions[0].ceiling = Some(0.0), "ceiling"),
            (|m| m.recipe = None, "no recipe"),
            (|m| m.scores[0].condition = "X".into(), "scores for \"X\""),
            (
                |m| m.scores.push(m.scores[0].clone()),
                "the models of the condition \"F\"",
            ),
            (|m| evaluation(m).contrasts[0].auc = f64::NAN, "evaluation"),
            (|m| evaluation(m).method = "a\n".into(), "line break"),
            (|m| m.scores[0].model.digest = Some("md5:0".into()), "md5:0"),
        ];
        for (change, message) in cases {
            let mut manifest = manifest();
            change(&mut manifest);
            let error = manifest.validate().unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
