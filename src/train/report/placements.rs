//! The tables of known genes placed among all expressed genes.

use super::{
    findings::everything::{by_chance, others},
    format::{NONE, figure, interval, number, p, signed},
    table::{HtmlTable, TableCell},
};
use crate::{
    bundle::EvaluatedContrast,
    train::evaluation::{Decision, Everything, PlacedMethod},
};

/// All tables, those that have nothing to show left out.
pub(super) fn tables(everything: &Everything) -> Vec<HtmlTable> {
    let mut tables = vec![
        areas(everything),
        top(everything),
        deciles(everything),
        tests(everything),
        calibration(everything),
        subsets(everything),
    ];
    tables.extend(everything.decision.as_ref().map(decision));
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// The names of the contrasts, of whichever method has them.
fn contrasts(everything: &Everything) -> Vec<&str> {
    let all = everything
        .methods
        .iter()
        .map(|method| &method.evaluation.contrasts);
    let most = all.max_by_key(|contrasts| contrasts.len());
    let names = most.into_iter().flatten();
    names.map(|contrast| contrast.name.as_str()).collect()
}

fn areas(everything: &Everything) -> HtmlTable {
    let names = contrasts(everything);
    let heads: Vec<_> = names
        .iter()
        .map(|name| format!("Against {}", others(name)))
        .collect();
    let head = ["Method"]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let mut table = HtmlTable::new(
        "AUC with its 95 % confidence interval over known genes; below it what random genes in their \
         place give",
        head,
    );
    table.rows.extend(by_method(everything, |method| {
        let cell = |name: &&str| {
            method
                .evaluation
                .contrast(name)
                .map_or_else(|| NONE.into(), area)
        };
        names.iter().map(cell).collect()
    }));
    table
}

fn area(contrast: &EvaluatedContrast) -> TableCell {
    TableCell {
        text: format!("{} ({})", figure(contrast.auc), interval(contrast.auc_ci)),
        note: match contrast.null_auc {
            Some(_) => format!("by chance {}", by_chance(contrast)),
            None => "chance was not looked at".into(),
        },
        ..TableCell::default()
    }
}

fn top(everything: &Everything) -> HtmlTable {
    let first = everything.methods.first();
    let shares = first.into_iter().flat_map(|method| &method.evaluation.top);
    let heads: Vec<_> = shares
        .map(|top| format!("Top {} %", percent(top.top)))
        .collect();
    let head = ["Method"]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let mut table = HtmlTable::new(
        "Share of the known genes among the highest of all expressed genes",
        head,
    );
    table.rows.extend(by_method(everything, |method| {
        let cell = |top: &crate::bundle::TopShare| TableCell {
            text: format!(
                "{} % ({} to {} %)",
                percent(top.recall),
                percent(top.recall_ci[0]),
                percent(top.recall_ci[1])
            ),
            note: format!("{} times chance", number(top.enrichment, 1)),
            ..TableCell::default()
        };
        method.evaluation.top.iter().map(cell).collect()
    }));
    table
}

fn percent(share: f64) -> String {
    number(share * 100.0, 0)
}

fn deciles(everything: &Everything) -> HtmlTable {
    let heads: Vec<_> = (0..10)
        .map(|tenth| format!("{}–{} %", 10 * tenth, 10 * tenth + 10))
        .collect();
    let head = ["Method"]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let mut table = HtmlTable::new(
        "Likelihood ratio by percentile: how much more often a known gene comes there than any gene",
        head,
    );
    table.rows.extend(by_method(everything, |method| {
        let cell = |one: &crate::bundle::LikelihoodRatio| TableCell {
            text: number(one.ratio, 1),
            note: format!("{} to {}", number(one.ci[0], 1), number(one.ci[1], 1)),
            ..TableCell::default()
        };
        method.evaluation.deciles.iter().map(cell).collect()
    }));
    table
}

fn tests(everything: &Everything) -> HtmlTable {
    let head = [
        "Method",
        "Rival",
        "Against",
        "Difference of AUC",
        "p",
        "p, corrected",
    ];
    let mut table = HtmlTable::new(
        "Student’s paired tests over known genes, two-sided; Holm’s correction within a contrast",
        head,
    );
    let row = |test: &crate::train::evaluation::PlacementTest| {
        vec![
            test.method.as_str().into(),
            test.rival.as_str().into(),
            others(&test.contrast).into(),
            signed(test.difference).into(),
            bare(test.p).into(),
            bare(test.p_corrected).into(),
        ]
    };
    table.rows.extend(everything.tests.iter().map(row));
    table
}

/// p as a number of a column that is headed so.
fn bare(value: f64) -> String {
    p(value)
        .trim_start_matches("p ")
        .trim_start_matches("= ")
        .into()
}

fn calibration(everything: &Everything) -> HtmlTable {
    let head = [
        "Method",
        "Calibration error",
        "The same of perfect scores",
        "Brier",
    ];
    let mut table = HtmlTable::new(
        "Scores as probabilities, both classes weighing the same",
        head,
    );
    let measured = everything
        .methods
        .iter()
        .filter_map(|method| Some((method, method.calibration?)));
    table.rows.extend(measured.map(|(method, found)| {
        let figures = [found.error, found.error_if_perfect, found.brier];
        let figures = figures.map(|value| TableCell::from(figure(value)));
        [method.name.as_str().into()]
            .into_iter()
            .chain(figures)
            .collect()
    }));
    table
}

fn subsets(everything: &Everything) -> HtmlTable {
    let names = contrasts(everything);
    let heads: Vec<_> = names
        .iter()
        .map(|name| format!("Against {}", others(name)))
        .collect();
    let head = ["Method", "Known genes"]
        .into_iter()
        .chain(heads.iter().map(String::as_str));
    let mut table = HtmlTable::new(
        "A part of the known genes alone: AUC with its interval",
        head,
    );
    for method in &everything.methods {
        for subset in &method.subsets {
            let part = format!("{}, {} genes", subset.name, subset.known_genes);
            let mut row = vec![method.name.as_str().into(), part.into()];
            row.extend(names.iter().map(|name| {
                let found = subset
                    .contrasts
                    .iter()
                    .find(|contrast| contrast.name == *name);
                let text =
                    found.map(|one| format!("{} ({})", figure(one.auc), interval(one.auc_ci)));
                TableCell::from(text.unwrap_or_else(|| NONE.into()))
            }));
            table.rows.push(row);
        }
    }
    table
}

fn decision(decision: &Decision) -> HtmlTable {
    let head = [
        "Candidate",
        "Mean AUC it is chosen by",
        "Chosen in outer folds",
    ];
    let mut table = HtmlTable::new("Which method decides, by the known genes alone", head);
    let row = |one: &crate::train::evaluation::Candidate| {
        let is_chosen = one.method == decision.method;
        let name = TableCell {
            text: one.method.clone(),
            note: if is_chosen {
                "decides".into()
            } else {
                String::new()
            },
            ..TableCell::default()
        };
        vec![
            name,
            figure(one.criterion).into(),
            one.chosen.to_string().into(),
        ]
    };
    table.rows.extend(decision.candidates.iter().map(row));
    table
}

/// A row for each method: its name, then what it has.
fn by_method(
    everything: &Everything,
    cells: impl Fn(&PlacedMethod) -> Vec<TableCell>,
) -> Vec<Vec<TableCell>> {
    let row = |method: &PlacedMethod| {
        let name = TableCell {
            text: method.name.clone(),
            note: method.description.clone(),
            ..TableCell::default()
        };
        [name].into_iter().chain(cells(method)).collect()
    };
    everything.methods.iter().map(row).collect()
}
