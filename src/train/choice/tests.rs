use super::*;
use crate::{
    gene::Gene,
    heatmap::{Pattern, PatternClass, Peak},
};

fn pattern(level: f32) -> Pattern {
    let is_expressed = level > 0.0;
    Pattern {
        class: if is_expressed {
            PatternClass::Banded
        } else {
            PatternClass::Silent
        },
        level,
        tau: is_expressed.then_some(0.5),
        expressed: None,
        detection: None,
        peak: is_expressed.then_some(Peak {
            cell_type: 0,
            time: 0,
        }),
        peak_value: level,
    }
}

/// Gene number n has the level n / 100, but gene 0 is silent, and the last absent.
struct World {
    genes: Vec<Gene>,
    patterns: Vec<Option<Pattern>>,
}

impl World {
    fn new(count: usize) -> Self {
        let gene = |number| Gene {
            symbol: format!("G{number}"),
            ensembl_id: format!("ENSG{number:011}"),
            ..Gene::default()
        };
        let pattern = |n| (n + 1 < count).then(|| pattern(n as f32 / 100.0));
        Self {
            genes: (0..count).map(gene).collect(),
            patterns: (0..count).map(pattern).collect(),
        }
    }

    fn choose(&self, labels: &Labels, options: ChoiceOptions) -> Result<Choice, Error> {
        let pool = Pool::new(&self.genes, &self.patterns);
        choose_from(&pool, "A".into(), labels, &options)
    }

    /// The same world, its genes in another order, and labels to go with it.
    fn reversed(&self, labels: &Labels) -> (Self, Labels) {
        let last = self.genes.len() - 1;
        let turn = |list: &[usize]| list.iter().rev().map(|gene| last - gene).collect();
        let labels = Labels {
            positives: turn(&labels.positives),
            labelled: turn(&labels.labelled),
            listed: turn(&labels.listed),
            in_both: turn(&labels.in_both),
            unmatched: labels.unmatched.clone(),
            recased: labels.recased.clone(),
        };
        let genes = self.genes.iter().rev().cloned().collect();
        let patterns = self.patterns.iter().rev().copied().collect();
        (Self { genes, patterns }, labels)
    }
}

fn options(negatives: Negatives) -> ChoiceOptions {
    ChoiceOptions {
        negatives,
        ratio: None,
        seed: 7,
    }
}

/// 20 positives at every tenth level, a list of negatives at every third.
fn labels() -> Labels {
    let positives: Vec<_> = (0..20).map(|n| 10 * n).collect();
    let (in_both, listed) = (0..400).step_by(3).partition(|n| positives.contains(n));
    Labels {
        positives,
        in_both,
        listed,
        ..Labels::default()
    }
}

fn levels(choice: &Choice, why: &Why) -> Vec<f32> {
    let genes = choice.genes.iter().filter(|gene| gene.why == *why);
    genes.map(|gene| gene.level).collect()
}

#[test]
fn silent_and_absent_genes_are_dropped_and_told() {
    let choice = World::new(400)
        .choose(&labels(), options(Negatives::Housekeeping))
        .unwrap();
    assert_eq!(choice.counts(), (19, 19));
    assert!(choice.genes.iter().all(|gene| gene.level > 0.0));
    let reasons = |symbol: &str| {
        let found = choice.dropped.iter().filter(|gene| gene.symbol == symbol);
        found
            .map(|gene| (gene.is_positive, gene.reason))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        reasons("G0"),
        [(true, DropReason::Silent), (false, DropReason::Known)]
    );
    assert_eq!(reasons("G399"), [(false, DropReason::NotMeasured)]);
    assert_eq!(reasons("G30"), [(false, DropReason::Known)]);
    assert_eq!(choice.dropped.len(), 1 + 1 + 7);
    assert_eq!(choice.candidates, 134 - 7 - 1);
    assert!(choice.notes.is_empty());
}

