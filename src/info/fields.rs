//! Which INFO fields are ours, by what follows the prefix.

use super::{Compound, Definition, why::explanation};
use crate::score::{Column, Opinion, Scorer};

/// The suffix of [`ranks`].
const RANK: &str = "RANK";
/// The suffix of the names of genes.
const GENE: &str = "GENE";
/// The suffix of percentiles, after the condition's.
const PERCENTILE: &str = "_PCT";

/// How a sub-field of scores begins; the condition's key follows.
pub const SCORE: &str = "Score_";
/// How a sub-field of patterns begins.
pub const PATTERN: &str = "Pattern_";
/// How a sub-field of a second opinion begins; the condition's key, `_` and the model's short name
/// follow.
const OPINION: &str = "Pct_";
/// How a sub-field of what moves scores begins.
const WHY: &str = "Why_";
/// The sub-field of a gene's symbol.
pub const SYMBOL: &str = "SYMBOL";
/// The sub-field of a gene's stable ID.
pub const GENE_ID: &str = "Gene";

/// The field of genes' scores; `has_why`, with what moves those that decide, where the bundle tells.
#[must_use]
pub fn scores(columns: &[Column], has_why: bool) -> Compound {
    let mut names = vec![SYMBOL.to_string(), GENE_ID.into()];
    names.extend(columns.iter().map(|c| format!("{SCORE}{}", c.key())));
    let patterned = columns.iter().filter(|column| column.has_patterns());
    names.extend(patterned.map(|c| format!("{PATTERN}{}", c.key())));
    let opinions = columns.iter().flat_map(|column| {
        let shown = shown_opinions(column);
        shown.map(|opinion| opinion_name(column.key(), opinion.name()))
    });
    let first_opinion = names.len();
    names.extend(opinions);
    let mut about = "Gene-level scores, one entry per ALT and gene".to_string();
    if names.len() > first_opinion {
        about += "; Pct_ is the gene's percentile (0-100) by a second model, which does not decide";
    }
    let first_why = names.len();
    names.extend(whys(columns, has_why).map(|c| format!("{WHY}{}", c.key())));
    if names.len() > first_why {
        about += "; Why_ is what moves the score most, cell type@time:change of its log-odds, joined \
                  by &, what raises it first";
    }
    Compound::new("", about, names)
}

/// The columns that have a sub-field of what moves scores.
pub fn whys<'c, 'b>(
    columns: &'c [Column<'b>],
    has_why: bool,
) -> impl Iterator<Item = &'c Column<'b>> {
    let columns = columns.iter().filter(move |_| has_why);
    columns.filter(|column| explanation(column).is_some())
}

/// The second opinions of a column that have a sub-field: those that give percentiles.
pub fn shown_opinions<'c, 'b>(column: &'c Column<'b>) -> impl Iterator<Item = &'c Opinion<'b>> {
    let opinions = column.opinions().iter();
    opinions.filter(|opinion| opinion.has_percentiles())
}

/// The sub-field of a second opinion.
pub fn opinion_name(key: &str, model: &str) -> String {
    format!("{OPINION}{key}_{model}")
}

/// The condition's key and the model's short name of a sub-field that [`opinion_name`] named. The
/// latter has no `_`.
pub fn opinion_of(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix(OPINION)?.rsplit_once('_')
}

/// The field of candidates' ranks.
#[must_use]
pub fn ranks() -> Compound {
    let about = "Candidates, one entry per ALT, sample and gene; List is known or other; Rank \
                 is among all genes of the sample, Tier that of the order, where it has tiers";
    let names = [SYMBOL, GENE_ID, "Sample", "List", "Rank", "Tier"];
    Compound::new(RANK, about, names.map(String::from).to_vec())
}

/// The ID of the highest scores of a condition's.
#[must_use]
pub fn score_id(prefix: &str, key: &str) -> String {
    format!("{prefix}_{key}")
}

/// The ID of the percentiles of a condition's highest scores.
#[must_use]
pub fn percentile_id(prefix: &str, key: &str) -> String {
    format!("{prefix}_{key}{PERCENTILE}")
}

/// The ID of the genes with the highest scores.
#[must_use]
pub fn gene_id(prefix: &str) -> String {
    format!("{prefix}_{GENE}")
}

/// The condition whose scores a field of this ID holds, if it is one of scores.
#[must_use]
pub fn condition_of<'i>(id: &'i str, prefix: &str) -> Option<&'i str> {
    let key = id.strip_prefix(prefix)?.strip_prefix('_')?;
    (!key.ends_with(PERCENTILE) && ![RANK, GENE].contains(&key)).then_some(key)
}

/// The INFO fields of a scorer's columns, in the order in which they are written; `has_why` as
/// [`scores`] has it.
#[must_use]
pub fn definitions(scorer: &Scorer, prefix: &str, has_why: bool) -> Vec<Definition> {
    let mut definitions = vec![scores(scorer.columns(), has_why).definition(prefix)];
    for (i, column) in scorer.columns().iter().enumerate() {
        definitions.push(score(column, prefix));
        if has_percentile(scorer, i) {
            definitions.push(percentile(column, prefix));
        }
    }
    definitions.push(Definition {
        id: gene_id(prefix),
        number: 'A',
        kind: "String",
        description: "Gene with the highest score of those that this ALT hits".into(),
    });
    definitions
}

fn score(column: &Column, prefix: &str) -> Definition {
    let (label, model) = (column.label(), &column.model().name);
    Definition {
        id: score_id(prefix, column.key()),
        number: 'A',
        kind: "Float",
        description: format!(
            "Score (0-1) by the {label} model {model}, the highest among the genes that this ALT hits"
        ),
    }
}

fn percentile(column: &Column, prefix: &str) -> Definition {
    let key = column.key();
    Definition {
        id: percentile_id(prefix, key),
        number: 'A',
        kind: "Float",
        description: format!(
            "Percentile (0-100) of {} among all genes that the model scored",
            score_id(prefix, key)
        ),
    }
}

/// Whether the percentiles of a column are known.
#[must_use]
pub fn has_percentile(scorer: &Scorer, column: usize) -> bool {
    scorer.columns()[column].deciding().has_percentiles()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::RESERVED_KEYS;

    #[test]
    fn no_condition_can_have_the_suffix_of_a_field() {
        for suffix in [GENE, RANK] {
            assert!(RESERVED_KEYS.contains(&suffix));
        }
        assert_eq!(ranks().id("DSD"), "DSD_RANK");
        assert_eq!(condition_of("DSD_RANK", "DSD"), None);
        assert_eq!(condition_of("DSD_F_PCT", "DSD"), None);
        assert_eq!(condition_of("DSD_F", "DSD"), Some("F"));
    }
}
