//! The scores that an earlier annotation wrote into an input.

use std::str;

use rustc_hash::FxHashMap;

use crate::{
    bundle::ModelSource,
    gene::{GeneMention, Settled},
    rank::{BundleSource, GenePattern, GeneScore, RankedCondition, annotation::percent_decoded},
    variant::{Dictionary, Header, Key, Record, attribute},
};

/// Why an input's scores cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WrittenError {
    /// There are none.
    #[error(
        "INFO/{0} is not in the header of {1}: give a bundle, or annotate the input with one first"
    )]
    Missing(String, String),
    /// The field is not as this program writes it.
    #[error(
        "INFO/{0} of {1} is not laid out as scores of dsdscore are: give a bundle, or another --prefix"
    )]
    Layout(String, String),
}

/// The scores of an input's INFO fields, kept gene by gene as records are read.
pub struct Written {
    entries: Key,
    columns: Vec<Column>,
    /// The columns of SYMBOL and Gene.
    names: [usize; 2],
    conditions: Vec<RankedCondition>,
    bundle: Option<BundleSource>,
    lines: Vec<String>,
    synthetic: bool,
    genes: FxHashMap<usize, Vec<GeneScore>>,
}

/// Where a condition's values are.
struct Column {
    score: usize,
    pattern: Option<usize>,
    highest: Key,
    percentile: Key,
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
    ) -> Result<Self, WrittenError> {
        let line = header.info(prefix);
        let line = line.ok_or_else(|| WrittenError::Missing(prefix.into(), input.into()))?;
        let layout = || WrittenError::Layout(prefix.into(), input.into());
        let line = Some(line).filter(|_| header.info_type(prefix) == Some(b"String"));
        let names = line.and_then(sub_fields).ok_or_else(layout)?;
        let place = |name: &str| names.iter().position(|found| found == name);
        let keys: Vec<_> = names
            .iter()
            .filter_map(|name| name.strip_prefix("Score_"))
            .collect();
        let columns = keys.iter().filter_map(|key| {
            Some(Column {
                score: place(&format!("Score_{key}"))?,
                pattern: place(&format!("Pattern_{key}")),
                highest: Key::new(&format!("{prefix}_{key}"), dictionary),
                percentile: Key::new(&format!("{prefix}_{key}_PCT"), dictionary),
            })
        });
        let columns: Vec<_> = columns.collect();
        if columns.is_empty() {
            return Err(layout());
        }
        let found = place("SYMBOL").zip(place("Gene")).ok_or_else(layout)?;
        let conditions = keys.iter().map(|key| condition(header, prefix, key));
        Ok(Self {
            entries: Key::new(prefix, dictionary),
            columns,
            names: found.into(),
            conditions: conditions.collect(),
            bundle: provenance(header, "dsdscore_bundle", prefix).map(bundle),
            synthetic: is_synthetic(header, prefix),
            lines: provenance_lines(header),
            genes: FxHashMap::default(),
        })
    }

    pub(super) fn conditions(&self) -> &[RankedCondition] {
        &self.conditions
    }

    /// What the header says of the scores' bundle.
    #[must_use]
    pub fn bundle(&self) -> Option<&BundleSource> {
        self.bundle.as_ref()
    }

    /// Whether the header calls any score synthetic.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.synthetic
    }

    /// The header's lines of where the scores came from, without `##`.
    #[must_use]
    pub fn provenance(&self) -> &[String] {
        &self.lines
    }

    pub(super) fn of(&self, gene: usize) -> Vec<GeneScore> {
        let none = || vec![GeneScore::default(); self.columns.len()];
        self.genes.get(&gene).cloned().unwrap_or_else(none)
    }

    /// Puts scores under the genes that were mentioned, when all were.
    pub(super) fn settle(&mut self, genes: &Settled) {
        let mut scores: Vec<_> = std::mem::take(&mut self.genes).into_iter().collect();
        scores.sort_unstable_by_key(|(gene, _)| *gene);
        for (gene, scores) in scores {
            keep(&mut self.genes, genes.number(gene), scores);
        }
    }

    /// Reads a record's entries. `number` gives a gene its number; `hit` is told which ALT hits which
    /// gene.
    pub fn read(
        &mut self,
        record: &Record,
        number: &mut impl FnMut(&GeneMention) -> Option<usize>,
        hit: &mut impl FnMut(usize, usize),
    ) {
        let Some(value) = record.info(&self.entries) else {
            return;
        };
        for entry in value.split(|&b| b == b',') {
            let fields: Vec<_> = entry.split(|&b| b == b'|').collect();
            let field = |at: usize| fields.get(at).copied().unwrap_or_default();
            let [symbol, id] = self.names.map(|at| decoded(field(at)));
            let mention = GeneMention {
                symbol: &symbol,
                ensembl_id: &id,
                ..GeneMention::default()
            };
            let Some(alternate) = alternate(record, &decoded(field(0))) else {
                continue;
            };
            let gene = Some(&mention).filter(|mention| !mention.is_empty());
            let Some(gene) = gene.and_then(&mut *number) else {
                continue;
            };
            hit(alternate, gene);
            let columns = self.columns.iter();
            let scores = columns.map(|column| column.read(record, alternate, &field));
            keep(&mut self.genes, gene, scores.collect());
        }
    }
}

