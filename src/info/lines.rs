//! The header's lines of where scores came from, written and read back.

use serde::Serialize;

use super::{
    definition::{quoted, unquoted},
    fields::score_id,
    prefix::{BUNDLE, Prefixes},
};
use crate::{
    bundle::{Explanation, LikelihoodRatio, ModelSource, worth},
    score::{self, Scorer},
    variant::{Header, attribute},
};

/// What a model's scores are worth.
const WORTH: &str = "Worth";
/// The likelihood ratios of its tenths, each as `ratio:low:high`.
const RATIOS: &str = "LikelihoodRatios";

/// How it was found what moves them.
const REASONS: &str = "Reasons";

/// What all keys of these lines begin with.
const OURS: &[u8] = b"dsdscore_";
/// The key of a model's line, whose ID is that of its scores.
pub const MODEL: &str = "dsdscore_model";

/// The key of the line of a second opinion, whose ID is that of the scores that decide, `_` and the
/// model's short name.
pub const OPINION: &str = "dsdscore_opinion";

/// A bundle that scores are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BundleSource {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// `sha256:<hex>`.
    pub digest: String,
    /// The atlas.
    pub atlas: String,
    /// Where the atlas is from.
    pub atlas_source: String,
}

/// A condition of scores that were written.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Its key, as in INFO fields.
    pub key: String,
    /// In words; the key where the header does not tell.
    pub label: String,
    /// The model of the scores; `None` where the header does not tell.
    pub model: Option<ModelSource>,
    /// What the scores are worth, in a sentence; `None` where the header does not tell.
    pub worth: Option<String>,
    /// How much more often known genes come out in each tenth of all genes than any gene does, from
    /// the lowest scores to the highest; none where the header does not tell.
    pub likelihood_ratios: Vec<LikelihoodRatio>,
    /// The second opinions that entries have.
    pub opinions: Vec<Opinion>,
}

/// A model that does not decide, and whose percentiles were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Its short name, as in sub-fields.
    pub name: String,
    /// The model; `None` where the header does not tell.
    pub model: Option<ModelSource>,
    /// What its scores are worth, in a sentence; `None` where the header does not tell.
    pub worth: Option<String>,
}

impl BundleSource {
    /// What a scorer's bundle says of itself.
    #[must_use]
    pub fn of(scorer: &Scorer) -> Self {
        let manifest = scorer.bundle().manifest();
        Self {
            name: manifest.name.clone(),
            version: manifest.version.clone(),
            digest: scorer.bundle().digest(),
            atlas: manifest.atlas.name.clone(),
            atlas_source: manifest.atlas.source.clone(),
        }
    }

    /// What the header says of the bundle of a prefix.
    pub(super) fn read(header: &Header, prefix: &str) -> Option<Self> {
        let line = find(header, BUNDLE, prefix)?;
        Some(Self {
            name: text(line, "Name"),
            version: text(line, "Version"),
            digest: text(line, "Digest"),
            atlas: text(line, "Atlas"),
            atlas_source: text(line, "AtlasSource"),
        })
    }
}

impl Condition {
    /// What the header says of a condition, and of its second opinions by their short names.
    pub(super) fn read<'n>(
        header: &Header,
        prefix: &str,
        key: &str,
        opinions: impl Iterator<Item = &'n str>,
    ) -> Self {
        let id = score_id(prefix, key);
        let line = find(header, MODEL, &id);
        let label = line.map(|line| text(line, "Condition"));
        Self {
            key: key.into(),
            label: label
                .filter(|label| !label.is_empty())
                .unwrap_or_else(|| key.into()),
            model: line.map(model),
            worth: line.and_then(|line| optional(line, WORTH)),
            likelihood_ratios: line.map_or_else(Vec::new, likelihood_ratios),
            opinions: opinions
                .map(|name| Opinion::read(header, &id, name))
                .collect(),
        }
    }
}

impl Opinion {
    fn read(header: &Header, id: &str, name: &str) -> Self {
        let line = find(header, OPINION, &opinion_id(id, name));
        Self {
            name: name.into(),
            model: line.map(model),
            worth: line.and_then(|line| optional(line, WORTH)),
        }
    }
}

fn model(line: &[u8]) -> ModelSource {
    ModelSource {
        name: text(line, "Name"),
        version: text(line, "Version"),
        digest: optional(line, "Digest"),
        training_set: text(line, "TrainingSet"),
        synthetic: is_synthetic_line(line),
        source: None,
        citation: optional(line, "Citation"),
    }
}

/// The line of a scorer's bundle.
pub fn bundle_line(scorer: &Scorer, prefix: &str) -> String {
    let source = BundleSource::of(scorer);
    let manifest = scorer.bundle().manifest();
    let slim_of = manifest.slimmed_from.as_deref().unwrap_or_default();
    let attributes = [
        ("Name", source.name.as_str()),
        ("Version", &source.version),
        ("Digest", &source.digest),
        ("SlimOf", slim_of),
        ("Atlas", &source.atlas),
        ("AtlasSource", &source.atlas_source),
    ];
    structured(BUNDLE, prefix, &attributes, manifest.synthetic)
}

/// The ID of a second opinion's line; `id` is that of the scores that decide.
pub fn opinion_id(id: &str, name: &str) -> String {
    format!("{id}_{name}")
}

