use super::*;
use crate::{
    bundle::{Control, Replacement},
    explain::Like,
};

fn reason(cell_type: &str, first_time: usize, change: f32, residual: f32) -> Reason {
    Reason {
        cell_type: cell_type.into(),
        times: vec![format!("stage {}", first_time + 1)],
        first_time,
        change,
        residual: Some(residual),
    }
}

fn without(cell_type: &str, percentile: Option<f32>, score: f32) -> Option<WithoutCellType> {
    Some(WithoutCellType {
        cell_type: cell_type.into(),
        score,
        percentile,
    })
}

fn like(gene: &str, similarity: f32, percentile: f32) -> Like {
    Like {
        gene: gene.into(),
        similarity,
        percentile,
    }
}

fn control(correlation: f32) -> Option<Control> {
    Some(Control {
        draws: 20,
        genes: 200,
        seed: 1,
        correlation: Some(correlation),
        weaker: None,
    })
}

/// A gene of which nothing but its place is known.
fn plain() -> Why {
    Why {
        gene: "NR5A1".into(),
        condition: "M".into(),
        label: "male".into(),
        model: "shape".into(),
        decides: true,
        source: 0,
        one_time: false,
        score: 0.98,
        percentile: Some(98.4),
        found: String::new(),
        way: Way::Occlusion,
        replaced_by: Replacement::Usual,
        raising: Vec::new(),
        lowering: Vec::new(),
        without: None,
        known: Vec::new(),
        as_like: None,
        housekeeping: Vec::new(),
        level: None,
        tau: None,
        dev: None,
        opinions: Vec::new(),
        members: None,
        control: None,
    }
}

/// A gene of which all is known.
fn full() -> Why {
    Why {
        raising: vec![
            reason("Leydig", 2, 2.0, 2.5),
            reason("Supporting", 0, 1.0, 1.0),
        ],
        lowering: vec![reason("Germ", 1, -0.5, -1.5)],
        without: without("Leydig", Some(80.6), 0.8),
        known: vec![
            like("STAR", 0.9, 99.2),
            like("WT1", 0.7, 97.9),
            like("SOX9", 0.6, 80.0),
        ],
        housekeeping: vec![like("ACTB", 0.1, 50.0)],
        level: Some(61.7),
        control: control(0.1),
        ..plain()
    }
}

const NOTHING: &str = "no cell type at any time moves its score much by itself";

/// All that is told, in its order.
#[test]
fn all_is_said() {
    assert_eq!(
        full().sentence(),
        "NR5A1 stands in the top 2 % for the male model: unusually high in Leydig at stage 3 and \
         Supporting at stage 1 for its level; lowered by expression that is unusually low in Germ at \
         stage 2 for its level; without Leydig cells it would stand in the top 20 %; most like STAR \
         and WT1 (closer than 97 % of genes); the level alone: 61st percentile."
    );
}

#[test]
fn where_only_the_place_is_known_nothing_else_is_said() {
    let text = plain().sentence();
    assert_eq!(
        text,
        format!("NR5A1 stands in the top 2 % for the male model: {NOTHING}.")
    );
    let one_time = Why {
        one_time: true,
        ..plain()
    };
    assert_has!(
        one_time.sentence(),
        "model: no cell type moves its score much"
    );
}

#[test]
fn a_place_is_never_said_to_be_more_than_it_is() {
    for (percentile, said) in [
        (100.0, "in the top 1 %"),
        (99.95, "in the top 1 %"),
        (99.0, "in the top 1 %"),
        (98.99, "in the top 2 %"),
        (50.0, "in the top 50 %"),
        (49.9, "at the 50th percentile"),
        (31.0, "at the 31st percentile"),
        (30.1, "at the 31st percentile"),
        (1.2, "at the 2nd percentile"),
        (0.0, "at the 1st percentile"),
    ] {
        assert_eq!(standing(percentile), said, "{percentile}");
    }
    for (level, said) in [(99.9, "99th"), (61.7, "61st"), (12.5, "13th"), (0.0, "1st")] {
        let why = Why {
            level: Some(level),
            ..plain()
        };
        let expected = format!("; the level alone: {said} percentile.");
        assert!(why.sentence().ends_with(&expected), "{level}");
    }
    for (value, said) in [
        (0.9999, "0.999"),
        (0.5, "0.500"),
        (0.4991, "0.500"),
        (0.1, "0.100"),
    ] {
        assert_eq!(score(value), said);
    }
}

