//! What our INFO fields are called, and say of themselves.

use crate::score::Scorer;

/// The program's name in the `Source` of its INFO lines, which tells them from others'.
pub const SOURCE: &str = "dsdscore";

/// An INFO field of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The ID.
    pub id: String,
    /// Number, as the header spells it.
    pub number: char,
    /// Type, as the header spells it.
    pub kind: &'static str,
    /// Description.
    pub description: String,
}

impl Definition {
    /// The header line.
    #[must_use]
    pub fn line(&self, is_synthetic: bool) -> String {
        format!(
            "##INFO=<ID={},Number={},Type={},Description=\"{}{}\",Source=\"{SOURCE}\",Version=\"{}\">",
            self.id,
            self.number,
            self.kind,
            if is_synthetic {
                "SYNTHETIC: not a result. "
            } else {
                ""
            },
            quoted(&self.description),
            env!("CARGO_PKG_VERSION"),
        )
    }
}

/// The INFO fields of a scorer's columns, in the order in which they are written.
#[must_use]
pub fn definitions(scorer: &Scorer, prefix: &str) -> Vec<Definition> {
    let mut definitions = vec![entries_definition(scorer, prefix)];
    for (i, column) in scorer.columns().iter().enumerate() {
        let (key, label, model) = (column.key(), column.label(), &column.model().name);
        definitions.push(Definition {
            id: format!("{prefix}_{key}"),
            number: 'A',
            kind: "Float",
            description: format!(
                "Score (0-1) by the {label} model {model}, the highest among the genes that this ALT hits"
            ),
        });
        if has_percentile(scorer, i) {
            definitions.push(Definition {
                id: format!("{prefix}_{key}_PCT"),
                number: 'A',
                kind: "Float",
                description: format!(
                    "Percentile (0-100) of {prefix}_{key} among all genes that the model scored"
                ),
            });
        }
    }
    definitions.push(Definition {
        id: format!("{prefix}_GENE"),
        number: 'A',
        kind: "String",
        description: "Gene with the highest score of those that this ALT hits".into(),
    });
    definitions
}

/// The sub-field Consequence is always empty: `bcftools +split-vep` refuses a field without it.
fn entries_definition(scorer: &Scorer, prefix: &str) -> Definition {
    let scores = scorer
        .columns()
        .iter()
        .map(|column| format!("|Score_{}", column.key()));
    let patterns = scorer
        .columns()
        .iter()
        .filter(|column| column.has_patterns())
        .map(|column| format!("|Pattern_{}", column.key()));
    Definition {
        id: prefix.into(),
        number: '.',
        kind: "String",
        description: format!(
            "Gene-level scores, one entry per ALT and gene. Format: Allele|Consequence|SYMBOL|Gene{}",
            scores.chain(patterns).collect::<String>()
        ),
    }
}

/// Whether the percentiles of a column are known.
#[must_use]
pub fn has_percentile(scorer: &Scorer, column: usize) -> bool {
    scorer.percentile(column, 0.5).is_some()
}

/// A text for between quotes: quotes and backslashes escaped, line ends and tabs as spaces.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_scores_are_called_so_first() {
        let definition = Definition {
            id: "DSD_F".into(),
            number: 'A',
            kind: "Float",
            description: "a \"b\"".into(),
        };
        let line = definition.line(true);
        assert!(line.starts_with("##INFO=<ID=DSD_F,Number=A,Type=Float,Description=\"SYNTHETIC"));
        assert!(line.contains(r#"a \"b\"","#), "{line}");
        assert!(!definition.line(false).contains("SYNTHETIC"));
    }
}