#[test]
fn housekeeping_genes_are_half_high_and_half_low() {
    let choice = World::new(400)
        .choose(&labels(), options(Negatives::Housekeeping))
        .unwrap();
    let listed = labels().listed;
    assert!(
        choice
            .genes
            .iter()
            .all(|g| g.is_positive || listed.contains(&g.index))
    );
    let split = choice.split_level.unwrap();
    let (high, low) = (levels(&choice, &Why::High), levels(&choice, &Why::Low));
    let moderate = levels(&choice, &Why::LowToModerate);
    assert_eq!((high.len(), low.len() + moderate.len()), (10, 9));
    assert!(high.iter().all(|level| *level >= split));
    // The median of all expressed genes is 2.0, of the candidates 2.1.
    assert!(low.iter().all(|level| *level < 2.0));
    assert!(moderate.iter().all(|level| (2.0..split).contains(level)));
    assert_eq!(split, 2.1);
}

#[test]
fn matched_genes_are_near_their_positive_gene_and_in_no_list() {
    let world = World::new(400);
    let choice = world
        .choose(&labels(), options(Negatives::Matched))
        .unwrap();
    assert_eq!(choice.counts(), (19, 19));
    let level_of = |symbol: &str| {
        let index: usize = symbol[1..].parse().unwrap();
        (labels().positives.contains(&index), index as f32 / 100.0)
    };
    for gene in choice.genes.iter().filter(|gene| !gene.is_positive) {
        assert!(
            gene.index % 3 != 0 && gene.index % 10 != 0,
            "{}",
            gene.symbol
        );
        let Why::Matched { to } = &gene.why else {
            panic!("{:?}", gene.why)
        };
        let (is_positive, level) = level_of(to);
        assert!(
            is_positive && (gene.level - level).abs() <= 0.15,
            "{}",
            gene.symbol
        );
    }
}

#[test]
fn random_genes_are_in_no_list_and_labelled_ones_are_all_taken() {
    let world = World::new(400);
    let choice = world.choose(&labels(), options(Negatives::Random)).unwrap();
    assert_eq!(levels(&choice, &Why::Random).len(), 19);
    assert!(
        choice
            .genes
            .iter()
            .all(|gene| gene.is_positive || gene.index % 3 != 0)
    );
    let labels = Labels {
        labelled: (201..299).collect(),
        ..labels()
    };
    let choice = world.choose(&labels, options(Negatives::Labelled)).unwrap();
    assert_eq!(choice.counts(), (19, 98));
    let two = ChoiceOptions {
        ratio: Some(2.0),
        ..options(Negatives::Labelled)
    };
    assert_eq!(world.choose(&labels, two).unwrap().counts(), (19, 38));
}

#[test]
fn a_choice_follows_from_the_seed_and_not_from_the_order_of_genes() {
    let (world, labels) = (World::new(400), labels());
    let (turned, turned_labels) = world.reversed(&labels);
    for negatives in [
        Negatives::Housekeeping,
        Negatives::Matched,
        Negatives::Random,
    ] {
        let choice = world.choose(&labels, options(negatives)).unwrap();
        assert_eq!(choice, world.choose(&labels, options(negatives)).unwrap());
        let mut again = turned.choose(&turned_labels, options(negatives)).unwrap();
        again
            .genes
            .iter_mut()
            .for_each(|gene| gene.index = 399 - gene.index);
        assert_eq!(choice, again, "{}", negatives.name());
        let other = ChoiceOptions {
            seed: 8,
            ..options(negatives)
        };
        let other = world.choose(&labels, other).unwrap();
        assert_ne!(choice.genes_digest, other.genes_digest);
    }
}

/// By `printf 'ENSG00000000001\t1\nENSG00000000002\t0\n' | sha256sum`.
#[test]
fn the_digest_is_of_the_sorted_genes_and_labels() {
    let labels = Labels {
        positives: vec![1],
        labelled: vec![2],
        ..Labels::default()
    };
    let choice = World::new(4)
        .choose(&labels, options(Negatives::Labelled))
        .unwrap();
    assert_eq!(
        choice.genes_digest,
        "sha256:727b850b4edb513713062a7127f1f762ff92afc7063761d44b31c4f8354178c5"
    );
}

