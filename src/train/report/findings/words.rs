//! Findings as sentences.

use crate::train::{
    evaluation::{Contrast, Finding, FindingKind, Measures, MethodResult},
    method::{LEVEL, NETWORK},
    report::format::{count, figure, interval, p, sentence, signed},
};

/// A difference counts as shown where chance gives as large a one less often than this.
pub const EVIDENCE: f64 = 0.05;

/// What a method is called within a sentence.
pub(super) fn called(name: &str) -> String {
    match name {
        LEVEL => "the level alone".into(),
        NETWORK => "the network".into(),
        _ => format!("“{name}”"),
    }
}

/// The first method against a rival: by the sign of the difference and [`EVIDENCE`].
pub(super) fn compared(contrast: &Contrast) -> Finding {
    let (own, rival) = (called(&contrast.method), called(&contrast.rival));
    let is_level = contrast.rival == LEVEL;
    let kind = kind(contrast);
    let what = match (kind, is_level) {
        (FindingKind::Better, true) => format!("{own} knows more than the level"),
        (FindingKind::Better, false) => format!("{own} does better than {rival}"),
        (FindingKind::Worse, _) => format!("{rival} does better than {own}"),
        (_, true) => format!("not shown that {own} knows more than the level"),
        (_, false) => format!("not shown that {own} does better than {rival}"),
    };
    let text = format!("{}: {}.", sentence(&what), figures(contrast));
    Finding { kind, text }
}

fn kind(contrast: &Contrast) -> FindingKind {
    match contrast.p < EVIDENCE {
        true if contrast.difference > 0.0 => FindingKind::Better,
        true if contrast.difference < 0.0 => FindingKind::Worse,
        _ => FindingKind::NotShown,
    }
}

fn figures(contrast: &Contrast) -> String {
    format!(
        "AUC {} against {} on the same {}, difference {} (95 % CI {}), {}",
        figure(contrast.roc_auc),
        figure(contrast.rival_roc_auc),
        count(contrast.genes, "gene"),
        signed(contrast.difference),
        interval(contrast.difference_ci),
        p(contrast.p)
    )
}

/// Where a method gave nothing that could be compared.
pub(super) fn not_run(method: &MethodResult) -> Option<Finding> {
    let reason = method.skipped.as_ref()?;
    let name = sentence(&called(&method.name));
    let text = format!("{name} was not run, so nothing is known of how it compares: {reason}");
    let kind = FindingKind::NotRun;
    Some(Finding { kind, text })
}

/// What random genes in the place of the disease genes give a method: the place of chance, which is not
/// always 0.5.
pub(super) fn by_chance(method: &MethodResult) -> Option<Finding> {
    let null = method.null?;
    let text = format!(
        "By chance, with random genes in the place of the disease genes, {} has an AUC of {} ({} in 90 \
         % of {}): that, not 0.5, is what an AUC here is to be compared with.",
        called(&method.name),
        figure(null.mean),
        interval(null.range),
        count(null.draws, "draw"),
    );
    let kind = FindingKind::NotShown;
    Some(Finding { kind, text })
}

/// How many trainings of a method gave one answer for all, and what to try.
pub(super) fn collapsed(method: &MethodResult) -> Option<Finding> {
    let collapses: Vec<_> = method
        .folds
        .iter()
        .filter_map(|f| f.collapse.as_ref())
        .collect();
    let first = collapses.first()?;
    let text = format!(
        "{} gave one answer for all genes in {} of {}: {}",
        sentence(&called(&method.name)),
        collapses.len(),
        count(method.folds.len(), "training"),
        first.message
    );
    let kind = FindingKind::Collapsed;
    Some(Finding { kind, text })
}

/// Good against genes of any level, no better than chance against genes of like levels.
pub(super) fn mostly_level(
    name: &str,
    (unmatched, matched): (&str, &str),
    any: &Measures,
    alike: &Measures,
) -> String {
    format!(
        "Most of what separates the disease genes from those of “{unmatched}” is level: {} has an \
         AUC of {} there, but {} (95 % CI {}) against “{matched}”, genes of like levels, which \
         is not told from chance (0.5).",
        called(name),
        figure(any.roc_auc),
        figure(alike.roc_auc),
        interval(alike.roc_auc_ci)
    )
}
