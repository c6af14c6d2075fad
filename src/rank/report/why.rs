//! Why a gene has its score, in a sentence and in the numbers beside it.

use super::format::{self, NONE};
use crate::{
    explain::{self, Like, Reason},
    rank::GeneScore,
};

/// Why a gene has its score.
#[derive(Debug)]
pub(super) struct Why {
    pub(super) sentence: String,
    /// What moves the score: where, the change of log-odds, and how unusual expression is there.
    pub(super) blocks: Vec<[String; 3]>,
    pub(super) facts: Vec<(String, String)>,
    /// Sentences of the models that do not decide.
    pub(super) others: Vec<String>,
}

impl Why {
    /// `None` where nobody asked.
    pub(super) fn new(score: &GeneScore) -> Option<Self> {
        let (first, rest) = score.why.split_first()?;
        let why = &first.why;
        let blocks = why.raising.iter().chain(&why.lowering);
        Some(Self {
            sentence: first.sentence.clone(),
            blocks: blocks.map(block).collect(),
            facts: facts(why),
            others: rest.iter().map(|told| told.sentence.clone()).collect(),
        })
    }
}

fn block(reason: &Reason) -> [String; 3] {
    let residual = reason.residual;
    [
        place(reason),
        signed(reason.change, 2),
        residual.map_or_else(|| NONE.into(), |residual| signed(residual, 1) + " SD"),
    ]
}

fn place(reason: &Reason) -> String {
    let name = &reason.cell_type;
    match reason.times.as_slice() {
        [] => name.clone(),
        [time] => format!("{name} at {time}"),
        [first, .., last] => format!("{name} at {first} to {last}"),
    }
}

/// With a sign.
pub(super) fn signed(value: f32, decimals: usize) -> String {
    format!("{value:+.decimals$}").replace('-', "−")
}

fn facts(why: &explain::Why) -> Vec<(String, String)> {
    let percentiles = [
        ("Level, percentile", why.level),
        ("Specificity (tau), percentile", why.tau),
        ("How unusual for its level, percentile", why.dev),
    ];
    let percentiles = percentiles.into_iter();
    let known = percentiles.filter(|(_, value)| value.is_some());
    let mut facts: Vec<_> = known
        .map(|(name, value)| (name.to_string(), format::percentile(value)))
        .collect();
    if let Some(without) = &why.without {
        let score = format::score(Some(without.score));
        let place = without
            .percentile
            .map(|_| format::percentile(without.percentile));
        let place = place.map_or_else(String::new, |place| format!(", percentile {place}"));
        facts.push((
            format!("Without {}", without.cell_type),
            format!("score {score}{place}"),
        ));
    }
    let likes = [
        ("Most like, of known genes", &why.known),
        ("Most like, of housekeeping genes", &why.housekeeping),
    ];
    let likes = likes.into_iter().filter(|(_, likes)| !likes.is_empty());
    facts.extend(likes.map(|(name, likes)| (name.into(), alike(likes))));
    if let Some([low, high]) = why.members {
        facts.push((
            "Members of the model".into(),
            format!("scores {low:.2} to {high:.2}"),
        ));
    }
    facts
}

/// `STAR r 0.75 (closer than 97.5 %)`, each: than so many of all genes are.
fn alike(likes: &[Like]) -> String {
    let like = |like: &Like| {
        let closer = format::percentile(Some(like.percentile));
        let similarity = format!("{:.2}", like.similarity).replace('-', "−");
        format!("{} r {similarity} (closer than {closer} %)", like.gene)
    };
    likes.iter().map(like).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rank::GeneWhy, testing};

    #[test]
    fn the_numbers_stand_beside_the_sentence() {
        let mut second = testing::why("A", "M");
        second.decides = false;
        let whys = [testing::why("A", "M"), second].map(GeneWhy::from);
        let score = GeneScore {
            why: whys.into(),
            ..GeneScore::default()
        };
        let why = Why::new(&score).unwrap();
        assert_has!(
            why.sentence,
            "A stands in the top 13 % for the a <label> model: "
        );
        assert_eq!(why.others.len(), 1);
        assert_has!(why.others[0], "which does not decide");
        let blocks = [
            ["Leydig at week 8", "+1.50", "+2.0 SD"],
            ["Germ <cells> at week 8", "−0.50", "−1.5 SD"],
        ];
        assert_eq!(why.blocks, blocks);
        let facts: Vec<_> = why.facts.iter().map(|(k, v)| format!("{k}: {v}")).collect();
        let expected = [
            "Level, percentile: 61.5",
            "Specificity (tau), percentile: 70.5",
            "How unusual for its level, percentile: 80.5",
            "Without Leydig: score 0.25, percentile 30.5",
            "Most like, of known genes: STAR r 0.75 (closer than 97.5 %)",
            "Most like, of housekeeping genes: ACTB r 0.25 (closer than 40.0 %)",
            "Members of the model: scores 0.75 to 0.90",
        ];
        assert_eq!(facts, expected);
        assert!(Why::new(&GeneScore::default()).is_none());
    }
}
