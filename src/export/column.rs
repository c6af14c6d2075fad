//! What is exported of each gene and condition.

use std::fmt;

use crate::bundle::{Bundle, GeneField, Opinion, short_names};

/// A column of scores or patterns.
#[derive(Clone, Debug)]
pub struct FieldColumn {
    /// Its name, which is an INFO key.
    pub(super) key: String,
    condition: usize,
    field: Field,
}

#[derive(Clone, Copy, Debug)]
enum Field {
    Gene(GeneField),
    /// The percentile by a model that does not decide, by its place among the condition's models.
    Opinion(usize),
}

/// What follows the prefix in the name of a second opinion's column, before the condition's key; no
/// condition's key begins so.
const OPINION: &str = "PCT";

/// The columns of a bundle, in the order of its conditions.
pub(super) fn columns(bundle: &Bundle) -> Vec<FieldColumn> {
    let manifest = bundle.manifest();
    let mut columns = Vec::new();
    for (condition, about) in manifest.conditions.iter().enumerate() {
        let has_patterns = !bundle.patterns(condition).is_empty();
        let fields = GeneField::ALL
            .iter()
            .filter(|field| has_patterns || field.is_score());
        columns.extend(fields.map(|&field| FieldColumn {
            key: format!("{}_{}{}", manifest.prefix, about.key, field.suffix()),
            condition,
            field: Field::Gene(field),
        }));
        columns.extend(opinions(bundle, condition));
    }
    columns
}

/// The percentiles by the models that do not decide in a condition.
fn opinions(bundle: &Bundle, condition: usize) -> impl Iterator<Item = FieldColumn> {
    let manifest = bundle.manifest();
    let models = bundle.opinions(condition).map(|opinion| opinion.model());
    // The manifest has been seen to tell them apart.
    let names = short_names(models).unwrap_or_default();
    let start = format!(
        "{}_{OPINION}_{}",
        manifest.prefix, manifest.conditions[condition].key
    );
    let complete = names
        .into_iter()
        .enumerate()
        .skip(1)
        .filter(move |(place, _)| {
            let opinion = bundle.opinions(condition).nth(*place);
            opinion.is_some_and(|opinion| opinion.is_complete())
        });
    complete.map(move |(place, name)| FieldColumn {
        key: format!("{start}_{name}"),
        condition,
        field: Field::Opinion(place),
    })
}

impl FieldColumn {
    /// Whether its values are numbers.
    pub(super) fn is_number(&self) -> bool {
        !matches!(
            self.field,
            Field::Gene(GeneField::Class | GeneField::PeakCellType | GeneField::PeakTime)
        )
    }

    /// The column in words.
    pub(super) fn describe(&self, bundle: &Bundle) -> String {
        let condition = &bundle.manifest().conditions[self.condition];
        let (what, model) = match self.field {
            Field::Gene(field) if field.is_score() => (field, Some(0)),
            Field::Gene(field) => (field, None),
            Field::Opinion(place) => (GeneField::Percentile, Some(place)),
        };
        let mut words = format!("{}, {}", what.description(), condition.label);
        if let Some(opinion) = model.and_then(|place| self.opinion(bundle, place)) {
            words.push_str(&format!(" model {}", opinion.model().name));
        }
        words
    }

    fn opinion<'b>(&self, bundle: &'b Bundle, place: usize) -> Option<Opinion<'b>> {
        bundle.opinions(self.condition).nth(place)
    }

    /// A gene's value.
    pub(super) fn value<'b>(&self, bundle: &'b Bundle, gene: usize) -> FieldValue<'b> {
        let number = |number: Option<f32>| number.map_or(FieldValue::Missing, FieldValue::Number);
        let score = bundle.score(gene, self.condition);
        match self.field {
            Field::Gene(GeneField::Score) => number(score),
            Field::Gene(GeneField::Percentile) => {
                number(score.and_then(|s| bundle.percentile(self.condition, s)))
            }
            Field::Gene(field) => self.pattern_value(bundle, gene, field),
            Field::Opinion(place) => {
                let opinion = self.opinion(bundle, place);
                number(opinion.and_then(|opinion| opinion.percentile_of(gene)))
            }
        }
    }

    fn pattern_value<'b>(
        &self,
        bundle: &'b Bundle,
        gene: usize,
        field: GeneField,
    ) -> FieldValue<'b> {
        let Some(pattern) = bundle.pattern(gene, self.condition) else {
            return FieldValue::Missing;
        };
        let axes = &bundle.manifest().conditions[self.condition];
        // Patterns have been seen to lie within the axes.
        let cell_type = pattern.peak.and_then(|p| axes.cell_types.get(p.cell_type));
        let time = pattern.peak.and_then(|p| axes.times.get(p.time));
        let number = |number: Option<f32>| number.map_or(FieldValue::Missing, FieldValue::Number);
        match field {
            GeneField::Class => FieldValue::of_text(pattern.class.name()),
            GeneField::Level => FieldValue::Number(pattern.level),
            GeneField::Tau => number(pattern.tau),
            GeneField::Expressed => number(pattern.expressed),
            GeneField::Detection => number(pattern.detection),
            GeneField::PeakCellType => {
                cell_type.map_or(FieldValue::Missing, |name| FieldValue::of_text(name))
            }
            GeneField::PeakTime => {
                time.map_or(FieldValue::Missing, |time| FieldValue::of_text(&time.label))
            }
            GeneField::Score | GeneField::Percentile => FieldValue::Missing,
        }
    }
}

/// A value, written as text; `.` where it is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FieldValue<'b> {
    Number(f32),
    Text(&'b str),
    Missing,
}

impl<'b> FieldValue<'b> {
    /// A text, missing where it is empty.
    pub(super) fn of_text(text: &'b str) -> Self {
        if text.is_empty() {
            Self::Missing
        } else {
            Self::Text(text)
        }
    }

    /// The value with characters that mean something in INFO or GFF3
    /// percent-encoded; none where it is missing.
    pub(super) fn encoded(self) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(encoded(text)),
            Self::Missing => None,
        }
    }
}

impl fmt::Display for FieldValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::Missing => f.write_str("."),
        }
    }
}

/// A text with control characters, blanks and `% , ; = & |` percent-encoded.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..=' ' | '\x7f' | '%' | ',' | ';' | '=' | '&' | '|' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_what_would_break_a_column() {
        assert_eq!(
            encoded("Leydig cells, a;b=c%"),
            "Leydig%20cells%2C%20a%3Bb%3Dc%25"
        );
        assert_eq!(encoded("Prä-Sertoli"), "Prä-Sertoli");
        assert_eq!(FieldValue::of_text("").encoded(), None);
        assert_eq!(
            FieldValue::Number(0.99999595).encoded().unwrap(),
            "0.99999595"
        );
    }
}