#[test]
fn ordinals_and_lists() {
    let ordinals = [
        1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 100, 101, 111, 112, 113, 122,
    ];
    let said = ordinals.map(ordinal).join(" ");
    let expected =
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 100th 101st 111th 112th 113th 122nd";
    assert_eq!(said, expected);
    for (parts, said) in [
        (&[][..], ""),
        (&["a"], "a"),
        (&["a", "b"], "a and b"),
        (&["a", "b", "c"], "a, b and c"),
    ] {
        assert_eq!(joined(parts), said);
    }
}

#[test]
fn what_moves_a_score_is_said_as_it_is() {
    let stage = |number: usize| number - 1;
    let (high, low, usual) = (1.0, -1.0, 0.99);
    let cases: Vec<(Vec<Reason>, Vec<Reason>, &str)> = vec![
        (
            vec![reason("A", stage(1), 1.0, high)],
            vec![],
            "unusually high in A at stage 1 for its level",
        ),
        (
            vec![reason("A", stage(1), 1.0, low)],
            vec![],
            "raised by expression that is unusually low in A at stage 1 for its level",
        ),
        (
            vec![
                reason("A", stage(1), 1.0, usual),
                reason("B", stage(2), 0.5, high),
            ],
            vec![],
            "raised by expression that is usual in A at stage 1 and unusually high in B at stage 2 \
             for its level",
        ),
        (
            vec![],
            vec![reason("A", stage(1), -1.0, low)],
            "lowered by expression that is unusually low in A at stage 1 for its level",
        ),
        (
            vec![
                reason("A", stage(2), 1.0, high),
                reason("A", stage(1), 0.5, 3.0),
            ],
            vec![],
            "unusually high in A at stage 1 and stage 2 for its level",
        ),
        (
            vec![
                reason("A", stage(3), 1.0, high),
                reason("A", stage(1), 0.9, high),
                reason("A", stage(2), 0.8, high),
            ],
            vec![],
            "unusually high in A at stage 1 to stage 3 for its level",
        ),
        (
            vec![
                reason("A", stage(1), 1.0, high),
                reason("A", stage(3), 0.9, high),
                reason("B", stage(3), 0.8, high),
            ],
            vec![],
            "unusually high in A at stage 1 and stage 3 and B at stage 3 for its level",
        ),
        (
            vec![Reason {
                residual: None,
                ..reason("A", stage(1), 1.0, 0.0)
            }],
            vec![Reason {
                residual: None,
                ..reason("B", stage(2), -1.0, 0.0)
            }],
            "raised by expression in A at stage 1; lowered by expression in B at stage 2",
        ),
        // Too little to be told: by itself, and beside what is much stronger.
        (vec![reason("A", stage(1), 0.09, high)], vec![], NOTHING),
        (
            vec![reason("A", stage(1), 3.0, high)],
            vec![reason("B", stage(1), -0.29, low)],
            "unusually high in A at stage 1 for its level",
        ),
        (
            vec![reason("A", stage(1), 3.0, high)],
            vec![reason("B", stage(1), -0.3, low)],
            "unusually high in A at stage 1 for its level; lowered by expression that is unusually \
             low in B at stage 1 for its level",
        ),
    ];
    for (raising, lowering, said) in cases {
        let why = Why {
            raising,
            lowering,
            ..plain()
        };
        let expected = format!("NR5A1 stands in the top 2 % for the male model: {said}.");
        assert_eq!(why.sentence(), expected);
    }
}

