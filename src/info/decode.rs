//! Scores that were written into an input, read back.

mod bind;
mod entry;
mod numbers;

use self::{
    bind::{Bound, bind},
    entry::Entry,
    numbers::Numbers,
};
use super::{
    BundleSource, Condition, DecodeError, Layout, compound,
    fields::{
        GENE_ID, PATTERN, SCORE, SYMBOL, condition_of, gene_id, opinion_of, percentile_id, score_id,
    },
    lines,
    prefix::Prefixes,
    provenance::is_ours,
};
use crate::{
    gene::GeneMention,
    variant::{Dictionary, Header, Key, Record, attribute},
};

/// Reads the genes and scores of records that were annotated, also after other tools have split,
/// trimmed and shifted their ALTs.
///
/// A gene's score does not depend on the ALT. Which ALTs a gene belongs to is told by the entries'
/// alleles, as far as they can be the ALT's, and by the fields of one value an ALT, which other
/// tools keep right. Where these are of another number than the ALTs, they say nothing.
pub struct Decoder {
    /// `None` where a tool dropped the entries.
    layout: Option<Layout>,
    /// The places of symbol and stable ID.
    names: [usize; 2],
    columns: Vec<Column>,
    genes: Key,
    conditions: Vec<Condition>,
    bundle: Option<BundleSource>,
    lines: Vec<String>,
    is_synthetic: bool,
    disagreements: u64,
}

/// Where a condition's values are.
struct Column {
    score: Option<usize>,
    pattern: Option<usize>,
    opinions: Vec<usize>,
    highest: Key,
    percentile: Key,
}

/// What a condition says of a gene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// The score, 0-1; `None` where the gene has none, or none is told.
    pub value: Option<f32>,
    /// Its percentile among all genes that the model scored, 0-100; told only of an ALT's highest
    /// score.
    pub percentile: Option<f32>,
    /// The class of its pattern.
    pub pattern: Option<String>,
    /// Its percentiles by the condition's second opinions, in their order; none where the gene is
    /// known by its name alone.
    pub opinions: Vec<Option<f32>>,
}

/// A gene of a record.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// What it is called.
    pub gene: GeneMention<'a>,
    /// The indices of the ALTs that hit it, ascending; none where they are no longer there.
    pub alternates: &'a [usize],
    /// Its scores, one a condition.
    pub scores: Vec<Score>,
}