impl Column {
    fn read<'r>(
        &self,
        record: &Record<'r>,
        alternate: usize,
        field: &impl Fn(usize) -> &'r [u8],
    ) -> GeneScore {
        let score = number(field(self.score));
        let pattern = self.pattern.map(field);
        let pattern = pattern.filter(|class| !class.is_empty());
        GeneScore {
            score,
            percentile: score.and_then(|score| self.percentile(record, alternate, score)),
            pattern: pattern.map(|class| GenePattern {
                class: String::from_utf8_lossy(class).into_owned(),
                ..GenePattern::default()
            }),
        }
    }

    /// The percentile of an ALT's highest score, where this is that score.
    fn percentile(&self, record: &Record, alternate: usize, score: f32) -> Option<f32> {
        let highest = record.info_float(&self.highest, alternate)?;
        if highest != score {
            return None;
        }
        record.info_float(&self.percentile, alternate)
    }
}

/// A gene's scores are the same in every record; its percentile is not in all.
fn keep(genes: &mut FxHashMap<usize, Vec<GeneScore>>, gene: usize, scores: Vec<GeneScore>) {
    let kept = genes.entry(gene).or_insert_with(|| scores.clone());
    for (kept, found) in kept.iter_mut().zip(scores) {
        kept.percentile = kept.percentile.or(found.percentile);
    }
}

fn alternate(record: &Record, allele: &[u8]) -> Option<usize> {
    (0..record.alternate_count()).find(|&i| record.alternate(i) == Some(allele))
}

fn number(text: &[u8]) -> Option<f32> {
    let number: f32 = str::from_utf8(text).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// The names of the sub-fields that a Description ends with.
fn sub_fields(line: &[u8]) -> Option<Vec<String>> {
    let description = str::from_utf8(attribute(line, b"Description")?).ok()?;
    let (_, names) = description.split_once("Format: ")?;
    Some(names.split('|').map(String::from).collect())
}

/// The line of a key with an ID.
fn provenance<'h>(header: &'h Header, key: &str, id: &str) -> Option<&'h [u8]> {
    let start = format!("##{key}=<ID=");
    let mut lines = header
        .meta()
        .filter(|line| line.starts_with(start.as_bytes()));
    lines.find(|line| attribute(line, b"ID") == Some(id.as_bytes()))
}

fn provenance_lines(header: &Header) -> Vec<String> {
    let lines = header.meta().filter_map(|line| line.strip_prefix(b"##"));
    let ours = lines.filter(|line| line.starts_with(b"dsdscore_"));
    ours.map(|line| String::from_utf8_lossy(line).into_owned())
        .collect()
}

fn is_synthetic(header: &Header, prefix: &str) -> bool {
    let is_of_prefix = |line: &&[u8]| {
        let id = attribute(line, b"ID").unwrap_or_default();
        let rest = id.strip_prefix(prefix.as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"_"))
    };
    let lines = header
        .meta()
        .filter(|line| line.starts_with(b"##dsdscore_"));
    let described = header
        .info(prefix)
        .and_then(|line| attribute(line, b"Description"));
    lines
        .filter(is_of_prefix)
        .any(|line| attribute(line, b"Synthetic") == Some(b"true"))
        || described.is_some_and(|text| text.starts_with(b"SYNTHETIC"))
}

fn text(line: &[u8], name: &str) -> String {
    let value = attribute(line, name.as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(value)
        .replace("\\\"", "\"")
        .replace("\\\\", "\\")
}

fn bundle(line: &[u8]) -> BundleSource {
    BundleSource {
        name: text(line, "Name"),
        version: text(line, "Version"),
        digest: text(line, "Digest"),
        atlas: text(line, "Atlas"),
        atlas_source: text(line, "AtlasSource"),
    }
}

fn condition(header: &Header, prefix: &str, key: &str) -> RankedCondition {
    let line = provenance(header, "dsdscore_model", &format!("{prefix}_{key}"));
    let label = line.map(|line| text(line, "Condition"));
    RankedCondition {
        key: key.into(),
        label: label
            .filter(|label| !label.is_empty())
            .unwrap_or_else(|| key.into()),
        model: line.map(model),
    }
}

fn model(line: &[u8]) -> ModelSource {
    let optional = |name| Some(text(line, name)).filter(|text| !text.is_empty());
    ModelSource {
        name: text(line, "Name"),
        version: text(line, "Version"),
        digest: optional("Digest"),
        training_set: text(line, "TrainingSet"),
        synthetic: attribute(line, b"Synthetic") == Some(b"true"),
        source: None,
        citation: optional("Citation"),
    }
}

/// A sub-field without percent-encoding.
fn decoded(field: &[u8]) -> Vec<u8> {
    percent_decoded(field, |_| true)
}

#[cfg(test)]
mod tests;
