use super::*;
use crate::train::{
    evaluation::FoldResult,
    report::{
        conclude,
        published::{Published, beside},
        tests::{evaluation, rows, with_folds},
    },
};

fn html(evaluations: &[Evaluation]) -> String {
    let published = Published {
        condition: "F".into(),
        method: "network".into(),
        roc_auc: 0.75,
        source: "Table <1>".into(),
    };
    let beside = beside(evaluations, &[published]);
    let page = EvaluationPage {
        title: "A & B",
        evaluations,
        beside: &beside,
    };
    let mut bytes = Vec::new();
    page.write_html(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_page_asks_for_nothing_from_elsewhere() {
    let html = html(&[evaluation()]);
    let links: Vec<_> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(links, [Some("https://doi.org/10.2307/2531595")]);
    for outside in [
        "http:", "src=", "url(", "@import", "<script", "<link", "<iframe",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("https:").count(), 1);
}

#[test]
fn text_of_the_evaluation_cannot_become_markup() {
    let bad = "<script>\"&'";
    let mut evaluation = evaluation();
    let clean = html(&[evaluation.clone()]);
    for text in [
        &mut evaluation.label,
        &mut evaluation.atlas,
        &mut evaluation.program,
        &mut evaluation.bundle,
    ] {
        *text = bad.into();
    }
    evaluation.findings[0].text = bad.into();
    for comparison in &mut evaluation.comparisons {
        comparison.negatives = bad.into();
        comparison.choice = serde_json::json!({bad: bad});
        comparison.findings[0].text = bad.into();
        for method in &mut comparison.methods {
            method.name = bad.into();
            method.description = bad.into();
            method.skipped = method.skipped.as_ref().map(|_| bad.into());
        }
    }
    let html = html(&[evaluation]);
    assert!(!html.contains("<script"));
    assert!(html.matches("&#60;script&#62;").count() + html.matches("&lt;script&gt;").count() > 50);
    let tags = |html: &str| html.matches("<li").count() + html.matches("<td").count();
    assert!(tags(&html) <= tags(&clean));
}

#[test]
fn simulated_data_is_marked_and_real_data_is_not() {
    let mut evaluation = evaluation();
    assert!(html(&[evaluation.clone()]).contains("<title>SYNTHETIC: "));
    evaluation.synthetic = false;
    assert!(!html(&[evaluation]).contains("SYNTHETIC"));
}

#[test]
fn every_figure_has_a_title_a_description_and_a_table() {
    let html = html(&[evaluation()]);
    // ROC, precision, folds, reliability, loss and accuracy; for two kinds of negatives.
    assert_eq!(html.matches("<figure>").count(), 12);
    assert_eq!(html.matches("role=\"img\"").count(), 12);
    assert_eq!(html.matches("<desc ").count(), 12);
    assert_eq!(html.matches("The figure as a table").count(), 12);
    let ids: Vec<_> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn findings_come_before_figures_and_say_which_negatives() {
    let html = html(&[evaluation()]);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("The network knows more than the level") < at("<figure>"));
    assert!(at("Against “housekeeping”") < at("Against “matched”"));
    assert_has!(
        html,
        "<b>cnnc</b>: the bundle has no single cells",
        "<td>0.750</td>"
    );
}

#[test]
fn two_hundred_folds_of_two_conditions_stay_small() {
    let evaluations = [with_folds(200), with_folds(200)];
    let size = html(&evaluations).len();
    assert!(size < 2_000_000, "{size}");
}

#[test]
fn an_evaluation_of_little_is_still_a_page() {
    let mut evaluation = evaluation();
    evaluation.comparisons.truncate(1);
    for method in &mut evaluation.comparisons[0].methods {
        method.folds.truncate(1);
        method.sd_roc_auc = None;
        method.folds.iter_mut().for_each(|fold| fold.epochs.clear());
    }
    conclude(&mut evaluation, &rows("housekeeping")).unwrap();
    let one = html(&[evaluation.clone()]);
    assert!(!one.contains("Learning of") && !one.contains("“matched”"));
    evaluation.comparisons[0]
        .methods
        .retain(|method| method.skipped.is_some());
    assert!(html(&[evaluation.clone()]).contains("<b>cnnc</b>"));
    evaluation.comparisons.clear();
    assert!(html(&[evaluation]).contains("</html>"));
    assert!(html(&[]).contains("</html>"));
}

#[test]
fn a_training_that_diverged_is_drawn_as_far_as_it_went() {
    let mut evaluation = evaluation();
    let folds: &mut Vec<FoldResult> = &mut evaluation.comparisons[0].methods[0].folds;
    for epoch in folds.iter_mut().flat_map(|fold| &mut fold.epochs).skip(3) {
        (epoch.train_loss, epoch.validation_loss) = (f64::NAN, f64::INFINITY);
    }
    let html = html(&[evaluation]);
    assert!(!html.contains("NaN") && !html.contains("inf,"));
}
