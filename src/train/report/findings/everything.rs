//! What placements show, in words.

use super::{EVIDENCE, words::called};
use crate::{
    bundle::{EvaluatedContrast, TopShare},
    train::{
        evaluation::{
            Decision, Evaluation, Everything, Finding, FindingKind, PlacedMethod, PlacementTest,
        },
        method::{AVERAGE, DEV, LEVEL, NETWORK, RESIDUAL, SHAPE},
        report::format::{count, figure, interval, number, p, sentence, signed},
    },
};

/// Methods that a reader asks for first, where none was chosen to decide.
const LEADS: [&str; 5] = [NETWORK, AVERAGE, RESIDUAL, SHAPE, DEV];

/// Writes into the evaluation what the placements of known genes show: of the method that decides, or
/// of the one that a reader asks for first. Nothing happens where none were placed.
pub fn conclude_everything(evaluation: &mut Evaluation) {
    let Some(everything) = &evaluation.everything else {
        return;
    };
    let Some(lead) = lead(everything) else {
        return;
    };
    let contrasts = &lead.evaluation.contrasts;
    let mut findings: Vec<_> = contrasts.iter().map(|one| against(lead, one)).collect();
    findings.extend(lead.evaluation.top.last().map(|top| on_top(lead, top)));
    let own = everything
        .tests
        .iter()
        .filter(|test| test.method == lead.name);
    let (level, others): (Vec<_>, Vec<_>) = own.partition(|test| test.rival == LEVEL);
    findings.extend(level.into_iter().chain(others).map(compared));
    findings.extend(everything.decision.as_ref().map(decided));
    findings.extend(calibrated(lead));
    findings.extend(everything.methods.iter().filter_map(collapsed));
    evaluation.findings = findings;
}

fn lead(everything: &Everything) -> Option<&PlacedMethod> {
    let chosen = everything
        .decision
        .as_ref()
        .map(|decision| decision.method.as_str());
    let mut names = chosen.into_iter().chain(LEADS);
    let first = names.find_map(|name| everything.method(name));
    first.or(everything.methods.first())
}

/// What known genes were told from, in words.
pub(in crate::train::report) fn others(contrast: &str) -> String {
    match contrast {
        "random" => "all other expressed genes".into(),
        "neighbours" => "expressed genes of like level".into(),
        _ => format!("genes of the list “{contrast}”"),
    }
}

/// Above chance where the interval is above 0.5, and the area beyond what random genes give.
fn against(method: &PlacedMethod, contrast: &EvaluatedContrast) -> Finding {
    // Without a null nothing is shown: chance gives what it gives.
    let is_beyond = contrast.null_range.map(|[_, high]| contrast.auc > high);
    let (above, over) = (contrast.auc_ci[0] > 0.5, others(&contrast.name));
    let name = called(&method.name);
    let (kind, what) = match (above, is_beyond) {
        (true, Some(true)) => (
            FindingKind::Better,
            format!("shown that {name} places known genes above {over}"),
        ),
        (true, None) => (
            FindingKind::NotShown,
            format!(
                "{name} places known genes above {over}, but what chance gives was not looked at"
            ),
        ),
        (true, Some(false)) => (
            FindingKind::NotShown,
            format!(
                "not shown that {name} knows anything of known genes against {over}, for it places \
                 random genes as high"
            ),
        ),
        (false, _) => (
            FindingKind::NotShown,
            format!("not shown that {name} places known genes above {over}"),
        ),
    };
    let text = format!(
        "{}: AUC {} (95 % CI {}) over {}; random genes in their place: {}.",
        sentence(&what),
        figure(contrast.auc),
        interval(contrast.auc_ci),
        count(method.evaluation.known_genes, "known gene"),
        by_chance(contrast),
    );
    Finding { kind, text }
}

/// The null, or that there is none.
pub(in crate::train::report) fn by_chance(contrast: &EvaluatedContrast) -> String {
    match (contrast.null_auc, contrast.null_range) {
        (Some(mean), Some(range)) => format!("{} ({})", figure(mean), interval(range)),
        _ => "not looked at".into(),
    }
}