/// The line of a model, with what its scores are worth: that of [`MODEL`] or [`OPINION`]. `label` is
/// the condition in words, and `why` how it was found what moves the scores, where that is told.
pub fn model_line(
    key: &str,
    id: &str,
    opinion: &score::Opinion,
    (label, why): (&str, Option<&Explanation>),
) -> String {
    let model = opinion.model();
    let worth = worth(opinion.evaluation());
    let deciles = opinion.evaluation().map_or(&[][..], |e| &e.deciles);
    let ratio = |of: &LikelihoodRatio| format!("{}:{}:{}", of.ratio, of.ci[0], of.ci[1]);
    let ratios: Vec<_> = deciles.iter().map(ratio).collect();
    let why = why.map(Explanation::to_string).unwrap_or_default();
    let attributes = [
        ("Name", model.name.as_str()),
        ("Version", &model.version),
        ("Digest", model.digest.as_deref().unwrap_or_default()),
        ("Condition", label),
        ("TrainingSet", &model.training_set),
        ("Citation", model.citation.as_deref().unwrap_or_default()),
        (WORTH, &worth),
        (RATIOS, &ratios.join(" ")),
        (REASONS, &why),
    ];
    structured(key, id, &attributes, model.synthetic)
}

/// The likelihood ratios of a model's line, each with its interval; none where one cannot be read.
fn likelihood_ratios(line: &[u8]) -> Vec<LikelihoodRatio> {
    let ratio = |text: &str| {
        let mut numbers = text.split(':').map(|number| number.parse().ok());
        let mut next = || numbers.next()?;
        let (ratio, ci) = (next()?, [next()?, next()?]);
        Some(LikelihoodRatio { ratio, ci })
    };
    let text = text(line, RATIOS);
    let ratios: Option<_> = text.split_whitespace().map(ratio).collect();
    ratios.unwrap_or_default()
}

/// A structured line; what is not known is left out.
fn structured(key: &str, id: &str, attributes: &[(&str, &str)], is_synthetic: bool) -> String {
    let mut line = format!("##{key}=<ID={id}");
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        line.push_str(&format!(",{name}=\"{}\"", quoted(value)));
    }
    line.push_str(&format!(",Synthetic={is_synthetic}>"));
    line
}

/// The line of a key with an ID.
fn find<'h>(header: &'h Header, key: &str, id: &str) -> Option<&'h [u8]> {
    let start = format!("##{key}=<");
    let mut lines = header
        .meta()
        .filter(|line| line.starts_with(start.as_bytes()));
    lines.find(|line| attribute(line, b"ID") == Some(id.as_bytes()))
}

/// All of these lines, without `##`.
pub fn all(header: &Header) -> Vec<String> {
    let lines = header.meta().filter_map(|line| line.strip_prefix(b"##"));
    let ours = lines.filter(|line| line.starts_with(OURS));
    ours.map(|line| String::from_utf8_lossy(line).into_owned())
        .collect()
}

/// Whether the header calls any score of a prefix synthetic.
pub fn is_synthetic(header: &Header, prefix: &str) -> bool {
    let prefixes = Prefixes::of(header);
    let is_of_prefix = |line: &[u8]| {
        let id = attribute(line, b"ID").and_then(|id| str::from_utf8(id).ok());
        id.is_some_and(|id| prefixes.is_of(id, prefix))
    };
    let said = header.meta().any(|line| {
        let line_of_ours = line.strip_prefix(b"##").unwrap_or_default();
        line_of_ours.starts_with(OURS) && is_of_prefix(line) && is_synthetic_line(line)
    });
    let described = header
        .info(prefix)
        .and_then(|line| attribute(line, b"Description"));
    said || described.is_some_and(|text| text.starts_with(b"SYNTHETIC"))
}

fn is_synthetic_line(line: &[u8]) -> bool {
    attribute(line, b"Synthetic") == Some(b"true")
}

fn optional(line: &[u8], name: &str) -> Option<String> {
    Some(text(line, name)).filter(|text| !text.is_empty())
}

fn text(line: &[u8], name: &str) -> String {
    let value = attribute(line, name.as_bytes()).unwrap_or_default();
    unquoted(&String::from_utf8_lossy(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_read_as_they_were_written() {
        let read =
            |text: &str| likelihood_ratios(format!("##k=<ID=i,{RATIOS}=\"{text}\">").as_bytes());
        let ratio = |ratio, ci| LikelihoodRatio { ratio, ci };
        let expected = [ratio(0.5, [0.0, 1.25]), ratio(3.0, [2.0, 4.5])];
        assert_eq!(read("0.5:0:1.25 3:2:4.5"), expected);
        for broken in ["", "1:2", "1:2:x", "1:2:3 4"] {
            assert_eq!(read(broken), []);
        }
    }

    #[test]
    fn lines_survive_any_name() {
        let name = "a \"b\\\", c\n>";
        let line = structured("k", "i", &[("Name", name), ("None", "")], true);
        assert_eq!(line, r#"##k=<ID=i,Name="a \"b\\\", c >",Synthetic=true>"#);
        assert!(is_synthetic_line(line.as_bytes()));
        assert_eq!(text(line.as_bytes(), "Name"), "a \"b\\\", c >");
    }
}
