//! Options that make no sense.

use std::{collections::HashSet, ops::RangeInclusive};

use super::{Condition, Options};
use crate::simulate::{Error, Result};

/// Beyond these, tables of groups and genes would not fit into memory any more.
const MOST_GENES: usize = 1_000_000;
const MOST_CELLS: usize = 10_000_000;
const MOST_CELL_TYPES: usize = 1_000;
const MOST_TIMES: usize = 1_000;
const MOST_CONDITIONS: usize = 100;
const MOST_SAMPLES: usize = 10_000;
/// What plants a cause.
const PLANTED: &str = "--planted-block";
/// Genes × cell types, and genes × conditions × 3.
const MOST_PROFILES: usize = 30_000_000;

impl Options {
    /// Checks each option, and all of them together.
    pub(in crate::simulate) fn validate(&self) -> Result<()> {
        self.check_names()?;
        self.check_numbers()?;
        self.check_times()?;
        self.check_groups()
    }

    fn check_names(&self) -> Result<()> {
        check_conditions(&self.conditions)?;
        let cell_types = self.cell_types.iter().map(String::as_str);
        check_texts("--cell-types", cell_types)?;
        let columns = &self.columns;
        let columns = [
            &columns.cell_type,
            &columns.time,
            &columns.condition,
            &columns.sample,
        ];
        check_texts("columns", columns.into_iter().map(String::as_str))?;
        let unfit = columns
            .iter()
            .find(|name| name.contains('/') || matches!(name.as_str(), "_index" | "." | ".."));
        unfit.map_or(Ok(()), |name| {
            let what = format!("`{name}` cannot be the name of a column in an h5ad");
            Err(Error::option("columns", what))
        })
    }

    fn check_numbers(&self) -> Result<()> {
        within("--missing", self.missing, 0.0..=1.0)?;
        within("--library-size", self.library_size, 1.0..=1e6)?;
        within("--library-spread", self.library_spread, 0.0..=2.0)?;
        within("--dispersion", self.dispersion, 0.0..=10.0)?;
        within("--overlap", self.overlap, 0.0..=1.0)?;
        within("--compression", f64::from(self.compression), 0.0..=9.0)?;
        count("--genes", self.genes, MOST_GENES)?;
        count("--cells", self.cells, MOST_CELLS)?;
        count("--cell-types", self.cell_types.len(), MOST_CELL_TYPES)?;
        count("--times", self.times.len(), MOST_TIMES)?;
        count("--conditions", self.conditions.len(), MOST_CONDITIONS)?;
        count("--samples", self.samples, MOST_SAMPLES)?;
        self.check_size()?;
        self.check_planted()?;
        let proportions = self.made().0;
        let is_sound = |p: &f64| p.is_finite() && (0.0..=1e6).contains(p);
        if !proportions.iter().all(is_sound) || proportions.iter().sum::<f64>() <= 0.0 {
            let what = "must be numbers from 0, not all of them 0";
            return Err(Error::option("--proportions", what));
        }
        Ok(())
    }

    /// That both labels have genes and places for their blocks.
    fn check_planted(&self) -> Result<()> {
        let Some(share) = self.planted else {
            return Ok(());
        };
        within(PLANTED, share, 0.0..=1.0)?;
        if !(1..self.genes).contains(&self.planted_genes(share)) {
            let what = format!("{share} of {} genes leaves a label without any", self.genes);
            return Err(Error::option(PLANTED, what));
        }
        if self.match_levels {
            let what = "levels are alike by themselves: leave out --match-levels";
            return Err(Error::option(PLANTED, what));
        }
        if self.groups().saturating_sub(self.missing_groups()) < 2 {
            let what = "there must be two combinations of cell type and time with cells";
            return Err(Error::option(PLANTED, what));
        }
        Ok(())
    }

    fn check_size(&self) -> Result<()> {
        let widest = self.cell_types.len().max(3 * self.conditions.len());
        if self.genes * widest <= MOST_PROFILES {
            return Ok(());
        }
        let what = format!(
            "with so many cell types or conditions there can be {}",
            MOST_PROFILES / widest
        );
        Err(Error::option("--genes", what))
    }

    fn check_times(&self) -> Result<()> {
        let is_ascending = self.times.windows(2).all(|pair| pair[0] < pair[1]);
        if is_ascending && self.times.iter().all(|time| time.is_finite()) {
            return Ok(());
        }
        let what = "must be different numbers, ascending";
        Err(Error::option("--times", what))
    }

