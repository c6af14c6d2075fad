use super::*;
use crate::train::report::tests::{evaluation, rows};

fn kinds(findings: &[Finding]) -> Vec<FindingKind> {
    findings.iter().map(|finding| finding.kind).collect()
}

fn concluded(change: impl Fn(&mut OutOfFold)) -> Comparison {
    let mut evaluation = evaluation();
    let mut rows = rows("housekeeping");
    rows.iter_mut().for_each(change);
    evaluation.comparisons.truncate(1);
    conclude(&mut evaluation, &rows).unwrap();
    evaluation.comparisons.remove(0)
}

#[test]
fn a_network_that_knows_more_is_told_so_with_the_figures() {
    let comparison = concluded(|_| ());
    assert_eq!(kinds(&comparison.findings)[0], FindingKind::Better);
    let text = &comparison.findings[0].text;
    assert!(
        text.starts_with("The network knows more than the level: AUC 0."),
        "{text}"
    );
    assert!(text.contains("on the same 60 genes"), "{text}");
}

#[test]
fn scores_in_the_same_order_show_nothing() {
    let comparison = concluded(|row| {
        let level = row.scores["level"];
        row.scores.insert("network".into(), level * level);
    });
    let finding = &comparison.findings[0];
    assert_eq!(finding.kind, FindingKind::NotShown);
    assert!(
        finding
            .text
            .starts_with("Not shown that the network knows more than the level: ")
    );
    assert!(finding.text.ends_with("p = 1.00."), "{}", finding.text);
}

#[test]
fn a_level_that_does_better_is_told_so() {
    let comparison = concluded(|row| {
        let (network, level) = (row.scores["network"], row.scores["level"]);
        row.scores.insert("network".into(), level);
        row.scores.insert("level".into(), network);
    });
    let finding = &comparison.findings[0];
    assert_eq!(finding.kind, FindingKind::Worse);
    assert!(
        finding
            .text
            .starts_with("The level alone does better than the network: ")
    );
}

#[test]
fn a_gene_counts_once_however_often_it_was_left_out() {
    let mut evaluation = evaluation();
    let once = rows("housekeeping");
    let again = once.iter().map(|row| OutOfFold {
        repeat: row.repeat + 2,
        ..row.clone()
    });
    let twice: Vec<_> = once.iter().cloned().chain(again).collect();
    conclude(&mut evaluation, &once).unwrap();
    let expected = evaluation.comparisons[0].contrasts.clone();
    conclude(&mut evaluation, &twice).unwrap();
    assert_eq!(evaluation.comparisons[0].contrasts, expected);
    assert!(expected.iter().all(|contrast| contrast.genes == 60));
}

#[test]
fn the_first_meets_all_and_all_meet_the_level() {
    let comparison = concluded(|_| ());
    let pairs = comparison
        .contrasts
        .iter()
        .map(|c| (c.method.as_str(), c.rival.as_str()));
    let expected = [
        ("network", "level"),
        ("network", "forest"),
        ("forest", "level"),
    ];
    assert_eq!(pairs.collect::<Vec<_>>(), expected);
}

#[test]
fn collapses_are_counted_and_name_the_remedy() {
    let comparison = concluded(|_| ());
    let finding = comparison.findings.last().unwrap();
    assert_eq!(finding.kind, FindingKind::Collapsed);
    let expected = "The network gave one answer for all genes in 1 of 4 trainings: all genes got \
                    0.31: try a lower learning rate";
    assert_eq!(finding.text, expected);
}

#[test]
fn what_was_not_run_is_not_judged() {
    let mut evaluation = evaluation();
    let first = &mut evaluation.comparisons[0].methods[0];
    first.skipped = Some("no images".into());
    conclude(&mut evaluation, &rows("housekeeping")).unwrap();
    let comparison = &evaluation.comparisons[0];
    assert_eq!(comparison.findings[0].kind, FindingKind::NotRun);
    assert!(comparison.findings[0].text.ends_with("compares: no images"));
    assert!(
        comparison
            .contrasts
            .iter()
            .all(|contrast| contrast.method == "forest")
    );
}

#[test]
fn a_network_that_only_sees_levels_is_found_out() {
    let evaluation = evaluation();
    let finding = &evaluation.findings[0];
    assert_eq!(finding.kind, FindingKind::MostlyLevel);
    assert_has!(finding.text, "those of “housekeeping” is level");
    let mut without = evaluation.clone();
    without.comparisons.pop();
    conclude(&mut without, &[]).unwrap();
    assert!(without.findings.is_empty());
}

#[test]
fn too_few_genes_give_no_test_and_strays_are_refused() {
    let mut evaluation = evaluation();
    let few = &rows("matched")[..3];
    conclude(&mut evaluation, few).unwrap();
    assert!(
        evaluation
            .comparisons
            .iter()
            .all(|comparison| comparison.contrasts.is_empty())
    );
    let error = conclude(&mut evaluation, &rows("random")).unwrap_err();
    assert!(error.to_string().contains("negatives random"), "{error}");
}

#[test]
fn a_score_that_is_no_number_is_an_error_that_says_where() {
    let mut evaluation = evaluation();
    let mut rows = rows("matched");
    rows[0].scores.insert("level".into(), f32::NAN);
    let error = conclude(&mut evaluation, &rows).unwrap_err();
    let expected = "condition F, negatives matched: cannot compare the methods network and level";
    assert_eq!(error.to_string(), expected);
    assert!(std::error::Error::source(&error).is_some());
}