fn on_top(method: &PlacedMethod, top: &TopShare) -> Finding {
    let chance = top.recall_ci[0] > top.top;
    let percent = |share: f64| number(share * 100.0, 0);
    let text = format!(
        "{} % of the known genes came among the highest {} % of all expressed genes by {} (95 % CI \
         {} to {} %): {} times as many as by chance{}.",
        percent(top.recall),
        percent(top.top),
        called(&method.name),
        percent(top.recall_ci[0]),
        percent(top.recall_ci[1]),
        number(top.enrichment, 1),
        if chance {
            ""
        } else {
            ", which chance may give"
        },
    );
    let kind = if chance {
        FindingKind::Better
    } else {
        FindingKind::NotShown
    };
    Finding { kind, text }
}

fn compared(test: &PlacementTest) -> Finding {
    let (own, rival) = (called(&test.method), called(&test.rival));
    let (kind, what) = match test.p_corrected < EVIDENCE {
        true if test.difference > 0.0 => (
            FindingKind::Better,
            format!("{own} does better than {rival}"),
        ),
        true => (
            FindingKind::Worse,
            format!("{rival} does better than {own}"),
        ),
        false => (
            FindingKind::NotShown,
            format!("not shown that {own} does better than {rival}"),
        ),
    };
    // Of the better one less the other, as the words have them.
    let difference = match kind {
        FindingKind::Worse => -test.difference,
        _ => test.difference,
    };
    let text = format!(
        "{} against {}: difference of AUC {}, {} after Holm’s correction.",
        sentence(&what),
        others(&test.contrast),
        signed(difference),
        p(test.p_corrected),
    );
    Finding { kind, text }
}

fn decided(decision: &Decision) -> Finding {
    let names: Vec<_> = decision
        .candidates
        .iter()
        .map(|one| one.method.as_str())
        .collect();
    let chosen = decision
        .candidates
        .iter()
        .find(|one| one.method == decision.method);
    let of = decision.candidates.iter().map(|one| one.chosen).sum();
    let mut text = format!(
        "{} decides: of {} it has the highest mean of the AUC against all other expressed genes and \
         against those of like level.",
        sentence(&called(&decision.method)),
        names.join(", "),
    );
    if of > 0 {
        let worth = decision.nested.iter().take(2).map(|contrast| {
            let (area, ci) = (figure(contrast.auc), interval(contrast.auc_ci));
            format!("{area} (95 % CI {ci}) against {}", others(&contrast.name))
        });
        text += &format!(
            " In {} of {} it was chosen as well; the choosing itself is worth an AUC of {}, on genes \
             that had no part in it.",
            chosen.map_or(0, |one| one.chosen),
            count(of, "outer fold"),
            worth.collect::<Vec<_>>().join(" and "),
        );
    }
    Finding {
        kind: FindingKind::Decided,
        text,
    }
}

/// Whether its probabilities say what they seem to.
fn calibrated(method: &PlacedMethod) -> Option<Finding> {
    let calibration = method.calibration?;
    let text = format!(
        "The scores of {} are no probabilities to be read as such: their calibration error is {}, and \
         so few known genes leave {} even to perfect ones. Read percentiles and likelihood ratios.",
        called(&method.name),
        figure(calibration.error),
        figure(calibration.error_if_perfect),
    );
    Some(Finding {
        kind: FindingKind::NotShown,
        text,
    })
}