    /// That no cell type and no time loses all its cells, and that there are cells for the rest.
    fn check_groups(&self) -> Result<()> {
        let (groups, missing) = (self.groups(), self.missing_groups());
        let least = self.cell_types.len() + self.times.len() - 1;
        if groups - missing < least {
            let most = (groups - least) as f64 / groups as f64;
            let what = format!(
                "{missing} of {groups} combinations cannot be missing, or a cell type or a time \
                 would have no cells: give at most {:.2}",
                (most * 100.0).floor() / 100.0
            );
            return Err(Error::option("--missing", what));
        }
        let needed = (groups - missing) * self.conditions.len();
        if self.cells < needed {
            let what = format!(
                "{} cells are too few for {needed} combinations of condition, cell type and time",
                self.cells
            );
            return Err(Error::option("--cells", what));
        }
        Ok(())
    }
}

fn check_conditions(conditions: &[Condition]) -> Result<()> {
    check_texts("--conditions", conditions.iter().map(|c| c.key.as_str()))?;
    check_texts("--conditions", conditions.iter().map(|c| c.label.as_str()))?;
    let is_sound = |key: &str| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let unfit = conditions.iter().find(|c| !is_sound(&c.key));
    unfit.map_or(Ok(()), |condition| {
        let what = format!(
            "the key `{}` must be of letters, digits and _",
            condition.key
        );
        Err(Error::option("--conditions", what))
    })
}

/// That the texts differ, say something and fit into a line of a table.
fn check_texts<'a>(option: &'static str, texts: impl Iterator<Item = &'a str>) -> Result<()> {
    let mut seen = HashSet::new();
    for text in texts {
        let fault = if text.trim().is_empty() {
            "is empty"
        } else if text.contains(|c: char| c.is_control() || c == ',') {
            "has a comma or a control character"
        } else if !seen.insert(text) {
            "is there twice"
        } else {
            continue;
        };
        return Err(Error::option(option, format!("`{text}` {fault}")));
    }
    Ok(())
}

fn within(option: &'static str, value: f64, range: RangeInclusive<f64>) -> Result<()> {
    if range.contains(&value) {
        return Ok(());
    }
    let what = format!("{value} is not from {} to {}", range.start(), range.end());
    Err(Error::option(option, what))
}

fn count(option: &'static str, value: usize, most: usize) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::option(
        option,
        format!("{value} is not from 1 to {most}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::options::{Proportions, tests::small};

    fn refusal(change: impl FnOnce(&mut Options)) -> String {
        let mut options = small();
        change(&mut options);
        options.validate().unwrap_err().to_string()
    }

    #[test]
    fn what_makes_no_sense_is_refused_by_name() {
        small().validate().unwrap();
        let refusals = [
            (
                refusal(|o| o.missing = 0.7),
                "--missing: 14 of 20 combinations",
            ),
            (refusal(|o| o.missing = f64::NAN), "--missing: NaN"),
            (
                refusal(|o| o.cells = 31),
                "--cells: 31 cells are too few for 32",
            ),
            (refusal(|o| o.genes = 0), "--genes: 0 is not from 1"),
            (
                refusal(|o| {
                    (o.genes, o.cell_types) = (40_000, (1..900).map(|n| n.to_string()).collect())
                }),
                "--genes: with so many cell types or conditions there can be 33370",
            ),
            (
                refusal(|o| o.times = vec![2.0, 2.0]),
                "--times: must be different",
            ),
            (refusal(|o| o.times.clear()), "--times: 0 is not"),
            (
                refusal(|o| o.cell_types.push("stem".into())),
                "`stem` is there twice",
            ),
            (
                refusal(|o| o.conditions[0].key = "a-b".into()),
                "the key `a-b`",
            ),
            (refusal(|o| o.conditions.clear()), "--conditions: 0 is not"),
            (
                refusal(|o| o.columns.time = "a/b".into()),
                "`a/b` cannot be",
            ),
            (
                refusal(|o| o.columns.time = "sample".into()),
                "`sample` is there twice",
            ),
            (
                refusal(|o| o.overlap = 1.1),
                "--overlap: 1.1 is not from 0 to 1",
            ),
            (
                refusal(|o| o.proportions = Proportions([0.0; 5])),
                "--proportions",
            ),
            (
                refusal(|o| o.planted = Some(0.001)),
                "--planted-block: 0.001 of 400 genes leaves",
            ),
            (
                refusal(|o| o.planted = Some(1.5)),
                "--planted-block: 1.5 is not from 0 to 1",
            ),
            (
                refusal(|o| (o.planted, o.match_levels) = (Some(0.5), true)),
                "--planted-block: levels are alike",
            ),
            (
                refusal(|o| {
                    o.planted = Some(0.5);
                    (o.cell_types, o.times, o.missing) = (vec!["a".into()], vec![1.0], 0.0);
                }),
                "--planted-block: there must be two combinations",
            ),
        ];
        for (refusal, expected) in refusals {
            assert!(refusal.contains(expected), "{refusal}, not {expected}");
        }
    }
}