#[test]
fn too_few_candidates_are_all_taken_and_noted() {
    let labels = Labels {
        listed: vec![201, 202, 203],
        ..labels()
    };
    let choice = World::new(400)
        .choose(&labels, options(Negatives::Housekeeping))
        .unwrap();
    assert_eq!(choice.counts(), (19, 3));
    let note = "19 negatives were wanted for 19 positive genes, and 3 could be had";
    assert_eq!(choice.notes, [note]);
    let many = ChoiceOptions {
        ratio: Some(1e300),
        ..options(Negatives::Matched)
    };
    let few = Labels {
        positives: vec![0, 10, 20],
        ..Labels::default()
    };
    let all = World::new(30).choose(&few, many);
    assert_eq!(all.unwrap().counts(), (2, 26));
}

#[test]
fn labels_of_another_bundle_are_refused() {
    let error = World::new(150)
        .choose(&labels(), options(Negatives::Random))
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::OtherBundle {
                index: 150..,
                count: 150
            }
        ),
        "{error}"
    );
}

#[test]
fn nothing_to_choose_from_is_an_error_with_what_to_do() {
    let world = World::new(400);
    let error = |labels: &Labels, options| world.choose(labels, options).unwrap_err().to_string();
    let silent = Labels {
        positives: vec![0, 399],
        ..labels()
    };
    let told = error(&silent, options(Negatives::Random));
    assert!(told.starts_with("none of the 2 known genes"), "{told}");
    let alone = Labels {
        positives: vec![5],
        ..Labels::default()
    };
    let told = error(&alone, options(Negatives::Housekeeping));
    assert_has!(told, "no housekeeping negatives", "give a list");
    assert!(error(&alone, options(Negatives::Labelled)).contains("column label"));
    for ratio in [0.0, -1.0, f64::NAN, f64::INFINITY, 0.01] {
        let odd = ChoiceOptions {
            ratio: Some(ratio),
            ..options(Negatives::Random)
        };
        assert!(
            error(&labels(), odd).contains("it must be a number above 0"),
            "{ratio}"
        );
    }
}

#[test]
fn json_says_why_each_gene_was_chosen_and_comes_back() {
    let choice = World::new(400)
        .choose(&labels(), options(Negatives::Matched))
        .unwrap();
    let json = serde_json::to_value(&choice).unwrap();
    assert_eq!(json["negatives"], "matched");
    assert_eq!(json["genes"][0]["why"], "known");
    assert_eq!(json["genes"][20]["why"], "matched");
    assert!(json["genes"][20]["to"].is_string());
    let back: Choice = serde_json::from_value(json).unwrap();
    assert_eq!(back, choice);
}

#[test]
fn what_the_lists_allow_is_chosen_where_nothing_is_named() {
    use Negatives::{Housekeeping, Labelled, Matched};
    let labels = |labelled: &[usize], listed: &[usize]| Labels {
        labelled: labelled.to_vec(),
        listed: listed.to_vec(),
        ..Labels::default()
    };
    let chosen = |labels: &Labels| kinds(labels, &[]).unwrap();
    assert_eq!(chosen(&labels(&[], &[2])), [Housekeeping, Matched]);
    assert_eq!(chosen(&labels(&[3], &[])), [Labelled, Matched]);
    assert_eq!(chosen(&labels(&[], &[])), [Matched]);
    let told = |kind, labels: &Labels| kinds(labels, &[kind]).unwrap_err().to_string();
    assert!(told(Housekeeping, &labels(&[3], &[])).contains("--negatives"));
    assert!(told(Labelled, &labels(&[], &[2])).contains("labels none 0"));
}