#[test]
fn below_the_median_what_lowers_comes_first() {
    let why = Why {
        percentile: Some(30.4),
        without: without("Leydig", Some(12.0), 0.1),
        ..full()
    };
    assert_has!(
        why.sentence(),
        "NR5A1 stands at the 31st percentile for the male model: unusually low in Germ at stage 2 for \
         its level; raised by expression that is unusually high in Leydig at stage 3 and Supporting at \
         stage 1 for its level; without Leydig cells it would stand at the 12th percentile;"
    );
    let why = Why {
        lowering: vec![reason("Germ", 1, -0.5, 2.0)],
        ..why
    };
    assert_has!(
        why.sentence(),
        "model: lowered by expression that is unusually high in Germ at"
    );
}

#[test]
fn a_time_is_left_out_where_there_is_one() {
    let mut why = Why {
        one_time: true,
        ..full()
    };
    assert_has!(
        why.sentence(),
        "unusually high in Leydig and Supporting cells for its level;"
    );
    why.raising[1].cell_type = "Germ cells".into();
    assert_has!(
        why.sentence(),
        "unusually high in Leydig and Germ cells for its level;"
    );
    why.raising.truncate(1);
    assert_has!(
        why.sentence(),
        "unusually high in Leydig cells for its level;"
    );
    why.without = without("T cell", Some(50.0), 0.5);
    assert_has!(
        why.sentence(),
        "without T cell it would stand in the top 50 %"
    );
}

#[test]
fn a_fall_is_told_where_it_changes_the_words_and_is_none_of_rounding() {
    for (percentile, told) in [
        (98.4, false),
        (97.9, false),
        (97.3, true),
        (99.9, false),
        (12.0, true),
    ] {
        let why = Why {
            without: without("Leydig", Some(percentile), 0.9),
            ..full()
        };
        assert_eq!(why.sentence().contains("without"), told, "{percentile}");
    }
    let why = Why {
        without: without("Leydig", Some(12.0), 0.9),
        ..full()
    };
    assert_has!(
        why.sentence(),
        "without Leydig cells it would stand at the 12th percentile;"
    );
}

#[test]
fn without_percentiles_the_score_stands_alone() {
    let why = Why {
        percentile: None,
        without: without("Leydig", None, 0.25),
        ..full()
    };
    assert_has!(
        why.sentence(),
        "NR5A1 has a score of 0.980 for the male model: unusually high in Leydig",
        "; without Leydig cells its score would be 0.250;"
    );
    let why = Why {
        without: without("Leydig", None, 0.975),
        ..why
    };
    assert!(!why.sentence().contains("without"), "{}", why.sentence());
    let why = Why { score: 0.2, ..why };
    assert_has!(
        why.sentence(),
        "a score of 0.200 for the male model: unusually low in Germ"
    );
}

/// Of many known genes one is near to most genes.
#[test]
fn how_common_likeness_is_stands_beside_it() {
    let why = Why {
        known: vec![like("A", 0.6, 98.5)],
        as_like: Some(61.2),
        ..plain()
    };
    assert_has!(
        why.sentence(),
        "; most like A (closer than 98 % of genes, while 62 % are as close to some known gene)."
    );
}

#[test]
fn likeness_is_likeness() {
    let cases = [
        (
            vec![like("A", 0.5, 40.5)],
            vec![],
            "; most like A (closer than 40 % of genes).",
        ),
        (
            vec![like("A", 0.9, 100.0), like("B", 0.49, 10.0)],
            vec![],
            "; most like A (closer than 99 % of genes).",
        ),
        (
            vec![like("A", 0.49, 99.0)],
            vec![],
            "; like none of the known genes.",
        ),
        (
            vec![like("A", 0.6, 90.0)],
            vec![like("H", 0.6, 70.0)],
            "; most like A (closer than 90 % of genes), and no less like H, a housekeeping gene.",
        ),
        (
            vec![like("A", 0.6, 90.0)],
            vec![like("H", 0.59, 70.0)],
            "; most like A (closer than 90 % of genes).",
        ),
    ];
    for (known, housekeeping, said) in cases {
        let why = Why {
            known,
            housekeeping,
            ..plain()
        };
        assert!(why.sentence().ends_with(said), "{}", why.sentence());
    }
}