impl Decoder {
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
        let layout = Layout::find(header, dictionary, prefix).filter(is_of_scores);
        let keys = match &layout {
            Some(layout) => keys_of_entries(layout),
            None if header.info(prefix).is_none() => keys_of_numbers(header, prefix),
            None => return Err(DecodeError::Layout(prefix.into(), input.into())),
        };
        if keys.is_empty() {
            return Err(DecodeError::Missing(prefix.into(), input.into()));
        }
        let place = |name: &str| layout.as_ref()?.place(name);
        let column = |key: &String| Column {
            opinions: opinions_of(layout.as_ref(), key)
                .iter()
                .map(|o| o.0)
                .collect(),
            score: place(&format!("{SCORE}{key}")),
            pattern: place(&format!("{PATTERN}{key}")),
            highest: Key::new(&score_id(prefix, key), dictionary),
            percentile: Key::new(&percentile_id(prefix, key), dictionary),
        };
        let condition = |key: &String| {
            let opinions = opinions_of(layout.as_ref(), key);
            let names = opinions.iter().map(|(_, name)| *name);
            Condition::read(header, prefix, key, names)
        };
        Ok(Self {
            columns: keys.iter().map(column).collect(),
            conditions: keys.iter().map(condition).collect(),
            names: [SYMBOL, GENE_ID].map(|name| place(name).unwrap_or_default()),
            layout,
            genes: Key::new(&gene_id(prefix), dictionary),
            bundle: BundleSource::read(header, prefix),
            is_synthetic: lines::is_synthetic(header, prefix),
            lines: lines::all(header),
            disagreements: 0,
        })
    }

    /// Whether a header speaks of scores of this program, whatever their state or prefix: others must not
    /// take their place unasked.
    #[must_use]
    pub fn is_in(header: &Header, dictionary: &Dictionary, prefix: &str) -> bool {
        let found = Self::find(header, dictionary, prefix, "");
        !matches!(found, Err(DecodeError::Missing(..))) || !lines::all(header).is_empty()
    }

    /// The conditions that have scores.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
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
        self.is_synthetic
    }

    /// The header's lines of where the scores came from, without `##`.
    #[must_use]
    pub fn provenance(&self) -> &[String] {
        &self.lines
    }

    /// Of how many ALTs so far the entries and the fields of one value an ALT contradict each other.
    /// The entries are believed: an entry names a gene and its scores in one value.
    #[must_use]
    pub fn disagreements(&self) -> u64 {
        self.disagreements
    }

    /// Gives the genes of a record.
    pub fn read(&mut self, record: &Record, f: &mut impl FnMut(Decoded)) {
        let entries = self.entries(record);
        let alternates = record.alternate_count();
        let numbers = Numbers::read(record, alternates, &self.genes, &self.columns);
        if entries.is_empty() && numbers.is_silent() {
            return;
        }
        let mut spelt = Vec::new();
        record.read_alternates(&mut spelt);
        let bounds = bind(record.reference(), &spelt, &entries, &numbers);
        self.disagreements += bounds.iter().filter(|bound| bound.disagrees).count() as u64;
        for (i, entry) in entries.iter().enumerate() {
            let is_bound = |alternate: &usize| bounds[*alternate].entries.contains(&i);
            let alternates: Vec<_> = (0..bounds.len()).filter(is_bound).collect();
            f(Decoded {
                gene: entry.mention(),
                scores: entry.scores(&alternates, &entries, &numbers),
                alternates: &alternates,
            });
        }
        bounds
            .iter()
            .enumerate()
            .for_each(|(i, bound)| self.give_named(i, bound, &numbers, f));
    }

    /// Gives a gene that an ALT has by its name alone.
    fn give_named(
        &self,
        alternate: usize,
        bound: &Bound,
        numbers: &Numbers,
        f: &mut impl FnMut(Decoded),
    ) {
        let said = numbers.of(alternate);
        let Some(symbol) = said.gene().filter(|_| bound.is_named) else {
            return;
        };
        let mut scores = vec![Score::default(); self.columns.len()];
        if let Some((column, value)) = said.best() {
            scores[column].value = Some(value);
            scores[column].percentile = numbers.percentile(column, alternate);
        }
        f(Decoded {
            gene: GeneMention {
                symbol,
                ..GeneMention::default()
            },
            alternates: &[alternate],
            scores,
        });
    }

    fn entries(&self, record: &Record) -> Vec<Entry> {
        let layout = self.layout.iter();
        let entries = layout.flat_map(|layout| layout.entries(record));
        let entries = entries.map(|entry| Entry {
            allele: entry.allele(),
            symbol: entry.value(self.names[0]),
            id: entry.value(self.names[1]),
            scores: self.columns.iter().map(|c| c.score(&entry)).collect(),
            patterns: self.columns.iter().map(|c| c.pattern(&entry)).collect(),
            opinions: self.columns.iter().map(|c| c.opinions(&entry)).collect(),
        });
        entries.collect()
    }
}

impl Column {
    fn score(&self, entry: &compound::Entry) -> Option<f32> {
        number(entry, self.score?)
    }

    fn opinions(&self, entry: &compound::Entry) -> Vec<Option<f32>> {
        let places = self.opinions.iter();
        places.map(|&place| number(entry, place)).collect()
    }

    fn pattern(&self, entry: &compound::Entry) -> Option<String> {
        let class = entry.value(self.pattern?);
        (!class.is_empty()).then(|| String::from_utf8_lossy(&class).into_owned())
    }
}

fn number(entry: &compound::Entry, place: usize) -> Option<f32> {
    let text = entry.value(place);
    let number: f32 = str::from_utf8(&text).ok()?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// The second opinions of a condition: the places of their sub-fields, and the models' short names.
fn opinions_of<'l>(layout: Option<&'l Layout>, key: &str) -> Vec<(usize, &'l str)> {
    let names = layout.map_or(&[][..], Layout::names).iter().enumerate();
    let opinions = names.filter_map(|(place, name)| {
        let (of, model) = opinion_of(name)?;
        (of == key).then_some((place, model))
    });
    opinions.collect()
}

fn is_of_scores(layout: &Layout) -> bool {
    let has = |name| layout.place(name).is_some();
    has(SYMBOL) && has(GENE_ID) && !keys_of_entries(layout).is_empty()
}

/// The conditions of the sub-fields.
fn keys_of_entries(layout: &Layout) -> Vec<String> {
    let names = layout.names().iter();
    let keys = names.filter_map(|name| name.strip_prefix(SCORE));
    keys.map(String::from).collect()
}

/// The conditions of our fields of scores.
fn keys_of_numbers(header: &Header, prefix: &str) -> Vec<String> {
    let prefixes = Prefixes::of(header);
    let is_score = |id: &str| {
        let line = header.info(id).unwrap_or_default();
        let is_float = attribute(line, b"Type") == Some(b"Float");
        is_ours(line) && is_float && prefixes.is_of(id, prefix)
    };
    let ids = header.infos().filter_map(|(id, _)| str::from_utf8(id).ok());
    let keys = ids.filter(|id| is_score(id));
    keys.filter_map(|id| condition_of(id, prefix))
        .map(String::from)
        .collect()
}

#[cfg(test)]
mod tests;
