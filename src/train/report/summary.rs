//! The table of a comparison: every method in a row.

use super::{
    format::{NONE, count, figure, interval, optional, p, signed},
    table::{HtmlTable, TableCell},
};
use crate::train::{
    evaluation::{Comparison, Contrast, MethodResult},
    method::LEVEL,
};

const HEAD: [&str; 8] = [
    "Method",
    "AUC, mean of folds",
    "AUC, pooled",
    "PR-AUC",
    "Accuracy",
    "Brier",
    "Against the level",
    "p",
];

/// All methods that were run.
pub(super) fn table(comparison: &Comparison) -> HtmlTable {
    let mut table = HtmlTable::new("All methods on the same folds of the same genes", HEAD);
    let methods = comparison.methods.iter().enumerate();
    let run = methods.filter(|(_, method)| method.skipped.is_none());
    table
        .rows
        .extend(run.map(|(place, method)| row(comparison, method, place)));
    table
}

fn row(comparison: &Comparison, method: &MethodResult, place: usize) -> Vec<TableCell> {
    let name = TableCell {
        note: method.description.clone(),
        ..TableCell::method(&method.name, place)
    };
    let pooled = method.pooled.as_ref();
    let area = TableCell {
        text: optional(pooled.map(|m| m.roc_auc)),
        note: pooled.map_or_else(String::new, |m| interval(m.roc_auc_ci)),
        ..TableCell::default()
    };
    let pr = optional(pooled.map(|m| m.pr_auc));
    let accuracy = optional(pooled.and_then(|m| m.accuracy));
    let brier = optional(pooled.and_then(|m| m.brier));
    let [difference, chance] = against_level(comparison, method);
    vec![
        name,
        mean(method),
        area,
        pr.into(),
        accuracy.into(),
        brier.into(),
        difference,
        chance,
    ]
}

fn mean(method: &MethodResult) -> TableCell {
    let sd = method
        .sd_roc_auc
        .map_or_else(String::new, |sd| format!(" ± {}", figure(sd)));
    let collapsed = method
        .folds
        .iter()
        .filter(|fold| fold.collapse.is_some())
        .count();
    let chance = method.null.map_or_else(String::new, |null| {
        format!(
            "; by chance {} ({})",
            figure(null.mean),
            interval(null.range)
        )
    });
    let folds = count(method.folds.len(), "fold") + &chance;
    TableCell {
        text: format!("{}{sd}", optional(method.mean_roc_auc)),
        note: match collapsed {
            0 => folds,
            _ => format!("{folds}, {collapsed} collapsed"),
        },
        ..TableCell::default()
    }
}

/// The difference with its interval, and p.
fn against_level(comparison: &Comparison, method: &MethodResult) -> [TableCell; 2] {
    let is_asked = |c: &&Contrast| c.method == method.name && c.rival == LEVEL;
    match comparison.contrasts.iter().find(is_asked) {
        Some(found) => {
            let note = interval(found.difference_ci);
            let difference = TableCell {
                text: signed(found.difference),
                note,
                ..TableCell::default()
            };
            let chance = p(found.p);
            [
                difference,
                chance
                    .trim_start_matches("p ")
                    .trim_start_matches("= ")
                    .into(),
            ]
        }
        None => [NONE.into(), NONE.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::report::tests::evaluation;

    #[test]
    fn each_row_has_the_figures_of_its_method() {
        let comparison = &evaluation().comparisons[0];
        let table = table(comparison);
        let names: Vec<_> = table.rows.iter().map(|row| row[0].text.as_str()).collect();
        assert_eq!(names, ["network", "level", "forest"]);
        assert!(table.rows.iter().all(|row| row.len() == HEAD.len()));
        let network = &table.rows[0];
        let contrast = &comparison.contrasts[0];
        assert_eq!(network[6].text, signed(contrast.difference));
        assert_eq!(
            network[2].text,
            figure(comparison.methods[0].pooled.as_ref().unwrap().roc_auc)
        );
        assert_eq!(network[1].note, "4 folds, 1 collapsed");
        assert_eq!(
            [&table.rows[1][4].text, &table.rows[1][6].text],
            [NONE, NONE]
        );
    }
}