fn collapsed(method: &PlacedMethod) -> Option<Finding> {
    let text = format!(
        "{} gave one answer for all genes in {}.",
        sentence(&called(&method.name)),
        count(method.collapsed, "training")
    );
    (method.collapsed > 0).then_some(Finding {
        kind: FindingKind::Collapsed,
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        bundle::Evaluation as Worth,
        train::{
            evaluation::{Calibration, Candidate},
            report::tests::evaluation,
        },
    };

    fn contrast(name: &str, auc: f64, low: f64, null: [f64; 3]) -> EvaluatedContrast {
        EvaluatedContrast {
            name: name.into(),
            auc,
            auc_ci: [low, 0.9],
            null_auc: Some(null[0]),
            null_range: Some([null[1], null[2]]),
        }
    }

    /// `dev` is above chance against random genes; against a list it is not above what random genes
    /// give; against neighbours its interval has 0.5.
    fn placed() -> Everything {
        let method = |name: &str| PlacedMethod {
            name: name.into(),
            description: String::new(),
            repeats: 20,
            collapsed: 0,
            evaluation: Worth {
                known_genes: 43,
                contrasts: vec![
                    contrast("random", 0.75, 0.6, [0.5, 0.44, 0.57]),
                    contrast("neighbours", 0.55, 0.49, [0.5, 0.44, 0.57]),
                    contrast("heart", 0.7, 0.6, [0.69, 0.6, 0.75]),
                ],
                ..Worth::default()
            },
            calibration: Some(Calibration {
                error: 0.1,
                error_if_perfect: 0.06,
                brier: 0.2,
            }),
            subsets: Vec::new(),
        };
        let test = |rival: &str, difference: f64, p_corrected: f64| PlacementTest {
            contrast: "random".into(),
            method: DEV.into(),
            rival: rival.into(),
            genes: 43,
            difference,
            p: 0.001,
            p_corrected,
        };
        let candidate = |method: &str, chosen| Candidate {
            method: method.into(),
            criterion: 0.65,
            chosen,
        };
        Everything {
            known_genes: 43,
            expressed_genes: 16_000,
            least_expressed: None,
            ratio: 5.0,
            network_repeats: 1,
            null_draws: 20,
            network_null_draws: 0,
            date: "2026-11-30".into(),
            lists: [("known".to_string(), "sha256:0".to_string())].into(),
            list_genes: [("heart".to_string(), 90)].into(),
            dropped: Vec::new(),
            unmatched: Vec::new(),
            methods: vec![method(LEVEL), method(SHAPE), method(DEV)],
            tests: vec![test(SHAPE, 0.02, 0.3), test(LEVEL, 0.2, 0.001)],
            decision: Some(Decision {
                method: DEV.into(),
                candidates: vec![candidate(SHAPE, 1), candidate(DEV, 4)],
                repeats: 1,
                nested: vec![contrast("random", 0.7, 0.6, [0.5; 3])],
            }),
        }
    }

    #[test]
    fn what_is_shown_is_told_from_what_is_not() {
        let mut evaluation = evaluation();
        evaluation.everything = Some(placed());
        conclude_everything(&mut evaluation);
        let starts = [
            (
                FindingKind::Better,
                "Shown that “dev” places known genes above all other expressed genes: AUC 0.750",
            ),
            (
                FindingKind::NotShown,
                "Not shown that “dev” places known genes above expressed genes of like level",
            ),
            (
                FindingKind::NotShown,
                "Not shown that “dev” knows anything of known genes against genes of the list “heart”",
            ),
            (
                FindingKind::Better,
                "“dev” does better than the level alone",
            ),
            (
                FindingKind::NotShown,
                "Not shown that “dev” does better than “shape”",
            ),
            (
                FindingKind::Decided,
                "“dev” decides: of shape, dev it has the highest mean",
            ),
            (
                FindingKind::NotShown,
                "The scores of “dev” are no probabilities",
            ),
        ];
        let kinds = starts.map(|(kind, _)| kind);
        let found: Vec<_> = evaluation
            .findings
            .iter()
            .map(|finding| finding.kind)
            .collect();
        assert_eq!(found, kinds, "{:?}", evaluation.findings);
        for (finding, (_, start)) in evaluation.findings.iter().zip(starts) {
            assert!(finding.text.starts_with(start), "{}", finding.text);
        }
        assert!(
            evaluation.findings[0]
                .text
                .contains("random genes in their place: 0.500")
        );
        let nested = "In 4 of 5 outer folds it was chosen as well; the choosing itself is worth an AUC of 0.700";
        assert!(evaluation.findings[5].text.contains(nested));
    }
}
