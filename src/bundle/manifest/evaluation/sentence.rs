//! What scores are worth, in plain sentences. All that shows it takes it from here.

use super::{EvaluatedContrast, Evaluation, LikelihoodRatio};

/// What is said of scores that nobody evaluated.
pub const NEVER_EVALUATED: &str = "never evaluated: nobody knows what these scores are worth";

/// The share of all genes whose top the sentence speaks of, where it was looked at.
const TOP: f64 = 0.05;

/// What scores are worth, in words, with a full stop and without control characters where the
/// evaluation has none; [`NEVER_EVALUATED`] where there is none.
#[must_use]
pub fn worth(evaluation: Option<&Evaluation>) -> String {
    evaluation.map_or_else(|| NEVER_EVALUATED.into(), Evaluation::sentence)
}

impl Evaluation {
    /// What the scores are worth, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let parts: Vec<_> = self.spoken().map(above).chain(self.on_top()).collect();
        let found = match parts.is_empty() {
            true => "nothing was found out".into(),
            false => parts.join("; "),
        };
        let known = self.known_genes;
        format!("On {known} known genes that it had not seen, {found}. A score is no probability.")
    }

    /// The contrasts with all expressed genes and with those of the same level; where there is
    /// neither, all there are.
    fn spoken(&self) -> impl Iterator<Item = &EvaluatedContrast> {
        let is_main = |contrast: &&EvaluatedContrast| MAIN.contains(&contrast.name.as_str());
        let has_main = self.contrasts.iter().any(|contrast| is_main(&contrast));
        let contrasts = self.contrasts.iter();
        contrasts.filter(move |contrast| !has_main || is_main(contrast))
    }

    fn on_top(&self) -> Option<String> {
        let is_said = |top: f64| (top - TOP).abs() < 1e-9;
        let found = self.top.iter().find(|share| is_said(share.top));
        let share = found.or_else(|| self.top.first())?;
        let (recall, top) = (per_cent(share.recall), per_cent(share.top));
        Some(format!(
            "{recall} % of them come in the top {top} % ({} %)",
            range(share.recall_ci)
        ))
    }
}

impl LikelihoodRatio {
    /// What it says of a gene, in words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let [low, high] = self.ci;
        let chance = match (low..=high).contains(&1.0) {
            true => ", which may be chance",
            false => "",
        };
        format!(
            "known genes come out in this tenth of all genes {:.1} times as often as any gene does \
             (95 % interval {low:.1}-{high:.1}{chance})",
            self.ratio
        )
    }
}

/// The contrasts that a reader must know.
const MAIN: [&str; 2] = ["random", "neighbours"];

fn above(contrast: &EvaluatedContrast) -> String {
    let others = match contrast.name.as_str() {
        "random" => "all expressed genes",
        "neighbours" => "expressed genes of the same level",
        "housekeeping" => "housekeeping genes",
        "other" => "other genes, those of the list given",
        name => name,
    };
    let (auc, interval) = (per_cent(contrast.auc), range(contrast.auc_ci));
    let chance = match (contrast.null_auc, contrast.null_range) {
        (Some(auc), Some(of)) => format!("; chance: {} %, {} %", per_cent(auc), range(of)),
        (Some(auc), None) => format!("; chance: {} %", per_cent(auc)),
        (None, _) => "; chance: 50 %".into(),
    };
    format!("it ranks a known gene above {auc} % ({interval} %{chance}) of {others}")
}

/// Without decimals.
fn per_cent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn range([low, high]: [f64; 2]) -> String {
    format!("{}-{}", per_cent(low), per_cent(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::manifest::TopShare;

    fn contrast(name: &str, null: bool) -> EvaluatedContrast {
        EvaluatedContrast {
            name: name.into(),
            auc: 0.634,
            auc_ci: [0.549, 0.711],
            null_auc: null.then_some(0.5),
            null_range: null.then_some([0.42, 0.58]),
        }
    }

    fn evaluation(contrasts: Vec<EvaluatedContrast>) -> Evaluation {
        let top = |top, recall| TopShare {
            top,
            recall,
            recall_ci: [0.04, 0.24],
            enrichment: recall / top,
        };
        Evaluation {
            known_genes: 44,
            contrasts,
            top: vec![top(0.01, 0.02), top(0.05, 0.114)],
            ..Evaluation::default()
        }
    }

    #[test]
    fn the_sentence_has_each_number_with_its_interval_and_chance() {
        let contrasts = ["housekeeping", "random", "neighbours"];
        let evaluation = evaluation(
            contrasts
                .map(|name| contrast(name, name == "random"))
                .into(),
        );
        let expected = "On 44 known genes that it had not seen, it ranks a known gene above 63 % \
            (55-71 %; chance: 50 %, 42-58 %) of all expressed genes; it ranks a known gene above \
            63 % (55-71 %; chance: 50 %) of expressed genes of the same level; 11 % of them come \
            in the top 5 % (4-24 %). A score is no probability.";
        assert_eq!(evaluation.sentence(), expected);
        assert_eq!(worth(Some(&evaluation)), expected);
    }

    #[test]
    fn other_contrasts_are_said_where_the_main_ones_were_not_looked_at() {
        let sentence = evaluation(vec![contrast("housekeeping", false)]).sentence();
        assert!(
            sentence.contains("of housekeeping genes; 11 %"),
            "{sentence}"
        );
        let nothing = Evaluation::default().sentence();
        assert!(nothing.contains("nothing was found out."), "{nothing}");
    }

    #[test]
    fn a_ratio_is_said_with_its_interval() {
        let said = |ratio, ci| LikelihoodRatio { ratio, ci }.sentence();
        let expected = "known genes come out in this tenth of all genes 3.1 times as often as any \
                        gene does (95 % interval 1.7-5.2)";
        assert_eq!(said(3.12, [1.7, 5.2]), expected);
        assert!(said(0.5, [0.1, 1.4]).ends_with("0.1-1.4, which may be chance)"));
    }

    #[test]
    fn scores_without_an_evaluation_say_so() {
        assert_eq!(worth(None), NEVER_EVALUATED);
    }
}