#[test]
fn reasons_of_the_image_are_not_said_to_be_the_models() {
    let why = Why {
        control: control(0.51),
        ..full()
    };
    assert_eq!(
        why.sentence(),
        "NR5A1 stands in the top 2 % for the male model: models with random weights give such reasons \
         too, so these are of its image, not of the model; most like STAR and WT1 (closer than \
         97 % of genes); the level alone: 61st percentile."
    );
    let why = Why {
        control: control(0.5),
        ..full()
    };
    assert_has!(why.sentence(), "model: unusually high");
}

#[test]
fn whose_score_it_is_is_said() {
    let definition = Why {
        way: Way::Definition,
        ..plain()
    };
    assert_has!(
        definition.sentence(),
        "for the male model, a definition that learnt nothing: no"
    );
    let second = Why {
        decides: false,
        ..plain()
    };
    assert_has!(
        second.sentence(),
        "for the male model shape, which does not decide: no"
    );
    let both = Why {
        decides: false,
        ..definition
    };
    assert_has!(
        both.sentence(),
        "for the male model shape, a definition that learnt nothing and does not decide: no"
    );
    let unnamed = Why {
        label: String::new(),
        ..plain()
    };
    assert_has!(unnamed.sentence(), "for the M model: no");
}

#[test]
fn members_that_disagree_are_told() {
    let why = Why {
        members: Some([0.25, 0.97]),
        ..plain()
    };
    let told = format!("{NOTHING}; members of the model disagree: their scores are 0.25 to 0.97.");
    assert_has!(why.sentence(), told.as_str());
    let why = Why {
        members: Some([0.8, 0.97]),
        ..plain()
    };
    assert!(why.sentence().ends_with(&format!("{NOTHING}.")));
}

/// Numbers as they come: a linear congruential generator (Knuth, MMIX), as good as any here.
struct Numbers(u64);

impl Numbers {
    /// 0 to 1.
    fn next(&mut self) -> f32 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }

    fn percentile(&mut self) -> Option<f32> {
        let percentile = 100.0 * self.next();
        (self.next() < 0.8).then_some(percentile)
    }

    fn reasons(&mut self, sign: f32) -> Vec<Reason> {
        let count = (self.next() * 4.0) as usize;
        let names = ["Leydig", "Supporting", "Germ cells"];
        let one = |numbers: &mut Self| {
            let name = names[(numbers.next() * 3.0) as usize];
            let change = sign * 2.0 * numbers.next();
            let residual = 6.0 * numbers.next() - 3.0;
            reason(name, (numbers.next() * 4.0) as usize, change, residual)
        };
        (0..count).map(|_| one(self)).collect()
    }

    fn likes(&mut self) -> Vec<Like> {
        let count = (self.next() * 4.0) as usize;
        let names = ["SRY", "STAR", "AMH", "DHH"];
        let mut likes: Vec<_> = (0..count)
            .map(|i| like(names[i], self.next(), 100.0 * self.next()))
            .collect();
        likes.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        likes
    }

    fn why(&mut self) -> Why {
        let percentile = self.percentile();
        let without = percentile.map(|percentile| percentile * self.next());
        Why {
            gene: "GENE".into(),
            percentile,
            score: 0.5 + 0.5 * self.next(),
            raising: self.reasons(1.0),
            lowering: self.reasons(-1.0),
            without: super::tests::without("Leydig", without, 0.5 * self.next()),
            known: self.likes(),
            level: self.percentile(),
            members: Some([0.5 * self.next(), 1.0]),
            ..plain()
        }
    }
}

/// The number between two texts.
fn between(text: &str, before: &str, after: &str) -> Option<f32> {
    let (_, rest) = text.split_once(before)?;
    let number = rest
        .split_once(after)?
        .0
        .trim_end_matches(char::is_alphabetic);
    number.parse().ok()
}

