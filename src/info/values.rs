//! A record's values of our INFO fields.

use super::{
    compound,
    fields::{has_percentile, shown_opinions, whys},
    percent, why,
};
use crate::{
    hits::Hit,
    score::Scorer,
    variant::{Record, Value, write_float},
};

/// The values of one record after another, in buffers that are kept.
pub struct Values {
    values: Vec<Value>,
    columns: Vec<Slots>,
    gene_slot: usize,
    /// By gene, what follows the allele in its entries.
    entries: Vec<Option<Box<[u8]>>>,
    /// Whether they say what moves scores.
    has_why: bool,
    /// By ALT, the gene with the highest score.
    best: Vec<Option<(usize, f32)>>,
    alternates: usize,
}

/// Where a column's values are.
#[derive(Clone, Copy, Debug)]
struct Slots {
    score: usize,
    percentile: Option<usize>,
}

impl Values {
    /// For a scorer's definitions, and `count` keys in all: those of earlier runs come last. `has_why`:
    /// entries say what moves scores.
    pub fn new(scorer: &Scorer, count: usize, has_why: bool) -> Self {
        let mut values = vec![Value::Text(Vec::new())];
        let mut columns = Vec::new();
        for column in 0..scorer.columns().len() {
            let score = values.len();
            values.push(Value::Floats(Vec::new()));
            let percentile = has_percentile(scorer, column).then_some(score + 1);
            values.extend(percentile.map(|_| Value::Floats(Vec::new())));
            columns.push(Slots { score, percentile });
        }
        let gene_slot = values.len();
        values.resize(count.max(gene_slot + 1), Value::Text(Vec::new()));
        Self {
            values,
            columns,
            gene_slot,
            entries: vec![None; scorer.bundle().genes().len()],
            has_why,
            best: Vec::new(),
            alternates: 0,
        }
    }

    /// For as many keys, none of them a score's.
    pub fn without_scores(count: usize) -> Self {
        Self {
            values: vec![Value::Text(Vec::new()); count],
            columns: Vec::new(),
            gene_slot: 0,
            entries: Vec::new(),
            has_why: false,
            best: Vec::new(),
            alternates: 0,
        }
    }

    /// The values, one a key.
    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// Sets a value that is no score's.
    pub fn set_text(&mut self, slot: usize, text: Vec<u8>) {
        self.values[slot] = Value::Text(text);
    }

    /// Sets the values of a record; `false` where none of its genes has a score.
    pub fn set(&mut self, record: &Record, hits: &[Hit], scorer: &Scorer) -> bool {
        for value in &mut self.values {
            match value {
                Value::Floats(values) => values.clear(),
                Value::Text(text) => text.clear(),
            }
        }
        if hits.is_empty() {
            return false;
        }
        self.alternates = record.alternate_count();
        self.best.clear();
        self.best.resize(self.alternates, None);
        for column in 0..self.columns.len() {
            self.set_column(column, hits, scorer);
        }
        if self.best.iter().all(Option::is_none) {
            return false;
        }
        self.write_entries(record, hits, scorer);
        self.write_genes(scorer);
        true
    }

    fn set_column(&mut self, column: usize, hits: &[Hit], scorer: &Scorer) {
        let slots = self.columns[column];
        let mut scores = take_floats(&mut self.values[slots.score]);
        scores.resize(self.alternates, f32::NAN);
        for hit in hits {
            let score = scorer.score(column, hit.gene);
            // f32::max passes over NaN.
            scores[hit.alternate] = scores[hit.alternate].max(score);
            self.keep_best(hit, score);
        }
        if scores.iter().all(|score| score.is_nan()) {
            scores.clear();
        }
        if let Some(slot) = slots.percentile {
            let mut percentiles = take_floats(&mut self.values[slot]);
            percentiles.extend(scores.iter().map(|&s| percentile(scorer, column, s)));
            self.values[slot] = Value::Floats(percentiles);
        }
        self.values[slots.score] = Value::Floats(scores);
    }

    fn keep_best(&mut self, hit: &Hit, score: f32) {
        let best = &mut self.best[hit.alternate];
        if !score.is_nan() && best.is_none_or(|(_, highest)| score > highest) {
            *best = Some((hit.gene, score));
        }
    }

    fn write_entries(&mut self, record: &Record, hits: &[Hit], scorer: &Scorer) {
        let Value::Text(text) = &mut self.values[0] else {
            return;
        };
        for hit in hits {
            let has_why = self.has_why;
            let entry = &mut self.entries[hit.gene];
            let entry = entry.get_or_insert_with(|| self::entry(scorer, hit.gene, has_why));
            if entry.is_empty() {
                continue;
            }
            let allele = record.alternate(hit.alternate).unwrap_or_default();
            compound::write_entry(allele, entry, text);
        }
    }

    fn write_genes(&mut self, scorer: &Scorer) {
        let Value::Text(text) = &mut self.values[self.gene_slot] else {
            return;
        };
        for (i, best) in self.best.iter().enumerate() {
            if i > 0 {
                text.push(b',');
            }
            match best {
                Some((gene, _)) => {
                    percent::encode(scorer.bundle().genes()[*gene].symbol.as_bytes(), text);
                }
                None => text.push(b'.'),
            }
        }
    }
}

/// The buffer of a value, to be put back.
fn take_floats(value: &mut Value) -> Vec<f32> {
    match value {
        Value::Floats(values) => std::mem::take(values),
        Value::Text(_) => Vec::new(),
    }
}

fn percentile(scorer: &Scorer, column: usize, score: f32) -> f32 {
    if score.is_nan() {
        return f32::NAN;
    }
    scorer.percentile(column, score).unwrap_or(f32::NAN)
}

/// `||SYMBOL|Gene|score…|pattern…|percentile of a second opinion…|what moves a score…`; empty for a gene
/// without any score.
fn entry(scorer: &Scorer, gene: usize, has_why: bool) -> Box<[u8]> {
    let mut text = Vec::new();
    let columns = 0..scorer.columns().len();
    if columns
        .clone()
        .all(|column| scorer.score(column, gene).is_nan())
    {
        return text.into();
    }
    let names = &scorer.bundle().genes()[gene];
    let ids = [names.symbol.as_str(), &names.ensembl_id];
    compound::write_values(ids, &mut text);
    for score in columns.clone().map(|column| scorer.score(column, gene)) {
        text.push(b'|');
        if !score.is_nan() {
            write_float(score, &mut text);
        }
    }
    for column in columns.filter(|&column| scorer.columns()[column].has_patterns()) {
        text.push(b'|');
        let pattern = scorer.pattern(column, gene);
        text.extend(pattern.map_or("", |pattern| pattern.class.name()).bytes());
    }
    for opinion in scorer.columns().iter().flat_map(shown_opinions) {
        text.push(b'|');
        if let Some(percentile) = opinion.percentile_of(gene) {
            write_float(percentile, &mut text);
        }
    }
    for column in whys(scorer.columns(), has_why) {
        text.push(b'|');
        why::write(scorer, column, gene, &mut text);
    }
    text.into()
}