/// A standing that is said allows what it is said of, and a per cent less.
fn check_standing(text: &str, before: &str, percentile: f32) {
    let top = between(text, &format!("{before} in the top "), " %");
    let nth = between(text, &format!("{before} at the "), " percentile");
    match (top, nth) {
        (Some(top), None) => {
            let rest = 100.0 - percentile;
            assert!(
                percentile >= 50.0 && top >= rest && top - rest < 1.0,
                "{percentile}: {text}"
            );
        }
        (None, Some(nth)) => {
            let is_next = nth >= percentile && nth - percentile < 1.0;
            assert!(percentile < 50.0 && is_next, "{percentile}: {text}");
        }
        _ => panic!("{text}"),
    }
}

#[test]
fn every_number_is_one_of_the_gene_s() {
    let mut numbers = Numbers(1);
    let mut told = [0; 4];
    for _ in 0..2000 {
        let why = numbers.why();
        let text = why.sentence();
        match why.percentile {
            Some(percentile) => check_standing(&text, "GENE stands", percentile),
            None => {
                let said = between(&text, "a score of ", " for").unwrap();
                assert!(said <= why.score && why.score - said < 0.001_01, "{text}");
            }
        }
        let without = why.without.as_ref().unwrap();
        if text.contains("it would stand") {
            told[0] += 1;
            let percentile = without.percentile.unwrap();
            check_standing(&text, "it would stand", percentile);
            assert!(why.percentile.unwrap() - percentile >= 1.0);
        }
        if let Some(closer) = between(&text, "closer than ", " %") {
            told[1] += 1;
            let named = why.known.iter().filter(|like| text.contains(&like.gene));
            let named: Vec<_> = named.collect();
            assert!(!named.is_empty() && named.iter().all(|like| like.percentile >= closer));
            assert!(named.iter().all(|like| like.similarity >= 0.5));
            assert!(named.iter().any(|like| like.percentile - closer < 1.0));
        }
        if let Some(nth) = between(&text, "the level alone: ", " percentile") {
            told[2] += 1;
            let level = why.level.unwrap();
            assert!(
                (nth - 50.0).abs() <= (level - 50.0).abs().max(1.0),
                "{text}"
            );
            assert!((nth - level).abs() <= 1.0, "{level}: {text}");
        }
        for part in text.split([';', ':']) {
            check_places(part, &why, &mut told[3]);
        }
    }
    assert!(told.iter().all(|&count| count > 500), "{told:?}");
}

/// What is called unusual, of one kind and sign, is.
fn check_places(part: &str, why: &Why, told: &mut usize) {
    let (reasons, is_of_sign) = match part {
        _ if part.contains("raised by") => (&why.raising, true),
        _ if part.contains("lowered by") => (&why.lowering, true),
        _ => (&why.raising, part.contains("for its level")),
    };
    let is_low_first = part.trim_start().starts_with("unusually low");
    let reasons = if is_low_first { &why.lowering } else { reasons };
    if !is_of_sign {
        return;
    }
    *told += 1;
    let strongest = why.raising.iter().chain(&why.lowering);
    let strongest = strongest.map(|r| r.change.abs()).fold(0.0, f32::max);
    for (word, is_it) in [
        ("unusually high", (|r: f32| r >= 1.0) as fn(f32) -> bool),
        ("unusually low", |r| r <= -1.0),
    ] {
        let is_told = |r: &&Reason| r.change.abs() >= (0.1 * strongest).max(0.1);
        let found = reasons.iter().filter(is_told);
        let any = found.clone().any(|r| is_it(r.residual.unwrap()));
        assert_eq!(part.contains(word), any, "{part}: {reasons:?}");
        let is_named = |r: &Reason| part.contains(r.cell_type.as_str());
        assert!(found.clone().all(is_named), "{part}: {reasons:?}");
    }
}
